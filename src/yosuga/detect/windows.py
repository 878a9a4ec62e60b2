"""Cuts a long text into stretches that are examined one after the other: a text of any size needs little memory."""

from collections.abc import Iterator
from dataclasses import dataclass

# In code points. A post has hundreds; only captured pages and logs reach the second window.
MOST = 8_000
_AROUND = 300
_BORDERS = ("\n", "。", "　", " ")


@dataclass(frozen=True, slots=True)
class Window:
    """One stretch: findings that begin in `start`..`end` are its own; it is read with a little of what lies around."""

    start: int
    end: int
    read_from: int
    read_to: int


def of(text: str) -> Iterator[Window]:
    """Yield the windows of `text`, which together cover it once."""
    start = 0
    while start < len(text):
        end = len(text) if len(text) - start <= MOST else _border(text, start)
        yield Window(start, end, max(0, start - _AROUND), min(len(text), end + _AROUND))
        start = end


def _border(text: str, start: int) -> int:
    """Return where a window from `start` ends: behind the last line, sentence or word, in this order of choice."""
    latest = start + MOST
    for border in _BORDERS:
        at = text.rfind(border, start + MOST // 2, latest)
        if at != -1:
            return at + 1
    return latest
