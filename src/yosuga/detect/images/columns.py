"""Reads a column that runs from top to bottom: sign by sign laid side by side, as if it were a line.

A network that learnt lines reads a turned column badly where a sign looks different when it lies (ー, ―, 一). So the
column is cut at its gaps into signs, which are set next to each other; a long stroke is turned, for in columns ー and ―
stand upright.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from yosuga.detect.images import reading
from yosuga.detect.images.blobs import Slant
from yosuga.detect.images.sessions import Floats

_SIDE, _SIGN = reading.HEIGHT, 40  # pixels of a line, and of a sign in it
_WIDE, _WIDEST = 64, 3200
_NEARLY = 0.9  # a line on its side is read badly when it is set anew, so what reads nearly as well is a column
_DASHES = "一ー-―—–\u2010|丨│｜1lI!"
_BAR = 0.4  # a piece so narrow for its height is a stroke


@dataclass(frozen=True, slots=True)
class Column:
    """What a tall rectangle says. `turned` is 0 for signs one below the other, 90 or -90 for a line lying on its side.

    `spans` holds for every sign where it begins and ends, as shares of the column's height.
    """

    read: reading.Read
    turned: int
    spans: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class _Cell:
    first: int
    end: int
    is_bar: bool


def read(picture: Image.Image, slants: Sequence[Slant]) -> list[Column]:
    """Return what each tall rectangle says, read in the way that reads best."""
    talls = [_cut(picture, Slant(one.x, one.y, one.thickness, one.length, one.angle - 90)) for one in slants]
    anew = [_set_anew(tall) for tall in talls]
    answers = iter(
        reading.read([strip for tall, (first, _) in zip(talls, anew, strict=True) for strip in (first, *_lying(tall))])
    )
    threes = [(next(answers), next(answers), next(answers)) for _ in talls]
    # Which side a page lies on is one question for all its lines; what stands upright reads as nothing from below.
    is_from_below = sum(_weight(up) for _, _, up in threes) > sum(_weight(down) for _, down, _ in threes)
    if is_from_below:
        return [Column(up, -90, tuple(_around(up.at))) for _, _, up in threes]
    return [
        _chosen(one, down, cells, tall) for (one, down, _), tall, (_, cells) in zip(threes, talls, anew, strict=True)
    ]


def _chosen(anew: reading.Read, lying: reading.Read, cells: list[_Cell], tall: Image.Image) -> Column:
    if anew.text and anew.score >= _NEARLY * lying.score:
        return _as_column(anew, cells, tall)
    return Column(lying, 90, tuple(_around(lying.at)))


def _weight(answer: reading.Read) -> float:
    return sum(answer.scores)


def _as_column(answer: reading.Read, cells: list[_Cell], tall: Image.Image) -> Column:
    """Give each sign its cell; what stands in the cell of a stroke is a dash, whatever it looks like when turned."""
    height = tall.height * _WIDE / tall.width
    text, spans = [], []
    for sign, at in zip(answer.text, answer.at, strict=True):
        cell = cells[min(len(cells) - 1, int(at * len(cells)))]
        text.append("ー" if cell.is_bar and sign in _DASHES else sign)
        spans.append((cell.first / height, cell.end / height))
    return Column(reading.Read("".join(text), answer.at, answer.scores), 0, tuple(spans))


def _around(at: tuple[float, ...]) -> Iterator[tuple[float, float]]:
    for one, place in enumerate(at):
        before = at[one - 1] if one else 0.0
        after = at[one + 1] if one + 1 < len(at) else 1.0
        yield (before + place) / 2, (place + after) / 2


def _lying(tall: Image.Image) -> list[Image.Image]:
    sides = [tall.transpose(Image.Transpose.ROTATE_90), tall.transpose(Image.Transpose.ROTATE_270)]
    widths = [min(_WIDEST, max(8, round(one.width * _SIDE / one.height))) for one in sides]
    return [one.resize((width, _SIDE), Image.Resampling.BICUBIC) for one, width in zip(sides, widths, strict=True)]


def _cut(picture: Image.Image, slant: Slant) -> Image.Image:
    corners = slant.corners()
    quad = tuple(float(v) for point in (corners[0], corners[3], corners[2], corners[1]) for v in point)
    size = (max(1, round(slant.length)), max(1, round(slant.thickness)))
    return picture.transform(size, Image.Transform.QUAD, quad, Image.Resampling.BICUBIC)


def _set_anew(tall: Image.Image) -> tuple[Image.Image, list[_Cell]]:
    tall = tall.resize((_WIDE, max(8, round(tall.height * _WIDE / tall.width))), Image.Resampling.BICUBIC)
    values = np.asarray(tall.convert("L"), dtype=np.float32)
    ink = np.abs(values - np.median(values))
    cells = [_Cell(first, end, _is_bar(ink[first:end])) for first, end in _cells(ink)]
    paper = tuple(int(value) for value in np.median(np.asarray(tall).reshape(-1, 3), axis=0))
    # Every sign gets the same room, so that its place in the strip tells its cell.
    strip = Image.new("RGB", (min(_WIDEST, _SIDE * max(1, len(cells))), _SIDE), paper)
    for at, cell in enumerate(cells[: _WIDEST // _SIDE]):
        piece = _piece(tall, cell)
        strip.paste(piece, (at * _SIDE + (_SIDE - piece.width) // 2, (_SIDE - piece.height) // 2))
    return strip, cells


def _piece(tall: Image.Image, cell: _Cell) -> Image.Image:
    piece = tall.crop((0, cell.first, tall.width, cell.end))
    if cell.is_bar:
        piece = piece.transpose(Image.Transpose.ROTATE_90)
    scale = _SIGN / max(piece.size)
    return piece.resize(
        (max(4, round(piece.width * scale)), max(4, round(piece.height * scale))), Image.Resampling.BICUBIC
    )


def _is_bar(ink: Floats) -> bool:
    if len(ink) <= _WIDE / 4:
        return False
    inked = np.flatnonzero(ink.max(axis=0) > _threshold(ink))
    return len(inked) > 0 and int(inked[-1] - inked[0]) + 1 < _BAR * len(ink)


def _threshold(ink: Floats) -> float:
    return max(40.0, 0.4 * float(np.percentile(ink, 98)))


def _cells(ink: Floats) -> Iterator[tuple[int, int]]:
    """Cut between signs: pieces of ink, joined while together they are no taller than a sign is wide."""
    edges = np.flatnonzero(np.diff((ink.max(axis=1) > _threshold(ink)).astype(np.int8), prepend=0, append=0))
    inked = np.flatnonzero(ink.max(axis=0) > _threshold(ink))
    side = int(inked[-1] - inked[0]) + 1 if len(inked) else ink.shape[1]
    cells: list[tuple[int, int]] = []
    for first, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if cells and end - cells[-1][0] <= side * 1.08:
            cells[-1] = (cells[-1][0], end)
        elif end - first > 1:
            cells.append((first, end))
    for first, end in cells:
        yield max(0, first - 2), min(len(ink), end + 2)
