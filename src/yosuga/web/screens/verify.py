"""Is a package still as it was made? Any package, from anybody: the verifier's own words, from a process of its own."""

from pathlib import Path

from yosuga.errors import BadFile
from yosuga.web import verifying
from yosuga.web.screen import Asked, Form, Go, Needs, Screen, Shown
from yosuga.web.verifying import Verdict
from yosuga.web.words import language, say

_VERDICT = "verdict"
_MOST_FINDINGS = 100


def _verify(asked: Asked) -> Shown:
    _ = asked
    return Shown("evidence/verify.html")


def _verify_it(asked: Asked, form: Form) -> Go:
    given, path = form.files("package"), form.text("path")
    key = form.text("key")
    try:
        if given:
            name, verdict = given[0].name, verifying.verify_upload(given[0].body, key=key)
        elif path and _is_there(path):
            name, verdict = Path(path).name, verifying.verify(Path(path).expanduser(), key=key)
        else:
            return Go.stay(error=say("Please choose a package, or type where it lies."), wrong="package")
    except BadFile:
        said = say("The check came to no result. Is the key typed whole? Nothing was changed.")
        return Go.stay(error=said, wrong="key", typed=form.texts())
    asked.session.put(_VERDICT, (name, verdict))
    return Go.to("verified")


def _is_there(path: str) -> bool:
    given = Path(path).expanduser()
    return "\0" not in path and given.is_absolute() and given.exists()


def _verified(asked: Asked) -> Shown:
    name, verdict = asked.session.get(_VERDICT, tuple) or ("", None)
    if not isinstance(verdict, Verdict):
        return Shown("evidence/verified.html", {"verdict": None})
    spoken = "en" if language() == "en" else "ja"
    told = [(_word(one["severity"]), one[spoken], one["item"], one["subject"]) for one in verdict.findings]
    return Shown(
        "evidence/verified.html",
        {
            "verdict": _word(verdict.code),
            "code": verdict.code,
            "name": name,
            "case": verdict.case,
            "findings": told[:_MOST_FINDINGS],
            "left": max(0, len(told) - _MOST_FINDINGS),
            "items": [(one["id"], _word(str(one["verdict"]))) for one in verdict.items][:_MOST_FINDINGS],
            "caveat": verdict.caveat[spoken],
        },
    )


def _word(code: str) -> str:
    return {"fine": say("matches"), "open": say("needs review"), "broken": say("does not match")}.get(code, code)


SCREENS = (
    Screen("verify", Needs.NOTHING, _verify, _verify_it),
    Screen("verified", Needs.NOTHING, _verified),
)
