"""Which characters a font has: its `cmap` table, read as the OpenType specification lays it out, and nothing else."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO


@dataclass(frozen=True, slots=True)
class Reach:
    """The characters of a font as ranges in rising order: from `starts[n]` to `ends[n]`, both within."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]


def reach_of(path: Path) -> Reach:
    """Return the characters of a TrueType or OpenType font file. Raises ValueError when it has no table we can read."""
    with path.open("rb") as font:
        table = _table(font, b"cmap")
    (count,) = struct.unpack_from(">H", table, 2)
    offsets = {struct.unpack_from(">I", table, 8 + 8 * number)[0] for number in range(count)}
    subtables = [memoryview(table)[offset:] for offset in offsets]
    # Form 12 has every character that form 4 has beside it (OpenType, "cmap", "Subtable Formats").
    whole = [subtable for subtable in subtables if _form(subtable) == 12]
    ranges = {pair for subtable in whole or subtables for pair in _ranges(subtable)}
    if not ranges:
        raise ValueError("no character map")
    joined = list(_joined(sorted(ranges)))
    return Reach(tuple(start for start, _ in joined), tuple(end for _, end in joined))


def _table(font: BinaryIO, tag: bytes) -> bytes:
    """Return a table of the font by its directory: tag, checksum, offset, length (OpenType, "Font file")."""
    (count,) = struct.unpack_from(">H", font.read(12), 4)
    directory = font.read(16 * count)
    for number in range(count):
        name, _, offset, length = struct.unpack_from(">4sIII", directory, 16 * number)
        if name == tag:
            font.seek(offset)
            return font.read(length)
    raise ValueError(f"no table {tag!r}")


def _form(subtable: memoryview) -> int:
    (form,) = struct.unpack_from(">H", subtable, 0)
    return int(form)


def _ranges(subtable: memoryview) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the two forms fonts use: 4 for the first plane, 12 for all."""
    form = _form(subtable)
    if form == 12:
        (groups,) = struct.unpack_from(">I", subtable, 12)
        for number in range(groups):
            start, end, _ = struct.unpack_from(">III", subtable, 16 + 12 * number)
            yield start, end
    elif form == 4:
        yield from _segments(subtable)


def _segments(subtable: memoryview) -> Iterator[tuple[int, int]]:
    """Form 4: ends, a pad, starts, deltas, offsets, one of each a segment; a glyph 0 within is no character."""
    (double,) = struct.unpack_from(">H", subtable, 6)
    count = double // 2
    ends = struct.unpack_from(f">{count}H", subtable, 14)
    starts = struct.unpack_from(f">{count}H", subtable, 16 + double)
    offsets = struct.unpack_from(f">{count}H", subtable, 16 + 3 * double)
    for number, (start, end, offset) in enumerate(zip(starts, ends, offsets, strict=True)):
        if not offset:
            yield start, min(end, 0xFFFE)
            continue
        glyphs = 16 + 3 * double + 2 * number + offset
        for point in range(start, end + 1):
            if struct.unpack_from(">H", subtable, glyphs + 2 * (point - start))[0]:
                yield point, point


def _joined(ranges: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    start, end = ranges[0]
    for next_start, next_end in ranges[1:]:
        if next_start > end + 1:
            yield start, end
            start, end = next_start, next_end
        end = max(end, next_end)
    yield start, end
