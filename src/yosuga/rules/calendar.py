"""The calendar of courts and offices: holidays, the next and the last open day, and dates in words. Dates come in.

Courts and offices are closed on Saturdays, Sundays, national holidays and from 29 December to 3 January (fact
calc-holidays). A period that ends on one of exactly these days is prolonged by Code of Civil Procedure 95(3) and Code
of Criminal Procedure 55(3): 1 January, which neither names, is a national holiday.
"""

import re
from datetime import date, timedelta
from functools import cache
from unicodedata import normalize

from yosuga.catalog.records import Text
from yosuga.errors import BadInput

EARLIEST = date(1948, 1, 1)  # the year of the holiday act; no library knows holidays before it
LATEST = date(2099, 12, 31)  # the equinoxes are reckoned up to here
_DAY = timedelta(days=1)
_WRITTEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WEEKDAYS_JA = "月火水木金土日"
_WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class ImpossibleDate(BadInput):
    """What stands where a day is expected is no day of the calendar."""

    code = "impossible-date"
    ja = "日付として読めません。何も変更していません。2026-11-22 のように、暦にある日を書いてください。"
    en = "This cannot be read as a date. Nothing was changed. Please write a day of the calendar, such as 2026-11-22."


class DateTooFar(BadInput):
    """The day lies where neither holidays nor these laws can be relied on."""

    code = "date-too-far"
    ja = "1948年から2099年までの日付を使えます。何も変更していません。日付を確かめてください。"
    en = "Dates from 1948 to 2099 can be used. Nothing was changed. Please check the date."


def read_day(text: str, *, field: str) -> date:
    """Return the day that `text` writes as YYYY-MM-DD. Raises ImpossibleDate, DateTooFar; both name the field."""
    plain = normalize("NFKC", text).strip()
    if not _WRITTEN.fullmatch(plain):
        raise ImpossibleDate(field)
    try:
        day = date.fromisoformat(plain)
    except ValueError as error:
        raise ImpossibleDate(field) from error
    return in_reach(day, field=field)


def in_reach(day: date, *, field: str) -> date:
    """Return `day` when it lies between EARLIEST and LATEST. Raises DateTooFar, naming the field."""
    if not EARLIEST <= day <= LATEST:
        raise DateTooFar(field)
    return day


@cache
def holiday(day: date) -> str | None:
    """Return the Japanese name of the national holiday that falls on `day`, substitutes and 国民の休日 included."""
    import jpholiday

    return jpholiday.is_holiday_name(day)


def is_new_year(day: date) -> bool:
    """Say whether `day` lies between 29 December and 3 January, when courts and offices rest."""
    return (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3)


def is_open(day: date) -> bool:
    """Say whether courts and offices are open on `day`."""
    return day.weekday() < 5 and not is_new_year(day) and holiday(day) is None


def next_open(day: date) -> date:
    """Return `day` when courts and offices are open, else the first open day after it."""
    while not is_open(day):
        day += _DAY
    return day


def last_open(day: date) -> date:
    """Return `day` when courts and offices are open, else the last open day before it."""
    while not is_open(day):
        day -= _DAY
    return day


def why_closed(day: date) -> Text:
    """Return why courts and offices are closed on `day`: the holiday's name, the weekday, or New Year."""
    name = holiday(day)
    if name is not None:
        return Text(ja=f"祝日({name})", en=f"a national holiday ({name})")
    if day.weekday() >= 5:
        return Text(ja=f"{_WEEKDAYS_JA[day.weekday()]}曜日", en="a Saturday" if day.weekday() == 5 else "a Sunday")
    return Text(ja="年末年始の休み", en="in the New Year holidays")


def in_words(day: date) -> Text:
    """Return `day` as people read it: 2026年11月22日(日), Sun 2026-11-22."""
    weekday = day.weekday()
    japanese = f"{day.year}年{day.month}月{day.day}日({_WEEKDAYS_JA[weekday]})"
    return Text(ja=japanese, en=f"{_WEEKDAYS_EN[weekday]} {day.isoformat()}")
