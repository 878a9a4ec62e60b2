"""The texts and scripts for whoever receives a package, byte for byte as that person's system reads them best.

What a Windows program opens (`.txt`, `.ps1`) gets CRLF and a byte order mark: Windows PowerShell 5.1 reads a script
without the mark in the system's old code page, and so do older editors; other systems read such a text all the same.
A shell script gets neither: `sh` takes a carriage return for part of a word.
"""

from collections.abc import Iterator
from importlib.resources import files
from typing import Final

_MARK: Final = b"\xef\xbb\xbf"
_NAMES: Final = ("HOWTO_ja.txt", "HOWTO_en.txt", "verify.sh", "verify.ps1")
_FOR_WINDOWS: Final = (".txt", ".ps1")


def verify_files() -> Iterator[tuple[str, bytes]]:
    """Yield path in the package (`verify/…`) and content of each text and script for the receiver."""
    folder = files("yosuga.custody.package") / "texts"
    for name in _NAMES:
        text = (folder / name).read_bytes().replace(b"\r\n", b"\n")
        yield f"verify/{name}", _for_windows(text) if name.endswith(_FOR_WINDOWS) else text


def _for_windows(text: bytes) -> bytes:
    return _MARK + text.replace(b"\n", b"\r\n")
