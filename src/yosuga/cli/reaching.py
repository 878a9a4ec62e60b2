"""How the desk of a step is reached: its number alone on a line, and whether it answers now or when next."""

from collections.abc import Iterator
from datetime import date, datetime

from yosuga.catalog.desks import Desk, Line
from yosuga.cli.periods import say
from yosuga.cli.words import _, in_language
from yosuga.rules import calendar, opening
from yosuga.rules.opening import Availability, State
from yosuga.rules.plan import Action, Standing

_MOST_LINES = 2
_FAR = "99:99"


def best(action: Action) -> Standing | None:
    """Return the desk to turn to: the first that is open, else one to be asked, else the first to open again."""
    for state in (State.OPEN, State.ASK):
        for one in action.desks:
            if one.stands.state is state:
                return one
    return min(action.desks, key=_opens, default=None)


def _opens(one: Standing) -> tuple[date, str]:
    return one.stands.opens_on or date.max, one.stands.opens_at or _FAR


def lines(one: Standing, *, at: date | datetime, today: date, every: bool = False) -> Iterator[str]:
    """Yield a desk as it is shown to a person; `every` shows all ways to reach it."""
    desk = one.desk
    yield say(desk.name)
    for line in _chosen(desk, at=at, every=every):
        yield f"    {line.value}"
        yield f"  {say(line.hours)}"
        if said := _when(_stands(line, at=at), today=today):
            yield f"  {said}"
    if desk.stale(today):
        yield f"  {_('This may be out of date.')}"


def _chosen(desk: Desk, *, at: date | datetime, every: bool) -> list[Line]:
    """Return the lines that answer; all of them where none does, so that the next opening is seen."""
    shown = list(opening.shown_lines(desk))
    if every:
        return shown
    answering = [line for line in shown if _stands(line, at=at).state is not State.CLOSED]
    soonest = sorted(shown, key=lambda line: opening.urgency(_stands(line, at=at)))[:1]
    return sorted(answering or soonest, key=lambda line: line.way != "phone")[:_MOST_LINES]


def _stands(line: Line, *, at: date | datetime) -> Availability:
    return opening.line_at(line, at) if isinstance(at, datetime) else opening.line_on(line, at)


def _when(stands: Availability, *, today: date) -> str:
    if stands.state is not State.CLOSED or stands.opens_on is None:
        return ""
    return (
        _("opens next: {day} {time}").format(day=short_day(stands.opens_on, today=today), time=_clock(stands)).strip()
    )


def _clock(stands: Availability) -> str:
    return (stands.opens_at or "").removeprefix("0")


def short_day(day: date, *, today: date) -> str:
    """Return a day as people say it: without the year where it is this year's."""
    words = say(calendar.in_words(day))
    return in_language(words.removeprefix(f"{today.year}年"), en=words)
