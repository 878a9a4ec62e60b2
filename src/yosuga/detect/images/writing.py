"""Reads everything that is written in a picture: finds the places, cuts them out, reads them, and orders the lines."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from PIL import Image

from yosuga.detect.images import columns, finding, geometry, reading
from yosuga.detect.images.base import Box, Line
from yosuga.detect.images.blobs import Slant
from yosuga.detect.images.finding import Part

MOST_TILES = 40  # of a very long page; what lies below is not read, and the answer says so
_MOST_FINER = 12
_LEAST_SCORE = 0.5
_LONG_PAGE = 2.6
_SCREEN = 2.2  # a page is read in stretches of a telephone's proportions
_TOO_FINE = 13.0  # letters (with their margin) of fewer pixels, when searched, are searched again at twice the size
_UNSURE = 0.75
_SURE, _MOST_AGAIN = 0.97, 24
_MARGIN = 1.1


def lines(picture: Image.Image, *, thorough: bool = False) -> tuple[tuple[Line, ...], bool]:
    """Return what is written, in reading order, and whether all of the picture was read."""
    slants, complete = _places(picture, thorough=thorough)
    level = [_upright(one) for one in slants if not _is_tall(one)]
    tall = [one for one in slants if _is_tall(one)]
    found = [*_level_lines(picture, level), *_tall_lines(picture, tall)]
    return geometry.ordered([line for line in found if line.text.strip() and line.score >= _LEAST_SCORE]), complete


def _places(picture: Image.Image, *, thorough: bool) -> tuple[list[Slant], bool]:
    if picture.height > _LONG_PAGE * picture.width and picture.height > 2 * finding.LONGEST:
        scale = min(1.0, finding.LONGEST / (_SCREEN * picture.width))
        parts = finding.tiles(picture, scale=scale)
        return finding.places(picture, parts=parts[:MOST_TILES]), len(parts) <= MOST_TILES
    part = finding.whole(picture)
    found = finding.places(picture, parts=[part])
    finer = _finer(picture, found, part, thorough=thorough)
    return (finding.places(picture, parts=finer) if finer else found), True


def _finer(picture: Image.Image, found: list[Slant], part: Part, *, thorough: bool) -> list[Part]:
    """Return the parts to search again where letters are small for the search, and the picture holds more detail."""
    if part.scale >= 1 or not found:
        return []
    small = float(np.percentile([one.thickness for one in found], 30)) * part.scale
    if small >= _TOO_FINE * (2 if thorough else 1):
        return []
    parts = finding.tiles(picture, scale=min(1.0, 2 * part.scale))
    return parts if len(parts) <= _MOST_FINER else []


def _is_tall(slant: Slant) -> bool:
    return 45 <= slant.angle < 135 and slant.length > 1.4 * slant.thickness


def _upright(slant: Slant) -> Slant:
    """Turn the rectangle of one or two signs that is a little taller than wide, so that it lies level."""
    if 45 <= slant.angle < 135:
        return Slant(slant.x, slant.y, slant.thickness, slant.length, slant.angle - 90)
    return slant


def _level_lines(picture: Image.Image, slants: Sequence[Slant]) -> list[Line]:
    strips = [reading.straight(picture, one) for one in slants]
    answers = reading.read(strips)
    if _upside_down(answers):
        turned = reading.read([one.transpose(Image.Transpose.ROTATE_180) for one in strips])
        if _sureness(turned) > _sureness(answers):
            return [_line(one, answer, turn=180.0) for one, answer in zip(slants, turned, strict=True) if answer.text]
    read = _once_more(picture, slants, answers)
    return [_line(slant, answer, turn=0.0) for slant, answer in read if answer.text]


def _once_more(
    picture: Image.Image, slants: Sequence[Slant], answers: Sequence[reading.Read]
) -> list[tuple[Slant, reading.Read]]:
    """Read what was not sure a second time with more paper around it, and keep what is surer and drops no sign."""
    read = list(zip(slants, answers, strict=True))
    unsure = [at for at, answer in enumerate(answers) if answer.score < _SURE][:_MOST_AGAIN]
    wider = [_with_margin(slants[at]) for at in unsure]
    for at, slant, again in zip(
        unsure, wider, reading.read([reading.straight(picture, one) for one in wider]), strict=True
    ):
        if again.score > answers[at].score and len(again.text) >= len(answers[at].text):
            read[at] = (slant, again)
    return read


def _with_margin(slant: Slant) -> Slant:
    more = slant.thickness * (_MARGIN - 1)
    return replace(slant, length=slant.length + more, thickness=slant.thickness + more)


def _upside_down(answers: Sequence[reading.Read]) -> bool:
    return len(answers) > 1 and _sureness(answers) < _UNSURE


def _sureness(answers: Sequence[reading.Read]) -> float:
    signs = sum(max(1, len(one.text)) for one in answers)
    return sum(sum(one.scores) for one in answers) / signs if signs else 0.0


def _line(slant: Slant, answer: reading.Read, *, turn: float) -> Line:
    spans = list(_spans(answer.at, slant))
    if turn:
        spans = [(1 - end, 1 - start) for start, end in spans]
    places = tuple(_stretch(slant, start, end) for start, end in spans)
    return Line(
        answer.text, geometry.around(places), places, round(answer.score, 4), slant.thickness, slant.angle + turn
    )


def _spans(at: Sequence[float], slant: Slant) -> list[tuple[float, float]]:
    """Each sign reaches half-way to its neighbours, at the ends no further than a sign is wide."""
    half = 0.55 * slant.thickness / max(slant.length, 1.0)
    edges = [max(0.0, at[0] - half), *((a + b) / 2 for a, b in pairwise(at)), min(1.0, at[-1] + half)]
    return [(max(a, m - 2 * half), min(b, m + 2 * half)) for a, b, m in zip(edges, edges[1:], at, strict=False)]


def _stretch(slant: Slant, start: float, end: float) -> Box:
    """Return the upright box around a stretch of a slanted line, given as shares of its length."""
    upper_left, upper_right, lower_right, lower_left = slant.corners()
    points = [
        upper_left + (upper_right - upper_left) * start,
        upper_left + (upper_right - upper_left) * end,
        lower_left + (lower_right - lower_left) * end,
        lower_left + (lower_right - lower_left) * start,
    ]
    across, down = [float(p[0]) for p in points], [float(p[1]) for p in points]
    left, top = max(0, int(min(across))), max(0, int(min(down)))
    return Box(left, top, max(left + 1, int(max(across)) + 1), max(top + 1, int(max(down)) + 1))


def _tall_lines(picture: Image.Image, slants: Sequence[Slant]) -> list[Line]:
    if not slants:
        return []
    found = []
    for slant, column in zip(slants, columns.read(picture, slants), strict=True):
        if not column.read.text:
            continue
        spans = column.spans if column.turned >= 0 else tuple((1 - end, 1 - start) for start, end in column.spans)
        places = tuple(_stretch(slant, start, end) for start, end in spans)
        found.append(
            Line(
                column.read.text,
                geometry.around(places),
                places,
                round(column.read.score, 4),
                slant.thickness,
                slant.angle - (180 if column.turned < 0 else 0),
                upright=column.turned != 0,
            )
        )
    return found
