"""Blobs in a folder of the person's own disk: `blobs/ab/ab12…`, written in an order that a power cut cannot break.

Draft in the same folder → write → sync the file → link it to its name, never over another → sync the folder. Only then
is a commit a success. Two processes may read; one process writes (the vault's lock sees to that).
"""

import io
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from yosuga.errors import BlobMissing, DiskFailed
from yosuga.stores import disk

_NAME = re.compile(r"[0-9a-f]{32}", re.ASCII)
_SHARD = re.compile(r"[0-9a-f]{2}", re.ASCII)
_DRAFT = re.compile(r"\.draft-([0-9a-f]{32})-([0-9a-f]{16}|claim)", re.ASCII)


class FolderStore:
    """A store in `root/blobs`. After a sync that failed it takes nothing more until opened anew; it still reads."""

    def __init__(self, root: Path) -> None:
        self._blobs = root / "blobs"
        self._synced: set[Path] = set()
        self._writing = _Writing()

    def prepare(self) -> None:
        """Make every folder a blob may lie in, so that none has to be made later. Raises DiskFull."""
        with disk.told():
            self._blobs.mkdir(mode=0o700, exist_ok=True)
            for number in range(256):
                (self._blobs / f"{number:02x}").mkdir(mode=0o700, exist_ok=True)

    def draft(self, name: str) -> "FolderDraft":
        """Start a blob under `name` (32 hex digits). Raises DiskFull, DiskFailed."""
        path = self._path(name)
        with self._writing.carefully():
            self._ready(path.parent)
            return FolderDraft(path, writing=self._writing)

    def open(self, name: str) -> BinaryIO:
        """Return a seekable reader of the ciphertext. Raises BlobMissing, DiskFailed; reading raises DiskFailed."""
        path = self._path(name)
        with disk.told():
            try:
                handle = disk.open_file(path)
            except FileNotFoundError:
                raise BlobMissing from None
        return io.BufferedReader(_Blob(handle, "rb"))

    def delete(self, name: str) -> None:
        """Remove the blob and its drafts durably; that there is none is fine. Raises DiskFailed.

        The disk may keep the freed ciphertext for a while. What makes it unreadable is the end of its key.
        """
        path = self._path(name)
        with self._writing.carefully():
            if not path.parent.is_dir():
                return
            for draft in path.parent.glob(f".draft-{name}-*"):
                draft.unlink(missing_ok=True)
            path.unlink(missing_ok=True)
            disk.sync_folder(path.parent)  # also when nothing was there: an earlier removal may not be durable yet

    def names(self) -> Iterator[str]:
        """Yield the names of all committed blobs, in order. Raises DiskFailed."""
        for shard in self._shards():
            yield from (name for name in _files(shard) if _NAME.fullmatch(name) and name.startswith(shard.name))

    def sweep(self) -> int:
        """Remove the drafts a crash left behind, nothing else; return how many. Only the one who writes may call it."""
        removed = 0
        for shard in self._shards():
            for name in _files(shard):
                if _DRAFT.fullmatch(name):
                    with disk.told():
                        (shard / name).unlink(missing_ok=True)
                    removed += 1
        return removed

    def _path(self, name: str) -> Path:
        """Return where a blob rests. A name that is not 32 hex digits could lead out of the folder."""
        if not _NAME.fullmatch(name):
            raise ValueError("a blob's name is 32 lower-case hexadecimal digits")
        return self._blobs / name[:2] / name

    def _shards(self) -> list[Path]:
        with disk.told():
            if not self._blobs.is_dir():
                return []
            return sorted(path for path in self._blobs.iterdir() if _SHARD.fullmatch(path.name) and path.is_dir())

    def _ready(self, shard: Path) -> None:
        """Make the folder of a blob durable.

        At the first use the folders that are there are synced in one go: whoever made them may have been killed before
        its own sync.
        """
        if not self._synced:
            self._blobs.mkdir(mode=0o700, exist_ok=True)
            disk.sync_folder(self._blobs.parent)
            there = self._shards()
            if there:
                disk.sync_folder(self._blobs)
            self._synced.update(there, [self._blobs])
        if shard not in self._synced:
            shard.mkdir(mode=0o700, exist_ok=True)
            disk.sync_folder(self._blobs)
            self._synced.add(shard)


class FolderDraft:
    """Ciphertext on its way into a folder. `FolderStore.draft` makes one."""

    def __init__(self, path: Path, *, writing: "_Writing") -> None:
        self._path = path
        self._writing = writing
        self._draft = path.with_name(f".draft-{path.name}-{secrets.token_hex(8)}")
        self._handle: int | None = disk.create_file(self._draft)
        self._committed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._committed:
            self._discard()

    def write(self, chunk: bytes | bytearray | memoryview) -> int:
        """Append a chunk, whole. Raises DiskFull or DiskFailed; the draft is then gone, nothing else is."""
        handle = self._open_handle()
        try:
            with self._writing.carefully():
                disk.write_all(handle, memoryview(chunk).cast("B"))
        except BaseException:
            self._discard()
            raise
        return len(chunk)

    def commit(self) -> None:
        """Make the blob durable under its name. Raises BlobExists, DiskFull, DiskFailed; then nothing was promised."""
        handle = self._open_handle()
        try:
            with self._writing.carefully():
                disk.sync_file(handle)
                self._close()
                disk.publish(self._draft, as_=self._path)
                disk.sync_folder(self._path.parent)
            self._committed = True
        except BaseException:
            self._discard()
            raise

    def _open_handle(self) -> int:
        if self._handle is None:
            raise ValueError("this draft has ended")
        return self._handle

    def _close(self) -> None:
        if self._handle is not None:
            handle, self._handle = self._handle, None
            os.close(handle)

    def _discard(self) -> None:
        """Let go of a draft that was not committed. What cannot be removed now is swept at the next opening."""
        with suppress(OSError):
            self._close()
        with suppress(OSError):
            self._draft.unlink(missing_ok=True)


class _Writing:
    """Whether a store may still write; its drafts ask too."""

    def __init__(self) -> None:
        self._stopped = False

    @contextmanager
    def carefully(self) -> Iterator[None]:
        """Run a change: refuse it after a failed sync, and stop for good when its own sync fails."""
        if self._stopped:
            raise DiskFailed("stopped after a failed sync; open the vault again")
        try:
            with disk.told():
                yield
        except disk.SyncFailed as failed:
            self._stopped = True
            raise failed.error from failed


class _Blob(io.FileIO):
    """A stored file whose read errors are told in our words; `BufferedReader` reads it by these two."""

    def readinto(self, buffer: bytearray | memoryview, /) -> int | None:  # type: ignore[override]  # any buffer
        """Read into a buffer. Raises DiskFailed."""
        with disk.told():
            return super().readinto(buffer)

    def readall(self) -> bytes:
        """Read to the end. Raises DiskFailed."""
        with disk.told():
            return super().readall()


def _files(folder: Path) -> list[str]:
    """Return the names of the regular files in a folder, in order."""
    with disk.told():
        return sorted(entry.name for entry in os.scandir(folder) if entry.is_file(follow_symlinks=False))
