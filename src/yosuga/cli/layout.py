"""Lines that fit a terminal: columns of full-width characters, and where a Japanese line may break."""

import re
import shutil
from unicodedata import east_asian_width

_WIDEST = 84
_LEAST_LAST = 8
# JIS X 4051: these never begin a line (closing marks, small kana), those never end one.
_CLOSING = "、。，．・：；？！」』）】〉》］｝ー…‥々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
_OPENING = "「『（【〈《［｛"
_PIECE = re.compile(rf"`[^`]*`|\[[^][]{{1,30}}\]|[!-~]+|\s+|[{_OPENING}]*[^\s!-~][{_CLOSING}]*")


def columns() -> int:
    """Return how many columns to write into: those of the window, and no more than a line can be read in."""
    return max(20, min(shutil.get_terminal_size().columns - 1, _WIDEST))


def width(text: str) -> int:
    """Return how many columns `text` takes in a terminal."""
    return len(text) if text.isascii() else sum(2 if east_asian_width(c) in "WF" else 1 for c in text)


def wrapped(text: str, *, columns: int) -> list[str]:
    """Return `text` as lines of at most `columns` columns, each as far in as the first.

    A URL, a command in back-quotes or an option that is longer stays whole: it must be possible to copy it.
    No last line of a letter or two: the lines are then made a little shorter.
    """
    lines = _filled(text, columns=columns)
    for narrower in range(columns - 2, columns - 12, -2):
        if len(lines) == 1 or width(lines[-1].strip()) > _LEAST_LAST or narrower < _LEAST_LAST * 2:
            break
        lines = _filled(text, columns=narrower)
    return lines


def _filled(text: str, *, columns: int) -> list[str]:
    body = text.lstrip(" ")
    indent = " " * (len(text) - len(body))
    lines, now = [], ""
    for piece in _pieces(body):
        if now and width(indent + now + piece.rstrip()) > columns:
            lines.append(indent + now.rstrip())
            now = ""
        now += piece if now else piece.lstrip()
    return [*lines, indent + now.rstrip()]


def _pieces(text: str) -> list[str]:
    """Return what may not be broken. A closing mark stays with the word before it, an opening one with the next."""
    pieces: list[str] = []
    for piece in _PIECE.findall(text):
        if pieces and (piece[0] in _CLOSING or piece[0] == ")" or pieces[-1].endswith("(")):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces
