"""How likely a text tells of somebody private at all: the same faint name counts in gossip and not in a recipe.

What lies around a word says little of 桜 or 大和; what the whole text talks about says more. A logistic regression
over its words and their pairs; the words of names, places and numbers are told by their kind, so that it learns how
people write of somebody and not of whom. The file lies in `data/names`; `concern_training` makes it.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise, repeat
from math import exp, log, sqrt
from pathlib import Path
from typing import NamedTuple

from yosuga.detect.base import Concern, Document, Kind, Word

MODEL = Path(__file__).parent / "data" / "names" / "concern.json"
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


class Weights(NamedTuple):
    """How much a text's words, as `Seen` parts them, speak for a private one; `anyway` is what speaks for any text."""

    anyway: float
    kinds: Mapping[str, float]
    pairs: Mapping[str, Mapping[str, float]]
    surfaces: Mapping[str, float]


class Seen(NamedTuple):
    """What is looked at in a text, each once: the kinds of its words, pairs of kinds side by side, words as written."""

    kinds: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    surfaces: frozenset[str]


def concern(words: Sequence[Word], weights: Weights | None = None) -> Concern:
    """Return how likely a text of these words tells of somebody private, by our model where no other is given.

    One that is too short to tell is as likely to as not.
    """
    if len(words) <= _SHORT:
        return Concern(0.5, len(words))
    anyway, kinds, pairs, surfaces = weights or _weights()
    seen = looked_at(words)
    told = sum(map(kinds.get, seen.kinds, repeat(0.0))) + sum(map(surfaces.get, seen.surfaces, repeat(0.0)))
    for one, other in seen.pairs:
        if one in pairs:
            told += pairs[one].get(other, 0.0)
    return Concern(_likely(told * weight_of(seen) + anyway), len(words))


def looked_at(words: Sequence[Word]) -> Seen:
    """Return what the model sees of a text; of a name, a place or a number only that there is one."""
    kinds = [_EDGE]
    for _, _, _, (_, sort, of, part, *_), _, _, normal in words:
        kinds.append(f"<{part}>" if of == "人名" else "<地>" if of == "地名" else "<0>" if sort == "数詞" else normal)
    kinds.append(_EDGE)
    surfaces = frozenset(word.surface for word in words)
    return Seen(frozenset(kinds), frozenset(pairwise(kinds)), surfaces)


def weight_of(seen: Seen) -> float:
    """Return how much each thing seen counts: 1 / √n of n of them, so that a long text is no surer than a short one."""
    return 1 / sqrt(sum(map(len, seen)))


def in_text(document: Document, score: float, kind: Kind) -> float:
    """Return how sure a finding of a score is in a text that is as likely as `document` to tell of somebody private."""
    if not _FAINT < score < 1:
        return score
    text = document.concern
    if text.words <= _SHORT:
        return score
    likely = _odds(min(max(text.likely, 1 - _SURELY), _SURELY))
    told = min((text.words - _SHORT) / (_WHOLE - _SHORT), 1.0)
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


@cache
def _weights() -> Weights:
    learnt = json.loads(MODEL.read_text(encoding="utf-8"))
    return Weights(**learnt)
