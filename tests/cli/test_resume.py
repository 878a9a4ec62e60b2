"""A capture of many pages is killed in the middle: what was kept stays, the rest is done later, each page once."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.vaults import PASSPHRASE

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180)]

ROOT = Path(__file__).resolve().parents[2]
PAGE = "<!doctype html><meta charset=utf-8><title>{0}</title><h1>{0}</h1><p>これは、ためしのページです。</p>"


@contextmanager
def site(*, held: threading.Event) -> Iterator[str]:
    """Three pages; the second and the third answer only once `held` is set."""

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path in {"/2", "/3"}:
                held.wait(60)
            body = PAGE.format(f"ページ{self.path}").encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def handle(self) -> None:
            try:
                super().handle()
            except ConnectionError:
                self.close_connection = True

    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        held.set()
        server.shutdown()
        thread.join()


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "passphrase").write_text(PASSPHRASE, "utf-8")
    (tmp_path / "passphrase").chmod(0o600)
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith(("YOSUGA_", "DJANGO_"))},
        "PYTHONPATH": str(ROOT / "src"),
        "YOSUGA_HOME": str(tmp_path / "vault"),
        "YOSUGA_PASSPHRASE_FILE": str(tmp_path / "passphrase"),
    }


def start(*words: str, environment: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "yosuga", *words],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def finished(*words: str, environment: dict[str, str]) -> tuple[int, list[dict[str, object]]]:
    child = start(*words, environment=environment)
    out, said = child.communicate()
    assert "Traceback" not in said
    return child.returncode, [json.loads(line) for line in out.splitlines()]


def test_a_killed_capture_is_resumed_and_every_page_is_kept_once(environment: dict[str, str]) -> None:
    held = threading.Event()
    with site(held=held) as address:
        urls = [f"{address}/{n}" for n in (1, 2, 3)]
        child = start("capture", "--json", "--allow-private-network", "--case", "事件", *urls, environment=environment)
        assert child.stdout is not None
        first = json.loads(child.stdout.readline())
        child.send_signal(signal.SIGKILL)
        child.communicate()
        held.set()
        assert (first["item"], first["verdict"], first["url"]) == ("E0001", "COMPLETE", urls[0])
        (status,) = finished("vault", "status", "--json", environment=environment)[1]
        assert (status["items"], status["captures_waiting"]) == (1, 2)
        code, resumed = finished("capture", "--resume", "--json", "--case", "事件", environment=environment)
    assert code == 0
    assert sorted(str(one["url"]) for one in resumed) == urls[1:]
    assert {one["verdict"] for one in resumed} == {"COMPLETE"}
    _, items = finished("items", "--json", environment=environment)
    assert [one["eid"] for one in items] == ["E0001", "E0002", "E0003"]
    assert sorted(str(one["url"]) for one in items) == urls
    assert finished("vault", "check", "--json", environment=environment)[0] == 0
