"""Weighs together, for talk, what is shaped like a name and what the model of talk takes for one.

Each knows what the other does not: the shapes the lists, labels and ways to write around a search; the model the
company that names keep in posts. Shares and bounds were chosen by posts of hands that had seen neither.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from yosuga.detect.base import Document
from yosuga.detect.naming import hidden, lists
from yosuga.detect.naming.cues import evidence
from yosuga.detect.naming.model import Manner, modelled
from yosuga.detect.naming.public import publicity, topics
from yosuga.detect.naming.shapes import KANJI, Candidate, Shape, is_kanji, touching
from yosuga.detect.naming.vocabulary import either

# From which probability the model's words are looked at.
_LEAST = 0.1
# How much the shapes count beside the model, and from how sure both together a name is one.
_SHAPES_SHARE, _TOGETHER_LEAST = 0.4, 0.42
# How much a finding supports one that begins or ends elsewhere.
_ELSEWHERE = 0.9
# From when the model knows better where a name ends, and from when a shape needs no model.
_SURELY, _DOUBTLESS = 0.8, 0.84
_SHOWN = 0.5
# Words of where and of truth that the model takes for somebody; and how many ways to write make a name in kana usual.
_NOBODY = frozenset(("ここらへん", "ここら", "そこらへん", "そこら", "実"))
_OFTEN = 3
_PARTICLES = frozenset("はがのともにをで")
_JOINING = ("-", "_")
# What is left of a surname that lost its first letter; and what stands before a name without being a part of it.
_SURNAME_LEFT = re.compile(f"[{KANJI}ヶケノ]{{2,3}}(?=[ ぁ-ゖァ-ヺ][{KANJI}ぁ-ゖァ-ヺ])")
_BEFORE_NAMES = frozenset("故某元前現新旧亡妻夫母父娘兄姉弟妹嫁私僕俺彼男女子人主長氏姓名本犯被対宛同各第例")
# Initials with a particle: Y・Nな.
_LETTERED = re.compile("[A-Z][.・][A-Z][ぁ-ん]")
_CALLED_NAME = re.compile("(?:NAME|Name|name) ")
# A bank or its branch goes on behind what it is called by: うみ|かぜ支店.
_BRANCH = re.compile("[ぁ-ゖァ-ヺー]{0,6}(?:支店|銀行|信用金庫|信金)| ?(?:普通?|当座)(?:預金|口座)? ?[0-9*]{7}")
# What follows a name of one more sign at least: ひまわ H24.9.2.
_ERA = re.compile("[ \\t][MTSHR][0-9]")


def in_talk(document: Document, text: str) -> Iterator[Candidate]:
    """Yield what the model finds in talk, less sure where the words around it or its fame speak against it."""
    for one in modelled(document.words, document.compounds, Manner.TALK, least=_LEAST, topics=topics(text)):
        for named in _each(text, _untitled(text, one)):
            if _is_a_code(text, named) or _BRANCH.match(text, named.end) or text[named.start : named.end] in _NOBODY:
                continue
            seen = evidence(text, named)
            known = publicity(text, named, private=seen.private, company=0)
            yield replace(named, score=named.score * (1 - seen.against) * (1 - known))


def _each(text: str, one: Candidate) -> Iterator[Candidate]:
    """Yield the two of a pair of given names in kana that と joins: みう|と|ここな; else the name itself."""
    first, _joint, second = text[one.start : one.end].partition("と")
    if min(lists.kana_given(first), lists.kana_given(second)) < _OFTEN or lists.kana_given(text[one.start : one.end]):
        yield one
        return
    yield replace(one, end=one.start + len(first))
    yield replace(one, start=one.end - len(second))


def _is_a_code(text: str, one: Candidate) -> bool:
    """Say whether capitals are a code or an abbreviation: MOGU-2605-SAKURA, HDMI."""
    name = text[one.start : one.end]
    if not name.isascii() or not name.isupper():
        return False
    known = lists.is_latin_given(name) or lists.is_latin_surname(name) or " " in name or "." in name
    return not known or text[one.start - 1 : one.start] in _JOINING or text[one.end : one.end + 1] in _JOINING


def _untitled(text: str, one: Candidate) -> Candidate:
    """Return the name without a title that the dictionary took for a part of it: くん, the っ of って, NAME."""
    if _begins_sooner(text, one):
        one = replace(one, start=one.start - 1)
    label = _CALLED_NAME.match(text, one.start, one.end)
    if label:
        one = replace(one, start=label.end())
    if more := _trailing(text[one.start : one.end]) or (2 if _ERA.match(text, one.end - 2) else 0):
        return replace(one, end=one.end - more) if one.end - one.start > more else one
    for at in range(one.start + 1, one.end):
        title = _title().match(text, at)
        if title is not None and title.end() >= one.end:
            return replace(one, end=at)
    return one


def _begins_sooner(text: str, one: Candidate) -> bool:
    """Say whether a surname nobody has listed lost its first letter to a word of its own: 塩|見坂 愛花."""
    before = text[max(0, one.start - 2) : one.start]
    if not before or not is_kanji(before[-1]) or before[-1] in _BEFORE_NAMES or before[:-1].isalnum():
        return False
    return _SURNAME_LEFT.match(text, one.start, one.end) is not None


def _trailing(name: str) -> int:
    """Return how many signs at the end are no part of a name."""
    front, last = name[:-1], name[-1]
    if last in "。、":
        return 1  # T.K。
    if last in _PARTICLES and lists.kana_given(front) and not lists.kana_given(name):
        return 1  # ゆずきの母親, そうすけが主役
    if last == "の" and lists.is_surname(front) and not lists.is_surname(name):
        return 1  # 楡井の。
    if _LETTERED.fullmatch(name):
        return 1
    return 2 if name.endswith(" 方") else 0  # at whose home


@cache
def _title() -> re.Pattern[str]:
    return re.compile(
        f"{either('honorifics')}|っ(?=て)|って(?:男|女|人|子|奴|やつ)|と(?:いい|申し)|(?:と|って)?いう(?:おっ|人|奴|男|女|子|やつ)|[宅邸](?=[(（にでの]|$)"
    )


def agreed(text: str, shaped: Sequence[Candidate], found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Yield what shapes and model find in talk, as sure as both together: either one alone must be surer."""
    odd = [one for one in shaped if _is_odd(one)]
    yield from odd
    found = [one for one in found if not touching(odd, one)]
    for one in shaped:
        if _is_odd(one):
            continue
        beside = touching(found, one)
        if any(_ends_sooner(other, one) for other in beside):
            continue  # 羽生田 個人のメール, 苗字は東江で今は: what follows is no part of the name
        by_model = max((_support(one, other) for other in beside), default=0.0)
        yield replace(one, score=_both(one.score, by_model))
    for one in found:
        beside = touching(shaped, one)
        if not any(_stands_for(text, other, one) for other in beside):
            by_shape = max((_support(one, other) for other in beside), default=0.0)
            yield replace(one, score=_both(by_shape, one.score))


