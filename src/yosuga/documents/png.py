"""A PNG file as its parts (ISO 15948), so that rows can be put above a picture without touching one of its pixels."""

import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yosuga.errors import BadFile

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_ADLER = 65_521
_CHANNELS = {2: 3, 6: 4}


@dataclass(frozen=True, slots=True)
class Png:
    """The header and the chunks of a PNG. `pixels` is its one zlib stream; `before` are chunks that describe it."""

    width: int
    height: int
    depth: int
    colour: int
    interlaced: bool
    before: Sequence[tuple[bytes, bytes]]
    pixels: bytes

    @property
    def simple(self) -> bool:
        """Say whether it is 8-bit RGB or RGBA in plain order, which is what browsers write."""
        return self.depth == 8 and self.colour in _CHANNELS and not self.interlaced

    @property
    def channels(self) -> int:
        """Return how many bytes a pixel has; only for simple ones."""
        return _CHANNELS[self.colour]


def parse(data: bytes) -> Png:
    """Return the parts of a PNG. Raises BadFile when a chunk is cut short or its checksum does not hold."""
    before: list[tuple[bytes, bytes]] = []
    pixels: list[bytes] = []
    header = b""
    for kind, body in _chunks(data):
        if kind == b"IHDR":
            header = body
        elif kind == b"IDAT":
            pixels.append(body)
        elif not pixels and kind != b"IEND":
            before.append((kind, body))
    if len(header) != 13 or not pixels:
        raise BadFile("not a PNG")
    width, height, depth, colour, _, _, interlace = struct.unpack(">IIBBBBB", header)
    return Png(width, height, depth, colour, bool(interlace), before, b"".join(pixels))


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    if not data.startswith(SIGNATURE):
        raise BadFile("not a PNG")
    place = len(SIGNATURE)
    while place + 12 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, place)
        body = data[place + 8 : place + 8 + size]
        checksum = data[place + 8 + size : place + 12 + size]
        if len(checksum) != 4 or struct.pack(">I", zlib.crc32(body, zlib.crc32(kind))) != checksum:
            raise BadFile("damaged PNG")
        yield kind, body
        if kind == b"IEND":
            return
        place += 12 + size
    raise BadFile("PNG cut short")


def with_rows_above(png: Png, rows: bytes, *, count: int, note: str) -> bytes:
    """Return the PNG with `count` rows of pixels above it; the old compressed pixels are carried over as they are.

    `rows` are raw pixels of the same width and channels. A row of zeroes follows them: PNG filters predict a row from
    the one above, and the first row of every PNG is predicted from zeroes, so the old bytes keep their meaning
    (ISO 15948, 9.2). Deflate streams join at a byte boundary (RFC 1951, 3.2.4) and checksums add up (RFC 1950).
    """
    if not png.simple:
        raise ValueError("only 8-bit RGB and RGBA without interlacing can be joined")
    line = png.width * png.channels
    filtered = b"".join(b"\0" + rows[start : start + line] for start in range(0, count * line, line)) + bytes(line + 1)
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    above = packer.compress(filtered) + packer.flush(zlib.Z_SYNC_FLUSH)
    old_size = png.height * (line + 1)
    (old_sum,) = struct.unpack(">I", png.pixels[-4:])
    joined_sum = _adler_joined(zlib.adler32(filtered), old_sum, size=old_size)
    stream: list[bytes | memoryview] = [b"\x78\x01", above, memoryview(png.pixels)[2:-4], struct.pack(">I", joined_sum)]
    header = struct.pack(">IIBBBBB", png.width, png.height + count + 1, 8, png.colour, 0, 0, 0)
    parts = [SIGNATURE, chunk(b"IHDR", [header])]
    parts += [chunk(kind, [body]) for kind, body in png.before]
    parts += [chunk(b"iTXt", [b"Comment\0\0\0\0\0" + note.encode("utf-8", "replace")])]
    return b"".join([*parts, chunk(b"IDAT", stream), chunk(b"IEND", [])])


def chunk(kind: bytes, parts: Sequence[bytes | memoryview]) -> bytes:
    """Return one chunk: length, kind, body, checksum."""
    checksum = zlib.crc32(kind)
    for part in parts:
        checksum = zlib.crc32(part, checksum)
    size = sum(map(len, parts))
    return b"".join([struct.pack(">I4s", size, kind), *parts, struct.pack(">I", checksum)])


def _adler_joined(first: int, second: int, *, size: int) -> int:
    """Return the Adler-32 of two texts one after the other, from their sums and the size of the second in bytes."""
    low, high = first & 0xFFFF, first >> 16
    joined_low = (low + (second & 0xFFFF) - 1) % _ADLER
    joined_high = (high + (second >> 16) + size * (low - 1)) % _ADLER
    return joined_high << 16 | joined_low
