"""Checks that every way to ask for removal has a record that says when it is offered, and every record its way."""

from collections.abc import Collection, Iterable, Iterator

from yosuga.catalog.faults import Fault, Finding
from yosuga.catalog.loader import Catalog

_KINDS = "request_ways"
_HAZARDS = "route_hazards"


def gaps(catalog: Catalog, *, lost: Collection[str]) -> Iterator[Finding]:
    """Yield ways without a record, records without a way, and hazards of routes that there are not.

    `lost` are records that do not load: those were told.
    """
    there = {*catalog.request_ways, *lost}
    for name in _needed(catalog):
        if name not in there:
            yield Finding(Fault.DEAD, f"{_KINDS}.yaml", name, "id", name)
    for name in catalog.request_ways:
        if not _has_a_way(name, catalog=catalog, lost=lost):
            yield Finding(Fault.DEAD, catalog.place(_KINDS, name), name, "id", name)
    yield from _strange_hazards(catalog, lost=lost)


def _needed(catalog: Catalog) -> Iterable[str]:
    """Return the ids that a record is needed for: kinds of route, the report inside the app, wide routes."""
    kinds = [route.kind for platform in catalog.platforms.values() for route in platform.routes]
    in_app = ["in_app"] if any(platform.in_app for platform in catalog.platforms.values()) else []
    return dict.fromkeys([*kinds, *in_app, *(f"wide-{name}" for name in catalog.wide_routes)])


def _has_a_way(name: str, *, catalog: Catalog, lost: Collection[str]) -> bool:
    if name.startswith("desk-"):
        return name in catalog.desks or name in lost
    if name.startswith("letter-"):
        return _is_there(name.removeprefix("letter-"), among=catalog.letters, lost=lost)
    if name.startswith("wide-"):
        return _is_there(name.removeprefix("wide-"), among=catalog.wide_routes, lost=lost)
    return name in _needed(catalog)


def _is_there(name: str, *, among: Collection[str], lost: Collection[str]) -> bool:
    return name in among or name in lost


def _strange_hazards(catalog: Catalog, *, lost: Collection[str]) -> Iterator[Finding]:
    """Yield records of hazards whose name is not their service's and route's, or that add what the service has not."""
    for one in catalog.route_hazards.values():
        place = catalog.place(_HAZARDS, one.id)
        platform = catalog.platforms.get(one.platforms)
        if one.id != f"{one.platforms}-{one.kind}":
            yield Finding(Fault.DEAD, place, one.id, "id", f"{one.platforms}-{one.kind}")
        if platform is None:
            continue  # the name itself is told, or the service does not load
        has = {route.kind for route in platform.routes} | ({"in_app"} if platform.in_app else set())
        if one.kind not in has and platform.id not in lost:
            yield Finding(Fault.DEAD, place, one.id, "kind", one.kind)
        for hazard in set(one.hazards) - set(platform.hazards):
            yield Finding(Fault.DEAD, place, one.id, "hazards", hazard)
