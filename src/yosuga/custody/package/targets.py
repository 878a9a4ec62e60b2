"""Where a package is written: a folder or a ZIP, marked as unfinished until its last byte is safely on the disk."""

import errno
import os
import shutil
from collections.abc import Generator, Iterable
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final, Protocol
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from yosuga.clock import JST
from yosuga.errors import AlreadyExists, DiskFailed, DiskFull, PackageError

MARK: Final = ".作成中"
_NO_HARD_LINKS: Final = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL, errno.EMLINK}


class Target(Protocol):
    """A package under way. Order: `begin`, `add` for every file, `commit`; without `commit` only the marked one exists.

    Each method raises AlreadyExists, DiskFull, DiskFailed or PackageError. After a failure the marked leftover stays
    until `discard`, so that nobody's disk is tidied behind their back.
    """

    @property
    def path(self) -> Path:
        """Where the finished package will be."""
        ...

    def begin(self) -> None:
        """Start. Raises AlreadyExists when the package, or a marked leftover of an earlier try, is there."""
        ...

    def add(self, path: str, *, size: int, chunks: Iterable[bytes]) -> None:
        """Write one file of `size` bytes under its path in the package."""
        ...

    def commit(self) -> None:
        """Make everything durable, then give the package its name; nothing of that name is overwritten."""
        ...

    def close(self) -> None:
        """Let go of open files, finished or not."""
        ...

    def discard(self) -> None:
        """Remove what an earlier, unfinished try left behind, if anything."""
        ...


class FolderTarget:
    """A folder `name` in `parent`."""

    def __init__(self, parent: Path, *, name: str) -> None:
        self.path = parent / name
        self._draft = parent / f"{name}{MARK}"
        self._folders: set[Path] = set()
        self._files: list[Path] = []

    def begin(self) -> None:
        """Start the marked folder."""
        with _disk_errors():
            _refuse_if_there(self.path)
            self._draft.mkdir(mode=0o700)
            self._folders = {self._draft}
            self._files = []

    def add(self, path: str, *, size: int, chunks: Iterable[bytes]) -> None:
        """Write one file; it is synced in `commit`, when the disk has had time to write most of it by itself."""
        with _disk_errors():
            place = self._draft.joinpath(*path.split("/"))
            self._make_folders(place.parent)
            with _new_file(place) as file:
                written = sum(file.write(chunk) for chunk in chunks)
            self._files.append(place)
        _check_size(written, size=size)

    def _make_folders(self, folder: Path) -> None:
        if folder not in self._folders:
            self._make_folders(folder.parent)
            folder.mkdir(mode=0o700)
            self._folders.add(folder)

    def commit(self) -> None:
        """Sync the files, then the folders; rename; sync the folder above."""
        with _disk_errors():
            for file in self._files:
                _sync(file)
            for folder in sorted(self._folders, reverse=True):
                _sync_folder(folder)
            _refuse_if_there(self.path)
            # A rename of a folder replaces an empty folder at most, and nothing at all on Windows.
            self._draft.rename(self.path)
            _sync_folder(self.path.parent)

    def close(self) -> None:
        """Nothing stays open between two files."""

    def discard(self) -> None:
        """Remove the marked folder."""
        with _disk_errors(), suppress(FileNotFoundError):
            shutil.rmtree(self._draft)


class ZipTarget:
    """A ZIP `name`.zip in `parent`: entries STORED under one top folder `name`, all dated `moment` (aware) in JST."""

    def __init__(self, parent: Path, *, name: str, moment: datetime) -> None:
        self.path = parent / f"{name}.zip"
        self._draft = parent / f"{name}.zip{MARK}"
        self._top = name
        local = moment.astimezone(JST)
        # ZIP counts in steps of two seconds
        self._date = (local.year, local.month, local.day, local.hour, local.minute, local.second // 2 * 2)
        self._under_way: tuple[BinaryIO, ZipFile] | None = None

    def begin(self) -> None:
        """Start the marked file."""
        with _disk_errors():
            _refuse_if_there(self.path)
            file = _new_file(self._draft)
            self._under_way = file, ZipFile(file, "w", compression=ZIP_STORED)

    def _writing(self) -> tuple[BinaryIO, ZipFile]:
        if self._under_way is None:
            raise PackageError("the ZIP was not begun")
        return self._under_way

    def add(self, path: str, *, size: int, chunks: Iterable[bytes]) -> None:
        """Write one entry; ZIP64 where the size asks for it."""
        entry = ZipInfo(f"{self._top}/{path}", date_time=self._date)
        entry.create_system = 3  # Unix, on every system: the same package is the same bytes
        entry.external_attr = 0o100644 << 16
        entry.file_size = size
        _, archive = self._writing()
        with _disk_errors(), archive.open(entry, "w") as file:
            written = sum(file.write(chunk) for chunk in chunks)
        _check_size(written, size=size)

    def commit(self) -> None:
        """Write the directory, sync, give the file its name without overwriting, sync the folder above."""
        file, archive = self._writing()
        with _disk_errors():
            archive.close()
            file.flush()
            os.fsync(file.fileno())
            self.close()
            _rename_file(self._draft, to=self.path)
            _sync_folder(self.path.parent)

    def close(self) -> None:
        """Close the file as it is."""
        if self._under_way is None:
            return
        file, archive = self._under_way
        archive.fp = None  # or it would write a directory, and an unfinished ZIP would open like a finished one
        self._under_way = None
        with _disk_errors():
            file.close()

    def discard(self) -> None:
        """Remove the marked file."""
        with _disk_errors():
            self._draft.unlink(missing_ok=True)


@contextmanager
def _disk_errors() -> Generator[None]:
    try:
        yield
    except FileExistsError as error:
        raise AlreadyExists from error
    except OSError as error:
        name = errno.errorcode.get(error.errno or 0, "")
        raise (DiskFull if name in {"ENOSPC", "EDQUOT", "EFBIG"} else DiskFailed)(name) from error


def _new_file(path: Path) -> BinaryIO:
    # A package holds what must not leak: others on this machine cannot read it. Windows would turn LF into CRLF.
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o600), "wb")


def _refuse_if_there(path: Path) -> None:
    if os.path.lexists(path):
        raise AlreadyExists


def _check_size(written: int, *, size: int) -> None:
    if written != size:
        raise PackageError("a file of another size than its record says")


def _rename_file(draft: Path, *, to: Path) -> None:
    """Rename without overwriting: a hard link refuses an existing name. Not every file system (FAT) has them."""
    try:
        os.link(draft, to)
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS:
            raise
        _refuse_if_there(to)
        draft.rename(to)
    else:
        draft.unlink()


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return  # Windows keeps names in a journal and has no way to sync a folder
    _sync(folder)


def _sync(path: Path) -> None:
    # Windows syncs only what is open for writing; Linux reports here whatever went wrong since the file was written.
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
