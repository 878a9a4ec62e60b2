"""How likely a sign is in what people in Japan post, before it is looked at: by its place in the character standards.

The network knows 18,710 signs, most of which no Japanese text holds, and of two that look alike it may take the wrong
one (凉 for 涼, τ for て). JIS X 0208 says which are usual: level 1 holds what is used, level 2 what is rare.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

_LEVEL_1, _LEVEL_2 = 16, 48
_GREEK_AND_CYRILLIC = frozenset({6, 7})
_LIKELY, _RARE, _RARER, _FOREIGN = 1.0, 0.25, 0.1, 0.03
# Names hold signs of level 2 (and of none) that are no rarer than others there: registers of family names count them.
_IN_NAMES = frozenset("槙瑤濵髙﨑德𠮷凜晄槇瀧瀨渚渕邉邊齊齋澤濱廣國櫻眞龍嶋嶌斎斉桒惠榮彌萬與穗遙凰凪凛煌颯絢綺翔翠")


def likelihoods(signs: Sequence[str]) -> npt.NDArray[np.float32]:
    """Return for every sign a factor of 0..1; the empty sign (nothing written) keeps 1."""
    return np.array([_likelihood(sign) for sign in signs], dtype=np.float32)


def _likelihood(sign: str) -> float:
    if sign == "" or sign in _IN_NAMES:
        return _LIKELY
    try:
        code = sign.encode("euc_jp")
    except UnicodeEncodeError:
        return _by_wider_set(sign)
    if len(code) != 2 or code[0] < 0xA1:
        return _LIKELY if len(code) < 3 else _RARER
    row = code[0] - 0xA0
    return _RARE if row >= _LEVEL_2 or row in _GREEK_AND_CYRILLIC else _LIKELY


def _by_wider_set(sign: str) -> float:
    try:
        sign.encode("euc_jis_2004")
    except UnicodeEncodeError:
        return _FOREIGN
    return _RARER
