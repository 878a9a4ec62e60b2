"""Journeys of removal before a real browser: from a post to the proof that it went, and a thread that was copied."""

import re
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pytest_django.plugin import DjangoDbBlocker

from tests.takedown import relook_site
from tests.takedown.relook_site import MISSING, Site
from tests.vaults import Vault
from tests.web.browser import asking, judging, world
from tests.web.browser.conftest import Comes
from tests.web.browser.server import Server
from tests.web.browser.visitor import DESK, Visitor

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

POST = "https://x.com/kakuu_taro/status/1992034857612345678"
GONE = re.compile("削除されました|消えました|削除済")


@pytest.fixture
def site() -> Iterator[Site]:
    with relook_site.running() as running:
        yield running


@pytest.fixture
def mine(template: Vault, tmp_path: Path) -> Vault:
    """A vault with one case and one item, closed."""
    return template.copied_to(tmp_path / "vault")


@pytest.fixture
def at_home(mine: Vault, tmp_path: Path) -> Iterator[Server]:
    running = Server(tmp_path).start()
    yield running
    running.kill()


def comes_in(browser: Browser, server: Server, **manner: object) -> Visitor:
    """Come in and open the vault."""
    person = Visitor.at(browser, server, **manner).enters()  # type: ignore[arg-type]  # passed on as it was written
    person.unlocks()
    return person


def picture(folder: Path) -> Path:
    path = folder / "receipt.png"
    path.write_bytes(world.screenshot())
    return path


def test_a_post_on_x_from_its_proof_to_the_day_on_which_an_answer_is_due(
    at_home: Server, browser: Browser, tmp_path: Path
) -> None:
    person = comes_in(browser, at_home, size=DESK)
    person.goes("ways")
    person.presses("Requests for removal")
    assert person.sees("Nothing is followed here yet.")
    person.presses("Add what is to be removed")
    asking.follows(person, f"見て {POST}?s=20", item="E0001")
    asking.begins(person, reason="privacy", route="x/statutory_jp")
    met = asking.goes_through(person)
    assert person.says("What reaches the other side") in met
    assert person.sees("It is finished and kept. Nothing was sent.")
    assert asking.SAID in person.page.locator("#whole").input_value()
    link = person.page.locator("main a.far")
    assert link.get_attribute("rel") == "noreferrer noopener"
    with person.page.expect_download() as saved:
        person.page.locator("main a[download]").first.click()
    assert re.fullmatch(r"E\d{4}\.pdf", saved.value.suggested_filename)
    person.presses("I sent it")
    person.gives("files", picture(tmp_path))
    person.presses("Write it down")
    person.presses("The service showed its receipt")
    person.fills("note", "受付番号 12345")
    person.presses("Write it down")
    assert person.sees("Waiting for the answer")
    assert "7日以内" in person.text
    person.goes("removals")
    with person.page.expect_download() as days:
        person.page.locator("main a[download]").first.click()
    calendar = Path(days.value.path()).read_text("utf-8")
    assert "SUMMARY:予定 1" in calendar
    assert not re.search("x.com|kakuu|削除|投稿", calendar)
    assert person.errors == []
    person.leaves()


