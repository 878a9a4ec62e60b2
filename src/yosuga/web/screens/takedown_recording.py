"""What became of a request, written down: sent, received, answered; each with its moment and its proof."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from unicodedata import normalize

from yosuga.clock import JST
from yosuga.errors import BadInput
from yosuga.rules import calendar
from yosuga.rules.takedown.request import Requester, What
from yosuga.takedown import following
from yosuga.takedown.troubles import NoSuchEvidence, NotTheOffice, StepRefused
from yosuga.web import captures, takedowns, taking
from yosuga.web import takedown_stages as stages_of
from yosuga.web import takedown_words as called
from yosuga.web.catalog_words import told as in_words
from yosuga.web.screen import Asked, Form, Go, Needs, Screen, Shown
from yosuga.web.taking import Taken
from yosuga.web.words import pick, say

_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(?::[0-5][0-9])?")
_OWN = (Requester.SELF, Requester.GUARDIAN, Requester.BEREAVED)
_NOT_SENDING = frozenset({Requester.COUNSELLOR, Requester.VENDOR})
_WORDS = ("sent", "received", "answered")
_MOST_FILES = 10


class NotUsable(Exception):
    """A field that cannot be used, with the sentence that says why."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(field)
        self.field = field
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class When:
    """A moment in Japan, or its day alone; None where nothing was typed."""

    moment: datetime | None
    day_only: bool


@dataclass(frozen=True, slots=True)
class Told:
    """What was typed of one step, whatever step it is."""

    when: When
    proof: tuple[str, ...]
    note: str


def show_record(asked: Asked) -> Shown:
    """Ask for one thing that happened."""
    found = takedowns.detail(asked)
    request = next(one.request for one in found.requests if one.request.number == takedowns.request(asked))
    what = asked.args.get("what", "") if asked.args.get("what", "") in _WORDS else "sent"
    people = dict.fromkeys((request.sender, *_OWN))
    return Shown(
        "takedown/record.html",
        {
            "what": what,
            "id": found.followed.id,
            "number": found.followed.number,
            "request": request.number,
            "name": called.way(request),
            "answers": stages_of.answers(request) if what == "answered" else (),
            "people": [(one.value, called.requester(one)) for one in people if one not in _NOT_SENDING],
            "today": asked.today.isoformat(),
            "may_keep": takedowns.may_keep(asked, found.followed),
        },
    )


def record(asked: Asked, form: Form) -> Go:
    """Write it down; a file that shows it becomes an item of evidence first."""
    proof: tuple[str, ...] = ()
    try:
        moment = when(form)
        proof = take_proof(asked, form)
        _written(asked, form, told=Told(moment, proof, form.text("note")))
    except NotUsable as error:
        return Go.stay(error=error.sentence, wrong=error.field, typed=_with(form, proof=proof))
    except StepRefused as error:
        return Go.stay(error=f"{pick(error)} {in_words(error.says)}", wrong="day", typed=_with(form, proof=proof))
    except (NoSuchEvidence, NotTheOffice) as error:
        wrong = "by" if isinstance(error, NotTheOffice) else "item"
        return Go.stay(error=pick(error), wrong=wrong, typed=_with(form, proof=()))
    asked.session.tell(say("It is written down."))
    return Go.instead("removal-request", **takedowns.place(asked))


def _with(form: Form, *, proof: Sequence[str]) -> dict[str, str]:
    """Return what was typed, with the number of what was taken in meanwhile: it is not given twice."""
    return {**form.texts(), **({"item": proof[-1]} if proof else {})}


def _written(asked: Asked, form: Form, *, told: Told) -> None:
    writers = {"received": _received, "answered": _answered}
    writers.get(asked.args.get("what", ""), _sent)(asked, form, told)


def _sent(asked: Asked, form: Form, told: Told) -> None:
    following.sent(
        takedowns.number(asked),
        request=takedowns.request(asked),
        moment=told.when.moment,
        day_only=told.when.day_only,
        proof=told.proof,
        note=told.note,
        by=Requester(form.text("by")) if form.text("by") in set(Requester) else None,
        case=asked.case,
        actor=asked.actor,
        tools=asked.tools,
    )


def _received(asked: Asked, _form: Form, told: Told) -> None:
    following.received(
        takedowns.number(asked),
        request=takedowns.request(asked),
        moment=told.when.moment,
        day_only=told.when.day_only,
        proof=told.proof,
        note=told.note,
        case=asked.case,
        actor=asked.actor,
        tools=asked.tools,
    )


def _answered(asked: Asked, form: Form, told: Told) -> None:
    said = form.text("answer")
    if said not in set(What):
        raise NotUsable("answer", say("Please choose one."))
    following.answered(
        takedowns.number(asked),
        request=takedowns.request(asked),
        what=What(said),
        moment=told.when.moment,
        day_only=told.when.day_only,
        proof=told.proof,
        note=told.note,
        case=asked.case,
        actor=asked.actor,
        tools=asked.tools,
    )


def when(form: Form) -> When:
    """Return the moment that was typed. Raises NotUsable."""
    day, clock = form.text("day"), normalize("NFKC", form.text("time"))
    found = _TIME.fullmatch(clock)
    if clock and found is None:
        raise NotUsable("time", say("Please write a time as 14:05, or leave it empty."))
    if not day:
        if clock:
            raise NotUsable("day", say("A time needs its day. Please write the day too."))
        return When(None, day_only=False)
    try:
        known = calendar.read_day(day, field="day")
    except BadInput as error:
        raise NotUsable("day", pick(error)) from error
    at = time(int(found[1]), int(found[2])) if found else time()
    return When(datetime.combine(known, at, tzinfo=JST), day_only=found is None)


def take_proof(asked: Asked, form: Form) -> tuple[str, ...]:
    """Take the files in as items of evidence and return their ids, beside one that was named by its number."""
    taken: list[Taken] = []
    files = form.files("files")[:_MOST_FILES]
    if files and takedowns.may_keep(asked, takedowns.detail(asked).followed):
        asked.tools.must_write()
        taking.take_all(files, seen=form.all("seen"), kind=None, case=asked.case, asked=asked, done=taken.append)
        captures.stamp(case=asked.case, actor=asked.actor, tools=asked.tools)
    named = (form.text("item"),) if form.text("item") else ()
    return tuple(dict.fromkeys((*(one.eid for one in taken), *named)))


SCREENS: tuple[Screen, ...] = (Screen("removal-record", Needs.CASE, show_record, record),)
