"""What a file is, by its first bytes; by its name only where the bytes do not tell."""

import re
import zlib
from dataclasses import dataclass
from pathlib import PurePath

from yosuga import charsets
from yosuga.imports.base import Kind

HEAD = 64 * 1024


@dataclass(frozen=True, slots=True)
class Guess:
    """`reader` is a name of `worker.READERS`, or empty where nothing can be read from such a file."""

    kind: Kind
    media_type: str
    reader: str
    by_name: bool = False


def _picture(media_type: str) -> Guess:
    return Guess(Kind.SCREENSHOT, media_type, "picture")


def _recording(media_type: str) -> Guess:
    return Guess(Kind.RECORDING, media_type, "recording")


_OPENINGS: tuple[tuple[int, bytes, Guess], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", _picture("image/png")),
    (0, b"\xff\xd8\xff", _picture("image/jpeg")),
    (0, b"GIF87a", _picture("image/gif")),
    (0, b"GIF89a", _picture("image/gif")),
    (0, b"II*\x00", _picture("image/tiff")),
    (0, b"MM\x00*", _picture("image/tiff")),
    (8, b"WEBP", _picture("image/webp")),
    (8, b"WAVE", _recording("audio/wav")),
    (0, b"\x1aE\xdf\xa3", _recording("video/webm")),
    (0, b"ID3", _recording("audio/mpeg")),
    (0, b"fLaC", _recording("audio/flac")),
    (0, b"OggS", _recording("audio/ogg")),
    (0, b"#!AMR", _recording("audio/amr")),
    (0, b"WARC/", Guess(Kind.WARC, "application/warc", "warc")),
)
_BRANDS = {
    b"heic": _picture("image/heic"),
    b"heix": _picture("image/heic"),
    b"hevc": _picture("image/heic"),
    b"mif1": _picture("image/heif"),
    b"msf1": _picture("image/heif"),
    b"avif": _picture("image/avif"),
    b"qt  ": _recording("video/quicktime"),
    b"M4A ": _recording("audio/mp4"),
    b"M4B ": _recording("audio/mp4"),
}
_BY_NAME = {
    ".png": _picture("image/png"),
    ".jpg": _picture("image/jpeg"),
    ".jpeg": _picture("image/jpeg"),
    ".heic": _picture("image/heic"),
    ".webp": _picture("image/webp"),
    ".gif": _picture("image/gif"),
    ".mp4": _recording("video/mp4"),
    ".mov": _recording("video/quicktime"),
    ".webm": _recording("video/webm"),
    ".mp3": _recording("audio/mpeg"),
    ".m4a": _recording("audio/mp4"),
    ".wav": _recording("audio/wav"),
    ".pdf": Guess(Kind.PDF, "application/pdf", "pdf"),
    ".eml": Guess(Kind.MAIL, "message/rfc822", "mail"),
    ".mht": Guess(Kind.MHTML, "multipart/related", "mhtml"),
    ".mhtml": Guess(Kind.MHTML, "multipart/related", "mhtml"),
    ".warc": Guess(Kind.WARC, "application/warc", "warc"),
    ".gz": Guess(Kind.OTHER, "application/gzip", ""),
    ".wacz": Guess(Kind.WACZ, "application/wacz", "wacz"),
    ".txt": Guess(Kind.OTHER, "text/plain", ""),
    ".csv": Guess(Kind.OTHER, "text/csv", ""),
}
_MAIL_HEADERS = re.compile(
    rb"^(return-path|delivered-to|received|from|to|cc|subject|date|message-id|mime-version|dkim-signature|reply-to|"
    rb"x-[a-z0-9-]+|authentication-results|content-type|list-unsubscribe|arc-[a-z-]+)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_TALK = re.compile(r"\A\ufeff?(\[LINE\]|\d{4}\.\d\d\.\d\d [月火水木金土日SMTWF])")
_CALL_WORDS = re.compile(r"通話時間|発信|着信|call.?type|duration|通話日時|missed", re.IGNORECASE)
_NUMBER_WORDS = re.compile(r"番号|number|phone|caller|電話|相手", re.IGNORECASE)


def sniff(head: bytes, *, name: str) -> Guess:
    """Return what the first `HEAD` bytes are. `name` decides only where they fit nothing known."""
    found = _binary(head, name=name) or _text(head, name=name)
    if found:
        return found
    by_name = _BY_NAME.get(PurePath(name).suffix.lower(), Guess(Kind.OTHER, "application/octet-stream", ""))
    return Guess(by_name.kind, by_name.media_type, "", by_name=True)


def _binary(head: bytes, *, name: str) -> Guess | None:
    return _opening(head) or _container(head, name=name)


def _opening(head: bytes) -> Guess | None:
    for at, opening, guess in _OPENINGS:
        if head[at : at + len(opening)] == opening and (at == 0 or head[:4] == b"RIFF"):
            return guess
    return None


def _container(head: bytes, *, name: str) -> Guess | None:
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], _recording("video/3gpp" if head[8:11] == b"3gp" else "video/mp4"))
    if head[:4] in {b"PK\x03\x04", b"PK\x05\x06"}:
        return _zip(head, name=name)
    if head[:2] == b"\x1f\x8b":
        return _gzip(head)
    if b"%PDF-" in head[:1024]:
        return Guess(Kind.PDF, "application/pdf", "pdf")
    return _sound(head)


