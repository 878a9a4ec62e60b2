"""Digests as archives write them (`sha1:BASE32`, `sha256:hex`), and a tally of how they came out."""

import base64
import hashlib
import re
from dataclasses import dataclass, field

from yosuga.imports.base import Check, Outcome

_ALGORITHMS = {
    "md5": "md5",
    "sha1": "sha1",
    "sha-1": "sha1",
    "sha256": "sha256",
    "sha-256": "sha256",
    "sha512": "sha512",
}
_MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Digest:
    """One claimed digest: the algorithm as hashlib names it, and the raw value."""

    algorithm: str
    value: bytes


def parse(text: str) -> Digest | None:
    """Return a digest written as `algorithm:value` in hex or base32, or None where it is neither."""
    word, _, written = text.strip().partition(":")
    algorithm = _ALGORITHMS.get(word.lower())
    if algorithm is None:
        return None
    size = hashlib.new(algorithm, usedforsecurity=False).digest_size
    if re.fullmatch(r"[0-9A-Fa-f]+", written) and len(written) == 2 * size:
        return Digest(algorithm, bytes.fromhex(written))
    try:
        value = base64.b32decode(written.upper() + "=" * (-len(written) % 8))
    except ValueError:
        return None
    return Digest(algorithm, value) if len(value) == size else None


@dataclass(slots=True)
class Tally:
    """How many claims of one kind held, failed, or could not be checked; failures are named, up to twenty."""

    what: str
    held: int = 0
    unchecked: int = 0
    failed: list[str] = field(default_factory=list)

    def add(self, name: str, *, holds: bool | None) -> None:
        """Count one claim; None is "not checked"."""
        if holds is None:
            self.unchecked += 1
        elif holds:
            self.held += 1
        else:
            self.failed.append(name)

    def check(self) -> Check:
        """Return the tally as one check; one failure is a failure."""
        total = self.held + self.unchecked + len(self.failed)
        detail = f"{self.held} of {total} hold"
        if self.unchecked:
            detail += f", {self.unchecked} not checked"
        if self.failed:
            return Check(self.what, Outcome.FAILS, f"{detail}; failing: {' '.join(self.failed[:_MOST_NAMED])}")
        return Check(self.what, Outcome.HOLDS if self.held else Outcome.NOT_CHECKED, detail)
