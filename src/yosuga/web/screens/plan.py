"""The plan: at most three things to do now, the dates, what not to do, the rest; one step opened; all on paper."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from yosuga.catalog.loader import Catalog
from yosuga.catalog.platforms import Platform
from yosuga.catalog.steps import Act, Note, When
from yosuga.rules import opening, presenting
from yosuga.rules.places import found
from yosuga.rules.plan import MOST_FIRST, Action, Plan
from yosuga.web import intakes, plan_rows, plan_words
from yosuga.web.catalog_words import sentences, told
from yosuga.web.plan_rows import DeskRow, FactRow
from yosuga.web.planned import Planned, planned, step_mark
from yosuga.web.screen import Asked, Form, Go, Needs, Role, Screen, Shown
from yosuga.web.vaults import holder
from yosuga.web.words import moment_words, say

_MOST_SENTENCES = 2
_MOST_DATES = 3
_MOST_SERVICES = 12
_REPORTS = frozenset({Act.REPORT, Act.REQUEST})


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step in a line or two. `desk` is whom to turn to, `notes` what to know; both only where it stands out."""

    id: str
    title: str
    minutes: str
    when: str
    sentences: tuple[str, ...] = ()
    desk: DeskRow | None = None
    notes: tuple[str, ...] = ()
    stale: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Steps of which the turn is at the same time."""

    title: str
    steps: tuple[StepRow, ...]


@dataclass(frozen=True, slots=True)
class Need:
    """A paper or thing that a step needs."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Opened:
    """One step with all there is to say about it. `because` says that answers put it there, not the order alone."""

    row: StepRow
    because: bool
    reasons: tuple[str, ...]
    desks: tuple[DeskRow, ...]
    needs: tuple[Need, ...]
    warnings: tuple[str, ...]
    must_not: tuple[str, ...]
    facts: tuple[FactRow, ...]
    done: bool


def show_plan(asked: Asked) -> Shown:
    """Show what to do now."""
    mine = planned(asked)
    made = mine.made
    next_ = mine.ahead[:MOST_FIRST]
    ahead = {action.chosen.step.id for action in mine.ahead}
    later = ahead - {action.chosen.step.id for action in next_}
    dates = plan_rows.due_rows(made, catalog=mine.catalog)
    rest = [action for action in made.actions if action.chosen.step.id in later]
    over = [action for action in made.actions if action.chosen.step.id not in ahead]
    return Shown(
        "plan/plan.html",
        {
            "danger": mine.danger,
            "emergency": emergency(mine.catalog, at=asked.moment),
            "because": sentences(made.order.because),
            "steps": tuple(_cards(next_, mine=mine, at=asked.moment)),
            "groups": tuple(_groups(rest, today=made.today)),
            "rest": len(rest),
            "done": tuple(_line(action, today=made.today) for action in over),
            "dates": dates[:_MOST_DATES],
            "more_dates": dates[_MOST_DATES:],
            "must_not": _notes(presenting.must_not(made)),
            "warnings": _notes(made.warnings),
            "known": mine.known,
            "cut": mine.cut,
            "intake": asked.has("intake"),
            "choose": mine.choose,
            "locked": not mine.known and asked.role is Role.GUEST and holder.exists,
        },
    )


def emergency(catalog: Catalog, *, at: datetime) -> DeskRow:
    """Return the desk to call where life or body is in danger."""
    desk = catalog.desks[presenting.EMERGENCY]
    return plan_rows.brief_desk(desk, stands=opening.open_at(desk, at), at=at)


def _cards(actions: Iterable[Action], *, mine: Planned, at: datetime) -> Iterator[StepRow]:
    """Yield the steps to begin with. A note is said once; the number on top of the page is not repeated."""
    said = {note.id for note in mine.made.warnings}
    for action in actions:
        step = action.chosen.step
        best = presenting.best_desk(action)
        shown = best is not None and not (mine.danger and best.desk.id == presenting.EMERGENCY)
        yield StepRow(
            id=step.id,
            title=told(step.title),
            minutes=plan_words.minutes(action),
            when=plan_words.when(action, today=at.date()),
            sentences=tuple(sentences(step.text)[:_MOST_SENTENCES]),
            desk=plan_rows.brief_desk(best.desk, stands=best.stands, at=at) if best and shown else None,
            notes=_notes(note for note in action.chosen.warnings if note.id not in said),
            stale=any(fact.stale(at.date()) for fact in action.facts),
        )
        said |= {note.id for note in action.chosen.warnings}


def _line(action: Action, *, today: date) -> StepRow:
    step = action.chosen.step
    return StepRow(
        id=step.id,
        title=told(step.title),
        minutes=plan_words.minutes(action),
        when=plan_words.when(action, today=today),
    )


def _groups(actions: Iterable[Action], *, today: date) -> Iterator[Group]:
    """Yield the other steps by when their turn is; within, in the order of the plan."""
    listed = list(actions)
    titles = {
        When.NOW: say("As soon as you can"),
        When.TODAY: say("Today"),
        When.NEXT_OPEN_DAY: say("On the next open day"),
        When.LATER: say("After that"),
    }
    for when, title in titles.items():
        steps = tuple(_line(action, today=today) for action in listed if action.when is when)
        if steps:
            yield Group(title=title, steps=steps)


