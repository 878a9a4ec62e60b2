"""Leaving at once: what the next one at the device finds behind Back, in the history, the cookies and the storage."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.driver import driven
from tests.web.browser.conftest import Comes
from tests.web.browser.server import Server
from tests.web.browser.test_journeys import USUAL, is_safe
from tests.web.browser.visitor import Visitor
from yosuga.capture.browser.find import with_window

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

# What must not be read by anybody else; words of the pages that the walk below saw.
SENSITIVE = ("身の危険", "何が出ていますか", "相談しているのは", "証拠", "削除", "さら", "保管庫", "計画", "110")
NEUTRAL_TITLES = {"メモ", "天気", "Memo", "Weather", ""}
BACKS = 5


@contextmanager
def own_browser(profile: Path, server: Server, *, scripts: bool = True) -> Iterator[Visitor]:
    """Open the whole browser with a profile on the disk, as the shared computer in the living room has it."""
    with driven() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=str(with_window().path),
            args=["--no-sandbox", "--headless=new", "--lang=ja"],
            ignore_default_args=["--disable-back-forward-cache"],
            locale="ja-JP",
            java_script_enabled=scripts,
        )
        yield Visitor.watching(context, server)
        context.close()


def walks_a_little(person: Visitor) -> int:
    """Come in, make a vault, answer five questions; return how many were answered."""
    person.enters()
    is_safe(person)
    person.presses("Make a vault")
    person.makes_vault()
    person.goes("intake")
    for _question in range(5):
        person.answers(USUAL.get(person.question, "later"))
    return 5


def left_behind(person: Visitor) -> dict[str, object]:
    """Return what the browser still keeps for this address."""
    person.page.goto(f"{person.server.origin}/w")
    kept: dict[str, object] = person.page.evaluate(
        "async () => ({ local: localStorage.length, session: sessionStorage.length, "
        "databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length })"
    )
    return {"cookies": len(person.page.context.cookies()), **kept}


@pytest.mark.parametrize("scripts", [True, False], ids=["javascript", "no javascript"])
def test_after_the_exit_five_times_back_shows_nothing_and_one_can_go_on_later(
    server: Server, tmp_path: Path, scripts: bool
) -> None:
    with own_browser(tmp_path / "profile", server, scripts=scripts) as person:
        answered = walks_a_little(person)
        person.exits()
        views = [person.goes_back() for _back in range(BACKS)]
        assert any("メモ" in view for view in views), "Back led somewhere at all"
        assert [(view, word) for view in views for word in SENSITIVE if word in view] == []
        assert person.page.context.cookies() == []
        if scripts:
            assert set(left_behind(person).values()) == {0}
        person.page.goto(server.address())  # later, from the window in which it was started
        person.unlocks()
        person.goes("intake")
        assert person.sees("Answered so far: {n}.", n=answered + 1)  # with the one about danger
        person.presses("Go on")
        assert person.question not in list(USUAL)[:answered]


def test_the_history_on_the_disk_holds_neutral_names_only(server: Server, tmp_path: Path) -> None:
    with own_browser(tmp_path / "profile", server) as person:
        walks_a_little(person)
        for screen in ("plan", "desks", "evidence", "keep", "handbook"):
            person.goes(screen)
        person.exits()
        person.page.goto("about:blank")
    visited = history(tmp_path / "profile")
    assert {title for _, title in visited} <= NEUTRAL_TITLES
    paths = {urlsplit(url).path for url, _ in visited if url.startswith("http")}
    assert {path if not path.startswith("/s/") else "/s/" for path in paths} <= {"/", "/m", "/s/", "/z", "/w"}
    assert "/m" in paths, "the history was read at all"


def history(profile: Path) -> list[tuple[str, str]]:
    """Return address and title of everything in a browser's history."""
    with closing(sqlite3.connect(f"file:{profile}/Default/History?immutable=1", uri=True)) as file:
        return [(str(url), str(title)) for url, title in file.execute("select url, title from urls")]


def test_the_address_that_let_one_in_lets_nobody_else_in(server: Server, comes: Comes) -> None:
    person = comes(server)
    used = person.asked[0]
    other = Visitor.at(person.page.context.browser or pytest.fail("no browser"), server)
    other.page.goto(used)
    assert other.page.url == used
    assert "メモはありません" in other.page.locator("main").inner_text()
    other.leaves()


def test_a_key_pressed_three_times_leaves_but_not_while_one_writes(server: Server, comes: Comes) -> None:
    person = comes(server)
    person.goes("make")
    person.page.locator("[name='passphrase']").focus()
    for _press in range(4):
        person.page.keyboard.press("Escape")
    assert person.page.url == f"{server.origin}/m"
    person.page.locator("h1").click()
    for _press in range(3):
        person.page.keyboard.press("Escape")
    person.page.wait_for_url("**/w")
    assert person.page.context.cookies() == []


def test_the_exit_closes_the_vault_for_every_window(server: Server, comes: Comes) -> None:
    person = comes(server)
    person.goes("make")
    person.makes_vault()
    second = person.page.context.new_page()
    second.goto(f"{server.origin}/m")
    person.exits()
    second.reload()
    assert "メモはありません" in second.locator("main").inner_text()
    assert second.title() in NEUTRAL_TITLES


def test_a_window_that_stood_open_shows_nothing_after_the_vault_was_locked(server: Server, comes: Comes) -> None:
    person = comes(server)
    person.goes("make")
    person.makes_vault()
    person.goes("evidence")
    person.presses("Lock")
    person.page.go_back()
    person.looks()
    assert not person.sees("Nothing is kept yet.")


def test_without_a_session_every_address_looks_the_same_and_carries_its_headers(server: Server, comes: Comes) -> None:
    person = comes(server)
    person.exits()
    ask = person.page.context.request
    pages = {path: ask.get(server.origin + path) for path in ("/", "/m", "/s/wrong")}
    assert len({page.text() for page in pages.values()}) == 1
    for page in pages.values():
        assert page.headers["cache-control"] == "no-store"
        assert page.headers["referrer-policy"] == "no-referrer"
        assert page.headers["x-frame-options"] == "DENY"
        assert page.headers["x-content-type-options"] == "nosniff"
        assert "'unsafe-inline'" not in page.headers["content-security-policy"]
        assert "default-src 'none'" in page.headers["content-security-policy"]