def test_a_post_is_kept_asked_about_and_looked_at_until_it_is_proven_to_be_gone(
    mine: Vault, at_home: Server, browser: Browser, site: Site, tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> None:
    person = comes_in(browser, at_home, scripts=False)
    keeps(person, site.url("/post/10001"))
    person.presses("Ask for its removal")
    person.presses("Look it over")
    assert person.sees("same address")
    person.presses("Yes, follow it")
    asking.begins(person, reason="privacy", route="letter/administrator")
    asking.goes_through(person)
    person.presses("I sent it")
    person.gives("files", picture(tmp_path))
    person.presses("Write it down")
    assert person.sees("Sent")
    site.pages["/post/10001"] = MISSING
    looks(person, "Look without a browser", site=site)
    assert "1回・1経路で表示されないことを確認" in person.text
    assert not GONE.search(person.text)
    day_after = partial(a_day_passes, mine=mine, at_home=at_home, browser=browser, blocker=django_db_blocker)
    person = day_after(person)
    looks(person, "Look with a browser without a window", site=site)
    assert "2回・2経路で表示されないことを確認" in person.text
    assert not GONE.search(person.text)
    person = day_after(person)
    saw_nothing(person, picture(tmp_path))
    assert "削除確認: 3回・3経路で表示されないことを確認" in person.text
    person.goes("removals")
    assert person.sees("Removal confirmed")
    person.leaves()


def keeps(person: Visitor, url: str) -> None:
    """Keep a page of this device as proof, and look at the item."""
    person.goes("keep")
    person.fills("urls", url)
    person.page.get_by_text(person.says("More choices")).click()
    person.page.locator("[name='own-machines']").check()
    person.presses("Keep it")
    person.waits_for("It is kept")
    person.presses("Look at it")


def a_day_passes(
    person: Visitor, *, mine: Vault, at_home: Server, browser: Browser, blocker: DjangoDbBlocker
) -> Visitor:
    """Leave, and come back more than a day later."""
    person.leaves()
    assert at_home.stop() == 0
    asking.time_passes(mine, timedelta(hours=25), blocker=blocker)
    at_home.start()
    return comes_in(browser, at_home, scripts=False)


def saw_nothing(person: Visitor, shown: Path) -> None:
    """Write down what was seen in a browser of one's own, with a picture of it."""
    person.goes("removal-look", number="1")
    person.page.locator("[name='saw'][value='says-gone']").check()
    person.page.locator("[name='other']").check()
    person.gives("files", shown)
    person.presses("Write it down")


def looks(person: Visitor, label: str, *, site: Site) -> None:
    """Have the app look beside another post of the site, and wait for what it saw."""
    person.goes("removal-look", number="1")
    person.page.get_by_text(person.says("More choices")).click()
    person.page.locator("[name='own-machines']").check()
    person.fills("control", site.url("/post/20001"))
    person.presses(label)
    heading = person.page.get_by_role("heading", name=person.says("I looked in my own browser"), exact=True)
    heading.wait_for(timeout=120_000)
    assert person.page.get_by_role("button", name=person.says(label), exact=True).count() == 0  # for an hour


def test_a_thread_with_three_copies_is_asked_about_in_order_and_its_repost_is_followed(
    at_home: Server, comes: Comes
) -> None:
    person = comes(at_home)
    person.unlocks()
    person.goes("removal-add")
    asking.follows(person, "https://medaka.5ch.net/test/read.cgi/example/1700000000/12", item="E0001")
    for copy in (
        "https://web.archive.org/web/2023/https://medaka.5ch.net/test/read.cgi/example/1700000000/12",
        "https://matome.example.com/archives/12",
        "https://2ch.sc/test/read.cgi/example/1700000000/12",
    ):
        person.goes("removal", number="1")
        person.presses("Add a copy")
        asking.follows(person, copy, item="E0001")
    person.goes("removal", number="1")
    order = re.findall(r"T\d{4} ", person.page.locator("main ol.steps").inner_text())
    assert (len(order), order[0], order[-1]) == (4, "T0001 ", "T0002 "), "the original first, the archive last"
    asking.begins(person, reason="privacy", route="5ch/privacy")
    asking.goes_through(person)
    person.presses("I sent it")
    person.presses("Write it down")
    person.presses("There is an answer, or I withdraw")
    person.page.locator("[name='answer'][value='removed-said']").check()
    person.presses("Write it down")
    person.goes("removal", number="1")
    person.presses("It came back somewhere else")
    asking.follows(person, "https://matome.example.com/archives/99")
    assert "T0005" in person.text
    person.goes("removal", number="1")
    assert person.sees("It is back")
    person.presses("Go to where it came back")
    assert "T0005" in person.text
    person.goes("removal-add")
    person.fills("address", "https://5ch.net/test/read.cgi/example/1700000000/12")
    person.presses("Look it over")
    assert "T0001" in person.text, "the same post under another name of the site"


def test_the_keyboard_alone_leads_from_the_list_to_the_first_question(at_home: Server, comes: Comes) -> None:
    person = comes(at_home, size=DESK)
    person.unlocks()
    person.goes("removal-add")
    asking.follows(person, POST, item="E0001")
    person.types_key_to("Choose a way to ask")
    person.page.locator("[name='reason']").first.focus()
    person.page.keyboard.press("Space")
    person.types_key_to("See the ways to ask")
    person.types_key_to("Look at this way")
    person.types_key_to("Begin a draft for this way")
    assert person.sees("What happened so far")


def test_a_talk_without_an_address_is_followed_and_nobody_is_sent_to_a_public_form(
    at_home: Server, comes: Comes
) -> None:
    person = comes(at_home)
    person.unlocks()
    person.goes("removal-add")
    person.presses("It has no address (talk, direct message, story)")
    person.fills("told", "架空クラスのグループ、11月20日の夜")
    person.presses("Look it over")
    person.fills("item", "E0001")
    person.presses("Yes, follow it")
    assert person.sees("Choose a way to ask")
    person.goes("removal-ways", number="1", reason="privacy")
    assert "送信防止措置" not in person.page.locator("main > ul.plain").first.inner_text()
    assert judging.violations(person.page) == []
