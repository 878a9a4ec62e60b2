"""Mail (.eml): who, when, by which servers, what is attached; and what DKIM can tell without the network."""

import email
import email.errors
import email.utils
import hashlib
import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from email.message import Message
from email.policy import compat32
from typing import BinaryIO

from yosuga.imports import dkim, letters
from yosuga.imports.base import Check, Outcome
from yosuga.imports.findings import Findings, UnreadableError

_LARGEST = 128 * 2**20
_MOST_PARTS = 500
_MOST_TEXT = 20_000
_FAR = timedelta(days=1)


def read(body: BinaryIO, name: str) -> Findings:
    """Read a mail. Raises UnreadableError."""
    _ = name
    data = body.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise UnreadableError("too-large-to-read")
    data = data.removeprefix(b"\xef\xbb\xbf")
    message = email.message_from_bytes(data, policy=compat32)
    if not message.keys():
        raise UnreadableError("not-what-it-says")
    warned: list[str] = []
    facts: dict[str, object] = {}
    for header in ("From", "To", "Cc", "Reply-To", "Subject", "Date", "Message-ID", "Return-Path", "X-Mailer"):
        words, guessed = letters.header(message, header)
        if words:
            facts[header.lower().replace("-", "_")] = words
        warned += ["encoding-guessed"] if guessed else []
    hops = [_hop(str(value)) for value in message.get_all("Received", [])[:50]]
    facts["received"] = hops
    _parts(message, facts, warned)
    results = [letters.words(str(value))[0] for value in message.get_all("Authentication-Results", [])[:10]]
    if results:
        facts["authentication_results"] = results
    sent = letters.date(str(message.get("Date", "")))
    warned += _odd_times(sent, hops, facts)
    return Findings(facts, taken_at=sent, checks=tuple(_checks(message, data)), warnings=warned)


def _hop(raw: str) -> dict[str, object]:
    line = " ".join(raw.split())[:2_000]
    route, _, when = line.rpartition(";")
    moment = letters.date(when)
    by = re.search(r"\bby\s+(\S+)", route)
    sender = re.search(r"\bfrom\s+(.+?)(?=\s+by\s|$)", route)
    return {
        "from": sender[1] if sender else "",
        "by": by[1] if by else "",
        "time": moment.isoformat() if moment else None,
    }


def _odd_times(sent: datetime | None, hops: Sequence[dict[str, object]], facts: dict[str, object]) -> Iterator[str]:
    times = [datetime.fromisoformat(time) for hop in hops if isinstance(time := hop["time"], str)]
    if sent is None:
        yield "no-date"
    elif times and abs(min(times) - sent) > _FAR:
        yield "mail-times-differ"
    if not hops:
        yield "mail-without-route"
    if "from" not in facts:
        yield "mail-without-sender"


def _parts(message: Message, facts: dict[str, object], warned: list[str]) -> None:
    attachments: list[dict[str, object]] = []
    texts: dict[str, str] = {}
    for count, part in enumerate(message.walk()):
        if count >= _MOST_PARTS:
            warned.append("partly-read")
            break
        if part.is_multipart():
            continue
        content = _content(part)
        kind = part.get_content_type()
        title = _title(part)
        if not title and kind in {"text/plain", "text/html"} and kind not in texts:
            texts[kind], guessed = letters.decoded(content, charset=_charset(part))
            warned += ["encoding-guessed"] if guessed else []
        else:
            digest = hashlib.sha256(content).hexdigest()
            attachments.append({"name": title, "type": kind, "size": len(content), "sha256": digest})
    facts["attachments"] = attachments
    text = texts.get("text/plain", "")
    facts["text"] = text[:_MOST_TEXT]
    facts["has_html"] = "text/html" in texts
    if len(text) > _MOST_TEXT:
        warned.append("partly-read")


def _content(part: Message) -> bytes:
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        content = None
    return content if isinstance(content, bytes) else b""


def _charset(part: Message) -> str:
    try:
        return str(part.get_param("charset", "") or "")
    except (ValueError, IndexError, TypeError):
        return ""


def _title(part: Message) -> str:
    try:
        raw = part.get_filename("")
    except (ValueError, LookupError, TypeError, email.errors.MessageError):
        raw = ""
    return letters.words(str(raw or ""))[0][:300]


def _checks(message: Message, data: bytes) -> Iterator[Check]:
    signatures = [str(value) for value in message.get_all("DKIM-Signature", [])][:10]
    for raw in signatures:
        claim = dkim.parse(raw)
        yield Check("dkim-body-hash", dkim.body_hash(claim, data))
        where = f"{claim.get('s', '?')}._domainkey.{claim.get('d', '?')}"[:250]
        yield Check("dkim-signature", Outcome.NOT_CHECKED, f"the key is in the DNS: {where}")
