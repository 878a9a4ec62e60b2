"""Breaks text into lines by the width of its letters: nothing is put in between, so that it is copied out whole."""

import re
import unicodedata
from collections.abc import Sequence

from yosuga.documents.line_ends import HALF_NOT_FIRST, HALF_NOT_LAST, NOT_FIRST, NOT_LAST

_POINTS_PER_MM = 72 / 25.4
_ASCII_EM = 0.62  # DejaVu Sans Mono 0.602; Latin letters of Noto Sans JP 0.55 on average
# What belongs to the letter before it: joiners, variation selectors, skin colours.
_JOINED = re.compile("[\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e01ef]")
_MOST_MOVED = 4  # marks in a row
_JOINER = "\u200d"
_MOST_STACKED = 8  # a family of emoji has up to four joiners and selectors in its letters


def lines_of(text: str, *, point: float, room_mm: float) -> Sequence[str]:
    """Return `text` as lines that fit `room_mm` when set in letters of `point` points; at least one line.

    A line breaks after a space where one is near its end, otherwise anywhere (a URL has no spaces), but neither within
    a composed character, nor before closing marks, nor behind opening ones. The lines joined are the text.
    No writing needs more than eight marks on a letter; the ninth begins a line, or a name could paint over what
    stands above it.
    """
    room = room_mm * _POINTS_PER_MM / point
    lines: list[str] = []
    start, used, near, stacked = 0, 0.0, 0, 0  # `near` is the place after the last space
    for place, letter in enumerate(text):
        wide = _ems(letter)
        stacked = stacked + 1 if _stacks(letter) else 0
        full = used + wide > room and place > start and not _clings(text, place, over=used + wide - room)
        if full or stacked > _MOST_STACKED:
            end = near if near > start + (place - start) * 0.7 and letter != " " else place
            end = _settled(text, start=start, end=end)
            lines.append(text[start:end])
            start, used, stacked = end, sum(map(_ems, text[end:place])), 0
        used += wide
        if letter == " ":
            near = place + 1
    return [*lines, text[start:]]


def _settled(text: str, *, start: int, end: int) -> int:
    """Return the end of a line moved back so that it parts nothing that belongs together; a row of marks may part."""
    places = range(end, max(start, end - _MOST_MOVED), -1)
    return next((at for at in places if _may_part(text, at)), end)


def _may_part(text: str, at: int) -> bool:
    before, letter = text[at - 1], text[at]
    if _stacks(letter) or before == _JOINER or letter in NOT_FIRST or before in NOT_LAST:
        return False
    # In an address any sign may begin or end a line; beside Japanese letters none of half width does either.
    closes = letter in HALF_NOT_FIRST and not before.isascii()
    return not closes and not (before in HALF_NOT_LAST and not letter.isascii())


def cut_line(text: str, *, most: int = 100) -> str:
    """Return what fits one line of `most` narrow letters, with an ellipsis where it was cut."""
    used = 0
    for number, letter in enumerate(text):
        used += 1 if letter.isascii() else 2
        if used > most:
            return text[:number] + "…"
    return text


def _ems(letter: str) -> float:
    if letter.isascii():
        return _ASCII_EM
    if _stacks(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) == "H":
        return 0.5
    return 1.0 if ord(letter) < 0x1F000 else 1.3  # emoji are wider than ideographs


def _clings(text: str, place: int, *, over: float) -> bool:
    """Say whether the letter at `place` stays on the line of the one before it; a closing mark only just over it."""
    letter = text[place]
    if _stacks(letter) or text[place - 1] == _JOINER:
        return True
    return letter in NOT_FIRST and over <= 1.0


def _stacks(letter: str) -> bool:
    return bool(_JOINED.match(letter)) or unicodedata.category(letter) in {"Mn", "Me"}
