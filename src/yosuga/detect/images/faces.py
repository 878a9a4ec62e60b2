"""Counts faces and says where they are; whose they are is never asked, and nothing here could tell.

CenterFace (Xu and others, 2019) answers for every fourth pixel whether the middle of a face lies there, and how large
it is. It learnt on upright faces of 10 to 500 pixels. So a picture is seen in several sizes: small ones are made
larger, faces that fill the picture are seen when it is small, and heads set into a page are enlarged by themselves.
What lies or hangs is seen when the picture is turned; the quick look turns it in a small size only.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image

from yosuga.detect.images import insets, sessions
from yosuga.detect.images.base import Box, Face
from yosuga.detect.images.sessions import Floats

LEAST = 0.35
_CELL, _STEP = 4, 32
_SAME, _WITHIN = 0.3, 0.6  # of two boxes that share more of both, or of the smaller, one is the other
_MOST_ENLARGED = 8.0
_SCREEN = 1.6  # a page so high for its width is a telephone's screen
_LEAST_SIDE, _MOST_SIDE = 960, 1280
_TURNS = {90: Image.Transpose.ROTATE_90, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_270}
_SMALL, _SMALL_TURNED = ((224, 0), (320, 0)), tuple((480, turn) for turn in _TURNS)
_CLOSER = ((640, 0), (960, 0), (1920, 0), *((side, turn) for side in (320, 960) for turn in _TURNS))
_LEAST_TURNED = 0.4  # hands, folds and letters on their side look more like faces than upright ones do
_MOST_INSETS, _MOST_INSETS_CLOSER = 16, 48


@dataclass(frozen=True, slots=True)
class _Seen:
    left: float
    top: float
    right: float
    bottom: float
    score: float


def quick(picture: Image.Image) -> tuple[Face, ...]:
    """Return the faces that a look of a quarter of a second sees on two cores, the surest first."""
    sheet = insets.sheet(picture, most=_MOST_INSETS)
    # A page with heads set into it stands upright, and the time goes into those.
    turned = () if sheet else _SMALL_TURNED
    main = (_LEAST_SIDE, 0) if sheet and picture.height > _SCREEN * picture.width else _main(picture)
    return _faces(picture, (main, *_SMALL, *turned), sheet)


def thorough(picture: Image.Image) -> tuple[Face, ...]:
    """Return the faces that a closer look sees, which takes some seconds, the surest first."""
    sheet = insets.sheet(picture, most=_MOST_INSETS_CLOSER)
    return _faces(picture, (_main(picture), *_SMALL, *_SMALL_TURNED, *_CLOSER), sheet)


def _main(picture: Image.Image) -> tuple[int, int]:
    return min(max(_LEAST_SIDE, *picture.size), _MOST_SIDE), 0


def _faces(picture: Image.Image, views: Iterable[tuple[int, int]], sheet: insets.Sheet | None) -> tuple[Face, ...]:
    """See a picture in each view, once: (pixels of the longer side, degrees turned); then what is set into it."""
    seen: list[_Seen] = []
    for side, turn in dict.fromkeys(views):
        small = _fitted(picture, min(side / max(picture.size), _MOST_ENLARGED))
        across, down = picture.width / small.width, picture.height / small.height
        turned = small.transpose(_TURNS[turn]) if turn else small
        least = _LEAST_TURNED if turn else LEAST
        seen += [_scaled(_turned_back(one, turn, turned.size), across, down) for one in _seen(turned, least=least)]
    seen += _on_sheet(sheet) if sheet else ()
    return tuple(Face(_box(one, picture), round(one.score, 4)) for one in _distinct(seen))


def _on_sheet(sheet: insets.Sheet) -> Iterator[_Seen]:
    for one in _seen(sheet.picture, least=LEAST):
        place = sheet.origin(one.left, one.top, one.right, one.bottom)
        if place:
            yield _Seen(*place, one.score)


def _fitted(picture: Image.Image, scale: float) -> Image.Image:
    size = [max(_STEP, round(length * scale / _STEP) * _STEP) for length in picture.size]
    return picture.resize((size[0], size[1]), Image.Resampling.BICUBIC if scale > 1 else Image.Resampling.BILINEAR)


def _seen(picture: Image.Image, *, least: float) -> Iterator[_Seen]:
    values = np.asarray(picture, dtype=np.float32)[:, :, ::-1].transpose(2, 0, 1)
    chances, sizes, shifts, _ = sessions.faces().run(np.ascontiguousarray(values[np.newaxis]))
    rows, columns = np.nonzero(chances[0, 0] > least)
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        yield _decoded(
            row, column, float(chances[0, 0, row, column]), sizes[0, :, row, column], shifts[0, :, row, column]
        )


def _decoded(row: int, column: int, score: float, size: Floats, shift: Floats) -> _Seen:
    height, width = (float(one) * _CELL for one in np.exp(size))
    x, y = (column + float(shift[1]) + 0.5) * _CELL, (row + float(shift[0]) + 0.5) * _CELL
    return _Seen(x - width / 2, y - height / 2, x + width / 2, y + height / 2, score)


def _turned_back(one: _Seen, turn: int, size: tuple[int, int]) -> _Seen:
    """Undo a turn (counter-clockwise, as Pillow turns) of a picture that then has `size`."""
    width, height = size
    if turn == 90:
        return _Seen(height - one.bottom, one.left, height - one.top, one.right, one.score)
    if turn == 180:
        return _Seen(width - one.right, height - one.bottom, width - one.left, height - one.top, one.score)
    if turn == 270:
        return _Seen(one.top, width - one.right, one.bottom, width - one.left, one.score)
    return one


def _scaled(one: _Seen, across: float, down: float) -> _Seen:
    return _Seen(one.left * across, one.top * down, one.right * across, one.bottom * down, one.score)


def _distinct(seen: list[_Seen]) -> list[_Seen]:
    kept: list[_Seen] = []
    for one in sorted(seen, key=lambda face: -face.score):
        if not any(_is_same(one, other) for other in kept):
            kept.append(one)
    return kept


def _is_same(one: _Seen, other: _Seen) -> bool:
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    if width <= 0 or height <= 0:
        return False
    both, areas = width * height, (_area(one), _area(other))
    return both > _SAME * (sum(areas) - both) or both > _WITHIN * min(areas)


def _area(one: _Seen) -> float:
    return (one.right - one.left) * (one.bottom - one.top)


def _box(one: _Seen, picture: Image.Image) -> Box:
    left, top = max(0, int(one.left)), max(0, int(one.top))
    right, bottom = min(picture.width, round(one.right)), min(picture.height, round(one.bottom))
    return Box(left, top, max(right, left + 1), max(bottom, top + 1))
