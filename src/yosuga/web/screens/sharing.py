"""What another app handed over: looked at, then kept in the chosen case, or forgotten; and how a phone does that."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from yosuga.capture.base import Network, Order
from yosuga.cases import access
from yosuga.web import captures, evidence_words, taking
from yosuga.web.brake import no_pictures
from yosuga.web.cases import case_or_new, new_case, the_case
from yosuga.web.parking import Handed, parking
from yosuga.web.screen import Asked, Form, Go, Needs, Screen, Shown, Uploaded
from yosuga.web.screens import keeping
from yosuga.web.words import language, say

_MOST_SHOWN = 600


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that waits, as the page shows it."""

    words: str
    files: Sequence[tuple[str, str, str]]


def _shared(asked: Asked) -> Shown:
    things, note = parking.waiting(), no_pictures(asked)
    case = the_case(asked)
    orders = [] if note else _orders(things)
    return Shown(
        "share/shared.html",
        {
            "rows": [_row(one) for one in things],
            "note": note,
            "orders": [one.url for one in orders],
            "files": 0 if note else sum(len(one.files) for one in things),
            "lost": sum(len(one.files) for one in things) if note else 0,
            "words": any(one.words for one in things),
            "words_ticked": not orders,
            "cases": access.cases_for(actor=asked.actor, tools=asked.tools),
            "case": case,
        },
    )


def _row(one: Handed) -> Row:
    shown = one.words if len(one.words) <= _MOST_SHOWN else one.words[:_MOST_SHOWN] + " …"
    return Row(shown, [(file.name, evidence_words.size(file.size), file.sha256) for file in one.files])


def _orders(things: Sequence[Handed]) -> list[Order]:
    """Return the pages that the shared words name, each once."""
    lines = [line for one in things for line in one.words.splitlines() if "://" in line]
    orders, _ = captures.admitted("\n".join(lines), network=Network.PUBLIC)
    return orders[: captures.MOST_AT_ONCE]


def _keep_or_forget(asked: Asked, form: Form) -> Go:
    things = parking.waiting()
    if form.has("forget"):
        parking.clear()
        asked.session.tell(say("It was forgotten. Nothing was kept."))
        return Go.instead("ways")
    if not form.has("keep") or not things:
        return Go.stay()
    asked.tools.must_write()
    _choose(asked, form)
    note = no_pictures(asked)  # of the case that was chosen
    if note is not None and not form.has("closed"):
        return Go.stay()  # the page now says what may not be kept
    with_words = form.has("words") and any(one.words for one in things)
    orders, files = ([], []) if note else (_orders(things), [file for one in things for file in one.files])
    if not orders and not files and not with_words:
        return Go.stay(error=say("Please choose what to keep, or forget it."))
    _keep(things, orders, files, with_words=with_words, asked=asked)
    parking.clear()
    return Go.instead("keeping" if orders or files else "evidence")


def _choose(asked: Asked, form: Form) -> None:
    """Go to the chosen case; `new` is one that is made for this."""
    chosen = form.text("case")
    if chosen == "new":
        asked.session.case = new_case(asked)
    elif chosen:
        asked.session.case = access.case_for(chosen, actor=asked.actor, tools=asked.tools).id


def _keep(
    things: Sequence[Handed], orders: Sequence[Order], files: Sequence[Uploaded], *, with_words: bool, asked: Asked
) -> None:
    """Write the addresses down first, then take the files in, then the words."""
    case = case_or_new(asked)
    keeping.forget_taken(asked)
    if orders:
        captures.order(orders, case=case, actor=asked.actor, tools=asked.tools)
    if files:
        done = partial(keeping.note_taken, asked)
        taking.take_all(files, seen=(), kind=None, case=case, asked=asked, done=done)
        captures.stamp(case=case, actor=asked.actor, tools=asked.tools)
    if with_words:
        eid = taking.keep_words("\n\n".join(one.words for one in things if one.words), case=case, asked=asked)
        asked.session.tell(say("It was written down as {item}.", item=eid))


def _phone(_asked: Asked) -> Shown:
    return Shown("share/phone.html", {"manifest": f"memo.{language()}.webmanifest"})


SCREENS = (
    Screen("shared", Needs.VAULT, _shared, _keep_or_forget),
    Screen("phone", Needs.NOTHING, _phone),
)
