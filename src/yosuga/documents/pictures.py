"""Opens a picture that may be very tall, with a limit of our own instead of the library's guess."""

import struct
import warnings
from typing import BinaryIO

from PIL import ExifTags, Image, UnidentifiedImageError

from yosuga.errors import BadFile

# A capture is at most 1280 × 60,000 CSS pixels, sometimes twice as dense across; Pillow refuses beyond 179 million.
MOST_PIXELS = 2560 * 65_535

# What makes a picture upright again, by its Exif orientation.
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def open_picture(picture: BinaryIO) -> Image.Image:
    """Return the picture, its pixels not yet read. Raises BadFile when it is none or has more than 167 million pixels.

    Pillow's own guard warns at 89 million pixels and refuses at 179 million; ours replaces it here and only here.
    """
    picture.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            opened = Image.open(picture)
    except Image.DecompressionBombError as error:
        raise BadFile("too many pixels") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise BadFile("not a picture") from error
    if opened.width * opened.height > MOST_PIXELS:
        raise BadFile("too many pixels")
    return opened


def shown_size(picture: BinaryIO) -> tuple[int, int]:
    """Return width and height as people see the picture: a camera may say that it was turned. Raises BadFile."""
    opened = open_picture(picture)
    return (opened.height, opened.width) if _turned(opened) >= 5 else opened.size


def _turned(opened: Image.Image) -> int:
    """Return how the camera was held, 1 to 8 (Exif 2.32, Orientation); from 5 on, width and height change places."""
    exif = Image.Exif()  # not `getexif`: that reads the pixels of a PNG, and hides it when they are cut short
    try:
        exif.load(opened.info.get("exif", b""))
        turned = exif.get(ExifTags.Base.Orientation, 1)
    except (OSError, ValueError, SyntaxError, struct.error):
        return 1
    return turned if isinstance(turned, int) and 1 <= turned <= 8 else 1


def loaded_rgb(picture: BinaryIO) -> Image.Image:
    """Return the picture with its pixels as RGB, upright, on white where it was transparent. Raises BadFile."""
    opened = open_picture(picture)
    turned = _turned(opened)
    try:
        opened.load()
        if turned > 1:
            opened = opened.transpose(_UPRIGHT[turned])
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise BadFile("damaged picture") from error
    if opened.has_transparency_data:
        base = Image.new("RGBA", opened.size, "white")
        base.alpha_composite(opened.convert("RGBA"))
        return base.convert("RGB")
    return opened if opened.mode == "RGB" else opened.convert("RGB")
