"""A copy of a picture with a band above it: where it was, when it was taken, which item it is."""

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from itertools import groupby
from typing import BinaryIO

from PIL import Image, ImageDraw, ImageFont

from yosuga.documents.fonts import Font, font_for, japanese_font
from yosuga.documents.pictures import MOST_PIXELS, open_picture
from yosuga.documents.png import SIGNATURE, parse, with_rows_above
from yosuga.errors import BadFile
from yosuga.text import one_line

_MOST_CHARACTERS = 20_000
_INK = (26, 26, 28)
_PAPER = (255, 253, 240)


def stamped_picture(picture: BinaryIO, *, lines: Sequence[str]) -> bytes:
    """Return a PNG copy of `picture` with `lines` written in a band above it, wrapped and never cut.

    Below the band, separated by one dark row, every pixel is that of the original: of a PNG as browsers write it the
    compressed pixels are carried over untouched, so the cost does not grow with the picture's height. Raises BadFile,
    FontMissing.
    """
    picture.seek(0)
    data = picture.read()
    if data.startswith(SIGNATURE):
        png = parse(data)
        if png.simple and png.width * png.height <= MOST_PIXELS:
            band = _band(lines, width=png.width).convert("RGB" if png.channels == 3 else "RGBA")
            return with_rows_above(png, band.tobytes(), count=band.height, note="\n".join(map(one_line, lines)))
    return _redrawn(BytesIO(data), lines=lines)


def _redrawn(picture: BinaryIO, *, lines: Sequence[str]) -> bytes:
    """The way for every other kind of picture: decoded, put below the band, written again without loss."""
    opened = open_picture(picture)
    try:
        below = opened.convert("RGBA" if opened.has_transparency_data else "RGB")
    except (OSError, ValueError, SyntaxError) as error:
        raise BadFile("damaged picture") from error
    band = _band(lines, width=below.width)
    whole = Image.new(below.mode, (below.width, band.height + 1 + below.height))
    whole.paste(band, (0, 0))
    whole.paste(below, (0, band.height + 1))
    out = BytesIO()
    whole.save(out, "PNG", compress_level=1)
    return out.getvalue()


def _band(lines: Sequence[str], *, width: int) -> Image.Image:
    """Draw the band; the letters' size follows the picture's width, from 11 to 26 pixels."""
    size = max(11, min(26, round(width / 66)))
    margin = size
    ascent, _ = _face(japanese_font(), size=size).getmetrics()
    wrapped = [part for line in lines for part in _wrapped(one_line(line), size=size, width=max(1, width - 2 * margin))]
    pitch = round(size * 1.5)
    band = Image.new("RGB", (width, 2 * (margin // 2) + pitch * max(1, len(wrapped))), _PAPER)
    pen = ImageDraw.Draw(band)
    for number, text in enumerate(wrapped):
        across = float(margin)
        for font, letters in groupby(text, key=font_for):
            face, run = _face(font, size=size), "".join(letters)
            pen.text((across, margin // 2 + number * pitch + ascent), run, font=face, fill=_INK, anchor="ls")
            across += face.getlength(run)
    return band


@cache
def _face(font: Font, *, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(font.path), size, index=font.index)


def _wrapped(text: str, *, size: int, width: int) -> list[str]:
    """Break a line where it is full, character by character: a URL must be whole, and has no spaces to break at."""
    lines, current, used = [], "", 0.0
    widths: dict[str, float] = {}
    for letter in text[:_MOST_CHARACTERS]:
        if letter not in widths:
            widths[letter] = _face(font_for(letter), size=size).getlength(letter)
        if current and used + widths[letter] > width:
            lines.append(current)
            current, used = "", 0.0
        current += letter
        used += widths[letter]
    return [*lines, current]
