"""Small pictures set into a page, such as the heads beside posts, laid side by side and enlarged.

A telephone's screen is mostly paper of one colour. Heads of 60 pixels on it are lost when the whole screen is made to
fit a network; alone and enlarged they are seen, at a twentieth of the price of the whole screen in that size.
"""

from dataclasses import dataclass
from math import ceil, sqrt

import numpy as np
import numpy.typing as npt
from PIL import Image

from yosuga.detect.images import blobs
from yosuga.detect.images.base import Box

_CELL = 4  # pixels of the picture for one of the map
_LEAST_PAPER = 0.3  # of a picture with less of one colour all is picture
_UNLIKE = 24  # of 255, in the channel that differs most
_SMALLEST, _LARGEST = 32, 280  # pixels
_SLIMMEST, _LEAST_FILLED = 0.6, 0.55
_SIDE, _GAP = 176, 16  # pixels: how large an inset is shown, and what lies between two
_MARGIN = 0.06
_SURELY, _SHADES = 56, 40  # pixels: what is smaller may be a letter, unless it has that many shades in 16 x 16 places
_MOST_PATCHES = 4_000
_GREY = (128, 128, 128)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The insets side by side; `places` says where each comes from, row by row."""

    picture: Image.Image
    places: tuple[Box, ...]

    def origin(self, left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float] | None:
        """Return where something seen on the sheet stands in the picture; None where it lies in no one inset."""
        step, across = _SIDE + _GAP, _across(len(self.places))
        column, row = int((left + right) / 2 // step), int((top + bottom) / 2 // step)
        number = row * across + column
        if column >= across or number >= len(self.places):
            return None
        place = self.places[number]
        scale = max(place.width, place.height) / _SIDE
        x, y = place.left - column * step * scale, place.top - row * step * scale
        return x + left * scale, y + top * scale, x + right * scale, y + bottom * scale


def sheet(picture: Image.Image, *, most: int) -> Sheet | None:
    """Return up to `most` insets of a page on one sheet, the largest first; None where there are none."""
    places = _places(picture)[:most]
    if not places:
        return None
    across, step = _across(len(places)), _SIDE + _GAP
    drawn = Image.new("RGB", (across * step, ceil(len(places) / across) * step), _GREY)
    for number, place in enumerate(places):
        scale = _SIDE / max(place.width, place.height)
        size = (max(1, round(place.width * scale)), max(1, round(place.height * scale)))
        shown = picture.resize(size, Image.Resampling.BICUBIC, box=(place.left, place.top, place.right, place.bottom))
        drawn.paste(shown, (number % across * step, number // across * step))
    return Sheet(drawn, tuple(places))


def _across(count: int) -> int:
    return ceil(sqrt(count))


def _places(picture: Image.Image) -> list[Box]:
    size = (max(1, picture.width // _CELL), max(1, picture.height // _CELL))
    mask = _not_paper(np.asarray(picture.resize(size, Image.Resampling.BOX), dtype=np.int16))
    if mask is None:
        return []
    found = [_box(patch, picture.size) for patch in blobs.patches(mask, most=_MOST_PATCHES) if _is_inset(patch)]
    boxes = [box for box in found if max(box.width, box.height) >= _SURELY or _shades(picture, box) >= _SHADES]
    return sorted(boxes, key=lambda box: (-box.width * box.height, box))


def _shades(picture: Image.Image, box: Box) -> int:
    small = picture.resize((16, 16), Image.Resampling.BOX, box=(box.left, box.top, box.right, box.bottom))
    return len(np.unique(_names(np.asarray(small, dtype=np.int16))))


def _names(pixels: npt.NDArray[np.int16]) -> npt.NDArray[np.int16]:
    """Return a number for the shade of each pixel: 16 steps of each colour."""
    shades = pixels // 16
    return (shades[..., 0] * 16 + shades[..., 1]) * 16 + shades[..., 2]


def _not_paper(small: npt.NDArray[np.int16]) -> npt.NDArray[np.bool_] | None:
    """Return where the colour is not that of the paper, the most frequent one; None where no colour is."""
    names = _names(small)
    most = int(np.bincount(names.ravel()).argmax())
    paper = np.median(small[names == most], axis=0)
    unlike = np.abs(small - paper).max(axis=2) > _UNLIKE
    return unlike if 1 - float(unlike.mean()) >= _LEAST_PAPER else None


def _is_inset(patch: blobs.Patch) -> bool:
    rows, firsts, ends = patch.runs.T
    height, width = (int(rows.max() - rows.min()) + 1) * _CELL, int(ends.max() - firsts.min()) * _CELL
    if not _SMALLEST <= min(width, height) <= max(width, height) <= _LARGEST:
        return False
    filled = int((ends - firsts).sum()) * _CELL * _CELL / (width * height)
    return min(width, height) >= _SLIMMEST * max(width, height) and filled >= _LEAST_FILLED


def _box(patch: blobs.Patch, size: tuple[int, int]) -> Box:
    rows, firsts, ends = (column * _CELL for column in patch.runs.T)
    left, top, right, bottom = int(firsts.min()), int(rows.min()), int(ends.max()), int(rows.max()) + _CELL
    more = round(max(right - left, bottom - top) * _MARGIN)
    return Box(max(0, left - more), max(0, top - more), min(size[0], right + more), min(size[1], bottom + more))
