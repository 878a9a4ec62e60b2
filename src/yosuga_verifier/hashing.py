"""Hashes every member once, on all cores, in constant memory."""

from __future__ import annotations

import hashlib
import os
import sys
import threading
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from queue import SimpleQueue

from yosuga_verifier.opening import Place, open_member

# Measured: below this a file is read in one call and many share one task; above it 1 MiB a read keeps both cores busy.
SMALL = 256 * 1024
_BUFFER = 1024 * 1024
_BATCH = 64
_BATCH_BYTES = 8 * 1024 * 1024
_SWITCH_S = 0.0002  # a thread that wants its next block waits no longer than that for one that runs Python
_local = threading.local()


@dataclass(frozen=True)
class Hashed:
    """What reading one member gave: its SHA-256 in hex, or why it could not be read or does not fit its directory."""

    path: str
    sha256: str = ""
    wrong: OSError | None = None
    misfit: str = ""


class Hashing:
    """The hashes of all members, under way on every core from the moment this is made.

    hashlib and zlib release the interpreter's lock, so the verifier can load and read the rest meanwhile. The threads
    are our own: loading the pool of the standard library takes as long as hashing 30 MB.
    """

    def __init__(self, places: dict[str, Place]) -> None:
        self._places = places
        # The longest first, so that no core waits at the end for one large file.
        self._left = _batched(sorted(places, key=lambda path: -places[path].size), places=places)
        self._door = threading.Lock()
        self._done: SimpleQueue[list[Hashed] | BaseException | None] = SimpleQueue()
        self._interval = sys.getswitchinterval()
        sys.setswitchinterval(_SWITCH_S)
        self._threads = [threading.Thread(target=self._work) for _ in range(min(os.cpu_count() or 1, 8))]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Hashing:
        return self

    def __exit__(self, *_: object) -> None:
        """Begin no further file; wait for those under way."""
        with self._door:
            self._left = iter(())
        for thread in self._threads:
            thread.join()
        sys.setswitchinterval(self._interval)

    def __iter__(self) -> Iterator[Hashed]:
        """Yield each member's hash, once. Raises what stopped a thread."""
        working = len(self._threads)
        while working:
            batch = self._done.get()
            if isinstance(batch, BaseException):
                raise batch
            working -= batch is None
            yield from batch or ()

    def _work(self) -> None:
        try:
            while (paths := self._next()) is not None:
                self._done.put([_hash(path, self._places[path]) for path in paths])
        except BaseException as wrong:  # noqa: BLE001 - carried over to the thread that waits, and raised there
            self._done.put(wrong)
        self._done.put(None)

    def _next(self) -> list[str] | None:
        with self._door:
            return next(self._left, None)


def _batched(paths: Iterable[str], *, places: dict[str, Place]) -> Iterator[list[str]]:
    """Group files into tasks: a task a file would cost more than hashing a small one."""
    batch: list[str] = []
    size = 0
    for path in paths:
        batch.append(path)
        size += places[path].size
        if len(batch) == _BATCH or size >= _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _hash(path: str, place: Place) -> Hashed:
    try:
        descriptor = open_member(place)
        try:
            return _of_small(path, place, descriptor) if place.size <= SMALL else _of_large(path, place, descriptor)
        finally:
            os.close(descriptor)
    except OSError as wrong:
        return Hashed(path, wrong=wrong)


def _of_small(path: str, place: Place, descriptor: int) -> Hashed:
    if place.offset:
        os.lseek(descriptor, place.offset, os.SEEK_SET)
    data = os.read(descriptor, place.size)
    return _judged(path, place, hashlib.sha256(data).hexdigest(), size=len(data), crc=_crc(data, place))


def _of_large(path: str, place: Place, descriptor: int) -> Hashed:
    view = _buffer()
    digest = hashlib.sha256()
    crc = 0
    left = place.size
    with os.fdopen(descriptor, "rb", buffering=0, closefd=False) as file:
        file.seek(place.offset)
        while left:
            got = file.readinto(view[: min(left, _BUFFER)])
            if not got:
                break
            digest.update(view[:got])
            if place.crc is not None:
                crc = zlib.crc32(view[:got], crc)
            left -= got
    return _judged(path, place, digest.hexdigest(), size=place.size - left, crc=crc)


def _crc(data: bytes, place: Place) -> int:
    return 0 if place.crc is None else zlib.crc32(data)


def _judged(path: str, place: Place, sha256: str, *, size: int, crc: int) -> Hashed:
    if size != place.size:
        return Hashed(path, sha256, misfit="size")
    if place.crc is not None and crc != place.crc:
        return Hashed(path, sha256, misfit="crc")
    return Hashed(path, sha256)


def _buffer() -> memoryview:
    view: memoryview | None = getattr(_local, "view", None)
    if view is None:
        view = _local.view = memoryview(bytearray(_BUFFER))
    return view
