"""Reads a ZIP's directory byte by byte, so that every program sees the same files in it (PKWARE APPNOTE 6.3)."""

from __future__ import annotations

import os
import stat
import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from yosuga_verifier.findings import Findings
from yosuga_verifier.paths import item_of

MOST_FILES = 1_000_000
LARGEST_DIRECTORY = 1 << 29
_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR = struct.Struct("<4sLQL")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_UTF8 = 0x800
_DESCRIPTOR = 0x8
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_FULL16 = 0xFFFF
_FULL32 = 0xFFFFFFFF
_UNIX = 3
_UNICODE_PATH = 0x7075  # Info-ZIP: a second name for the same entry, which some programs prefer


class BadZipError(Exception):
    """The ZIP cannot be read as a whole; the finding's code and words come along."""

    def __init__(self, code: str, *, ja: str, en: str) -> None:
        super().__init__(en)
        self.code = code
        self.ja = ja
        self.en = en


@dataclass(frozen=True)
class Entry:
    """One file as the directory states it; `start` is where its bytes begin, 0 until the local header was read."""

    path: str
    name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    header: int
    start: int = 0


def read_directory(path: str, *, findings: Findings) -> list[Entry]:
    """Return the entries below the one top folder. Raises BadZipError, OSError; faults of one entry are findings."""
    with Path(path).open("rb") as file:
        total = os.fstat(file.fileno()).st_size
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise _disagrees("not a file", ja="ファイルではありません")
        count, length, begin = _end_of_directory(file, total=total)
        file.seek(begin)
        raw = file.read(length)
        entries = list(_central(raw, count=count, findings=findings))
        entries = list(_located(file, entries, begin=begin, findings=findings))
    return _below_top(entries, findings=findings)


def _disagrees(en: str, *, ja: str) -> BadZipError:
    return BadZipError(
        "zip-structure",
        ja=f"ZIPの構造が合いません: {ja}。作成後に手が加えられたか、途中で切れています。",
        en=f"The ZIP does not hold together: {en}. It was changed after it was made, or cut.",
    )


