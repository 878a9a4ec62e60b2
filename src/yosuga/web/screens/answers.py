"""The answers, looked over before they count: each can be changed, what is open is shown, and then the plan."""

from dataclasses import dataclass

from yosuga.intake.course import Course
from yosuga.intake.pages import Part, pages
from yosuga.web import intakes
from yosuga.web.intake_words import read_back
from yosuga.web.screen import Asked, Form, Go, Needs, Screen, Shown
from yosuga.web.words import pick, say

_PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Row:
    """One question with its answer; `answer` is empty where it is still open."""

    page: str
    question: str
    answer: str


def _show(asked: Asked) -> Shown:
    held = intakes.held(asked)
    consulted = _answered(held.course, part=Part.CONSULTATION)
    return Shown(
        "intake/answers.html",
        {
            "rows": _answered(held.course, part=Part.PLAN),
            "means": _answered(held.course, part=Part.MEANS),
            "open": [Row(page.id, pick(page.question), "") for page in held.course.left(Part.PLAN)],
            "consulted": consulted,
            "more": len(held.left(Part.CONSULTATION)),
            "saved": held.saved,
            "has_plan": asked.has(_PLAN),
        },
    )


def _answered(course: Course, *, part: Part) -> list[Row]:
    return [
        Row(name, pick(pages()[name].question), read_back(answer, page=pages()[name]))
        for name, answer in course.standing().items()
        if pages()[name].part is part
    ]


def _confirm(asked: Asked, form: Form) -> Go:
    if not form.has("confirm"):
        return Go.stay()
    intakes.confirm(asked)
    if asked.has(_PLAN):
        return Go.to(_PLAN)
    asked.session.tell(say("Your answers are noted."))
    return Go.stay()


SCREENS = (Screen("intake-answers", Needs.NOTHING, _show, _confirm),)
