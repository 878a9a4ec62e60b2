"""How the desk of a step is reached: its number alone on a line, and whether it answers now or when next."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from yosuga.catalog.records import Sourced
from yosuga.cli.periods import say
from yosuga.cli.words import _, in_language
from yosuga.rules import calendar, presenting
from yosuga.rules.opening import Availability, State
from yosuga.rules.plan import Standing


def lines(one: Standing, *, at: date | datetime, today: date, every: bool = False) -> Iterator[str]:
    """Yield a desk as it is shown to a person; `every` shows all ways to reach it."""
    desk = one.desk
    yield say(desk.name)
    for way in presenting.every_way(desk, at=at) if every else presenting.answering(desk, at=at):
        yield f"    {way.line.value}"
        yield f"  {say(way.line.hours)}"
        if said := _when(way.stands, today=today):
            yield f"  {said}"
    if desk.stale(today):
        yield f"  {_('This may be out of date.')}"


def _when(stands: Availability, *, today: date) -> str:
    if stands.state is not State.CLOSED or stands.opens_on is None:
        return ""
    return (
        _("opens next: {day} {time}").format(day=short_day(stands.opens_on, today=today), time=_clock(stands)).strip()
    )


def _clock(stands: Availability) -> str:
    return (stands.opens_at or "").removeprefix("0")


def addresses(record: Sourced) -> Sequence[str]:
    """Return where a record comes from: its web addresses, else its sources as they are written. Never nothing."""
    return [source for source in record.sources if source.startswith("http")] or record.sources


def short_day(day: date, *, today: date) -> str:
    """Return a day as people say it: without the year where it is this year's."""
    words = say(calendar.in_words(day))
    return in_language(words.removeprefix(f"{today.year}年"), en=words)
