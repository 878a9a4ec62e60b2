"""The answers, looked over before they count: each can be changed, what is open is shown, and then the plan."""

from dataclasses import dataclass

from yosuga.intake.course import Course
from yosuga.intake.pages import Part, the_page
from yosuga.web import intakes
from yosuga.web.intake_words import question, read_back
from yosuga.web.screen import Asked, Form, Go, Needs, Screen, Shown
from yosuga.web.words import say

_PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Row:
    """One question with its answer; `answer` is empty where it is still open. `own` are words the person wrote."""

    page: str
    question: str
    answer: str
    own: bool = False


def _show(asked: Asked) -> Shown:
    held = intakes.held(asked)
    consulted = _answered(held.course, part=Part.CONSULTATION)
    another = held.course.another_post()
    return Shown(
        "intake/answers.html",
        {
            "rows": _answered(held.course, part=Part.PLAN),
            "means": _answered(held.course, part=Part.MEANS),
            "another": another.id if another else "",
            "open": [Row(page.id, question(page), "") for page in held.course.left(Part.PLAN)],
            "consulted": consulted,
            "more": len(held.left(Part.CONSULTATION)),
            "saved": held.saved,
            "has_plan": asked.has(_PLAN),
        },
    )


def _answered(course: Course, *, part: Part) -> list[Row]:
    standing = [(the_page(name), answer) for name, answer in course.standing().items()]
    return [
        Row(page.id, question(page), read_back(answer, page=page), own=page.kind in {"text", "story"})
        for page, answer in standing
        if page.part is part
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
