"""Which characters a font has: its `cmap` table, read as the OpenType specification lays it out, and nothing else."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Reach:
    """The characters of a font as ranges in rising order: from `starts[n]` to `ends[n]`, both within."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]


def reach_of(path: Path) -> Reach:
    """Return the characters of a TrueType or OpenType font file. Raises ValueError when it has no table we can read."""
    table = _table(path.read_bytes(), b"cmap")
    (count,) = struct.unpack_from(">H", table, 2)
    ranges: set[tuple[int, int]] = set()
    for number in range(count):
        (offset,) = struct.unpack_from(">I", table, 8 + 8 * number)
        ranges |= set(_ranges(memoryview(table)[offset:]))
    if not ranges:
        raise ValueError("no character map")
    joined = list(_joined(sorted(ranges)))
    return Reach(tuple(start for start, _ in joined), tuple(end for _, end in joined))


def _table(font: bytes, tag: bytes) -> bytes:
    """Return a table of the font by its directory: tag, checksum, offset, length (OpenType, "Font file")."""
    (count,) = struct.unpack_from(">H", font, 4)
    for number in range(count):
        name, _, offset, length = struct.unpack_from(">4sIII", font, 12 + 16 * number)
        if name == tag:
            return font[offset : offset + length]
    raise ValueError(f"no table {tag!r}")


def _ranges(subtable: memoryview) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the two forms fonts use: 4 for the first plane, 12 for all."""
    (form,) = struct.unpack_from(">H", subtable, 0)
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
