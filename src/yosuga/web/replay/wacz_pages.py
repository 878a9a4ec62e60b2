"""Opens a WACZ or a WARC that anybody may have made: its structure is judged, its archives unpacked within limits."""

import gzip
import json
import struct
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO, BinaryIO

from yosuga.imports import wacz
from yosuga.web.replay import warc_bodies
from yosuga.web.replay.shelf import CannotShow, Shelf

_MOST_DIRECTORY = 2 * 2**20
_MOST_ARCHIVES = 200
_MOST_PAGES = 50
_MOST_JSON = 4 * 2**20
_TAIL = 22 + 65_535  # the end record and the longest comment behind it
_BROKEN = (
    zipfile.BadZipFile, zlib.error, gzip.BadGzipFile, EOFError, OSError, NotImplementedError, RuntimeError,
    struct.error, ValueError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """A page that the archive lists."""

    url: str
    title: str = ""
    moment: str = ""


def open_wacz(body: BinaryIO, shelf: Shelf) -> Sequence[Page]:
    """Put all answers of a WACZ on the shelf and return the pages it lists. Raises CannotShow."""
    try:
        _check_directory(body)
        with zipfile.ZipFile(body) as archive:
            if fault := wacz.structure_fault(archive, body):
                raise CannotShow(fault)
            names = [name for name in sorted(archive.NameToInfo) if _is_archive(name)]
            for name in names[:_MOST_ARCHIVES]:
                with archive.open(name) as member:
                    _take(member, shelf, packed=name.endswith(".gz"))
            return _pages(archive)
    except _BROKEN as error:
        raise CannotShow(type(error).__name__) from error


def open_warc(body: BinaryIO, shelf: Shelf) -> Sequence[Page]:
    """Put all answers of a WARC on the shelf; its first page is the first that is one. Raises CannotShow."""
    body.seek(0)
    packed = body.read(2) == b"\x1f\x8b"
    body.seek(0)
    _take(body, shelf, packed=packed)
    return ()


def _is_archive(name: str) -> bool:
    return name.startswith("archive/") and name.endswith((".warc", ".warc.gz"))


def _take(member: IO[bytes], shelf: Shelf, *, packed: bool) -> None:
    try:
        if packed:
            with gzip.GzipFile(fileobj=member) as unpacked:
                warc_bodies.take(unpacked, shelf)
        else:
            warc_bodies.take(member, shelf)
    except _BROKEN as error:  # cut off in the middle: what came before can be shown
        if not shelf.bodies:
            raise CannotShow(type(error).__name__) from error


def _check_directory(body: BinaryIO) -> None:
    """Refuse a zip whose list of entries alone would fill the memory, before anything reads that list.

    The end record is found as `zipfile` finds it. Zip64 is for archives larger than anything that is shown here.
    """
    size = body.seek(0, 2)
    start = max(0, size - _TAIL)
    body.seek(start)
    tail = body.read(_TAIL)
    at = len(tail) - 22
    if at < 0 or tail[at : at + 4] != b"PK\x05\x06" or tail[-2:] != b"\0\0":
        at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < 22:
        raise CannotShow("no end record")
    directory = struct.unpack_from("<L", tail, at + 12)[0]
    body.seek(max(0, start + at - 20))
    if directory > _MOST_DIRECTORY or body.read(4) == b"PK\x06\x07":
        raise CannotShow("directory")


def _pages(archive: zipfile.ZipFile) -> Sequence[Page]:
    """Return the pages that the list names, or the one that the package calls its main page."""
    found = [_page(one) for one in _lines(archive, "pages/pages.jsonl")]
    listed = [one for one in found if one.url]
    if listed:
        return listed[:_MOST_PAGES]
    package = next(iter(_lines(archive, "datapackage.json", whole=True)), None)
    return [_page({"url": package.get("mainPageUrl"), "ts": package.get("mainPageDate")})] if package else []


def _lines(archive: zipfile.ZipFile, name: str, *, whole: bool = False) -> list[dict[str, object]]:
    if name not in archive.NameToInfo:
        return []
    with archive.open(name) as file:
        raw = file.read(_MOST_JSON)
    found = []
    for line in [raw] if whole else raw.split(b"\n")[: 10 * _MOST_PAGES]:
        try:
            said: object = json.loads(line)
        except (ValueError, RecursionError):
            continue
        found += [said] if isinstance(said, dict) else []
    return found


def _page(said: dict[str, object]) -> Page:
    return Page(url=_words(said.get("url")), title=_words(said.get("title")), moment=_words(said.get("ts")))


def _words(value: object) -> str:
    return value[:2_000] if isinstance(value, str) else ""
