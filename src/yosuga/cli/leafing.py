"""After the questions: the plan stays at hand, and any part of it opens on a key, without asking anything twice."""

from datetime import date, datetime
from unicodedata import normalize

from yosuga.cli import asking, plan_shown, show
from yosuga.cli.plan_shown import Wanted
from yosuga.cli.words import _
from yosuga.errors import NotFound
from yosuga.rules.answers import Answers

_PARTS = {"a": Wanted(everything=True), "r": Wanted(routes=True), "c": Wanted(care=True)}


def leaf(answers: Answers, *, at: date | datetime) -> None:
    """Open parts of the plan as the person asks for them, until they press Enter alone or close the input."""
    while True:
        show.aside("")
        show.aside(_("A number opens a step. a: all of it · r: ways and costs · c: care. Enter alone: done."))
        show.aside(_("h: see whether legal aid may fit, by a few numbers. They are not kept."))
        key = normalize("NFKC", asking.line()).strip().casefold()
        if key in {"", "q"}:
            return
        if key == "h":
            answers = answers.model_copy(update={"household": asking.household(at=at).household})
            plan_shown.aid_shown(answers, at=at)
            continue
        try:
            plan_shown.shown(answers, wanted=_PARTS.get(key, Wanted(step=key)), at=at)
        except NotFound as error:
            show.trouble(error)
