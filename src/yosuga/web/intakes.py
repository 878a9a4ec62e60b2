"""Where the answers of a session are: sealed in the vault's case after every page, or in memory until there is one."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from yosuga.cases.access import cases_for
from yosuga.catalog.loader import ours
from yosuga.errors import AlreadyExists
from yosuga.intake import actions
from yosuga.intake.course import Course, Intake
from yosuga.intake.pages import Page, Part
from yosuga.intake.typed import Answer
from yosuga.rules import presenting
from yosuga.rules.answers import UNSAID
from yosuga.web.cases import the_case
from yosuga.web.intake_seen import seen
from yosuga.web.screen import Asked, Role
from yosuga.web.words import say

_WAITING, _UNSAVED, _DANGER = "intake", "unsaved", "danger"
_MOST_TRIES = 1000
# What the first screen's answer says as an answer to the question of the plan.
_FIRST_SCREEN: dict[str, Answer] = {"no": (), "unknown": "unknown", "unsaid": "no_answer"}
# Asked on the page of answers alone, so that the first plan is twelve screens away: whoever does not say that proof is
# kept is told to keep it first, and copies come after the post itself.
_CAN_WAIT = frozenset({"evidence", "reposted"})


@dataclass(frozen=True, slots=True)
class Held:
    """The answers of whoever asks. `saved` says whether they are in the vault.

    `told` says that the first screen heard of danger; then it said already whom to call.
    """

    course: Course
    saved: bool
    told: bool

    @property
    def intake(self) -> Intake:
        """Return what was said."""
        return self.course.intake

    @property
    def in_danger(self) -> bool:
        """Say whether the answers or the first screen tell of danger."""
        return self.told or presenting.in_danger(self.course.signs(), catalog=self.course.catalog)

    def left(self, part: Part) -> list[Page]:
        """Return the pages that are still to be asked by themselves, in their order."""
        return [page for page in self.course.left(part) if page.id not in _CAN_WAIT]

    def next(self, page: Page) -> Page | None:
        """Return the page that follows an answered one, or None where the part is through."""
        left, names = self.left(page.part), [one.id for one in self.course.pages()]
        return next((one for one in left if names.index(one.id) > names.index(page.id)), left[0] if left else None)


def held(asked: Asked) -> Held:
    """Return the answers so far, with what the first screen said about danger: that is not asked again."""
    waiting = _waiting(asked)
    stored = _stored(asked) if asked.role is Role.OWNER else waiting
    intake = _with_danger(stored, first=asked.session.get(_DANGER))
    course = Course(intake=intake, today=asked.today, catalog=ours())
    saved = asked.role is Role.OWNER and not waiting.said
    return Held(course, saved=saved, told=asked.session.get(_DANGER) == "yes")


def must_choose(asked: Asked) -> bool:
    """Say whether there are several cases and none is chosen."""
    if asked.role is not Role.OWNER or the_case(asked) is not None:
        return False
    return len(cases_for(actor=asked.actor, tools=asked.tools)) > 1


def keep(asked: Asked, page: Page, *, answer: Answer) -> Held:
    """Keep the answer of a page: when this returns, a killed server has not lost it, if there is a vault.

    Raises Unclear, VaultReadOnly.
    """
    now = held(asked)
    if asked.role is not Role.OWNER:
        _wait(asked, now.course.keep(page, answer=answer))
        _forget_first_screen(asked, page)
        return held(asked)
    keep_what_waits(asked)
    first = {name: one for name, one in now.intake.said.items() if name == "danger"}
    case = the_case(asked)
    if case is None:
        case = _begun(asked, {**first, page.id: answer})
    else:
        actions.keep_all({**first, page.id: answer}, case=case, actor=asked.actor, tools=asked.tools)
    asked.session.case = case
    _forget_first_screen(asked, page)
    return held(asked)


def keep_seen(asked: Asked) -> Held:
    """Keep what the vault's own captures say of the post, where the person has not said it."""
    now = held(asked)
    case = the_case(asked) if now.saved else None
    if case is not None:
        said = {name: one for name, one in seen(asked, case=case).items() if name not in now.intake.said}
        actions.keep_all(said, case=case, actor=asked.actor, tools=asked.tools)
    return held(asked)


