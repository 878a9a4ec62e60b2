"""Captures with a real browser of a small page served on loopback."""

import asyncio
import json
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.hostile.reading import artefact, recorded, visible
from tests.hostile.witness import Witness, descendants
from yosuga.capture import results
from yosuga.capture.base import Limits, Network, Order, Role, Shot, Verdict
from yosuga.capture.browser import find, launch, spawn
from yosuga.capture.browser.spawn import Sandbox
from yosuga.capture.chromium import ChromiumCapturer
from yosuga.capture.egress import EgressGuard
from yosuga.capture.facts import Session
from yosuga.capture.live import LiveCapturer
from yosuga.errors import BrowserMissing

SANDBOX = Sandbox.OFF if hasattr(os, "geteuid") and os.geteuid() == 0 else Sandbox.ON
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360f8ffff3f0005fe02fea72d1ae40000000049454e44ae426082"
)
PAGE = """<!doctype html><html lang=ja><meta charset=utf-8><title>小さな投稿</title><link rel=stylesheet href=style.css>
<article><p>例山花子の電話番号 03-0000-0000 が書き込まれました。</p><img src=p.png></article>"""
# It grows while it is scrolled, and gets longer, so that it is scrolled for as long as it lives.
GROWS = """<!doctype html><meta charset=utf-8><p>膨らむ投稿です。</p><div id=d style=height:9000px></div><script>
const all=[];onscroll=()=>{onscroll=null;setInterval(()=>{all.push(new Uint8Array(2**24).fill(1));
d.style.height=d.offsetHeight+900+'px'},10)}</script>"""

Answer = Callable[[], tuple[str, bytes]]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    pages: dict[str, Answer]

    def do_GET(self) -> None:
        found = self.pages.get(self.path)
        kind, body = found() if found else ("text/plain", b"")
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Set-Cookie", "session=secret-of-the-reader")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *arguments: object) -> None:
        """A browser that is ended leaves connections; that is no news."""


@contextmanager
def site(**further: Answer) -> Iterator[str]:
    pages: dict[str, Answer] = {
        "/": lambda: ("text/html", PAGE.encode()),
        "/style.css": lambda: ("text/css", b"article{font-size:20px}"),
        "/p.png": lambda: ("image/png", PNG),
        **{f"/{name}": answer for name, answer in further.items()},
    }
    server = Server(("127.0.0.1", 0), type("Pages", (Handler,), {"pages": pages}))
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def close(*shots: Shot) -> None:
    for shot in shots:
        for one in shot.artefacts:
            one.body.close()


def take(url: str) -> Shot:
    return ChromiumCapturer(sandbox=SANDBOX).capture(
        Order(url=url, network=Network.OWN_MACHINES), progress=lambda _: None
    )


def test_a_small_page_leaves_every_form_of_itself_and_no_process() -> None:
    with site() as url, Witness() as witness:
        shot = take(url)
        left = witness.left()
    names = {one.name.rpartition("_")[2] for one in shot.artefacts}
    facts = json.loads(artefact(shot, "capture.json"))
    assert shot.verdict is Verdict.COMPLETE, shot.reasons
    assert {"全体.png", "初期表示.png", "画面.pdf", "page.mhtml", "dom.html", "text.txt", "capture.wacz"} <= names
    assert {"metadata.json", "provenance.html", "capture.mp4", "withheld-headers.json", "capture.json"} <= names
    assert "03-0000-0000" in visible(shot)
    assert f'{url}style.css"' in recorded(shot)
    assert f'{url}p.png"' in recorded(shot)
    assert (facts["verdict"], facts["status"], facts["network"]) == ("COMPLETE", 200, "own-machines")
    assert facts["browser"]["sandbox"] == SANDBOX.value
    assert "HeadlessChrome" in facts["browser"]["agent"]
    assert left == []
    close(shot)


def test_a_readers_cookie_stays_in_the_vault() -> None:
    with site() as url:
        shot = take(url)
    kept = {one.name: one.role for one in shot.artefacts}
    assert kept["withheld-headers.json"] is Role.VAULT
    assert b"secret-of-the-reader" in artefact(shot, "withheld-headers.json")
    for one in shot.artefacts:
        one.body.seek(0)
        assert one.role is Role.VAULT or b"secret-of-the-reader" not in one.body.read(), one.name
    close(shot)


