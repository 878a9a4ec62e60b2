"""How wide words are in a drawing, near enough to cut them before they run into a neighbour."""

import unicodedata

_CUT = "…"


def width_of(words: str, *, size: int) -> float:
    """Return about how many pixels words take in letters of that size."""
    return sum(_letter(letter) for letter in words) * size


def fitting(words: str, *, size: int, room: float) -> str:
    """Return the words, cut at the end where they would not fit; empty where not even a letter does."""
    line = " ".join(words.split())
    if width_of(line, size=size) <= room:
        return line
    kept = ""
    for letter in line:
        if width_of(kept + letter + _CUT, size=size) > room:
            break
        kept += letter
    return f"{kept.rstrip()}{_CUT}" if kept else ""


def _letter(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    return 1.0 if unicodedata.east_asian_width(letter) in {"W", "F", "A"} else 0.6
