"""The ways to ask as a template shows them: who may send, what it asks, what it gives away, how sure we are."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from yosuga.catalog.loader import ours
from yosuga.rules.takedown.request import Reason
from yosuga.rules.takedown.routes import Offer
from yosuga.rules.takedown.senders import May
from yosuga.web import plan_rows, plan_words
from yosuga.web import takedown_words as called
from yosuga.web.catalog_words import told
from yosuga.web.plan_rows import FactRow, SourceRow
from yosuga.web.words import say

_MOST_SOURCES = 2


@dataclass(frozen=True, slots=True)
class OfferLine:
    """One way in a list. `gives` is what it gives away, `others` who sends where the person may not."""

    id: str
    name: str
    why: str
    may: str
    expected: str
    gives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfferPage:
    """One way with all there is to say. `link` is empty where no source confirms an address."""

    line: OfferLine
    open: bool
    may_why: str
    link: str
    path: str
    login: str
    asks: tuple[str, ...]
    tells: tuple[str, ...]
    facts: tuple[FactRow, ...]
    sources: tuple[SourceRow, ...]
    as_of: str
    stale: bool
    languages: tuple[tuple[str, str], ...]
    letters: tuple[tuple[str, str], ...]


def line(offer: Offer, *, reason: Reason) -> OfferLine:
    """Return one way as a list shows it."""
    way = offer.way
    return OfferLine(
        id=offer.id,
        name=told(way.name),
        why=told(offer.why),
        may=called.may(offer.verdict.may) if offer.open else "",
        expected=told(way.expected) if way.expected else "",
        gives=tuple(plan_words.hazards(way.hazards_for(reason))),
    )


def page(offer: Offer, *, reason: Reason, today: date) -> OfferPage:
    """Return one way with all there is to say about it."""
    way, catalog = offer.way, ours()
    found = line(offer, reason=reason)
    letters = [catalog.letters[one] for one in way.letters if one in catalog.letters]
    spoken = dict.fromkeys(language for one in letters for language in one.languages)
    names = {"ja": say("Japanese"), "en": say("English")}
    return OfferPage(
        line=found,
        open=offer.open and offer.verdict.may is not May.NOT,
        may_why=told(offer.verdict.why),
        link=way.link or "",
        path=told(way.path) if way.path else "",
        login=called.login(way.login),
        asks=tuple(told(one) for one in way.asks),
        tells=tuple(one for one in map(told, offer.tells) if one not in found.gives),
        facts=plan_rows.fact_rows(dict.fromkeys((*offer.facts, *offer.verdict.facts)), catalog=catalog, today=today),
        sources=plan_rows.source_rows([one.split()[0] if one.startswith("http") else one for one in way.sources])[
            :_MOST_SOURCES
        ],
        as_of=way.as_of,
        stale=offer.stale,
        languages=tuple((code, names[code]) for code in spoken) if len(spoken) > 1 else (),
        letters=tuple((one.id, told(one.title)) for one in letters),
    )


def in_common(offers: Sequence[Offer], *, reason: Reason) -> tuple[str, ...]:
    """Return what most of these ways give away or tell alike: said once above them."""
    said = Counter(one for offer in offers for one in plan_words.hazards(offer.way.hazards_for(reason)))
    return tuple(one for one, count in said.items() if len(offers) > 1 and count == len(offers))


def named(route: str, *, offers: Collection[Offer]) -> Offer | None:
    """Return the way of that id."""
    return next((one for one in offers if one.id == route), None)
