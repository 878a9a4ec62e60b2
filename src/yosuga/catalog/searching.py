"""Full-text search over the handbook, the shown facts, the desks and the services, in Japanese and English at once."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from yosuga.catalog import folding
from yosuga.catalog.handbook import Language, paragraphs, said
from yosuga.catalog.loader import Catalog
from yosuga.catalog.records import Text

# Okapi BM25 (Robertson and Zaragoza 2009): how soon more of the same word stops counting, how much length matters.
_SATURATION, _LENGTH = 1.2, 0.4
_NAMES, _HEADING, _BODY = 4.0, 2.0, 1.0  # what a word counts in a title or among the terms, in a heading, in the body
_COMMON = 0.2  # of all pages: a term that more of them have is not marked in an excerpt
_LEAST = 0.34  # of the question's weight: a page that holds less of it is no answer
_EXCERPT = 90  # letters


class Kind(StrEnum):
    """What kind of page was found."""

    GUIDE = "guide"
    QUESTION = "question"
    FACT = "fact"
    DESK = "desk"
    PLATFORM = "platform"


# Pages that explain come before the bare fact they rest on.
_FIRST = {Kind.GUIDE: 1.2, Kind.QUESTION: 1.1, Kind.FACT: 0.8, Kind.DESK: 1.0, Kind.PLATFORM: 1.0}
_BEGIN = ("first-steps", "danger-now", "keep-evidence")  # offered where nothing was asked or found


@dataclass(frozen=True, slots=True)
class Page:
    """What is searched of one record."""

    kind: Kind
    id: str
    title: Text
    terms: tuple[str, ...] = ()
    headings: tuple[Text, ...] = ()
    body: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A sentence or two of a page; `marks` are the ranges of `text` that were asked for."""

    text: str
    marks: tuple[tuple[int, int], ...]

    def marked(self, *, before: str, after: str) -> str:
        """Return the text with `before` and `after` around each mark."""
        parts, last = [], 0
        for start, end in self.marks:
            parts += [self.text[last:start], before, self.text[start:end], after]
            last = end
        return "".join([*parts, self.text[last:]])


