"""Attacks on a ZIP: what two programs read differently in one file (PKWARE APPNOTE 6.3)."""

import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from tests.packages.attack import Act, Attack, changed
from tests.packages.tampering import PAGE, SECOND
from tests.verifier import build
from tests.verifier.world import World

Change = Callable[[bytes], bytes]
TOP = build.TOP
LOCAL, CENTRAL, END = b"PK\3\4", b"PK\1\2", b"PK\5\6"


def added(name: str, *, data: bytes = b"x", mode: int = 0o100644, method: int = zipfile.ZIP_STORED) -> Act:
    """An entry more."""

    def act(path: Path, _world: World) -> None:
        info = zipfile.ZipInfo(name)
        info.create_system = 3
        info.external_attr = mode << 16
        info.compress_type = method
        with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(path, "a") as archive:  # a name may occur twice
            archive.writestr(info, data)

    return act


def compressed(path: Path, _world: World) -> None:
    """Every entry deflated, as most programs would do it."""
    with zipfile.ZipFile(path) as archive:
        entries = [(name, archive.read(name)) for name in archive.namelist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data)


def commented(path: Path, _world: World) -> None:
    with zipfile.ZipFile(path, "a") as archive:
        archive.comment = b"a comment"


def central_of(raw: bytes, name: str) -> int:
    """Where the directory's entry of a member begins."""
    at = raw.index(f"{TOP}/{name}".encode(), raw.index(CENTRAL)) - 46
    assert raw[at : at + 4] == CENTRAL
    return at


def local_of(raw: bytes, name: str) -> int:
    return int(struct.unpack_from("<L", raw, central_of(raw, name) + 42)[0])


def patched(raw: bytes, at: int, new: bytes) -> bytes:
    return raw[:at] + new + raw[at + len(new) :]


def local_name(raw: bytes) -> bytes:
    """A program that reads without the directory sees another file."""
    at = local_of(raw, SECOND) + 30 + len(f"{TOP}/data/originals/")
    return patched(raw, at, b"E0009")


def central_name(raw: bytes) -> bytes:
    at = central_of(raw, SECOND) + 46 + len(f"{TOP}/data/originals/".encode())
    return patched(raw, at, b"E0009")


def local_value(offset: int, new: bytes) -> Change:
    return lambda raw: patched(raw, local_of(raw, SECOND) + offset, new)


def central_value(offset: int, new: bytes) -> Change:
    return lambda raw: patched(raw, central_of(raw, SECOND) + offset, new)


def both_values(local: int, central: int, new: bytes) -> Change:
    return lambda raw: central_value(central, new)(local_value(local, new)(raw))


def altered_with_its_check(raw: bytes) -> bytes:
    """Data and check values agree again; only the manifest knows better."""
    start = raw.index(b"\x89PNG second")
    data = b"\x89PNG secone"
    check = struct.pack("<L", zlib.crc32(data))
    return both_values(14, 16, check)(patched(raw, start, data))


def flagged(bit: int) -> Change:
    def change(raw: bytes) -> bytes:
        flags = struct.unpack_from("<H", raw, central_of(raw, SECOND) + 8)[0] ^ bit
        return both_values(6, 8, struct.pack("<H", flags))(raw)

    return change


def extended(extra: bytes) -> Change:
    """A field more in the directory's entry of one file, and the directory as long as it says."""

    def change(raw: bytes) -> bytes:
        at = central_of(raw, SECOND)
        names, extras = struct.unpack_from("<2H", raw, at + 28)
        end = raw.rindex(END)
        size = struct.unpack_from("<L", raw, end + 12)[0] + len(extra)
        raw = patched(raw, end + 12, struct.pack("<L", size))
        raw = patched(raw, at + 30, struct.pack("<H", extras + len(extra)))
        place = at + 46 + names + extras
        return raw[:place] + extra + raw[place:]

    return change


def shifted_directory(raw: bytes) -> bytes:
    end = raw.rindex(END)
    begin = struct.unpack_from("<L", raw, end + 16)[0]
    return patched(raw, end + 16, struct.pack("<L", begin - 1))


