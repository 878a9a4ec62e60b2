"""When to look again: spaced and ever more rarely, enough to confirm it in time, and as the host asks."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yosuga.rules.removal import Barrier, Look, Shown, Sign, State, Way
from yosuga.rules.takedown.follow import Followed
from yosuga.rules.takedown.request import Reason, Request, Requester, Step, What
from yosuga.rules.takedown.schedule import (
    BETWEEN,
    NOTHING,
    Memory,
    When,
    Why,
    Wish,
    after_answer,
    earliest,
    next_look,
    wish,
)
from yosuga.rules.takedown.target import Kind, Target

_NOON = datetime(2026, 11, 1, 3, tzinfo=UTC)
_URL = "https://board.example/post/1"


def followed(*looks: Look, sent: bool = True, kind: Kind = Kind.POST, address: str = _URL) -> Followed:
    request = Request(1, "x/form", Reason.PRIVACY, Requester.SELF, steps=(Step(What.SENT, _NOON),))
    return Followed(1, Target(kind, address=address), requests=(request,) if sent else (), looks=looks)


def absent(hours: float, way: Way = Way.PLAIN) -> Look:
    moment = _NOON + timedelta(hours=hours)
    return Look(moment, way, Shown.NOTHING, frozenset({Sign.STATUS}), control=True)


def live(hours: float, way: Way = Way.PLAIN) -> Look:
    return Look(_NOON + timedelta(hours=hours), way, Shown.WHOLE)


def walled(hours: float, way: Way) -> Look:
    return Look(_NOON + timedelta(hours=hours), way, Shown.NOTHING, barrier=Barrier.LOGIN)


def kept(schedule: Sequence[Look], *, days: float, make: object = absent) -> Followed:
    """Follow the schedule, looking whenever a look is due, each time seeing the same."""
    now, found = _NOON, followed(*schedule)
    while True:
        due = next_look(found, now=now)
        if due.at is None or due.at > _NOON + timedelta(days=days):
            return found
        now = due.at
        hours = (now - _NOON) / timedelta(hours=1)
        look = absent(hours, due.way) if make is absent else live(hours, due.way)
        found = replace(found, looks=(*found.looks, look))


def test_nothing_is_due_before_anything_was_asked_nor_where_there_is_no_address() -> None:
    assert next_look(followed(sent=False), now=_NOON).why is Why.NOT_SENT
    assert next_look(followed(address=""), now=_NOON) == When(None, Way.PLAIN, Why.NO_ADDRESS)
    assert next_look(followed(kind=Kind.TALK), now=_NOON).at is None


def test_the_first_look_is_soon_after_it_was_sent() -> None:
    assert next_look(followed(), now=_NOON) == When(_NOON + timedelta(hours=2), Way.PLAIN, Why.SPACED)
    late = _NOON + timedelta(days=3)
    assert next_look(followed(), now=late) == When(late, Way.PLAIN, Why.DUE)


def test_a_post_that_is_away_is_confirmed_gone_within_three_days_by_two_ways() -> None:
    found = kept((), days=3)
    assert found.stands.state is State.GONE
    assert len(found.looks) <= 5


def test_a_post_that_stays_is_looked_at_ever_more_rarely() -> None:
    looks = kept((), days=400, make=live).looks
    gaps = [later.moment - look.moment for look, later in pairwise(looks)]
    assert gaps[3:] == sorted(gaps[3:])
    assert len([look for look in looks if look.moment < _NOON + timedelta(days=14)]) <= 17
    assert gaps[-1] > timedelta(days=28)
    assert next_look(followed(*looks, live(24 * 800)), now=_NOON + timedelta(days=800)).why is Why.OVER


def test_what_is_gone_is_still_looked_at_and_both_ways_take_turns() -> None:
    looks = kept((), days=30).looks
    ways = [look.way for look in looks]
    assert all(one is not other for one, other in pairwise(ways))
    assert len(looks) > 10


def test_a_way_that_meets_a_wall_twice_gives_way_to_a_person() -> None:
    looks = [absent(2), walled(14, Way.HEADLESS), absent(37), walled(60, Way.HEADLESS)]
    due = next_look(followed(*looks), now=_NOON + timedelta(hours=61))
    assert (due.way, due.why) == (Way.OWN_BROWSER, Why.BLOCKED)
    closed = next_look(followed(), now=_NOON + timedelta(hours=3), memory=Memory(closed=True))
    assert (closed.way, closed.why) == (Way.OWN_BROWSER, Why.ROBOTS)


def test_results_of_a_search_are_for_a_person_to_look_at_and_signed_records_for_their_protocol() -> None:
    assert next_look(followed(kind=Kind.SEARCH), now=_NOON).way is Way.OWN_BROWSER
    signed = followed()
    signed = replace(signed, target=replace(signed.target, platform="bluesky"))
    assert next_look(signed, now=_NOON, memory=Memory(closed=True)).way is Way.PROTOCOL


@pytest.mark.parametrize(
    ("memory", "at", "why"),
    [
        (NOTHING, timedelta(), Why.DUE),
        (Memory(last=_NOON), BETWEEN, Why.SPACED),
        (Memory(until=_NOON + timedelta(hours=5)), timedelta(hours=5), Why.RETRY_AFTER),
        (Memory(refusals=2, refused=_NOON), timedelta(), Why.DUE),
        (Memory(refusals=3, refused=_NOON), timedelta(minutes=30), Why.RESTING),
        (Memory(refusals=5, refused=_NOON), timedelta(hours=2), Why.RESTING),
        (Memory(refusals=10**6, refused=_NOON), timedelta(days=7), Why.RESTING),
    ],
)
def test_a_look_waits_for_what_the_host_asks(memory: Memory, at: timedelta, why: Why) -> None:
    assert earliest(followed(), way=Way.PLAIN, now=_NOON, memory=memory) == (_NOON + at, why)


@pytest.mark.parametrize(
    ("memory", "asked"),
    [
        (NOTHING, None),
        (Memory(until=_NOON - timedelta(seconds=1)), None),
        (Memory(until=_NOON + timedelta(hours=2)), Wish(Why.RETRY_AFTER, _NOON + timedelta(hours=2))),
        (Memory(refusals=3, refused=_NOON), Wish(Why.RESTING, _NOON + timedelta(minutes=30))),
        (
            Memory(until=_NOON + timedelta(hours=2), refusals=3, refused=_NOON),
            Wish(Why.RETRY_AFTER, _NOON + timedelta(hours=2)),
        ),
        (Memory(until=_NOON + timedelta(hours=2), closed=True), Wish(Why.ROBOTS, None)),
    ],
)
def test_what_a_host_asks_for_is_what_lasts_longest(memory: Memory, asked: Wish | None) -> None:
    assert wish(memory, now=_NOON) == asked


def test_a_person_waits_for_nothing_but_the_ten_seconds() -> None:
    memory = Memory(last=_NOON, until=_NOON + timedelta(days=1), refusals=9, refused=_NOON)
    assert (
        earliest(followed(live(0, Way.OWN_BROWSER)), way=Way.OWN_BROWSER, now=_NOON, memory=memory)[0]
        == _NOON + BETWEEN
    )


def test_an_answer_ends_a_row_of_refusals_and_a_wait_is_kept() -> None:
    once = after_answer(NOTHING, now=_NOON, refused=True, retry_after=60)
    assert (once.refusals, once.until) == (1, _NOON + timedelta(seconds=60))
    then = after_answer(once, now=_NOON, refused=False, retry_after=None)
    assert (then.refusals, then.until, then.rests_until) == (0, once.until, None)


_hours = st.lists(st.integers(0, 2_000), max_size=8)
_any_look = st.builds(
    Look,
    moment=st.just(_NOON),
    way=st.sampled_from(Way),
    shown=st.sampled_from(Shown),
    signs=st.frozensets(st.sampled_from(Sign)),
    barrier=st.none() | st.sampled_from(Barrier),
    control=st.sampled_from([None, True, False]),
)


@given(looks=st.lists(_any_look, max_size=8), hours=_hours, now=st.integers(0, 3_000), refusals=st.integers(0, 40))
def test_no_look_is_ever_due_in_the_past_or_sooner_than_is_polite(
    looks: list[Look], hours: list[int], now: int, refusals: int
) -> None:
    ordered = [replace(one, moment=_NOON + timedelta(hours=at)) for one, at in zip(looks, sorted(hours), strict=False)]
    moment = _NOON + timedelta(hours=now)
    memory = Memory(last=moment, refusals=refusals, refused=moment if refusals else None)
    due = next_look(followed(*ordered), now=moment, memory=memory)
    if due.at is None:
        return
    assert due.at >= earliest(followed(*ordered), way=due.way, now=moment, memory=memory)[0] >= moment
    by_way = [one.moment for one in ordered if one.way is due.way]
    if due.way is not Way.OWN_BROWSER and by_way:
        assert due.at >= by_way[-1] + timedelta(hours=1)