def _notes(notes: Iterable[Note]) -> tuple[str, ...]:
    return tuple(told(note.text) for note in notes)


def show_step(asked: Asked) -> Shown:
    """Show one step; where the plan has it no more, say so."""
    mine = planned(asked)
    action = _named(asked.args.get("step", ""), made=mine.made)
    if action is None:
        return Shown("plan/gone.html")
    act = {action.chosen.step.act, *action.chosen.step.acts}
    return Shown(
        "plan/step.html",
        {
            "danger": mine.danger,
            "emergency": emergency(mine.catalog, at=asked.moment),
            "step": _opened(action, mine=mine, at=asked.moment),
            "services": _services(mine) if act & _REPORTS else (),
            "lead": _lead(action.chosen.step.act, asked=asked),
        },
    )


def _lead(act: Act, *, asked: Asked) -> tuple[str, str] | None:
    """Return the screen on which such a step is done, and its name. To record is to write down: nothing is copied."""
    leads = {
        Act.CAPTURE: ("keep", say("Keep proof")),
        Act.RECORD: ("write-down", say("Write it down in words")),
        Act.PROTECT: ("care", say("Accounts, your data, and care for yourself")),
        Act.CARE: ("later", say("After 7, 30 and 90 days")),
        Act.LEARN: ("handbook", say("Handbook")),
        Act.REPORT: ("removals", say("Requests for removal")),
        Act.REQUEST: ("removals", say("Requests for removal")),
        Act.LETTER: ("pause", say("Before you contact the other side")),
        Act.COURT: ("routes", say("Ways and costs")),
        Act.DISCLOSURE: ("routes", say("Ways and costs")),
        Act.COMPLAINT: ("routes", say("Ways and costs")),
    }
    lead = leads.get(act)
    return lead if lead and asked.has(lead[0]) else None


def _named(name: str, *, made: Plan) -> Action | None:
    return next((action for action in made.actions if action.chosen.step.id == name), None)


def _opened(action: Action, *, mine: Planned, at: datetime) -> Opened:
    step, chosen = action.chosen.step, action.chosen
    reasons = presenting.reasons(action, made=mine.made, catalog=mine.catalog)
    facts = presenting.rests_on(action, catalog=mine.catalog)
    return Opened(
        row=StepRow(
            id=step.id,
            title=told(step.title),
            minutes=plan_words.minutes(action),
            when=plan_words.when(action, today=at.date()),
            sentences=tuple(sentences(step.text)),
            stale=any(fact.stale(at.date()) for fact in action.facts),
        ),
        because=bool(chosen.because),
        reasons=tuple(told(reason) for reason in reasons),
        desks=tuple(plan_rows.whole_desk(one.desk, stands=one.stands, at=at) for one in action.desks),
        needs=tuple(Need(title=told(one.title), text=told(one.text)) for one in chosen.documents),
        warnings=_notes(chosen.warnings),
        must_not=_notes(chosen.must_not),
        facts=tuple(plan_rows.fact_row(fact, today=at.date()) for fact in facts),
        done=step_mark(action) in mine.done,
    )


def _services(mine: Planned) -> tuple[Platform, ...]:
    """Return the services of the answers, each once."""
    places = found(mine.answers, catalog=mine.catalog)
    services = {place.platform.id: place.platform for place in places if place.platform is not None}
    return tuple(islice(services.values(), _MOST_SERVICES))


def do_step(asked: Asked, form: Form) -> Go:
    """Keep that the step is done, or that it is not after all."""
    action = _named(asked.args.get("step", ""), made=planned(asked).made)
    if action is None:
        return Go.instead("plan")
    if form.has("undone"):
        intakes.mark(asked, step_mark(action), done=False)
        return Go.stay()
    if form.has("done"):
        intakes.mark(asked, step_mark(action), done=True)
        asked.session.tell(say("Noted as done. You can take it back in the list of what is done."))
        return Go.instead("plan")
    return Go.stay()


def show_paper(asked: Asked) -> Shown:
    """Show the whole plan on one page, to be printed."""
    mine = planned(asked)
    made, catalog = mine.made, mine.catalog
    return Shown(
        "plan/paper.html",
        {
            "moment": moment_words(asked.moment),
            "danger": mine.danger,
            "emergency": emergency(catalog, at=asked.moment),
            "because": sentences(made.order.because),
            "steps": tuple(_opened(action, mine=mine, at=asked.moment) for action in presenting.numbered(made)),
            "dates": plan_rows.due_rows(made, catalog=catalog),
            "must_not": _notes(made.must_not),
            "warnings": _notes(made.warnings),
        },
    )


SCREENS: tuple[Screen, ...] = (
    Screen("plan", Needs.NOTHING, show_plan),
    Screen("step", Needs.NOTHING, show_step, do_step),
    Screen("paper", Needs.NOTHING, show_paper),
)