def fewer_counted(raw: bytes) -> bytes:
    end = raw.rindex(END)
    count = struct.unpack_from("<H", raw, end + 10)[0] - 1
    return patched(raw, end + 8, struct.pack("<HH", count, count))


def overlapping(raw: bytes) -> bytes:
    """Two directory entries point to one place, as in a bomb."""
    second = raw.index(CENTRAL, raw.index(CENTRAL) + 4)
    return patched(raw, second + 42, struct.pack("<L", 0))


def with_end(raw: bytes, *, before: bytes = b"", tail: bytes = b"", after: bytes = b"") -> bytes:
    """The ZIP with other bytes before, in and after its directory; the end record counts all but `after`."""
    end = raw.rindex(END)
    begin = struct.unpack_from("<L", raw, end + 16)[0]
    directory = raw[begin:end] + tail
    place = struct.pack("<LL", len(directory), begin + len(before))
    return raw[:begin] + before + directory + after + raw[end : end + 12] + place + raw[end + 20 :]


def with_zip64(raw: bytes, *, count: int | None = None, where: int = 0) -> bytes:
    """The same ZIP with a 64-bit end record, which may lie about the number of entries or its own place."""
    end = raw.rindex(END)
    true, size, begin = struct.unpack_from("<HLL", raw, end + 10)
    number = true if count is None else count
    large = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, number, number, size, begin)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, end + where, 1)
    return raw[:end] + large + locator + struct.pack("<4s4H2LH", END, 0, 0, 0xFFFF, 0xFFFF, size, begin, 0)


