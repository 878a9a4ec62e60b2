"""Asks a model of names (a linear-chain CRF) which words of a text are names, and how sure it is.

There is one for articles and one for talk; they lie in `data/names`, and `training` makes them. The first learnt from
sentences of the encyclopaedia and the news, where every name counts; the second from posts, chats and notes that we
wrote for it, where the names of people in public life and in stories do not (see `register`).
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path

from yosuga.detect.base import Compound, Word
from yosuga.detect.naming.chain import Chain, Scores
from yosuga.detect.naming.features import Features
from yosuga.detect.naming.hidden import is_masked
from yosuga.detect.naming.shapes import Candidate, Shape

# The model is asked about so many words at once at most: its memory grows with them. A talk is parted at a line's end
# from so many on.
_MOST, _LONG = 400, 200


class Manner(StrEnum):
    """How a text is written: for the record, or as people talk."""

    ARTICLE = "article"
    TALK = "talk"


def modelled(
    words: Sequence[Word], compounds: Sequence[Compound], manner: Manner, *, least: float, topics: tuple[str, ...] = ()
) -> Iterator[Candidate]:
    """Yield the stretches whose words are part of a name with a probability of `least` (0..1) or more.

    The score is the probability of the least sure word. The model of talk asks for the `topics` of the text.
    """
    for part in _parts(words, manner):
        inside = [one for one in compounds if part[0].start <= one.start and one.end <= part[-1].end]
        chain, seen = _model(manner)
        yield from _tagged(part, chain.probabilities(seen.of(part, inside, topics)), least)


def model_of(manner: Manner) -> Path:
    """Return the file of a model."""
    return Path(__file__).parents[1] / "data" / "names" / f"{manner}.json"


def _parts(words: Sequence[Word], manner: Manner) -> Iterator[Sequence[Word]]:
    """Yield an article's words sentence by sentence, those of talk together; what is very long comes in pieces."""
    start, least = 0, 0 if manner is Manner.ARTICLE else _LONG
    for at, word in enumerate(words):
        size = at - start + 1
        if size >= _MOST or (size > least and word.surface in {"。", "\n"}):
            yield words[start : at + 1]
            start = at + 1
    if start < len(words):
        yield words[start:]


def _tagged(words: Sequence[Word], likely: Sequence[Scores], least: float) -> Iterator[Candidate]:
    """Yield the names; the first two labels are a person's: the first word of a name, and a further one."""
    sure = [one[0] + one[1] if word.surface != "\n" else 0.0 for word, one in zip(words, likely, strict=True)]
    last = -1
    for at in range(len(words)):
        if at <= last or sure[at] < least:
            continue
        last = at
        while last + 1 < len(words) and sure[last + 1] >= least and likely[last + 1][1] > likely[last + 1][0]:
            last += 1
        if any(char.isalnum() for word in words[at : last + 1] for char in word.surface):
            yield _parted(words[at : last + 1], min(sure[at : last + 1]))


def _parted(words: Sequence[Word], sure: float) -> Candidate:
    """Return the candidate with surname and given name told apart where the dictionary does."""
    named = [word for word in words if word.surface.strip()]
    while not _is_of_name(named[0]):  # a sign before a profile's name
        named = named[1:]
    start, end = named[0].start, named[-1].end
    if len(named) == 2 and named[0].pos[3] == "姓":
        return Candidate(start, end, Shape.MODELLED, sure, named[0].surface, named[1].surface)
    return Candidate(start, end, Shape.MODELLED, sure)


def _is_of_name(word: Word) -> bool:
    return is_masked(word.surface) or any(map(str.isalnum, word.surface))


@cache
def _model(manner: Manner) -> tuple[Chain, Features[Scores]]:
    chain = Chain.read(model_of(manner))
    return chain, Features(chain)
