"""The course of events as values: what happened when, how sure that is, and the span of time that is looked at."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from yosuga.clock import JST

_DAY = timedelta(days=1)
_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)


class What(StrEnum):
    """What kind of thing happened, in the order in which the drawing stacks them."""

    POSTED = "posted"
    SEEN = "seen"
    CAPTURED = "captured"
    SENT = "sent"
    ANSWERED = "answered"
    POLICE = "police"
    OTHER = "other"


class Certainty(StrEnum):
    """Who says when: an authority, the post's id, this device while it captured, the page, a file, or a person.

    The order is from the hardest to make up to the easiest.
    """

    STAMP = "stamp"
    ID = "id"
    CAPTURE = "capture"
    SHOWN = "shown"
    FILE = "file"
    TOLD = "told"


class Zoom(StrEnum):
    """How much time is looked at."""

    WHOLE = "whole"
    YEAR = "year"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened. `when` is an aware moment, a whole day in Japan, or None where it is not known.

    `label` are the few words beside its mark, `about` the whole sentence, `source` who says so, `item` the id of the
    evidence it rests on, `name` that of the event itself where somebody told it. `not_before` and `not_after` come from
    authorities, as far as they say so. A moment outside the drawing's reach (1900 to 2199) has no place in it.
    """

    when: datetime | date | None
    what: What
    certainty: Certainty
    about: str
    label: str = ""
    source: str = ""
    item: str = ""
    name: str = ""
    not_before: datetime | None = None
    not_after: datetime | None = None

    @property
    def begins(self) -> datetime | None:
        """The moment from which on it may have been, in Japan; None where it is not known or out of reach."""
        if self.when is None or not _FIRST_DAY.year <= self.when.year <= _LAST_DAY.year:
            return None
        return self.when.astimezone(JST) if isinstance(self.when, datetime) else midnight(self.when)

    @property
    def ends(self) -> datetime | None:
        """The moment by which it was: the same for a moment, the next midnight for a whole day."""
        if self.begins is None or isinstance(self.when, datetime):
            return self.begins
        return self.begins + _DAY

    @property
    def day(self) -> date | None:
        """The day in Japan."""
        return None if self.begins is None else self.begins.date()


@dataclass(frozen=True, slots=True)
class View:
    """The days that are looked at; `end` is the first day after them."""

    zoom: Zoom
    start: date
    end: date

    def place(self, moment: datetime) -> float:
        """Return where a moment of Japan lies between the two ends: 0 is the start, 1 the end."""
        return (moment - midnight(self.start)) / timedelta(days=(self.end - self.start).days)

    def holds(self, event: Event) -> bool:
        """Say whether an event lies in these days."""
        return event.day is not None and self.start <= event.day < self.end


@dataclass(frozen=True, slots=True)
class Part:
    """A narrower view inside a view, and how many events it holds."""

    view: View
    count: int


def midnight(day: date) -> datetime:
    """Return the moment at which a day begins in Japan."""
    return datetime.combine(day, time(), tzinfo=JST)


def in_order(events: Sequence[Event]) -> Sequence[Event]:
    """Return the events by time, a whole day before the moments in it, those without a time last."""
    return sorted(events, key=_by_time)


def view(events: Sequence[Event], *, zoom: Zoom, around: date) -> View:
    """Return the view of that zoom around a day. The whole is from the first event to the last, a day at each end."""
    if zoom is Zoom.WHOLE:
        days = [event.day for event in events if event.day is not None]
        first, last = min(days, default=around), max(days, default=around)
        return View(zoom, _kept(first) - _DAY, _kept(last) + 2 * _DAY)
    day = _kept(around)
    if zoom is Zoom.YEAR:
        return View(zoom, day.replace(month=1, day=1), date(day.year + 1, 1, 1))
    if zoom is Zoom.MONTH:
        return View(zoom, day.replace(day=1), _next_month(day))
    if zoom is Zoom.WEEK:
        monday = day - day.weekday() * _DAY
        return View(zoom, monday, monday + 7 * _DAY)
    return View(zoom, day, day + _DAY)


def neighbours(events: Sequence[Event], *, of: View) -> tuple[date | None, date | None]:
    """Return the days of the nearest event before and after a view: where its two arrows lead, over what is empty."""
    days = [event.day for event in events if event.day is not None]
    before = max((day for day in days if day < of.start), default=None)
    return before, min((day for day in days if day >= of.end), default=None)


def parts(events: Sequence[Event], *, of: View) -> Sequence[Part]:
    """Return the next narrower views inside a view that hold an event, in order; none below a day."""
    finer = _finer(of)
    if finer is None:
        return []
    days = [event.day for event in events if event.day is not None and of.holds(event)]
    counted = Counter(view([], zoom=finer, around=day) for day in days)
    return [Part(found, counted[found]) for found in sorted(counted, key=lambda one: one.start)]


def _finer(of: View) -> Zoom | None:
    if of.zoom is Zoom.WHOLE:
        return Zoom.YEAR if of.start.year != of.end.year else Zoom.MONTH
    return {Zoom.YEAR: Zoom.MONTH, Zoom.MONTH: Zoom.DAY, Zoom.WEEK: Zoom.DAY}.get(of.zoom)


def _kept(day: date) -> date:
    """Return the day, or the nearest that the drawing can show: a page may claim any year."""
    return min(max(day, _FIRST_DAY), _LAST_DAY)


def _next_month(day: date) -> date:
    return (day.replace(day=28) + 4 * _DAY).replace(day=1)


def _by_time(event: Event) -> tuple[bool, datetime, bool]:
    begins = event.begins
    return begins is None, begins or datetime.max.replace(tzinfo=UTC), isinstance(event.when, datetime)
