"""WARC 1.1 records (ISO 28500:2017): what the browser sent and received, each record a gzip member of its own."""

import json
import re
import zlib
from base64 import b64encode
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from ipaddress import ip_address
from typing import Protocol
from urllib.parse import quote, urlsplit
from uuid import UUID

from yosuga.capture.archive.cdx import Entry, folded_body
from yosuga.capture.exchange import Exchange, Frames, Headers

_CHUNK = 2**20
# Bodies of these kinds are compressed already; a second time costs processor and gains nothing.
_PACKED = re.compile(
    r"^(image/(?!svg|bmp|x-icon|vnd\.microsoft)|video/|audio/|font/woff|application/(zip|pdf|gzip|wasm))"
)
_TOKEN = re.compile(r"[^!#$%&'*+.^_`|~0-9A-Za-z-]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_KEPT_IN_URL = "".join(map(chr, range(0x21, 0x7F)))
_CODINGS = ("content-encoding", "transfer-encoding")
# WARC-Protocol, as the IIPC proposal and browsertrix spell what the browser calls by other names.
_PROTOCOLS = {"http/1.0": "http/1.0", "http/1.1": "http/1.1", "h2": "h2", "h3": "h3", "http/2": "h2", "http/3": "h3"}
_TRUNCATIONS = ("length", "time", "disconnect", "unspecified")
_BODILESS = (204, 304)


class Sink(Protocol):
    """Where compressed records go."""

    def write(self, data: bytes, /) -> int:
        """Append bytes."""
        ...


@dataclass(frozen=True, slots=True)
class _Record:
    kind: str
    url: str
    moment: datetime
    content_type: str
    block: Sequence[bytes]
    payload: bytes | None
    fields: Sequence[tuple[str, str]] = ()
    level: int = 1


class WarcWriter:
    """Writes records one after the other and remembers where each one lies.

    The same records in the same order give the same bytes: record ids are derived from content and place.
    """

    def __init__(self, out: Sink) -> None:
        self._out = out
        self._offset = 0
        self._count = 0
        self._info = ""
        self.entries: list[Entry] = []

    def warcinfo(self, *, software: str, created: datetime) -> None:
        """Write who made the file and what its bodies are. It comes first."""
        lines = {
            "software": software,
            "format": "WARC file version 1.1",
            "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
            "description": (
                "HTTP exchanges as a browser received them. Bodies are stored after content-decoding; original "
                "Content-Encoding, Transfer-Encoding and Content-Length headers are kept under the prefix x-orig-. "
                "HTTP/2 and HTTP/3 messages are written in HTTP/1.1 form, WARC-Protocol names the real one. "
                "Session headers read [redacted sha256:...]: the salted hash of the withheld value."
            ),
        }
        block = "".join(f"{name}: {_one_line(value)}\r\n" for name, value in lines.items()).encode()
        fields = (("WARC-Filename", "data.warc.gz"),)
        record = _Record("warcinfo", "", created, "application/warc-fields", [block], None, fields)
        self._info = self._write(record)[0]

    def exchange(self, exchange: Exchange) -> None:
        """Write request and response, or request and the reason why no response came."""
        failed = bool(exchange.failure) and not exchange.status
        answered = self._failure(exchange) if failed else self._response(exchange)
        self._request(exchange, concurrent_to=answered)

    def resource(self, exchange: Exchange) -> None:
        """Write a body without HTTP around it: a screenshot (`urn:view:`, `urn:fullPage:`), a rendered text."""
        kind = _header(exchange.response_headers, "content-type") or "application/octet-stream"
        fields = _described(exchange)
        record = _Record(
            "resource", exchange.url, exchange.started, kind, [exchange.body], exchange.body, fields, _level(kind)
        )
        self._indexed(record, media_type=kind, status=0)

    def frames(self, frames: Frames) -> None:
        """Write one WebSocket connection as JSON lines: moment, direction, opcode, text or base64."""
        if not frames.messages:
            return
        block = b"".join(_frame(*message) for message in frames.messages)
        fields = (("WARC-Resource-Type", "websocket"),)
        record = _Record("resource", frames.url, frames.messages[0][0], "application/x-ndjson", [block], block, fields)
        self._indexed(record, media_type="application/x-ndjson", status=0)

    def _response(self, exchange: Exchange) -> str:
        head = _response_head(exchange)
        kind = _header(exchange.response_headers, "content-type")
        fields = [*_described(exchange), *_truncated(exchange)]
        record = _Record(
            "response",
            exchange.url,
            exchange.started,
            "application/http; msgtype=response",
            [head, exchange.body],
            exchange.body,
            fields,
            _level(kind),
        )
        query = ""
        if exchange.method in ("POST", "PUT"):
            query = folded_body(exchange.request_body, media_type=_header(exchange.request_headers, "content-type"))
        return self._indexed(record, media_type=kind, status=exchange.status, method=_method(exchange), folded=query)

    def _failure(self, exchange: Exchange) -> str:
        block = f"failure: {_one_line(exchange.failure)}\r\n".encode("utf-8", "replace")
        record = _Record(
            "metadata", exchange.url, exchange.started, "application/warc-fields", [block], None, _described(exchange)
        )
        return self._write(record)[0]

    def _request(self, exchange: Exchange, *, concurrent_to: str) -> None:
        fields = [("WARC-Concurrent-To", concurrent_to), *_described(exchange)]
        record = _Record(
            "request",
            exchange.url,
            exchange.started,
            "application/http; msgtype=request",
            [_request_head(exchange), exchange.request_body],
            exchange.request_body,
            fields,
        )
        self._write(record)

    def _indexed(self, record: _Record, *, media_type: str, status: int, method: str = "GET", folded: str = "") -> str:
        start = self._offset
        identity, digest = self._write(record)
        self.entries.append(
            Entry(
                url=_uri(record.url),
                moment=record.moment,
                media_type=_one_line(media_type),
                status=status,
                digest=digest,
                offset=start,
                length=self._offset - start,
                method=method,
                folded_body=folded,
            )
        )
        return identity

    def _write(self, record: _Record) -> tuple[str, str]:
        block = sha256()
        for part in record.block:
            block.update(part)
        payload = "" if record.payload is None else f"sha256:{sha256(record.payload).hexdigest()}"
        identity = self._identity(record, block.digest())
        lines = [
            ("WARC-Type", record.kind),
            ("WARC-Record-ID", identity),
            ("WARC-Date", record.moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")),
            ("WARC-Target-URI", _uri(record.url)),
            ("WARC-Warcinfo-ID", self._info),
            *record.fields,
            ("Content-Type", record.content_type),
            ("WARC-Payload-Digest", payload),
            ("WARC-Block-Digest", f"sha256:{block.hexdigest()}"),
            ("Content-Length", str(sum(map(len, record.block)))),
        ]
        head = "WARC/1.1\r\n" + "".join(f"{name}: {_one_line(value)}\r\n" for name, value in lines if value) + "\r\n"
        self._member([head.encode("utf-8", "replace"), *record.block, b"\r\n\r\n"], level=record.level)
        return identity, payload

    def _identity(self, record: _Record, block_digest: bytes) -> str:
        """Return a record id derived from place and content, as a UUID of version 8 (RFC 9562, 5.8)."""
        seed = f"{self._count}\n{record.kind}\n{record.url}\n{record.moment.timestamp():.6f}\n{self._info}\n"
        self._count += 1
        raw = bytearray(sha256(seed.encode("utf-8", "replace") + block_digest).digest()[:16])
        raw[6] = raw[6] & 0x0F | 0x80
        raw[8] = raw[8] & 0x3F | 0x80
        return f"<urn:uuid:{UUID(bytes=bytes(raw))}>"

    def _member(self, parts: Sequence[bytes], *, level: int) -> None:
        # 31 = gzip header and trailer; zlib writes no time and no name, so the bytes depend on the content alone.
        packer = zlib.compressobj(level, zlib.DEFLATED, 31)
        for part in parts:
            view = memoryview(part)
            for start in range(0, len(view), _CHUNK):
                self._put(packer.compress(view[start : start + _CHUNK]))
        self._put(packer.flush())

    def _put(self, data: bytes) -> None:
        if data:
            self._out.write(data)
            self._offset += len(data)


def _response_head(exchange: Exchange) -> bytes:
    lines = [f"HTTP/1.1 {exchange.status:03d} {_one_line(exchange.reason)}".rstrip()]
    lines += _head_lines(
        exchange.response_headers,
        size=len(exchange.body),
        sized=bool(exchange.body) or (exchange.status not in _BODILESS and exchange.method != "HEAD"),
    )
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "replace")


def _request_head(exchange: Exchange) -> bytes:
    try:
        parts = urlsplit(_uri(exchange.url))
    except ValueError:
        parts = urlsplit("")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    lines = [f"{_method(exchange)} {target} HTTP/1.1"]
    if not _header(exchange.request_headers, "host") and parts.netloc:
        lines.append(f"Host: {parts.netloc.rpartition('@')[2]}")
    lines += _head_lines(exchange.request_headers, size=len(exchange.request_body), sized=bool(exchange.request_body))
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "replace")


