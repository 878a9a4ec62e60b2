"""The app as a process: where it listens, what it prints, how it ends, and what it never writes."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.vaults import PASSPHRASE, Vault
from tests.web.served import ROOT, Served, served
from yosuga.errors import YosugaError
from yosuga.evidence.layout import SEAL
from yosuga.web import headers, serving
from yosuga.web.__main__ import BadPort

pytestmark = pytest.mark.e2e


@pytest.fixture
def app(vault: Vault) -> Iterator[Served]:
    with served(vault.home) as running:
        yield running


def ask(address: str, path: str = "/", **said: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", urlsplit(address).port or 0, timeout=20)
    connection.request("GET", path, headers=said)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


def talk(address: str, raw: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", urlsplit(address).port or 0), timeout=20) as line:
        line.sendall(raw)
        said = b""
        while piece := line.recv(65536):
            said += piece
    return said


def test_it_listens_on_this_device_alone(app: Served) -> None:
    address = app.address()
    assert re.fullmatch(r"http://localhost:\d+/s/[\w-]{32}", address)
    listening = Path("/proc/net/tcp").read_text("ascii") + Path("/proc/net/tcp6").read_text("ascii")
    port = f"{urlsplit(address).port:04X}"
    places = {
        row.split()[1].partition(":")[0] for row in listening.splitlines() if f":{port} " in row and " 0A " in row
    }
    assert places == {"0100007F"}


@pytest.mark.parametrize(
    "raw",
    [
        b"POST /m HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
        b"\x16\x03\x01\x00\x00 nonsense\r\n\r\n",
    ],
)
def test_what_the_server_itself_refuses_carries_every_header(raw: bytes, app: Served) -> None:
    said = talk(app.address(), raw).decode("latin-1")
    assert said.split()[1][0] in "45"
    for name, value in headers.ALWAYS.items():
        assert f"{name}: {value}\r\n".lower() in said.lower()
    assert "waitress" not in said.lower()


def test_a_busy_port_gives_way_to_the_next(vault: Vault) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        found = serving.listen(port)
        assert port < found.getsockname()[1] < port + 50
        found.close()


@pytest.mark.parametrize(
    ("variable", "error", "code"), [("65535", serving.NoFreePort, 1), ("abc", BadPort, 64), ("70000", BadPort, 64)]
)
def test_why_it_does_not_start_is_said_in_both_languages(
    variable: str, error: type[YosugaError], code: int, tmp_path: Path
) -> None:
    with socket.socket() as busy:
        if error is serving.NoFreePort:  # the last one, after which none comes: two tests cannot both hold it
            busy.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            busy.bind(("127.0.0.1", 65535))
            busy.listen()
        environment = {**os.environ, "YOSUGA_HOME": str(tmp_path), "PYTHONPATH": str(ROOT / "src")}
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        ran = subprocess.run(
            [sys.executable, "-P", "-m", "yosuga", "serve", "--no-open"],
            env=environment | {"YOSUGA_PORT": variable},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
    assert (ran.returncode, ran.stdout) == (code, "")
    assert ran.stderr.splitlines()[:2] == [error.ja, error.en]
    assert list(tmp_path.iterdir()) == []


class Visit:
    """Somebody without a browser at a real server."""

    def __init__(self, address: str) -> None:
        self.port = urlsplit(address).port or 0
        self.cookie = ""
        self.ask("GET", urlsplit(address).path)
        self.looks()

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> str:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        said = {"Cookie": self.cookie, **({"Content-Type": kind} if kind else {})}
        line.request(method, path, body=body, headers=said)
        answer = line.getresponse()
        self.cookie = (answer.headers["Set-Cookie"] or self.cookie).partition(";")[0]
        text = answer.read().decode()
        line.close()
        return text

    def looks(self) -> str:
        self.page = self.ask("GET", "/m")
        return self.page

    def sends(self, files: bytes = b"", **fields: str) -> str:
        given = {name: re.findall(rf'name="{name}" value="([^"]*)"', self.page)[0] for name in ("k", "v")} | fields
        parts = [
            f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{one}\r\n' for name, one in given.items()
        ]
        body = "".join(parts).encode()
        if files:
            body += b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.bin"\r\n\r\n' + files + b"\r\n"
        self.ask("POST", "/m", body + b"--x--\r\n", "multipart/form-data; boundary=x")
        return self.looks()


def unlocked(address: str) -> Visit:
    visit = Visit(address)
    visit.sends(go="unlock")
    visit.sends(passphrase=PASSPHRASE)
    assert 'value="lock"' in visit.page
    return visit


def test_ending_it_closes_the_vault_tidily(vault: Vault) -> None:
    with served(vault.home) as app:
        unlocked(app.address())
        assert not (vault.home / SEAL).exists()
        app.process.send_signal(signal.SIGTERM)  # a job in the background is started deaf to SIGINT
        assert app.process.wait(timeout=20) == 0
        assert not (vault.home / "yosuga.sqlite3-wal").exists()
        assert (vault.home / SEAL).exists()


def test_after_a_kill_the_vault_opens_again(vault: Vault) -> None:
    with served(vault.home) as app:
        unlocked(app.address())
        app.process.kill()
        app.process.wait(timeout=20)
    with served(vault.home) as app:
        unlocked(app.address())


def test_a_large_upload_never_touches_the_disk(app: Served, tmp_path: Path) -> None:
    visit = Visit(app.address())
    written = written_bytes(app)
    visit.sends(files=os.urandom(40_000_000), go="ways")
    assert written_bytes(app) - written < 1_000_000
    open_files = []
    for handle in Path(f"/proc/{app.process.pid}/fd").iterdir():
        if int(handle.name) > 2:
            with suppress(FileNotFoundError):  # the server closes the connection of the request meanwhile
                open_files.append(str(handle.readlink()))
    assert [one for one in open_files if "tmp" in one and "memfd" not in one and str(tmp_path) not in one] == []


def written_bytes(app: Served) -> int:
    """Return what the process caused to be written to a disk; anonymous memory does not count."""
    counted = Path(f"/proc/{app.process.pid}/io").read_text("ascii")
    return int(re.findall(r"^write_bytes: (\d+)", counted, re.MULTILINE)[0])


def test_no_name_and_no_number_reaches_the_log(vault: Vault, capfd: pytest.CaptureFixture[str]) -> None:
    with served(vault.home) as app:
        visit = unlocked(app.address())
        visit.sends(go="cases")
        visit.sends(name="山田花子 090-1234-5678" * 9)
        visit.ask("GET", "/%E5%B1%B1%E7%94%B0?q=090-1234-5678")
        visit.ask("POST", "/m", b"k=090-1234-5678", "application/x-www-form-urlencoded")
    said = "".join(capfd.readouterr())
    assert "山田" not in said
    assert "090" not in said
    assert PASSPHRASE not in said
