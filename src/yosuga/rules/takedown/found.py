"""Stretches of a text that must not be read by others, and several of them as one."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A stretch of a text (code points, `end` exclusive) and what kind of data it is; never the words themselves."""

    start: int
    end: int
    kind: str


def joined(found: Iterable[Found]) -> tuple[Found, ...]:
    """Return stretches without overlaps that cover all of `found`."""
    rows: list[Found] = []
    for one in sorted(found):
        if rows and one.start < rows[-1].end:
            rows[-1] = Found(rows[-1].start, max(one.end, rows[-1].end), rows[-1].kind)
        else:
            rows.append(one)
    return tuple(rows)