def _is_odd(one: Candidate) -> bool:
    """Say whether the name is written as the model has not learnt to read: in Latin letters, or every letter apart."""
    return one.shape is Shape.LATIN or (one.shape is Shape.FULL and not one.given)


def _ends_sooner(found: Candidate, shape: Candidate) -> bool:
    """Say whether the model is sure that only the front of a guess is a name."""
    if found.start != shape.start or found.score < _SURELY:
        return False
    if shape.shape is Shape.LOOSE:
        return found.end == shape.start + len(shape.surname)
    return shape.shape is Shape.LABELLED and found.end < shape.end


def _stands_for(text: str, shape: Candidate, one: Candidate) -> bool:
    """Say whether `shape` is the same stretch as `one`, but for a particle taken along or a mask left out."""
    led = shape.start - one.start == 1 and shape.score >= _SHOWN and text[one.start] in _PARTICLES
    trailed = one.end - shape.end == 1 and shape.shape is Shape.FULL and text[shape.end] in _PARTICLES
    # は|せべみお
    begun = one.start - shape.start == 1 and shape.shape is Shape.KANA and text[shape.start] in _PARTICLES
    masked = shape.end - one.end == 1 and shape.shape is Shape.MASKED and hidden.is_masked(text[one.end])
    return (shape.start == one.start or led or begun) and (shape.end == one.end or trailed or masked)


def _support(one: Candidate, other: Candidate) -> float:
    """Return how sure a finding that touches `one` makes that it is a name: less where it begins or ends elsewhere."""
    same = (one.start, one.end) == (other.start, other.end)
    return other.score if same else _ELSEWHERE * other.score


def _both(by_shape: float, by_model: float) -> float:
    """Return how sure both are together; where shape and surroundings leave hardly a doubt, the model cannot say no."""
    together = scored(_SHAPES_SHARE * by_shape + (1 - _SHAPES_SHARE) * by_model, _TOGETHER_LEAST)
    return max(together, _SHOWN) if by_shape >= _DOUBTLESS else together


def scored(sure: float, least: float) -> float:
    """Return `sure` as a score that is 0.5 at `least`, 0 at 0 and 1 at 1."""
    return 1 - (1 - sure) / (2 * (1 - least)) if sure >= least else sure / (2 * least)