def test_an_inside_address_is_refused_before_any_browser_starts() -> None:
    with Witness() as witness:
        shot = ChromiumCapturer(sandbox=SANDBOX).capture(Order(url="http://127.1/"), progress=lambda _: None)
    assert (shot.verdict, [one.code for one in shot.reasons]) == (Verdict.FAILED, ["address-refused"])
    assert json.loads(artefact(shot, "capture.json"))["verdict"] == "FAILED"
    assert witness.seen == set()
    close(shot)


def test_a_browser_started_ahead_takes_the_first_page_and_is_gone_after() -> None:
    with site() as url, Witness() as witness:
        ahead = spawn.ahead(None, sandbox=SANDBOX)
        assert ahead is not None
        shot = ChromiumCapturer(sandbox=SANDBOX, ahead=ahead).capture(
            Order(url=url, network=Network.OWN_MACHINES), progress=lambda _: None
        )
        left = witness.left()
    assert shot.verdict is Verdict.COMPLETE
    assert left == []
    assert not Path(str(ahead.profile)).exists()
    close(shot)


def test_a_browser_started_ahead_that_no_page_needs_is_ended() -> None:
    with Witness() as witness:
        ahead = spawn.ahead(None, sandbox=SANDBOX)
        assert ahead is not None
        capturer = ChromiumCapturer(sandbox=SANDBOX, ahead=ahead)
        shots = dict(capturer.capture_many([Order(url="http://127.1/")]))
        left = witness.left()
    assert [one.code for one in shots[0].reasons] == ["address-refused"]
    assert left == []
    assert not Path(str(ahead.profile)).exists()
    close(*shots.values())


def test_a_missing_browser_says_so(tmp_path: Path) -> None:
    with pytest.raises(BrowserMissing):
        ChromiumCapturer(browser=tmp_path / "nothing").capture(Order(url="https://example.com/"), progress=print)


def kill_own_browser() -> tuple[str, bytes]:
    """Kill the browser that asks, as a machine that runs out of memory would."""
    for pid in descendants(os.getpid()):
        if b"headless" in Path(f"/proc/{pid}/cmdline").read_bytes().partition(b"\0")[0]:
            os.kill(pid, signal.SIGKILL)
    return "text/html", b""


@pytest.mark.e2e
def test_a_browser_that_dies_loses_only_the_captures_that_were_in_it() -> None:
    with site(kill=kill_own_browser) as url:
        orders = [Order(url=f"{url}{path}", network=Network.OWN_MACHINES) for path in ("", "kill", "", "")]
        shots = dict(ChromiumCapturer(sandbox=SANDBOX).capture_many(orders, at_once=1))
    assert [shots[place].verdict for place in range(4)] == [
        Verdict.COMPLETE,
        Verdict.FAILED,
        Verdict.COMPLETE,
        Verdict.COMPLETE,
    ]
    assert [one.code for one in shots[1].reasons] == ["browser-failed"]
    close(*shots.values())


@pytest.mark.e2e
def test_many_pages_are_taken_side_by_side_and_each_keeps_its_own_record() -> None:
    def page(number: int) -> Answer:
        return lambda: ("text/html", f"<meta charset=utf-8><title>{number}</title><p>投稿 {number} 番".encode())

    with site(**{f"n{number}": page(number) for number in range(6)}) as url:
        orders = [Order(url=f"{url}n{number}", network=Network.OWN_MACHINES) for number in range(6)]
        shots = dict(ChromiumCapturer(sandbox=SANDBOX).capture_many(orders, at_once=2))
    for number in range(6):
        assert shots[number].verdict is Verdict.COMPLETE
        assert visible(shots[number]) == f"投稿 {number} 番"
        assert f"/n{number}" in recorded(shots[number])
        assert f"/n{number + 1}" not in recorded(shots[number])
    close(*shots.values())


