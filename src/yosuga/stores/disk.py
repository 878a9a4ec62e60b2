"""The few calls to the operating system that make a file durable, with its errors in our words.

A sync that failed is never tried again: the system may have thrown the unwritten pages away and answer "fine" the
second time (Rebello et al., "Can Applications Recover from fsync Failures?", USENIX ATC 2020).
"""

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from yosuga.errors import BlobExists, DiskFailed, DiskFull, VaultError

_FULL = {errno.ENOSPC, errno.EDQUOT}
_NO_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK}
_SAFE = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class SyncFailed(Exception):
    """The system could not say that bytes are durable; `error` is what the person is told."""

    def __init__(self, error: VaultError) -> None:
        super().__init__(str(error))
        self.error = error


def in_our_words(error: OSError) -> VaultError:
    """Return what a failure of the system means to a person. The detail holds the system's code, never a path."""
    name = errno.errorcode.get(error.errno or 0, "unknown")
    return DiskFull(name) if error.errno in _FULL else DiskFailed(name)


@contextmanager
def told() -> Iterator[None]:
    """Turn an OSError of the block into DiskFull or DiskFailed."""
    try:
        yield
    except OSError as error:
        raise in_our_words(error) from error


def create_file(path: Path) -> int:
    """Create a file that only its owner may read and return its handle; it must not exist."""
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _SAFE, 0o600)


def open_file(path: Path) -> int:
    """Open a regular file to read and return its handle. Anything else under that name is an OSError."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _SAFE)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "not a regular file")
    return handle


def write_all(handle: int, chunk: memoryview) -> None:
    """Write the whole chunk, however many calls it takes."""
    while chunk:
        written = os.write(handle, chunk)
        if written == 0:
            raise OSError(errno.EIO, "nothing was written")
        chunk = chunk[written:]


def sync_file(handle: int) -> None:
    """Return when the file's bytes are on the medium. Raises SyncFailed; there is no second try."""
    try:
        if sys.platform == "darwin":
            _sync_to_medium(handle)
        else:
            os.fsync(handle)
    except OSError as error:
        raise SyncFailed(in_our_words(error)) from error


def sync_folder(folder: Path) -> None:
    """Return when the names in a folder are on the medium. Raises SyncFailed; there is no second try.

    Windows cannot sync a folder; NTFS journals names by itself.
    """
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(handle)
        except OSError as error:
            raise SyncFailed(in_our_words(error)) from error
        finally:
            os.close(handle)


def publish(draft: Path, *, as_: Path) -> None:
    """Give a finished draft its name without ever replacing a file. Raises BlobExists; OSError when the disk fails."""
    try:
        _give_name(draft, as_=as_)
    except FileExistsError:
        raise BlobExists from None
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _claim_and_rename(draft, as_=as_)
    else:
        draft.unlink(missing_ok=True)


def _give_name(draft: Path, *, as_: Path) -> None:
    if sys.platform == "win32":
        draft.rename(as_)  # on Windows a rename refuses a name that is taken
    else:
        os.link(draft, as_, follow_symlinks=False)


def _claim_and_rename(draft: Path, *, as_: Path) -> None:
    """Publish on a disk without hard links (exFAT, FAT): whoever creates the claim alone may rename."""
    claim = as_.with_name(f".draft-{as_.name}-claim")
    try:
        os.close(create_file(claim))
    except FileExistsError:
        raise BlobExists from None
    try:
        if os.path.lexists(as_):
            raise BlobExists
        draft.rename(as_)
    finally:
        claim.unlink(missing_ok=True)


def _sync_to_medium(handle: int) -> None:
    """Sync on macOS, where fsync leaves bytes in the drive's cache; a network disk knows only fsync."""
    if sys.platform == "darwin":
        import fcntl

        try:
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
        except OSError as error:
            if error.errno not in {errno.ENOTSUP, errno.EINVAL, errno.ENOTTY}:
                raise
            os.fsync(handle)
