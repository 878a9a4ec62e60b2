"""What may follow what, over the whole product; and that only looks, and only GONE, say 削除確認."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yosuga.rules.removal import Barrier, Look, Shown, Sign, State, Way, standing
from yosuga.rules.takedown import course
from yosuga.rules.takedown.course import FOLLOWS, Objection, Status
from yosuga.rules.takedown.request import Reason, Request, Requester, Step, What

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
OVER = frozenset({What.REMOVED_SAID, What.HIDDEN, What.REFUSED, What.WITHDRAWN})


def request(*whats: What, moment: datetime = NOW) -> Request:
    steps = tuple(Step(what, moment) for what in whats)
    return Request(1, "x/statutory_jp", Reason.PRIVACY, Requester.SELF, steps=steps)


def a_look(*, hours: float = 0, way: Way = Way.PLAIN, seen: bool = False, barrier: Barrier | None = None) -> Look:
    return Look(
        NOW + timedelta(hours=hours),
        way,
        Shown.WHOLE if seen else Shown.NOTHING,
        signs=frozenset() if seen or barrier else frozenset({Sign.STATUS}),
        barrier=barrier,
        control=True,
    )


GONE = (a_look(), a_look(hours=24, way=Way.HEADLESS), a_look(hours=49))
LOOKS = {
    State.UNKNOWN: (),
    State.LIVE: (a_look(seen=True),),
    State.BLOCKED: (a_look(barrier=Barrier.LOGIN),),
    State.ABSENT: (a_look(),),
    State.GONE: GONE,
    State.REAPPEARED: (*GONE, a_look(hours=60, seen=True)),
}


@pytest.mark.parametrize(("before", "after"), list(product([None, *What], What)))
def test_a_step_is_written_down_exactly_where_the_table_has_it(before: What | None, after: What) -> None:
    one = request() if before is None else request(before)
    objection = course.objection(one, Step(after, NOW), now=NOW)
    assert (objection is None) == (after in FOLLOWS[before])
    assert objection in {None, Objection.DOES_NOT_FOLLOW}


def test_the_table_says_what_the_law_and_the_person_need() -> None:
    assert set(FOLLOWS) == {None, *What}
    assert not FOLLOWS[What.WITHDRAWN]
    assert all(What.DRAFTED not in FOLLOWS[what] for what in What if what is not What.FINISHED)
    assert all(OVER - FOLLOWS[what] == set() for what in (What.SENT, What.RECEIVED, What.ASKED_POSTER, What.MORE_ASKED))
    assert all(What.RECEIVED not in FOLLOWS[what] for what in (None, What.DRAFTED, What.FINISHED, *OVER))


@pytest.mark.parametrize(("what", "due"), list(product(What, [None, -1, 0, 7])))
def test_a_request_is_unanswered_only_after_a_day_that_was_counted(what: What, due: int | None) -> None:
    last = None if due is None else TODAY + timedelta(days=due)
    status = course.of_request(request(what), due=last, today=TODAY)
    overdue = due is not None and due < 0 and what in {What.SENT, What.RECEIVED}
    assert (status is Status.UNANSWERED) == overdue
    assert status not in {Status.REMOVED, Status.NOT_FOUND, Status.REAPPEARED}
    if what is What.RECEIVED and due is not None and due >= 0:
        assert status is Status.WAITING


@pytest.mark.parametrize(("state", "told", "back"), list(product(LOOKS, Status, [False, True])))
def test_removed_is_said_only_where_the_looks_say_gone(state: State, told: Status, back: bool) -> None:
    looks = LOOKS[state]
    stands = standing(looks)
    assert stands.state is state
    if told in {Status.REMOVED, Status.NOT_FOUND, Status.REAPPEARED}:
        return  # no request has such a status
    found = course.of_target(stands, looks=looks, requests=[told], came_back=back)
    under_way = told in {Status.DRAFT, Status.SENT, Status.RECEIVED, Status.WAITING}
    again = back and (stands.was_gone or (state is not State.LIVE and not under_way))
    assert (found.status is Status.REMOVED) == (state is State.GONE and not back)
    assert (found.status is Status.REAPPEARED) == (state is State.REAPPEARED or again)
    assert (found.status is Status.NOT_FOUND) == (state is State.ABSENT and not again)
    if state in {State.UNKNOWN, State.LIVE, State.BLOCKED} and not again:
        assert found.status is told


def test_a_page_closed_to_this_region_is_hidden_and_not_gone() -> None:
    looks = (a_look(barrier=Barrier.REGION),)
    found = course.of_target(standing(looks), looks=looks, requests=[Status.SAID_REMOVED])
    assert found.status is Status.HIDDEN
    assert found.by_looks


@given(st.lists(st.sampled_from([look for looks in LOOKS.values() for look in looks]), max_size=8))
def test_not_found_and_removed_are_never_the_same(looks: list[Look]) -> None:
    ordered = tuple(sorted(looks, key=lambda one: one.moment))
    stands = standing(ordered)
    status = course.of_target(stands, looks=ordered, requests=[Status.SAID_REMOVED]).status
    assert (status is Status.REMOVED) == (stands.state is State.GONE)
    assert status is not Status.NOT_FOUND or (stands.absences and stands.state is not State.GONE)


def test_the_liveliest_of_several_requests_says_where_the_target_stands() -> None:
    assert course.liveliest([Status.REFUSED, Status.DRAFT]) is Status.DRAFT
    assert course.liveliest([Status.DRAFT, Status.WAITING]) is Status.WAITING
    assert course.liveliest([Status.UNANSWERED, Status.REFUSED]) is Status.UNANSWERED
    assert course.liveliest([]) is Status.NONE


@pytest.mark.parametrize(
    ("moment", "objection"),
    [
        (NOW + timedelta(minutes=4), None),
        (NOW + timedelta(minutes=6), Objection.STILL_TO_COME),
        (NOW - timedelta(seconds=1), Objection.BEFORE_THE_STEP_BEFORE),
        (datetime(1948, 1, 1, tzinfo=UTC), Objection.TOO_LONG_AGO),
    ],
)
def test_a_receipt_is_neither_before_the_sending_nor_still_to_come(
    moment: datetime, objection: Objection | None
) -> None:
    assert course.objection(request(What.SENT), Step(What.RECEIVED, moment), now=NOW) is objection


def test_a_whole_day_is_not_before_a_moment_of_the_same_day() -> None:
    day = Step(What.RECEIVED, NOW.replace(hour=0) - timedelta(hours=9), day_only=True)
    assert course.objection(request(What.SENT), day, now=NOW) is None


@given(st.lists(st.tuples(st.sampled_from(What), st.integers(-20_000, 30), st.booleans()), max_size=14))
def test_whatever_is_tried_a_request_only_goes_the_ways_of_the_table(tried: list[tuple[What, int, bool]]) -> None:
    one = request()
    for what, minutes, day_only in tried:
        step = Step(what, NOW + timedelta(minutes=minutes), day_only=day_only)
        before = course.last(one)
        if course.objection(one, step, now=NOW) is None:
            assert what in FOLLOWS[before]
            one = replace(one, steps=(*one.steps, step))
        status = course.of_request(one, due=TODAY, today=TODAY)
        assert status not in {Status.REMOVED, Status.NOT_FOUND, Status.REAPPEARED, Status.UNANSWERED}
    sent = [step for step in one.steps if step.what not in {What.DRAFTED, What.FINISHED}]
    days = [course.day_of(step.moment) for step in sent]
    assert days == sorted(days)
    assert one.steps[:1] == () or one.steps[0].what is What.DRAFTED
