"""From a period of the catalog and the day of an event to its last day, with the computation a lawyer can check.

How days, months and holidays are counted stands in counting.py, how it is said in computation.py and remarks.py.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches

from yosuga.catalog.facts import Fact, Kind, Period
from yosuga.catalog.records import Text
from yosuga.errors import BadInput, NotFound
from yosuga.rules import calendar, computation, counting

_DAY = timedelta(days=1)


class NoPeriod(BadInput):
    """The fact is there, but no period follows from it."""

    code = "no-period"
    ja = "この項目には、数えられる期間がありません。何も変更していません。期間のある項目は、下のとおりです。"
    en = "No period follows from this fact. Nothing was changed. The facts that have one are listed below."


class UnknownFact(NotFound):
    """There is no fact of that id."""

    code = "unknown-fact"
    ja = (
        "その名前の項目はありません。何も変更していません。近い名前は下のとおりです。`yosuga deadline` で一覧が出ます。"
    )
    en = "There is no fact of that name. Nothing was changed. Near ones are below; `yosuga deadline` lists them all."


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date that follows from an event. `unrolled` is the last day before a holiday moved it.

    For a waiting period `last_day` is the last day of waiting, for a duty the last day to fulfil it. `verified` is
    False where the fact rests on memory: it is then computed, but never shown as something that is so.
    """

    fact: str
    kind: Kind
    event: date
    first_day: date
    last_day: date
    unrolled: date
    rests_on: Text
    steps: tuple[Text, ...]
    verified: bool

    @property
    def basis(self) -> str:
        """Return what it rests on as the files of a plan have it: in Japanese, as lawyers shorten it."""
        return self.rests_on.ja

    @property
    def day_after(self) -> date:
        """Return the first day on which the period is over: of acting, of being late."""
        return self.last_day + _DAY

    def days_left(self, today: date) -> int:
        """Return how many days remain; 0 on the last day, negative after it."""
        return (self.last_day - today).days


def deadline(fact: Fact, *, event: date) -> Deadline:
    """Return the deadline that follows when the event of the fact's period falls on `event`.

    Raises NoPeriod where the fact has none, DateTooFar before 1948 and after 2099.
    """
    if fact.period is None:
        raise NoPeriod(fact.id)
    return _deadline(fact, period=fact.period, event=event)


def companion(fact: Fact, *, event: date) -> Deadline | None:
    """Return the second deadline that runs beside the first, from the day of its own event, or None."""
    return _deadline(fact, period=fact.companion, event=event) if fact.companion else None


def last_day(period: Period, *, event: date) -> date:
    """Return the last day of a period, moved past holidays where it says so. Raises DateTooFar."""
    return counting.course(period, event=calendar.in_reach(event, field="event")).last_day


def with_period(facts: Iterable[Fact]) -> list[Fact]:
    """Return the facts that have a period and may be shown, in their order."""
    return [fact for fact in facts if fact.period is not None and fact.shown]


def find(name: str, *, facts: Mapping[str, Fact]) -> Fact:
    """Return the fact of that id, which has a period. Raises UnknownFact with near ids, NoPeriod with those that do."""
    known = [fact.id for fact in with_period(facts.values())]
    fact = facts.get(name)
    if fact is None:
        raise UnknownFact(", ".join(get_close_matches(name, known, n=3, cutoff=0.0)))
    if fact.period is None:
        raise NoPeriod(", ".join(known))
    return fact


def _deadline(fact: Fact, *, period: Period, event: date) -> Deadline:
    course = counting.course(period, event=calendar.in_reach(event, field="event"))
    return Deadline(
        fact=fact.id,
        kind=period.kind,
        event=event,
        first_day=course.first_day,
        last_day=course.last_day,
        unrolled=course.unrolled,
        rests_on=period.rests_on,
        steps=computation.steps(fact, course=course),
        verified=fact.shown,
    )
