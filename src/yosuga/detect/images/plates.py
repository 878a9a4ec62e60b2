"""Number plates of cars in a picture: two rows that belong together, and a sign that can only be one of forty kana."""

import re
from collections.abc import Sequence
from dataclasses import replace

from PIL import Image

from yosuga.detect.images import geometry, reading
from yosuga.detect.images.base import Box, Line
from yosuga.detect.images.geometry import Joint
from yosuga.detect.plates import REGIONS

# 道路運送車両の登録規則 別表: no お, し, へ, ん; letters on vehicles of the forces of the United States.
KANA = "あいうえかきくけこさすせそたちつてとなにぬねのはひふほまみむめもやゆよらりるれろわをEHKMTYAB"
_UPPER = re.compile(rf"(?:{'|'.join(REGIONS)})[ ・.]?(?:[0-9]{{1,3}}|[0-9]{{1,2}}[0-9A-Z])$")
_SERIAL = r"(?:[0-9]{2}[-ー−\u2010一・.]?[0-9]{2}|[・.･]{1,3} ?[0-9]{1,3}|[・.･] ?[0-9][-ー−\u2010][0-9]{2})"
_LOWER = re.compile(rf"(?P<kana>\D)? ?{_SERIAL}$")
_NUMBER = "0123456789・.･"
_MARGIN, _LEAST = 0.25, 0.2


def read_again(picture: Image.Image, lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines, the kana of every plate read once more with only the signs that a plate may hold."""
    found = list(lines)
    for at, lower in _lower_rows(lines):
        if lower.text[0] in KANA:
            continue
        box = _left_of(lower) if lower.text[0] in _NUMBER else lower.places[0]
        kana = _kana(picture, box)
        if kana and lower.text[0] in _NUMBER:
            found[at] = replace(
                lower, text=kana + lower.text, places=(box, *lower.places), box=geometry.around((box, lower.box))
            )
        elif kana:
            found[at] = replace(lower, text=kana + lower.text[1:])
    return tuple(found)


def _left_of(lower: Line) -> Box:
    """Where the kana stands that was overlooked: before the first figure, which is as wide as the second."""
    first = lower.places[0]
    start = max(first.left, first.right - lower.places[1].width)
    return Box(max(0, start - first.height), first.top, max(1, start), first.bottom)


def _kana(picture: Image.Image, box: Box) -> str:
    margin = int(_MARGIN * box.height)
    cut = picture.crop((max(0, box.left - margin), max(0, box.top), box.right, box.bottom))
    size = (max(8, round(cut.width * reading.HEIGHT / cut.height)), reading.HEIGHT)
    answer = reading.read([cut.resize(size, Image.Resampling.BICUBIC)], only=KANA)[0]
    return answer.text[-1] if answer.text and answer.scores[-1] > _LEAST else ""


def _lower_rows(lines: Sequence[Line]) -> list[tuple[int, Line]]:
    """Return the first line of the lower row of every plate, with its number."""
    found = []
    for at, line in enumerate(lines):
        if not _UPPER.match(line.text):
            continue
        below = [
            (number, other) for number, other in enumerate(lines[at + 1 : at + 4], at + 1) if _is_below(line, other)
        ]
        if below and _LOWER.match("".join(other.text for _, other in below)):
            found.append(below[0])
    return found


def _is_below(upper: Line, lower: Line) -> bool:
    gap = lower.box.top - upper.box.bottom
    inside = lower.box.left < upper.box.right + upper.box.width and lower.box.right > upper.box.left - upper.box.width
    return -0.5 * upper.box.height < gap < 1.5 * upper.box.height and inside


def joined(lines: Sequence[Line], joints: Sequence[Joint]) -> list[Joint]:
    """Return the joints with those inside a plate set to a space."""
    found = list(joints)
    for at, line in enumerate(lines[:-1]):
        if _UPPER.match(line.text) and _is_below(line, lines[at + 1]):
            rest = lines[at + 1].text
            if _LOWER.match(rest):
                found[at] = Joint.SPACE
            elif at + 2 < len(lines) and _LOWER.match(rest + lines[at + 2].text):
                found[at] = found[at + 1] = Joint.SPACE
    return found
