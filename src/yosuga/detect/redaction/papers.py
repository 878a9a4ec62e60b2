"""A PDF without what was found in it: each page as a fresh picture, put together as a paper of pictures alone.

The one file that knows `pypdfium2`. The copy has no text, no links, no forms, no attachments and says nothing of its
making: it is written here, from pixels (ISO 32000-1, 7.5 and 8.9.5).
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from ctypes import byref, c_int
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

import pypdfium2
from PIL import Image

from yosuga.detect.images.base import Box, Looked
from yosuga.detect.redaction import pictures
from yosuga.detect.redaction.covering import cover
from yosuga.detect.redaction.pictures import Look, RedactedPicture, Wanted
from yosuga.detect.redaction.places import grown
from yosuga.detect.redaction.refusing import Locked, StillThere, TooLarge
from yosuga.errors import BadFile

MOST_PAGES = 200
_PIXELS_A_POINT = 200 / 72
_MOST_PIXELS = 20_000_000  # of one page
_MARGIN = 0.2
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class RedactedPaper:
    """The copy, and the black rectangles of each page (pixels, 200 to an inch)."""

    content: bytes
    pages: tuple[tuple[Box, ...], ...]
    rounds: int


@dataclass(frozen=True, slots=True)
class _Sign:
    """A character of a page's own text, and where it stands in the page's picture."""

    char: str
    box: Box | None


def redact(
    content: bytes, *, wanted: Wanted, look: Look | None = None, progress: Progress | None = None
) -> RedactedPaper:
    """Return a copy of a PDF as pictures without what is found in its text or seen on its pages.

    Raises Locked for an encrypted one, TooLarge, BadFile; StillThere where something is seen after six rounds.
    """
    with _opened(content) as paper:
        count = len(paper)
        hidden = _by_text([_signs(paper[number]) for number in range(count)], wanted=wanted)
        done = []
        for number in range(count):
            page = paper[number]
            done.append((_page(page, also=hidden[number], wanted=wanted, look=look), page.get_size()))
            if progress is not None:
                progress(number + 1, count)
    copy = _written(done)
    _check(copy)
    return RedactedPaper(copy, tuple(one.boxes for one, _ in done), max(one.rounds for one, _ in done))


@contextmanager
def _opened(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    try:
        paper = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise (Locked if "password" in str(error).lower() else BadFile)("PDF") from error
    try:
        if pypdfium2.raw.FPDF_GetSecurityHandlerRevision(paper) != -1:
            raise Locked("encrypted")
        if not 1 <= len(paper) <= MOST_PAGES:
            raise TooLarge(f"1 to {MOST_PAGES} pages")
        for number in range(len(paper)):
            width, height = paper.get_page_size(number)
            if not 0 < width * height * _PIXELS_A_POINT**2 <= _MOST_PIXELS:
                raise TooLarge("the size of a page")
        paper.init_forms()
        yield paper
    finally:
        paper.close()


def _page(page: pypdfium2.PdfPage, *, also: Sequence[Box], wanted: Wanted, look: Look | None) -> RedactedPicture:
    return pictures.burned(_rendered(page), wanted=wanted, form="JPEG", also=also, look=look or _quickly)


def _quickly(content: bytes) -> Looked:
    """Look once at a page: most of what it says is known from its own text, and there may be two hundred."""
    from yosuga.detect.images.looking import look

    return look(content)


def _rendered(page: pypdfium2.PdfPage) -> Image.Image:
    bitmap = page.render(scale=_PIXELS_A_POINT)
    return Image.frombytes("RGB", (bitmap.width, bitmap.height), bitmap.to_pil().convert("RGB").tobytes())


def _signs(page: pypdfium2.PdfPage) -> list[_Sign]:
    """Return the characters of the page's own text; what it draws without text is for the eyes that see the picture."""
    text = page.get_textpage()
    units = [int(pypdfium2.raw.FPDFText_GetUnicode(text, at)) for at in range(text.count_chars())]
    chars = (_char(unit, after) for unit, after in pairwise([*units, 0]))
    return [_Sign(char, _place(page, text, at)) for at, char in enumerate(chars)]


