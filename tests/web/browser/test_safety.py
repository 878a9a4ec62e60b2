"""The pages of safety in a real browser: the memos, the breath before, the keys; left behind, left open, looked at."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
import trustme
from playwright.sync_api import Browser

from tests.vaults import PASSPHRASE, Vault
from tests.web.browser import judging, world
from tests.web.browser.conftest import Comes
from tests.web.browser.server import Server
from tests.web.browser.test_leaving import BACKS, NEUTRAL_TITLES, SENSITIVE, history, own_browser
from tests.web.browser.visitor import DESK, PHONE, Size, Visitor

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

SECOND = "牛乳 たまご パン 電池"
MEMO = "牛乳を買う"
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.fixture
def impatient(filled: Vault, tmp_path: Path) -> Iterator[Server]:
    """A server that locks the vault after ten seconds without use: a slow moment between two pages is shorter."""
    filled.copied_to(tmp_path / "vault")
    running = Server(tmp_path, settings={"YOSUGA_IDLE_S": "10"}).start()
    yield running
    running.kill()


def sets_second(person: Visitor) -> None:
    """Set the second passphrase, and let the app begin as a locked memo."""
    person.unlocks()
    person.goes("decoy")
    person.fills("passphrase", SECOND)
    person.fills("passphrase-again", SECOND)
    person.presses("Set it")
    person.presses("Begin with a locked memo")
    person.presses("Lock")


def opens(person: Visitor, passphrase: str) -> None:
    person.fills("passphrase", passphrase)
    person.presses("Open")


@pytest.mark.parametrize("scripts", [True, False], ids=["javascript", "no javascript"])
def test_after_the_exit_from_the_memos_five_times_back_shows_nothing(
    kept: Server, tmp_path: Path, scripts: bool
) -> None:
    with own_browser(tmp_path / "profile", kept, scripts=scripts) as person:
        person.enters()
        sets_second(person)
        assert person.heading == "メモ"
        opens(person, SECOND)
        person.fills("memo", MEMO)
        person.presses("Keep it")
        assert MEMO in person.text
        assert [word for word in SENSITIVE if word in person.page.locator("body").inner_text()] == []
        with person.page.expect_navigation(url="**/w"):
            person.page.locator("a.exit").click()
        views = [person.goes_back() for _back in range(BACKS)]
        assert any("メモ" in view for view in views), "Back led somewhere at all"
        assert [(view, word) for view in views for word in (*SENSITIVE, MEMO) if word in view] == []
        assert person.page.context.cookies() == []
        person.page.goto(kept.address())
        assert person.heading == "メモ"
        opens(person, SECOND)
        assert MEMO in person.text
        person.page.goto("about:blank")
    assert {title for _, title in history(tmp_path / "profile")} <= NEUTRAL_TITLES


def test_back_never_leads_from_the_memos_to_the_vault(kept: Server, comes: Comes) -> None:
    person = comes(kept)
    sets_second(person)
    opens(person, PASSPHRASE)
    for screen in ("evidence", "plan", "decoy"):
        person.goes(screen)
    person.presses("Lock")
    opens(person, SECOND)
    views = [person.goes_back() for _back in range(BACKS)]
    assert [(view, word) for view in views for word in SENSITIVE if word in view] == []


@pytest.mark.parametrize("scripts", [True, False], ids=["javascript", "no javascript"])
def test_a_page_left_open_leads_to_the_locked_door_by_itself(impatient: Server, comes: Comes, scripts: bool) -> None:
    person = comes(impatient, scripts=scripts)
    person.unlocks()
    person.goes("cases")
    person.presses(world.CASE)
    person.presses("Kept proof")
    assert person.heading != person.says("Unlock")
    person.page.get_by_role("heading", name=person.says("Unlock")).wait_for(timeout=60_000)
    assert [word for word in ("証拠", world.CASE, "投稿") if word in person.text] == []
    assert person.page.title() in NEUTRAL_TITLES


@pytest.mark.parametrize("scripts", [True, False], ids=["javascript", "no javascript"])
def test_a_note_that_is_being_written_is_not_lost_when_the_vault_locks(
    impatient: Server, comes: Comes, scripts: bool
) -> None:
    person = comes(impatient, scripts=scripts)
    person.unlocks()
    person.goes("cases")
    person.presses(world.CASE)
    person.goes("case-notes")
    person.fills("note", "とちゅうのメモ")
    person.page.wait_for_timeout(35_000)  # longer than the lock and what reads the page again take together
    person.page.mouse.click(5, 300)
    assert person.page.locator("[name='note']").input_value() == "とちゅうのメモ"
    person.presses("Keep the note")
    assert person.heading == person.says("Unlock")
    person.fills("passphrase", PASSPHRASE)
    person.presses("Unlock")
    assert person.page.locator("[name='note']").input_value() == "とちゅうのメモ"
    person.presses("Keep the note")
    assert "とちゅうのメモ" in person.text


def test_without_scripts_a_page_with_a_field_hides_itself_and_loses_no_words(kept: Server, comes: Comes) -> None:
    person = comes(kept, scripts=False)
    person.unlocks()
    person.goes("cases")
    person.presses(world.CASE)
    person.goes("case-notes")
    person.fills("note", "とちゅう")
    person.page.locator("h1").click()
    assert person.page.locator("h1").is_visible()
    person.page.evaluate("() => document.getAnimations().forEach((one) => one.finish())")  # a quarter of an hour later
    assert not person.page.locator("h1").is_visible()
    assert person.page.locator("a.exit").is_visible()
    person.page.locator(".veil input").check()
    assert person.page.locator("h1").is_visible()
    assert person.page.locator("[name='note']").input_value() == "とちゅう"


def states(person: Visitor) -> Iterator[str]:
    """Show every page of safety, in the states that no button of the overview leads to."""
    for of in ("poster", "contact", "own-post", "copyright"):
        person.goes("pause", of=of)
        yield f"pause {of}"
    for screen, args in {"item-erase": {"eid": "E0001"}, "case-erase": {}, "erase-all": {}}.items():
        person.goes(screen, **args)
        yield f"pause {screen}"
        person.goes(screen, **args, on="yes")
        yield screen
    for screen in ("safety", "passphrase", "stamps", "stamps-consent", "before", "new-code", "decoy"):
        person.goes(screen)
        yield screen
    yield from _stamps(person)
    person.goes("new-code")
    person.fills("passphrase-old", PASSPHRASE)
    person.presses("Show a new code")
    yield "new-code shown"
    person.presses("I wrote it down")
    yield "new-code asked"
    sets_second(person)
    yield "memo-door"
    opens(person, "something else")
    yield "memo-door wrong"
    opens(person, SECOND)
    yield "memos empty"
    person.fills("memo", MEMO)
    person.presses("Keep it")
    yield "memos"


def _stamps(person: Visitor) -> Iterator[str]:
    root = trustme.CA().cert_pem.bytes().decode()
    rows = [{"name": name, "url": f"https://{name}.example.com/", "roots": [root]} for name in ("one", "two")]
    listed = person.server.folder / "list.json"
    listed.write_text(json.dumps({"authorities": rows}), "utf-8")
    person.goes("stamps")
    person.gives("list", listed)
    person.presses("Look at the list")
    yield "stamps-consent with two"
    person.page.locator("input[value='one']").check()
    person.presses("Turn on those that are ticked")
    yield "stamps on"
    person.presses("Turn time-stamps off")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["360x740", "1280x800"])
def test_every_page_of_safety_is_for_everybody(browser: Browser, kept: Server, size: Size) -> None:
    person = Visitor.at(browser, kept, size=size).enters()
    person.unlocks()
    person.goes("cases")
    person.presses(world.CASE)
    found: dict[str, list[str]] = {}
    for name in states(person):
        for scheme in SCHEMES:
            person.page.emulate_media(color_scheme=scheme)
            found[f"{name} {scheme}"] = [*judging.violations(person.page)]
        found[name] = [
            *judging.small_targets(person.page), *judging.too_wide(person.page), *judging.walk(person.page).troubles
        ]  # fmt: skip
        person.looks()
    person.leaves()
    assert {name: troubles for name, troubles in found.items() if troubles} == {}
    assert person.errors == []
    assert person.broken == []
