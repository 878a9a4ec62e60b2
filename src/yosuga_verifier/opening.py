"""Step 1: opens a folder or a ZIP without extracting, following or trusting anything in it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from yosuga_verifier.findings import Findings, shown
from yosuga_verifier.paths import LONGEST, check_paths, item_of
from yosuga_verifier.zipdir import MOST_FILES, BadZipError, read_directory, too_many

_BLOCK = 1024 * 1024
# A link planted between the listing and the reading is not followed, and a pipe does not hold us up.
_SAFE_OPEN = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True)
class Place:
    """Where the bytes of one member lie: `size` bytes from `offset` of a file on disk; `crc` when a ZIP states one."""

    file: str
    offset: int
    size: int
    crc: int | None = None


@dataclass(frozen=True)
class Package:
    """A package that was opened: every member by its path below the top folder."""

    name: str
    places: dict[str, Place]


class TooLargeError(ValueError):
    """A member is larger than anything lawful of its kind."""


def open_package(path: str, *, findings: Findings) -> Package | None:
    """Open a folder or ZIP file. Findings are of step 1; None when nothing can be read at all."""
    try:
        places = (_folder if Path(path).is_dir() else _zip)(path, findings=findings)
    except BadZipError as wrong:
        findings.broken(1, wrong.code, subject=Path(path).name, ja=wrong.ja, en=wrong.en)
        return None
    except OSError as wrong:
        unreadable(findings, step=1, path=path, wrong=wrong)
        return None
    check_paths(places, findings=findings)
    if not findings.any_broken(1):
        findings.fine(
            1,
            "opened",
            ja=f"安全に開けました（ファイル{len(places)}件）。",
            en=f"Opened safely ({len(places)} files).",
        )
    return Package(name=Path(path).resolve().name, places=places)


def open_member(place: Place) -> int:
    """Return a file descriptor of the file the member lies in, which is a regular file. Raises OSError."""
    descriptor = os.open(place.file, _SAFE_OPEN)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError("not a regular file")
    return descriptor


def read_small(package: Package, path: str, *, most: int) -> bytes:
    """Return a member's bytes. Raises KeyError (absent), TooLargeError (more than `most` bytes), OSError."""
    place = package.places[path]
    if place.size > most:
        raise TooLargeError(path)
    with os.fdopen(open_member(place), "rb") as file:
        file.seek(place.offset)
        return file.read(place.size)


def lines_of(package: Package, path: str, *, longest: int) -> Iterator[bytes]:
    """Yield a member's lines without their LF.

    What is no line (no LF at the end, or more than `longest` bytes) comes with a LF in front, which no grammar takes,
    and is the last.
    """
    place = package.places[path]
    left = place.size
    rest = b""
    with os.fdopen(open_member(place), "rb", buffering=0) as file:
        file.seek(place.offset)
        while left > 0:
            block = file.read(min(left, _BLOCK))
            if not block:
                break
            left -= len(block)
            lines = (rest + block).split(b"\n")
            rest = lines.pop()
            yield from lines
            if len(rest) > longest:
                break
    if rest:
        yield b"\n" + rest[:longest]


def unreadable(findings: Findings, *, step: int, path: str, wrong: OSError) -> None:
    """A file that cannot be read proves nothing, and is no proof of tampering either."""
    reason = shown(wrong.strerror or str(wrong))
    findings.broken(
        step,
        "unreadable",
        subject=path,
        item=item_of(path),
        ja=f"読み取れませんでした（{reason}）。改ざんとは限りません。読める場所に写して、もう一度お試しください。",
        en=f"It could not be read ({reason}). That is not proof of tampering. Copy it to a good place and try again.",
    )


def _zip(path: str, *, findings: Findings) -> dict[str, Place]:
    entries = read_directory(path, findings=findings)
    return {entry.path: Place(path, entry.start, entry.size, entry.crc) for entry in entries}


def _folder(top: str, *, findings: Findings) -> dict[str, Place]:
    places: dict[str, Place] = {}
    pending = [""]
    while pending:
        prefix = pending.pop()
        try:
            with os.scandir(Path(top, prefix)) as entries:
                found = list(entries)
        except OSError as wrong:
            unreadable(findings, step=1, path=prefix or top, wrong=wrong)
            continue
        for entry in found:
            path = f"{prefix}{entry.name}"
            if entry.is_dir(follow_symlinks=False) and not entry.is_symlink() and len(path) <= LONGEST:
                pending.append(f"{path}/")
            elif entry.is_file(follow_symlinks=False):
                places[path] = Place(os.fspath(entry.path), 0, entry.stat(follow_symlinks=False).st_size)
            else:
                _special(path, findings=findings)
        if len(places) > MOST_FILES:
            raise too_many()
    return places


def _special(path: str, *, findings: Findings) -> None:
    findings.broken(
        1,
        "special-file",
        subject=path,
        item=item_of(path),
        ja="リンク、装置、パイプなど、通常のファイルではないものがあります。開いていません。",
        en="This is a link, a device, a pipe or too deep a folder, not a regular file. It was not opened.",
    )
