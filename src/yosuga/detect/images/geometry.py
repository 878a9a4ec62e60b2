"""Puts written lines in the order in which a person reads them, and says how one goes on in the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np

from yosuga.detect.images.base import Box, Line

_SAME_ROW = 0.5  # of the smaller height must lie beside the other line
_NEAR = 2.5  # heights between two stretches of one row that belong together
_CLOSE = 0.6  # heights between two lines of one paragraph
_LIKE = 1.35  # ratio up to which two heights are one size of letters
_SHORTEST_FULL = 7  # signs: shorter lines end where they end
_NO_END = frozenset("。.!?！？」』）)】…笑w")


class Joint(StrEnum):
    """What stands between a line and the next: nothing (it was broken for want of room), a space, or a new line."""

    WRAP = ""
    SPACE = " "
    BREAK = "\n"


@dataclass(frozen=True, slots=True)
class Laid:
    """A line in page coordinates: after the page was turned upright."""

    line: Line
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """The height at which the line stands."""
        return (self.top + self.bottom) / 2


def ordered(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines in reading order: rows from the top, then columns from the right; the longer matter first."""
    level = [line for line in lines if line.upright]
    tall = [line for line in lines if not line.upright]
    rows = [laid.line for row in rows_of(level) for laid in row]
    columns = sorted(tall, key=lambda line: (-line.box.right, line.box.top))
    return (*columns, *rows) if _signs(tall) > _signs(level) else (*rows, *columns)


def _signs(lines: Sequence[Line]) -> int:
    return sum(len(line.text) for line in lines)


def rows_of(lines: Sequence[Line]) -> list[list[Laid]]:
    """Return the level lines as rows from the top, each from the left."""
    turn = page_angle(lines)
    rows: list[list[Laid]] = []
    for laid in sorted((_laid(line, turn) for line in lines), key=lambda one: one.middle):
        row = next((one for one in reversed(rows[-3:]) if _beside(one, laid)), None)
        if row is None:
            rows.append([laid])
        else:
            row.append(laid)
    return [_in_order(row, above) for row, above in zip(rows, [[], *rows], strict=False)]


def _in_order(row: list[Laid], above: list[Laid]) -> list[Laid]:
    """Order a row from the left; but what goes on from the row above comes before what only stands beside it."""

    def key(one: Laid) -> tuple[bool, float]:
        goes_on = any(_of_one_block(one, other) and one.top - other.bottom < _CLOSE * one.height for other in above)
        return not goes_on, one.left

    return sorted(row, key=key)


def page_angle(lines: Sequence[Line]) -> float:
    """Return the direction in which most is written: degrees, by the middle of all signs."""
    if not lines:
        return 0.0
    angles = np.repeat([line.angle for line in lines], [max(1, len(line.text)) for line in lines])
    return float(np.median(angles))


def _laid(line: Line, turn: float) -> Laid:
    angle = np.deg2rad(-turn)
    first, last = line.places[0], line.places[-1]
    ends = [((box.left + box.right) / 2, (box.top + box.bottom) / 2) for box in (first, last)]
    x = [float(px * np.cos(angle) - py * np.sin(angle)) for px, py in ends]
    y = [float(px * np.sin(angle) + py * np.cos(angle)) for px, py in ends]
    half = line.thickness / 2
    side = (
        min(line.thickness, abs(x[1] - x[0]) / max(1, len(line.text) - 1) if len(line.text) > 1 else line.thickness) / 2
    )
    middle = (y[0] + y[1]) / 2
    return Laid(line, min(x) - side, middle - half, max(x) + side, middle + half)


def _beside(row: list[Laid], laid: Laid) -> bool:
    nearest = min(row, key=lambda one: max(one.left - laid.right, laid.left - one.right))
    shared = min(nearest.bottom, laid.bottom) - max(nearest.top, laid.top)
    apart = max(nearest.left - laid.right, laid.left - nearest.right)
    return shared > _SAME_ROW * min(nearest.height, laid.height) and apart > -0.5 * min(nearest.height, laid.height)


def joints(lines: Sequence[Line], *, eager: bool = False) -> list[Joint]:
    """Return what stands behind each line of `lines` (in reading order); behind the last a new line.

    A line goes on in the next where it is as full as others of its block; `eager` takes it so whenever it may.
    """
    turn = page_angle([line for line in lines if line.upright])
    laid = [_laid(line, turn) if line.upright else None for line in lines]
    ends = {} if eager else _right_edges([one for one in laid if one])
    found = [_joint(first, second, ends) for first, second in pairwise(laid)]
    return [*found, Joint.BREAK] if lines else []


def _right_edges(laid: Sequence[Laid]) -> dict[int, float]:
    """Return for each line where its like end for want of room: where at least two of its block end; else nowhere.

    One block are lines that begin at the same place in the same size.
    """
    found = {}
    for one in laid:
        ends = sorted((other.right for other in laid if _of_one_block(one, other)), reverse=True)
        shared = [end for end, next_end in pairwise(ends) if end - next_end < 2.2 * one.height]
        found[id(one)] = shared[0] if shared and shared[0] == ends[0] else float("inf")
    return found


def _of_one_block(one: Laid, other: Laid) -> bool:
    height = max(one.height, other.height)
    return abs(one.left - other.left) < 1.2 * height and height < _LIKE * min(one.height, other.height)


def _joint(first: Laid | None, second: Laid | None, ends: dict[int, float]) -> Joint:
    if first is None or second is None:
        return Joint.BREAK
    if second.middle - first.middle < _SAME_ROW * min(first.height, second.height):
        return Joint.SPACE if second.left - first.right < _NEAR * max(first.height, second.height) else Joint.BREAK
    return Joint.WRAP if _goes_on(first, second, ends.get(id(first), first.right)) else Joint.BREAK


def _goes_on(first: Laid, second: Laid, end: float) -> bool:
    """Say whether a line was broken for want of room: it is full, and the next one is of its block, close below."""
    if not _of_one_block(first, second) or second.top - first.bottom > _CLOSE * first.height:
        return False
    em = (first.right - first.left) / max(1, len(first.line.text))
    is_full = first.right > end - max(1.5 * first.height, 2 * em)
    return is_full and len(first.line.text) > _SHORTEST_FULL and first.line.text[-1] not in _NO_END


def around(places: Sequence[Box]) -> Box:
    """Return the box around several. There must be one."""
    whole = places[0]
    for other in places[1:]:
        whole = whole.around(other)
    return whole
