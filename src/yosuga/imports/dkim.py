"""What a DKIM-Signature (RFC 6376) shows without the network: whether the body is the one it was made over."""

import base64
import hashlib
import re
from collections.abc import Mapping

from yosuga.imports.base import Outcome

_ALGORITHMS = {"rsa-sha256": "sha256", "ed25519-sha256": "sha256", "rsa-sha1": "sha1"}


def parse(raw: str) -> Mapping[str, str]:
    """Return the tags of a DKIM-Signature header."""
    tags = (part.partition("=") for part in raw.split(";"))
    return {name.strip(): re.sub(r"\s+", "", value) for name, sign, value in tags if sign}


def body_hash(claim: Mapping[str, str], message: bytes) -> Outcome:
    """Return whether the message's body has the hash `bh`. The signature itself needs a key from the DNS.

    A claim over a part of the body (`l`) is not checked: what follows could be anyone's.
    """
    algorithm = _ALGORITHMS.get(claim.get("a", ""))
    try:
        expected = base64.b64decode(claim.get("bh", ""), validate=True)
    except ValueError:
        return Outcome.NOT_CHECKED
    body = _body(message)
    if algorithm is None or not expected or "l" in claim or body is None:
        return Outcome.NOT_CHECKED
    relaxed = claim.get("c", "simple/simple").partition("/")[2] == "relaxed"
    canonical = relaxed_body(body) if relaxed else simple_body(body)
    actual = hashlib.new(algorithm, canonical, usedforsecurity=False).digest()
    return Outcome.HOLDS if actual == expected else Outcome.FAILS


def simple_body(body: bytes) -> bytes:
    """Return the body in "simple" form (RFC 6376, 3.4.3): exactly one line end at the end."""
    return re.sub(rb"(\r\n)*\Z", b"", body, count=1) + b"\r\n"


def relaxed_body(body: bytes) -> bytes:
    """Return the body in "relaxed" form (RFC 6376, 3.4.4): white space runs become one space, none at line ends."""
    lines = [re.sub(rb"[ \t]+", b" ", line).rstrip(b" ") for line in body.split(b"\r\n")]
    while lines and not lines[-1]:
        lines.pop()
    return b"".join(line + b"\r\n" for line in lines)


def _body(message: bytes) -> bytes | None:
    # Mail programs store files with the line ends of their system; mail itself travels with CR LF.
    wire = re.sub(rb"\r\n|\r|\n", b"\r\n", message)
    _, blank, body = wire.partition(b"\r\n\r\n")
    return body if blank else None
