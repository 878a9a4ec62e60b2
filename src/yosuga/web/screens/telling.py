"""One event told by hand: when, what, on what it rests; it stands in the course of events and in the 時系列表."""

import re
from collections.abc import Mapping
from datetime import datetime, time
from unicodedata import normalize

from yosuga.clock import JST
from yosuga.custody import naming
from yosuga.documents.court import Happening
from yosuga.documents.timeline import What
from yosuga.errors import BadInput
from yosuga.proceedings import telling
from yosuga.proceedings.course import KIND_OF
from yosuga.proceedings.fields import LINE, WORDS
from yosuga.proceedings.troubles import BadPlan, Trouble
from yosuga.rules import calendar
from yosuga.web import timeline_words
from yosuga.web.screen import Asked, Form, Go, Needs, Screen, Shown
from yosuga.web.words import pick, say

_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(?::[0-5][0-9])?")
_OWN_MEMORY = "本人の記憶"  # as the 時系列表 prints it
_CHOICES = (What.SEEN, What.POLICE, What.SENT, What.ANSWERED, What.POSTED, What.OTHER)
_OF_ITEM = {Trouble.NO_SUCH_ITEM, Trouble.NOT_AN_ITEM_ID}


class _NotUsable(Exception):
    """A field that cannot be used, with the sentence that says why."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(field)
        self.field = field
        self.sentence = sentence


def show(asked: Asked) -> Shown:
    """Ask for one event."""
    kinds = [(one.value, timeline_words.what(one)) for one in _CHOICES]
    return Shown("case/timeline_add.html", {"kinds": kinds, "eid": asked.args.get("eid", ""), "longest": WORDS})


def add(asked: Asked, form: Form) -> Go:
    """Keep one event."""
    try:
        telling.tell(_line(form), case=asked.case, actor=asked.actor, tools=asked.tools)
    except _NotUsable as error:
        return _again(form, wrong=error.field, error=error.sentence)
    except BadPlan as error:
        return _again(form, wrong="item" if error.trouble in _OF_ITEM else "about", error=pick(error.trouble))
    asked.session.tell(say("The event is kept. A hand-over prints it too."))
    return Go.back()


def _again(form: Form, *, wrong: str, error: str) -> Go:
    typed: Mapping[str, str] = form.texts()
    return Go.stay(error=error, wrong=wrong, typed=typed)


def _line(form: Form) -> Happening:
    about, kind = form.text("about"), form.text("what")
    if not about:
        raise _NotUsable("about", say("Please write what happened."))
    if len(about) > WORDS:
        raise _NotUsable("about", say("This is too long. Nothing was kept yet."))
    when, whole_day = _when(form)
    return Happening(
        when=when,
        whole_day=whole_day,
        about=about,
        source=form.text("source").replace("\n", " ")[:LINE] or _OWN_MEMORY,
        kind=KIND_OF[What(kind) if kind in set(What) else What.OTHER],
        item=_item(form.text("item")),
    )


def _when(form: Form) -> tuple[datetime | None, bool]:
    """Return the moment in Japan, and whether only its day is known; nothing where no day was told."""
    day, clock = form.text("day"), normalize("NFKC", form.text("time"))
    found = _TIME.fullmatch(clock)
    if clock and found is None:
        raise _NotUsable("time", say("Please write a time as 14:05, or leave it empty."))
    if not day:
        if clock:
            raise _NotUsable("day", say("A time needs its day. Please write the day too."))
        return None, False
    try:
        known = calendar.read_day(day, field="day")
    except BadInput as error:
        raise _NotUsable("day", pick(error)) from error
    at = time(int(found[1]), int(found[2])) if found else time()
    return datetime.combine(known, at, tzinfo=JST), found is None


def _item(text: str) -> str:
    """Return the id of an item as the log writes it: `3`, `e3` and `E0003` are one."""
    plain = normalize("NFKC", text).upper().removeprefix("E")
    is_number = plain.isascii() and plain.isdigit() and len(plain) < 10 and int(plain) > 0
    return naming.item_id(int(plain)) if is_number else text


SCREENS: tuple[Screen, ...] = (Screen("timeline-add", Needs.CASE, show, add),)
