"""A PDF without what was found in it: each page as a fresh picture, put together as a paper of pictures alone.

The copy has no text, no links, no forms, no attachments and says nothing of its making: it is written here, from
pixels (ISO 32000-1, 7.5 and 8.9.5).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PIL import Image

from yosuga.detect.images.base import Box, Looked
from yosuga.detect.redaction import paper_opening, pictures
from yosuga.detect.redaction.covering import cover
from yosuga.detect.redaction.paper_opening import Sign
from yosuga.detect.redaction.pictures import Look, Progress, RedactedPicture, Wanted
from yosuga.detect.redaction.places import grown
from yosuga.detect.redaction.refusing import StillThere

_MARGIN = 0.2


@dataclass(frozen=True, slots=True)
class RedactedPaper:
    """The copy, and the black rectangles of each page (pixels, 200 to an inch)."""

    content: bytes
    pages: tuple[tuple[Box, ...], ...]
    rounds: int


def redact(
    content: bytes, *, wanted: Wanted, look: Look | None = None, progress: Progress | None = None
) -> RedactedPaper:
    """Return a copy of a PDF as pictures without what is found in its text or seen on its pages.

    Raises Locked for an encrypted one, TooLarge, BadFile; StillThere where something is seen after six rounds.
    """
    done = []
    with paper_opening.opened(content) as paper:
        hidden = _by_text(paper.texts, wanted=wanted)
        for picture, size, also in zip(paper.pictures, paper.sizes, hidden, strict=True):
            page = pictures.burned(picture, wanted=wanted, form="JPEG", also=also, look=look or _quickly)
            done.append((page, size))
            if progress is not None:
                progress(len(done), len(hidden))
    copy = _written(done)
    _check(copy)
    return RedactedPaper(copy, tuple(one.boxes for one, _ in done), max(one.rounds for one, _ in done))


def _quickly(content: bytes) -> Looked:
    """Look once at a page: most of what it says is known from its own text, and there may be two hundred."""
    from yosuga.detect.images.looking import look

    return look(content)


def _by_text(pages: Sequence[Sequence[Sign]], *, wanted: Wanted) -> list[list[Box]]:
    """Return for each page what its text says is to be covered; a name on one page is known on the others."""
    starts = [0]
    for page in pages:
        starts.append(starts[-1] + len(page) + 1)
    text = "\n".join("".join(sign.char for sign in page) for page in pages)
    found = cover(text, kinds=wanted.kinds)
    return [
        [
            grown(box, by=max(2, round(min(box.width, box.height) * _MARGIN)), inside=(1 << 20, 1 << 20))
            for one in found
            for box in _stretches(page[max(0, one.start - start) : max(0, one.end - start)])
        ]
        for page, (start, _) in zip(pages, pairwise(starts), strict=True)
    ]


def _stretches(signs: Sequence[Sign]) -> Iterator[Box]:
    """Yield the boxes of a run of signs: one for those that stand beside each other on a line, or in a column."""
    whole: Box | None = None
    for box in (sign.box for sign in signs if sign.box is not None):
        if whole is not None and (_beside(whole, box) or _below(whole, box)):
            whole = whole.around(box)
            continue
        if whole is not None:
            yield whole
        whole = box
    if whole is not None:
        yield whole


def _beside(whole: Box, box: Box) -> bool:
    """Say whether a sign stands on the same line, within a sign's width of what came before."""
    level = min(whole.bottom, box.bottom) - max(whole.top, box.top) > box.height // 2 and whole.height < 2 * box.height
    return level and max(whole.left, box.left) - min(whole.right, box.right) <= max(box.width, box.height)


def _below(whole: Box, box: Box) -> bool:
    """Say whether a sign stands in the same column, within a sign's height of what came before."""
    plumb = min(whole.right, box.right) - max(whole.left, box.left) > box.width // 2 and whole.width < 2 * box.width
    return plumb and max(whole.top, box.top) - min(whole.bottom, box.bottom) <= box.height


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
    with paper_opening.opened(content) as paper:
        if paper.said:
            raise StillThere("metadata")
        if any(paper.texts):
            raise StillThere("text")
