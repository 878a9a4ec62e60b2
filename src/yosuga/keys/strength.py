"""How long a new passphrase would withstand guessing: a careful estimate for the doors, never a promise.

It counts what a guesser would have to try, not what the text looks like: a known word counts as one choice however
long it is, a date or a repetition counts as little.
"""

import math
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise


class Verdict(StrEnum):
    """Weak: a thief of the disk may guess it. Fair: days to years of a strong machine. Strong: out of reach."""

    WEAK = "weak"
    FAIR = "fair"
    STRONG = "strong"


@dataclass(frozen=True, slots=True)
class Strength:
    """About `bits` binary guesses, rounded down, and what that means behind Argon2id."""

    bits: int
    verdict: Verdict


_FAIR = 40  # bits; at 64 MiB a guess, about 20 guesses a second and core
_STRONG = 60
_KNOWN = {
    "password", "passphrase", "passwd", "pass", "qwerty", "qwertyuiop", "asdfgh", "asdfghjkl", "zxcvbn", "admin",
    "letmein", "welcome", "iloveyou", "dragon", "monkey", "sakura", "tokyo", "nippon", "himitsu", "arigatou",
    "aishiteru", "doraemon", "pokemon", "yosuga", "パスワード", "ひみつ", "秘密", "ありがとう", "さくら", "よすが",
}  # fmt: skip
_TOKEN = re.compile(
    r"[A-Z]?[a-z]+|[A-Z]+|[0-9]+|[ぁ-ゖー]+|[ァ-ヺー]+|[㐀-鿿]+|\s+|."  # words and numbers; the rest one by one
    , re.DOTALL
)  # fmt: skip


def strength(passphrase: str) -> Strength:
    """Estimate how hard a passphrase is to guess. A part that was already seen counts as one bit."""
    seen: set[str] = set()
    bits = 0.0
    for token in _TOKEN.findall(unicodedata.normalize("NFKC", passphrase)):
        part = token.casefold()
        bits += 1.0 if part in seen else _bits(part)
        seen.add(part)
    return Strength(bits=int(bits), verdict=_verdict(int(bits)))


def _verdict(bits: int) -> Verdict:
    if bits >= _STRONG:
        return Verdict.STRONG
    return Verdict.FAIR if bits >= _FAIR else Verdict.WEAK


def _bits(part: str) -> float:
    """Return what one part adds. A word adds at most what a dictionary would need, plus a little for its length."""
    if part.isspace():
        return 0.5
    if part in _KNOWN or _is_run(part):
        return 3.0
    if part.isascii() and part.isdigit():
        return _number(part)
    if part[0] >= "㐀" and part[0] <= "鿿":
        return min(10.0 * len(part), 8.0 + 5.0 * len(part))
    if not part.isalpha():
        return math.log2(32)
    return min(4.7 * len(part), 8.0 + 1.2 * len(part))


def _number(digits: str) -> float:
    """Return what a number adds: four or eight digits are first tried as a year or a date."""
    if re.fullmatch(r"(19|20)\d\d", digits):
        return 6.5
    if re.fullmatch(r"(19|20)\d\d[01]\d[0-3]\d", digits):
        return 15.0
    return 3.3 * len(digits)


def _is_run(part: str) -> bool:
    """Say whether a part is one letter repeated, or letters or digits in order."""
    steps = {ord(after) - ord(before) for before, after in pairwise(part)}
    return len(part) > 2 and len(steps) == 1 and steps <= {-1, 0, 1}