def _head_lines(headers: Headers, *, size: int, sized: bool) -> list[str]:
    """Return header lines that are true of the stored body; what is no longer true keeps its value under x-orig-."""
    lines = []
    stated = False
    for name, raw in headers:
        if name.startswith(":"):  # HTTP/2 and HTTP/3 pseudo-headers are the request line and the status line here
            continue
        title, value = _TOKEN.sub("_", name), _one_line(raw)
        lowered = title.lower()
        if lowered in _CODINGS:
            title = f"x-orig-{lowered}"
        elif lowered == "content-length":
            stated = stated or value == str(size)
            title = title if value == str(size) else f"x-orig-{lowered}"
        if title:
            lines.append(f"{title}: {value}")
    if sized and not stated:
        lines.append(f"Content-Length: {size}")
    return lines


def _described(exchange: Exchange) -> list[tuple[str, str]]:
    """Return the WARC fields that say where the bytes came from and what they were to the page."""
    fields = []
    with suppress(ValueError):  # an unknown address is left out, never invented
        fields.append(("WARC-IP-Address", str(ip_address(exchange.ip.strip("[]").partition("%")[0]))))
    spoken = _PROTOCOLS.get(exchange.protocol.strip().lower())
    if spoken:
        fields.append(("WARC-Protocol", spoken))
    kind = _TOKEN.sub("", exchange.kind).lower()
    if kind:
        fields.append(("WARC-Resource-Type", kind))
    return fields


