"""The recovery code: 160 random bits as a person can print, read aloud and type back.

Eight groups of five symbols, `7ZK4Q-…`, in Crockford's base 32 (no I, L, O, U). The fifth symbol of a group checks the
other four and the group's place, so a slip is found before anything is tried, and the message says in which group.
"""

import unicodedata
from typing import ClassVar

from yosuga.errors import BadInput

ENTROPY = 20  # bytes
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUES = {symbol: value for value, symbol in enumerate(_ALPHABET)} | {"O": 0, "I": 1, "L": 1}
_GROUPS = 8
_PER_GROUP = 4
_DASHES = "-‐‑‒–—―−ーｰ_"  # what keyboards and input methods give for a hyphen  # noqa: RUF001


class CodeMistyped(BadInput):
    """The recovery code has a slip of the finger in it; nothing was tried with it."""

    code: ClassVar[str] = "code-mistyped"
    ja: ClassVar[str] = (
        "回復コードに打ち間違いがあるようです。保管庫はそのまま安全です。示された組を、印刷した紙と見比べてください。"
    )
    en: ClassVar[str] = (
        "The recovery code seems to have a slip in it. The vault is safe as it is. "
        "Please compare the group named here with the printed sheet."
    )


def written(secret: bytes) -> str:
    """Return 20 bytes as the code a person keeps: 8 groups of 5 symbols joined by hyphens."""
    if len(secret) != ENTROPY:
        raise ValueError("a recovery code is made from 20 bytes")
    number = int.from_bytes(secret, "big")
    values = [number >> 5 * place & 31 for place in reversed(range(_GROUPS * _PER_GROUP))]
    groups = [values[start : start + _PER_GROUP] for start in range(0, len(values), _PER_GROUP)]
    return "-".join(
        "".join(_ALPHABET[value] for value in (*group, _check(group, place=place)))
        for place, group in enumerate(groups)
    )


def read(typed: str) -> bytes:
    """Return the 20 bytes of a code as a person typed it.

    Lower case, full-width letters, spaces, hyphens, and O for 0, I or L for 1 are forgiven. Raises CodeMistyped, whose
    detail names the first group that does not fit.
    """
    symbols = [letter for letter in unicodedata.normalize("NFKC", typed).upper() if not _is_gap(letter)]
    if len(symbols) != _GROUPS * (_PER_GROUP + 1):
        raise CodeMistyped(f"{len(symbols)} of 40 letters")
    number = 0
    for place in range(_GROUPS):
        group = symbols[place * (_PER_GROUP + 1) :][: _PER_GROUP + 1]
        for value in _checked(group, place=place):
            number = number << 5 | value
    return number.to_bytes(ENTROPY, "big")


def _is_gap(letter: str) -> bool:
    return letter.isspace() or letter in _DASHES


def _checked(group: list[str], *, place: int) -> list[int]:
    """Return the four values of one typed group, once its check symbol fits."""
    values = [_VALUES.get(symbol, -1) for symbol in group]
    if -1 in values or _check(values[:_PER_GROUP], place=place) != values[_PER_GROUP]:
        raise CodeMistyped(f"group {place + 1} of {_GROUPS}")
    return values[:_PER_GROUP]


def _check(values: list[int], *, place: int) -> int:
    """Return a symbol that changes when one symbol changes, two change places, or the group stands elsewhere.

    A polynomial over GF(32), evaluated at its generator: sum of value_i * 2^i, begun with the group's place.
    """
    total = place
    for value in values:
        total = _double(total) ^ value
    return _double(total)


def _double(value: int) -> int:
    """Multiply by the generator of GF(32) = GF(2)[x] / (x^5 + x^2 + 1)."""
    return value << 1 ^ (0b100101 if value & 16 else 0)