def _sound(head: bytes) -> Guess | None:
    """Return a guess for sound without a container: it begins with a frame's eleven set bits (ISO 11172-3, 13818-7)."""
    if len(head) < 3 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0 or head[1] == 0xFE:  # ff fe begins UTF-16 text
        return None
    if head[1] in {0xF0, 0xF1, 0xF8, 0xF9}:
        return _recording("audio/aac")
    return _recording("audio/mpeg") if head[1] & 0x06 else None


def _zip(head: bytes, *, name: str) -> Guess:
    if name.lower().endswith(".wacz") or b"datapackage.json" in head or b"archive/" in head[:256]:
        return Guess(Kind.WACZ, "application/wacz", "wacz")
    return Guess(Kind.OTHER, "application/zip", "")


def _gzip(head: bytes) -> Guess:
    try:
        start = zlib.decompressobj(wbits=31).decompress(head, 16)
    except zlib.error:
        start = b""
    if start.startswith(b"WARC/"):
        return Guess(Kind.WARC, "application/warc", "warc")
    return Guess(Kind.OTHER, "application/gzip", "")


def _text(head: bytes, *, name: str) -> Guess | None:
    opening = head[:4096]
    if _looks_like_mail(opening):
        if re.search(rb"multipart/related", opening, re.IGNORECASE) and (
            b"snapshot-content-location" in opening.lower() or name.lower().endswith((".mht", ".mhtml"))
        ):
            return Guess(Kind.MHTML, "multipart/related", "mhtml")
        return Guess(Kind.MAIL, "message/rfc822", "mail")
    words = text_of(opening)
    if words is None:
        return None
    if _TALK.match(words):
        return Guess(Kind.TALK, "text/plain", "talk")
    return _calls(words)


def _looks_like_mail(opening: bytes) -> bool:
    first = opening.lstrip(b"\xef\xbb\xbf").split(b"\n", 1)[0]
    is_header = _MAIL_HEADERS.match(first) or first.startswith(b"From ")
    return bool(is_header) and len(_MAIL_HEADERS.findall(opening.split(b"\r\n\r\n", 1)[0])) >= 2


def _calls(words: str) -> Guess | None:
    start = words.lstrip("\ufeff \r\n\t")
    if start.startswith("<") and re.search(r"<calls[\s>]", start):
        return Guess(Kind.CALL_LOG, "application/xml", "calls")
    if start[:1] in {"[", "{"}:
        fits = _CALL_WORDS.search(start) and _NUMBER_WORDS.search(start)
        return Guess(Kind.CALL_LOG, "application/json", "calls") if fits else None
    first = start.split("\n", 1)[0]
    if re.search(r"[,\t;]", first) and _CALL_WORDS.search(first) and _NUMBER_WORDS.search(first):
        return Guess(Kind.CALL_LOG, "text/csv", "calls")
    return None


def text_of(opening: bytes) -> str | None:
    """Return bytes as text (UTF-8, UTF-16 with its mark, or a set of Japan), or None.

    The end may be cut in the middle of a character.
    """
    return charsets.opening_text(opening)
