"""Thumbnails: small, of the top of the picture, and none where there is nothing to show."""

from io import BytesIO

import pytest
from PIL import Image

from yosuga.documents.thumbnails import thumbnail


def picture(width: int, height: int, *, mode: str = "RGB") -> BytesIO:
    made = Image.new(mode, (width, height), "white")
    made.paste("red" if mode != "L" else 0, (0, 0, width, min(height, width)))
    body = BytesIO()
    made.save(body, "PNG")
    return body


@pytest.mark.parametrize(("width", "height"), [(1280, 9000), (320, 200), (1, 1), (5000, 10), (1, 5000)])
def test_a_thumbnail_shows_the_top_within_its_bounds(width: int, height: int) -> None:
    made = Image.open(BytesIO(thumbnail(picture(width, height))))
    assert made.format == "JPEG"
    assert made.width <= 240
    assert made.height <= 320
    red, green, _ = made.convert("RGB").getpixel((0, 0))  # type: ignore[misc]  # RGB has three bands
    assert red > 200
    assert green < 80


def test_what_is_no_picture_or_too_large_has_none() -> None:
    assert thumbnail(BytesIO(b"no picture")) == b""
    assert thumbnail(picture(6000, 6000, mode="L")) == b""
