"""The plan: what to do now, in which order, by when and why, for one set of answers, at one moment in Japan."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from yosuga.catalog.conditions import Signs
from yosuga.catalog.desks import Desk
from yosuga.catalog.facts import Fact
from yosuga.catalog.loader import Catalog
from yosuga.catalog.records import Text
from yosuga.catalog.steps import Act, Note, Order, Phase, Step, When
from yosuga.clock import JST
from yosuga.rules import opening
from yosuga.rules.answers import Answers
from yosuga.rules.dates import Due, due
from yosuga.rules.deadlines import Deadline
from yosuga.rules.opening import Availability, State
from yosuga.rules.signs import signs_of
from yosuga.rules.triage import Chosen, triage

FORMAT = "yosuga-plan/1"
MOST_FIRST = 3  # PEOPLE U-7: at most three next actions


@dataclass(frozen=True, slots=True)
class Standing:
    """A desk of a step, and whether it answers on that day or at that moment."""

    desk: Desk
    stands: Availability


@dataclass(frozen=True, slots=True)
class Action:
    """One step with its desks, the open ones first. `opens` is the day the first of them opens, where none is open."""

    chosen: Chosen
    when: When
    desks: tuple[Standing, ...]
    opens: date | None
    facts: tuple[Fact, ...]

    @property
    def open_desks(self) -> tuple[Standing, ...]:
        """Return the desks that answer, or that may: their hours differ by place."""
        return tuple(one for one in self.desks if one.stands.state is not State.CLOSED)


@dataclass(frozen=True, slots=True)
class Plan:
    """All steps in order, and the dates. `first` are the ids of the at most three to begin with."""

    today: date
    moment: datetime | None
    signs: Signs
    order: Order
    first: tuple[str, ...]
    actions: tuple[Action, ...]
    due: tuple[Due, ...]
    warnings: tuple[Note, ...]
    must_not: tuple[Note, ...]

    @property
    def in_turn(self) -> tuple[Action, ...]:
        """Return all steps as they are to be done: what can be done now or today comes before what has to wait."""
        return tuple(_in_turn(self.actions))


def plan(answers: Answers, *, at: date | datetime, catalog: Catalog) -> Plan:
    """Return the plan for `at`: a day in Japan, when desks that open on that day count as open, or an aware moment.

    Raises BadAnswers for a service the catalog does not have.
    """
    moment = at.astimezone(JST) if isinstance(at, datetime) else None
    today = moment.date() if moment else at if not isinstance(at, datetime) else at.date()
    signs = signs_of(answers, today=today, catalog=catalog)
    chosen = triage(signs, catalog=catalog)
    actions = tuple(_action(one, at=moment or today, catalog=catalog) for one in chosen.steps)
    return Plan(
        today=today,
        moment=moment,
        signs=signs,
        order=chosen.order,
        first=tuple(action.chosen.step.id for action in islice(_in_turn(actions), MOST_FIRST)),
        actions=actions,
        due=tuple(due(answers, signs=signs, today=today, catalog=catalog)),
        warnings=chosen.warnings,
        must_not=chosen.must_not,
    )


def _in_turn(actions: tuple[Action, ...]) -> Iterator[Action]:
    """Yield what can be done now or today, in order; then what has to wait, should that not be enough.

    What a note holds back is among the first only when nothing else is left.
    """
    soon = [action for action in actions if action.when in {When.NOW, When.TODAY} and not _held_back(action)]
    yield from soon
    yield from (action for action in actions if action not in soon and not _held_back(action))
    yield from (action for action in actions if _held_back(action))


def _held_back(action: Action) -> bool:
    step = action.chosen.step
    return any(note.holds_back and step.act in note.on_acts for note in action.chosen.must_not)


def _action(chosen: Chosen, *, at: date | datetime, catalog: Catalog) -> Action:
    desks = [Standing(desk=catalog.desks[name], stands=_stands(catalog.desks[name], at=at)) for name in chosen.desks]
    desks.sort(key=lambda one: one.stands.state is State.CLOSED)  # a stable sort keeps the step's own order
    shut = _by_desk(chosen.step) and bool(desks) and desks[0].stands.state is State.CLOSED
    facts = (catalog.facts[name] for name in chosen.step.facts)
    return Action(
        chosen=chosen,
        when=When.NEXT_OPEN_DAY if shut and chosen.when in {When.NOW, When.TODAY} else chosen.when,
        desks=tuple(desks),
        opens=min((one.stands.opens_on for one in desks if one.stands.opens_on), default=None) if shut else None,
        facts=tuple(fact for fact in facts if fact.shown),
    )


def _by_desk(step: Step) -> bool:
    """Say whether the step waits for its desks. A lawyer is also found, and written to, while those are closed."""
    return step.act in {Act.CALL, Act.COMPLAINT} and step.phase not in {Phase.CLOCK, Phase.LAWYER}


def _stands(desk: Desk, *, at: date | datetime) -> Availability:
    return opening.open_at(desk, at) if isinstance(at, datetime) else opening.open_on(desk, at)


def as_data(made: Plan, *, catalog: Catalog) -> dict[str, object]:
    """Return the plan as data for scripts (docs/formats/plan.md): days as 2026-11-22, words in both languages."""
    desks = {one.desk.id: one for action in made.actions for one in action.desks}
    facts = {fact.id: fact for action in made.actions for fact in action.facts}
    notes = [*made.warnings, *made.must_not, *(note for action in made.actions for note in _notes(action))]
    rested = {name: catalog.facts[name] for note in notes for name in note.facts}
    facts |= {name: fact for name, fact in rested.items() if fact.shown}
    facts |= {one.deadline.fact: catalog.facts[one.deadline.fact] for one in made.due}
    return {
        "format": FORMAT,
        "today": made.today.isoformat(),
        "at": made.moment.isoformat(timespec="minutes") if made.moment else None,
        "signs": sorted(made.signs),
        "order": {"id": made.order.id, **_words(made.order.because)},
        "first": list(made.first),
        "steps": [_step(action) for action in made.actions],
        "deadlines": [_due(one) for one in made.due],
        "warnings": [_note(note) for note in made.warnings],
        "must_not": [_note(note) for note in made.must_not],
        "desks": {name: _desk(one) for name, one in desks.items()},
        "facts": {name: _fact(fact, today=made.today) for name, fact in facts.items()},
    }


def _step(action: Action) -> dict[str, object]:
    chosen, step = action.chosen, action.chosen.step
    return {
        "id": step.id,
        "title": _words(step.title),
        "text": _words(step.text),
        "phase": step.phase.value,
        "when": action.when.value,
        "opens": action.opens.isoformat() if action.opens else None,
        "minutes": list(step.minutes),
        "because": list(chosen.because),
        "facts": [fact.id for fact in action.facts],
        "desks": [one.desk.id for one in action.open_desks],
        "desks_later": [
            {"id": one.desk.id, "opens": one.stands.opens_on.isoformat() if one.stands.opens_on else None}
            for one in action.desks
            if one.stands.state is State.CLOSED
        ],
        "documents": [{"id": one.id, **_words(one.title)} for one in chosen.documents],
        "warnings": [_note(note) for note in chosen.warnings],
        "must_not": [_note(note) for note in chosen.must_not],
    }


def _due(one: Due) -> dict[str, object]:
    found = one.deadline
    return {
        "fact": found.fact,
        "kind": found.kind.value,
        "last_day": found.last_day.isoformat(),
        "if": _words(one.only),
        "unrolled": found.unrolled.isoformat(),
        "basis": found.basis,
        "event": one.event,
        "from": found.event.isoformat(),
        "days_left": one.days_left,
        "also": _also(one.also),
        "post": one.post,
        "steps": [_words(step) for step in found.steps],
    }


def _also(beside: Deadline | None) -> dict[str, object] | None:
    if beside is None:
        return None
    return {"last_day": beside.last_day.isoformat(), "basis": beside.basis, "from": beside.event.isoformat()}


def _note(note: Note) -> dict[str, object]:
    return {"id": note.id, **_words(note.text), "facts": list(note.facts)}


def _notes(action: Action) -> tuple[Note, ...]:
    return action.chosen.warnings + action.chosen.must_not


def _desk(one: Standing) -> dict[str, object]:
    return {
        "name": _words(one.desk.name),
        "state": one.stands.state.value,
        "opens": one.stands.opens_on.isoformat() if one.stands.opens_on else None,
        "lines": [
            {"way": line.way, "value": line.value, "hours": _words(line.hours)}
            for line in opening.shown_lines(one.desk)
        ],
        "sources": list(one.desk.sources),
        "as_of": one.desk.as_of,
    }


def _fact(fact: Fact, *, today: date) -> dict[str, object]:
    return {
        "title": _words(fact.title),
        "statement": _words(fact.statement),
        "sources": list(fact.sources),
        "as_of": fact.as_of,
        "confidence": fact.confidence.value,
        "stale": fact.stale(today),
    }


def _words(text: Text) -> dict[str, str]:
    return {"ja": text.ja, "en": text.en}
