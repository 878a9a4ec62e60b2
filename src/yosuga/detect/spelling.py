"""A text in another spelling with the way back: which stretch of the text below each of its characters stands for."""

from array import array
from bisect import bisect_right
from collections.abc import Iterable

from yosuga.detect.base import View


class Spelling:
    """A text and the pieces it was made of.

    A piece of equal length on both sides is character by character; any other piece is one unit, and each of its
    characters stands for the whole of it (㈱ for "(株)", a digit with its keycap for the digit). What was dropped
    belongs to no piece.
    """

    __slots__ = ("_at", "_ends", "_starts", "_under", "text")

    def __init__(self, pieces: Iterable[tuple[str, int, int]], *, under: View | None = None) -> None:
        """Join `pieces`, each with its start and end in the text below; `under` is that text's own view, if any."""
        parts: list[str] = []
        self._at, self._starts, self._ends = array("L"), array("L"), array("L")
        at = 0
        for part, start, end in pieces:
            if not part:
                continue
            parts.append(part)
            self._at.append(at)
            self._starts.append(start)
            self._ends.append(end)
            at += len(part)
        self.text = parts[0] if len(parts) == 1 else "".join(parts)
        self._at.append(at)
        self._under = under

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the original for the stretch here. Raises ValueError where it is empty or outside."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no stretch of this view: {start}..{end}")
        first, _ = self._below(start)
        _, last = self._below(end - 1)
        return (first, last) if self._under is None else self._under.origin(first, last)

    def _below(self, at: int) -> tuple[int, int]:
        """Return start and end, in the text below, of what the one character at `at` stands for."""
        piece = bisect_right(self._at, at, hi=len(self._starts)) - 1
        start, end = self._starts[piece], self._ends[piece]
        if end - start != self._at[piece + 1] - self._at[piece]:
            return start, end
        start += at - self._at[piece]
        return start, start + 1
