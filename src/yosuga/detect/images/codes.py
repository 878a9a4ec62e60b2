"""Reads QR codes and barcodes; a small or slanting one gets several tries, each larger than the last."""

from collections.abc import Iterator

import zxingcpp
from PIL import Image

from yosuga.detect.images.base import Box, Code

_LARGEST = 2_000
_SMALL = 700
_ENLARGED = 1_600
_MOST = 50


def codes(picture: Image.Image) -> tuple[Code, ...]:
    """Return the codes in `picture` with what they say; the first try that finds any decides."""
    for scale in _tries(picture):
        found = tuple(_read(picture, scale))
        if found:
            return found
    return ()


def _tries(picture: Image.Image) -> Iterator[float]:
    longest = max(picture.size)
    yield min(1.0, _LARGEST / longest)
    if longest < _SMALL:
        yield min(3.0, _ENLARGED / longest)
    elif longest > _LARGEST:
        yield 0.5 * _LARGEST / longest


def _read(picture: Image.Image, scale: float) -> Iterator[Code]:
    grey = picture.convert("L")
    if scale != 1.0:
        size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
        grey = grey.resize(size, Image.Resampling.BICUBIC if scale > 1 else Image.Resampling.BOX)
    for found in zxingcpp.read_barcodes(grey)[:_MOST]:
        corners = found.position
        points = [corners.top_left, corners.top_right, corners.bottom_right, corners.bottom_left]
        across, down = [point.x / scale for point in points], [point.y / scale for point in points]
        box = Box(int(min(across)), int(min(down)), int(max(across)) + 1, int(max(down)) + 1)
        yield Code(box, str(found.format).rsplit(".", maxsplit=1)[-1], found.text)
