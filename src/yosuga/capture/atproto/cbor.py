"""DAG-CBOR in its one strict form: what reads in two ways, or could be written shorter, is refused.

https://ipld.io/specs/codecs/dag-cbor/spec/ ("Strictness"). A signature covers bytes, and what they mean must not depend
on who reads them. A general reader is not used because it must keep links and byte strings apart.
"""

import math
import struct
from collections.abc import Mapping, Sequence
from typing import NoReturn

from yosuga.capture.atproto.links import Link
from yosuga.capture.atproto.refusing import ProofRefused

Value = None | bool | int | float | str | bytes | Link | Sequence["Value"] | Mapping[str, "Value"]

DEEPEST = 128
MOST_VALUES = 200_000  # in one block: an empty map takes one byte there and a hundred here
_SIZES = {24: 1, 25: 2, 26: 4, 27: 8}  # RFC 8949, 3: bytes that follow the first one
_LINK = 42


def decode(data: bytes) -> Value:
    """Return the one value that `data` is. Raises ProofRefused for anything but strict DAG-CBOR, rest included."""
    reader = _Reader(data)
    value = reader.value(0)
    if reader.place != len(data):
        _refuse()
    return value


def encode(value: Value) -> bytes:
    """Return the strict DAG-CBOR of `value`, as signatures cover it. Raises ValueError outside of the data model."""
    if value is None or isinstance(value, bool):
        return {False: b"\xf4", True: b"\xf5", None: b"\xf6"}[value]
    if isinstance(value, int):
        return _head(0, value) if value >= 0 else _head(1, -1 - value)
    if isinstance(value, float):
        return _float(value)
    if isinstance(value, Link):
        return _head(6, _LINK) + _string(2, b"\0" + value.raw)
    return _string(2, value) if isinstance(value, bytes) else _many(value)


def _many(value: Sequence[Value] | Mapping[str, Value]) -> bytes:
    if isinstance(value, str):
        return _string(3, value.encode())
    if isinstance(value, Mapping):
        pairs = sorted(value.items(), key=lambda pair: _order(pair[0].encode()))
        return _head(5, len(pairs)) + b"".join(encode(key) + encode(inner) for key, inner in pairs)
    return _head(4, len(value)) + b"".join(map(encode, value))


def _string(major: int, content: bytes) -> bytes:
    return _head(major, len(content)) + content


def _float(value: float) -> bytes:
    if not math.isfinite(value):
        raise ValueError("not a finite number")
    return b"\xfb" + struct.pack(">d", value)


def _head(major: int, number: int) -> bytes:
    if number < 24:
        return bytes([major << 5 | number])
    for info, size in _SIZES.items():
        if number < 1 << 8 * size:
            return bytes([major << 5 | info]) + number.to_bytes(size, "big")
    raise ValueError("number out of range")


def _order(key: bytes) -> tuple[int, bytes]:
    return len(key), key


def _refuse() -> NoReturn:
    raise ProofRefused("not strict DAG-CBOR")


class _Reader:
    """One pass over the bytes; a length is never believed beyond what is there."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.place = 0
        self._values = 0

    def value(self, depth: int) -> Value:
        self._values += 1
        if depth > DEEPEST or self._values > MOST_VALUES:
            _refuse()
        first = self._take(1)[0]
        major, info = first >> 5, first & 31
        if major == 7:
            return self._simple(info)
        number = self._number(info)
        if major < 2:
            return number if major == 0 else -1 - number
        if major == 4:
            return tuple(self.value(depth + 1) for _ in range(number))
        if major == 5:
            return self._map(number, depth=depth)
        return self._link(number) if major == 6 else self._string(major, number)

    def _string(self, major: int, size: int) -> bytes | str:
        taken = self._take(size)
        if major == 2:
            return taken
        try:
            return taken.decode()
        except UnicodeDecodeError:
            _refuse()

    def _map(self, pairs: int, *, depth: int) -> dict[str, Value]:
        found: dict[str, Value] = {}
        last = (-1, b"")
        for _ in range(pairs):
            key = self.value(depth + 1)
            if not isinstance(key, str) or _order(key.encode()) <= last:
                _refuse()
            last = _order(key.encode())
            found[key] = self.value(depth + 1)
        return found

    def _link(self, tag: int) -> Link:
        raw = self.value(DEEPEST) if tag == _LINK else None
        # A zero byte stands for "binary"; after it a CID of version 1 of a sane length.
        if not isinstance(raw, bytes) or not raw.startswith(b"\0\x01") or not 5 <= len(raw) <= 101:
            _refuse()
        return Link(raw[1:])

    def _simple(self, info: int) -> bool | float | None:
        if info in {20, 21, 22}:
            return {20: False, 21: True, 22: None}[info]
        if info != 27:  # shorter floats, "undefined", the break of an open-ended value
            _refuse()
        number: float = struct.unpack(">d", self._take(8))[0]
        if not math.isfinite(number):
            _refuse()
        return number

    def _number(self, info: int) -> int:
        if info < 24:
            return info
        size = _SIZES.get(info)
        if size is None:  # reserved, or of open length
            _refuse()
        number = int.from_bytes(self._take(size), "big")
        if number < 24 or (size > 1 and number < 1 << 4 * size):  # it had a shorter spelling
            _refuse()
        return number

    def _take(self, size: int) -> bytes:
        taken = self._data[self.place : self.place + size]
        if len(taken) != size:
            _refuse()
        self.place += size
        return taken
