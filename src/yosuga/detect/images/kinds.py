"""What a file is, by its first bytes, never by its name; and which files are not opened at all."""

import re

HEAD = 4096

# FFmpeg follows playlists to other files and addresses, so a film's container is named, never guessed by it.
_FILMS = (
    (0, b"\x1aE\xdf\xa3", "matroska"),
    (8, b"AVI ", "avi"),
    (4, b"moov", "mov"),
    (4, b"mdat", "mov"),
    (0, b"FLV", "flv"),
)
_HEIF = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"hevx", b"mif1", b"msf1"})
_AVIF = frozenset({b"avif", b"avis"})
_PICTURES = (
    (0, b"\x89PNG\r\n\x1a\n", "PNG"),
    (0, b"\xff\xd8\xff", "JPEG"),
    (0, b"GIF8", "GIF"),
    (8, b"WEBP", "WEBP"),
    (0, b"II*\x00", "TIFF"),
    (0, b"MM\x00*", "TIFF"),
    (0, b"BM", "BMP"),
)
_SVG = re.compile(rb"<(?:svg|!DOCTYPE\s+svg)[\s>]", re.IGNORECASE)


def picture_of(head: bytes) -> str:
    """Return Pillow's name of a picture's format, "HEIF" for that one, or an empty string."""
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF:
        return "HEIF"
    if head[4:8] == b"ftyp" and head[8:12] in _AVIF:
        return "AVIF"
    return next((form for at, opening, form in _PICTURES if head[at : at + len(opening)] == opening), "")


def film_of(head: bytes) -> str:
    """Return FFmpeg's name of a film's container, or an empty string."""
    if head[4:8] == b"ftyp" and head[8:12] not in _HEIF | _AVIF:
        return "mov"
    return next((form for at, opening, form in _FILMS if head[at : at + len(opening)] == opening), "")


def refusal_of(head: bytes) -> str:
    """Return why a file that is neither is not opened: a code of `refusals`."""
    if head.lstrip().startswith(b"%PDF-") or b"%PDF-" in head[:1024]:
        return "a-pdf"
    if _SVG.search(head):
        return "an-svg"
    return "no-picture"
