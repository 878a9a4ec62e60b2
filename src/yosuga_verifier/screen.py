"""The report on a terminal: lines that end where a word does, in the width of the window."""

from __future__ import annotations

import re
from unicodedata import east_asian_width

_WIDEST = 100
# JIS X 4051: these never begin a line, those never end one. What is longer than a line (a hash, a path) stays whole.
_CLOSING = "、。，．：；？！」』）】〉》］ー…々っゃゅょッャュョ"
_OPENING = "「『（【〈《［"
_PIECE = re.compile(rf"[!-~]+[{_CLOSING}]*|\s+|[{_OPENING}]*[^\s!-~][{_CLOSING}]*")


def fitted(text: str, *, columns: int) -> str:
    """Return `text` with long lines broken, each further line two columns deeper than the first."""
    room = max(20, min(columns - 1, _WIDEST))
    return "\n".join(part for line in text.split("\n") for part in _broken(line, room=room))


def _broken(line: str, *, room: int) -> list[str]:
    body = line.lstrip(" ")
    indent = " " * (len(line) - len(body))
    lines: list[str] = []
    now = indent
    for piece in _PIECE.findall(body):
        if now.strip() and _width(now + piece.rstrip()) > room:
            lines.append(now.rstrip())
            now = indent + "  "
        now += piece if now.strip() else piece.lstrip()
    return [*lines, now.rstrip()]


def _width(text: str) -> int:
    return len(text) if text.isascii() else sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
