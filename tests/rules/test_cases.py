"""The worked cases: answers of people, and what a plan for them has to say and leave out.

The cases were written from the facts of law and the rules, with every date worked out by hand in a comment, before the
rules were written. Where a case and the plan disagree, the facts decide; a case is not loosened to pass.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Literal

import pytest
import yaml
from pydantic import BaseModel, ConfigDict, Field

from tests.rules.planned import Plan, PlannedDeadline, PlannedStep, planned
from yosuga.rules.answers import Answers

FOLDER = Path(__file__).parent / "cases"
OneOrMore = str | tuple[str, ...]


class Expected(BaseModel):
    """One date of one fact, a deadline's own or the one that runs beside it. A key left out is not asked about."""

    model_config = ConfigDict(extra="forbid", frozen=True, serialize_by_alias=True)
    last_day: date
    start: date | None = Field(default=None, alias="from")
    unrolled: date | None = None
    event: str | None = None
    kind: str | None = None


class Expect(BaseModel):
    """What a plan must satisfy. `before` pairs (a, b): wherever b is in the plan, a is there and stands before it; the
    same holds within the first answer, which is what a person reads.

    `first` is matched place by place; a list stands for any one of its steps. `first_has` only asks for membership.
    `desks_open` and `desks_closed` speak of the desks that some step names as open on that day.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    first: tuple[OneOrMore, ...] | None = None
    first_has: tuple[str, ...] | None = None
    before: tuple[tuple[str, str], ...] | None = None
    present: tuple[str, ...] | None = None
    absent: tuple[str, ...] | None = None
    first_desk: str | None = None
    desks_open: tuple[str, ...] | None = None
    desks_closed: tuple[str, ...] | None = None
    desks_later: dict[str, date] | None = None
    never_desks: tuple[str, ...] | None = None
    deadlines: dict[str, date | Expected | tuple[Expected, ...]] | None = None
    no_deadlines: tuple[str, ...] | Literal["all"] | None = None
    must_not: tuple[str, ...] | None = None
    absent_must_not: tuple[str, ...] | None = None
    when: dict[str, OneOrMore] | None = None
    because: dict[str, tuple[str, ...]] | None = None
    facts: tuple[str, ...] | None = None
    no_facts: tuple[str, ...] | None = None
    step_facts: dict[str, tuple[str, ...]] | None = None
    signs: tuple[str, ...] | None = None
    no_signs: tuple[str, ...] | None = None
    no_words: tuple[str, ...] | None = None

    @property
    def kinds(self) -> list[str]:
        """Return the kinds of expectation that this case states."""
        return [kind for kind in CHECKS if getattr(self, kind) is not None]


class Case(BaseModel):
    """One file. `at` is the moment, where the hour matters; without it the whole of `today` is meant."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    today: date
    at: datetime | None = None
    answers: Answers
    expect: Expect


def read(path: Path) -> Case:
    return Case.model_validate(yaml.safe_load(path.read_text("utf-8")))


CASES = {path.stem: read(path) for path in sorted(FOLDER.glob("*.yaml"))}


@cache
def plan_of(name: str) -> Plan:
    case = CASES[name]
    return planned(case.answers, moment_or_day=case.at or case.today)


def ids(steps: Iterable[PlannedStep]) -> list[str]:
    return [step["id"] for step in steps]


def step_of(plan: Plan, name: str) -> PlannedStep:
    found = [step for step in plan["steps"] if step["id"] == name]
    assert found, f"{name} is not in the plan: {ids(plan['steps'])}"
    return found[0]


def open_desks(plan: Plan) -> set[str]:
    return {desk for step in plan["steps"] for desk in step["desks"]}


def later_desks(plan: Plan) -> dict[str, set[date]]:
    found: dict[str, set[date]] = {}
    for step in plan["steps"]:
        for desk in step["desks_later"]:
            found.setdefault(desk["id"], set()).update({date.fromisoformat(desk["opens"])} if desk["opens"] else set())
    return found


def named_must_not(plan: Plan) -> set[str]:
    return {note["id"] for note in [*plan["must_not"], *(note for step in plan["steps"] for note in step["must_not"])]}


def one_of(words: OneOrMore) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else words


def first(plan: Plan, expect: Expect) -> None:
    allowed = [one_of(words) for words in expect.first or ()]
    assert len(plan["first"]) >= len(allowed), f"{plan['first']} is shorter than {allowed}"
    wrong = [(got, words) for got, words in zip(plan["first"], allowed, strict=False) if got not in words]
    assert wrong == [], f"first is {plan['first']}"


def first_has(plan: Plan, expect: Expect) -> None:
    assert set(expect.first_has or ()) - set(plan["first"]) == set(), f"first is {plan['first']}"


def before(plan: Plan, expect: Expect) -> None:
    pairs = expect.before or ()
    assert turned_round(ids(plan["steps"]), pairs=pairs) == [], ids(plan["steps"])
    assert turned_round(plan["first"], pairs=pairs) == [], f"first is {plan['first']}"


def turned_round(order: list[str], *, pairs: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    there = [(a, b) for a, b in pairs if b in order]
    return [(a, b) for a, b in there if a not in order or order.index(a) > order.index(b)]


def present(plan: Plan, expect: Expect) -> None:
    assert set(expect.present or ()) - set(ids(plan["steps"])) == set()


def absent(plan: Plan, expect: Expect) -> None:
    assert set(expect.absent or ()) & set(ids(plan["steps"])) == set()


def first_desk(plan: Plan, expect: Expect) -> None:
    assert plan["steps"][0]["desks"][:1] == [expect.first_desk]


def desks_open(plan: Plan, expect: Expect) -> None:
    assert set(expect.desks_open or ()) - open_desks(plan) == set(), f"open are {sorted(open_desks(plan))}"


def desks_closed(plan: Plan, expect: Expect) -> None:
    assert set(expect.desks_closed or ()) & open_desks(plan) == set()


def desks_later(plan: Plan, expect: Expect) -> None:
    wanted = {desk: {day} for desk, day in (expect.desks_later or {}).items()}
    assert {desk: later_desks(plan).get(desk) for desk in wanted} == wanted


def never_desks(plan: Plan, expect: Expect) -> None:
    named = open_desks(plan) | set(later_desks(plan)) | set(plan["desks"])
    assert set(expect.never_desks or ()) & named == set()


def deadlines(plan: Plan, expect: Expect) -> None:
    missing = [
        (fact, one.model_dump(mode="json", exclude_none=True))
        for fact, wanted in (expect.deadlines or {}).items()
        for one in every(wanted)
        if not any(fits(found, fact=fact, wanted=one) for found in plan["deadlines"])
    ]
    assert missing == [], [(one["fact"], one["event"], one["unrolled"], one["last_day"]) for one in plan["deadlines"]]


def every(wanted: date | Expected | tuple[Expected, ...]) -> tuple[Expected, ...]:
    if isinstance(wanted, Expected):
        return (wanted,)
    return (Expected(last_day=wanted),) if isinstance(wanted, date) else wanted


def fits(found: PlannedDeadline, *, fact: str, wanted: Expected) -> bool:
    asked = wanted.model_dump(mode="json", exclude_none=True).items()
    return found["fact"] == fact and any(asked <= dict(dates).items() for dates in plain(found))


def plain(found: PlannedDeadline) -> list[dict[str, str]]:
    """A deadline's own dates, and those that run beside it (Civil Code 724: 20 years from the act)."""
    return [
        {key: value for key, value in (part or {}).items() if isinstance(value, str)} for part in (found, found["also"])
    ]


def no_deadlines(plan: Plan, expect: Expect) -> None:
    named = {one["fact"] for one in plan["deadlines"]}
    refused = named if expect.no_deadlines == "all" else named & set(expect.no_deadlines or ())
    assert refused == set()


def must_not(plan: Plan, expect: Expect) -> None:
    assert set(expect.must_not or ()) - named_must_not(plan) == set(), f"named are {sorted(named_must_not(plan))}"


def absent_must_not(plan: Plan, expect: Expect) -> None:
    assert set(expect.absent_must_not or ()) & named_must_not(plan) == set()


def when(plan: Plan, expect: Expect) -> None:
    times = {name: (step_of(plan, name)["when"], one_of(words)) for name, words in (expect.when or {}).items()}
    assert {name: pair for name, pair in times.items() if pair[0] not in pair[1]} == {}


def because(plan: Plan, expect: Expect) -> None:
    unnamed = {name: set(signs) - set(step_of(plan, name)["because"]) for name, signs in (expect.because or {}).items()}
    assert {name: signs for name, signs in unnamed.items() if signs} == {}


def facts(plan: Plan, expect: Expect) -> None:
    assert set(expect.facts or ()) - set(plan["facts"]) == set()


def no_facts(plan: Plan, expect: Expect) -> None:
    assert set(expect.no_facts or ()) & set(plan["facts"]) == set()


def step_facts(plan: Plan, expect: Expect) -> None:
    unnamed = {name: set(some) - set(step_of(plan, name)["facts"]) for name, some in (expect.step_facts or {}).items()}
    assert {name: some for name, some in unnamed.items() if some} == {}


def signs(plan: Plan, expect: Expect) -> None:
    assert set(expect.signs or ()) - set(plan["signs"]) == set(), plan["signs"]


def no_signs(plan: Plan, expect: Expect) -> None:
    assert set(expect.no_signs or ()) & set(plan["signs"]) == set()


def no_words(plan: Plan, expect: Expect) -> None:
    said = yaml.safe_dump(dict(plan), allow_unicode=True, width=10**6)
    assert [words for words in expect.no_words or () if words in said] == []


CHECKS: Mapping[str, Callable[[Plan, Expect], None]] = {
    check.__name__: check
    for check in (
        first, first_has, before, present, absent, first_desk, desks_open, desks_closed, desks_later, never_desks,
        deadlines, no_deadlines, must_not, absent_must_not, when, because, facts, no_facts, step_facts, signs, no_signs,
        no_words,
    )
}  # fmt: skip
STATED = [pytest.param(name, kind, id=f"{name}: {kind}") for name, case in CASES.items() for kind in case.expect.kinds]


@pytest.mark.parametrize(("name", "kind"), STATED)
def test_the_plan_says_what_the_facts_say(name: str, kind: str) -> None:
    CHECKS[kind](plan_of(name), CASES[name].expect)
