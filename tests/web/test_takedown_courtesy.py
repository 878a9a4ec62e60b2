"""What a site asked for is shown before anybody presses: from when on the app looks again, and what can be done now."""

from datetime import timedelta

import pytest

from tests.web.person import Person
from tests.web.takedown_steps import ADDRESS, at, followed
from yosuga.capture.relook.addresses import host_of
from yosuga.capture.relook.robots import Robots, Rule
from yosuga.clock import JST
from yosuga.takedown import hosts
from yosuga.web.vaults import holder
from yosuga.web.words import moment_words

HOST = host_of(ADDRESS)
PLAIN, HEADLESS = 'name="way" value="plain"', 'name="way" value="headless"'


@pytest.fixture
def asker(owner: Person) -> Person:
    """Somebody who follows one post."""
    at(owner)
    followed()
    return owner


def answered(*, refused: bool, retry_after: int | None = None) -> str:
    """Let the site have answered just now; return the minute in which its pause would end."""
    tools = holder.tools()
    now = tools.clock.read().wall
    hosts.note_answer(HOST, now=now, refused=refused, retry_after=retry_after, tools=tools)
    return moment_words((now + timedelta(seconds=retry_after or 0)).astimezone(JST))


def test_a_pause_that_the_site_asked_for_is_shown_with_its_end_and_not_offered_to_be_broken(asker: Person) -> None:
    assert PLAIN in asker.goes("removal-look", number="1").html
    end = answered(refused=False, retry_after=7200)
    for screen in ("removal", "removal-look"):
        page = asker.goes(screen, number="1")
        assert "サイトが、間をあけるよう求めています。" in page.text
        assert f"{end}(日本時間)まで" in page.text
    assert PLAIN not in asker.page.html
    assert HEADLESS not in asker.page.html
    assert "自分のブラウザーで見た" in asker.page.text


@pytest.mark.e2e
def test_after_several_refusals_the_app_keeps_away_and_says_so(asker: Person) -> None:
    for _time in range(3):
        answered(refused=True)
    assert "このサイトに、続けてことわられました。" in asker.goes("removal", number="1").text


@pytest.mark.e2e
def test_a_site_that_wants_no_apps_is_left_to_the_persons_own_browser(asker: Person) -> None:
    tools = holder.tools()
    closed = Robots((Rule(open=False, path="/"),))
    hosts.note_robots(HOST, closed, now=tools.clock.read().wall, tools=tools)
    page = asker.goes("removal-look", number="1")
    assert "ことわっています。ご自分のブラウザーで見てください。" in page.text
    assert PLAIN not in page.html
    assert "見えたもの" in page.text


@pytest.mark.e2e
def test_a_thing_without_an_address_asks_nobody_to_wait(owner: Person) -> None:
    at(owner)
    owner.goes("removal-add", no="address")
    owner.sends(kind="talk", told="架空クラスのグループ", platform="line")
    owner.sends(item="E0001")
    assert "アドレスがないので、自動では確認できません" in owner.goes("removal", number="1").text
