"""Counts periods on the calendar: first day, corresponding day, last day, holidays.

1. The day of the event is excluded (Civil Code 140, Code of Criminal Procedure 55(1)); a limitation period of criminal
   procedure counts it (55(1), proviso); where sources differ it is counted, which gives the earlier date.
2. Days and weeks are counted. Months and years run by the calendar from the first day to the day before its
   corresponding day; where there is none, to the last day of that month (Civil Code 143).
3. A last day on a holiday is moved to the next open day only where the period says so (Code of Civil Procedure 95(3),
   Code of Criminal Procedure 55(3)). Elsewhere the earlier date is shown (facts calc-civil-142, calc-ccp-55).
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from yosuga.catalog.facts import FirstDay, Period, Roll
from yosuga.rules import calendar

_DAY = timedelta(days=1)
_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "year": 12}


@dataclass(frozen=True, slots=True)
class Course:
    """One period on the calendar. `corresponding` is the corresponding day (応当日), None where there is none."""

    period: Period
    event: date
    first_day: date
    corresponding: date | None
    unrolled: date
    last_day: date


def course(period: Period, *, event: date) -> Course:
    """Return how `period` runs when its event falls on `event`."""
    if period.unit == "hour":  # the hour is not known here; the earliest day on which it can fall is
        end = event + timedelta(days=period.amount // 24)
        return Course(period=period, event=event, first_day=event, corresponding=None, unrolled=end, last_day=end)
    first = event + _DAY if period.first_day is FirstDay.EXCLUDED else event
    corresponding, end = ending(first, amount=period.amount, unit=period.unit)
    rolled = calendar.next_open(end) if period.roll is Roll.COURT else end
    return Course(
        period=period, event=event, first_day=first, corresponding=corresponding, unrolled=end, last_day=rolled
    )


def ending(first: date, *, amount: int, unit: str) -> tuple[date | None, date]:
    """Return the corresponding day, if there is one, and the last day of a period whose day 1 is `first`."""
    if unit in _DAYS:
        return None, first + timedelta(days=_DAYS[unit] * amount - 1)
    year, month = divmod(first.year * 12 + first.month - 1 + _MONTHS[unit] * amount, 12)
    longest = monthrange(year, month + 1)[1]
    if first.day > longest:
        return None, date(year, month + 1, longest)
    corresponding = date(year, month + 1, first.day)
    return corresponding, corresponding - _DAY
