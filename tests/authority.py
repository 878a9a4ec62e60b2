"""A real time-stamping authority on loopback: `openssl ts -reply` behind a small HTTP server, with bad moods."""

import re
import subprocess
import threading
from enum import Enum, auto
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self

from yosuga.timestamps.base import Authority

_CONFIGURATION = """
[ req ]
distinguished_name = name
prompt = no
[ name ]
CN = Yosuga Test Root
[ ca ]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[ signer ]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[ wrong ]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,codeSigning
[ not_critical ]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = timeStamping
[ stamp ]
serial = serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4.1
other_policies = 1.2.3.4.2
digests = sha256, sha384, sha512
accuracy = secs:1, millisecs:500
clock_precision_digits = 3
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
[ refuse ]
serial = serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4.1
other_policies = 1.2.3.4.2
digests = sha512
"""


class Mood(Enum):
    """How the authority behaves."""

    HONEST = auto()
    REFUSING = auto()  # status 2, with a text
    OTHER_NONCE = auto()
    OTHER_IMPRINT = auto()
    WRONG_PURPOSE = auto()  # the signer's certificate is for code signing
    PURPOSE_NOT_CRITICAL = auto()
    BACKDATED = auto()  # genTime lies before the signer's certificate began
    WITH_MODIFICATIONS = auto()  # status 1
    UNSORTED = auto()  # the certificate set is not in DER order
    GARBAGE = auto()
    EMPTY = auto()
    HUGE = auto()
    CUT = auto()
    DRIPPING = auto()  # a byte at a time, for ever
    REDIRECTING = auto()
    FORBIDDEN = auto()  # http 403
    BUSY = auto()  # http 503


class LoopbackAuthority:
    """An authority with its own root, made in `folder`. `url` and `root_pem` are what a person would configure.

    `embeds_root` puts the root itself into each token, as a forger would. `requests` holds every body received.
    """

    def __init__(self, folder: Path, *, embeds_root: bool = False) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.mood = Mood.HONEST
        self.requests: list[bytes] = []
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._make_certificates()
        self._embedded = "chain.pem" if embeds_root else "middle.pem"
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Go off the network. Safe to call twice."""
        if self._stopped.is_set():
            return
        self._stopped.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        """Where requests go."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/tsa"

    @property
    def root_pem(self) -> bytes:
        """The root a person pins."""
        return (self.folder / "root.pem").read_bytes()

    def configured(self, *, name: str = "loopback") -> Authority:
        """Return this authority as the product's configuration would hold it."""
        return Authority(name=name, url=self.url, roots=(self.root_pem,))

    def reply(self, query: bytes) -> bytes:
        """Return the TimeStampResp for a DER query in the present mood, without the network."""
        with self._lock:
            return self._reply(query)

    def wait_until_stopped(self, seconds: float) -> bool:
        """Return True as soon as the authority is stopped, False after `seconds`."""
        return self._stopped.wait(seconds)

    def _reply(self, query: bytes) -> bytes:
        section = "refuse" if self.mood is Mood.REFUSING else "stamp"
        reply = self._openssl_reply(_QUERIES.get(self.mood, bytes)(query), section=section)
        if self.mood is Mood.UNSORTED:
            return self._with_certificates(reply, backwards=True)
        if self.mood is Mood.WITH_MODIFICATIONS:
            return reply.replace(b"\x30\x03\x02\x01\x00", b"\x30\x03\x02\x01\x01", 1)
        if self.mood in _SIGNERS:
            return self._signed_with(reply, certificate=_SIGNERS[self.mood])
        return reply

    def _openssl_reply(self, query: bytes, *, section: str = "stamp") -> bytes:
        (self.folder / "query.tsq").write_bytes(query)
        self._run(
            "ts -reply -queryfile query.tsq -config tsa.cnf -signer signer.pem -inkey signer.key -out reply.tsr",
            "-chain", self._embedded, "-section", section,
        )  # fmt: skip
        return (self.folder / "reply.tsr").read_bytes()

    def _with_certificates(self, reply: bytes, *, backwards: bool) -> bytes:
        ders = [(self.folder / f"{name}.der").read_bytes() for name in ("signer", "middle", "root")]
        there = sorted((der for der in ders if der in reply), key=reply.index)
        return reply.replace(b"".join(there), b"".join(sorted(there, reverse=backwards)), 1)

    def _signed_with(self, reply: bytes, *, certificate: str) -> bytes:
        """Sign the TSTInfo of a reply anew; `openssl ts` itself refuses to sign with such a certificate."""
        (self.folder / "good.tsr").write_bytes(reply)
        self._run("ts -reply -in good.tsr -token_out -out good.der")
        self._run("cms -verify -noverify -inform DER -in good.der -out info.der")
        if self.mood is Mood.BACKDATED:
            info = (self.folder / "info.der").read_bytes()
            (self.folder / "info.der").write_bytes(re.sub(rb"20\d\d(?=\d{10})", b"2001", info, count=1))
        self._run(
            "cms -sign -binary -nodetach -cades -md sha256 -econtent_type 1.2.840.113549.1.9.16.1.4 -outform DER",
            "-in", "info.der", "-signer", certificate, "-inkey", "signer.key", "-certfile", "middle.pem",
            "-out", "token.der",
        )  # fmt: skip
        body = b"\x30\x03\x02\x01\x00" + (self.folder / "token.der").read_bytes()
        return self._with_certificates(b"\x30\x82" + len(body).to_bytes(2, "big") + body, backwards=False)

    def _make_certificates(self) -> None:
        (self.folder / "tsa.cnf").write_text(_CONFIGURATION, encoding="ascii")
        (self.folder / "serial").write_text("01\n", encoding="ascii")
        for name in ("root", "middle", "signer"):
            self._run(f"genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out {name}.key")
        self._run("req -x509 -new -key root.key -config tsa.cnf -extensions ca -days 3650 -set_serial 1 -out root.pem")
        self._certify(name="middle", key="middle", by="root", extensions="ca", serial=2)
        for serial, name in enumerate(("signer", "wrong", "not_critical"), start=3):
            self._certify(name=name, key="signer", by="middle", extensions=name, serial=serial)
        for name in ("root", "middle", "signer"):
            self._run(f"x509 -in {name}.pem -outform DER -out {name}.der")
        chain = (self.folder / "middle.pem").read_bytes() + self.root_pem
        (self.folder / "chain.pem").write_bytes(chain)

    def _certify(self, *, name: str, key: str, by: str, extensions: str, serial: int) -> None:
        self._run(f"req -new -config tsa.cnf -key {key}.key -out {name}.csr", "-subj", f"/CN=Yosuga Test {name}")
        self._run(
            f"x509 -req -in {name}.csr -CA {by}.pem -CAkey {by}.key -extfile tsa.cnf -extensions {extensions}",
            f"-days 3000 -set_serial {serial} -out {name}.pem",
        )

    def _run(self, *words: str) -> None:
        arguments = [part for word in words for part in ([word] if word.startswith("/") else word.split())]
        subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True, timeout=30)


