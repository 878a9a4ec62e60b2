"""Takes a saved page (MHTML, RFC 2557) or a mail (RFC 5322) apart: its parts go on the shelf by place and by name."""

import base64
import binascii
import email
import quopri
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.message import Message
from email.policy import compat32
from typing import BinaryIO

from yosuga.imports import letters
from yosuga.web.replay.shelf import Body, CannotShow, Shelf

_MOST_BYTES = 128 * 2**20
_MOST_HEAD = 64 * 1024
_MOST_PARTS = 3_000
_DEEPEST = 8
_BLANK = re.compile(rb"\r?\n[ \t]*\r?\n")


@dataclass(frozen=True, slots=True)
class Letter:
    """What the head of the whole says, and the numbers of its first page and its first plain text."""

    head: Mapping[str, str]
    page: int | None
    words: int | None


def take(body: BinaryIO, shelf: Shelf) -> Letter:
    """Put every part on the shelf. Raises CannotShow."""
    body.seek(0)
    content = body.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise CannotShow("size")
    head, _ = _split(content)
    page = words = None
    for count, (part, raw) in enumerate(_leaves(content, depth=0)):
        if count >= _MOST_PARTS:
            break
        number = _keep(part, raw, shelf)
        kind = part.get_content_type()
        if page is None and kind in {"text/html", "application/xhtml+xml"}:
            page = number
        if words is None and kind == "text/plain":
            words = number
    said = {name: letters.header(head, name)[0] for name in ("From", "To", "Cc", "Date", "Subject")}
    return Letter({name: text[:1_000] for name, text in said.items() if text}, page, words)


def _keep(part: Message, raw: bytes, shelf: Shelf) -> int:
    url = letters.header(part, "Content-Location")[0]
    charset = part.get_param("charset")
    said = charset.lower() if isinstance(charset, str) else ""
    kind, content = part.get_content_type(), _decoded(part, raw)
    number = shelf.add(Body(url, 200, kind, said), [content])
    name = str(part.get("Content-ID", "")).strip().strip("<>")
    if name:
        shelf.also(f"cid:{name}", number)
    return number


def _leaves(content: bytes, *, depth: int) -> Iterator[tuple[Message, bytes]]:
    head, raw = _split(content)
    boundary = head.get_boundary()
    if head.get_content_maintype() != "multipart" or not boundary:
        yield head, raw
        return
    if depth >= _DEEPEST:
        return
    for piece in _pieces(raw, boundary=boundary.encode("utf-8", "surrogateescape")):
        yield from _leaves(piece, depth=depth + 1)


def _split(content: bytes) -> tuple[Message, bytes]:
    """Return the head as a message without a body, and the body."""
    if content[:2] == b"\r\n" or content[:1] == b"\n":  # a part without a head
        return Message(policy=compat32), content[2:] if content[:1] == b"\r" else content[1:]
    found = _BLANK.search(content, 0, _MOST_HEAD)
    end = found.start() if found else min(len(content), _MOST_HEAD)
    return email.message_from_bytes(content[:end] + b"\r\n\r\n", policy=compat32), content[
        found.end() :
    ] if found else b""


def _pieces(raw: bytes, *, boundary: bytes) -> Iterator[bytes]:
    """Yield what lies between the boundary's lines (RFC 2046, 5.1.1), in one pass."""
    mark = b"--" + boundary
    line = re.compile(rb"(?:\A|\r?\n)" + re.escape(mark) + rb"(--)?[ \t]*(?:\r?\n|\Z)")
    start = None
    for found in line.finditer(raw):
        if start is not None:
            yield raw[start : found.start()]
        if found[1]:
            return
        start = found.end()
    if start is not None:
        yield raw[start:]


def _decoded(part: Message, raw: bytes) -> bytes:
    coding = str(part.get("Content-Transfer-Encoding", "")).strip().lower()
    if coding == "quoted-printable":
        return quopri.decodestring(raw)
    if coding == "base64":
        try:
            return base64.b64decode(b"".join(raw.split()) + b"==", validate=False)
        except (binascii.Error, ValueError):
            return b""
    return raw
