"""The plan of whoever asks: their answers as far as they can be read, what follows from them, and what is done."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from yosuga.catalog.loader import Catalog, ours
from yosuga.errors import BadInput
from yosuga.intake.course import Course
from yosuga.rules import presenting
from yosuga.rules.answers import Answers
from yosuga.rules.places import found
from yosuga.rules.plan import Action, Plan, plan
from yosuga.rules.reading import understood
from yosuga.web import intakes
from yosuga.web.screen import Asked

_DANGER = "danger"  # what the first screen asked


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan with what it is made of.

    `danger` is what the answers tell, or the first screen; `cut` says that some answers could not be read,
    `choose` that there are several cases and none is chosen.
    """

    answers: Answers
    made: Plan
    catalog: Catalog
    done: frozenset[str]
    danger: bool
    cut: bool
    choose: bool

    @property
    def known(self) -> bool:
        """Say whether anything was answered at all, besides whether there is danger."""
        return self.answers != Answers(danger=self.answers.danger)

    @property
    def ahead(self) -> list[Action]:
        """Return the steps that are not done, those to begin with first."""
        return [action for action in self.made.in_turn if step_mark(action) not in self.done]


def planned(asked: Asked) -> Planned:
    """Return the plan for this moment. Answers that cannot be read never stop it: it is made from the others."""
    catalog = ours()
    held = intakes.held(asked)
    answers, cut = _answers(held.course)
    made = plan(answers, at=asked.moment, catalog=catalog)
    return Planned(
        answers=answers,
        made=made,
        catalog=catalog,
        done=held.intake.done,
        danger=presenting.in_danger(made.signs, catalog=catalog) or asked.session.get(_DANGER) == "yes",
        cut=cut,
        choose=intakes.must_choose(asked),
    )


def _answers(course: Course) -> tuple[Answers, bool]:
    """Return the answers that count, and whether any could not be read."""
    try:
        answers = course.answers()
        found(answers, catalog=course.catalog)
    except BadInput:
        return readable(course.intake.answers, today=course.today, catalog=course.catalog)
    return answers, False


def step_mark(action: Action) -> str:
    """Return the name under which it is kept that a step is done."""
    return f"step:{action.chosen.step.id}"


def readable(raw: object, *, today: date, catalog: Catalog) -> tuple[Answers, bool]:
    """Return the answers that can be read, and whether any could not. What is left out is the smallest part."""

    def fits(part: object) -> bool:
        try:
            found(understood(part, today=today), catalog=catalog)
        except BadInput:
            return False
        return True

    if fits(raw):
        return understood(raw, today=today), False
    kept = _part(raw, fits=fits)
    return understood(kept if isinstance(kept, Mapping) else {}, today=today), True


def _part(value: object, *, fits: Callable[[object], bool]) -> object:
    """Return as much of a value as fits where it stands, or None."""
    if fits(value):
        return value
    if isinstance(value, Mapping):
        return _mapping(value, fits=fits)
    if isinstance(value, (list, tuple)):
        return _list(value, fits=fits)
    return None


def _mapping(value: Mapping[object, object], *, fits: Callable[[object], bool]) -> object:
    inside: dict[object, object] = {}
    for key in sorted(value, key=_last_what_asks_for_another):

        def here(one: object, key: object = key) -> bool:
            return fits({**inside, key: one})

        part = _part(value[key], fits=here)
        if part is not None:
            inside[key] = part
    return inside or None


def _list(value: Iterable[object], *, fits: Callable[[object], bool]) -> object:
    listed: list[object] = []

    def here(one: object) -> bool:
        return fits([*listed, one])

    for item in value:
        part = _part(item, fits=here)
        if part is not None:
            listed.append(part)
    return listed or None


def _last_what_asks_for_another(key: object) -> bool:
    return key == "image_age"  # may only stand beside a `leaked` that names an image
