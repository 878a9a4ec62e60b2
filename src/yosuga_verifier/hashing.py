"""Hashes every member once, on all cores, in constant memory."""

from __future__ import annotations

import hashlib
import os
import threading
import zlib
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice

from yosuga_verifier.opening import Place, open_member

# Measured: below this a file is read in one call and many share one task; above it 1 MiB a read keeps both cores busy.
SMALL = 256 * 1024
_BUFFER = 1024 * 1024
_BATCH = 64
_local = threading.local()


@dataclass(frozen=True)
class Hashed:
    """What reading one member gave: its SHA-256 in hex, or why it could not be read or does not fit its directory."""

    path: str
    sha256: str = ""
    wrong: OSError | None = None
    misfit: str = ""


def hash_all(places: dict[str, Place]) -> Iterator[Hashed]:
    """Yield the hash of every member. hashlib and zlib release the interpreter's lock, so threads use every core."""
    large = [path for path, place in places.items() if place.size > SMALL]
    small = (path for path, place in places.items() if place.size <= SMALL)
    large.sort(key=lambda path: -places[path].size)  # the longest first, so that no core waits at the end
    with ThreadPoolExecutor(max_workers=min(os.cpu_count() or 1, 8)) as pool:
        singles = pool.map(lambda path: [_hash(path, places[path])], large)
        batches = pool.map(lambda paths: [_hash(path, places[path]) for path in paths], _batched(small))
        for results in (singles, batches):
            for group in results:
                yield from group


def _batched(paths: Iterable[str]) -> Iterator[list[str]]:
    source = iter(paths)
    while batch := list(islice(source, _BATCH)):
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
