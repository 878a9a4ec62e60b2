"""Asks the model of names (a linear-chain CRF) which words of a text are names, and how sure it is.

The model lies in `data/names/names.crf`; `training` makes it. It was trained on sentences of the encyclopaedia and
the news, so it is asked about such text only (see `register`).
"""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Protocol

from yosuga.detect.base import Word
from yosuga.detect.naming.features import features
from yosuga.detect.naming.shapes import Candidate, Shape
from yosuga.detect.words import Compound

MODEL = Path(__file__).parents[1] / "data" / "names" / "names.crf"
# The model is asked about so many words at once at most: its memory grows with them.
_MOST = 400
# From which probability a word is taken for part of a name; the score of a name is 0.5 there. Found in training.
_LEAST = 0.45


class _Tagger(Protocol):
    """What is used of a tagger of python-crfsuite."""

    def open(self, name: str) -> object: ...
    def set(self, xseq: list[list[str]]) -> None: ...
    def marginal(self, y: str, pos: int) -> float: ...


def modelled(words: Sequence[Word], compounds: Sequence[Compound]) -> Iterator[Candidate]:
    """Yield the names the model finds, the score being the least sure of the words' probabilities."""
    for part in _parts(words):
        inside = [one for one in compounds if part[0].start <= one.start and one.end <= part[-1].end]
        yield from _tagged(part, inside)


def _parts(words: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """Yield the words sentence by sentence, those of a very long one in pieces."""
    start = 0
    for at, word in enumerate(words):
        if word.surface in {"。", "\n"} or at - start + 1 >= _MOST:
            yield words[start : at + 1]
            start = at + 1
    if start < len(words):
        yield words[start:]


def _tagged(words: Sequence[Word], compounds: Sequence[Compound]) -> Iterator[Candidate]:
    tagger = _tagger()
    tagger.set(features(words, compounds))
    begins, goes_on = ([tagger.marginal(label, at) for at in range(len(words))] for label in "BI")
    named = [begin + on >= _LEAST for begin, on in zip(begins, goes_on, strict=True)]
    at = 0
    while at < len(words):
        last = at
        while named[at] and last + 1 < len(words) and named[last + 1] and goes_on[last + 1] > begins[last + 1]:
            last += 1
        if named[at]:
            sure = min(begins[number] + goes_on[number] for number in range(at, last + 1))
            yield _parted(words[at : last + 1], 1 - (1 - sure) / (2 * (1 - _LEAST)))
        at = last + 1


def _parted(words: Sequence[Word], sure: float) -> Candidate:
    """Return the candidate with surname and given name told apart where the dictionary does."""
    start, end = words[0].start, words[-1].end
    named = [word for word in words if word.surface.strip()]
    if len(named) == 2 and named[0].pos[3] == "姓":
        return Candidate(start, end, Shape.MODELLED, sure, named[0].surface, named[1].surface)
    return Candidate(start, end, Shape.MODELLED, sure)


@cache
def _tagger() -> _Tagger:
    from pycrfsuite import Tagger

    tagger: _Tagger = Tagger()
    tagger.open(str(MODEL))
    return tagger
