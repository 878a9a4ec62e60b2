"""A small picture of a picture, for a list; it is shown blurred until somebody asks."""

from io import BytesIO
from typing import BinaryIO

from PIL import Image

from yosuga.documents.pictures import loaded_rgb, open_picture
from yosuga.errors import BadFile

_WIDTH, _HEIGHT = 240, 320
_MOST_PIXELS = 30_000_000  # 90 MB decoded; a larger picture is not worth that much memory in a list
_QUALITY = 55


def thumbnail(picture: BinaryIO) -> bytes:
    """Return the top of a picture as a JPEG of at most 240 x 320 pixels; empty when it is too large or none."""
    top = top_of(picture, width=_WIDTH, height=_HEIGHT)
    return b"" if top is None else as_jpeg(top, quality=_QUALITY)


def top_of(picture: BinaryIO, *, width: int, height: int) -> Image.Image | None:
    """Return the top of a picture within `width` x `height` pixels; None when it is too large or none."""
    try:
        opened = open_picture(picture)
        if opened.width * opened.height > _MOST_PIXELS:
            return None
        whole = loaded_rgb(picture)
    except BadFile:
        return None
    top = whole.crop((0, 0, whole.width, min(whole.height, max(1, whole.width * height // width))))
    top.thumbnail((width, height), Image.Resampling.BOX)
    return top


def as_jpeg(picture: Image.Image, *, quality: int) -> bytes:
    """Return a picture as a JPEG that says nothing but its pixels."""
    out = BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
