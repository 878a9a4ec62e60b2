"""By which ways a target can be asked about, in the order to try them, and why others are closed. Nothing is sent."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yosuga.catalog.conditions import Signs
from yosuga.catalog.loader import Catalog
from yosuga.catalog.platforms import Platform
from yosuga.catalog.records import Text
from yosuga.catalog.takedown import Bar
from yosuga.rules.takedown.request import Reason, Requester
from yosuga.rules.takedown.senders import May, Verdict, verdict
from yosuga.rules.takedown.target import Kind, Target
from yosuga.rules.takedown.ways import UNKNOWN_SITE, Way, ways

_PUBLIC_LAST = 500
# How many places further back a way comes for what it gives away or asks for: the least revealing first.
_REVEALS = {"name_disclosed": 15, "forwarded_to_poster": 10, "id_document": 5, "english_only": 3}
_ASKS_LOGIN = {"yes": 3, "account_name_asked": 2}
_NOT_FOUND_YET = 5  # its address has to be looked for
_BLANK_FORMS = "wide/isplaw_forms"  # for services whose record names them
_SEARCHES = {Kind.SEARCH, Kind.CACHE}


class Because(StrEnum):
    """Why the next way is opened; each is a gate `onward-…` of the catalog."""

    OVERDUE = "overdue"
    UNANSWERED = "unanswered"
    REFUSED = "refused"
    LIMITED = "limited"
    AGAIN = "again"


@dataclass(frozen=True, slots=True)
class Closing:
    """Why a way cannot be taken. `gate` is the gate that says so."""

    gate: str
    why: Text
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """One way for one target. `why` says why it is offered, or why it is closed; `rank` is its place, low first.

    `tells` is what to know before taking it. `stale` says that its source is past its day of review.
    """

    way: Way
    open: bool
    verdict: Verdict
    why: Text
    facts: tuple[str, ...]
    rank: int
    tells: tuple[Text, ...] = ()
    stale: bool = False

    @property
    def id(self) -> str:
        """The id that a request names."""
        return self.way.id

    @property
    def closed(self) -> bool:
        """Whether it cannot be taken now."""
        return not self.open

    @property
    def letters(self) -> tuple[str, ...]:
        """The letters of the catalog that go with it."""
        return self.way.letters


@dataclass(frozen=True, slots=True)
class Onward:
    """The next way after one that did not help, and why it is opened."""

    offer: Offer
    why: Text
    facts: tuple[str, ...]


def offers(
    target: Target, *, sender: Requester, reason: Reason, signs: Signs, catalog: Catalog, today: date
) -> tuple[Offer, ...]:
    """Return the ways for `target`: the open ones in the order to try them, then the closed ones with the reason.

    What could never be for such a target or reason is left out. `today` tells which sources are past their review.
    """
    found = [
        judged(way, target=target, sender=sender, reason=reason, signs=signs, catalog=catalog, today=today)
        for way in ways(catalog).values()
        if _concerns(way, target=target, reason=reason, signs=signs, catalog=catalog)
    ]
    return tuple(sorted(found, key=lambda offer: (offer.closed, offer.rank)))  # stable: then as the catalog has them


def judged(
    way: Way, *, target: Target, sender: Requester, reason: Reason, signs: Signs, catalog: Catalog, today: date
) -> Offer:
    """Return one way as it stands for a target: open or closed, and why."""
    shut = closing(way, target=target, sender=sender, reason=reason, signs=signs, catalog=catalog)
    return Offer(
        way=way,
        open=shut is None,
        verdict=verdict(sender, way, reason=reason, signs=signs, catalog=catalog),
        why=shut.why if shut else _why(way),
        facts=shut.facts if shut else way.rule.facts,
        rank=_rank(way, reason=reason, signs=signs),
        tells=tuple(_tells(way, target=target, reason=reason, catalog=catalog)),
        stale=today > way.review_by,
    )


def closing(
    way: Way, *, target: Target, sender: Requester, reason: Reason, signs: Signs, catalog: Catalog
) -> Closing | None:
    """Return why a way cannot be taken for a target; None: it can.

    A way that no source confirms is closed, unless its record says how it is looked for. So is one that was for other
    signs than the case has now.
    """
    if not way.rule.if_.holds(signs):
        return Closing(gate="closed", why=catalog.gates["closed"].says, facts=catalog.gates["closed"].facts)
    for bar in way.rule.bars:
        if _holds(bar, target=target, sender=sender, reason=reason, signs=signs):
            return Closing(gate="closed", why=bar.why, facts=bar.facts)
    if not way.shown and way.rule.unsourced is None:
        record = catalog.gates["unsourced"]
        return Closing(gate=record.id, why=record.says, facts=record.facts)
    said = verdict(sender, way, reason=reason, signs=signs, catalog=catalog)
    return Closing(gate="sender", why=said.why, facts=said.facts) if said.may is May.NOT else None


def _why(way: Way) -> Text:
    return way.rule.unsourced if not way.shown and way.rule.unsourced is not None else way.rule.why


def onward(found: Collection[Offer], *, tried: Collection[str], because: Because, catalog: Catalog) -> Onward | None:
    """Return the first open way that was not tried and that asks for removal or helps with it; None: there is none."""
    record = catalog.gates[f"onward-{because}"]
    left = (one for one in found if one.open and _helps(one.way) and one.id not in tried)
    return next((Onward(offer=one, why=record.says, facts=record.facts) for one in left), None)


def _helps(way: Way) -> bool:
    return way.rule.removes or way.of == "desk"


def _concerns(way: Way, *, target: Target, reason: Reason, signs: Signs, catalog: Catalog) -> bool:
    """Return whether a way is for such a target, reason and case at all."""
    service = service_of(target, catalog=catalog)
    return (
        _is_of(way, target=target, service=service)
        and reason.value in _reasons(way)
        and way.rule.if_.holds(signs)
        and _fits(way, kind=target.kind)
    )


def service_of(target: Target, *, catalog: Catalog) -> Platform | None:
    """Return the service that a target is on, None for a site that the catalog does not know."""
    return catalog.platforms.get(target.platform)


def _is_of(way: Way, *, target: Target, service: Platform | None) -> bool:
    """Return whether a way belongs to the service of a target, or to every service."""
    if way.service:
        return way.service == (service.id if service else _stand_in(target))
    if way.rule.platforms:
        return (service.id if service else _stand_in(target)) in way.rule.platforms
    if way.id == _BLANK_FORMS and service is not None:
        return "isplaw_forms" in service.wide
    return True


def _stand_in(target: Target) -> str:
    """Return the record for sites the catalog does not know; talks without a service have none."""
    return "" if target.kind.private or target.kind in _SEARCHES else UNKNOWN_SITE


def _reasons(way: Way) -> set[str]:
    wider = [one.reasons for one in way.rule.wider if way.service in one.platforms]
    return {*way.rule.reasons, *(reason for more in wider for reason in more)}


def _fits(way: Way, *, kind: Kind) -> bool:
    """Return whether a way is for such a thing, or has something to say to whoever thinks so."""
    barred = any(kind.value in bar.targets for bar in way.rule.bars)
    return not way.rule.targets or kind.value in way.rule.targets or barred


def _holds(bar: Bar, *, target: Target, sender: Requester, reason: Reason, signs: Signs) -> bool:
    return (
        (bar.if_ is None or bar.if_.holds(signs))
        and (not bar.reasons or reason.value in bar.reasons)
        and (not bar.targets or target.kind.value in bar.targets)
        and not (bar.lawyer_may and sender is Requester.LAWYER)
    )


def _rank(way: Way, *, reason: Reason, signs: Signs) -> int:
    base = next((sooner.rank for sooner in way.rule.sooner if sooner.if_.holds(signs)), way.rule.rank)
    hazards = way.hazards_for(reason)
    revealing = sum(places for hazard, places in _REVEALS.items() if hazard in hazards)
    public = _PUBLIC_LAST if "public_request" in hazards else 0
    unfound = 0 if way.placed else _NOT_FOUND_YET
    return base + revealing + public + unfound + _ASKS_LOGIN.get(way.login, 0)


def _tells(way: Way, *, target: Target, reason: Reason, catalog: Catalog) -> Iterator[Text]:
    if "public_request" in way.hazards_for(reason):
        yield catalog.gates["public"].says
    if way.shown and not way.placed:
        yield catalog.gates["place-unsaid"].says
    yield from (aside.says for aside in way.rule.asides if target.platform in aside.platforms)
    yield from (text for text in (way.warning, way.hazard_notes) if text is not None)
