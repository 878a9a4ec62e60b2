"""Whether a desk answers, at a moment or on a day, and when it answers next. Hours are Japan Standard Time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from yosuga.catalog.desks import Desk, Hours, Line, Opening, Week
from yosuga.clock import JST
from yosuga.rules import calendar

_SEARCHED_DAYS = 31  # the longest rest of courts and offices is under two weeks
_MIDNIGHT = "24:00"


class State(StrEnum):
    """Whether somebody answers, the best first.

    ASK: hours differ from place to place and are not known here. Such a desk may answer; it is listed after those
    that do. On a day on which offices rest it is CLOSED, unless a source says that holidays are served in places.
    """

    OPEN = "open"
    ASK = "ask"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Availability:
    """How a desk or line stands. Times are `HH:MM` in Japan.

    `until` is when it closes, where it is open and that is known. `opens_on` and `opens_at` are the next opening
    where it is closed; `opens_at` is None where hours differ by place; both are None where no opening was found.
    """

    state: State
    until: str | None = None
    opens_on: date | None = None
    opens_at: str | None = None


_ALWAYS = Availability(State.OPEN)
_ASK = Availability(State.ASK)
_NEVER = Availability(State.CLOSED)


def open_at(desk: Desk, moment: datetime) -> Availability:
    """Return how the desk stands at an aware moment: as the best of its lines that may be shown."""
    return _best(line_at(line, moment) for line in shown_lines(desk))


def open_on(desk: Desk, day: date) -> Availability:
    """Return how the desk stands on a day as a whole: as the best of its lines that may be shown."""
    return _best(line_on(line, day) for line in shown_lines(desk))


def shown_lines(desk: Desk) -> tuple[Line, ...]:
    """Return the lines whose number or address is sourced; of a desk that is not, none."""
    return tuple(line for line in desk.lines if line.confidence.shown) if desk.shown else ()


def line_at(line: Line, moment: datetime) -> Availability:
    """Return how a line stands at an aware moment. Raises ValueError for a moment without a zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone")
    local = moment.astimezone(JST)
    day, time = local.date(), f"{local:%H:%M}"
    if line.opening is not Opening.WEEKLY or line.week is None:
        return line_on(line, day)
    for hours in _hours(line.week, day):
        if hours[:5] <= time < hours[6:]:
            return Availability(State.OPEN, until=hours[6:])
    later = [hours for hours in _hours(line.week, day) if time < hours[:5]]
    return _opens(day, later[0]) if later else _next(line.week, day)


def line_on(line: Line, day: date) -> Availability:
    """Return how a line stands on a day as a whole."""
    if line.opening is Opening.ALWAYS:
        return _ALWAYS
    if line.opening is Opening.VARIES_ALL_WEEK:
        return _ASK
    if line.opening is Opening.VARIES or line.week is None:
        return _ASK if calendar.is_open(day) else Availability(State.CLOSED, opens_on=calendar.next_open(day))
    today = _hours(line.week, day)
    return Availability(State.OPEN, until=today[-1][6:]) if today else _next(line.week, day)


def _hours(week: Week, day: date) -> tuple[Hours, ...]:
    """Return the hours of a day. New Year outranks a national holiday, which outranks the day of the week."""
    if calendar.is_new_year(day):
        return week.new_year
    if calendar.holiday(day) is not None:
        return week.holiday
    return {5: week.saturday, 6: week.sunday}.get(day.weekday(), week.weekday)


def _next(week: Week, day: date) -> Availability:
    """Return when a line that is closed for the rest of `day` opens."""
    for ahead in range(1, _SEARCHED_DAYS):
        then = day + timedelta(days=ahead)
        if hours := _hours(week, then):
            return _opens(then, hours[0])
    return _NEVER


def _opens(day: date, hours: Hours) -> Availability:
    return Availability(State.CLOSED, opens_on=day, opens_at=hours[:5])


def _best(lines: Iterable[Availability]) -> Availability:
    return min(lines, key=urgency, default=_NEVER)


def urgency(one: Availability) -> tuple[int, date, str, int]:
    """Return a key that sorts the most reachable first: open, to be asked, closed by the next opening.

    Of two that are open the one that stays open longest comes first, so that a desk is not said to close while
    another of its lines goes on.
    """
    closes = _MIDNIGHT if one.until is None else one.until
    minutes = int(closes[:2]) * 60 + int(closes[3:]) + (one.until is None)
    return list(State).index(one.state), one.opens_on or date.max, one.opens_at or _MIDNIGHT, -minutes
