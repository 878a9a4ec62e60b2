"""One custody event as one canonical line: what happened, when the device says it was, and what came before.

The form is section B of docs/formats/evidence-package.md. A line is matched as a whole by one pattern built from the
table `_GRAMMAR`, so whatever it accepts is canonical: keys in order, no white space, one spelling of every value.
"""

import json
import re
from dataclasses import dataclass, fields
from enum import StrEnum
from hashlib import sha256
from typing import Final

from yosuga.custody.paths import is_composed
from yosuga.errors import BadEvent

VERSION: Final = 1
NO_PREDECESSOR: Final = "0" * 64
NO_ANCHOR: Final = "none"


class EventType(StrEnum):
    """Everything that can happen to a case; nothing else is ever written into its log."""

    CASE_OPEN = "case_open"
    CAPTURE = "capture"
    IMPORT = "import"
    DERIVE = "derive"
    ANNOTATE = "annotate"
    EXPORT = "export"
    TRANSFER = "transfer"
    RECEIVE = "receive"
    ANCHOR = "anchor"
    CHECKPOINT_SEEN = "checkpoint_seen"
    KEY_CHANGE = "key_change"
    CLOCK_JUMP = "clock_jump"
    ERASE = "erase"
    RESTORE = "restore"
    VERIFY_FAIL = "verify_fail"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event. Times are RFC 3339 in UTC with microseconds, hashes are lower-case hex, sizes are bytes."""

    actor: str
    anchor: str
    at_device: str
    boot: str
    case: str
    clock_src: str
    method: str
    mono_us: int
    prev: str
    role: str
    salt: str
    seq: int
    tool: str
    type: EventType
    tz: str
    v: int = VERSION
    authority: str | None = None
    eid: str | None = None
    head: str | None = None
    items: str | None = None
    note: str | None = None
    parent: str | None = None
    purpose: str | None = None
    recipient: str | None = None
    record: str | None = None
    sha256: str | None = None
    size: int | None = None
    time: str | None = None
    total: int | None = None
    url: str | None = None
    verdict: str | None = None


# Possessive repeats keep a hostile line from costing more than one pass. The escapes are those of section B.
_TEXT = rb'"[^"\\\x00-\x1f]*+(?:\\(?:["\\bfnrt]|u00(?:0[0-7bef]|1[0-9a-f]))[^"\\\x00-\x1f]*+)*+"'
_WORD = rb'"[^"\\\x00-\x1f]++"'
_COUNT = rb"(?:0|[1-9][0-9]{0,14})"
_HASH = rb'"[0-9a-f]{64}"'
_DAY = rb"(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|[12]\d))"
_MOMENT = rb'"[0-9]{4}-%bT(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{6}Z"' % _DAY
_ITEM = rb"E(?:[1-9][0-9]{4,8}|(?!0000)[0-9]{4})"  # the longer first: a possessive repeat does not try again
CASE_ID = rb"C-[0-9A-HJKMNP-TV-Z]{8}"

_GRAMMAR: Final = {
    "actor": _WORD,
    "anchor": rb'"(?:none|[0-9a-f]{64})"',
    "at_device": _MOMENT,
    "authority": _WORD,
    "boot": rb'"[0-9a-f]{16}"',
    "case": b'"%b"' % CASE_ID,
    "clock_src": _WORD,
    "eid": b'"%b"' % _ITEM,
    "head": _HASH,
    "items": rb'"%b(?:,%b)*+"' % (_ITEM, _ITEM),
    "method": _WORD,
    "mono_us": _COUNT,
    "note": _TEXT,
    "parent": _HASH,
    "prev": _HASH,
    "purpose": _TEXT,
    "recipient": _TEXT,
    "record": _HASH,
    "role": _WORD,
    "salt": rb'"[0-9a-f]{32}"',
    "seq": _COUNT,
    "sha256": _HASH,
    "size": _COUNT,
    "time": _MOMENT,
    "tool": _WORD,
    "total": _COUNT,
    "type": b'"(?:%b)"' % "|".join(EventType).encode(),
    "tz": rb'"[+-](?:0[0-9]|1[0-4]):[0-5][0-9]"',
    "url": _TEXT,
    "v": b"%d" % VERSION,
    "verdict": b'"(?:COMPLETE|PARTIAL|FAILED)"',
}
_OPTIONAL: Final = frozenset(field.name for field in fields(Event) if field.default is None)
_COUNTS: Final = frozenset({"mono_us", "seq", "size", "total", "v"})


def _pattern() -> re.Pattern[bytes]:
    parts = []
    for key, value in _GRAMMAR.items():
        comma = b"" if key == "actor" else b","  # the first key, and a required one
        part = b'%b"%b":(?P<%b>%b)' % (comma, key.encode(), key.encode(), value)
        parts.append(b"(?:%b)?" % part if key in _OPTIONAL else part)
    return re.compile(rb"\{" + b"".join(parts) + rb"\}")


LINE: Final = _pattern()
_KEYS: Final = tuple(_GRAMMAR)
_dump = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


def match(line: bytes) -> re.Match[bytes]:
    """Return the match of a canonical line, its groups named as the keys and still in JSON. Raises BadEvent."""
    found = LINE.fullmatch(line)
    if found is None:
        raise BadEvent("not a canonical event line")
    if not line.isascii():
        _check_text(line)
    return found


def _check_text(line: bytes) -> None:
    try:
        text = line.decode()
    except UnicodeDecodeError as wrong:
        raise BadEvent("not UTF-8") from wrong
    if is_composed(text):
        return
    # An escape may stand before a combining mark (`\n` + U+0301), which only looks like a letter with an accent.
    texts = [value for value in json.loads(text).values() if isinstance(value, str)]
    if not all(map(is_composed, texts)):
        raise BadEvent("text is not in normalisation form C")


def is_canonical(line: bytes) -> bool:
    """Say whether `line` is one that `encode` could have written."""
    try:
        match(line)
    except BadEvent:
        return False
    return True


def encode(event: Event) -> bytes:
    """Return the event's canonical line, without LF. Raises BadEvent when a value is not of the format."""
    values = {key: value for key in _KEYS if (value := getattr(event, key)) is not None}
    try:
        line = _dump(values).encode()
    except (UnicodeEncodeError, TypeError, ValueError) as wrong:
        raise BadEvent("a value that JSON or UTF-8 cannot hold") from wrong
    match(line)
    return line


def decode(line: bytes) -> Event:
    """Return the event of a canonical line, without LF. Raises BadEvent when a byte is not as `encode` writes it."""
    values = {key: _value(key, raw) for key, raw in match(line).groupdict().items() if raw is not None}
    values["type"] = EventType(str(values["type"]))
    return Event(**values)  # type: ignore[arg-type]  # the pattern has just given every value its type


def _value(key: str, raw: bytes) -> str | int:
    if key in _COUNTS:
        return int(raw)
    if b"\\" in raw:
        return str(json.loads(raw))
    return raw[1:-1].decode()


def leaf(line: bytes) -> bytes:
    """Return the 32-byte Merkle leaf hash of a line: SHA-256(0x00 ‖ line) (RFC 6962 2.1)."""
    return sha256(b"\x00" + line).digest()