def take_back(asked: Asked, page: Page) -> None:
    """Forget the answer of a page."""
    _forget_first_screen(asked, page)
    _changed(
        asked,
        in_case=lambda case: actions.take_back(page.id, case=case, actor=asked.actor, tools=asked.tools),
        in_memory=lambda course: course.take_back(page),
    )


def confirm(asked: Asked) -> None:
    """Note that the person looked the answers over; in a vault the log says so."""
    _changed(
        asked,
        in_case=lambda case: actions.confirm(case, actor=asked.actor, tools=asked.tools),
        in_memory=lambda course: course.confirm(),
    )


def mark(asked: Asked, name: str, *, done: bool) -> None:
    """Keep that something of the plan is done, or that it is not after all."""
    act = actions.mark if done else actions.unmark
    _changed(
        asked,
        in_case=lambda case: act(name, case=case, actor=asked.actor, tools=asked.tools),
        in_memory=lambda course: course.mark(name, done=done),
    )


def keep_what_waits(asked: Asked) -> None:
    """Put what waits in memory into the vault that was just made or opened.

    It goes into the case that is chosen, or the only one, if nothing was answered there; else into a new one: two
    matters are never mixed. In a vault that another process writes to it goes on waiting.
    """
    waiting = _waiting(asked)
    if (not waiting.said and not waiting.done) or not asked.tools.writable:
        return
    case = the_case(asked)
    if case is None or actions.intake_of(case, actor=asked.actor, tools=asked.tools).said:
        case = _begun(asked, dict(waiting.said))
    else:
        actions.keep_all(waiting.said, case=case, actor=asked.actor, tools=asked.tools)
    for name in sorted(waiting.done):
        actions.mark(name, case=case, actor=asked.actor, tools=asked.tools)
    asked.session.case = case
    asked.session.put(_WAITING, None)
    asked.session.put(_UNSAVED, None)


def _changed(asked: Asked, *, in_case: Callable[[str], object], in_memory: Callable[[Course], Intake]) -> None:
    if asked.role is not Role.OWNER:
        _wait(asked, in_memory(held(asked).course))
        return
    keep_what_waits(asked)
    case = the_case(asked) or _begun(asked, dict(held(asked).intake.said))
    asked.session.case = case
    in_case(case)


def _begun(asked: Asked, said: dict[str, Answer]) -> str:
    """Begin a case with answers. It gets a plain name, which can be changed: nothing stands before keeping."""
    plain = say("My matter")
    for number in range(1, _MOST_TRIES):
        try:
            name = plain if number == 1 else f"{plain} {number}"
            return actions.start(name, said=said, actor=asked.actor, tools=asked.tools)
        except AlreadyExists:
            continue
    raise AlreadyExists("case")


def _stored(asked: Asked) -> Intake:
    case = the_case(asked)
    stored = Intake() if case is None else actions.intake_of(case, actor=asked.actor, tools=asked.tools)
    waiting = _waiting(asked)
    return replace(waiting, done=waiting.done | stored.done) if waiting.said and not stored.said else stored


def _waiting(asked: Asked) -> Intake:
    return asked.session.get(_WAITING, Intake) or Intake()


def _wait(asked: Asked, intake: Intake) -> None:
    asked.session.put(_WAITING, intake)
    asked.session.put(_UNSAVED, "yes")


def _with_danger(intake: Intake, *, first: str | None) -> Intake:
    """Return the answers with what the first screen said. "Yes" there only opens the question which danger it is."""
    before = intake.said.get("danger")
    if first in _FIRST_SCREEN and before is None:
        return replace(intake, said={"danger": _FIRST_SCREEN[first], **intake.said})
    if first == "yes" and (before == () or before in UNSAID):
        return replace(intake, said={name: answer for name, answer in intake.said.items() if name != "danger"})
    return intake


def _forget_first_screen(asked: Asked, page: Page) -> None:
    """The question of the plan was answered itself: from now on that answer counts."""
    if page.id == "danger":
        asked.session.put(_DANGER, None)
