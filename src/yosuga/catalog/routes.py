"""Remedies: the routes that may be open, their stages, what they cost, and how they help or harm each other."""

from typing import Literal

from pydantic import Field

from yosuga.catalog.records import Id, If, Record, Sourced, Text


class Cost(Sourced):
    """A range of cost in yen, with year and source. `what` says what the money is for."""

    id: Id
    what: Text
    yen: tuple[int, int] | None = None
    percent: tuple[int, int] | None = None
    year: Text
    note: Text | None = None
    facts: tuple[Id, ...] = ()


class Stage(Record):
    """One stage of a route. `periods` are facts whose period begins or ends here."""

    title: Text
    text: Text
    takes: Text | None = None
    facts: tuple[Id, ...] = ()
    periods: tuple[Id, ...] = ()


class Between(Record):
    """How a route bears on another, and why."""

    other: Id
    how: Literal["before", "helps", "harms"]
    why: Text
    if_: If | None = Field(alias="if", default=None)


class Route(Record):
    """A way to a remedy. It is open where `if` holds; `ask_if` says when only a lawyer can tell."""

    id: Id
    title: Text
    text: Text
    if_: If = Field(alias="if")
    ask_if: If | None = None
    rank: int
    who: Text
    stages: tuple[Stage, ...]
    costs: tuple[Id, ...] = ()
    merits: tuple[Text, ...] = ()
    demerits: tuple[Text, ...] = ()
    between: tuple[Between, ...] = ()
    facts: tuple[Id, ...] = ()
    desks: tuple[Id, ...] = ()
    warnings: tuple[Id, ...] = ()


class MeansLimits(Sourced):
    """Limits of the means test of 法テラス civil legal aid, yen: by people in the household, one to four.

    `extra` is added for each further person. `metro` is for the places where living is dearer.
    """

    id: Id
    monthly: tuple[int, int, int, int]
    monthly_extra: int
    metro: tuple[int, int, int, int]
    metro_extra: int
    assets: tuple[int, int, int, int]
    rent: tuple[int, int, int, int]
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
    items: tuple[CheckItem, ...]
    facts: tuple[Id, ...] = ()
