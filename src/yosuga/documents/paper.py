"""Puts pictures into a typeset PDF in place of blanks, so that their rows are compressed once and never re-encoded."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_OBJECT = re.compile(rb"(\d+) 0 obj\n<<(?P<dictionary>[^\n]*?)>>\nstream\n")
_WIDTH = re.compile(rb"/Width (\d+)/Height 1(?=/|$)")
_TRAILER = re.compile(rb"trailer\n(<<.*?>>)\nstartxref\n(\d+)\n%%EOF\s*$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Slice:
    """Rows of RGB pixels, 8 bits each, packed by zlib; `predicted` when each begins with its filter as in a PNG."""

    width: int
    height: int
    packed: bytes
    predicted: bool


def with_pictures(paper: bytes, pictures: Sequence[Slice]) -> bytes:
    """Return the PDF with picture n in the place of the blank that is n + 2 pixels wide and one high.

    `paper` has a classical cross-reference table (ISO 32000-1, 7.5.4) as Typst writes it. Raises ValueError when a
    blank is missing, because then a page would be empty.
    """
    trailer = _TRAILER.search(paper, len(paper) - min(len(paper), 4096))
    if trailer is None:
        raise ValueError("the typesetter wrote no classical trailer")
    table_at = int(trailer.group(2))
    placed: set[int] = set()
    out: list[bytes] = []
    places: dict[int, int] = {}
    size = 0
    offsets = _offsets(paper, table_at=table_at)
    out.append(paper[: offsets[0][1]])
    size = len(out[0])
    for (number, start), (_, end) in zip(offsets, [*offsets[1:], (0, table_at)], strict=True):
        body = _replaced(paper[start:end], pictures, placed=placed)
        places[number] = size
        out.append(body)
        size += len(body)
    if len(placed) != len(pictures):
        raise ValueError("a blank for a picture is missing")
    rows = b"".join(b"%010d 00000 n \n" % places[number] for number in sorted(places))
    count = len(places) + 1
    out.append(b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n%b\n" % (count, rows, trailer.group(1)))
    out.append(b"startxref\n%d\n%%%%EOF\n" % size)
    return b"".join(out)


def _offsets(paper: bytes, *, table_at: int) -> list[tuple[int, int]]:
    """Return (object number, offset) in the order of the file."""
    found = list(_entries(paper[table_at:]))
    if [number for number, _ in found] != list(range(1, len(found) + 1)):
        raise ValueError("the typesetter wrote a table with gaps")
    return sorted(found, key=lambda entry: entry[1])


def _entries(table: bytes) -> Iterator[tuple[int, int]]:
    lines = table.split(b"\n")
    for number, line in enumerate(lines[3 : 2 + int(lines[1].split()[1])], start=1):
        yield number, int(line[:10])


def _replaced(body: bytes, pictures: Sequence[Slice], *, placed: set[int]) -> bytes:
    head = _OBJECT.match(body)
    if head is None or b"/Subtype/Image" not in head["dictionary"]:
        return body
    width = _WIDTH.search(head["dictionary"])
    if width is None:
        return body
    number = int(width.group(1)) - 2
    picture = pictures[number]
    placed.add(number)
    dictionary = re.sub(rb"/Length \d+", b"/Length %d" % len(picture.packed), head["dictionary"])
    dictionary = _WIDTH.sub(b"/Width %d/Height %d" % (picture.width, picture.height), dictionary)
    if picture.predicted:  # ISO 32000-1, table 8: from 10 up the rows themselves say how they are predicted
        dictionary += b"/DecodeParms<</Predictor 15/Colors 3/BitsPerComponent 8/Columns %d>>" % picture.width
    start = b"%b 0 obj\n<<%b>>\nstream\n" % (head.group(1), dictionary)
    return b"%b%b\nendstream\nendobj\n" % (start, picture.packed)
