"""Personal data in what was read: in the written lines, in codes, and in what the file says of itself."""

from collections.abc import Iterator, Mapping, Sequence

from yosuga.detect.base import Finding, Kind
from yosuga.detect.finding import find
from yosuga.detect.images import geometry, labels, plates, text
from yosuga.detect.images.base import Box, Code, Found, Line

_FILE_IS_SURE = 0.95


def in_lines(lines: Sequence[Line]) -> tuple[Found, ...]:
    """Return what stands in the lines. Lines that may go on in the next are read both ways; then comes the layout."""
    if not lines:
        return ()
    usual = text.of(lines, plates.joined(lines, geometry.joints(lines)))
    found = [_of(usual, one) for one in find(usual.mended)]
    eager = text.of(lines, plates.joined(lines, geometry.joints(lines, eager=True)))
    apart = text.of(lines, [geometry.Joint.BREAK] * len(lines))
    for other in (eager, apart):
        if other.text != usual.text:
            found += [more for more in (_of(other, one) for one in find(other.mended)) if _is_new(more, found)]
    for more in labels.recognise(lines):
        found = [*_without(found, more), more]
    return tuple(sorted(found, key=_place))


def _of(read: text.Text, one: Finding) -> Found:
    return Found(one.kind, read.surface(one.start, one.end), one.score, one.cue, "text", read.boxes(one.start, one.end))


def _is_new(more: Found, found: Sequence[Found]) -> bool:
    return not any(_overlap(box, other) for one in found for box in more.boxes for other in one.boxes)


def _without(found: Sequence[Found], more: Found) -> list[Found]:
    """Leave out what lies where the layout shows more, unless that goes on beyond it."""
    return [
        one
        for one in found
        if len(one.text) > len(more.text) or not any(_overlap(box, other) for box in more.boxes for other in one.boxes)
    ]


def _overlap(one: Box, other: Box) -> bool:
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    if width <= 0 or height <= 0:
        return False
    return width * height > 0.3 * min(one.width * one.height, other.width * other.height)


def _place(one: Found) -> tuple[int, int, str]:
    box = one.box
    return (box.top, box.left, one.kind.value) if box else (-1, -1, one.kind.value)


def in_codes(codes: Sequence[Code]) -> Iterator[Found]:
    """Yield what the codes say."""
    for code in codes:
        for one in find(code.text):
            yield Found(one.kind, one.surface(code.text), one.score, one.cue, "code", (code.box,))


def in_metadata(said: Mapping[str, object]) -> Iterator[Found]:
    """Yield what the file says of itself: its position, and personal data in its owner's name and its texts."""
    drawers = {key: value for key, value in said.items() if isinstance(value, dict)}
    place = drawers.get("location", {})
    if "latitude" in place and "longitude" in place:
        yield _said(Kind.GEO, f"{place['latitude']}, {place['longitude']}", "position")
    elif written := place.get("written") or place.get("latitude_written"):
        yield _said(Kind.GEO, str(written), "position")
    for value in drawers.get("people", {}).values():
        yield _said(Kind.PERSON, str(value), "named-region")
    for drawer, label in (("owner", "氏名:"), ("text", "")):
        for value in drawers.get(drawer, {}).values():
            yield from _in_words(str(value), label=label)


def _in_words(words: str, *, label: str) -> Iterator[Found]:
    for one in find(label + words):
        if one.start >= len(label):
            yield Found(one.kind, one.surface(label + words), one.score, one.cue, "metadata")


def _said(kind: Kind, words: str, cue: str) -> Found:
    return Found(kind, words, _FILE_IS_SURE, cue, "metadata")
