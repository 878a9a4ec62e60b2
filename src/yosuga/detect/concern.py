"""How likely a text tells of somebody private at all: the same faint name counts in gossip and not in a recipe.

What lies around a word says little of 桜 or 大和; what the whole text talks about says more. A logistic regression
over its words and their pairs; the words of names, places and numbers are told by their kind, so that it learns how
people write of somebody and not of whom. The file lies in `data/names`; `concern_training` makes it.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from math import exp, log, sqrt
from pathlib import Path

from yosuga.detect.base import Concern, Kind, Word

MODEL = Path(__file__).parent / "data" / "names" / "concern.json"
# What speaks for any text to be private, whatever is in it.
ANY = "<>"
_EDGE = "|"
# How much the whole text counts beside a finding's own score, and from how likely it speaks for a name, in log odds:
# fitted to 1,800 posts of other hands that neither had learnt from. What is no name stands by itself: a text likelier
# about nobody makes it less sure, and only a station is the surer for being named in somebody's.
_SHARE, _SPEAKS = 0.8, 1.75
# What is no surer than this is left as it is; no text is surer than this of what it tells, and a short one tells less.
_FAINT, _SURELY = 0.3, 0.98
_SHORT, _WHOLE = 16, 30
# Log odds beyond this are as good as certain, and more would be no number any longer.
_MOST = 50.0


def concern(words: Sequence[Word], weights: Mapping[str, float] | None = None) -> Concern:
    """Return how likely a text of these words tells of somebody private, by our model where no other is given."""
    seen = features(words)
    weights = _weights() if weights is None else weights
    told = sum(found for one in seen if (found := weights.get(one)))
    return Concern(_likely(told / sqrt(len(seen)) + weights.get(ANY, 0.0)), len(words))


def in_text(score: float, kind: Kind, text: Concern) -> float:
    """Return how sure a finding of a score is in a text that tells of somebody private with this likelihood."""
    if not _FAINT < score < 1:
        return score
    likely = _odds(min(max(text.likely, 1 - _SURELY), _SURELY))
    told = min(max(0.0, (text.words - _SHORT) / (_WHOLE - _SHORT)), 1.0)
    return _likely(_odds(score) + _SHARE * told * _speaks(likely, kind))


def _speaks(likely: float, kind: Kind) -> float:
    """Return how much a text speaks for what it names, in log odds."""
    if kind is Kind.PERSON:
        return likely - _SPEAKS
    return max(likely - _SPEAKS, 0.0) if kind is Kind.STATION_HINT and likely > 0 else min(likely, 0.0)


def _odds(likely: float) -> float:
    return log(likely / (1 - likely))


def _likely(odds: float) -> float:
    return 1 / (1 + exp(-min(max(odds, -_MOST), _MOST)))


def features(words: Sequence[Word]) -> set[str]:
    """Return what the model sees of a text: its words as written, in their usual spelling, and pairs of these.

    Each weighs 1 / √n where there are n of them, so that a long text is no surer than a short one.
    """
    kinds = [_kind(word) for word in words]
    pairs = pairwise((_EDGE, *kinds, _EDGE))
    return {*kinds, *(f"{one} {other}" for one, other in pairs), *(f"={word.surface}" for word in words)}


def _kind(word: Word) -> str:
    """Return the word in its usual spelling; of a name, a place or a number only that it is one."""
    _, sort, of, part, *_ = word.pos
    if of == "人名":
        return f"<{part}>"
    return "<地>" if of == "地名" else "<0>" if sort == "数詞" else word.normal


@cache
def _weights() -> Mapping[str, float]:
    """Return how much each feature speaks for a private text."""
    weights: dict[str, float] = json.loads(MODEL.read_text(encoding="utf-8"))
    return weights
