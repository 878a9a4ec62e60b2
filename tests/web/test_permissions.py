"""Every screen and every role: who sees what. A screen that nobody listed is seen by nobody, and fails here."""

from pathlib import Path

import pytest

from tests.web.person import Person, read
from yosuga.web import dispatch, site
from yosuga.web.screen import Needs, Role, Screen

SCREENS = sorted(site.screens().items())
EMPTY = "メモ メモはありません。"


def test_the_table_lists_every_screen_and_no_other() -> None:
    assert sorted(site.PERMITTED) == [name for name, _ in SCREENS]


@pytest.mark.parametrize(("name", "screen"), SCREENS)
def test_a_screen_of_the_vault_is_its_owners_alone(name: str, screen: Screen) -> None:
    if screen.needs is not Needs.NOTHING:
        assert site.PERMITTED[name] == {Role.OWNER}


# One visit for all of them: coming in and unlocking take longer than everything that is asked here.
def test_somebody_without_a_session_sees_the_empty_memo(home: Path) -> None:
    stranger = Person()
    for name, _screen in SCREENS:
        answer = read(stranger.client.post("/m", {"go": name, "k": "", "v": "1"}))
        assert (name, answer.status, answer.text) == (name, 200, EMPTY)
        assert (name, stranger.looks().text) == (name, EMPTY)


def test_a_guest_is_led_to_the_door_by_what_is_the_owners(person: Person) -> None:
    for name, _screen in SCREENS:
        person.goes(name)
        assert dispatch.role_of(person.session) is Role.GUEST
        assert (name, person.page.status < 500) == (name, True)
        if Role.GUEST not in site.PERMITTED[name]:
            after = person.session.after
            assert (name, person.session.screen, after and after.screen) == (name, "make", name)


def test_the_owner_gets_a_page_or_a_calm_word(owner: Person) -> None:
    for name, _screen in SCREENS:
        page = owner.goes(name)
        assert (name, page.status < 500, page.title) == (name, True, "メモ")


def test_a_screen_that_is_not_listed_is_refused(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    table = {name: roles for name, roles in site.PERMITTED.items() if name != "leaving"}
    monkeypatch.setattr(site, "PERMITTED", table)
    person.goes("leaving")
    assert person.session.screen != "leaving"
