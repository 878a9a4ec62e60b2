"""The course of events as a drawing (SVG): one lane for each kind, dense places folded with their count.

Places along the time are per cent of the width and letters are in pixels, so that a drawing fits any width without
its words becoming small. Whatever people or pages wrote is only ever text; there is no script, style or reference.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from operator import itemgetter
from xml.sax.saxutils import escape

from yosuga.documents import timeline_axis
from yosuga.documents.timeline import Certainty, Event, View, What
from yosuga.documents.timeline_axis import JAPANESE, AxisWords, Tick
from yosuga.documents.timeline_words import fitting, width_of

_INK, _QUIET, _RULE, _ACCENT, _PALE, _PAPER = "#1a1a1c", "#57575c", "#d8d8db", "#0b57a4", "#cfe0f2", "#ffffff"
_LANE, _HEAD, _FOOT = 62, 8, 44  # heights in pixels
_RADIUS, _FOLD = 8, 24  # of a mark, and the distance in pixels below which two marks are folded into one
_DENSE, _COLUMN, _BAR = 72, 7, 21  # pixels: from which length on a run is drawn as columns, their pitch and height
_TICK_ROOM = 76  # pixels that the words of a line of the axis need
_LETTERS, _SMALL = 13, 12  # sizes in pixels
_LEAST_LABEL = 36  # pixels; less says nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the drawing says itself. `summary` describes it to those who cannot see it and names nobody."""

    title: str
    summary: str
    lanes: Mapping[What, str]
    certainties: Mapping[Certainty, str]
    today: str
    axis: AxisWords = field(default=JAPANESE)


@dataclass(slots=True)
class _Mark:
    """One mark of a lane: the events folded into it and where each begins, and where the mark lies."""

    events: list[Event]
    places: list[float]
    first: float
    last: float

    def take(self, event: Event, *, first: float, last: float) -> None:
        """Fold one more event into it."""
        self.events.append(event)
        self.places.append(first)
        self.last = max(self.last, last)


