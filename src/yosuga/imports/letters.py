"""What mail and saved pages share: header words and texts in any of Japan's encodings, and dates."""

import email.errors
import email.utils
import re
from datetime import datetime
from email.header import decode_header
from email.message import Message

from yosuga import charsets
from yosuga.imports import moments

# Names that mail uses and Python spells otherwise. Microsoft's programs write cp932 and cp50220 under the plain names.
_ENCODINGS = {
    "iso-2022-jp": ("iso2022_jp", "iso2022_jp_ext", "iso2022_jp_3"),
    "shift_jis": ("cp932",),
    "shift-jis": ("cp932",),
    "x-sjis": ("cp932",),
    "windows-31j": ("cp932",),
    "euc-jp": ("euc_jp", "eucjp_ms", "euc_jis_2004"),
}


def decoded(content: bytes, *, charset: str) -> tuple[str, bool]:
    """Return bytes as text, and whether the encoding had to be guessed or characters were lost."""
    name = charset.strip().strip("\"'").lower()
    for encoding in _ENCODINGS.get(name, (name,) if name else ()):
        try:
            return content.decode(encoding), False
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    codec = charsets.guess(content) or "utf-8"
    text = charsets.read_as(content, codec)
    return text, bool(name) or not content.isascii() or codec != "utf-8" or "\ufffd" in text


def header(message: Message, name: str) -> tuple[str, bool]:
    """Return one header's words on one line (RFC 2047 decoded), and whether its encoding had to be guessed."""
    raw = message.get(name)
    return words(str(raw)) if raw is not None else ("", False)


def words(raw: str) -> tuple[str, bool]:
    """Return a raw header value as words on one line, and whether its encoding had to be guessed."""
    raw = re.sub(r"[\r\n]+[ \t]*", " ", raw)
    try:
        pieces = decode_header(raw)
    except (email.errors.HeaderParseError, ValueError):
        return _line(raw), True
    guessed = False
    text = ""
    for content, charset in pieces:
        # Words that were not encoded come as text; raw bytes that a program put there hide in it as surrogates.
        raw_part = content.encode("utf-8", "surrogateescape") if isinstance(content, str) else content
        part, unsure = decoded(raw_part, charset=charset or "")
        text += part
        guessed = guessed or unsure
    return _line(text), guessed


def date(text: str) -> datetime | None:
    """Return an RFC 5322 date as an aware moment, or None. `-0000` means the zone is not known: taken as UTC."""
    try:
        parts = email.utils.parsedate_tz(text)
        return moments.from_unix(email.utils.mktime_tz(parts)) if parts else None
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _line(text: str) -> str:
    return " ".join(text.split())[:4_000]
