"""A time-stamping authority made of the `openssl` command, so that the tests need nothing of the product."""

import datetime
import re
import subprocess
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

_CONFIGURATION = """
[ stamp ]
serial = serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512, sha3-256
ess_cert_id_alg = sha256
"""
_TST_INFO = "1.2.840.113549.1.9.16.1.4"


class OpensslAuthority:
    """An authority with its own root, in `folder`. `embeds_root` puts the root into each token, as a forger would."""

    def __init__(self, folder: Path, *, name: str, embeds_root: bool = False, years: tuple[int, int] = (2020, 2099)):
        folder.mkdir(parents=True)
        self.folder = folder
        self.name = name
        self.root = folder / "root.pem"
        self._chain = ["-chain", "root.pem"] if embeds_root else []
        (folder / "tsa.cnf").write_text(_CONFIGURATION, encoding="ascii")
        (folder / "serial").write_text("01\n", encoding="ascii")
        root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
        root = _certificate(f"{name} root", root_key, issuer=None, issuer_key=root_key, years=(1999, 2099))
        signer = _certificate(f"{name} signer", key, issuer=root.subject, issuer_key=root_key, years=years)
        pem = serialization.Encoding.PEM
        self.root.write_bytes(root.public_bytes(pem))
        (folder / "signer.pem").write_bytes(signer.public_bytes(pem))
        (folder / "signer.key").write_bytes(
            key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        )

    def stamp(self, digest: bytes, *, algorithm: str = "sha256") -> bytes:
        """Return a TimeStampResp over a digest."""
        self._run("ts", "-query", "-digest", digest.hex(), f"-{algorithm}", "-cert", "-out", "query.tsq")
        self._run(
            "ts", "-reply", "-queryfile", "query.tsq", "-config", "tsa.cnf", "-section", "stamp",
            "-signer", "signer.pem", "-inkey", "signer.key", *self._chain, "-out", "reply.tsr",
        )  # fmt: skip
        return (self.folder / "reply.tsr").read_bytes()

    def stamp_in(self, year: int, digest: bytes) -> bytes:
        """Return a TimeStampResp whose time lies in another year, signed anew with the authority's key."""
        (self.folder / "now.tsr").write_bytes(self.stamp(digest))
        self._run("ts", "-reply", "-in", "now.tsr", "-token_out", "-out", "now.der")
        self._run("cms", "-verify", "-noverify", "-inform", "DER", "-in", "now.der", "-out", "info.der")
        info = (self.folder / "info.der").read_bytes()
        (self.folder / "info.der").write_bytes(re.sub(rb"20\d\d(?=\d{10}Z)", b"%d" % year, info, count=1))
        self._run(
            "cms", "-sign", "-binary", "-nodetach", "-cades", "-md", "sha256", "-econtent_type", _TST_INFO,
            "-in", "info.der", "-signer", "signer.pem", "-inkey", "signer.key", "-outform", "DER", "-out", "then.der",
        )  # fmt: skip
        body = b"\x30\x03\x02\x01\x00" + (self.folder / "then.der").read_bytes()
        return b"\x30\x82" + len(body).to_bytes(2, "big") + body

    def _run(self, *arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True, timeout=30)


def _certificate(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    *,
    issuer: x509.Name | None,
    issuer_key: ec.EllipticCurvePrivateKey,
    years: tuple[int, int],
) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer or subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.datetime(years[0], 1, 1, tzinfo=datetime.UTC))
        .not_valid_after(datetime.datetime(years[1], 12, 31, tzinfo=datetime.UTC))
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
    )
    if issuer is not None:
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return builder.sign(issuer_key, hashes.SHA256())
