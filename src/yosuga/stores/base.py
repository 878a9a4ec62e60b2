"""Where ciphertext rests: names are random, content is never overwritten, a commit is durable or did not happen."""

from collections.abc import Iterator
from types import TracebackType
from typing import BinaryIO, Protocol, Self


class Draft(Protocol):
    """Bytes on their way into a store: invisible until `commit`, gone when left without it."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def write(self, chunk: bytes | bytearray | memoryview) -> int:
        """Append a chunk. Raises DiskFull or DiskFailed; the draft is then lost, nothing else is."""
        ...

    def commit(self) -> None:
        """Make the blob durable under its name: file and folder are synced. Raises BlobExists, DiskFull, DiskFailed."""
        ...


class Store(Protocol):
    """A place for blobs. A name is 32 lower-case hex digits, chosen at random by the caller."""

    def draft(self, name: str) -> Draft:
        """Start a blob under `name`."""
        ...

    def open(self, name: str) -> BinaryIO:
        """Return a seekable reader of the blob's ciphertext. Raises BlobMissing, DiskFailed."""
        ...

    def delete(self, name: str) -> None:
        """Remove the blob durably; a missing blob is fine, because erasure must be repeatable."""
        ...

    def names(self) -> Iterator[str]:
        """Yield the names of all committed blobs."""
        ...

    def sweep(self) -> int:
        """Remove the drafts a crash left behind; return how many."""
        ...
