"""PDF: version, pages, title, dates, and what a person should know before opening it. Nothing is run or rendered."""

import re
import zlib
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import BinaryIO

from yosuga.imports import moments
from yosuga.imports.base import Check, Outcome
from yosuga.imports.findings import Findings, UnreadableError

_LARGEST = 256 * 2**20
_MOST_INFLATED = 64 * 2**20
_STREAM = re.compile(rb"stream\r?\n")
_NAME_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?\s*(Z|[+-])?(\d\d)?'?(\d\d)?")
_STRING = rb"\s*(\((?:[^()\\]|\\.|\([^()]*\)){0,2000}\)|<[0-9A-Fa-f\s]{0,4000}>)"

# Names that mean the file can act or carries something (ISO 32000-2, 7.6, 7.11.4, 12.6.4, 12.7.6, 12.8).
_FLAGS = {
    "encrypted": rb"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)",
    "javascript": rb"/(?:JavaScript|JS)\b",
    "embedded-files": rb"/EmbeddedFiles?\b",
    "launches": rb"/Launch\b",
    "opens-action": rb"/(?:OpenAction|AA)\b",
    "form": rb"/(?:AcroForm|XFA)\b",
    "rich-media": rb"/(?:RichMedia|Movie|Sound)\b",
}


def read(body: BinaryIO, name: str) -> Findings:
    """Read a PDF by looking for names, also inside compressed object streams. Raises UnreadableError."""
    _ = name
    data = body.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise UnreadableError("too-large-to-read")
    version = re.search(rb"%PDF-(\d\.\d)", data[:1100])
    if version is None:
        raise UnreadableError("not-what-it-says")
    pieces, cut = _searchable(data)
    text = _NAME_ESCAPE.sub(lambda match: bytes([int(match[1], 16)]), pieces)  # /J#61vaScript is /JavaScript
    facts: dict[str, object] = {"version": version[1].decode(), "revisions": data.count(b"%%EOF"), **dict(_about(text))}
    flags = [word for word, pattern in _FLAGS.items() if re.search(pattern, text)]
    warned = [f"pdf-{word}" for word in flags]
    if b"%%EOF" not in data[-2048:]:
        warned.append("pdf-cut-off")
    if cut:
        warned.append("partly-read")
    taken_at, assumed = _moment(facts)
    if assumed:
        warned.append("zone-assumed")
    return Findings(facts=facts, taken_at=taken_at, checks=_signatures(text), warnings=warned)


def _searchable(data: bytes) -> tuple[bytes, bool]:
    """Return everything outside streams and what object streams hold, and whether a limit cut it short."""
    pieces: list[bytes] = []
    inflated = at = 0
    for match in _STREAM.finditer(data):
        if match.start() < at:
            continue
        end = data.find(b"endstream", match.end())
        end = len(data) if end < 0 else end
        before = data[at : match.start()]
        pieces.append(before)
        header = before[-4096:].rpartition(b"obj")[2]
        if re.search(rb"/(?:ObjStm|XRef)\b", _NAME_ESCAPE.sub(b"?", header)) or b"/ObjStm" in header:
            content = _inflate(data[match.end() : end], most=_MOST_INFLATED - inflated)
            inflated += len(content)
            pieces.append(content if b"/ObjStm" in header else b"")
        at = end
    pieces.append(data[at:])
    return b"\n".join(pieces), inflated >= _MOST_INFLATED


def _inflate(data: bytes, *, most: int) -> bytes:
    if most <= 0:
        return b""
    try:
        return zlib.decompressobj().decompress(data, most)
    except zlib.error:
        return data[:most]  # not compressed, or by another filter


def _about(text: bytes) -> Iterator[tuple[str, object]]:
    pages = len(re.findall(rb"/Type\s*/Page(?![A-Za-z])", text))
    if pages:
        yield "pages", pages
    encrypted = re.search(_FLAGS["encrypted"], text)
    for key in ("Title", "Author", "Subject", "Creator", "Producer", "CreationDate", "ModDate"):
        found = None if encrypted else re.findall(rb"/" + key.encode() + rb"(?![A-Za-z])" + _STRING, text)
        if found and (words := _string(found[-1])):
            yield key.lower(), words[:1_000]


def _string(raw: bytes) -> str:
    if raw.startswith(b"<"):
        digits = re.sub(rb"\s", b"", raw[1:-1]).decode("ascii")
        content = bytes.fromhex(digits + "0" * (len(digits) % 2))
    else:
        content = _unescaped(raw[1:-1])
    if content[:2] in {b"\xfe\xff", b"\xff\xfe"}:
        return content.decode("utf-16", "replace").strip()
    return content.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").strip()


def _unescaped(content: bytes) -> bytes:
    plain = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}

    def one(match: re.Match[bytes]) -> bytes:
        word = match[1]
        return bytes([int(word, 8) & 0xFF]) if word[:1] in b"01234567" else plain.get(word, word)

    return re.sub(rb"\\([0-7]{1,3}|.)", one, content, flags=re.DOTALL)


def _moment(facts: dict[str, object]) -> tuple[datetime | None, bool]:
    for key in ("creationdate", "moddate"):
        match = _DATE.match(str(facts.get(key, "")))
        if match is None:
            continue
        month, day, hour, minute, second = (
            int(match[at] or default) for at, default in ((2, 1), (3, 1), (4, 0), (5, 0), (6, 0))
        )
        local = moments.from_parts(int(match[1]), month, day, hour, minute, second)
        if local is None:
            continue
        if match[7] is None:
            return local, True
        offset = timedelta(hours=int(match[8] or 0), minutes=int(match[9] or 0))
        if offset < timedelta(hours=24):
            return moments.plausible(local.replace(tzinfo=timezone(-offset if match[7] == "-" else offset))), False
    return None, False


def _signatures(text: bytes) -> tuple[Check, ...]:
    found = len(re.findall(rb"/ByteRange\s*\[", text))
    if not found:
        return ()
    return (Check("pdf-signature", Outcome.NOT_CHECKED, f"{found} signature(s) inside"),)
