"""The plan as scripts receive it (docs/formats/plan.md), written down as a schema; making a plan does not need it."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from yosuga.catalog.facts import Kind
from yosuga.catalog.records import Confidence
from yosuga.catalog.steps import Phase, When
from yosuga.rules.opening import State


class _Value(BaseModel):
    """Keys may be added to the format, so a reader takes those that it does not know."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Said(_Value):
    """The same in Japanese and English."""

    ja: str
    en: str


class Named(Said):
    """A document, or the order of the plan with its reason."""

    id: str


class Noted(Named):
    """A warning, or something that must not be done."""

    facts: list[str]


class DeskLater(_Value):
    """A desk that is closed; `opens` is the day it is back, where that is known."""

    id: str
    opens: str | None


class PlannedStep(_Value):
    """One step. `minutes` is about how long it takes, from and to."""

    id: str
    title: Said
    text: Said
    phase: Phase
    when: When
    opens: str | None
    minutes: list[int] = Field(min_length=2, max_length=2)
    because: list[str]
    facts: list[str]
    desks: list[str]
    desks_later: list[DeskLater]
    documents: list[Named]
    warnings: list[Noted]
    must_not: list[Noted]


class Beside(_Value):
    """A second period of the same fact, from another event."""

    last_day: str
    basis: str
    event: str = Field(alias="from")


class PlannedDeadline(_Value):
    """One date. `last_day` differs from `unrolled` only where the law says that holidays move it."""

    fact: str
    kind: Kind
    last_day: str
    if_: Said = Field(alias="if")
    unrolled: str
    basis: str
    event: str
    from_: str = Field(alias="from")
    days_left: int
    also: Beside | None
    post: int | None
    steps: list[Said]


class Reached(_Value):
    """One way to reach a desk."""

    way: str
    value: str
    hours: Said


class PlannedDesk(_Value):
    """A desk that a step names."""

    name: Said
    state: State
    opens: str | None
    lines: list[Reached]
    sources: list[str]
    as_of: str


class PlannedFact(_Value):
    """A fact that a step, a note or a deadline rests on."""

    title: Said
    statement: Said
    sources: list[str]
    as_of: str
    confidence: Confidence
    stale: bool


class PlanFormat(_Value):
    """A whole plan. Days are YYYY-MM-DD in Japan; `desks` and `facts` are by id."""

    format: Literal["yosuga-plan/1"]
    today: str
    at: str | None
    signs: list[str]
    order: Named
    first: list[str]
    steps: list[PlannedStep]
    deadlines: list[PlannedDeadline]
    warnings: list[Noted]
    must_not: list[Noted]
    desks: dict[str, PlannedDesk]
    facts: dict[str, PlannedFact]
