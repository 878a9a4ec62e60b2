"""Who vouches for the time: an authority, the token it gives, and what a token proves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Kind(StrEnum):
    """What stands behind an authority: 認定タイムスタンプ (総務大臣認定), eIDAS-qualified, or neither."""

    ACCREDITED_JP = "accredited-jp"
    QUALIFIED_EU = "qualified-eu"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Authority:
    """One time-stamping authority as configured. It learns an IP address and a hash, never content.

    `name` is a short ASCII word used in file names; `roots` are PEM certificates, pinned; `least_interval_s` is the
    smallest time between two requests the authority allows.
    """

    name: str
    url: str
    roots: Sequence[bytes]
    kind: Kind = Kind.OTHER
    least_interval_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Token:
    """An RFC 3161 TimeStampResp, byte-exact as received, and what it says after verification.

    `accuracy_s` is the authority's stated accuracy in seconds, or None when it states none.
    """

    authority: str
    response: bytes
    digest: bytes
    time: datetime
    accuracy_s: float | None
    serial: int


class Stamper(Protocol):
    """A way to have a SHA-256 digest time-stamped."""

    def stamp(self, digest: bytes, *, authority: Authority) -> Token:
        """Return a verified token over a 32-byte SHA-256 digest.

        Raises TimestampUnreachable (try later), TimestampRefused, TimestampInvalid.
        """
        ...

    def verify(self, response: bytes, *, digest: bytes, authority: Authority) -> Token:
        """Check stored response bytes against the digest and the pinned roots. Raises TimestampInvalid."""
        ...
