"""WARC (ISO 28500): reads every record within limits and recomputes the digests that the records state."""

import gzip
import hashlib
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, BinaryIO

from yosuga.imports import digests, moments
from yosuga.imports.digests import Digest, Tally
from yosuga.imports.findings import Findings, UnreadableError

MOST_BYTES = 8 * 2**30
_MOST_HEADER = 64 * 1024
_MOST_CHUNKED = 32 * 2**20
_MOST_RECORDS = 1_000_000
_MOST_TARGETS = 50
_PIECE = 2**20
_VERSIONS = {b"WARC/1.0", b"WARC/1.1"}
_ONCE = ("content-length", "warc-type", "warc-block-digest", "warc-payload-digest")


@dataclass(slots=True)
class Summary:
    """What all records of one archive said, and how their digests came out."""

    kinds: Counter[str] = field(default_factory=Counter)
    blocks: Tally = field(default_factory=lambda: Tally("warc-block-digest"))
    payloads: Tally = field(default_factory=lambda: Tally("warc-payload-digest"))
    targets: list[str] = field(default_factory=list)
    software: str = ""
    first: datetime | None = None
    last: datetime | None = None
    trouble: str = ""

    def facts(self) -> dict[str, object]:
        """Return the summary as facts."""
        return {
            "records": dict(self.kinds),
            "targets": self.targets,
            "software": self.software,
            "first": self.first.isoformat() if self.first else None,
            "last": self.last.isoformat() if self.last else None,
        }


def read(body: BinaryIO, name: str) -> Findings:
    """Read a WARC, compressed or not. Raises UnreadableError."""
    _ = name
    compressed = body.read(2) == b"\x1f\x8b"
    body.seek(0)
    found = summary(body, compressed=compressed)
    if not found.kinds:
        raise UnreadableError(found.trouble or "not-what-it-says")
    return Findings(
        facts=found.facts(),
        taken_at=found.first,
        checks=(found.blocks.check(), found.payloads.check()),
        warnings=[found.trouble] if found.trouble else [],
    )


def summary(body: IO[bytes], *, compressed: bool) -> Summary:
    """Read all records; where the archive breaks off, `trouble` says so and what came before stands."""
    found = Summary()
    reader = _Reader(gzip.GzipFile(fileobj=body, mode="rb") if compressed else body)
    try:
        while found.kinds.total() < _MOST_RECORDS and _record(reader, found):
            pass
    except _BrokenError as error:
        found.trouble = error.args[0]
    except (EOFError, OSError, zlib.error):
        found.trouble = "archive-cut-off"
    return found


class _BrokenError(Exception):
    pass


class _Reader:
    """A bounded stream: a bomb ends at `MOST_BYTES`, a line at the header limit."""

    def __init__(self, stream: IO[bytes] | gzip.GzipFile) -> None:
        self._stream = stream
        self._left = MOST_BYTES

    def line(self) -> bytes:
        return self._count(self._stream.readline(_MOST_HEADER))

    def pieces(self, size: int) -> Iterator[bytes]:
        while size:
            piece = self._count(self._stream.read(min(size, _PIECE)))
            if not piece:
                raise _BrokenError("archive-cut-off")
            size -= len(piece)
            yield piece

    def _count(self, piece: bytes) -> bytes:
        self._left -= len(piece)
        if self._left < 0:
            raise _BrokenError("archive-too-large")
        return piece


def _record(reader: _Reader, found: Summary) -> bool:
    version = reader.line()
    if not version:
        return False
    if version.rstrip(b"\r\n") not in _VERSIONS:
        raise _BrokenError("archive-broken")
    headers = _headers(reader)
    length = headers.get("content-length", "")
    if not re.fullmatch(r"[0-9]{1,15}", length):
        raise _BrokenError("archive-broken")
    _note(headers, found)
    _digest(headers, reader.pieces(int(length)), found)
    if reader.line() + reader.line() != b"\r\n\r\n":
        raise _BrokenError("archive-broken")
    return True


def _headers(reader: _Reader) -> Mapping[str, str]:
    headers: dict[str, str] = {}
    size = 0
    while (line := reader.line()) not in {b"\r\n", b"\n"}:
        size += len(line)
        name, colon, value = line.decode("utf-8", "replace").partition(":")
        key = name.strip().lower()
        if not line.endswith(b"\n") or size > _MOST_HEADER or not colon or (key in _ONCE and key in headers):
            raise _BrokenError("archive-broken")
        headers.setdefault(key, value.strip())
    return headers


