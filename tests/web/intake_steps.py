"""How a person goes through the intake in a test: page after page, as the open form asks."""

from collections.abc import Iterator, Mapping

from tests.vaults import ACTOR
from tests.web.person import Person
from yosuga.intake import actions
from yosuga.intake.course import Intake
from yosuga.intake.typed import Answer
from yosuga.web import dispatch
from yosuga.web.screen import Asked
from yosuga.web.vaults import holder

Fields = Mapping[str, object]
USUAL: Mapping[str, Fields] = {
    "asker": {"chosen": "self"},
    "age": {"chosen": "adult"},
    "leaked": {"chosen": ["name", "address"]},
    "want": {"chosen": ["removal"]},
    "platform": {"chosen": "x"},
    "place": {"chosen": "public"},
    "up": {"chosen": "yes"},
    "request": {"chosen": "none"},
    "offender": {"chosen": "unknown"},
}
SAID: Mapping[str, Answer] = {
    "danger": (), "asker": "self", "age": "adult", "leaked": ("name", "address"), "want": ("removal",), "platform": "x",
    "place": "public", "up": True, "request": "none", "offender": "unknown",
}  # fmt: skip
STORY = "架空 花子の家の写真がのっています。\n毎日こわいです。"
CARD = "4111-1111-1111-1111"


def asked(person: Person) -> str:
    """Return which question the person sees."""
    return person.page.hidden("page")


def answers(person: Person, **fields: object) -> None:
    """Answer the question that is open."""
    person.sends(page=asked(person), **fields)


def comes_to_the_intake(person: Person) -> None:
    """Come from the first screen, where there is no danger."""
    person.goes("danger")
    person.sends(danger="no")
    person.goes("intake")


def walks(person: Person, said: Mapping[str, Fields] = USUAL) -> Iterator[str]:
    """Answer page after page until the answers are shown; what is not said is left for later."""
    while person.session.screen == "intake":
        page = asked(person)
        yield page
        answers(person, **said.get(page, {"leave": "later"}))


def stored(case: str = "事件") -> Intake:
    """Return what the open vault has of a case."""
    return actions.intake_of(case, actor=ACTOR, tools=holder.tools())


def asking(person: Person) -> Asked:
    """Return what a screen of this person would be asked with."""
    return dispatch.asked_by(person.session)
