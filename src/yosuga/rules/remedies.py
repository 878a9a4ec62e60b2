"""Remedies: which routes are open for these signs, in which order, why others are not, and how they bear on another."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import Protocol, TypeVar

from yosuga.catalog.conditions import Condition, Signs
from yosuga.catalog.loader import Catalog
from yosuga.catalog.records import Text
from yosuga.catalog.routes import Between, Point, Reason, Route, Stage


class _Conditional(Protocol):
    """A part of a record that is told only where its condition holds; none: always."""

    @property
    def if_(self) -> Condition | None: ...


_Part = TypeVar("_Part", bound=_Conditional)


@dataclass(frozen=True, slots=True)
class Way:
    """A route that may be taken. `asks` are the reasons why only a lawyer or the desk can tell; none: it is open.

    `stages`, `merits` and `demerits` are those for these signs, `cautions` what to know before taking it.
    """

    route: Route
    stages: tuple[Stage, ...]
    merits: tuple[Point, ...]
    demerits: tuple[Point, ...]
    cautions: tuple[Reason, ...]
    asks: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Shut:
    """A route that is not for these signs, the reason and the facts that say so."""

    route: Route
    why: Text
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """How one route that may be taken bears on another that may be taken."""

    route: str
    between: Between


@dataclass(frozen=True, slots=True)
class Remedies:
    """The routes. `order` names those that may be taken, open or to be asked about, in their order."""

    open: tuple[Way, ...]
    ask: tuple[Way, ...]
    closed: tuple[Shut, ...]
    order: tuple[str, ...]
    relations: tuple[Relation, ...]


def remedies(signs: Signs, *, catalog: Catalog) -> Remedies:
    """Return the routes for these signs. Nothing here says what a court would decide or award."""
    judged = [judge(route, signs=signs) for route in catalog.routes.values()]
    ways = {way.route.id: way for way in judged if isinstance(way, Way)}
    relations = tuple(_relations(ways, signs=signs))
    order = tuple(_ordered(ways, before=relations))
    return Remedies(
        open=tuple(ways[name] for name in order if not ways[name].asks),
        ask=tuple(ways[name] for name in order if ways[name].asks),
        closed=tuple(shut for shut in judged if isinstance(shut, Shut)),
        order=order,
        relations=relations,
    )


def judge(route: Route, *, signs: Signs) -> Way | Shut:
    """Return whether one route may be taken. A reason to close it is heard before anything that would open it."""
    for reason in route.closed:
        if reason.if_.holds(signs):
            return Shut(route=route, why=reason.why, facts=reason.facts)
    if not route.if_.holds(signs):
        return Shut(route=route, why=route.otherwise, facts=())
    return Way(
        route=route,
        stages=_holding(route.stages, signs=signs),
        merits=_holding(route.merits, signs=signs),
        demerits=_holding(route.demerits, signs=signs),
        cautions=_holding(route.cautions, signs=signs),
        asks=_holding(route.asks, signs=signs),
    )


def _holding(parts: Iterable[_Part], *, signs: Signs) -> tuple[_Part, ...]:
    return tuple(part for part in parts if part.if_ is None or part.if_.holds(signs))


def _relations(ways: Mapping[str, Way], *, signs: Signs) -> Iterator[Relation]:
    for name, way in ways.items():
        for between in way.route.between:
            if between.other in ways and (between.if_ is None or between.if_.holds(signs)):
                yield Relation(route=name, between=between)


def _ordered(ways: Mapping[str, Way], *, before: Iterable[Relation]) -> Iterator[str]:
    """Yield names by rank, but nothing before what must come before it (Kahn's algorithm)."""
    later: dict[str, set[str]] = {name: set() for name in ways}
    waits: dict[str, int] = dict.fromkeys(ways, 0)
    for relation in before:
        if relation.between.how == "before" and relation.between.other not in later[relation.route]:
            later[relation.route].add(relation.between.other)
            waits[relation.between.other] += 1
    ready = [(ways[name].route.rank, name) for name, count in waits.items() if count == 0]
    heapify(ready)
    while ready:
        _rank, name = heappop(ready)
        yield name
        for other in later[name]:
            waits[other] -= 1
            if waits[other] == 0:
                heappush(ready, (ways[other].route.rank, other))
