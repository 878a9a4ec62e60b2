"""Has a stranger's PDF opened in a child process with limits, and takes its text and plain pixels from there."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import Image

from yosuga.detect import apart
from yosuga.detect.images.base import Box
from yosuga.detect.records import Record
from yosuga.detect.redaction.refusing import Locked, TooLarge
from yosuga.errors import BadFile

_CPU_S = 180
_LARGEST_BODY = 2**28


@dataclass(frozen=True, slots=True)
class Sign:
    """A character of a page's own text, and where it stands in the page's picture."""

    char: str
    box: Box | None


@dataclass(frozen=True, slots=True)
class OpenPaper:
    """A PDF: the size of each page in points, its text page by page, whether it says anything of itself; the pictures.

    `pictures` come one after another, once, 200 pixels an inch.
    """

    sizes: Sequence[tuple[float, float]]
    texts: Sequence[Sequence[Sign]]
    said: bool
    pictures: Iterator[Image.Image]


@contextmanager
def opened(content: bytes) -> Iterator[OpenPaper]:
    """Open a PDF. Raises Locked, TooLarge, BadFile; BadFile later too, where a page breaks off."""
    with apart.opened("yosuga.detect.redaction.paper_opener", _CPU_S, source=content, most=_LARGEST_BODY) as child:
        header, _ = _record(child)
        if refused := header.get("refused"):
            raise _refusal(str(refused))
        sizes = _sizes(header.get("sizes"))
        texts = [_signs(_record(child)[1]) for _ in sizes]
        yield OpenPaper(sizes, texts, header.get("said") is True, (_picture(child) for _ in sizes))


def _record(child: apart.Child) -> Record:
    """Return the next record. Raises BadFile where the child fell silent, died or answered nonsense."""
    header, body = child.record()
    if "broken" in header or header.get("bytes") != len(body):
        raise BadFile("PDF")
    return header, body


def _refusal(code: str) -> BadFile:
    if code == "locked":
        return Locked("PDF")
    return TooLarge(code) if code.startswith("too-") else BadFile("PDF")


def _sizes(value: object) -> list[tuple[float, float]]:
    rows = value if isinstance(value, list) else []
    sizes = [(float(row[0]), float(row[1])) for row in rows if isinstance(row, list) and len(row) == 2]
    if not sizes:
        raise BadFile("PDF")
    return sizes


def _signs(body: bytes) -> list[Sign]:
    try:
        return [Sign(chr(code), Box(*place) if len(place) == 4 else None) for code, *place in json.loads(body)]
    except (ValueError, TypeError) as error:  # a child that something took over may answer anything
        raise BadFile("PDF") from error


def _picture(child: apart.Child) -> Image.Image:
    header, pixels = _record(child)
    width, height = header.get("width"), header.get("height")
    if not isinstance(width, int) or not isinstance(height, int) or width * height * 3 != len(pixels):
        raise BadFile("PDF")
    return Image.frombytes("RGB", (width, height), pixels)
