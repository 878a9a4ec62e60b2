"""Deadlines: dates computed by hand, and every period against an oracle that walks the calendar day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.rules.test_calendar import rests
from yosuga.catalog.facts import Fact, FirstDay, Period, Roll
from yosuga.catalog.loader import ours
from yosuga.rules import deadlines
from yosuga.rules.calendar import DateTooFar
from yosuga.rules.deadlines import Deadline, NoPeriod, UnknownFact

# fact, event, last day by the calendar, last day after holidays. Worked out on paper with a printed calendar.
BY_HAND = """
dl-complaint-6m            2026-04-30 2026-10-31 2026-11-02
dl-complaint-6m            2026-05-22 2026-11-22 2026-11-24
dl-complaint-6m            2026-02-28 2026-08-31 2026-08-31
dl-complaint-6m            2025-08-30 2026-02-28 2026-03-02
dl-complaint-6m            2025-08-31 2026-02-28 2026-03-02
dl-complaint-6m            2023-08-30 2024-02-29 2024-02-29
dl-complaint-6m            2026-06-30 2026-12-31 2027-01-04
dl-complaint-6m            2025-11-03 2026-05-03 2026-05-07
dl-complaint-6m            2026-03-21 2026-09-21 2026-09-24
dl-complaint-6m            2026-03-19 2026-09-19 2026-09-24
pfa-14-objection           2026-01-30 2026-02-28 2026-03-02
pfa-14-objection           2024-01-30 2024-02-29 2024-02-29
pfa-14-objection           2026-10-22 2026-11-22 2026-11-24
pfa-14-objection           2026-11-28 2026-12-28 2026-12-28
pfa-14-objection           2026-11-29 2026-12-29 2027-01-04
pfa-14-objection           2027-02-20 2027-03-20 2027-03-23
dl-prosecution-3y          2026-04-10 2029-04-09 2029-04-09
dl-prosecution-3y          2024-02-29 2027-02-28 2027-02-28
dl-prosecution-3y          2024-01-01 2026-12-31 2026-12-31
dl-prosecution-insult-old  2022-07-06 2023-07-05 2023-07-05
dl-prosecution-5y          2021-03-01 2026-02-28 2026-02-28
dl-prosecution-7y          2020-02-29 2027-02-28 2027-02-28
dl-civil-3y                2023-11-22 2026-11-22 2026-11-22
dl-civil-3y                2024-02-28 2027-02-28 2027-02-28
dl-civil-3y                2024-02-29 2027-02-28 2027-02-28
dl-civil-5y                2021-12-31 2026-12-31 2026-12-31
dl-saikoku-6m              2026-05-31 2026-11-30 2026-11-30
dl-saikoku-6m              2026-08-31 2027-02-28 2027-02-28
pfa-15-provision           2026-12-30 2027-02-28 2027-02-28
pfa-15-provision           2026-12-31 2027-02-28 2027-02-28
proc-hozen-2w              2026-12-21 2027-01-04 2027-01-04
proc-hozen-2w              2026-12-17 2026-12-31 2026-12-31
pfa-25-7d                  2026-11-20 2026-11-27 2026-11-27
pfa-25-7d                  2026-12-28 2027-01-04 2027-01-04
pfa-25-7d                  2024-02-25 2024-03-03 2024-03-03
pfa-3-2-2                  2026-11-22 2026-11-29 2026-11-29
pfa-revenge-2d             2026-12-31 2027-01-02 2027-01-02
pfa-election-2d            2026-02-27 2026-03-01 2026-03-01
law-appi-39                2026-11-22 2026-12-06 2026-12-06
law-appi-26                2026-11-22 2026-12-21 2026-12-21
datum-address-shien        2026-04-01 2027-03-31 2027-03-31
datum-address-shien        2026-11-22 2027-11-21 2027-11-21
os-tidus                   2026-11-22 2026-11-24 2026-11-24
log-retention              2026-11-30 2027-02-28 2027-02-28
log-practical-start        2026-11-01 2026-11-22 2026-11-22
pfa-6-opinion-14d          2026-11-22 2026-12-06 2026-12-06
"""
ROWS = [line.split() for line in BY_HAND.strip().splitlines()]
WITH_PERIOD = sorted(fact.id for fact in ours().facts.values() if fact.period)


def counted(name: str, day: str) -> Deadline:
    return deadlines.deadline(ours().facts[name], event=date.fromisoformat(day))


def period(*, amount: int, unit: str, first_day: FirstDay, roll: Roll) -> Period:
    return Period.model_validate(
        {
            "event": "act",
            "amount": amount,
            "unit": unit,
            "basis": "民法",
            "basis_en": "Civil Code",
            "kind": "statutory_limit",
            "first_day": first_day,
            "roll": roll,
        }
    )


# --- dates


@pytest.mark.parametrize(("fact", "event", "unrolled", "last"), ROWS)
def test_the_date_is_the_one_computed_by_hand(fact: str, event: str, unrolled: str, last: str) -> None:
    found = counted(fact, event)
    assert (found.unrolled.isoformat(), found.last_day.isoformat()) == (unrolled, last)


def test_every_fact_with_a_period_stands_in_the_table() -> None:
    assert {row[0] for row in ROWS} == set(WITH_PERIOD)


def walked(event: date, *, amount: int, unit: str, first: FirstDay) -> date:
    """The last day, found by walking from day to day: no arithmetic with months."""
    start = event + timedelta(days=1) if first is FirstDay.EXCLUDED else event
    day, months, passed = start, 0, 0
    wanted = amount * {"day": 1, "week": 7, "month": 1, "year": 12}[unit]
    while True:
        following = day + timedelta(days=1)
        passed += 1
        if unit in {"day", "week"} and passed == wanted:
            return day
        months += following.month != day.month
        if unit in {"month", "year"} and months == wanted and following.day >= start.day:
            return day
        if unit in {"month", "year"} and months > wanted:  # the corresponding day was not there
            return day
        day = following


EVENTS = st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 12, 31))
MONTH_ENDS = EVENTS.map(lambda day: day.replace(day=1) - timedelta(days=1))
FIRST = st.sampled_from(FirstDay)


@given(
    event=EVENTS | MONTH_ENDS, amount=st.integers(1, 40), unit=st.sampled_from(["day", "week", "month"]), first=FIRST
)
def test_the_last_day_is_where_walking_the_calendar_ends(event: date, amount: int, unit: str, first: FirstDay) -> None:
    found = deadlines.last_day(period(amount=amount, unit=unit, first_day=first, roll=Roll.NONE), event=event)
    assert found == walked(event, amount=amount, unit=unit, first=first)


@given(event=EVENTS | MONTH_ENDS, amount=st.integers(1, 20), first=FIRST)
def test_years_end_where_walking_the_calendar_ends(event: date, amount: int, first: FirstDay) -> None:
    found = deadlines.last_day(period(amount=amount, unit="year", first_day=first, roll=Roll.NONE), event=event)
    assert found == walked(event, amount=amount, unit="year", first=first)


@given(
    event=st.dates(min_value=date(2025, 12, 31), max_value=date(2027, 10, 31)),
    amount=st.integers(1, 40),
    unit=st.sampled_from(["day", "week", "month"]),
)
def test_a_court_period_ends_on_the_first_day_that_is_no_day_of_rest(event: date, amount: int, unit: str) -> None:
    day = walked(event, amount=amount, unit=unit, first=FirstDay.EXCLUDED)
    assume(day < date(2027, 12, 29))  # so far goes the table of holidays of the oracle
    while rests(day):
        day += timedelta(days=1)
    ruled = period(amount=amount, unit=unit, first_day=FirstDay.EXCLUDED, roll=Roll.COURT)
    assert deadlines.last_day(ruled, event=event) == day


@given(event=EVENTS, name=st.sampled_from(WITH_PERIOD))
def test_a_deadline_never_moves_forward_only_where_its_period_says_so(event: date, name: str) -> None:
    fact = ours().facts[name]
    found = deadlines.deadline(fact, event=event)
    assert fact.period is not None
    assert found.last_day >= found.unrolled
    assert found.last_day == found.unrolled or fact.period.roll is Roll.COURT
    assert found.kind is fact.period.kind
    assert found.basis == fact.period.basis


@given(event=EVENTS, name=st.sampled_from(WITH_PERIOD))
def test_a_later_event_never_gives_an_earlier_date(event: date, name: str) -> None:
    fact = ours().facts[name]
    today, tomorrow = (deadlines.deadline(fact, event=event + timedelta(days=n)).last_day for n in range(2))
    assert today <= tomorrow


@given(event=EVENTS, name=st.sampled_from(WITH_PERIOD))
def test_the_computation_names_the_event_and_the_last_day_in_both_languages(event: date, name: str) -> None:
    found = deadlines.deadline(ours().facts[name], event=event)
    for text in ("\n".join(step.ja for step in found.steps), "\n".join(step.en for step in found.steps)):
        assert event.isoformat() in text
        assert found.unrolled.isoformat() in text
        assert found.last_day.isoformat() in text


# --- beside the date


def test_twenty_years_run_beside_the_three_from_the_act() -> None:
    beside = deadlines.companion(ours().facts["dl-civil-3y"], event=date(2024, 2, 29))
    assert beside is not None
    assert (beside.last_day, beside.basis) == (date(2044, 2, 29), "民724条2号")
    assert deadlines.companion(ours().facts["dl-civil-5y"], event=date(2024, 2, 29)) is None


def test_the_days_that_remain_are_counted_to_the_last_day() -> None:
    found = counted("pfa-25-7d", "2026-11-20")
    assert [found.days_left(date(2026, 11, day)) for day in (20, 27, 28)] == [7, 0, -1]


# --- what cannot be counted


@pytest.mark.parametrize("day", [date(1947, 12, 31), date(2100, 1, 1), date.min, date.max])
@pytest.mark.parametrize("name", ["dl-complaint-6m", "os-tidus"])
def test_days_too_far_away_are_refused(name: str, day: date) -> None:
    with pytest.raises(DateTooFar):
        deadlines.deadline(ours().facts[name], event=day)


@pytest.mark.parametrize("name", WITH_PERIOD)
@pytest.mark.parametrize("day", ["1948-01-01", "2099-12-31"])
def test_the_first_and_the_last_day_in_reach_are_counted(name: str, day: str) -> None:
    assert counted(name, day).last_day >= date.fromisoformat(day)


def test_a_fact_without_a_period_names_the_facts_that_have_one() -> None:
    with pytest.raises(NoPeriod) as refused:
        deadlines.find("law-privacy", facts=ours().facts)
    assert set(refused.value.detail.split(", ")) == set(WITH_PERIOD) - {"pfa-6-opinion-14d"}
    bare: Fact = ours().facts["law-privacy"]
    with pytest.raises(NoPeriod):
        deadlines.deadline(bare, event=date(2026, 11, 22))


@pytest.mark.parametrize(("typed", "near"), [("dl-complaint", "dl-complaint-6m"), ("pfa-25", "pfa-25-7d"), ("?", "")])
def test_an_unknown_fact_names_the_nearest_but_not_what_was_typed(typed: str, near: str) -> None:
    with pytest.raises(UnknownFact) as refused:
        deadlines.find(typed, facts=ours().facts)
    assert near in refused.value.detail.split(", ")[0]
    assert len(refused.value.detail.split(", ")) == 3
