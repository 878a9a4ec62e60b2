"""Opens a picture that may be very tall, with a limit of our own instead of the library's guess."""

import warnings
from typing import BinaryIO

from PIL import Image, UnidentifiedImageError

from yosuga.errors import BadFile

# A capture is at most 1280 × 60,000 CSS pixels, sometimes twice as dense across; Pillow refuses beyond 179 million.
MOST_PIXELS = 2560 * 65_535


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


def loaded_rgb(picture: BinaryIO) -> Image.Image:
    """Return the picture with its pixels as RGB, on white where it was transparent. Raises BadFile."""
    opened = open_picture(picture)
    try:
        opened.load()
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise BadFile("damaged picture") from error
    if opened.has_transparency_data:
        base = Image.new("RGBA", opened.size, "white")
        base.alpha_composite(opened.convert("RGBA"))
        return base.convert("RGB")
    return opened if opened.mode == "RGB" else opened.convert("RGB")
