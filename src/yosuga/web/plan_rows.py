"""Desks, sources and dates as a template shows them: words in the person's language, nothing left to work out."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote, unquote, urlsplit

from yosuga.catalog.desks import Desk
from yosuga.catalog.facts import Fact
from yosuga.catalog.loader import Catalog
from yosuga.catalog.records import Sourced, Text
from yosuga.rules import presenting
from yosuga.rules.dates import Due
from yosuga.rules.opening import Availability, State
from yosuga.rules.plan import Plan
from yosuga.rules.presenting import Reached
from yosuga.web import plan_words
from yosuga.web.catalog_words import told
from yosuga.web.words import day_words

_MOST_SOURCES = 2
_DIALLED = re.compile(r"#?[0-9][0-9-]*")
# Public bodies, whose word on a number or a law counts first; and pages of shops, which stand only where no other is.
_OFFICIAL = re.compile(r"(^|\.)((go|lg)|(pref|city|town|vill|metro)\.[a-z.]+)\.jp$")
_SHOPS = frozenset({"coopsapporo-cs.jp", "meikikai-home.com"})
_MAIL = re.compile(r"[^\s@/:]+@[^\s@/:]+")


@dataclass(frozen=True, slots=True)
class WayRow:
    """One way to reach a desk. `href` is empty where there is nothing to follow; `leaves` says it leads to a site."""

    value: str
    called: str
    href: str
    leaves: bool
    hours: str
    standing: str
    phone: bool


@dataclass(frozen=True, slots=True)
class SourceRow:
    """Where something comes from. `href` is empty where the source is no page of the web."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A desk. `state` is `open`, `ask` or `closed`."""

    id: str
    name: str
    what: str
    limits: str
    state: str
    ways: tuple[WayRow, ...]
    as_of: str
    stale: bool
    source: SourceRow


@dataclass(frozen=True, slots=True)
class FactRow:
    """What something rests on."""

    id: str
    title: str
    said: tuple[str, ...]
    as_of: str
    stale: bool
    medium: bool
    sources: tuple[SourceRow, ...]


@dataclass(frozen=True, slots=True)
class DueRow:
    """A date. `memo` is the number under which it stands in the calendar file; 0 is not in it."""

    title: str
    day: str
    remaining: str
    only: str
    kind: str
    basis: str
    stale: bool
    post: int
    memo: int
    also: str
    steps: tuple[str, ...]
    fact: FactRow


@dataclass(frozen=True, slots=True)
class Entry:
    """A page by its title. `kind` says what kind of page it is, where that helps."""

    id: str
    title: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """Pages that stand together."""

    title: str
    pages: tuple[Entry, ...]


def entry(name: str, title: Text, kind: str = "") -> Entry:
    """Return a page by its title."""
    return Entry(id=name, title=told(title), kind=kind)


def desk_row(desk: Desk, *, stands: Availability, ways: Iterable[Reached], today: date) -> DeskRow:
    """Return a desk with these of its ways."""
    return DeskRow(
        id=desk.id,
        name=told(desk.name),
        what=told(desk.what),
        limits=told(desk.limits) if desk.limits else "",
        state=stands.state.value,
        ways=tuple(_way(way, today=today) for way in ways),
        as_of=desk.as_of,
        stale=desk.stale(today),
        source=host_of(sources(desk)[0]),
    )


def brief_desk(desk: Desk, *, stands: Availability, at: datetime) -> DeskRow:
    """Return a desk with the one or two ways that answer at an aware moment in Japan."""
    return desk_row(desk, stands=stands, ways=presenting.answering(desk, at=at), today=at.date())


def whole_desk(desk: Desk, *, stands: Availability, at: datetime) -> DeskRow:
    """Return a desk with all its ways, as they stand at an aware moment in Japan; those that answer first."""
    ways = sorted(presenting.every_way(desk, at=at), key=lambda way: way.stands.state is State.CLOSED)
    return desk_row(desk, stands=stands, ways=ways, today=at.date())


