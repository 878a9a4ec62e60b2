"""What of a plan is shown in which place."""

from collections.abc import Mapping
from datetime import date, datetime

import pytest

from yosuga.catalog.loader import ours
from yosuga.clock import JST
from yosuga.rules import presenting
from yosuga.rules.answers import Answers
from yosuga.rules.opening import State
from yosuga.rules.plan import Plan, plan
from yosuga.rules.reading import understood

SUNDAY = date(2026, 11, 22)
NIGHT = datetime(2026, 11, 22, 22, 30, tzinfo=JST)
RAW = {
    "danger": ["threat"],
    "asker": "self",
    "leaked": ["address"],
    "posts": [
        {"platform": "x", "place": "public", "posted": "2026-11-01"},
        {"platform": "5ch", "posted": "2026-11-20"},
    ],
    "want": ["identification"],
}


def made(raw: Mapping[str, object], *, at: date | datetime = NIGHT) -> Plan:
    return plan(understood(dict(raw), today=SUNDAY), at=at, catalog=ours())


def test_every_step_is_numbered_once_and_those_to_begin_with_come_first() -> None:
    told = made(RAW)
    names = [action.chosen.step.id for action in presenting.numbered(told)]
    assert tuple(names[: len(told.first)]) == told.first
    assert sorted(names) == sorted(action.chosen.step.id for action in told.actions)
    assert [action.chosen.step.id for action in presenting.first(told)] == list(told.first)


def test_in_turn_begins_with_the_first_and_leaves_nothing_out() -> None:
    told = made(RAW)
    names = [action.chosen.step.id for action in told.in_turn]
    assert tuple(names[: len(told.first)]) == told.first
    assert sorted(names) == sorted(action.chosen.step.id for action in told.actions)


def test_a_desk_that_answers_is_named_before_one_that_is_closed() -> None:
    for action in made(RAW).actions:
        best = presenting.best_desk(action)
        if any(one.stands.state is State.OPEN for one in action.desks):
            assert best is not None
            assert best.stands.state is State.OPEN


def test_at_night_the_line_that_opens_soonest_stands_for_a_closed_desk() -> None:
    ways = presenting.answering(ours().desks["desk-9110"], at=NIGHT)
    assert [(way.line.value, way.stands.opens_on) for way in ways] == [("#9110", date(2026, 11, 24))]


@pytest.mark.parametrize("at", [NIGHT, SUNDAY])
def test_at_most_two_ways_are_shown_and_a_telephone_comes_first(at: date | datetime) -> None:
    for desk in ours().desks.values():
        ways = presenting.answering(desk, at=at)
        assert len(ways) <= 2
        phones = [way.line.way == "phone" for way in ways]
        assert phones == sorted(phones, reverse=True)


def test_a_step_for_everybody_is_explained_by_the_order() -> None:
    told = plan(Answers(), at=NIGHT, catalog=ours())
    general = next(action for action in told.actions if not action.chosen.because)
    assert presenting.reasons(general, made=told, catalog=ours()) == [told.order.because]


def test_dates_of_two_posts_say_to_which_post_they_belong() -> None:
    told = made(RAW)
    assert presenting.several_posts(told)
    left = [abs(one.days_left) for one in presenting.nearest(told.due)]
    assert left == sorted(left)


def test_nothing_that_must_not_be_done_is_said_twice() -> None:
    notes = [note.id for note in presenting.must_not(made(RAW))]
    assert len(notes) == len(set(notes)) > 0


def test_no_step_rests_on_memory() -> None:
    told = made(RAW)
    assert all(fact.shown for action in told.actions for fact in presenting.rests_on(action, catalog=ours()))
