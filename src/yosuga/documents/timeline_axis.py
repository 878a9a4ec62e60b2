"""Where the lines of a timeline's axis stand, and what is written at them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from yosuga.documents.timeline import View, midnight

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_STEPS = [
    *(("hour", step) for step in (1, 2, 3, 6, 12)),
    *(("day", step) for step in (1, 2, 5, 7, 14)),
    *(("month", step) for step in (1, 2, 3, 6)),
    *(("year", step) for step in (1, 2, 5, 10, 20, 50, 100)),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class AxisWords:
    """How times are written at the axis, as `str.format` texts over `y`, `m`, `d`, `h` and the weekday `w`."""

    year: str
    month: str
    day: str
    hour: str
    year_month: str
    whole_day: str
    weekdays: str


JAPANESE = AxisWords(
    year="{y}年",
    month="{m}月",
    day="{d}日",
    hour="{h}時",
    year_month="{y}年{m}月",
    whole_day="{y}年{m}月{d}日({w})",
    weekdays="月火水木金土日",
)
ENGLISH = AxisWords(
    year="{y}",
    month="{y}-{m:02}",
    day="{m:02}-{d:02}",
    hour="{h:02}:00",
    year_month="{y}-{m:02}",
    whole_day="{y}-{m:02}-{d:02}",
    weekdays="MTWTFSS",
)


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the axis: its place from 0 to 1, its words, and the larger unit it lies in."""

    place: float
    words: str
    within: str


def ticks(view: View, *, most: int, words: AxisWords) -> list[Tick]:
    """Return at most `most` lines, at the finest step that allows it, the days and hours of Japan."""
    for unit, step in _STEPS:
        moments = list(_bounded(view, unit=unit, step=step, most=most))
        if len(moments) <= most:
            return [_tick(moment, unit=unit, view=view, words=words) for moment in moments]
    return []


def _bounded(view: View, *, unit: str, step: int, most: int) -> Iterator[datetime]:
    """Yield the moments of the lines, one more than allowed at most: a century has many hours."""
    for number, moment in enumerate(_moments(view, unit=unit, step=step)):
        if number > most:
            return
        yield moment


def _moments(view: View, *, unit: str, step: int) -> Iterator[datetime]:
    if unit == "hour":
        moment = midnight(view.start)
        while moment < midnight(view.end):
            yield moment
            moment += step * _HOUR
    elif unit == "day":
        yield from map(midnight, _days(view, step=step))
    else:
        yield from map(midnight, _months(view, step=step if unit == "month" else 12 * step))


def _days(view: View, *, step: int) -> Iterator[date]:
    """Yield every `step`-th day: of the weeks from Monday for 7 and 14, of the month else, so that lines stay put."""
    day = view.start
    while day < view.end:
        of_week, of_month = step in {7, 14}, step in {1, 2, 5}
        fits = (day.toordinal() - 1) % step == 0 if of_week else (day.day - 1) % step == 0
        # The 31st would stand against the 1st.
        if fits and (not of_month or step == 1 or day.day < 30):
            yield day
        day += _DAY


def _months(view: View, *, step: int) -> Iterator[date]:
    number = view.start.year * 12 + view.start.month - 1
    number += (view.start.day > 1) + -(number + (view.start.day > 1)) % step
    while (day := date(number // 12, number % 12 + 1, 1)) < view.end:
        yield day
        number += step


def _tick(moment: datetime, *, unit: str, view: View, words: AxisWords) -> Tick:
    values = {"y": moment.year, "m": moment.month, "d": moment.day, "h": moment.hour}
    values_and_day = values | {"w": words.weekdays[moment.weekday()]}
    form, around = {
        "hour": (words.hour, words.whole_day),
        "day": (words.day, words.year_month),
        "month": (words.month, words.year),
        "year": (words.year, ""),
    }[unit]
    return Tick(view.place(moment), form.format(**values_and_day), around.format(**values_and_day))
