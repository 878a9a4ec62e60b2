"""Finds where something is written in a picture: slanted rectangles, one for each line or column."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image

from yosuga.detect.images import blobs, sessions
from yosuga.detect.images.blobs import Patch, Slant
from yosuga.detect.images.sessions import Floats

LONGEST = 960
_STEP = 32  # the network halves five times
_WRITTEN, _SURE = 0.3, 0.5
# The network marks the inner part of a line; its makers grow it by this share of area over girth.
_GROWN = 1.6
_THINNEST = 3.0
_MOST = 1_000


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the picture that is searched at once, and how far it is made smaller (or larger) for that."""

    left: int
    top: int
    right: int
    bottom: int
    scale: float


def places(picture: Image.Image, *, parts: list[Part] | None = None) -> list[Slant]:
    """Return where something is written, in pixels of `picture`, in no order. `parts` may overlap."""
    found: list[tuple[Slant, Part]] = []
    for part in parts or [whole(picture)]:
        found += [(slant, part) for slant in _in_part(picture, part)]
    return [slant for slant, _ in found] if parts is None or len(parts) < 2 else _without_cuts(found)


def whole(picture: Image.Image, *, longest: int = LONGEST) -> Part:
    """Return the whole picture as one part, its longer side made to fit; a small one is made larger, up to twice."""
    scale = min(longest / max(picture.size), 2.0)
    return Part(0, 0, picture.width, picture.height, scale)


def tiles(picture: Image.Image, *, scale: float, side: int = LONGEST) -> list[Part]:
    """Return overlapping parts that cover the picture, each at most `side` long when scaled."""
    most, overlap = int(side / scale), int(96 / scale)
    return [
        Part(left, top, right, bottom, scale)
        for top, bottom in _stretches(picture.height, most, overlap)
        for left, right in _stretches(picture.width, most, overlap)
    ]


def _stretches(length: int, most: int, overlap: int) -> Iterator[tuple[int, int]]:
    count = 1 if length <= most else -(-(length - overlap) // max(1, most - overlap))
    for at in range(count):
        start = 0 if count == 1 else (length - most) * at // (count - 1)
        yield start, min(length, start + most)


def _in_part(picture: Image.Image, part: Part) -> list[Slant]:
    width, height = part.right - part.left, part.bottom - part.top
    size = (_fitted(width * part.scale), _fitted(height * part.scale))
    method = Image.Resampling.BILINEAR if part.scale < 1 else Image.Resampling.BICUBIC
    small = picture.resize(size, method, box=(part.left, part.top, part.right, part.bottom))
    chances = sessions.finder().run(as_input(small))[0][0, 0]
    mask = chances > _WRITTEN
    mask[1:] |= mask[:-1].copy()
    mask[:, 1:] |= mask[:, :-1].copy()
    across, down = width / size[0], height / size[1]
    return [_placed(slant, part, across, down) for slant in _sure(blobs.patches(mask, most=_MOST), chances)]


def as_input(picture: Image.Image) -> Floats:
    """Return a picture as the networks of this family take it: blue first, -1..1."""
    values = np.asarray(picture, dtype=np.float32)[:, :, ::-1].transpose(2, 0, 1)
    return np.ascontiguousarray(values[np.newaxis] / 127.5 - 1.0, dtype=np.float32)


def _fitted(length: float) -> int:
    return max(_STEP, round(length / _STEP) * _STEP)


def _sure(found: list[Patch], chances: Floats) -> Iterator[Slant]:
    for patch in found:
        slant = blobs.smallest_rectangle(patch.outline)
        if slant.thickness < _THINNEST or _mean(patch, chances) < _SURE:
            continue
        grown = slant.length * slant.thickness * _GROWN / (2 * (slant.length + slant.thickness))
        yield Slant(slant.x, slant.y, slant.length + 2 * grown, slant.thickness + 2 * grown, slant.angle)


def _mean(patch: Patch, chances: Floats) -> float:
    total = sum(float(chances[row, first:end].sum()) for row, first, end in patch.runs.tolist())
    return total / int((patch.runs[:, 2] - patch.runs[:, 1]).sum())


def _placed(slant: Slant, part: Part, across: float, down: float) -> Slant:
    # Both scales differ by less than a step's rounding, so the angle is kept.
    scale = (across + down) / 2
    return Slant(
        part.left + slant.x * across,
        part.top + slant.y * down,
        slant.length * scale,
        slant.thickness * scale,
        slant.angle,
    )


def _without_cuts(found: list[tuple[Slant, Part]]) -> list[Slant]:
    """Of a line seen in two parts keep the one that is longer: the other was cut at its part's border."""
    kept: list[Slant] = []
    for slant, _ in sorted(found, key=lambda one: -one[0].length * one[0].thickness):
        if not any(_covers(other, slant) for other in kept):
            kept.append(slant)
    return kept


def _covers(large: Slant, small: Slant) -> bool:
    turn = np.deg2rad(large.angle)
    x, y = small.x - large.x, small.y - large.y
    along = abs(x * np.cos(turn) + y * np.sin(turn))
    across = abs(-x * np.sin(turn) + y * np.cos(turn))
    return bool(along < large.length / 2 and across < large.thickness / 2 and small.thickness < large.thickness * 1.6)
