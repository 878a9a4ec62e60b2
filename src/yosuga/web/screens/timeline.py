"""The course of events: a drawing to look at, the table that says the same, and the 時系列表 on paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from django.utils.safestring import SafeString, mark_safe

from yosuga.documents import timeline
from yosuga.documents.timeline import Event, View, Zoom
from yosuga.documents.timeline_drawing import drawing
from yosuga.proceedings import printing, telling
from yosuga.proceedings.course import Course, course
from yosuga.web import remembered, timeline_words
from yosuga.web.pages_of import Pages, first_of
from yosuga.web.screen import Asked, FileKind, Form, Go, Handed, Needs, Screen, Shown
from yosuga.web.words import say

_NARROW, _WIDE = 280, 700  # pixels of the two drawings; the style sheet shows the one that fits
_MOST_READ = 60  # items whose files are opened for one page: less than a tenth of a second
_A_PAGE = 25


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `name` is that of an event a person told, empty for all others."""

    when: str
    what: str
    about: str
    sure: str
    between: str
    source: str
    item: str
    name: str


@dataclass(frozen=True, slots=True)
class Button:
    """A button that changes what is looked at."""

    value: str
    label: str
    pressed: bool = False


def show_timeline(asked: Asked) -> Shown:
    """Show the drawing and its table."""
    found = _course(asked)
    events = timeline.in_order(found.events)
    around = _around(events, asked=asked)
    view = timeline.view(events, zoom=_chosen(asked), around=around)
    dated = [one for one in events if view.holds(one)]
    undated = [one for one in events if one.day is None]
    listed = [*dated, *(undated if view.zoom is Zoom.WHOLE else [])]
    pages = Pages(first_of(asked.args.get("first", ""), total=len(listed), most=_A_PAGE), _A_PAGE, len(listed))
    before, after = timeline.neighbours(events, of=view)
    return Shown(
        "case/timeline.html",
        {
            "narrow": _drawn(events, view=view, count=len(dated), width=_NARROW, asked=asked),
            "wide": _drawn(events, view=view, count=len(dated), width=_WIDE, asked=asked),
            "any": bool(events),
            "span": timeline_words.span(view),
            "zooms": [_zoom(one, view=view, around=around) for one in Zoom],
            "parts": [
                Button(_value(one.view, first=0), timeline_words.part(one)) for one in timeline.parts(events, of=view)
            ],
            "before": before and _value(timeline.view(events, zoom=view.zoom, around=before), first=0),
            "after": after and _value(timeline.view(events, zoom=view.zoom, around=after), first=0),
            "rows": [_row(one) for one in listed[pages.first : pages.last]],
            "undated": len(undated),
            "pages": pages,
            "page_before": _turn(view, pages.before),
            "page_after": _turn(view, pages.after),
            "unread": found.unread,
            "paper": asked.file("chronology", case=asked.case),
        },
        refresh=1 if found.unread else 0,
    )


def _course(asked: Asked) -> Course:
    memory = remembered.known(asked.case, tools=asked.tools)
    return course(asked.case, memory=memory, most=_MOST_READ, actor=asked.actor, tools=asked.tools)


def _chosen(asked: Asked) -> Zoom:
    chosen = asked.args.get("zoom", "")
    return Zoom(chosen) if chosen in set(Zoom) else Zoom.WHOLE


def _around(events: Sequence[Event], *, asked: Asked) -> date:
    """Return the day that is looked at: the chosen one, else that of the newest event."""
    try:
        return date.fromisoformat(asked.args.get("around", ""))
    except ValueError:
        return max((one.day for one in events if one.day is not None), default=asked.today)


def _drawn(events: Sequence[Event], *, view: View, count: int, width: int, asked: Asked) -> SafeString:
    words = timeline_words.drawn(count)
    found = drawing(events, view=view, words=words, width=width, name=f"timeline-{width}", now=asked.moment)
    return mark_safe(found)  # noqa: S308 - drawn by us; every word in it is escaped there


def _zoom(zoom: Zoom, *, view: View, around: date) -> Button:
    value = f"{zoom.value} {around.isoformat()} 0"
    return Button(value, timeline_words.zoom(zoom), pressed=zoom is view.zoom)


def _value(view: View, *, first: int) -> str:
    return f"{view.zoom.value} {view.start.isoformat()} {first}"


def _turn(view: View, first: int | None) -> str:
    return "" if first is None else _value(view, first=first)


def _row(event: Event) -> Row:
    return Row(
        when=timeline_words.when(event),
        what=timeline_words.what(event.what),
        about=event.about,
        sure=timeline_words.certainty(event.certainty),
        between=timeline_words.between(event),
        source=event.source,
        item=event.item,
        name=event.name,
    )


def change_view(asked: Asked, form: Form) -> Go:
    """Look at another span of time, or take back an event that was told."""
    if form.has("remove"):
        telling.take_back(form.text("remove"), case=asked.case, actor=asked.actor, tools=asked.tools)
        asked.session.tell(say("The event was removed."))
        return Go.stay()
    zoom, around, first = (*form.text("view").split(" "), "", "", "")[:3]
    return Go.instead("timeline", zoom=zoom, around=around, first=first)


def hand_chronology(asked: Asked, args: Mapping[str, str]) -> Handed:
    """Hand out the 時系列表 on paper."""
    body = printing.chronology_pdf(args["case"], day=asked.today, actor=asked.actor, tools=asked.tools)
    return Handed(BytesIO(body), media_type="application/pdf", title="memo.pdf")


SCREENS: tuple[Screen, ...] = (Screen("timeline", Needs.CASE, show_timeline, change_view),)
FILES: tuple[FileKind, ...] = (FileKind("chronology", Needs.CASE, hand_chronology),)
