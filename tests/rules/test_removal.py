"""Whether a post is gone: what one look may say, and what it takes before several may."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yosuga.rules.removal import Barrier, Look, Shown, Sight, Sign, State, Way, sight, standing

_DAY_ONE = datetime(2026, 11, 1, 9, tzinfo=UTC)
_ABSENT = Look(moment=_DAY_ONE, way=Way.PLAIN, shown=Shown.NOTHING, signs=frozenset({Sign.STATUS}), control=True)
_LIVE = Look(moment=_DAY_ONE, way=Way.HEADLESS, shown=Shown.WHOLE)

_looks = st.builds(
    Look,
    moment=st.just(_DAY_ONE),
    way=st.sampled_from(Way),
    shown=st.sampled_from(Shown),
    signs=st.frozensets(st.sampled_from(Sign)),
    barrier=st.none() | st.sampled_from(Barrier),
    control=st.sampled_from([None, True, False]),
    moved=st.booleans(),
)


def _after(*, hours: float, look: Look = _ABSENT, way: Way | None = None) -> Look:
    return replace(look, moment=_DAY_ONE + timedelta(hours=hours), way=way or look.way)


def _in_order(looks: Sequence[Look], *, hours: Sequence[int]) -> list[Look]:
    return [_after(hours=at, look=look) for look, at in zip(looks, sorted(hours), strict=False)]


def test_a_404_alone_says_nothing_without_a_page_of_the_host_that_is_live() -> None:
    assert sight(replace(_ABSENT, control=None)) is Sight.UNKNOWN
    assert sight(replace(_ABSENT, control=False)) is Sight.UNKNOWN
    assert sight(_ABSENT) is Sight.ABSENT


def test_nothing_shown_and_nothing_said_is_unknown_however_live_the_host_is() -> None:
    assert sight(replace(_ABSENT, signs=frozenset())) is Sight.UNKNOWN


@pytest.mark.parametrize("barrier", [one for one in Barrier if one is not Barrier.FAILED])
def test_behind_a_barrier_no_sign_of_absence_counts(barrier: Barrier) -> None:
    assert sight(replace(_ABSENT, barrier=barrier)) is Sight.BLOCKED


def test_a_post_that_is_seen_is_live_whatever_the_status_says() -> None:
    assert sight(replace(_ABSENT, shown=Shown.WHOLE)) is Sight.LIVE
    assert sight(replace(_ABSENT, shown=Shown.WHOLE, moved=True)) is Sight.MOVED
    assert sight(replace(_LIVE, shown=Shown.CHANGED)) is Sight.EDITED


def test_a_signed_proof_of_absence_needs_no_other_page() -> None:
    assert sight(replace(_ABSENT, signs=frozenset({Sign.SIGNED}), control=None)) is Sight.ABSENT


def test_three_looks_over_two_days_by_two_ways_say_gone() -> None:
    looks = [_ABSENT, _after(hours=24, way=Way.HEADLESS), _after(hours=48)]
    assert [standing(looks[:n]).state for n in (1, 2, 3)] == [State.ABSENT, State.ABSENT, State.GONE]


@pytest.mark.parametrize(
    "looks",
    [
        pytest.param([_ABSENT, _after(hours=24), _after(hours=48)], id="one way"),
        pytest.param([_ABSENT, _after(hours=1, way=Way.HEADLESS), _after(hours=47)], id="less than 48 hours"),
        pytest.param([_ABSENT, _after(hours=72, way=Way.HEADLESS)], id="two looks"),
    ],
)
def test_less_than_that_is_not_gone(looks: Sequence[Look]) -> None:
    assert standing(looks).state is State.ABSENT


def test_a_look_that_could_not_see_holds_the_count_and_one_that_saw_ends_it() -> None:
    refused = _after(hours=30, look=replace(_ABSENT, barrier=Barrier.CAPTCHA))
    last = [_after(hours=24, way=Way.HEADLESS), refused, _after(hours=50)]
    assert standing([_ABSENT, *last]).state is State.GONE
    seen = _after(hours=30, look=_LIVE)
    assert standing([_ABSENT, last[0], seen, last[2]]).state is State.ABSENT


def test_what_was_gone_and_is_seen_again_has_reappeared_and_stays_so_until_it_is_gone_again() -> None:
    gone = [_ABSENT, _after(hours=24, way=Way.HEADLESS), _after(hours=48)]
    back = [*gone, _after(hours=60, look=_LIVE)]
    assert standing(back).state is State.REAPPEARED
    again = [_after(hours=at, way=way) for at, way in ((70, Way.PLAIN), (100, Way.HEADLESS), (120, Way.PLAIN))]
    assert standing([*back, *again]).state is State.GONE


def test_looks_out_of_order_and_moments_without_a_zone_are_refused() -> None:
    with pytest.raises(ValueError, match="order"):
        standing([_after(hours=2), _ABSENT])
    with pytest.raises(ValueError, match="zone"):
        replace(_ABSENT, moment=datetime(2026, 11, 1))  # noqa: DTZ001 - the mistake that is refused


@given(looks=st.lists(_looks, max_size=12), hours=st.lists(st.integers(0, 400), min_size=12, max_size=12))
def test_gone_is_never_said_without_three_absences_two_ways_and_48_hours(looks: list[Look], hours: list[int]) -> None:
    ordered = _in_order(looks, hours=hours)
    now = standing(ordered)
    if now.state is not State.GONE:
        return
    counted = now.absences
    assert all(sight(look) is Sight.ABSENT for look in counted)
    assert len(counted) >= 3
    assert len(now.ways) >= 2
    assert counted[-1].moment - counted[0].moment >= timedelta(hours=48)
    seen = [look for look in ordered if sight(look) in {Sight.LIVE, Sight.EDITED, Sight.MOVED}]
    assert all(look.moment <= counted[0].moment for look in seen)


@given(looks=st.lists(_looks, min_size=1, max_size=12), hours=st.lists(st.integers(0, 400), min_size=12, max_size=12))
def test_a_post_seen_in_the_last_look_is_never_said_to_be_away(looks: list[Look], hours: list[int]) -> None:
    ordered = _in_order([*looks[:-1], replace(looks[-1], shown=Shown.WHOLE)], hours=hours)
    assert standing(ordered).state in {State.LIVE, State.MOVED, State.REAPPEARED}
