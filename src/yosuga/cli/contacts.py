"""How desks are told: the number on a line of its own, whether somebody answers now, and when next."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from yosuga.catalog.desks import Desk, Line
from yosuga.catalog.loader import Catalog
from yosuga.catalog.records import Text
from yosuga.cli import show
from yosuga.cli.words import _, in_language
from yosuga.rules import calendar, fitting, opening
from yosuga.rules.fitting import Standing
from yosuga.rules.opening import Availability, State


def chosen(signs: Sequence[str], *, catalog: Catalog) -> list[Desk]:
    """Return the desks that fit the signs, or all that may be shown where none was given.

    Raises UnknownSign, SignsContradict.
    """
    if not signs:
        return [desk for desk in catalog.desks.values() if opening.shown_lines(desk)]
    held = fitting.completed(signs, vocabulary=catalog.vocabulary)
    return [desk for desk in catalog.desks.values() if fitting.fits(desk, held)]


def as_json(one: Standing, *, at: datetime | date) -> dict[str, object]:
    """Return a desk as a script reads it. A line that no source confirms is left out."""
    desk = one.desk
    return {
        "desk": desk.id,
        "name": desk.name.model_dump(),
        **_availability(one.stands),
        "lines": [_line(line, at=at) for line in opening.shown_lines(desk)],
        "free": desk.free,
        "as_of": desk.as_of,
        "sources": list(desk.sources),
    }


def tell(standings: Sequence[Standing], *, at: datetime | date, today: date) -> None:
    """Show desks under what holds for them: open, to be asked, closed."""
    for state in State:
        found = [one for one in standings if one.stands.state is state]
        if found:
            show.prose(f"■ {_heading(state, at=at)}")
            show.line()
            for one in found:
                _tell_desk(one, at=at, today=today)
                show.line()


def _tell_desk(one: Standing, *, at: datetime | date, today: date) -> None:
    desk = one.desk
    show.prose(_say(desk.name))
    for line in opening.shown_lines(desk):
        show.line(f"    {_way(line)}  {line.value}" if line.way != "web" else f"    {line.value}")
        show.prose(f"      {_say(line.hours)}")
        if said := _when(_stands(line, at=at)):
            show.prose(f"      {said}")
    show.prose(f"  {_say(desk.what)}")
    if desk.limits is not None:
        show.prose(f"  {_say(desk.limits)}")
    for row in _seen(desk, today=today):
        show.prose(f"  {row}")


def _seen(desk: Desk, *, today: date) -> Iterator[str]:
    """Yield where a desk's record comes from, when it was seen, and whether that is long ago."""
    yield _("Seen as of: {as_of}").format(as_of=desk.as_of)
    if desk.stale(today):
        yield _("This may be out of date.")
    yield next((source for source in desk.sources if source.startswith("http")), desk.sources[0]).split(" ")[0]


def _heading(state: State, *, at: datetime | date) -> str:
    now = isinstance(at, datetime)
    return {
        State.OPEN: _("Open at this time") if now else _("Open on this day"),
        State.ASK: _("Hours differ by place: please check"),
        State.CLOSED: _("Closed at this time") if now else _("Closed on this day"),
    }[state]


def _when(stands: Availability) -> str:
    """Return until when a line is open, or when it opens next."""
    if stands.state is State.OPEN and stands.until is not None:
        return _("open until {time}").format(time=stands.until)
    if stands.state is State.CLOSED and stands.opens_on is not None:
        day = _say(calendar.in_words(stands.opens_on))
        return _("opens again: {day} {time}").format(day=day, time=stands.opens_at or "").rstrip()
    return ""


def _way(line: Line) -> str:
    return {
        "phone": _("phone"),
        "web": _("web"),
        "chat": _("chat"),
        "mail": _("mail"),
        "visit": _("visit"),
    }[line.way]


def _stands(line: Line, *, at: datetime | date) -> Availability:
    return opening.line_at(line, at) if isinstance(at, datetime) else opening.line_on(line, at)


def _line(line: Line, *, at: datetime | date) -> dict[str, object]:
    return {
        "way": line.way,
        "value": line.value,
        "hours": line.hours.model_dump(),
        **_availability(_stands(line, at=at)),
    }


def _availability(stands: Availability) -> dict[str, object]:
    return {
        "state": stands.state.value,
        "until": stands.until,
        "opens_on": stands.opens_on.isoformat() if stands.opens_on else None,
        "opens_at": stands.opens_at,
    }


def _say(text: Text) -> str:
    return in_language(text.ja, en=text.en)
