"""Ed25519 verification after RFC 8032 5.1.7, strict: no second spelling of a key, a point or a number is taken."""

from __future__ import annotations

import hashlib
from functools import lru_cache

_P = 2**255 - 19
_L = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, _P - 2, _P) % _P
_SQRT_M1 = pow(2, (_P - 1) // 4, _P)

# Extended coordinates (X, Y, Z, T) with x = X/Z, y = Y/Z, x·y = T/Z (RFC 8032 5.1.4).
_NEUTRAL = (0, 1, 1, 0)


def verify(signature: bytes, *, message: bytes, public: bytes) -> bool:
    """Whether a 64-byte signature over `message` is by the 32-byte public key."""
    if len(signature) != 64 or len(public) != 32:
        return False
    number = int.from_bytes(signature[32:], "little")
    key = _windows(public)
    if key is None or number >= _L:  # RFC 8032 8.4: S < L, or anyone could make a second signature
        return False
    challenge = hashlib.sha512(signature[:32] + public + message).digest()
    # R = S·B − k·A, compared as bytes: a point has one encoding, so a second spelling of R fails too.
    point = _add(_multiply(number, _base()), _multiply(int.from_bytes(challenge, "little") % _L, key))
    return _encode(point) == signature[:32]


def _add(p: tuple[int, int, int, int], q: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """RFC 8032 5.1.4."""
    a = (p[1] - p[0]) * (q[1] - q[0]) % _P
    b = (p[1] + p[0]) * (q[1] + q[0]) % _P
    c = 2 * _D * p[3] * q[3] % _P
    d = 2 * p[2] * q[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _decode(raw: bytes) -> tuple[int, int, int, int] | None:
    """RFC 8032 5.1.3; None for what is no point, or a point not in its one encoding."""
    y = int.from_bytes(raw, "little")
    sign = y >> 255
    y &= (1 << 255) - 1
    if y >= _P:
        return None
    square = (y * y - 1) * pow(_D * y * y + 1, _P - 2, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * _SQRT_M1 % _P
    if (x * x - square) % _P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = _P - x
    return x, y, 1, x * y % _P


def _encode(point: tuple[int, int, int, int]) -> bytes:
    inverse = pow(point[2], _P - 2, _P)
    x, y = point[0] * inverse % _P, point[1] * inverse % _P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def _table(point: tuple[int, int, int, int]) -> list[list[tuple[int, int, int, int]]]:
    """Row i holds 0 to 15 times 16^i times the point: a multiplication is then 64 additions and no doubling."""
    rows = []
    for _ in range(64):
        row = [_NEUTRAL]
        for _ in range(15):
            row.append(_add(row[-1], point))
        rows.append(row)
        point = _add(row[-1], point)
    return rows


def _multiply(number: int, table: list[list[tuple[int, int, int, int]]]) -> tuple[int, int, int, int]:
    result = _NEUTRAL
    for row in table:
        if number & 15:
            result = _add(result, row[number & 15])
        number >>= 4
    return result


@lru_cache(maxsize=1)
def _base() -> list[list[tuple[int, int, int, int]]]:
    """The base point has y = 4/5 and an even x (RFC 8032 5.1)."""
    point = _decode((4 * pow(5, _P - 2, _P) % _P).to_bytes(32, "little"))
    return _table(point or _NEUTRAL)


@lru_cache(maxsize=8)
def _windows(public: bytes) -> list[list[tuple[int, int, int, int]]] | None:
    """The table of −A; None for a bad key and for the eight points of small order, under which anything verifies."""
    point = _decode(public)
    if point is None:
        return None
    eightfold = point
    for _ in range(3):
        eightfold = _add(eightfold, eightfold)
    if eightfold[0] % _P == 0 and (eightfold[1] - eightfold[2]) % _P == 0:
        return None
    return _table((_P - point[0], point[1], 1, _P - point[3]))
