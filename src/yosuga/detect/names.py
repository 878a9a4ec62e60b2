"""Finds people's names: what is shaped like one, weighed by what stands around it and by the manner of the text.

An article names people whoever they are, so a model trained on articles finds them there. In talk (posts, chats,
letters) what is looked for is somebody's private name: shapes and surroundings decide together with a model trained on
talk, and who is in public life or in a story is left out.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

from yosuga.detect.base import Document, Finding, Kind, Word
from yosuga.detect.concern import in_text
from yosuga.detect.gazetteer import bases
from yosuga.detect.naming import hidden, written
from yosuga.detect.naming.agreeing import agreed, in_talk, scored
from yosuga.detect.naming.cues import evidence
from yosuga.detect.naming.labels import labelled
from yosuga.detect.naming.model import Manner, modelled
from yosuga.detect.naming.propagation import again, read_aloud
from yosuga.detect.naming.public import is_known, lives, publicity
from yosuga.detect.naming.register import formality
from yosuga.detect.naming.shapes import Candidate, Shape, apart, fronts, full_names, touching
from yosuga.detect.naming.single import called, given_names, introduced, nicknames, relations, surnames

_LEAST = 0.15
_SHOWN = 0.5
# How much of a shape's weight counts in an article where nothing private surrounds it: there the model decides.
_IN_ARTICLE, _FULL_IN_ARTICLE = 0.3, 0.5
# From how formal a text is surely an article; just above 0 it may be a post with a full stop.
_SURELY_ARTICLE, _LEEWAY = 2.5, 1.5
# From how formal a text is no post at all: there the model of talk, which knows private people alone, is not asked.
_RECORD = 2.0
# From how likely a record tells of somebody private it is asked all the same: what a counsellor takes down is one.
_TELLS = 0.9
# From which probability the model's words are names in an article; found in training.
_LEAST_IN_ARTICLE = 0.45
# The model of talk has learnt from Japanese alone: of other languages it knows nothing.
_JAPANESE = re.compile("[ぁ-ゖァ-ヺ㐀-鿿]")


def recognise(document: Document) -> Iterator[Finding]:
    """Yield the names of people in `document`; in talk, those of people in public life get a low score."""
    text = document.plain.text
    for one in persons(document, text):
        start, end = document.plain.origin(one.start, one.end)
        yield Finding(start, end, Kind.PERSON, round(one.score, 3), one.shape.value)


def persons(document: Document, text: str) -> tuple[Candidate, ...]:
    """Return the names in the plain view, in order, none over another, with what is said again of a name found."""
    formal = formality(text)
    article = min(1.0, (formal + _LEEWAY) / _SURELY_ARTICLE) if formal > 0 else 0.0
    told = formal < _RECORD or document.concern.likely > _TELLS
    asked = told and _JAPANESE.search(text) is not None
    talked = tuple(in_talk(document, text)) if asked else ()
    candidates = tuple(_candidates(document, text, talked if asked else None))
    famous = set() if article else {one for one in candidates if is_known(text, one)}
    weighed = [_weighed(text, one, article=article, company=len(famous) - (one in famous)) for one in candidates]
    chosen: Sequence[Candidate] = list(_as_sure_as_its_parts(weighed))
    if asked:
        chosen = apart(_as_sure_as_its_parts(list(agreed(text, _grouped(text, chosen), talked))))
    if article:
        named = modelled(document.words, document.compounds, Manner.ARTICLE, least=_LEAST_IN_ARTICLE)
        found = [replace(one, score=scored(one.score, _LEAST_IN_ARTICLE) * article) for one in named]
        chosen = [*found, *_completed(chosen, found)]
    chosen = _grouped(text, chosen) if article or not asked else [_in_text(document, one) for one in chosen]
    sure = [one for one in chosen if one.score >= _SHOWN]
    return apart([*chosen, *again(text, document.words, sure), *read_aloud(text, sure)])


def _in_text(document: Document, one: Candidate) -> Candidate:
    """Return the name as sure as it is in this text."""
    score = in_text(document, one.score, Kind.PERSON)
    return one if score == one.score else replace(one, score=score)


def _grouped(text: str, weighed: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Return the candidates apart from each other, those surer that stand in line or in company."""
    return tuple(_in_company(text, _in_line(text, apart(one for one in weighed if one.score >= _LEAST))))


def _as_sure_as_its_parts(weighed: list[Candidate]) -> Iterator[Candidate]:
    """Yield the names; a full one is as sure as the given name in it, so that 沖 of 沖 悠斗 is not left behind."""
    sure = {(one.start, one.end): one.score for one in weighed if one.shape in _GIVEN}
    for one in weighed:
        given = sure.get((one.end - len(one.given), one.end), 0.0) if one.surname and one.given else 0.0
        yield replace(one, score=given) if given > one.score else one


