"""Stand-ins for the outside world. They live here and never ship."""

import asyncio
import re
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from types import TracebackType
from typing import BinaryIO, Self

from yosuga.errors import BlobExists, BlobMissing


class NameServer:
    """A resolver with a book: each look-up of a name gets its next answer, the last one for ever."""

    def __init__(self, book: Mapping[str, Sequence[Sequence[str]]]) -> None:
        self._book = {name: list(answers) for name, answers in book.items()}
        self.asked: list[str] = []

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        del port
        self.asked.append(host)
        answers = self._book.get(host)
        if not answers:
            raise OSError(f"no such name: {host}")
        return answers.pop(0) if len(answers) > 1 else answers[0]


class Roads:
    """A dialler that leads every address to loopback and remembers which one was meant."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, int]] = []

    async def __call__(self, address: str, port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        self.taken.append((address, port))
        return await asyncio.open_connection("127.0.0.1", port)


class MemoryStore:
    """Blobs in a dictionary, with the promises of `stores.base` and no disk."""

    def __init__(self) -> None:
        self.blobs: dict[str, bytes] = {}

    def draft(self, name: str) -> "MemoryDraft":
        return MemoryDraft(self._checked(name), blobs=self.blobs)

    def open(self, name: str) -> BinaryIO:
        if self._checked(name) not in self.blobs:
            raise BlobMissing
        return BytesIO(self.blobs[name])

    def delete(self, name: str) -> None:
        self.blobs.pop(self._checked(name), None)

    def names(self) -> Iterator[str]:
        yield from sorted(self.blobs)

    def sweep(self) -> int:
        return 0

    def _checked(self, name: str) -> str:
        if not re.fullmatch(r"[0-9a-f]{32}", name, re.ASCII):
            raise ValueError("a blob's name is 32 lower-case hexadecimal digits")
        return name


class MemoryDraft:
    """Bytes on their way into a `MemoryStore`."""

    def __init__(self, name: str, *, blobs: dict[str, bytes]) -> None:
        self._name = name
        self._blobs = blobs
        self._content: bytearray | None = bytearray()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._content = None

    def write(self, chunk: bytes | bytearray | memoryview) -> int:
        if self._content is None:
            raise ValueError("this draft has ended")
        self._content += chunk
        return len(chunk)

    def commit(self) -> None:
        if self._content is None:
            raise ValueError("this draft has ended")
        content, self._content = bytes(self._content), None
        if self._name in self._blobs:
            raise BlobExists
        self._blobs[self._name] = content
