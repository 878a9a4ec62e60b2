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
    try:
        opened = open_picture(picture)
        if opened.width * opened.height > _MOST_PIXELS:
            return b""
        whole = loaded_rgb(picture)
    except BadFile:
        return b""
    top = whole.crop((0, 0, whole.width, min(whole.height, max(1, whole.width * _HEIGHT // _WIDTH))))
    top.thumbnail((_WIDTH, _HEIGHT), Image.Resampling.BOX)
    out = BytesIO()
    top.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()
