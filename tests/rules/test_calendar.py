from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yosuga.rules import calendar
from yosuga.rules.calendar import DateTooFar, ImpossibleDate

# The national holidays of two years as the Cabinet Office lists them, written down here without any library.
HOLIDAYS_2026 = """2026-01-01 2026-01-12 2026-02-11 2026-02-23 2026-03-20 2026-04-29 2026-05-03 2026-05-04 2026-05-05
2026-05-06 2026-07-20 2026-08-11 2026-09-21 2026-09-22 2026-09-23 2026-10-12 2026-11-03 2026-11-23"""
HOLIDAYS_2027 = """2027-01-01 2027-01-11 2027-02-11 2027-02-23 2027-03-21 2027-03-22 2027-04-29 2027-05-03 2027-05-04
2027-05-05 2027-07-19 2027-08-11 2027-09-20 2027-09-23 2027-10-11 2027-11-03 2027-11-23"""
HOLIDAYS = frozenset(map(date.fromisoformat, f"{HOLIDAYS_2026} {HOLIDAYS_2027}".split()))
DAYS = st.dates(min_value=date(2026, 1, 1), max_value=date(2027, 12, 31))


def rests(day: date) -> bool:
    """Whether courts and offices rest, from the table above alone."""
    in_new_year = (day.month == 12 and day.day >= 29) or (day.month == 1 and day.day <= 3)
    return day.isoweekday() in {6, 7} or day in HOLIDAYS or in_new_year


@pytest.mark.parametrize("year", [2026, 2027])
def test_every_day_of_a_year_is_a_holiday_exactly_when_the_cabinet_office_says_so(year: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]
    assert {day for day in days if calendar.holiday(day)} == {day for day in HOLIDAYS if day.year == year}


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2026-09-22", "国民の休日"),  # between 敬老の日 and 秋分の日
        ("2026-05-06", "憲法記念日 振替休日"),
        ("2027-03-22", "春分の日 振替休日"),
        ("2019-05-02", "国民の休日"),
        ("2026-11-23", "勤労感謝の日"),
    ],
)
def test_substitute_and_citizens_holidays_are_known_by_name(day: str, name: str) -> None:
    assert calendar.holiday(date.fromisoformat(day)) == name


@given(DAYS)
def test_courts_and_offices_are_open_on_days_that_no_rule_closes(day: date) -> None:
    assert calendar.is_open(day) is not rests(day)


@given(DAYS.filter(lambda day: day < date(2027, 12, 29)))
def test_the_next_open_day_is_the_first_that_is_no_day_of_rest(day: date) -> None:
    walked = day
    while rests(walked):
        walked += timedelta(days=1)
    assert calendar.next_open(day) == walked


@given(DAYS.filter(lambda day: day > date(2026, 1, 4)))
def test_the_last_open_day_is_the_nearest_one_before(day: date) -> None:
    walked = day
    while rests(walked):
        walked -= timedelta(days=1)
    assert calendar.last_open(day) == walked


@pytest.mark.parametrize(
    ("day", "ja", "en"),
    [
        ("2026-11-22", "日曜日", "a Sunday"),
        ("2026-11-21", "土曜日", "a Saturday"),
        ("2026-11-23", "祝日(勤労感謝の日)", "a national holiday (勤労感謝の日)"),
        ("2026-12-31", "年末年始の休み", "in the New Year holidays"),
    ],
)
def test_a_closed_day_says_why(day: str, ja: str, en: str) -> None:
    why = calendar.why_closed(date.fromisoformat(day))
    assert (why.ja, why.en) == (ja, en)


def test_a_day_is_written_as_people_write_it() -> None:
    words = calendar.in_words(date(2026, 11, 22))
    assert (words.ja, words.en) == ("2026年11月22日(日)", "Sun 2026-11-22")


@pytest.mark.parametrize("text", ["2026-11-22", " 2026-11-22 ", "\uff12\uff10\uff12\uff16-\uff11\uff11-\uff12\uff12"])
def test_a_day_is_read_also_in_full_width_digits(text: str) -> None:
    assert calendar.read_day(text, field="--from") == date(2026, 11, 22)


@pytest.mark.parametrize(
    "text",
    ["2026-02-29", "2026-13-01", "2026-11-31", "20261122", "2026-W47-7", "11/22", "昨日", "", "2026-11-22T10:00"],
)
def test_what_is_no_day_is_refused_and_the_field_is_named_but_not_what_was_typed(text: str) -> None:
    with pytest.raises(ImpossibleDate) as refused:
        calendar.read_day(text, field="--from")
    assert refused.value.detail == "--from"


@pytest.mark.parametrize("text", ["1947-12-31", "2100-01-01", "0001-01-01", "9999-12-31"])
def test_a_day_out_of_reach_is_refused_with_the_years_that_can_be_used(text: str) -> None:
    with pytest.raises(DateTooFar) as refused:
        calendar.read_day(text, field="--from")
    assert "1948年から2099年" in refused.value.for_people()


@pytest.mark.parametrize("text", ["1948-01-01", "2099-12-31"])
def test_the_first_and_the_last_day_in_reach_are_read(text: str) -> None:
    assert calendar.read_day(text, field="--from").isoformat() == text
