"""The guided intake: one question a page, every question free to be left, each answer kept before the next page."""

import re

from yosuga.cases.access import case_for, cases_for
from yosuga.detect.numbers import number_in
from yosuga.intake.pages import LONGEST, Page, Part, page_of, the_page
from yosuga.intake.troubles import Trouble, Unclear
from yosuga.intake.typed import Answer, Given, none_word, understood
from yosuga.web import intakes
from yosuga.web.intake_words import options, question, read_back, services, ways_to_leave
from yosuga.web.intakes import Held
from yosuga.web.screen import Asked, Form, Go, Needs, Screen, Shown
from yosuga.web.words import pick, say

_MOST_BUTTONS = 12  # more choices than that are a list to open
_TEMPLATES = {"many": "many", "day": "day", "service": "service", "text": "line", "story": "story", "number": "line"}
_LONG_RUN = re.compile(r"\d(?:(?:[^\w\n。、]|[_ー]){0,3}\d){11,}")


def _show(asked: Asked) -> Shown:
    if intakes.must_choose(asked):
        return Shown("intake/which.html", {"cases": cases_for(actor=asked.actor, tools=asked.tools)})
    now = intakes.held(asked)
    page = _page(asked, held=now)
    if page is None:
        return _again(now)
    return _question(page, held=now, asked=asked)


def _page(asked: Asked, *, held: Held) -> Page | None:
    """Return the page that is asked for, else the first that is left; None where the person is to choose the way on."""
    wanted = page_of(asked.args.get("page", ""))
    if wanted is not None and held.course.matters(wanted):
        return wanted
    part = _part(asked)
    left = held.left(part)
    if part is Part.PLAN and asked.args.get("on") is None and set(held.intake.said) - {"danger"}:
        return None
    return left[0] if left else None


def _part(asked: Asked) -> Part:
    wanted = asked.args.get("part", "")
    return Part(wanted) if wanted in set(Part) else Part.PLAN


def _question(page: Page, *, held: Held, asked: Asked) -> Shown:
    answer = held.intake.said.get(page.id)
    buttons = page.kind == "one" and len(page.choices) <= _MOST_BUTTONS
    kind = "buttons" if buttons else _TEMPLATES.get(page.kind, "list")
    plan = page.part is Part.PLAN
    answered = [name for name in held.course.standing() if the_page(name).part is page.part]
    return Shown(
        "intake/question.html",
        {
            "question": page,
            "heading": _heading(page, asked=asked),
            "inside": f"intake/{kind}.html",
            "options": options(page, answer=answer),
            "near": services(asked.session.typed.get("near", "").split()),
            "leaving": ways_to_leave(page, answer=answer),
            "none": none_word(),
            "none_chosen": answer == (),
            "before": _before(answer, page=page),
            "answered": page.id in held.intake.said,
            "most": LONGEST.get(page.kind, 40),
            "count": len(answered),
            "left": len(held.left(page.part)),
            "saved": held.saved,
            "danger": held.in_danger,
            "plan": plan,
            "can_plan": plan and len(answered) > 1,
        },
    )


def _heading(page: Page, *, asked: Asked) -> str:
    """Return the question; where the first screen already heard that there is danger, only which one."""
    if page.id == "danger" and asked.session.get("danger") == "yes":
        return say("Which of these is so?")
    return question(page)


def _before(answer: Answer | None, *, page: Page) -> str:
    """Return what was typed before, to be changed."""
    if answer is None or isinstance(answer, bool | tuple) or page.kind in {"one", "many"}:
        return ""
    written = read_back(answer, page=page) if page.kind == "service" else str(answer)
    return "" if answer in {"unknown", "no_answer", "later"} else written


def _again(held: Held) -> Shown:
    return Shown(
        "intake/again.html",
        {
            "count": len(held.course.standing()),
            "left": len(held.left(Part.PLAN)),
            "more": len(held.left(Part.CONSULTATION)),
            "saved": held.saved,
        },
    )


def _answer(asked: Asked, form: Form) -> Go:
    if form.has("case") and intakes.must_choose(asked):
        asked.session.case = case_for(form.text("case"), actor=asked.actor, tools=asked.tools).id
        return Go.instead("intake")
    page = page_of(form.text("page"))
    if page is None:
        return Go.stay()
    if form.has("forget"):
        intakes.take_back(asked, page)
        asked.session.tell(say("That answer was erased."))
        return Go.instead("intake", page=page.id)
    return _kept(asked, form, page=page)


def _kept(asked: Asked, form: Form, *, page: Page) -> Go:
    chosen = form.all("leave") or tuple(filter(None, form.all("chosen")))
    given = Given(chosen, "" if form.has("leave") else form.text("text"))
    before = intakes.held(asked)
    try:
        answer = understood(given, page=page, today=asked.today, catalog=before.course.catalog)
        now = intakes.keep(asked, page, answer=answer)
    except Unclear as unclear:
        return _unclear(unclear, form=form)
    if now.in_danger and not before.in_danger:
        return Go.to("danger-now", then="intake-answers" if asked.args.get("from") == "answers" else "intake")
    return _onward(asked, page=page, held=now)


def _unclear(unclear: Unclear, *, form: Form) -> Go:
    """Say what is unclear and show what was typed once more, save a number that nobody should see again."""
    said = pick(unclear.says)
    if unclear.trouble in {Trouble.CARD, Trouble.MY_NUMBER}:
        said = say("About “{field}”: {why}", field=question(the_page(unclear.page)), why=said)
    typed = {"text": _masked(form.text("text")), "near": " ".join(unclear.near)}
    return Go.stay(error=said, wrong="text" if form.has("text") else "chosen", typed=typed)


def _masked(text: str) -> str:
    """Return what was typed without long numbers: a story is not lost for a number in it."""
    if number_in(text) is None:
        return text
    masked = _LONG_RUN.sub(lambda run: "□" if number_in(run[0]) else run[0], text)
    return masked if number_in(masked) is None else ""


def _onward(asked: Asked, *, page: Page, held: Held) -> Go:
    """Go on to the next question; back to the answers where one was only changed, or when all is said."""
    following = held.next(page)
    if following is not None and following.id == "platform":
        following = intakes.keep_seen(asked).next(page)
    if following is None or asked.args.get("from") == "answers":
        return Go.to("intake-answers")
    return Go.to("intake", page=following.id)


def _keep_now(asked: Asked) -> Shown:
    """Say that the answers are in the vault. Opening it kept them already; asking again changes nothing."""
    if not intakes.held(asked).saved:
        asked.tools.must_write()
        intakes.keep_what_waits(asked)
    return Shown("intake/kept.html")


SCREENS = (
    Screen("intake", Needs.NOTHING, _show, _answer),
    Screen("intake-kept", Needs.VAULT, _keep_now),
)
