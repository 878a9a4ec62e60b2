"""Which paths a package may hold: the same on Windows, macOS and Linux, and never two that look alike to one of them.

The rules are section A of docs/formats/evidence-package.md.
"""

import re
import unicodedata
from typing import Final

from yosuga.errors import PackageError

MOST_CHARACTERS: Final = 120

_FORBIDDEN: Final = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"\\|?*\ud800-\udfff]')
# Where Unicode has added marks since version 13, and may add more: what one version composes or puts in another order,
# an older one takes as it is. A record must not become unreadable with another Python.
_LATER: Final = re.compile(r"[\u0870-\u08ff\u0c3c\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\U00010000-\U0010ffff]")
# Windows opens a device instead of a file under these names, whatever follows the dot.
_DEVICE: Final = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(\..*)?", re.IGNORECASE)


def is_composed(text: str) -> bool:
    """Say whether `text` is in NFC, whatever version of Unicode this Python knows: later marks are not asked about."""
    return unicodedata.is_normalized("NFC", _LATER.sub("\0", text))


def check_path(path: str) -> None:
    """Raise PackageError unless `path` is legal in a package: relative, NFC, at most 120 characters, no trick parts."""
    reason = _reason(path)
    if reason:
        raise PackageError(f"{about(path)}{reason}")


def _reason(path: str) -> str:
    if not path or len(path) > MOST_CHARACTERS:
        return "a path that is empty or longer than 120 characters"
    if _FORBIDDEN.search(path):
        return "a path with characters that are not legal everywhere"
    if not is_composed(path):
        return "a path that is not in normalisation form C"
    for part in path.split("/"):
        if part in {"", ".", ".."} or part.endswith((".", " ")):
            return "a path with an empty part, or one that ends in a dot or a space"
        if _DEVICE.fullmatch(part):
            return "a path with a name that Windows keeps for a device"
    return ""


def about(path: str) -> str:
    """Return `E0001: ` when the path belongs to an item, else nothing: a title in a path may name a person."""
    found = re.search(r"E[0-9]{4,9}(?=[_/.])", path)
    return f"{found.group()}: " if found else ""


def fold(path: str) -> str:
    """Return the key under which two paths are the same to some system: case-folded, in NFC."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


class PathBook:
    """The paths of one package so far; it refuses illegal ones, twins, and a file where a folder already is."""

    def __init__(self) -> None:
        self._files: set[str] = set()
        self._folders: set[str] = set()

    def enter(self, path: str) -> None:
        """Take `path` in. Raises PackageError when it is illegal or stands in the way of another one.

        A per cent sign is legal, but RFC 8493 2.1.3 has it escaped in a manifest, which `sha256sum` and `bagit.py` do
        not read: nothing is written under such a name.
        """
        check_path(path)
        if "%" in path:
            raise PackageError(f"{about(path)}a path with a per cent sign")
        key = fold(path)
        parts = key.split("/")
        folders = {"/".join(parts[:count]) for count in range(1, len(parts))}
        if key in self._files or key in self._folders or folders & self._files:
            raise PackageError(f"{about(path)}two paths that are one on some systems")
        self._files.add(key)
        self._folders |= folders
