"""Leaving at once, in a real browser: what the Back button, the cookies and the history show afterwards."""

import shutil
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.vaults import PASSPHRASE, Vault
from tests.web.served import browsing, served

pytestmark = pytest.mark.e2e

NEUTRAL = {
    "メモ メモはありません。",
    "天気のことば 快晴: 雲が空の1割以下のとき。 晴れ: 雲が空の2割から8割のとき。 くもり: 雲が空の9割以上のとき。",
}
HARMLESS_TITLES = {"メモ", "天気", ""}


@dataclass(slots=True)
class Left:
    """What is to be seen after leaving and five times Back."""

    seen: list[str] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)
    cookies: int = 0
    stored: int = 0


def visit_five_screens(page: Page, *, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="いいえ").click()
    page.get_by_role("button", name="鍵を開ける").click()
    page.get_by_label("パスフレーズ").fill(PASSPHRASE)
    page.locator("main").get_by_role("button", name="鍵を開ける").click()
    page.get_by_role("button", name="鍵をかける").wait_for()
    page.get_by_role("button", name="このページから離れるには").click()
    page.get_by_role("heading", name="このページから離れるには").wait_for()
    page.get_by_role("button", name="今日はここまで").click()
    page.get_by_role("heading", name="今日はここまで").wait_for()
    page.get_by_role("button", name="戻る").click()
    page.get_by_role("heading", name="このページから離れるには").wait_for()


def go_back_five_times(page: Page) -> Left:
    left = Left()
    for _ in range(5):
        page.go_back(wait_until="load")
        if page.url == "about:blank":  # where the browser began: there is nothing before it
            break
        left.seen.append(" ".join(page.inner_text("main").split()))
        left.titles.add(page.title())
    left.cookies = len(page.context.cookies())
    return left


def history(profile: Path) -> Sequence[tuple[str, str]]:
    (found,) = profile.rglob("History")
    copy = shutil.copy(found, profile / "looked-at")
    with sqlite3.connect(copy) as database:
        return database.execute("SELECT url, title FROM urls").fetchall()


def leave_by_link(page: Page) -> None:
    page.get_by_role("link", name="すぐに離れる").click()


def leave_by_key(page: Page) -> None:
    page.locator("body").click(position={"x": 2, "y": 300})
    for _ in range(3):
        page.keyboard.press("Escape")


@pytest.mark.parametrize(
    ("scripts", "leave"),
    [
        pytest.param(True, leave_by_link, id="link, with JavaScript"),
        pytest.param(False, leave_by_link, id="link, without JavaScript"),
        pytest.param(True, leave_by_key, id="key"),
    ],
)
def test_five_times_back_shows_nothing(scripts: bool, leave: object, vault: Vault, tmp_path: Path) -> None:
    assert callable(leave)
    with served(vault.home) as app:
        with browsing(tmp_path / "profile", scripts=scripts) as context:
            page = context.new_page()
            visit_five_screens(page, address=app.address())
            leave(page)
            page.wait_for_url("**/w")
            left = go_back_five_times(page)
            assert left.seen
            assert [text for text in left.seen if text not in NEUTRAL] == []
            assert left.titles <= HARMLESS_TITLES
            assert left.cookies == 0
            if scripts:
                assert page.evaluate("localStorage.length + sessionStorage.length") == 0
        visited = history(tmp_path / "profile")
    assert {title for _, title in visited} <= HARMLESS_TITLES
    assert {url.rsplit("/", 1)[-1] for url, _ in visited if "/s/" not in url} <= {"m", "w", "z", ""}
    assert not (vault.home / "yosuga.sqlite3-wal").exists()