def _other_nonce(query: bytes) -> bytes:
    return query[:-4] + bytes([query[-4] ^ 1]) + query[-3:]  # … nonce INTEGER, then certReq BOOLEAN (01 01 ff)


def _other_imprint(query: bytes) -> bytes:
    at = query.index(b"\x04\x20") + 2
    return query[:at] + bytes(32) + query[at + 32 :]


_QUERIES = {Mood.OTHER_NONCE: _other_nonce, Mood.OTHER_IMPRINT: _other_imprint}
_SIGNERS = {
    Mood.WRONG_PURPOSE: "wrong.pem",
    Mood.PURPOSE_NOT_CRITICAL: "not_critical.pem",
    Mood.BACKDATED: "signer.pem",
}
_STATUSES = {Mood.REDIRECTING: 302, Mood.FORBIDDEN: 403, Mood.BUSY: 503}
_BODIES = {Mood.GARBAGE: b"<html>not a token</html>", Mood.EMPTY: b"", Mood.HUGE: bytes(64 * 1024 + 1)}


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, authority: LoopbackAuthority) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.authority = authority


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        """Answer one request in the authority's mood."""
        authority = self.server.authority
        query = self.rfile.read(int(self.headers["Content-Length"]))
        authority.requests.append(query)
        if authority.mood is Mood.DRIPPING:
            self._drip(authority)
            return
        status = _STATUSES.get(authority.mood, 200)
        content = _BODIES.get(authority.mood) if status == 200 else b""
        if content is None:
            content = authority.reply(query)
        self._head(status, size=len(content))
        self.wfile.write(content[:-20] if authority.mood is Mood.CUT else content)

    def _drip(self, authority: LoopbackAuthority) -> None:
        self._head(200, size=5000)
        try:
            while not authority.wait_until_stopped(0.05):
                self.wfile.write(b"\x30")
                self.wfile.flush()
        except OSError:
            return

    def _head(self, status: int, *, size: int) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.send_header("Content-Length", str(size))
        if status == 302:
            self.send_header("Location", "http://127.0.0.1:9/elsewhere")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Keep quiet."""