ADDED: list[tuple[str, str, str, str, Act]] = [
    ("an entry that leads outside", "zip-outside", "../evil.txt", "", added("../evil.txt")),
    ("an entry with an absolute path", "zip-outside", "/etc/passwd", "", added("/etc/passwd")),
    ("an entry in another top folder", "zip-outside", "other/evil.txt", "", added("other/evil.txt")),
    ("an entry without a folder", "zip-outside", "evil.txt", "", added("evil.txt")),
    ("an entry that leads out of the top folder", "bad-path", "../evil.txt", "", added(f"{TOP}/../evil.txt")),
    ("an entry with an empty part", "bad-path", "a//b", "", added(f"{TOP}/a//b")),
    ("an entry with a leading dot", "zip-outside", "", "E0002", added(f"./{TOP}/{SECOND}")),
    ("an entry with a dot inside", "bad-path", "./E0001_a", "E0001", added(f"{TOP}/./E0001_a")),
    ("an entry with a backslash", "bad-path", "a\\b", "", added(f"{TOP}/a\\b")),
    ("an entry with a newline", "bad-path", "", "E0002", added(f"{TOP}/data/originals/E0002_a\nb")),
    ("an entry below a file", "twin-path", "bagit.txt/x", "", added(f"{TOP}/bagit.txt/x")),
    ("an entry of another case", "twin-path", "BAGIT.TXT", "", added(f"{TOP}/BAGIT.TXT")),
    ("an entry that is a link", "special-file", "link", "", added(f"{TOP}/link", mode=0o120777)),
    ("an entry that is a pipe", "special-file", "pipe", "", added(f"{TOP}/pipe", mode=0o010644)),
    ("an entry that is a folder", "special-file", "folder", "", added(f"{TOP}/folder/", data=b"")),
    (
        "an entry that is a bomb",
        "zip-packed",
        "E0001_bomb",
        "E0001",
        added(f"{TOP}/data/E0001_bomb.png", data=bytes(10_000_000), method=zipfile.ZIP_DEFLATED),
    ),
    ("two entries of one name", "zip-twice", SECOND, "E0002", added(f"{TOP}/{SECOND}", data=b"the other one")),
    ("two entries of one name and content", "zip-twice", PAGE, "E0001", added(f"{TOP}/{PAGE}")),
    ("every entry compressed", "zip-packed", PAGE, "E0001", compressed),
    ("a comment", "zip-structure", "", "", commented),
]
CHANGED: list[tuple[str, str, str, Change]] = [
    ("another name in an entry's header", "zip-disagrees", "E0002", local_name),
    ("another name in the directory", "zip-disagrees", "E0009", central_name),
    ("another size in an entry's header", "zip-disagrees", "E0002", local_value(18, struct.pack("<LL", 1, 1))),
    ("another check value in an entry's header", "zip-disagrees", "E0002", local_value(14, b"\0\0\0\1")),
    ("another method in an entry's header", "zip-disagrees", "E0002", local_value(8, b"\x08\0")),
    ("another check value in both", "misfit", "E0002", both_values(14, 16, b"\0\0\0\1")),
    ("a packed size that differs", "zip-packed", "E0002", central_value(20, struct.pack("<L", 10))),
    ("data altered", "misfit", "E0002", lambda raw: raw.replace(b"PNG second", b"PNG secone")),
    ("data altered with its check value", "altered", "E0002", altered_with_its_check),
    ("an encrypted entry", "zip-packed", "E0002", flagged(0x1)),
    ("a strongly encrypted entry", "zip-packed", "E0002", flagged(0x41)),
    ("an entry without the flag of UTF-8", "zip-name", "E0002", flagged(0x800)),
    ("sizes that should follow and do not", "zip-disagrees", "E0002", lambda raw: flagged(0x8)(local_name(raw))),
    ("a second name in a field", "zip-structure", "", extended(struct.pack("<2H", 0x7075, 9) + b"\1abcdevil")),
    ("a cut field", "zip-structure", "", extended(b"\1\0\xff")),
    ("a 64-bit size that is missing", "zip-packed", "E0002", central_value(24, b"\xff" * 4)),
    ("64-bit sizes that are missing", "zip-structure", "", central_value(20, b"\xff" * 8)),
    ("a place that is 64-bit and missing", "zip-structure", "", central_value(42, b"\xff" * 4)),
    ("an entry on another disk", "special-file", "E0002", central_value(34, b"\1\0")),
    ("a shifted directory", "zip-structure", "", shifted_directory),
    ("fewer entries counted", "zip-structure", "", fewer_counted),
    ("entries that overlap", "zip-structure", "", overlapping),
    ("hidden data before the directory", "zip-structure", "", lambda raw: with_end(raw, before=b"hidden")),
    ("hidden data after the directory", "zip-structure", "", lambda raw: with_end(raw, after=b"hidden")),
    ("hidden data in the directory", "zip-structure", "", lambda raw: with_end(raw, tail=b"hidden")),
    ("a program in front", "zip-structure", "", lambda raw: b"MZ" + raw),
    ("a comment that is cut", "zip-structure", "", lambda raw: raw[:-2] + b"\1\0"),
    ("data after the end", "zip-structure", "", lambda raw: raw + b"appended"),
    ("a broken directory", "zip-structure", "", lambda raw: raw.replace(CENTRAL, b"PK\1\1", 1)),
    ("two ends", "zip-structure", "", lambda raw: raw + raw[raw.rindex(END) :]),
    ("a 64-bit end that counts fewer", "zip-structure", "", lambda raw: with_zip64(raw, count=3)),
    ("a 64-bit end that counts without end", "zip-structure", "", lambda raw: with_zip64(raw, count=2**63)),
    ("a 64-bit end in another place", "zip-structure", "", lambda raw: with_zip64(raw, where=-56)),
    ("an end that is cut", "not-a-package", "", lambda raw: raw[:-100]),
    ("an empty file", "not-a-package", "", lambda _raw: b""),
    ("an end alone", "not-a-package", "", lambda _raw: END + bytes(17)),
]

ARCHIVES = [
    *(
        Attack(name=f"ZIP: {name}", act=act, code=code, subject=subject, item=item, kind="zip")
        for name, code, subject, item, act in ADDED
    ),
    *(
        Attack(name=f"ZIP: {name}", act=changed("", change), code=code, item=item, kind="zip")
        for name, code, item, change in CHANGED
    ),
]