def drawing(
    events: Sequence[Event], *, view: View, words: Words, width: int, name: str, now: datetime | None = None
) -> str:
    """Return the drawing of a view as an SVG element that fills its container's width.

    `width` is the least width in pixels at which nothing overlaps: it decides what is folded. `name` begins the ids of
    this drawing and must be used once a page. `now` is marked when it lies in the view.
    """
    by_lane = {what: [event for event in events if event.what is what] for what in What}
    lanes = [what for what in What if by_lane[what]]
    known = {event.certainty for event in events if event.when is not None}
    sure = [one for one in Certainty if one in known]
    legend_rows = -(-len(sure) // _columns(sure, words=words, width=width))
    height = _HEAD + len(lanes) * _LANE + _FOOT + legend_rows * 24
    ends = _HEAD + len(lanes) * _LANE
    ticks = timeline_axis.ticks(view, most=max(2, width // _TICK_ROOM), words=words.axis)
    body = [
        *_axis(ticks, until=ends, width=width),
        *_now(now, view=view, until=ends, words=words),
        *(
            part
            for place, what in enumerate(lanes)
            for part in _lane(
                by_lane[what],
                title=words.lanes[what],
                view=view,
                top=_HEAD + place * _LANE,
                width=width,
            )
        ),
        *_legend(sure, words=words, top=ends + _FOOT, width=width),
    ]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="timeline" role="img" width="100%" height="{height}"'
        f' aria-labelledby="{name}-title {name}-about" font-size="{_LETTERS}" fill="{_INK}">'
        f'<title id="{name}-title">{_text(words.title)}</title><desc id="{name}-about">{_text(words.summary)}</desc>'
    )
    return head + "".join(body) + "</svg>"


def _axis(ticks: Sequence[Tick], *, until: int, width: int) -> list[str]:
    parts = []
    for tick in ticks:
        x = _percent(tick.place)
        parts.append(f'<line class="timeline-rule" x1="{x}" x2="{x}" y1="{_HEAD}" y2="{until + 4}" stroke="{_RULE}"/>')
        if (1 - tick.place) * width >= width_of(tick.words, size=_LETTERS):
            parts.append(_words(tick.words, x=x, y=until + 18, tone="timeline-quiet"))
    for place, words in _contexts(ticks, width=width):
        parts.append(_words(words, x=_percent(place), y=until + 35, tone="timeline-strong"))
    return parts


def _contexts(ticks: Sequence[Tick], *, width: int) -> list[tuple[float, str]]:
    """Return the larger units (year, month, day) and where each begins; none stands in another's way."""
    changes = [(ticks[0].place, ticks[0].within)] if ticks and ticks[0].within else []
    changes += [(after.place, after.within) for before, after in pairwise(ticks) if before.within != after.within]
    kept: list[tuple[float, str]] = []
    room_until = 1.0
    for place, words in reversed(changes):
        if (room_until - place) * width >= width_of(words, size=_LETTERS) + 4:
            kept.append((place, words))
            room_until = place
    return kept[::-1]


def _now(now: datetime | None, *, view: View, until: int, words: Words) -> list[str]:
    if now is None or not 0 <= view.place(now) <= 1:
        return []
    x, late = _percent(view.place(now)), view.place(now) > 0.5
    anchor = ' text-anchor="end"' if late else ""
    return [
        f'<line class="timeline-now" x1="{x}" x2="{x}" y1="0" y2="{until}" stroke="{_ACCENT}" stroke-dasharray="2 3"/>',
        _quiet(words.today, x=x, shift=-4 if late else 4, y=11, anchor=anchor),
    ]


def _lane(events: Sequence[Event], *, title: str, view: View, top: int, width: int) -> list[str]:
    y = top + 41
    marks = _folded(events, view=view, width=width)
    parts = [
        f'<line class="timeline-rule" x1="0" x2="100%" y1="{y}" y2="{y}" stroke="{_RULE}"/>',
        _words(title, x="0", y=top + 15, tone="timeline-strong"),
    ]
    for place, mark in enumerate(marks):
        parts += _drawn(mark, y=y, width=width)
        if len(mark.events) == 1:
            alone = place == 0 or len(marks[place - 1].events) > 1  # nobody else's words stand to its left
            left = (mark.first - (marks[place - 1].last if place else 0.0)) * width if alone else 0.0
            after = marks[place + 1].first if place + 1 < len(marks) else 1.0
            parts += _label(mark, y=y, left=left, right=(after - mark.last) * width, width=width)
    return parts


def _folded(events: Sequence[Event], *, view: View, width: int) -> list[_Mark]:
    """Return the marks of a lane: events that would stand in each other's way become one mark."""
    marks: list[_Mark] = []
    here = [(*extent, event) for event in events if (extent := _extent(event, view=view)) is not None]
    for begins, ends, event in sorted(here, key=itemgetter(0, 1)):
        # A day that is hardly wider than its mark is one.
        narrow = (ends - begins) * width < _FOLD
        first, last = ((begins + ends) / 2,) * 2 if narrow else (begins, ends)
        if marks and (first - marks[-1].last) * width < _FOLD:
            marks[-1].take(event, first=first, last=last)
        else:
            marks.append(_Mark([event], [first], first, last))
    inset = (_RADIUS + 3) / width
    for mark in marks:
        mark.first, mark.last = _inside(mark.first, mark.last, inset=inset)
    return marks


def _extent(event: Event, *, view: View) -> tuple[float, float] | None:
    """Return where an event begins and ends in the view, or None where no part of it lies there."""
    begins, ends = event.begins, event.ends
    if begins is None or ends is None:
        return None
    first = view.place(begins)
    last = first if ends is begins else view.place(ends)
    if first == last:
        return (first, last) if 0 <= first < 1 else None
    return (max(first, 0.0), min(last, 1.0)) if first < 1 and last > 0 else None


def _inside(first: float, last: float, *, inset: float) -> tuple[float, float]:
    """Keep a mark from being cut off at the edges."""
    return min(max(first, inset), 1 - inset), max(min(last, 1 - inset), inset)


def _drawn(mark: _Mark, *, y: int, width: int) -> list[str]:
    first, last = _percent(mark.first), _percent(mark.last)
    if len(mark.events) == 1:
        if first != last:  # a whole day, wide enough to be seen as one
            return [_pill(first, last, y=y, look="timeline-day", thick=2 * _RADIUS)]
        return _shape(mark.events[0].certainty, x=first, y=y)
    dense = (mark.last - mark.first) * width >= _DENSE
    pill = [] if dense else [_pill(first, last, y=y, look="timeline-many", thick=20)]
    return [
        *(_bars(mark, y=y, width=width) if dense else pill),
        (
            f'<text class="timeline-count" x="{_percent((mark.first + mark.last) / 2)}" y="{y + (13 if dense else 5)}"'
            f' text-anchor="middle" font-weight="600" font-size="{_SMALL}" fill="{_INK}">{len(mark.events)}</text>'
        ),
    ]


def _bars(mark: _Mark, *, y: int, width: int) -> list[str]:
    """Return a long run of events as columns: the higher, the more of them were close together."""
    columns = int((mark.last - mark.first) * width // _COLUMN)
    each = (mark.last - mark.first) / columns
    counted = Counter(min(max(int((place - mark.first) / each), 0), columns - 1) for place in mark.places)
    highest = max(counted.values())
    rows = []
    for number, count in sorted(counted.items()):
        high = max(3, round(_BAR * count / highest))
        x, wide = _percent(mark.first + number * each), _percent(each * 0.8)
        rows.append(f'<rect x="{x}" y="{y - high}" width="{wide}" height="{high}"/>')
    return [f'<g class="timeline-bars" fill="{_ACCENT}">', *rows, "</g>"]


def _pill(first: str, last: str, *, y: int, look: str, thick: int) -> str:
    # Browsers draw no round ends on a line without length unless it has a little.
    end = last if last != first else f"{float(last[:-1]) + 0.01:.2f}%"
    return (
        f'<line class="{look}" x1="{first}" x2="{end}" y1="{y}" y2="{y}" stroke="{_PALE}" stroke-width="{thick}"'
        f' stroke-linecap="round"/>'
    )


def _shape(certainty: Certainty, *, x: str, y: int) -> list[str]:
    """Return the mark of one event: full where a machine or an authority says when, hollow where people or pages do."""
    if certainty in {Certainty.SHOWN, Certainty.FILE, Certainty.TOLD}:
        dashes = ' stroke-dasharray="3 2.3"' if certainty is Certainty.TOLD else ""
        return [
            (
                f'<circle class="timeline-hollow" cx="{x}" cy="{y}" r="{_RADIUS - 1}" fill="{_PAPER}"'
                f' stroke="{_ACCENT}" stroke-width="2"{dashes}/>'
            )
        ]
    full = f'<circle class="timeline-full" cx="{x}" cy="{y}" r="{_RADIUS - 2}" fill="{_ACCENT}"/>'
    if certainty is Certainty.CAPTURE:
        return [full]
    ring = f'<circle class="timeline-ring" cx="{x}" cy="{y}" r="{_RADIUS + 1}" fill="none" stroke="{_ACCENT}"'
    return [full, ring + (' stroke-dasharray="1 2"/>' if certainty is Certainty.ID else "/>")]


def _label(mark: _Mark, *, y: int, left: float, right: float, width: int) -> list[str]:
    """Return the words beside a single mark, to its right where there is room, else to its left where that is free.

    `left` and `right` are the pixels to the next thing on either side.
    """
    day_long = mark.first != mark.last and (mark.last - mark.first) * width >= 8 * _LETTERS
    if day_long:  # inside its own bar
        words = fitting(mark.events[0].label, size=_SMALL, room=(mark.last - mark.first) * width)
        return [_quiet(words, x=_percent(mark.first), shift=0, y=y + 4)]
    to_left = right < 6 * _LETTERS < left
    room = (left if to_left else right) - 2 * _RADIUS - 12
    words = fitting(mark.events[0].label, size=_SMALL, room=room) if room >= _LEAST_LABEL else ""
    if not words:
        return []
    if to_left:
        return [_quiet(words, x=_percent(mark.first), shift=-_RADIUS - 6, y=y - 5, anchor=' text-anchor="end"')]
    return [_quiet(words, x=_percent(mark.last), shift=_RADIUS + 6, y=y - 5)]


def _quiet(words: str, *, x: str, shift: int, y: int, anchor: str = "") -> str:
    return (
        f'<text class="timeline-quiet" x="{x}" dx="{shift}" y="{y}" font-size="{_SMALL}" fill="{_QUIET}"{anchor}>'
        f"{_text(words)}</text>"
    )


def _legend(sure: Sequence[Certainty], *, words: Words, top: int, width: int) -> list[str]:
    columns, parts = _columns(sure, words=words, width=width), []
    for number, one in enumerate(sure):
        place, y = (number % columns) / columns, top + (number // columns) * 24 + 10
        x = _percent(place + (_RADIUS + 3) / width)
        parts += _shape(one, x=x, y=y)
        parts.append(_quiet(words.certainties[one], x=x, shift=_RADIUS + 8, y=y + 4))
    return parts


def _columns(sure: Sequence[Certainty], *, words: Words, width: int) -> int:
    longest = max((width_of(words.certainties[one], size=_SMALL) for one in sure), default=0.0)
    return max(1, int(width // (longest + 2 * _RADIUS + 24)))


def _words(words: str, *, x: str, y: int, tone: str) -> str:
    fill = _QUIET if tone == "timeline-quiet" else _INK
    weight = ' font-weight="600"' if tone == "timeline-strong" else ""
    return f'<text class="{tone}" x="{x}" y="{y}" fill="{fill}"{weight}>{_text(words)}</text>'


def _percent(place: float) -> str:
    return f"{place * 100:.2f}%"


def _text(words: str) -> str:
    """Return words that are only words: markup is escaped, what XML cannot hold or turns text around is left out."""
    return escape("".join(letter for letter in words if letter.isprintable()))