def _completed(weighed: Iterable[Candidate], found: list[Candidate]) -> Iterator[Candidate]:
    """Yield the shapes; a full name whose surname alone the model has found is as sure (the model saw no spaces)."""
    surer = {one.start: one.score for one in found}
    for one in weighed:
        raised = max(one.score, surer.get(one.start, 0.0)) if one.shape is Shape.FULL else one.score
        yield replace(one, score=raised)


def _in_line(text: str, chosen: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Return the names, those surer that stand by themselves, as the items of a list do, or that are said again."""
    named = [one for one in chosen if one.end - one.start > 1 and one.shape in _LISTED]
    items = {one.start for one in named if _ITEM.match(text, one.end) and not text[one.start - 1 : one.start].isalpha()}
    said = Counter(text[one.start : one.end] for one in named)
    towns = {one.start for one in named if one.surname in bases() and not one.given}
    items = items if len(items - towns) > 1 else items - towns  # 千葉、石川、山口; さやか / 藤沢
    by = {0: 0.0, 1: 0.0, 2: 0.3}.get(len(items), 0.4)
    return tuple(
        _surer(one, by=by * (one.start in items) + 0.15 * (said[text[one.start : one.end]] > 1)) for one in chosen
    )


def _surer(one: Candidate, *, by: float) -> Candidate:
    return replace(one, score=1 - (1 - one.score) * (1 - by)) if by else one


# What ends an item of a list of names.
_ITEM = re.compile(r"\W|$|さん|くん|ちゃん|様")


def _in_company(text: str, chosen: tuple[Candidate, ...]) -> Iterator[Candidate]:
    """Yield the names, those surer that are named together with a sure one: 篠田と宮下, 綾香も健太も."""
    before: Candidate | None = None
    for at, one in enumerate(chosen):
        beside = [other for other in (before, *chosen[at + 1 : at + 2]) if other is not None]
        joined = one.shape in _PARTS and any(_together(text, one, other) for other in beside)
        before = _surer(one, by=0.35) if joined and one.score < _SHOWN else one
        yield before


def _together(text: str, one: Candidate, other: Candidate) -> bool:
    between = min(other.end, one.end), max(other.start, one.start)
    sure = other.score >= _SHOWN or (other.shape is one.shape and "&" in text[slice(*between)])
    return sure and other.shape in _NAMED and _TOGETHER.fullmatch(text, *between) is not None


_PARTS = frozenset({Shape.SURNAME, Shape.GIVEN})
_GIVEN = frozenset({Shape.GIVEN, Shape.MODELLED})
_NAMED = frozenset({Shape.SURNAME, Shape.GIVEN, Shape.FULL, Shape.LOOSE})
_LISTED = frozenset({Shape.SURNAME, Shape.GIVEN, Shape.FULL, Shape.LOOSE, Shape.KANA, Shape.FOREIGN})
_TOGETHER = re.compile("[とやか、・&/も,]|さん[とや、]|くん[とや、]|ちゃん[とや、]|も")


def _candidates(document: Document, text: str, talked: Sequence[Candidate] | None) -> Iterator[Candidate]:
    """Yield what is shaped like a name; where the model of talk was asked, a lone one only where it sees something.

    A surname or given name alone is too faint to be shown without the model, whatever stands around it.
    """
    goods = [one for one in document.compounds if one.pos[2] != "人名"]
    for one in _shaped(text, document.words, alone=talked is None or bool(talked)):
        at = bisect_right(goods, one.start, key=_start_of) - 1
        faint = talked is not None and one.shape in _PARTS and not touching(talked, one)
        if not faint and (at < 0 or goods[at].end < one.end):
            yield one


_start_of = attrgetter("start")


def _shaped(text: str, words: tuple[Word, ...], *, alone: bool) -> Iterator[Candidate]:
    begun = fronts(text, words)
    yield from full_names(text, words, begun)
    yield from hidden.spaced_names(text)
    if alone:
        yield from surnames(text, words, begun)
        yield from called(text, words)
        yield from given_names(text, words, begun)
        yield from nicknames(text, words)
        yield from relations(text, words)
        yield from introduced(text, words)
    yield from written.kana_pairs(text)
    yield from written.foreign(text)
    yield from written.joined_kana(text)
    yield from written.latin(text)
    yield from written.latin_otherwise(text)
    yield from written.latin_on_papers(text)
    yield from written.latin_alone(text)
    yield from written.initials(text)
    yield from hidden.masked(text, words)
    yield from labelled(text, words)


def _weighed(text: str, one: Candidate, *, article: float, company: int) -> Candidate:
    seen = evidence(text, one)
    score = 1 - (1 - one.score) * (1 - seen.weight)
    if one.shape in {Shape.INITIALS, Shape.MASKED}:
        score = 1 - (1 - score) * (1 - min(lives(text, one), 3) * 0.2)
    score *= 1 - seen.against
    if not article:
        score *= 1 - publicity(text, one, private=seen.private, company=company)
    elif not seen.private:
        score *= 1 - article * (1 - (_FULL_IN_ARTICLE if one.shape is Shape.FULL else _IN_ARTICLE))
    return replace(one, score=score)
