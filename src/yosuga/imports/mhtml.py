"""Saved pages (MHTML, RFC 2557): the address and date the browser wrote, and the parts it kept."""

import email
import hashlib
from email.policy import compat32
from typing import BinaryIO

from yosuga.imports import letters
from yosuga.imports.findings import Findings, UnreadableError

_LARGEST = 128 * 2**20
_MOST_PARTS = 3_000


def read(body: BinaryIO, name: str) -> Findings:
    """Read an MHTML file. Raises UnreadableError."""
    _ = name
    data = body.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise UnreadableError("too-large-to-read")
    message = email.message_from_bytes(data, policy=compat32)
    if not message.is_multipart():
        raise UnreadableError("not-what-it-says")
    subject, guessed = letters.header(message, "Subject")
    parts = [part for part in message.walk() if not part.is_multipart()]
    warned = ["encoding-guessed"] if guessed else []
    if len(parts) > _MOST_PARTS:
        warned.append("partly-read")
    saved = letters.date(str(message.get("Date", "")))
    if saved is None:
        warned.append("no-date")
    url = letters.header(message, "Snapshot-Content-Location")[0]
    if not url:
        warned.append("no-address")
    facts: dict[str, object] = {
        "url": url,
        "title": subject,
        "date": letters.header(message, "Date")[0],
        "saved_by": letters.header(message, "From")[0],
        "parts": [_part(part) for part in parts[:_MOST_PARTS]],
    }
    return Findings(facts, taken_at=saved, warnings=warned)


def _part(part: email.message.Message) -> dict[str, object]:
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        content = None
    held = content if isinstance(content, bytes) else b""
    return {
        "url": letters.header(part, "Content-Location")[0],
        "type": part.get_content_type(),
        "size": len(held),
        "sha256": hashlib.sha256(held).hexdigest(),
    }