def _end_of_directory(file: BinaryIO, *, total: int) -> tuple[int, int, int]:
    """Find number, length and begin of the directory; the end record must be the last thing in the file."""
    if total < _END.size:
        raise _no_zip()
    file.seek(total - _END.size)
    signature, disk, first, here, count, length, begin, comment = _END.unpack(file.read(_END.size))
    if signature != b"PK\5\6" or comment:
        file.seek(max(0, total - _END.size - _FULL16))
        if b"PK\5\6" in file.read():
            raise _disagrees("there is data after the directory", ja="目次の後にデータがあります")
        raise _no_zip()
    end = total - _END.size
    if _FULL16 in (count, here) or _FULL32 in (length, begin):
        end, disk, first, here, count, length, begin = _end64(file, end=end)
    if disk or first or here != count or length > LARGEST_DIRECTORY:
        raise _disagrees("it is in parts, or its directory is too large", ja="分割されているか、目次が大きすぎます")
    if min(count, length // _CENTRAL.size) > MOST_FILES:
        raise too_many()
    if begin + length != end:
        raise _disagrees("the directory does not end where it says", ja="目次の位置が記載と違います")
    return count, length, begin


def _no_zip() -> BadZipError:
    return BadZipError(
        "not-a-package",
        ja="フォルダーでも、最後まで揃ったZIPでもありません。証拠一式として読めません。",
        en="This is neither a folder nor a complete ZIP, so it cannot be read as an evidence package.",
    )


def too_many() -> BadZipError:
    """More files than any package has: to take them all in would cost gigabytes."""
    return BadZipError(
        "too-many-files",
        ja=f"ファイルが{MOST_FILES}件を超えています。証拠一式ではありません。",
        en=f"There are more than {MOST_FILES} files. This is no evidence package.",
    )


def _end64(file: BinaryIO, *, end: int) -> tuple[int, int, int, int, int, int, int]:
    if end < _LOCATOR.size + _END64.size:
        raise _disagrees("the large directory is missing", ja="目次（64ビット）がありません")
    file.seek(end - _LOCATOR.size)
    signature, _disk, where, _disks = _LOCATOR.unpack(file.read(_LOCATOR.size))
    if signature != b"PK\6\7" or where != end - _LOCATOR.size - _END64.size:
        raise _disagrees("the large directory is misplaced", ja="目次（64ビット）の位置が違います")
    file.seek(where)
    record = _END64.unpack(file.read(_END64.size))
    if record[0] != b"PK\6\6" or record[1] != _END64.size - 12:
        raise _disagrees("the large directory is malformed", ja="目次（64ビット）の形が違います")
    disk, first, here, count, length, begin = record[4:]
    return where, disk, first, here, count, length, begin


def _central(raw: bytes, *, count: int, findings: Findings) -> Iterator[Entry]:
    """Read the directory's entries; their number and length must be what the end record says."""
    at = 0
    for _ in range(count):
        if len(raw) - at < _CENTRAL.size:
            raise _disagrees("the directory is cut", ja="目次が途中で切れています")
        fields = _CENTRAL.unpack_from(raw, at)
        names, extras, comments = fields[10:13]
        begin = at + _CENTRAL.size
        name = raw[begin : begin + names]
        extra = raw[begin + names : begin + names + extras]
        at = begin + names + extras + comments
        if fields[0] != b"PK\1\2" or at > len(raw):
            raise _disagrees("the directory is malformed", ja="目次の形が違います")
        yield _entry(fields, name=name, extra=extra, findings=findings)
    if at != len(raw):
        raise _disagrees("the directory has more entries than it counts", ja="目次の件数が違います")


def _entry(fields: tuple[object, ...], *, name: bytes, extra: bytes, findings: Findings) -> Entry:
    numbers = [field for field in fields if isinstance(field, int)]
    made, _needed, flags, method, _time, _date, crc, packed, size, _names, _extras, _comments = numbers[:12]
    disk, _internal, external, header = numbers[12:]
    values = _wide(extra, size=size, packed=packed, header=header)
    path = name.decode("utf-8", "surrogateescape")
    entry = Entry(path, name, flags, method, crc, values[1], values[0], values[2])
    mode = (external >> 16) if made >> 8 == _UNIX else 0
    odd = disk or path.endswith("/") or external & 0x10 or (stat.S_IFMT(mode) not in {0, stat.S_IFREG})
    if odd:
        _fault(
            entry,
            "special-file",
            ja="通常のファイルではないもの（リンク、フォルダーなど）が入っています",
            en="holds a link, a folder or another thing that is not a regular file",
            findings=findings,
        )
    if flags & _ENCRYPTED or method or entry.packed != entry.size:
        _fault(entry, "zip-packed", ja="圧縮か暗号化されています", en="is compressed or encrypted", findings=findings)
    if not flags & _UTF8 and not name.isascii():
        _fault(
            entry,
            "zip-name",
            ja="名前がUTF-8と示されていません",
            en="has a name not marked as UTF-8",
            findings=findings,
        )
    return entry


def _wide(extra: bytes, *, size: int, packed: int, header: int) -> tuple[int, int, int]:
    """Resolve 64-bit values (APPNOTE 4.5.3) and refuse a second name."""
    at = 0
    values = [size, packed, header]
    while at < len(extra):
        if len(extra) - at < 4:
            raise _disagrees("an extra field is cut", ja="付加情報が途中で切れています")
        kind, length = struct.unpack_from("<2H", extra, at)
        body = extra[at + 4 :][:length]
        at += 4 + length
        if kind == _UNICODE_PATH or at > len(extra):
            raise _disagrees(
                "an entry has a second name or a cut field", ja="項目に別の名前か、切れた付加情報があります"
            )
        if kind == 1:
            wanted = [index for index, value in enumerate(values) if value == _FULL32]
            if len(body) < 8 * len(wanted):
                raise _disagrees("a 64-bit size is missing", ja="64ビットの大きさがありません")
            for place, index in enumerate(wanted):
                values[index] = int(struct.unpack_from("<Q", body, 8 * place)[0])
    return values[0], values[1], values[2]


def _located(file: BinaryIO, entries: list[Entry], *, begin: int, findings: Findings) -> Iterator[Entry]:
    """Follow the entries through the file: no gap, no overlap, and each local header says what the directory says."""
    end = 0
    ordered = sorted(entries, key=lambda entry: entry.header)
    for number, entry in enumerate(ordered, 1):
        following = ordered[number].header if number < len(ordered) else begin
        if entry.header != end:
            raise _disagrees("there is unnamed data, or entries overlap", ja="目次にないデータか、重なりがあります")
        start = _local(file, entry, findings=findings)
        end = start + entry.packed
        if entry.flags & _DESCRIPTOR and end < following:
            end += _descriptor(file, entry, at=end, room=following - end)
        yield replace(entry, start=start)
    if end != begin:
        raise _disagrees("there is unnamed data before the directory", ja="目次の前に、目次にないデータがあります")


def _local(file: BinaryIO, entry: Entry, *, findings: Findings) -> int:
    """Return where the entry's bytes start, having compared its local header with the directory."""
    file.seek(entry.header)
    raw = file.read(_LOCAL.size)
    if len(raw) < _LOCAL.size or raw[:4] != b"PK\3\4":
        raise _disagrees("an entry is not where the directory says", ja="項目が目次の示す位置にありません")
    _sig, _needed, flags, method, _time, _date, crc, packed, size, names, extras = _LOCAL.unpack(raw)
    name = file.read(names)
    size, packed, _none = _wide(file.read(extras), size=size, packed=packed, header=0)
    same = (flags, method, name) == (entry.flags, entry.method, entry.name)
    stated = (crc, packed, size)
    later = bool(flags & _DESCRIPTOR) and crc == 0 and packed == size == 0
    if not same or (stated != (entry.crc, entry.packed, entry.size) and not later):
        _fault(
            entry,
            "zip-disagrees",
            ja="ZIPの目次と中身の見出しが食い違っています",
            en="has a header that disagrees with the ZIP's directory",
            findings=findings,
        )
    return entry.header + _LOCAL.size + len(name) + int(extras)


def _descriptor(file: BinaryIO, entry: Entry, *, at: int, room: int) -> int:
    """Length of the data descriptor that fills the room up to the next entry and repeats the directory (4.3.9)."""
    file.seek(at)
    raw = file.read(min(room, 25))
    sizes = struct.pack("<LQQ", entry.crc, entry.packed, entry.size)
    bodies = [sizes]
    if max(entry.packed, entry.size) <= _FULL32:
        bodies.append(struct.pack("<LLL", entry.crc, entry.packed, entry.size))
    if not any(raw in (body, b"PK\7\x08" + body) for body in bodies):
        raise _disagrees("an entry's trailing sizes disagree", ja="項目の末尾の記載が食い違っています")
    return len(raw)


def _below_top(entries: list[Entry], *, findings: Findings) -> list[Entry]:
    """Take the one top folder off; an entry elsewhere or a name used twice is broken."""
    tops = {entry.path.partition("/")[0] for entry in entries}
    top = min(tops, default="")
    kept: dict[str, Entry] = {}
    for entry in entries:
        head, _slash, path = entry.path.partition("/")
        if len(tops) != 1 or not path or head in {"", ".", ".."}:
            _fault(
                entry,
                "zip-outside",
                ja="1つの最上位フォルダーの外にあります",
                en=f"lies outside one top folder ({top or '?'})" if len(tops) == 1 else "lies outside one top folder",
                findings=findings,
            )
        if path in kept:
            _fault(entry, "zip-twice", ja="同じ名前が2回あります", en="has a name that occurs twice", findings=findings)
        if path and not path.endswith("/"):
            kept.setdefault(path, replace(entry, path=path))
    return list(kept.values())


def _fault(entry: Entry, code: str, *, ja: str, en: str, findings: Findings) -> None:
    findings.broken(
        1,
        code,
        subject=entry.path,
        item=item_of(entry.path),
        ja=f"ZIP内の項目: {ja}。",
        en=f"An entry of the ZIP {en}.",
    )
