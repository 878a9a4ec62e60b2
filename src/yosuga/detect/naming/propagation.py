"""Finds a person again who was named in full: by the same name, by the surname or the given name alone."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from yosuga.detect.base import Word
from yosuga.detect.naming.shapes import Candidate, Shape, is_kanji

_ENDS = re.compile(
    "[ \t]{0,2}(?:さん|さま|様|ちゃん|くん|君|氏|先生|先輩|って|"
    "[はがをにへとでのもやかwW笑]|です|だ|から|まで|より|本人|$|[^\\w])"
)
_MOST, _MOST_NAMES = 50, 100


def again(text: str, words: tuple[Word, ...], found: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield the further places of `text` at which those found are named, whole or in part."""
    starts, ends = {word.start for word in words}, {word.end for word in words}
    for name, cue in _names(found).items():
        at, left = text.find(name), _MOST
        while at >= 0 and left:
            end = at + len(name)
            if _is_free(text, at, end) and (at in starts or end in ends):
                yield Candidate(at, end, cue, 0.62)
            at, left = text.find(name, end), left - 1


def _names(found: Iterable[Candidate]) -> dict[str, Shape]:
    names: dict[str, Shape] = {}
    for one in found:
        if one.surname and one.given and one.shape in {Shape.FULL, Shape.LOOSE, Shape.KANA}:
            names.setdefault(one.surname + one.given, one.shape)
            names.setdefault(f"{one.surname} {one.given}", one.shape)
            if len(one.surname) > 1:
                names.setdefault(one.surname, Shape.SURNAME)
            if len(one.given) > 1:
                names.setdefault(one.given, Shape.GIVEN)
        elif one.shape in {Shape.SURNAME, Shape.GIVEN} and one.end - one.start > 1 and (one.surname or one.given):
            names.setdefault(one.surname or one.given, one.shape)
    return dict(islice(names.items(), _MOST_NAMES))


def _is_free(text: str, start: int, end: int) -> bool:
    """Say whether what stands at `start`..`end` is a word of its own, not the front of a shop's or a town's name."""
    before = text[start - 1 : start] if start else ""
    if is_kanji(before) and is_kanji(text[start]):
        return False
    return bool(_ENDS.match(text, end))


_READING = re.compile(
    "[ ]?[(（]([\u3041-\u3096\u30a1-\u30fa\u30fc]{1,8}[ ・]?[\u3041-\u3096\u30a1-\u30fa\u30fc]{2,8})[)）]"
)


def read_aloud(text: str, found: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield the reading in brackets right after a name in kanji: 山田太郎(やまだ たろう)."""
    for one in found:
        reading = _READING.match(text, one.end)
        if reading and len(reading[1]) >= one.end - one.start and is_kanji(text[one.start]):
            yield Candidate(reading.start(1), reading.end(1), Shape.KANA, one.score * 0.95)
