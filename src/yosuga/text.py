"""Text that is safe to write down: NFC, one line, legal as a file title on every system."""

import re
import unicodedata

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*%]|[\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]')
_RESERVED = re.compile(r"^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$", re.IGNORECASE)


def nfc(text: str) -> str:
    """Return `text` in Unicode normalisation form C."""
    return unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """Return `text` in NFC with every run of white space and control characters as one space."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", nfc(text)).split())


def file_title(text: str, *, most: int = 50, otherwise: str = "無題") -> str:
    """Return `text` as a title legal on Windows, macOS and Linux, of at most `most` characters and 150 UTF-8 bytes.

    Control and direction characters become `_`: a name that reads differently from what it is would be a trap.
    """
    title = _FORBIDDEN.sub("_", one_line(text)).strip(" ._")
    if _RESERVED.match(title):
        title = f"_{title}"
    title = title[:most]
    while len(title.encode()) > 150:
        title = title[:-1]
    return title.rstrip(" .") or otherwise