def _note(headers: Mapping[str, str], found: Summary) -> None:
    kind = headers.get("warc-type", "")
    found.kinds[kind[:40]] += 1
    moment, _ = moments.from_iso(headers.get("warc-date", ""))
    if moment:
        found.first = min(found.first or moment, moment)
        found.last = max(found.last or moment, moment)
    target = headers.get("warc-target-uri", "").strip("<>")
    if kind in {"response", "resource"} and target and len(found.targets) < _MOST_TARGETS:
        found.targets.append(target[:2_000])


def _digest(headers: Mapping[str, str], pieces: Iterator[bytes], found: Summary) -> None:
    kind = headers.get("warc-type", "")
    name = headers.get("warc-record-id", "")[:80] or "record"
    block = _Hashing(headers.get("warc-block-digest"))
    payload = _payload(headers.get("warc-payload-digest"), http=_is_http(headers, kind=kind))
    said = b""
    for piece in pieces:
        block.update(piece)
        payload.update(piece)
        if kind == "warcinfo" and len(said) < _MOST_HEADER:
            said += piece
    if match := re.search(rb"(?mi)^software:[ \t]*([^\r\n]{1,200})", said):
        found.software = match[1].decode("utf-8", "replace").strip()
    if block.claimed:
        found.blocks.add(name, holds=block.holds())
    if payload.claimed:  # a revisit states the digest of what it does not contain
        found.payloads.add(name, holds=None if kind == "revisit" else payload.holds())


def _is_http(headers: Mapping[str, str], *, kind: str) -> bool:
    content_type = headers.get("content-type", "").replace(" ", "").lower()
    return kind in {"response", "request"} and content_type.startswith("application/http")


def _payload(claimed: str | None, *, http: bool) -> "_Hashing":
    return _Payload(claimed) if http else _Hashing(claimed)


class _Hashing:
    """A running digest against a claimed one."""

    def __init__(self, claimed: str | None) -> None:
        self.claimed = bool(claimed)
        self._expected: Digest | None = digests.parse(claimed) if claimed else None
        self._running = hashlib.new(self._expected.algorithm, usedforsecurity=False) if self._expected else None

    def update(self, piece: bytes) -> None:
        if self._running:
            self._running.update(piece)

    def holds(self) -> bool | None:
        """Return whether the digest holds; None where its algorithm or spelling is unknown."""
        if self._running is None or self._expected is None:
            return None
        return self._running.digest() == self._expected.value


class _Payload(_Hashing):
    """The digest of what follows the HTTP header: as transferred, or (some writers) with its chunks joined."""

    def __init__(self, claimed: str | None) -> None:
        super().__init__(claimed)
        self._head: bytes | None = b""
        self._chunked: bytearray | None = None

    def update(self, piece: bytes) -> None:
        if self._head is not None:
            self._head += piece
            end = self._head.find(b"\r\n\r\n")
            if end < 0:
                if len(self._head) > _MOST_HEADER:
                    self._head = None
                return
            header, piece, self._head = self._head[:end], self._head[end + 4 :], None
            if re.search(rb"(?mi)^transfer-encoding:[^\r\n]*chunked", header):
                self._chunked = bytearray()
        if self._chunked is not None and len(self._chunked) + len(piece) <= _MOST_CHUNKED:
            self._chunked += piece
        super().update(piece)

    def holds(self) -> bool | None:
        as_sent = super().holds()
        if as_sent or self._chunked is None or self._expected is None:
            return as_sent
        joined = _joined(bytes(self._chunked))
        if joined is None:
            return as_sent
        return hashlib.new(self._expected.algorithm, joined, usedforsecurity=False).digest() == self._expected.value


def _joined(content: bytes) -> bytes | None:
    """Return a chunked body (RFC 9112, section 7.1) without its framing, or None where it is not one."""
    parts: list[bytes] = []
    at = 0
    while match := re.compile(rb"([0-9A-Fa-f]{1,8})[^\r\n]{0,200}\r\n").match(content, at):
        size = int(match[1], 16)
        if size == 0:
            return b"".join(parts)
        parts.append(content[match.end() : match.end() + size])
        at = match.end() + size + 2
    return None
