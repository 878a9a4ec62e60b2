"""The handbook: its contents, a guide, a question, a fact or a desk, and a search whose words are in no address."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from yosuga.catalog.desks import Desk
from yosuga.catalog.facts import Fact
from yosuga.catalog.handbook import Guide, Part, Question, Section
from yosuga.catalog.loader import Catalog, ours
from yosuga.catalog.records import Text
from yosuga.catalog.searching import Answer, Hit, Index, Page, index, search
from yosuga.rules import opening
from yosuga.web import plan_rows, plan_words
from yosuga.web.catalog_words import paragraphs, told
from yosuga.web.plan_rows import Chapter, DeskRow, Entry, FactRow, entry
from yosuga.web.screen import Asked, Form, Go, Needs, Screen, Shown
from yosuga.web.screens import services
from yosuga.web.words import day_words, language

_LONGEST = 100  # letters that are searched for
_MOST_HITS = 12


@dataclass(frozen=True, slots=True)
class Block:
    """Paragraphs of a text: a run of list items, or one paragraph."""

    items: bool
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """One section of a page. `numbers` are the sources it rests on, as they are numbered below."""

    title: str
    blocks: tuple[Block, ...]
    desks: tuple[DeskRow, ...]
    services: tuple[Entry, ...]
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """A page of the handbook as it is read."""

    title: str
    lead: tuple[Block, ...]
    passages: tuple[Passage, ...]
    desks: tuple[DeskRow, ...]
    questions: tuple[Entry, ...]
    see: tuple[Entry, ...]
    facts: tuple[FactRow, ...]
    written: str
    review_by: str
    stale: bool


@dataclass(frozen=True, slots=True)
class HitRow:
    """A page that was found. `pieces` are the excerpt, each with whether it was asked for."""

    page: Entry
    pieces: tuple[tuple[str, bool], ...]


# ---------------------------------------------------------------------------------------------- contents, search


def show_contents(_asked: Asked) -> Shown:
    """Show the table of contents, and a field to look for words."""
    catalog = ours()
    chapters = (
        Chapter(title=plan_words.part(part), pages=tuple(entry(one.id, one.title) for one in _of(part, catalog)))
        for part in Part
    )
    return Shown(
        "handbook/contents.html",
        {
            "chapters": tuple(one for one in chapters if one.pages),
            "questions": tuple(entry(one.id, one.question) for one in catalog.questions.values()),
        },
    )


def _of(part: Part, catalog: Catalog) -> Iterator[Guide]:
    return (guide for guide in catalog.guides.values() if guide.part is part)


def do_search(_asked: Asked, form: Form) -> Go:
    """Look for words. They stay in the session and are in no address."""
    return Go.to("found", words=form.text("words")[:_LONGEST])


def do_search_again(_asked: Asked, form: Form) -> Go:
    """Look for other words."""
    return Go.instead("found", words=form.text("words")[:_LONGEST])


def show_found(asked: Asked) -> Shown:
    """Show what a search found, or what to try instead."""
    words = asked.args.get("words", "")[:_LONGEST]
    answer = _searched(words)
    return Shown(
        "handbook/found.html",
        {
            "words": words,
            "hits": tuple(_hit(one) for one in answer.hits),
            "instead": tuple(_page_entry(page) for page in answer.instead),
        },
    )


def _searched(words: str) -> Answer:
    return search(words, index=_index(), language="en" if language() == "en" else "ja", most=_MOST_HITS)


@cache
def _index() -> Index:
    return index(ours())


def _page_entry(page: Page) -> Entry:
    return entry(page.id, page.title, plan_words.page_kind(page.kind.value))


def _hit(one: Hit) -> HitRow:
    excerpt = one.excerpt
    pieces, last = [], 0
    for start, end in excerpt.marks:
        pieces += [(excerpt.text[last:start], False), (excerpt.text[start:end], True)]
        last = end
    pieces.append((excerpt.text[last:], False))
    return HitRow(page=_page_entry(one.page), pieces=tuple(piece for piece in pieces if piece[0]))


# --------------------------------------------------------------------------------------------------------- pages


def show_page(asked: Asked) -> Shown:
    """Show a guide, a question, a fact, a desk or a service by its id."""
    catalog, name = ours(), asked.args.get("page", "")
    if name in catalog.guides:
        return Shown("handbook/page.html", {"read": _guide(catalog.guides[name], catalog=catalog, at=asked.moment)})
    if name in catalog.questions:
        read = _question(catalog.questions[name], catalog=catalog, at=asked.moment)
        return Shown("handbook/page.html", {"read": read})
    if name in catalog.desks:
        return _desk_page(catalog.desks[name], at=asked.moment)
    if name in catalog.facts:
        return _fact_page(catalog.facts[name], catalog=catalog, today=asked.today)
    if name in catalog.platforms:
        return services.shown(catalog.platforms[name], asked=asked)
    return Shown("plan/gone.html")


def _guide(guide: Guide, *, catalog: Catalog, at: datetime) -> Read:
    facts = plan_rows.fact_rows(_rests_on(guide.sections), catalog=catalog, today=at.date())
    place = {fact.id: number for number, fact in enumerate(facts, start=1)}
    return Read(
        title=told(guide.title),
        lead=_blocks(guide.lead),
        passages=tuple(_passage(one, place=place, catalog=catalog, at=at) for one in guide.sections),
        desks=(),
        questions=tuple(entry(one.id, one.question) for one in catalog.questions.values() if guide.id in one.guides),
        see=tuple(_titled(guide.see, catalog=catalog)),
        facts=facts,
        written=day_words(guide.written),
        review_by=day_words(guide.review_by),
        stale=at.date() > guide.review_by,
    )


def _rests_on(sections: Iterable[Section]) -> Iterator[str]:
    """Yield the ids of all facts. A desk's fact has the desk's own id."""
    for section in sections:
        yield from (*section.facts, *section.desks)


def _passage(section: Section, *, place: dict[str, int], catalog: Catalog, at: datetime) -> Passage:
    named = (*section.facts, *section.desks)
    services = (catalog.platforms[name] for name in section.platforms if name in catalog.platforms)
    return Passage(
        title=told(section.title),
        blocks=_blocks(section.text),
        desks=_desks(section.desks, catalog=catalog, at=at),
        services=tuple(entry(one.id, one.name) for one in services),
        numbers=tuple(dict.fromkeys(place[name] for name in named if name in place)),
    )


def _blocks(text: Text) -> tuple[Block, ...]:
    found: list[Block] = []
    for line, item in paragraphs(text):
        if item and found and found[-1].items:
            found[-1] = Block(items=True, lines=(*found[-1].lines, line))
        else:
            found.append(Block(items=item, lines=(line,)))
    return tuple(found)


def _desks(names: Sequence[str], *, catalog: Catalog, at: datetime) -> tuple[DeskRow, ...]:
    """Return desks that a source confirms, with the ways that answer."""
    found = (catalog.desks[name] for name in names if name in catalog.desks)
    shown = (desk for desk in found if opening.shown_lines(desk))
    return tuple(plan_rows.brief_desk(desk, stands=opening.open_at(desk, at), at=at) for desk in shown)


def _titled(names: Iterable[str], *, catalog: Catalog) -> Iterator[Entry]:
    for name in names:
        if name in catalog.guides:
            yield entry(name, catalog.guides[name].title)
        elif name in catalog.questions:
            yield entry(name, catalog.questions[name].question)


def _question(one: Question, *, catalog: Catalog, at: datetime) -> Read:
    return Read(
        title=told(one.question),
        lead=_blocks(one.answer),
        passages=(),
        desks=_desks(one.desks, catalog=catalog, at=at),
        questions=(),
        see=tuple(_titled(one.guides, catalog=catalog)),
        facts=plan_rows.fact_rows((*one.facts, *one.desks), catalog=catalog, today=at.date()),
        written=day_words(one.written),
        review_by=day_words(one.review_by),
        stale=at.date() > one.review_by,
    )


def _fact_page(fact: Fact, *, catalog: Catalog, today: date) -> Shown:
    if not fact.shown:
        return Shown("handbook/unconfirmed.html", {"title": told(fact.title)})
    guides = (one for one in catalog.guides.values() if any(fact.id in section.facts for section in one.sections))
    see = tuple(entry(one.id, one.title) for one in guides)
    return Shown("handbook/fact.html", {"fact": plan_rows.fact_row(fact, today=today), "see": see})


def _desk_page(desk: Desk, *, at: datetime) -> Shown:
    if not opening.shown_lines(desk):
        return Shown("handbook/unconfirmed.html", {"title": told(desk.name)})
    row = plan_rows.whole_desk(desk, stands=opening.open_at(desk, at), at=at)
    return Shown("handbook/desk.html", {"desk": row})


def prepare() -> None:
    """Build the index of the search once, before somebody searches."""
    _index()


SCREENS: tuple[Screen, ...] = (
    Screen("handbook", Needs.NOTHING, show_contents, do_search),
    Screen("found", Needs.NOTHING, show_found, do_search_again),
    Screen("page", Needs.NOTHING, show_page),
)
