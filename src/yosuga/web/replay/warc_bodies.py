"""Takes the answers out of a WARC, of ours and of anybody's, record after record; no index is believed."""

import gzip
import re
import zlib
from collections.abc import Iterator, Mapping
from time import monotonic
from typing import IO

from yosuga.web.replay.shelf import Body, CannotShow, Shelf

_PIECE = 256 * 1024
_MOST_LINE = 64 * 1024
_MOST_RECORDS = 100_000
_MOST_READ = 2**30  # of one archive, unpacked, what is skipped included
_MOST_PACKED = 64 * 2**20  # of a body that has to be unpacked once more
_MOST_S = 30.0
# Nothing runs here, so what only runs need not be held in memory.
_NEVER_SHOWN = re.compile(r"(application|text)/(x-)?(javascript|ecmascript|wasm)")


def take(stream: IO[bytes] | gzip.GzipFile, shelf: Shelf) -> None:
    """Put every answer of an unpacked WARC on the shelf; where it breaks off, what came before stands.

    Raises CannotShow beyond the limits.
    """
    reader = _Reader(stream)
    for _record in range(_MOST_RECORDS):
        if not _take_one(reader, shelf):
            return
    raise CannotShow("records")


class _Reader:
    """A stream with an end to everything: bytes, lines, and time."""

    def __init__(self, stream: IO[bytes] | gzip.GzipFile) -> None:
        self._stream = stream
        self._left = _MOST_READ
        self._until = monotonic() + _MOST_S

    def line(self) -> bytes:
        return self._counted(self._stream.readline(_MOST_LINE))

    def pieces(self, size: int) -> Iterator[bytes]:
        while size:
            piece = self._counted(self._stream.read(min(size, _PIECE)))
            if not piece:
                return
            size -= len(piece)
            yield piece

    def head(self, most: int) -> tuple[Mapping[str, str], int]:
        """Return header fields up to the empty line, the first of each name, and how many bytes they took."""
        fields: dict[str, str] = {}
        size = 0
        while size < min(most, _MOST_LINE):
            line = self.line()
            size += len(line)
            if line in {b"\r\n", b"\n", b""}:
                break
            name, colon, value = line.decode("utf-8", "replace").partition(":")
            if colon:
                fields.setdefault(name.strip().lower(), value.strip())
        return fields, size

    def _counted(self, piece: bytes) -> bytes:
        self._left -= len(piece)
        if self._left < 0 or monotonic() > self._until:
            raise CannotShow("archive")
        return piece


def _take_one(reader: _Reader, shelf: Shelf) -> bool:
    line = reader.line()
    if not line.startswith(b"WARC/1."):
        return False
    head, _ = reader.head(_MOST_LINE)
    length = head.get("content-length", "")
    if not re.fullmatch(r"[0-9]{1,15}", length):
        return False
    left = _body(reader, head, size=int(length), shelf=shelf)
    for _piece in reader.pieces(left):
        pass
    return reader.line() + reader.line() in {b"\r\n\r\n", b"\n\n"}


def _body(reader: _Reader, head: Mapping[str, str], *, size: int, shelf: Shelf) -> int:
    """Take what a record holds, if anybody may want to see it, and return how many of its bytes are unread."""
    kind, url = head.get("warc-type", ""), head.get("warc-target-uri", "").strip("<>")
    if kind == "resource":
        media_type, charset = typed(head.get("content-type", ""))
        shelf.add(Body(url, 0, media_type, charset), reader.pieces(size))
        return 0
    if kind != "response" or not head.get("content-type", "").replace(" ", "").startswith("application/http"):
        return size
    first = reader.line()
    fields, read = reader.head(size - len(first))
    left = max(0, size - len(first) - read)
    found = re.match(rb"HTTP/[0-9.]{1,4} ([0-9]{3})", first)
    media_type, charset = typed(fields.get("content-type", ""))
    if found is None or _NEVER_SHOWN.match(media_type):
        return left
    status = int(found[1])
    target = fields.get("location", "") if 300 <= status < 400 else ""
    body = Body(url, status, media_type, charset, target)
    shelf.add(body, _unpacked(reader.pieces(left), fields, size=left))
    return 0


def _unpacked(pieces: Iterator[bytes], fields: Mapping[str, str], *, size: int) -> Iterator[bytes]:
    """Yield a body without the codings that some writers keep. What cannot be unpacked is empty."""
    chunked = "chunked" in fields.get("transfer-encoding", "").lower()
    coding = fields.get("content-encoding", "").strip().lower()
    if not chunked and coding in {"", "identity"}:
        yield from pieces
        return
    raw = b"".join(piece if size <= _MOST_PACKED else b"" for piece in pieces)
    whole = (_joined(raw) or raw) if chunked else raw
    yield whole if coding in {"", "identity"} else _inflated(whole, coding=coding)


def _joined(content: bytes) -> bytes | None:
    """Return a chunked body (RFC 9112, 7.1) without its framing, or None where it is none."""
    parts: list[bytes] = []
    at = 0
    line = re.compile(rb"([0-9A-Fa-f]{1,8})[^\r\n]{0,200}\r\n")
    while match := line.match(content, at):
        size = int(match[1], 16)
        if size == 0:
            return b"".join(parts)
        parts.append(content[match.end() : match.end() + size])
        at = match.end() + size + 2
    return None


def _inflated(content: bytes, *, coding: str) -> bytes:
    if coding not in {"gzip", "x-gzip", "deflate"}:
        return b""
    for bits in (47, -15):  # with a header of either kind, or without one as some servers send it
        try:
            return zlib.decompressobj(bits).decompress(content, _MOST_PACKED)
        except zlib.error:
            continue
    return b""


def typed(value: str) -> tuple[str, str]:
    """Return media type and charset of a Content-Type."""
    media_type, _, rest = value.partition(";")
    found = re.search(r"charset\s*=\s*[\"']?([A-Za-z0-9._:-]{1,40})", rest, re.IGNORECASE)
    return media_type.strip().lower()[:100], found[1].lower() if found else ""