def test_a_page_that_takes_too_much_memory_is_ended_and_its_neighbour_is_not() -> None:
    limits = replace(Limits(), memory_bytes=400 * 2**20)  # and 400 MiB for the capture beside it
    with site(grows=lambda: ("text/html", GROWS.encode())) as url, Witness() as witness:
        orders = [Order(url=url + path, network=Network.OWN_MACHINES, limits=limits) for path in ("grows", "")]
        shots = dict(ChromiumCapturer(sandbox=SANDBOX).capture_many(orders, at_once=2))
    ends = [(shots[place].verdict, shots[place].reasons) for place in (0, 1)]
    assert [verdict for verdict, _ in ends] == [Verdict.PARTIAL, Verdict.COMPLETE], ends
    assert "memory-budget" in {reason.code for reason in shots[0].reasons}, shots[0].reasons
    assert "膨らむ投稿" in visible(shots[0])
    assert artefact(shots[0], "初期表示.png").startswith(b"\x89PNG")
    assert witness.most_bytes < 1_200 * 2**20
    close(*shots.values())


def test_what_a_killed_process_left_behind_is_swept_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spawn, "_memory_folder", lambda: str(tmp_path))
    (tmp_path / "yosuga-browser-4194999-x").mkdir()
    own = tmp_path / f"yosuga-browser-{os.getpid()}-x"
    own.mkdir()
    with site() as url:
        close(take(url))
    assert list(tmp_path.iterdir()) == [own]


@pytest.mark.e2e
def test_stopping_half_way_ends_the_browser() -> None:
    with site() as url, Witness() as witness:
        orders = [Order(url=url, network=Network.OWN_MACHINES)] * 4
        captures = ChromiumCapturer(sandbox=SANDBOX).capture_many(orders, at_once=2)
        _, first = next(captures)
        captures.close()  # type: ignore[attr-defined]  # a generator is what comes back
        left = witness.left()
    assert left == []
    close(first)


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Let Ctrl-C interrupt, also where this was started as a job in the background, which ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.e2e
@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("moment", ["leaving", "making", "made"])
def test_whenever_it_is_stopped_no_file_stays_open(moment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Parting(EgressGuard):
        async def stop(self) -> None:
            if moment == "leaving":
                signal.raise_signal(signal.SIGINT)
            await super().stop()

    make = results.shot

    def making(session: Session) -> Shot:
        if moment == "making":
            os.kill(os.getpid(), signal.SIGINT)
        done = make(session)
        if moment == "made":
            os.kill(os.getpid(), signal.SIGINT)
        return done

    monkeypatch.setattr(results, "shot", making)
    capturer = ChromiumCapturer(sandbox=SANDBOX, guard=lambda network, most: Parting(network=network, total_bytes=most))
    before = in_memory()
    with site() as url, Witness() as witness:
        with pytest.raises(KeyboardInterrupt):
            capturer.capture(Order(url=url, network=Network.OWN_MACHINES), progress=lambda _: None)
        assert witness.left() == []
        assert in_memory() == before


def in_memory() -> list[str]:
    """Return the files without a name that are open in this process."""
    links = [one.readlink() for one in Path("/proc/self/fd").iterdir() if one.is_symlink()]
    return [str(link) for link in links if "memfd:yosuga" in str(link)]


@pytest.mark.e2e
def test_a_page_that_a_person_opened_is_taken_once_they_say_so(tmp_path: Path) -> None:
    waited: list[str] = []
    with site() as url:
        # The shell stands in for a browser with a window: the way is the same, and no screen is needed.
        capturer = LiveCapturer(
            browser=find.unattended().path,
            profile=tmp_path / "profile",
            sandbox=SANDBOX,
            ready=lambda: waited.append("person"),
        )
        shot = capturer.capture(Order(url=url, network=Network.OWN_MACHINES), progress=waited.append)
    assert waited[:2] == ["wait", "person"]
    assert shot.verdict is Verdict.COMPLETE, shot.reasons
    assert shot.facts["method"] == "own-browser"
    assert "03-0000-0000" in visible(shot)
    assert (tmp_path / "profile").stat().st_mode & 0o777 == 0o700
    close(shot)


@pytest.mark.e2e
def test_the_protocol_works_over_a_websocket_as_well(tmp_path: Path) -> None:
    async def ask() -> str:
        browser = find.unattended()
        line = spawn.flags(browser=browser, sandbox=SANDBOX, window=False, proxy_port=9)
        command = [str(browser.path), *line, f"--user-data-dir={tmp_path}"]
        connection, process = await launch.with_socket(command, tmp_path)
        try:
            answer = await connection.call("Browser.getVersion", within=10)
        finally:
            await connection.close()
            process.kill()
            process.wait()
        return str(answer["product"])

    assert "Chrome" in asyncio.run(ask())
