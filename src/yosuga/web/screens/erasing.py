"""Erasing a whole case, or everything: after a breath, with the second copy first, by typing what is to go."""

from collections.abc import Sequence

from yosuga.cases.access import case_for, cases_for
from yosuga.errors import BadInput, WrongPassphrase
from yosuga.evidence import elsewhere, erasing
from yosuga.evidence.elsewhere import Elsewhere
from yosuga.text import one_line
from yosuga.web import pausing
from yosuga.web.pacing import TooManyTries
from yosuga.web.pausing import Onward
from yosuga.web.screen import Asked, Form, Go, Needs, Screen, Shown
from yosuga.web.vaults import holder
from yosuga.web.words import pick, say
from yosuga.web.work import worker


def alone(found: Elsewhere) -> Sequence[str]:
    """Return what to say of other copies, as far as the log knows."""
    if found.nowhere:
        return (say("Items of which no second copy and no package is known: {n}.", n=found.nowhere),)
    return (
        (say("The log knows of a second copy or a package. Please see that it is still there."),) if found.items else ()
    )


def _case(asked: Asked) -> Shown:
    found = elsewhere.of_case(asked.case, actor=asked.actor, tools=asked.tools)
    if not pausing.passed(asked):
        title = say("Before this case is erased")
        return pausing.before(asked, "erase", onward=Onward("case-erase"), also=alone(found), title=title)
    name = case_for(asked.case, actor=asked.actor, tools=asked.tools).name
    return Shown("safety/case_erase.html", {"name": name, "items": found.items, "nowhere": found.nowhere})


def _erase_case(asked: Asked, form: Form) -> Go:
    if not pausing.passed(asked):
        return Go.stay()
    name = case_for(asked.case, actor=asked.actor, tools=asked.tools).name
    found = elsewhere.of_case(asked.case, actor=asked.actor, tools=asked.tools)
    if one_line(form.text("typed")) != name:
        return Go.stay(error=say("Nothing was erased: the name was not typed as it stands."), wrong="typed")
    if found.nowhere and not form.has("alone"):
        return Go.stay(error=say("Nothing was erased: please tick that no other copy is known."), wrong="alone")
    if _at_work(asked.case):
        return Go.stay(error=say("Something of this case is being worked on. Please wait until it is done."))
    erasing.erase_case(asked.case, actor=asked.actor, tools=asked.tools)
    return _gone(asked)


def _all(asked: Asked) -> Shown:
    found = _everywhere(asked)
    if not pausing.passed(asked):
        title = say("Before everything is erased")
        return pausing.before(asked, "erase", onward=Onward("erase-all"), also=alone(found), title=title)
    cases = len(cases_for(actor=asked.actor, tools=asked.tools))
    return Shown("safety/erase_all.html", {"cases": cases, "items": found.items, "nowhere": found.nowhere})


def _erase_all(asked: Asked, form: Form) -> Go:
    """Erase case after case. What is left is an empty vault with its keys, and the memos."""
    if not pausing.passed(asked):
        return Go.stay()
    if _everywhere(asked).nowhere and not form.has("alone"):
        return Go.stay(error=say("Nothing was erased: please tick that no other copy is known."), wrong="alone")
    try:
        holder.unlock(form.secret("passphrase"))
    except (WrongPassphrase, TooManyTries, BadInput) as error:
        return Go.stay(error=pick(error), wrong="passphrase")
    cases = cases_for(actor=asked.actor, tools=asked.tools)
    if any(_at_work(case.id) for case in cases):
        return Go.stay(error=say("Something of this case is being worked on. Please wait until it is done."))
    for case in cases:
        erasing.erase_case(case.id, actor=asked.actor, tools=asked.tools)
    return _gone(asked)


def _everywhere(asked: Asked) -> Elsewhere:
    cases = cases_for(actor=asked.actor, tools=asked.tools)
    found = [elsewhere.of_case(case.id, actor=asked.actor, tools=asked.tools) for case in cases]
    return Elsewhere(sum(one.items for one in found), sum(one.nowhere for one in found))


def _at_work(case: str) -> bool:
    return any(not job.over for job in worker.of_case(case))


def _gone(asked: Asked) -> Go:
    asked.session.case = None
    asked.session.trail = []
    asked.session.forget_vault()
    asked.session.tell(say("Erased here. The log stays whole and says that something was erased."))
    asked.session.tell(say("Second copies still hold it until you bring them up to date."))
    return Go.instead("ways")


SCREENS = (
    Screen("case-erase", Needs.CASE, _case, _erase_case),
    Screen("erase-all", Needs.VAULT, _all, _erase_all),
)
