"""What a body really is: judged by its bytes. Only what a browser shows without running anything has a type here."""

import re
import struct
from collections.abc import Callable

from yosuga.imports.sniff import sniff

_PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"})
_MEDIA = frozenset({
    "video/mp4", "video/webm", "video/quicktime", "video/3gpp",
    "audio/mpeg", "audio/mp4", "audio/wav", "audio/ogg", "audio/flac", "audio/aac",
})  # fmt: skip
_FONTS = {
    b"wOF2": "font/woff2",
    b"wOFF": "font/woff",
    b"OTTO": "font/otf",
    b"\0\1\0\0": "font/ttf",
    b"true": "font/ttf",
}
_SVG = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,300}\?>)?(?:\s|<!--[^>]{0,2000}-->|<!DOCTYPE[^>]{0,300}>)*<svg[\s>]"
)
_MOST_BOXES = 200
HEAD = 4096

Read = Callable[[int, int], bytes]  # (where, how many) -> bytes


def shown_type(head: bytes, *, said: str) -> str:
    """Return the type under which a part of a page is given out, or nothing for what is never given out."""
    guess = sniff(head, name="").media_type
    if guess in _PICTURES | _MEDIA:
        return guess
    if head[:4] in _FONTS:
        return _FONTS[head[:4]]
    if head[:4] == b"\0\0\1\0":
        return "image/x-icon"
    if head[:2] == b"BM" and said.startswith("image/"):
        return "image/bmp"
    if said == "image/svg+xml" and _SVG.match(head):
        return "image/svg+xml"
    return ""


def playable(read: Read, *, size: int) -> str:
    """Return the type of a film or a sound whose container holds together as far as it can be seen, or nothing."""
    head = read(0, HEAD)
    guess = sniff(head, name="").media_type
    if guess not in _MEDIA:
        return ""
    if guess in {"video/mp4", "audio/mp4", "video/quicktime", "video/3gpp"}:
        return guess if _boxes_hold(read, size=size) else ""
    if guess == "video/webm":
        return guess if re.search(rb"\x42\x82[\x81-\x8f](?:webm|matroska)", head[:256]) else ""
    if guess == "audio/wav":
        return guess if struct.unpack_from("<I", head, 4)[0] + 8 <= size + 1 else ""
    return guess


def _boxes_hold(read: Read, *, size: int) -> bool:
    """Say whether the boxes of a film (ISO/IEC 14496-12) follow each other to its end, with an index among them."""
    at, kinds = 0, set[bytes]()
    for _ in range(_MOST_BOXES):
        if at == size:
            break
        head = read(at, 16)
        if len(head) < 8:
            return False
        length, kind = struct.unpack_from(">I4s", head)
        if length == 1 and len(head) == 16:
            length = struct.unpack_from(">Q", head, 8)[0]
        length = size - at if length == 0 else length
        if length < 8 or at + length > size:
            return False
        kinds.add(kind)
        at += length
    return b"ftyp" in kinds and b"moov" in kinds
