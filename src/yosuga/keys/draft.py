"""A new file under way: marked as unfinished until its last byte is on the disk, never in the place of another."""

import errno
import os
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

from yosuga.errors import AlreadyExists, BadFile, DiskFailed, DiskFull, NotFound

MARK: Final = ".作成中"  # as unfinished packages are marked
_NO_HARD_LINKS: Final = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL, errno.EMLINK}


@contextmanager
def reading(source: Path) -> Generator[BinaryIO]:
    """Open a regular file to read it once. Raises NotFound, BadFile."""
    try:
        if not source.is_file():
            raise NotFound if not source.exists() else BadFile("not a regular file")
        file = source.open("rb")
    except OSError as error:
        raise BadFile(_name(error)) from error
    with file:
        yield file


@contextmanager
def draft(target: Path) -> Generator[BinaryIO]:
    """Write a new file (mode 0600) that gets its name `target` only when the block ends well and all is on the disk.

    Raises AlreadyExists when the target, or a marked leftover of a killed try, is there; DiskFull, DiskFailed. After
    any failure neither is left.
    """
    marked = _marked(target)
    with _disk_errors():
        _refuse_if_there(target)
        file = _new_file(marked)
        try:
            yield file
            file.flush()
            os.fsync(file.fileno())
            file.close()
            _rename(marked, to=target)
        except BaseException:
            with suppress(OSError):
                file.close()
            with suppress(OSError):
                marked.unlink(missing_ok=True)
            raise
        _sync_folder(target.parent)


def discard(target: Path) -> None:
    """Remove what a killed try left beside `target`, if anything. A finished file is not touched. Raises DiskFailed."""
    with _disk_errors():
        _marked(target).unlink(missing_ok=True)


def _marked(target: Path) -> Path:
    return target.with_name(f"{target.name}{MARK}")


@contextmanager
def _disk_errors() -> Generator[None]:
    try:
        yield
    except FileExistsError as error:
        raise AlreadyExists from error
    except OSError as error:
        name = _name(error)
        raise (DiskFull if name in {"ENOSPC", "EDQUOT", "EFBIG"} else DiskFailed)(name) from error


def _name(error: OSError) -> str:
    return errno.errorcode.get(error.errno or 0, "")


def _new_file(path: Path) -> BinaryIO:
    # Windows would turn LF into CRLF without O_BINARY.
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o600), "wb")


def _refuse_if_there(path: Path) -> None:
    if os.path.lexists(path):
        raise AlreadyExists


def _rename(marked: Path, *, to: Path) -> None:
    """Rename without overwriting: a hard link refuses an existing name. Not every file system (FAT) has them."""
    try:
        os.link(marked, to)
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS:
            raise
        _refuse_if_there(to)
        marked.rename(to)
    else:
        marked.unlink()


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return  # Windows keeps names in a journal and has no way to sync a folder
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
