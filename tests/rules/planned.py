"""The plan as scripts receive it (docs/formats/plan.md), for tests that ask what it says."""

import json
from datetime import date, datetime
from typing import TypedDict, cast

from yosuga.catalog.loader import ours
from yosuga.rules.answers import Answers
from yosuga.rules.plan import as_data, plan


class Said(TypedDict):
    """The same in two languages."""

    ja: str
    en: str


class Noted(Said):
    """A warning, something that must not be done, or a document."""

    id: str


class DeskLater(TypedDict):
    """A desk that is closed on the day, and the day it is back where that is known."""

    id: str
    opens: str | None


class PlannedStep(TypedDict):
    """One step."""

    id: str
    title: Said
    text: Said
    phase: str
    when: str
    opens: str | None
    because: list[str]
    facts: list[str]
    desks: list[str]
    desks_later: list[DeskLater]
    documents: list[Noted]
    warnings: list[Noted]
    must_not: list[Noted]
    minutes: list[int]


# `from` and `if` are words of Python, so these two are written as calls.
Also = TypedDict("Also", {"last_day": str, "basis": str, "from": str})
PlannedDeadline = TypedDict(
    "PlannedDeadline",
    {
        "fact": str,
        "kind": str,
        "last_day": str,
        "unrolled": str,
        "basis": str,
        "event": str,
        "from": str,
        "if": Said,
        "steps": list[Said],
        "days_left": int,
        "post": int | None,
        "also": Also | None,
    },
)


class PlannedFact(TypedDict):
    """What a plan says about a fact it rests on."""

    title: Said
    sources: list[str]
    as_of: str
    stale: bool


class Plan(TypedDict):
    """The whole plan."""

    format: str
    today: str
    at: str | None
    signs: list[str]
    order: Noted
    first: list[str]
    steps: list[PlannedStep]
    deadlines: list[PlannedDeadline]
    warnings: list[Noted]
    must_not: list[Noted]
    desks: dict[str, dict[str, object]]
    facts: dict[str, PlannedFact]


def planned(answers: Answers, *, moment_or_day: date | datetime) -> Plan:
    """Return the plan of our own catalog, through JSON, so that a value JSON cannot say is found here."""
    catalog = ours()
    made = as_data(plan(answers, at=moment_or_day, catalog=catalog), catalog=catalog)
    return cast(Plan, json.loads(json.dumps(made)))