def _way(way: Reached, *, today: date) -> WayRow:
    value = way.line.value
    href = address(value)
    return WayRow(
        value=value,
        called=plan_words.way(way.line.way),
        href=href,
        leaves=href.startswith("http"),
        hours=told(way.line.hours),
        standing=plan_words.standing(way.stands, today=today),
        phone=way.line.way == "phone",
    )


def address(value: str) -> str:
    """Return what a number, a mail address or a web address leads to; empty for anything else."""
    if _DIALLED.fullmatch(value):
        return "tel:" + quote(value.replace("-", ""))
    if _MAIL.fullmatch(value):
        return f"mailto:{value}"
    return value if _of_the_web(value) else ""


def _of_the_web(value: str) -> bool:
    return value.startswith(("https://", "http://")) and bool(urlsplit(value).hostname) and not re.search(r"\s", value)


def fact_row(fact: Fact, *, today: date) -> FactRow:
    """Return a fact with all that is said about it."""
    return FactRow(
        id=fact.id,
        title=told(fact.title),
        said=tuple(told(text) for text in (fact.statement, fact.caveat, fact.warning) if text is not None),
        as_of=fact.as_of,
        stale=fact.stale(today),
        medium=fact.confidence.value == "medium",
        sources=sources(fact),
    )


def fact_rows(names: Iterable[str], *, catalog: Catalog, today: date) -> tuple[FactRow, ...]:
    """Return the facts that may be shown, each once, as they are named."""
    found = (catalog.facts.get(name) for name in dict.fromkeys(names))
    return tuple(fact_row(fact, today=today) for fact in found if fact is not None and fact.shown)


def sources(record: Sourced) -> tuple[SourceRow, ...]:
    """Return at most two places a person may look at: pages of the web if there are any, public bodies first."""
    # Behind an address its reader may have noted what was seen there.
    pages = [one.split()[0] for one in record.sources if one.startswith("http")]
    known = [one for one in pages if _host(one) not in _SHOPS] or pages
    known.sort(key=lambda one: _OFFICIAL.search(_host(one)) is None)
    return source_rows(known or record.sources)[:_MOST_SOURCES]


def host_of(source: SourceRow) -> SourceRow:
    """Return a source named by its host alone, which is all a person needs to see at first."""
    return SourceRow(text=_host(source.href), href=source.href) if source.href else source


def _host(address: str) -> str:
    return urlsplit(address).hostname or ""


def source_rows(named: Sequence[str]) -> tuple[SourceRow, ...]:
    """Return sources as they are named; only whole addresses become links, and are spelt as people read them."""
    return tuple(SourceRow(unquote(one), one) if _of_the_web(one) else SourceRow(one, "") for one in named)


def due_rows(made: Plan, *, catalog: Catalog) -> tuple[DueRow, ...]:
    """Return the dates, the nearest to today first; those ahead are numbered as in the calendar file."""
    numbers = {id(one): number for number, one in enumerate(ahead(made), start=1)}
    several = presenting.several_posts(made)
    return tuple(
        _due(one, made=made, catalog=catalog, memo=numbers.get(id(one), 0), several=several)
        for one in presenting.nearest(made.due)
    )


def ahead(made: Plan) -> list[Due]:
    """Return the dates that have not passed, the earliest first."""
    return [one for one in made.due if one.days_left >= 0]


def _due(one: Due, *, made: Plan, catalog: Catalog, memo: int, several: bool) -> DueRow:
    found, fact = one.deadline, catalog.facts[one.deadline.fact]
    return DueRow(
        title=told(fact.title),
        day=day_words(found.last_day),
        remaining=plan_words.remaining(found, today=made.today),
        only=told(one.only),
        kind=plan_words.kind(found.kind),
        basis=plan_words.basis(found.rests_on),
        stale=fact.stale(made.today),
        post=one.post + 1 if several and one.post is not None else 0,
        memo=memo,
        also=f"{day_words(one.also.last_day)} ({plan_words.basis(one.also.rests_on)})" if one.also else "",
        steps=tuple(told(step) for step in (*found.steps, *(one.also.steps if one.also else ()))),
        fact=fact_row(fact, today=made.today),
    )