@dataclass(frozen=True, slots=True)
class Hit:
    """A page that was found; a higher score is a better fit, and scores compare within one search only."""

    page: Page
    score: float
    excerpt: Excerpt


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search found, best first. `instead` are pages to offer where it found nothing or nothing was asked."""

    hits: tuple[Hit, ...]
    instead: tuple[Page, ...] = ()


@dataclass(frozen=True, slots=True)
class Index:
    """All pages with their folded texts (title and terms, headings, body), and the words in Latin letters they hold.

    Japanese is looked for in the texts themselves: that is quicker than a table of all its pairs of letters.
    `weights` say how much a word counts in each part of a page; `names` tell the page of a title or term.
    """

    pages: tuple[Page, ...]
    texts: tuple[tuple[str, ...], ...]
    words: Mapping[str, Mapping[int, float]]
    weights: tuple[tuple[float, ...], ...]
    names: Mapping[str, int]

    def holders(self, term: str) -> dict[int, float]:
        """Return the pages that hold a folded term, each with how much it counts there."""
        times = self.words.get(term, {}) if term.isascii() else self._times(term)
        return {place: count * (_SATURATION + 1) / (count + _SATURATION) for place, count in times.items()}

    def _times(self, term: str) -> dict[int, float]:
        found = {}
        for place, texts in enumerate(self.texts):
            count = sum(text.count(term) * one for text, one in zip(texts, self.weights[place], strict=True))
            if count:
                found[place] = count
        return found


def index(catalog: Catalog) -> Index:
    """Return the index of a catalog. What may not be shown as a fact is not in it."""
    pages = tuple(_pages(catalog))
    texts = tuple(tuple(folding.folded("\n".join(part)) for part in _parts(page)) for page in pages)
    weights = tuple(_weights(texts))
    words: dict[str, dict[int, float]] = {}
    for place, parts in enumerate(texts):
        for part, weight in zip(parts, weights[place], strict=True):
            for word, times in Counter(folding.words(part)).items():
                held = words.setdefault(word, {})
                held[place] = held.get(place, 0.0) + times * weight
    names = {folding.folded(name): place for name, place in _called(pages)}
    return Index(pages, texts, words, weights, names)


def _called(pages: Sequence[Page]) -> Iterator[tuple[str, int]]:
    """Yield what pages are called, the better claim last: a title before a term, an earlier page before a later."""
    for place, page in reversed([*enumerate(pages)]):
        yield from ((term, place) for term in page.terms)
    for place, page in reversed([*enumerate(pages)]):
        yield from ((title, place) for title in (page.title.ja, page.title.en))


def _weights(texts: Sequence[Sequence[str]]) -> Iterator[tuple[float, ...]]:
    """Yield how much a word counts in each part of a page. A long body makes each of its words tell less (BM25F)."""
    mean = sum(len(parts[-1]) for parts in texts) / max(1, len(texts)) or 1.0
    for *_names_and_headings, body in texts:
        yield _NAMES, _HEADING, _BODY / (1 - _LENGTH + _LENGTH * len(body) / mean)


def search(words: str, *, index: Index, language: Language, most: int = 8) -> Answer:
    """Return the pages that fit `words` best, at most `most`; excerpts are in `language` where it holds a hit."""
    asked = folding.asked(words)
    holders = {term: index.holders(term) for term in asked}
    weights = {term: share * _rarity(len(holders[term]), of=len(index.pages)) for term, share in asked.items()}
    best = sorted(_scored(weights, holders=holders, index=index), key=lambda one: (-one[1], one[0]))[:most]
    if not best:
        return Answer((), tuple(_instead(words, index=index)))
    rare = {term: weight for term, weight in weights.items() if len(holders[term]) <= _COMMON * len(index.pages)}
    telling = {term: weight for term, weight in rare.items() if asked[term] > folding.LITTLE} or rare
    return Answer(
        tuple(
            Hit(index.pages[place], score, _excerpt(index.pages[place], weights=telling or weights, language=language))
            for place, score in best
        )
    )


def _rarity(held: int, *, of: int) -> float:
    """Return how much a term tells pages apart (inverse document frequency; 0 where no page has it)."""
    return math.log(1 + (of - held + 0.5) / (held + 0.5)) if held else 0.0


def _scored(
    weights: Mapping[str, float], *, holders: Mapping[str, Mapping[int, float]], index: Index
) -> Iterator[tuple[int, float]]:
    """Yield pages that hold enough of what was asked, with their score."""
    scores: dict[int, float] = {}
    covered: dict[int, float] = {}
    for term, weight in weights.items():
        for place, here in holders[term].items():
            scores[place] = scores.get(place, 0.0) + weight * here
            covered[place] = covered.get(place, 0.0) + weight
    whole = sum(weights.values())
    for place, score in scores.items():
        share = covered[place] / whole
        if share >= _LEAST:
            yield place, score * share * _FIRST[index.pages[place].kind]


def _parts(page: Page) -> tuple[Sequence[str], Sequence[str], Sequence[str]]:
    return _names(page), _both(page.headings), _both(page.body)


def _both(texts: Iterable[Text]) -> list[str]:
    return [one for text in texts for one in (text.ja, text.en)]


def _names(page: Page) -> tuple[str, ...]:
    return page.title.ja, page.title.en, *page.terms


def _pages(catalog: Catalog) -> Iterator[Page]:
    for guide in catalog.guides.values():
        headings = tuple(section.title for section in guide.sections)
        body = (guide.lead, *(section.text for section in guide.sections))
        yield Page(Kind.GUIDE, guide.id, guide.title, guide.terms, headings, body)
    for one in catalog.questions.values():
        yield Page(Kind.QUESTION, one.id, one.question, one.terms, (), (one.answer,))
    for fact in catalog.facts.values():
        if fact.shown and fact.id not in catalog.desks:  # a desk says the same and more
            yield Page(Kind.FACT, fact.id, fact.title, fact.terms, (), (fact.statement,))
    for desk in catalog.desks.values():
        if desk.shown:
            numbers = tuple(line.value for line in desk.lines if line.confidence.shown)
            yield Page(Kind.DESK, desk.id, desk.name, numbers, (), (desk.what,))
    for service in catalog.platforms.values():
        yield Page(Kind.PLATFORM, service.id, service.name, service.aliases, (), (service.operator,))


def _instead(words: str, *, index: Index) -> Iterator[Page]:
    """Yield pages whose name is written much like `words`, then those with which everybody begins."""
    near = get_close_matches(folding.folded(words), index.names, n=3, cutoff=0.6) if words.strip() else []
    places = {index.names[word]: None for word in near}
    begin = (place for place, page in enumerate(index.pages) if page.kind is Kind.GUIDE and page.id in _BEGIN)
    for place in places | dict.fromkeys(begin):
        yield index.pages[place]


def _excerpt(page: Page, *, weights: Mapping[str, float], language: Language) -> Excerpt:
    """Return the sentences that hold most of what was asked, in `language` if it holds any of it."""
    other: Language = "ja" if language == "en" else "en"
    worth, text = _richest(page, weights=weights, language=language)
    if not worth:
        elsewhere, further = _richest(page, weights=weights, language=other)
        text = further if elsewhere else text
    text = text or said(page.title, language=language)
    return Excerpt(text, tuple(folding.places(text, wanted=frozenset(weights))))


def _richest(page: Page, *, weights: Mapping[str, float], language: Language) -> tuple[float, str]:
    """Return the sentence that holds most, with those that follow it in its paragraph while they fit."""
    found = (0.0, "")
    for text in page.body:
        for part in paragraphs(text, language=language):
            sentences = _sentences(part)
            for at, sentence in enumerate(sentences):
                worth = sum(weights[term] for term in weights if folding.holds(sentence, term=term))
                if worth > found[0] or not found[1]:
                    found = (worth, _enough(sentences[at:], language=language))
    return found


def _sentences(paragraph: str) -> list[str]:
    text = paragraph.removeprefix("・").removeprefix("- ")
    return [one.strip() for one in re.split(r"(?<=。)|(?<=[.?!])\s+", text) if one.strip()]


def _enough(sentences: Sequence[str], *, language: Language) -> str:
    """Return the first sentence, with further ones while they fit."""
    joint, most = (" ", _EXCERPT * 2) if language == "en" else ("", _EXCERPT)
    text = sentences[0]
    for one in sentences[1:]:
        if len(text) + len(one) > most:
            break
        text += joint + one
    return text