def _truncated(exchange: Exchange) -> list[tuple[str, str]]:
    if exchange.truncated:
        word = exchange.truncated if exchange.truncated in _TRUNCATIONS else "unspecified"
        return [("WARC-Truncated", word)]
    announced = _header(exchange.response_headers, "content-length").strip()
    if exchange.redirect and not exchange.body and announced not in ("", "0"):
        return [("WARC-Truncated", "unspecified")]  # the browser does not keep the body of a redirect
    return []


def _frame(moment: datetime, sent: bool, opcode: int, payload: bytes) -> bytes:  # noqa: FBT001 - the tuple of Frames
    line: dict[str, object] = {
        "moment": moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "direction": "sent" if sent else "received",
        "opcode": opcode,
    }
    text = _text(payload) if opcode == 1 else None  # RFC 6455 5.6: 1 is text, the rest may be anything
    if text is None:
        line["base64"] = b64encode(payload).decode("ascii")
    else:
        line["text"] = text
    return json.dumps(line, ensure_ascii=False).encode() + b"\n"


def _text(payload: bytes) -> str | None:
    try:
        return payload.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _level(media_type: str) -> int:
    return 0 if _PACKED.match(media_type.strip().lower()) else 1


def _method(exchange: Exchange) -> str:
    return _TOKEN.sub("", exchange.method).upper() or "GET"


def _header(headers: Headers, name: str) -> str:
    return next((value for title, value in headers if title.lower() == name), "")


def _one_line(value: str) -> str:
    """Return a header value without control characters: a CR or LF inside it would forge the next header."""
    return _CONTROL.sub(" ", value).strip()


def _uri(url: str) -> str:
    return quote(url.encode("utf-8", "replace"), safe=_KEPT_IN_URL)
