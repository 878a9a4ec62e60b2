"""The dates of a plan: every period that matters for these signs and whose event has a known day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from yosuga.catalog.conditions import Signs
from yosuga.catalog.facts import Fact, Period
from yosuga.catalog.loader import Catalog
from yosuga.catalog.records import Text
from yosuga.catalog.steps import Clock
from yosuga.rules import deadlines
from yosuga.rules.answers import Answers
from yosuga.rules.deadlines import Deadline
from yosuga.rules.places import Found, found
from yosuga.rules.signs import post_days, posted

# Events whose day may be told by another question. A post's own day stands in for the act: for limitation that is the
# early date to plan with (fact dl-prosecution-3y); who knows the offender is taken to know the damage.
_INSTEAD = {
    "posting_or_login_time": "posting_time",
    "end_of_criminal_act": "posting_time",
    "act": "posting_time",
    "victim_knows_damage_and_offender": "victim_knows_offender_identity",
}


@dataclass(frozen=True, slots=True)
class Due:
    """A date, when it matters, and how many days remain (negative after it).

    `post` is the number of the post, from 0; None for what concerns the whole matter. `also` runs beside it from
    another event (Civil Code 724: twenty years from the act).
    """

    deadline: Deadline
    event: str
    only: Text
    days_left: int
    post: int | None
    also: Deadline | None = None


def due(answers: Answers, *, signs: Signs, today: date, catalog: Catalog) -> list[Due]:
    """Return the dates for these answers, the earliest first. Nothing that rests on memory alone is among them."""
    places = found(answers, catalog=catalog)
    listed = [
        one
        for clock in catalog.clocks.values()
        if clock.if_.holds(signs) and catalog.facts[clock.id].shown
        for one in _counted(clock, fact=catalog.facts[clock.id], places=places, answers=answers, today=today)
    ]
    return sorted(listed, key=lambda one: one.deadline.last_day)


def _counted(clock: Clock, *, fact: Fact, places: Iterable[Found], answers: Answers, today: date) -> Iterator[Due]:
    if clock.of == "post":
        for place in places:
            yield from _of_post(clock, fact=fact, place=place, answers=answers, today=today)
        return
    day = _day(fact.period.event, answers=answers) if fact.period else None
    if fact.period is None or day is None:
        return
    main = _due(deadlines.deadline(fact, event=day), period=fact.period, clock=clock, today=today, post=None)
    beside = _day(fact.companion.event, answers=answers) if fact.companion else None
    yield replace(main, also=deadlines.companion(fact, event=beside) if beside else None)


def _of_post(clock: Clock, *, fact: Fact, place: Found, answers: Answers, today: date) -> Iterator[Due]:
    period = fact.period
    if period is None:
        return
    if period.event == "request_received_by_platform":
        day = place.post.request_received if place.duty else None
    else:
        day = posted(place.post, answers=answers) if place.place != "dm" else None
    if isinstance(day, date):
        yield _due(deadlines.deadline(fact, event=day), period=period, clock=clock, today=today, post=place.number)


def _due(counted: Deadline, *, period: Period, clock: Clock, today: date, post: int | None) -> Due:
    left = counted.days_left(today)
    return Due(deadline=counted, event=period.event, only=clock.only, days_left=left, post=post)


def _day(event: str, *, answers: Answers) -> date | None:
    """Return the day of an event: as it was told, else that of what stands in for it."""
    told = answers.dates.get(event)  # type: ignore[call-overload]
    if isinstance(told, date):
        return told
    other = _INSTEAD.get(event)
    if other == "posting_time":
        return min(post_days(answers), default=None)
    return _day(other, answers=answers) if other else None
