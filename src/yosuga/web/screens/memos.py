"""Memos, and their locked door: all that is to be seen behind the second passphrase, and before any."""

from dataclasses import dataclass
from datetime import datetime

from yosuga.errors import WrongPassphrase, YosugaError
from yosuga.keys.recovery import CodeMistyped
from yosuga.keys.slot import SlotFull
from yosuga.web import unlocking
from yosuga.web.notebook import LONGEST, notebook
from yosuga.web.pacing import TooManyTries
from yosuga.web.screen import Asked, Form, Go, Needs, Screen, Shown
from yosuga.web.vaults import Locked
from yosuga.web.words import pick, say

_LONGEST_TITLE = 40


@dataclass(frozen=True, slots=True)
class Row:
    """One memo in the list: its first line, and all of it."""

    number: int
    written: datetime
    title: str
    text: str


def _door(asked: Asked) -> Shown:
    return Shown("memos/door.html", {"by_code": asked.args.get("by") == "code"})


def _open(asked: Asked, form: Form) -> Go:
    """Open what the passphrase is for: the memos, or the vault. Whatever goes wrong is told without naming either."""
    try:
        if form.has("code"):
            return unlocking.by_code(asked, form.secret("code"))
        return unlocking.by_passphrase(asked, form.secret("passphrase"))
    except YosugaError as error:
        return Go.stay(error=_told(error), wrong="passphrase")


def _told(error: YosugaError) -> str:
    """Return an error in words that fit a memo: our usual ones speak of a vault and of evidence."""
    if isinstance(error, SlotFull):
        return pick(error)
    if isinstance(error, (WrongPassphrase, CodeMistyped)):
        return say("This does not fit. The memos are as they were. Please try again.")
    if isinstance(error, TooManyTries):
        return say("There were many tries in a row. Please try again in about a minute.")
    return say("What was written is as it was. Please try again.")


def _list(_asked: Asked) -> Shown:
    rows = [
        Row(one.number, datetime.fromisoformat(one.written), one.text.split("\n")[0][:_LONGEST_TITLE], one.text)
        for one in notebook.memos()
    ]
    return Shown("memos/memos.html", {"memos": rows, "longest": LONGEST})


def _change(_asked: Asked, form: Form) -> Go:
    number, text = form.text("remove"), form.text("memo")
    try:
        if number.isascii() and number.isdigit():
            notebook.remove(int(number))
        elif not text or len(text) > LONGEST:
            return Go.stay(error=say("Please write a memo of at most {n} letters.", n=LONGEST), wrong="memo")
        else:
            notebook.write(text)
    except Locked:
        raise
    except YosugaError as error:
        return Go.stay(error=_told(error), wrong="memo", typed={"memo": text})
    return Go.stay()


SCREENS = (
    Screen("memo-door", Needs.NOTHING, _door, _open),
    Screen("memos", Needs.NOTHING, _list, _change),
)
