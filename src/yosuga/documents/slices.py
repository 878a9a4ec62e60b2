"""Cuts a tall picture into the parts of its pages, a few at a time, so that memory never holds all its pixels.

Browsers write a PNG whose rows are each predicted from the row above ("Up", ISO 15948, 9.2), and a PDF takes rows so
predicted as they are (ISO 32000-1, 7.4.4.4). Such a picture is only inflated, cut and deflated; of each part the first
row alone is worked out, because the row it was predicted from is on another page.
"""

import zlib
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import BinaryIO

from PIL import Image, ImageChops

from yosuga.documents.paper import Slice
from yosuga.documents.pictures import loaded_rgb
from yosuga.documents.png import Png, parse
from yosuga.errors import BadFile

_RGB = 2
_NONE, _UP = b"\0", b"\2"
_FED = 2**18
_AT_ONCE = 3


def slices(picture: BinaryIO, *, cuts: Sequence[tuple[int, int]], workers: ThreadPoolExecutor) -> list[Slice]:
    """Return the rows from first to second number of each cut, pixel for pixel as they are in the picture.

    Each cut begins below the beginning of the one before it and not below its end. Raises BadFile.
    """
    with suppress(_OtherwiseWritten):
        return _in_turn(_predicted(_png(picture), cuts=cuts), workers=workers)
    image = loaded_rgb(picture)
    return _in_turn((_cropping(image, top=top, bottom=bottom) for top, bottom in cuts), workers=workers)


class _OtherwiseWritten(Exception):
    """The picture is not as browsers write it; the picture library reads it whole, and says what is wrong with it."""


def _in_turn(jobs: Iterator[Callable[[], Slice]], *, workers: ThreadPoolExecutor) -> list[Slice]:
    """Run the jobs beside each other; the next is drawn only when few are waiting, because each holds its rows."""
    waiting: deque[Future[Slice]] = deque()
    done: list[Slice] = []
    for job in jobs:
        waiting.append(workers.submit(job))
        if len(waiting) == _AT_ONCE:
            done.append(waiting.popleft().result())
    return [*done, *(one.result() for one in waiting)]


def _cropping(image: Image.Image, *, top: int, bottom: int) -> Callable[[], Slice]:
    def pack() -> Slice:
        rows = image.crop((0, top, image.width, bottom))
        return Slice(width=rows.width, height=rows.height, packed=zlib.compress(rows.tobytes(), 1), predicted=False)

    return pack


def _png(picture: BinaryIO) -> Png:
    picture.seek(0)
    try:
        png = parse(picture.read())
    except BadFile as error:
        raise _OtherwiseWritten from error
    otherwise = any(kind in {b"tRNS", b"eXIf"} for kind, _ in png.before)  # transparent, or perhaps turned
    if not png.simple or png.colour != _RGB or otherwise:
        raise _OtherwiseWritten
    return png


def _predicted(png: Png, *, cuts: Sequence[tuple[int, int]]) -> Iterator[Callable[[], Slice]]:
    line = 1 + 3 * png.width  # each row begins with the number of its filter
    rows = _Rows(png.pixels)
    above = bytes(line)  # what the first row of a PNG is predicted from (ISO 15948, 9.2)
    kept = b""
    for (top, bottom), (next_top, _) in zip(cuts, [*cuts[1:], cuts[-1]], strict=True):
        part = kept + rows.read((bottom - top) * line - len(kept))
        if part[::line].strip(_NONE + _UP):
            raise _OtherwiseWritten
        yield _packing(_last_row(part[:line], above=above), part, width=png.width)
        kept = part[(next_top - top) * line :]
        above = _last_row(part[: (next_top - top) * line], above=above)


def _packing(first: bytes, part: bytes, *, width: int) -> Callable[[], Slice]:
    def pack() -> Slice:
        packer = zlib.compressobj(1)
        packed = packer.compress(first) + packer.compress(memoryview(part)[len(first) :]) + packer.flush()
        return Slice(width=width, height=len(part) // len(first), packed=packed, predicted=True)

    return pack


def _last_row(rows: bytes, *, above: bytes) -> bytes:
    """Return the last of the rows as one that needs no other, given the row above them: the sum of all, byte by byte.

    A row without a prediction is itself, so that the sum begins there.
    """
    line = len(above)
    start = rows[::line].rfind(_NONE)
    total = _sum(rows[max(start, 0) * line :], line=line)
    if start < 0:
        total = _sum(above + total, line=line)
    return _NONE + total[1:]


def _sum(rows: bytes, *, line: int) -> bytes:
    """Return the sum of the rows, each byte modulo 256. The lower half is laid on the upper one until one is left."""
    count = len(rows) // line
    folded = Image.frombuffer("L", (line, count), rows, "raw", "L", 0, 1)
    while count > 1:
        half = (count + 1) // 2
        lower = folded.crop((0, half, line, 2 * half))  # beyond the last row there are zeroes
        folded = ImageChops.add_modulo(folded.crop((0, 0, line, half)), lower)
        count = half
    return folded.tobytes()


class _Rows:
    """The filtered rows of a PNG, inflated as they are asked for."""

    def __init__(self, pixels: bytes) -> None:
        # Without zlib's own head and sum: the checksums of the PNG's chunks have just held over the same bytes.
        self._inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        self._packed = memoryview(pixels)[2:-4]
        self._place = 0

    def read(self, size: int) -> bytes:
        """Return exactly `size` bytes."""
        out: list[bytes] = []
        while size:
            fed = self._inflater.unconsumed_tail or self._next()
            try:
                inflated = self._inflater.decompress(fed, size)
            except zlib.error as error:
                raise _OtherwiseWritten from error
            if not fed and not inflated:
                raise _OtherwiseWritten
            out.append(inflated)
            size -= len(inflated)
        return b"".join(out)

    def _next(self) -> memoryview:
        piece = self._packed[self._place : self._place + _FED]
        self._place += _FED
        return piece
