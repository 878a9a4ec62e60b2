"""Remedies: the routes that may be open, their stages, what they cost, and how they help or harm each other."""

from typing import Literal

from pydantic import Field

from yosuga.catalog.records import Id, If, NonNegative, Record, Sourced, Text


class Reason(Record):
    """Why something is so for these signs, and the facts that say it."""

    if_: If = Field(alias="if")
    why: Text
    facts: tuple[Id, ...] = ()


class Point(Record):
    """One thing that speaks for a route, or against it."""

    text: Text
    if_: If | None = Field(alias="if", default=None)
    facts: tuple[Id, ...] = ()


class Cost(Sourced):
    """A range of cost in yen or per cent, with year and source. `what` says what the money is for."""

    id: Id
    what: Text
    yen: tuple[NonNegative, NonNegative] | None = None
    percent: tuple[NonNegative, NonNegative] | None = None
    year: Text
    note: Text | None = None
    facts: tuple[Id, ...] = ()


class Stage(Record):
    """One stage of a route. `periods` are facts whose period begins or ends here.

    `copies` marks a stage that makes or keeps a copy of what was posted: never for a sexual image of a child.
    """

    title: Text
    text: Text
    takes: Text | None = None
    if_: If | None = Field(alias="if", default=None)
    copies: bool = False
    facts: tuple[Id, ...] = ()
    periods: tuple[Id, ...] = ()


class Between(Record):
    """How a route bears on another, and why. `before` also decides the order in which the two are shown."""

    other: Id
    how: Literal["before", "helps", "harms"]
    why: Text
    if_: If | None = Field(alias="if", default=None)
    facts: tuple[Id, ...] = ()


class Route(Record):
    """A way to a remedy.

    `closed` is asked first: the first reason that holds closes the route. Where `if` does not hold the route is closed
    and `otherwise` says why. `asks` says when only a lawyer or the desk can tell. What is left is open.
    """

    id: Id
    title: Text
    text: Text
    if_: If = Field(alias="if")
    otherwise: Text
    closed: tuple[Reason, ...] = ()
    asks: tuple[Reason, ...] = ()
    cautions: tuple[Reason, ...] = ()
    rank: int
    who: Text
    stages: tuple[Stage, ...]
    costs: tuple[Id, ...] = ()
    merits: tuple[Point, ...] = ()
    demerits: tuple[Point, ...] = ()
    between: tuple[Between, ...] = ()
    facts: tuple[Id, ...] = ()
    desks: tuple[Id, ...] = ()

    @property
    def reads(self) -> frozenset[str]:
        """Return every sign that decides whether this route is open, to be asked about, or closed."""
        return self.if_.reads.union(*(reason.if_.reads for reason in (*self.closed, *self.asks)))


class MeansLimits(Sourced):
    """Limits of the means test of 法テラス civil legal aid, yen: by people in the household, one to four.

    `extra` is added to the income limit for each further person. `metro` is for the places where living is dearer.
    `rent` is the most that rent adds to the income limit. `closed` says for whom there is no such aid at all; `hints`
    are other aids that do not ask about means, or ask differently.
    """

    id: Id
    text: Text
    monthly: tuple[int, int, int, int]
    monthly_extra: int
    metro: tuple[int, int, int, int]
    metro_extra: int
    assets: tuple[int, int, int, int]
    rent: tuple[int, int, int, int]
    closed: tuple[Reason, ...] = ()
    hints: tuple[Reason, ...] = ()
    facts: tuple[Id, ...] = ()


class CheckItem(Record):
    """One line of a checklist."""

    text: Text
    why: Text | None = None
    facts: tuple[Id, ...] = ()


class Checklist(Record):
    """A list to go through, such as before signing an engagement contract (委任契約書)."""

    id: Id
    title: Text
    text: Text
    if_: If = Field(alias="if")
    items: tuple[CheckItem, ...]
    facts: tuple[Id, ...] = ()