def _char(unit: int, after: int) -> str:
    """Return a UTF-16 unit as a character: the first half of a pair as the whole, the second as one nobody sees."""
    if 0xD800 <= unit < 0xDC00 and 0xDC00 <= after < 0xE000:
        return chr(0x10000 + ((unit - 0xD800) << 10) + (after - 0xDC00))
    if 0xDC00 <= unit < 0xE000:
        return "\u200b"
    return chr(unit) if unit and not 0xD800 <= unit < 0xDC00 else "\ufffd"


def _place(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage, at: int) -> Box | None:
    """Return where a character stands, in pixels of the rendered page; None for a line's end."""
    left, bottom, right, top = text.get_charbox(at, loose=True)
    if right <= left or top <= bottom:
        return None
    (x0, y0), (x1, y1) = (_on_picture(page, x, y) for x, y in ((left, bottom), (right, top)))
    return Box(max(0, min(x0, x1) - 1), max(0, min(y0, y1) - 1), max(0, max(x0, x1) + 1), max(0, max(y0, y1) + 1))


def _on_picture(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[int, int]:
    width, height = (ceil(length * _PIXELS_A_POINT) for length in page.get_size())
    across, down = c_int(), c_int()
    pypdfium2.raw.FPDF_PageToDevice(page, 0, 0, width, height, 0, x, y, byref(across), byref(down))
    return across.value, down.value


def _by_text(pages: Sequence[Sequence[_Sign]], *, wanted: Wanted) -> list[list[Box]]:
    """Return for each page what its text says is to be covered; a name on one page is known on the others."""
    starts = [0]
    for page in pages:
        starts.append(starts[-1] + len(page) + 1)
    text = "\n".join("".join(sign.char for sign in page) for page in pages)
    found = cover(text, kinds=wanted.kinds)
    return [
        [
            grown(sign.box, by=max(2, round(sign.box.height * _MARGIN)), inside=(1 << 20, 1 << 20))
            for one in found
            for sign in page[max(0, one.start - start) : max(0, one.end - start)]
            if sign.box is not None
        ]
        for page, (start, _) in zip(pages, pairwise(starts), strict=True)
    ]


def _written(pages: Sequence[tuple[RedactedPicture, tuple[float, float]]]) -> bytes:
    """Return a PDF of these pictures, one a page of that size in points: no dates, no names, no identifier."""
    objects: list[bytes] = [b"<</Type/Catalog/Pages 2 0 R>>"]
    kids = b" ".join(b"%d 0 R" % (3 + 3 * number) for number in range(len(pages)))
    objects.append(b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(pages), kids))
    for number, (picture, (width, height)) in enumerate(pages):
        first = 3 + 3 * number
        drawn = b"q %.2f 0 0 %.2f 0 0 cm /P Do Q" % (width, height)
        pixels = _jpeg_size(picture.content)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %.2f %.2f]/Resources<</XObject<</P %d 0 R>>>>/Contents %d 0 R>>"
            % (width, height, first + 2, first + 1)
        )
        objects.append(_stream(b"", drawn))
        picture_words = (
            b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode"
        )
        objects.append(_stream(picture_words % pixels, picture.content))
    return _file(objects)


def _jpeg_size(content: bytes) -> tuple[int, int]:
    from io import BytesIO

    with Image.open(BytesIO(content)) as picture:
        return picture.size


def _stream(words: bytes, body: bytes) -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (words, len(body), body)


def _file(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = len(out)
    size = len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, end)
    return bytes(out)


def _check(content: bytes) -> None:
    """Open the copy as a reader does. Raises StillThere where it has a text or says anything of itself."""
    with _opened(content) as paper:
        if any(paper.get_metadata_dict(skip_empty=True)):
            raise StillThere("metadata")
        if any(paper[number].get_textpage().count_chars() for number in range(len(paper))):
            raise StillThere("text")
