"""Whom to turn to: the desks that fit, as they stand at the moment, with numbers that can be called by a tap."""

import re
from datetime import UTC, datetime

import pytest

from tests.web.person import Person
from yosuga.catalog.loader import ours
from yosuga.clock import JST
from yosuga.intake.course import Intake
from yosuga.rules import opening
from yosuga.web import dispatch

SUNDAY_NIGHT = datetime(2026, 11, 22, 13, 30, tzinfo=UTC).astimezone(JST)  # 22:30
TUESDAY_NOON = datetime(2026, 11, 24, 3, 0, tzinfo=UTC).astimezone(JST)


@pytest.fixture
def at_night(monkeypatch: pytest.MonkeyPatch, person: Person) -> Person:
    """Somebody who asks on a Sunday night."""
    monkeypatch.setattr(dispatch, "now", lambda: SUNDAY_NIGHT)
    return person


def names(person: Person, heading: str) -> str:
    """What stands under a heading."""
    parts = re.split(r"<h2>", person.page.html)
    return next((part for part in parts if part.startswith(heading)), "")


def test_every_desk_that_a_source_confirms_is_listed_where_nothing_was_answered(at_night: Person) -> None:
    at_night.goes("desks")
    shown = [desk for desk in ours().desks.values() if opening.shown_lines(desk)]
    assert len(shown) > 25
    assert [desk.id for desk in shown if desk.name.ja not in at_night.page.text] == []


def test_a_desk_that_answers_now_stands_before_one_that_opens_on_tuesday(at_night: Person) -> None:
    at_night.goes("desks")
    assert "tel:110" in names(at_night, "いま使える窓口")
    closed = names(at_night, "いまは閉まっている窓口")
    assert "tel:%239110" in closed
    assert "次に開く日 11月24日(火) 8:30" in closed


def test_on_a_working_day_the_same_desk_answers_until_the_evening(
    monkeypatch: pytest.MonkeyPatch, person: Person
) -> None:
    monkeypatch.setattr(dispatch, "now", lambda: TUESDAY_NOON)
    person.goes("desks")
    assert "tel:%239110" in names(person, "いま使える窓口")
    assert "17:15まで" in names(person, "いま使える窓口")


def test_with_answers_only_the_desks_that_fit_are_shown_and_the_others_on_request(at_night: Person) -> None:
    at_night.session.put("intake", Intake(said={"asker": "self", "age": "adult", "leaked": ("phone",)}))
    at_night.goes("desks")
    some = at_night.page.text.count("確かめた時点")
    at_night.goes("desks", all="yes")
    assert 0 < some < at_night.page.text.count("確かめた時点")


def test_every_number_can_be_called_by_a_tap_and_shows_what_is_dialled(at_night: Person) -> None:
    at_night.goes("desks")
    calls = re.findall(r'<a class="number" href="tel:([^"]+)">([^<]+)</a>', at_night.page.html)
    assert len(calls) > 20
    assert [one for one in calls if one[0].replace("%23", "#") != one[1].replace("-", "")] == []


def test_no_number_or_address_that_no_source_confirms_is_shown(at_night: Person) -> None:
    at_night.goes("desks", all="yes")
    lines = [line for desk in ours().desks.values() for line in desk.lines]
    shown = {line.value for desk in ours().desks.values() for line in opening.shown_lines(desk)}
    assert [line.value for line in lines if line.value not in shown and line.value in at_night.page.text] == []


def test_a_desk_says_when_it_was_seen_and_where_it_is_from(at_night: Person) -> None:
    at_night.goes("page", page="desk-9110")
    assert "確かめた時点" in at_night.page.text
    assert 'rel="noreferrer noopener"' in at_night.page.html
