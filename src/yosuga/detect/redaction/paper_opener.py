"""The child process in which a stranger's PDF is opened; it answers with characters, their places, and plain pixels.

The one file that knows `pypdfium2`. A PDF of two thousand bytes can ask for all memory of a machine: the limits are
those of this process. The answer is a row of records (`detect.records`): first all pages' sizes, then the characters of
each page, then the pixels of each.
"""

import json
import os
import sys
from collections.abc import Iterator
from ctypes import byref, c_int
from itertools import pairwise
from math import ceil

import pypdfium2

from yosuga.confining import confine
from yosuga.detect.records import Record, write

MOST_PAGES = 200
PIXELS_A_POINT = 200 / 72
_MOST_PIXELS = 20_000_000  # of one page
_MEMORY = 1_300 * 2**20
LARGEST = 128 * 2**20


def main() -> None:
    """Open what lies on standard input. Arguments: (code), source folder, CPU seconds."""
    content = sys.stdin.buffer.read(LARGEST)
    confine(memory=_MEMORY, cpu_s=int(sys.argv[2]))
    for header, body in _records(content):
        write(header, body)
    os._exit(0)


def _records(content: bytes) -> Iterator[Record]:
    try:
        paper = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        yield {"refused": "locked" if "password" in str(error).lower() else "damaged"}, b""
        return
    if refused := _refused(paper):
        yield {"refused": refused}, b""
        return
    paper.init_forms()
    count = len(paper)
    said = any(paper.get_metadata_dict(skip_empty=True).values())
    yield {"sizes": [list(paper.get_page_size(number)) for number in range(count)], "said": said}, b""
    for number in range(count):
        yield {}, json.dumps(_signs(paper[number])).encode("ascii")
    for number in range(count):
        width, height, pixels = _rendered(paper[number])
        yield {"width": width, "height": height}, pixels


def _refused(paper: pypdfium2.PdfDocument) -> str:
    """Return the code of why a paper is not opened, or nothing."""
    if pypdfium2.raw.FPDF_GetSecurityHandlerRevision(paper) != -1:
        return "locked"
    if not 1 <= len(paper) <= MOST_PAGES:
        return "too-many-pages"
    sizes = [paper.get_page_size(number) for number in range(len(paper))]
    fits = all(0 < width * height * PIXELS_A_POINT**2 <= _MOST_PIXELS for width, height in sizes)
    return "" if fits else "too-large-a-page"


def _rendered(page: pypdfium2.PdfPage) -> tuple[int, int, bytes]:
    bitmap = page.render(scale=PIXELS_A_POINT)
    return bitmap.width, bitmap.height, bitmap.to_pil().convert("RGB").tobytes()


def _signs(page: pypdfium2.PdfPage) -> list[list[int]]:
    """Return the characters of the page's own text as code points, each with its place where it has one.

    What a page draws without text is for the eyes that see the picture.
    """
    text = page.get_textpage()
    units = [int(pypdfium2.raw.FPDFText_GetUnicode(text, at)) for at in range(text.count_chars())]
    chars = (_char(unit, after) for unit, after in pairwise([*units, 0]))
    return [[ord(char), *_place(page, text, at)] for at, char in enumerate(chars)]


def _char(unit: int, after: int) -> str:
    """Return a UTF-16 unit as a character: the first half of a pair as the whole, the second as one nobody sees."""
    if 0xD800 <= unit < 0xDC00 and 0xDC00 <= after < 0xE000:
        return chr(0x10000 + ((unit - 0xD800) << 10) + (after - 0xDC00))
    if 0xDC00 <= unit < 0xE000:
        return "\u200b"
    return chr(unit) if unit and not 0xD800 <= unit < 0xDC00 else "\ufffd"


def _place(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage, at: int) -> list[int]:
    """Return where a character stands, in pixels of the rendered page; nothing for a line's end."""
    left, bottom, right, top = text.get_charbox(at, loose=True)
    if right <= left or top <= bottom:
        return []
    (x0, y0), (x1, y1) = (_on_picture(page, x, y) for x, y in ((left, bottom), (right, top)))
    return [max(0, min(x0, x1) - 1), max(0, min(y0, y1) - 1), max(0, max(x0, x1) + 1), max(0, max(y0, y1) + 1)]


def _on_picture(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[int, int]:
    width, height = (ceil(length * PIXELS_A_POINT) for length in page.get_size())
    across, down = c_int(), c_int()
    pypdfium2.raw.FPDF_PageToDevice(page, 0, 0, width, height, 0, x, y, byref(across), byref(down))
    return across.value, down.value
