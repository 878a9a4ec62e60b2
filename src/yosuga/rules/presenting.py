"""What of a plan a person sees in which place: numbers, reasons, the desk to turn to, dates, what it rests on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from yosuga.catalog.conditions import Signs
from yosuga.catalog.desks import Desk, Line
from yosuga.catalog.facts import Fact
from yosuga.catalog.loader import Catalog
from yosuga.catalog.records import Text
from yosuga.catalog.steps import Note
from yosuga.rules import opening
from yosuga.rules.dates import Due
from yosuga.rules.opening import Availability, State
from yosuga.rules.plan import Action, Plan, Standing

EMERGENCY = "desk-110"
_DANGER = "in-danger"
_MOST_LINES = 2
_FAR = "99:99"


@dataclass(frozen=True, slots=True)
class Reached:
    """One way to reach a desk, and how it stands at the time that was asked about."""

    line: Line
    stands: Availability


def in_danger(signs: Signs, *, catalog: Catalog) -> bool:
    """Say whether the signs tell of danger."""
    return catalog.vocabulary.groups[_DANGER].holds(signs)


def numbered(made: Plan) -> list[Action]:
    """Return the actions as they are numbered for a person: those to begin with, then the others in their order."""
    by_id = {action.chosen.step.id: action for action in made.actions}
    return [by_id.pop(name) for name in made.first] + list(by_id.values())


def first(made: Plan) -> list[Action]:
    """Return the at most three actions to begin with."""
    return numbered(made)[: len(made.first)]


def must_not(made: Plan) -> list[Note]:
    """Return what stands above the whole plan, and what goes with the steps to begin with; each once."""
    shown = [note for action in first(made) for note in action.chosen.must_not]
    return list({note.id: note for note in (*made.must_not, *shown)}.values())


def reasons(action: Action, *, made: Plan, catalog: Catalog) -> list[Text]:
    """Return the signs that put a step there, in words; of a step for everybody, what the order is for."""
    labels = (catalog.vocabulary.labels[sign] for sign in action.chosen.because)
    return [Text(ja=ja, en=en) for ja, en in labels] or [made.order.because]


def rests_on(action: Action, *, catalog: Catalog) -> list[Fact]:
    """Return the facts of a step and of its notes, each once; none that rests on memory."""
    notes = action.chosen.warnings + action.chosen.must_not
    names = [fact.id for fact in action.facts] + [name for note in notes for name in note.facts]
    found = (catalog.facts[name] for name in dict.fromkeys(names))
    return [fact for fact in found if fact.shown]


def best_desk(action: Action) -> Standing | None:
    """Return the desk to turn to: the first that is open, else one to be asked, else the first to open again."""
    for state in (State.OPEN, State.ASK):
        for one in action.desks:
            if one.stands.state is state:
                return one
    return min(action.desks, key=_opens, default=None)


def _opens(one: Standing) -> tuple[date, str]:
    return one.stands.opens_on or date.max, one.stands.opens_at or _FAR


def every_way(desk: Desk, *, at: date | datetime) -> list[Reached]:
    """Return every way to reach a desk that a source confirms, as it stands on a day or at an aware moment."""
    return [Reached(line=line, stands=stands(line, at=at)) for line in opening.shown_lines(desk)]


def answering(desk: Desk, *, at: date | datetime) -> list[Reached]:
    """Return at most two ways that answer, the phone first; where none does, the one that opens soonest."""
    ways = every_way(desk, at=at)
    open_ = [way for way in ways if way.stands.state is not State.CLOSED]
    soonest = sorted(ways, key=lambda way: opening.urgency(way.stands))[:1]
    return sorted(open_ or soonest, key=lambda way: way.line.way != "phone")[:_MOST_LINES]


def stands(line: Line, *, at: date | datetime) -> Availability:
    """Return how a line stands on a day as a whole, or at an aware moment."""
    return opening.line_at(line, at) if isinstance(at, datetime) else opening.line_on(line, at)


def nearest(due: Iterable[Due]) -> list[Due]:
    """Return the dates, the nearest to today first, whether it lies ahead or has passed."""
    return sorted(due, key=lambda one: (abs(one.days_left), one.deadline.last_day))


def several_posts(made: Plan) -> bool:
    """Say whether the dates belong to more than one post, so that each must say to which."""
    return len({one.post for one in made.due if one.post is not None}) > 1
