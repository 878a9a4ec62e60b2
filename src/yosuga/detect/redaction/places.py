"""Where in a picture something is to be covered: boxes of signs, grown to the height of their line and a margin."""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from typing import Protocol

from yosuga.detect.base import Finding, Kind
from yosuga.detect.images.base import Box, Line, Looked
from yosuga.detect.redaction.covering import cover

# Of a line's height, on each side: the edge of a letter that is left can be guessed. Along the line more, because where
# one sign ends and the next begins is known less well than where the line lies.
_ACROSS, _ALONG = 0.25, 0.6
_NEARLY_LEVEL = 2.0  # degrees
_FACE_MARGIN = 0.2
_CODE_MARGIN = 0.08


class Find(Protocol):
    """Finds personal data in a text."""

    def __call__(self, text: str, *, kinds: Collection[Kind] | None = None) -> Sequence[Finding]:
        """Return what was found, of `kinds` or of all."""


def boxes_of(
    looked: Looked, *, kinds: Collection[Kind] | None, faces: bool, codes: bool, find: Find = cover
) -> Iterator[Box]:
    """Yield what is to be covered of what was seen, grown, within the picture; `find` reads what is written."""
    size = (looked.width, looked.height)
    for one in looked.findings:
        if one.where == "text" and (kinds is None or one.kind in kinds):
            yield from (_with_margin(box, inside=size) for box in one.boxes)
    yield from (grown(box, by=0, inside=size) for box in _written(looked.lines, kinds=kinds, find=find))
    shown = [(one.box, _FACE_MARGIN) for one in looked.faces if faces]
    shown += [(one.box, _CODE_MARGIN) for one in looked.codes if codes]
    for box, margin in shown:
        yield grown(box, by=_part(max(box.width, box.height), margin), inside=size)


def _written(lines: Sequence[Line], *, kinds: Collection[Kind] | None, find: Find) -> Iterator[Box]:
    """Yield the boxes of what a copy of the read text would leave out: the wider net, on the lines as one text."""
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(line.text) + 1
    for found in find("\n".join(line.text for line in lines), kinds=kinds) if lines else ():
        yield from _on_lines(found, lines, starts)


def _on_lines(found: Finding, lines: Sequence[Line], starts: Sequence[int]) -> Iterator[Box]:
    first, last = bisect_right(starts, found.start) - 1, bisect_right(starts, found.end - 1) - 1
    for number in range(first, last + 1):
        line, start = lines[number], starts[number]
        signs = line.places[max(0, found.start - start) : max(0, found.end - start)]
        if signs:
            yield _whole_height(line, _to_the_ends(line, signs))


def _to_the_ends(line: Line, signs: Sequence[Box]) -> Sequence[Box]:
    """Return the signs, with the line's own edge where they are its first or last: a sign there may be read as none."""
    box = line.box
    level = line.upright and abs(line.angle) <= _NEARLY_LEVEL
    if level and signs[0] == line.places[0]:
        signs = [Box(box.left, signs[0].top, signs[0].right, signs[0].bottom), *signs]
    if level and signs[-1] == line.places[-1]:
        signs = [*signs, Box(signs[-1].left, signs[-1].top, box.right, signs[-1].bottom)]
    return signs


def _whole_height(line: Line, signs: Sequence[Box]) -> Box:
    """Return the box around signs with its margin, as high as their line, or as wide as it where it is a column."""
    whole = signs[0]
    for sign in signs[1:]:
        whole = whole.around(sign)
    across, along = _part(line.thickness, _ACROSS), _part(line.thickness, _ALONG)
    if abs(line.angle) > _NEARLY_LEVEL:  # the box of a slanted line holds other lines too
        return Box(whole.left - along, whole.top - along, whole.right + along, whole.bottom + along)
    if line.upright:
        top, bottom = min(whole.top, line.box.top), max(whole.bottom, line.box.bottom)
        return Box(whole.left - along, top - across, whole.right + along, bottom + across)
    left, right = min(whole.left, line.box.left), max(whole.right, line.box.right)
    return Box(left - across, whole.top - along, right + across, whole.bottom + along)


def _with_margin(box: Box, *, inside: tuple[int, int]) -> Box:
    """Return the box of a stretch with its margin: more along its line, which is its longer side, than across it."""
    thickness = min(box.width, box.height)
    across, along = _part(thickness, _ACROSS), _part(thickness, _ALONG)
    x, y = (along, across) if box.width >= box.height else (across, along)
    return grown(Box(box.left - x, box.top - y, box.right + x, box.bottom + y), by=0, inside=inside)


def _part(length: float, share: float) -> int:
    return max(2, round(length * share))


def grown(box: Box, *, by: int, inside: tuple[int, int]) -> Box:
    """Return the box with `by` pixels more on each side, within a picture of that size."""
    width, height = inside
    return Box(
        max(0, min(box.left, width) - by),
        max(0, min(box.top, height) - by),
        min(width, max(box.right, 0) + by),
        min(height, max(box.bottom, 0) + by),
    )


def covers(black: Sequence[Box], box: Box) -> bool:
    """Say whether what was seen at `box` lies where all is black already, so that nothing of it can be read.

    A grid of points over the middle of the box is asked; its margin of a quarter may lie outside.
    """
    left, right = box.left + box.width // 4, box.right - box.width // 4
    top, bottom = box.top + box.height // 4, box.bottom - box.height // 4
    across = range(left, max(right, left + 1), max(1, (right - left) // 24))
    down = range(top, max(bottom, top + 1), max(1, (bottom - top) // 8))
    return all(any(_holds(one, x, y) for one in black) for x in across for y in down)


def _holds(box: Box, x: int, y: int) -> bool:
    return box.left <= x < box.right and box.top <= y < box.bottom


def areas(boxes: Collection[Box]) -> int:
    """Return how many black places a person counts where these boxes are black: those that touch are one."""
    groups: list[list[Box]] = []
    for box in boxes:
        joined = [group for group in groups if any(_touch(box, one) for one in group)]
        groups = [group for group in groups if not any(group is other for other in joined)]
        groups.append([box, *(one for group in joined for one in group)])
    return len(groups)


def _touch(one: Box, other: Box) -> bool:
    across = one.left <= other.right and other.left <= one.right
    return across and one.top <= other.bottom and other.top <= one.bottom
