"""Blackens rectangles of a picture's parts; a part that no rectangle touches keeps its very bytes."""

import math
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from yosuga.documents.paper import Slice
from yosuga.documents.png import SIGNATURE, chunk


@dataclass(frozen=True, slots=True, kw_only=True)
class Mask:
    """A rectangle to be black in a paper, in pixels of the picture as people see it, from its top left corner."""

    x: float
    y: float
    width: float
    height: float


def masked(part: Slice, *, top: int, masks: Sequence[Mask]) -> Slice:
    """Return the part, whose first row is row `top` of the picture, with every touched pixel black.

    Edges are rounded outwards, and the covered pixels are gone from the result: its rows are compressed anew.
    """
    boxes = [box for mask in masks if (box := _box(mask, part=part, top=top)) is not None]
    if not boxes:
        return part
    image = _image(part)
    for box in boxes:
        image.paste((0, 0, 0), box)
    return Slice(width=part.width, height=part.height, packed=zlib.compress(image.tobytes(), 1), predicted=False)


def _box(mask: Mask, *, part: Slice, top: int) -> tuple[int, int, int, int] | None:
    """Return left, upper, right and lower edge within the part, or None where the mask does not touch it."""
    left, right = sorted((mask.x, mask.x + mask.width))
    upper, lower = sorted((mask.y - top, mask.y + mask.height - top))
    box = (
        max(0, math.floor(left)),
        max(0, math.floor(upper)),
        min(part.width, math.ceil(right)),
        min(part.height, math.ceil(lower)),
    )
    return box if box[0] < box[2] and box[1] < box[3] else None


def _image(part: Slice) -> Image.Image:
    """Return the pixels of the part; rows that say how they are predicted are the inside of a PNG."""
    size = (part.width, part.height)
    if not part.predicted:
        return Image.frombytes("RGB", size, zlib.decompress(part.packed))
    header = struct.pack(">IIBBBBB", *size, 8, 2, 0, 0, 0)
    body = [chunk(b"IHDR", [header]), chunk(b"IDAT", [part.packed]), chunk(b"IEND", [])]
    image = Image.open(BytesIO(SIGNATURE + b"".join(body)))
    image.load()
    return image
