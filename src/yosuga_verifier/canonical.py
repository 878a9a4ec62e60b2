"""The canonical JSON of part B as a grammar: a line either matches byte for byte or it is not an event."""

from __future__ import annotations

import json
import re
import unicodedata

from yosuga_verifier.paths import LATER

MOST_DIGITS = 15

# `"` and `\` and U+0000 to U+001F are escaped, each in one way only; every other character stands for itself.
_ESCAPE = rb'\\(?:["\\bfnrt]|u00(?:0[0-7be-f]|1[0-9a-f]))'
_ANY = rb'[^"\\\x00-\x1f]*(?:' + _ESCAPE + rb'[^"\\\x00-\x1f]*)*'
_TEXT = rb'"(' + _ANY + rb')"'
_UNREAD = rb'"' + _ANY + rb'"'
_HASH = rb'"([0-9a-f]{64})"'
_COUNT = rb"(0|[1-9][0-9]{0,14})"
# A word has no control character either, U+0080 to U+009F (C2 80 to C2 9F in UTF-8) included.
_SAFE = rb'[^"\\\x00-\x1f\x7f\xc2]*'
_WORD = rb'"((?!")' + _SAFE + rb"(?:\xc2[\xa0-\xbf]" + _SAFE + rb')*)"'
_UNREAD_WORD = _WORD.replace(b'"((?!")', b'"(?!")').replace(b')*)"', b')*"')
_DATE = rb"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
_TIME = rb'"(' + _DATE + rb'T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{6}Z)"'
_TYPE = (
    rb'"(case_open|capture|import|derive|annotate|export|transfer|receive|anchor|checkpoint_seen|key_change|clock_jump|'
    rb'erase|restore|verify_fail|correction)"'
)

# Sorted by code point, as the line is; "optional" ones may be absent. Only what a step needs is a group: a log can
# have a hundred thousand lines.
_KEYS: tuple[tuple[str, bytes, str], ...] = (
    ("actor", _UNREAD_WORD, ""),
    ("anchor", rb'"([0-9a-f]{64}|none)"', ""),
    ("at_device", _TIME, ""),
    ("authority", _WORD, "optional"),
    ("boot", rb'"([0-9a-f]{16})"', ""),
    ("case", rb'"(C-[0-9A-HJKMNP-TV-Z]{8})"', ""),
    ("clock_src", _UNREAD_WORD, ""),
    ("eid", rb'"(E(?:(?!0000)[0-9]{4}|[1-9][0-9]{4,8}))"', "optional"),
    ("head", _HASH, "optional"),
    ("items", _TEXT, "optional"),
    ("method", _UNREAD_WORD, ""),
    ("mono_us", _COUNT, ""),
    ("note", _UNREAD, "optional"),
    ("parent", _HASH, "optional"),
    ("prev", rb'"(.{64})"', ""),  # compared with a leaf in hex, which says more than any pattern
    ("purpose", _UNREAD, "optional"),
    ("recipient", _UNREAD, "optional"),
    ("record", _HASH, "optional"),
    ("role", _UNREAD_WORD, ""),
    ("salt", rb'"[0-9a-f]{32}"', ""),
    ("seq", _COUNT, ""),
    ("sha256", _HASH, "optional"),
    ("size", _COUNT, "optional"),
    ("time", _TIME, "optional"),
    ("tool", _UNREAD_WORD, ""),
    ("total", _COUNT, "optional"),
    ("type", _TYPE, ""),
    ("tz", rb'"[+-](?:0[0-9]|1[0-4]):[0-5][0-9]"', ""),
    ("url", _UNREAD, "optional"),
    ("v", rb"1", ""),
    ("verdict", rb'"(?:COMPLETE|PARTIAL|FAILED)"', "optional"),
)
_READ = [name for name, pattern, _optional in _KEYS if re.compile(pattern).groups]
INDEX = {name: at for at, name in enumerate(_READ)}


def _grammar() -> re.Pattern[bytes]:
    whole = rb"\{"
    for at, (name, pattern, optional) in enumerate(_KEYS):
        member = (b"," if at else b"") + b'"' + name.encode() + b'":' + pattern
        whole += b"(?:" + member + b")?" if optional else member
    return re.compile(whole + rb"\}")


EVENT = _grammar()
_BARE = re.compile(rf"\\(?:u00[0-9a-f]{{2}}|.)|{LATER}")


def is_text(line: bytes) -> bool:
    """Whether bytes are UTF-8 in NFC, as every canonical line is."""
    if line.isascii():
        return True
    try:
        decoded = line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    # The letter of an escape is no letter of the text: `\n` before a combining mark must not count as n with that mark.
    return unicodedata.is_normalized("NFC", decoded) or unicodedata.is_normalized("NFC", _BARE.sub("\0", decoded))


def text(raw: bytes) -> str:
    """The value of a text of a matched line, its escapes resolved."""
    decoded = raw.decode("utf-8", "replace")
    return str(json.loads(f'"{decoded}"')) if "\\" in decoded else decoded


def parse(raw: bytes) -> object:
    """Parse canonical JSON. Raises ValueError for anything that has another spelling, too large a number or a float."""
    if not is_text(raw):
        raise ValueError("not UTF-8 in NFC")
    try:
        value: object = json.loads(raw, parse_int=_integer, parse_float=_refuse, parse_constant=_refuse)
        again = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    except RecursionError as wrong:
        raise ValueError("nested too deep") from wrong
    if again != raw:  # catches white space, order, duplicate keys and second spellings at once
        raise ValueError("not in canonical form")
    return value


def _integer(digits: str) -> int:
    if len(digits) > MOST_DIGITS or digits.startswith("-"):
        raise ValueError("a number is too large or negative")
    return int(digits)


def _refuse(digits: str) -> float:
    raise ValueError(f"{digits[:20]} is not an integer")
