"""Reads what an RFC 3161 response says: enough of DER to find the token, its imprint, its serial and its time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

_SHA256 = bytes.fromhex("608648016503040201")  # 2.16.840.1.101.3.4.2.1
_SIGNED_DATA = bytes.fromhex("2a864886f70d010702")  # 1.2.840.113549.1.7.2
_TST_INFO = bytes.fromhex("2a864886f70d0109100104")  # 1.2.840.113549.1.9.16.1.4
_UTC = timezone(timedelta())
_INTEGER, _OCTETS, _OID, _SEQUENCE, _TIME, _EXPLICIT = 0x02, 0x04, 0x06, 0x30, 0x18, 0xA0


class BadTokenError(ValueError):
    """The bytes are no granted RFC 3161 response over a SHA-256 imprint. The text says what is wrong."""


@dataclass(frozen=True)
class Stamp:
    """What a token says, before anything of it is believed; `content` is the token itself (CMS), in DER."""

    imprint: bytes
    time: datetime
    serial: int
    content: bytes


def read_response(raw: bytes) -> Stamp:
    """Read a TimeStampResp (RFC 3161 2.4.2). Raises BadTokenError."""
    response = _items(_only(raw, _SEQUENCE))
    status = _items(_expect(response, 0, _SEQUENCE))
    if _expect(status, 0, _INTEGER) not in (b"\0", b"\1"):  # granted, grantedWithMods
        raise BadTokenError("the authority did not grant it")
    if len(response) != 2:
        raise BadTokenError("it holds no token")
    content = _items(_expect(response, 1, _SEQUENCE))
    if _expect(content, 0, _OID) != _SIGNED_DATA:
        raise BadTokenError("its token is not signed data")
    signed = _items(_only(_expect(content, 1, _EXPLICIT), _SEQUENCE))
    inner = _items(_expect(signed, 2, _SEQUENCE))
    if _expect(inner, 0, _OID) != _TST_INFO:
        raise BadTokenError("it stamps nothing")
    info = _items(_only(_only(_expect(inner, 1, _EXPLICIT), _OCTETS), _SEQUENCE))
    return Stamp(_imprint(info), _time(_expect(info, 4, _TIME)), _serial(_expect(info, 3, _INTEGER)), response[1][2])


def _imprint(info: list[tuple[int, bytes, bytes]]) -> bytes:
    imprint = _items(_expect(info, 2, _SEQUENCE))
    algorithm = _items(_expect(imprint, 0, _SEQUENCE))
    digest = _expect(imprint, 1, _OCTETS)
    if _expect(algorithm, 0, _OID) != _SHA256 or len(digest) != 32:
        raise BadTokenError("its imprint is not SHA-256")
    return digest


def _serial(raw: bytes) -> int:
    if len(raw) > 64:  # RFC 3161 2.4.2: up to 160 bits are to be expected
        raise BadTokenError("its serial number is too long")
    return int.from_bytes(raw, "big", signed=True)


def _time(raw: bytes) -> datetime:
    """GeneralizedTime in UTC with Z (RFC 3161 2.4.2), fractions of a second allowed."""
    try:
        whole, _dot, fraction = raw.decode("ascii").partition(".")
        digits = whole if fraction else whole[:-1]
        if not raw.endswith(b"Z") or len(digits) != 14 or not digits.isdigit():
            raise ValueError("not YYYYMMDDhhmmss[.f]Z")
        micro = int(f"{fraction[:-1]:0<6}"[:6]) if fraction else 0
        whole_seconds = datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=_UTC)
        return whole_seconds.replace(microsecond=micro)
    except ValueError as wrong:
        raise BadTokenError("its time is malformed") from wrong


def _only(raw: bytes, tag: int) -> bytes:
    found = _items(raw)
    if len(found) != 1:
        raise BadTokenError("it has more or less than one part where one is wanted")
    return _expect(found, 0, tag)


def _expect(items: list[tuple[int, bytes, bytes]], at: int, tag: int) -> bytes:
    if at >= len(items) or items[at][0] != tag:
        raise BadTokenError("it is not built like a time-stamp")
    return items[at][1]


def _items(raw: bytes) -> list[tuple[int, bytes, bytes]]:
    """Split DER into (tag, value, whole); definite lengths only (X.690 10.1)."""
    found = []
    at = 0
    while at < len(raw):
        begin = at
        tag, at = raw[at], at + 2
        length = raw[at - 1] if at <= len(raw) else 0x80
        if length >= 0x80:
            width = length & 0x7F
            length = int.from_bytes(raw[at : at + width], "big")
            at += width
            if not 1 <= width <= 4:
                raise BadTokenError("it is not DER")
        if at + length > len(raw):
            raise BadTokenError("it is cut")
        found.append((tag, raw[at : at + length], raw[begin : at + length]))
        at += length
    return found
