"""The two messages of RFC 3161: the request we write and the response we read, before anyone believes it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from yosuga.timestamps import der
from yosuga.timestamps.der import DerError, Element

# 2.16.840.1.101.3.4.2.1 (SHA-256), 1.2.840.113549.1.7.2 (SignedData), 1.2.840.113549.1.9.16.1.4 (TSTInfo)
_SHA256 = bytes.fromhex("608648016503040201")
_SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
_TST_INFO = bytes.fromhex("2a864886f70d0109100104")

# PKIFailureInfo of RFC 3161, section 2.4.2: bit → word.
_FAILURES = {
    0: "badAlg",
    2: "badRequest",
    5: "badDataFormat",
    14: "timeNotAvailable",
    15: "unacceptedPolicy",
    16: "unacceptedExtension",
    17: "addInfoNotAvailable",
    25: "systemFailure",
}
_TIME = re.compile(rb"(\d{14})(?:\.(\d{1,9}))?Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Stamp:
    """TSTInfo (RFC 3161, section 2.4.2): what the authority signed. `accuracy_s` is None where it states none."""

    digest: bytes
    time: datetime
    serial: int
    accuracy_s: float | None
    nonce: int | None


@dataclass(frozen=True, slots=True)
class Answer:
    """A TimeStampResp as read. `status` is PKIStatus; 0 and 1 carry a token; `text` is what the authority says."""

    status: int
    text: str
    stamp: Stamp | None


def request(digest: bytes, *, nonce: int) -> bytes:
    """Return a DER TimeStampReq over a SHA-256 digest, with nonce and certReq."""
    if len(digest) != 32:
        raise ValueError("a SHA-256 digest has 32 bytes")
    algorithm = der.encode(der.SEQUENCE, der.encode(der.OBJECT_ID, _SHA256) + der.encode(der.NULL, b""))
    imprint = der.encode(der.SEQUENCE, algorithm + der.encode(der.OCTET_STRING, digest))
    wants_certificates = der.encode(der.BOOLEAN, b"\xff")
    return der.encode(der.SEQUENCE, der.encode_integer(1) + imprint + der.encode_integer(nonce) + wants_certificates)


def read(response: bytes) -> Answer:
    """Return what a response says. Nothing is verified here. Raises DerError for anything else than a TimeStampResp."""
    parts = der.children(der.only(response, tag=der.SEQUENCE))
    if not 1 <= len(parts) <= 2:
        raise DerError("not a TimeStampResp")
    status, text = _status(parts[0])
    if status not in {0, 1}:
        return Answer(status=status, text=text, stamp=None)
    if len(parts) != 2:
        raise DerError("granted, but there is no token")
    return Answer(status=status, text=text, stamp=_stamp(_signed_data(parts[1])))


def with_certificates_in_order(response: bytes) -> bytes:
    """Return a copy whose certificate set is in DER order (X.690, 11.6); the same bytes where it already is.

    The set is outside the signature, so the copy says the same. It is only for a strict reader: what is kept and
    hashed is the response as received.
    """
    token = der.children(der.only(response, tag=der.SEQUENCE))[1]
    for part in _signed_data(token):
        if part.tag == 0xA0:  # certificates [0] IMPLICIT
            start = part.end - len(part.content)
            pieces = sorted(response[child.start : child.end] for child in der.children(part))
            return response[:start] + b"".join(pieces) + response[part.end :]
    return response


def _status(info: Element) -> tuple[int, str]:
    parts = der.children(der.expect(info, tag=der.SEQUENCE))
    if not parts:
        raise DerError("no status")
    words: list[str] = []
    for part in parts[1:]:
        if part.tag == der.SEQUENCE:
            words += [child.content.decode("utf-8", "replace") for child in der.children(part)]
        elif part.tag == der.BIT_STRING:
            words += _failures(part.content)
    text = " ".join(" ".join(words).split())
    return der.integer(parts[0]), "".join(letter for letter in text if letter.isprintable())[:300]


def _failures(bits: bytes) -> list[str]:
    return [
        word for bit, word in _FAILURES.items() if bit // 8 + 1 < len(bits) and bits[bit // 8 + 1] & 0x80 >> bit % 8
    ]


def _signed_data(token: Element) -> Sequence[Element]:
    kind, wrapped = _exactly(token, tag=der.SEQUENCE, count=2)
    if der.expect(kind, tag=der.OBJECT_ID).content != _SIGNED_DATA:
        raise DerError("the token is not SignedData")
    (signed,) = _exactly(wrapped, tag=0xA0, count=1)
    parts = der.children(der.expect(signed, tag=der.SEQUENCE))
    if len(parts) < 4:
        raise DerError("SignedData is incomplete")
    return parts


def _stamp(signed_data: Sequence[Element]) -> Stamp:
    kind, wrapped = _exactly(signed_data[2], tag=der.SEQUENCE, count=2)
    if der.expect(kind, tag=der.OBJECT_ID).content != _TST_INFO:
        raise DerError("the token does not contain TSTInfo")
    (octets,) = _exactly(wrapped, tag=0xA0, count=1)
    parts = der.children(der.only(der.expect(octets, tag=der.OCTET_STRING).content, tag=der.SEQUENCE))
    if len(parts) < 5 or der.integer(parts[0]) != 1:
        raise DerError("not a TSTInfo of version 1")
    optional = {part.tag: part for part in parts[5:]}
    return Stamp(
        digest=_imprint(parts[2]),
        serial=der.integer(parts[3]),
        time=_time(der.expect(parts[4], tag=der.GENERALIZED_TIME).content),
        accuracy_s=_accuracy(optional[der.SEQUENCE]) if der.SEQUENCE in optional else None,
        nonce=der.integer(optional[der.INTEGER]) if der.INTEGER in optional else None,
    )


def _imprint(element: Element) -> bytes:
    algorithm, octets = _exactly(element, tag=der.SEQUENCE, count=2)
    names = der.children(der.expect(algorithm, tag=der.SEQUENCE))
    if not names or der.expect(names[0], tag=der.OBJECT_ID).content != _SHA256:
        raise DerError("the imprint is not SHA-256")
    return der.expect(octets, tag=der.OCTET_STRING).content


def _time(content: bytes) -> datetime:
    match = _TIME.fullmatch(content)
    if not match:
        raise DerError("genTime is not in the form of RFC 3161")
    try:
        whole = datetime.strptime(match[1].decode(), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError as error:
        raise DerError("genTime is no moment") from error
    return whole + timedelta(microseconds=int((match[2] or b"0").ljust(6, b"0")[:6]))


def _accuracy(element: Element) -> float:
    units = {der.INTEGER: 1.0, 0x80: 1e-3, 0x81: 1e-6}  # seconds, millis [0], micros [1]
    seconds = 0.0
    for part in der.children(element):
        if part.tag not in units:
            raise DerError("an accuracy with unknown parts")
        seconds += der.integer(part, tag=part.tag) * units[part.tag]
    return seconds


def _exactly(element: Element, *, tag: int, count: int) -> list[Element]:
    found = der.children(der.expect(element, tag=tag))
    if len(found) != count:
        raise DerError(f"{len(found)} parts where {count} belong")
    return found
