"""Every way to ask that the catalog knows, each with its own hazards, and a link only where a source confirms it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Literal

from yosuga.catalog.loader import Catalog
from yosuga.catalog.platforms import Hazard, Platform, Route, Who, WideRoute
from yosuga.catalog.records import Confidence, Text
from yosuga.catalog.takedown import RequestWay
from yosuga.rules.takedown.request import Reason

Of = Literal["form", "in_app", "image_hash", "desk", "letter"]
UNKNOWN_SITE = "matome_generic"  # what the catalog says of sites it does not know
_WIDE: Mapping[str, Of] = {"image_hash": "image_hash", "desk": "desk", "letter": "form"}
_PUBLIC_LETTER = ("board-request",)


@dataclass(frozen=True, slots=True)
class Way:
    """One way to ask. `id` is what a request names: `x/privacy`, `in-app/x`, `wide/ihaho`, `desk/ID`, `letter/ID`.

    `link` and `path` are empty where no source confirms them, and then `shown` is false. `hazards` are this way's own;
    `service_hazards` those of the whole service. An empty `who` was filled from the rule `who-may-ask`. `clock` says
    that the duty to answer within seven days of the receipt is certain for what it is used for in public.
    """

    id: str
    rule: RequestWay
    of: Of
    name: Text
    who: tuple[Who, ...]
    sources: tuple[str, ...]
    confidence: Confidence
    as_of: str
    review_by: date
    service: str = ""
    login: str = "unknown"
    asks: tuple[Text, ...] = ()
    hazards: tuple[Hazard, ...] = ()
    service_hazards: tuple[Hazard, ...] = ()
    hazard_notes: Text | None = None
    warning: Text | None = None
    expected: Text | None = None
    link: str | None = None
    path: Text | None = None
    shown: bool = True
    clock: bool = False

    @property
    def kind(self) -> str:
        """The sort of way: a word of the services' routes, `in_app`, or the id of a wide route, desk or letter."""
        return self.rule.id

    @property
    def public(self) -> bool:
        """Whether what is sent by it can be read by everybody."""
        return "public_request" in self.hazards

    @property
    def placed(self) -> bool:
        """Whether it is known where it is. A letter of one's own has its place in its own words."""
        return self.of == "letter" or self.link is not None or self.path is not None

    @property
    def letters(self) -> tuple[str, ...]:
        """The letters of the catalog that go with it. For a public form: the one without a place for a name."""
        return _PUBLIC_LETTER if self.of == "form" and self.public and self.rule.letters else self.rule.letters

    @property
    def questioned(self) -> bool:
        """Whether it says that somebody's rights are harmed, so that the questions of the brake come first."""
        return self.of in {"form", "letter"} and self.rule.papers == "dispute"

    def hazards_for(self, reason: Reason) -> tuple[Hazard, ...]:
        """Return what it gives away for one reason. A copyright claim hands the name over wherever the service may."""
        return self.service_hazards or self.hazards if reason is Reason.COPYRIGHT else self.hazards


@lru_cache(maxsize=4)
def ways(catalog: Catalog) -> Mapping[str, Way]:
    """Return all ways, by id, in the order of the catalog."""
    return {way.id: way for way in _every(catalog)}


def way(name: str, *, catalog: Catalog) -> Way | None:
    """Return one way, None where the catalog knows none of that id."""
    return ways(catalog).get(name)


def _every(catalog: Catalog) -> Iterator[Way]:
    default = catalog.wide_rules["who-may-ask"].who
    for platform in catalog.platforms.values():
        yield from _forms(platform, catalog=catalog, default=default)
        if platform.in_app is not None:
            yield _in_app(platform, catalog=catalog)
    for wide in catalog.wide_routes.values():
        yield _wide(wide, catalog=catalog)
    for rule in catalog.request_ways.values():
        if rule.id.startswith("desk-"):
            yield _desk(rule, catalog=catalog)
        elif rule.id.startswith("letter-"):
            yield _of_facts(rule, of="letter", name=f"letter/{rule.id.removeprefix('letter-')}", catalog=catalog)


def _forms(platform: Platform, *, catalog: Catalog, default: tuple[Who, ...]) -> Iterator[Way]:
    seen: dict[str, int] = {}
    for route in platform.routes:
        seen[route.kind] = seen.get(route.kind, 0) + 1
        again = f"-{seen[route.kind]}" if seen[route.kind] > 1 else ""
        yield _form(
            route, platform=platform, name=f"{platform.id}/{route.kind}{again}", catalog=catalog, default=default
        )


def _form(route: Route, *, platform: Platform, name: str, catalog: Catalog, default: tuple[Who, ...]) -> Way:
    rule = catalog.request_ways[route.kind]
    shown = route.confidence.shown and platform.shown
    return Way(
        id=name,
        rule=rule,
        of="form",
        name=_called(platform, rule=rule),
        who=route.who or default,
        sources=(route.source,),
        confidence=route.confidence,
        as_of=platform.as_of,
        review_by=platform.review_by,
        service=platform.id,
        login=route.login,
        asks=route.needs,
        hazards=_hazards(platform, kind=route.kind, catalog=catalog),
        service_hazards=platform.hazards,
        hazard_notes=platform.hazard_notes,
        warning=route.warning,
        expected=route.expected or platform.expected,
        link=route.link if shown else None,
        path=route.way if shown else None,
        shown=shown,
        clock=route.kind == "statutory_jp" and platform.designated.starts_clock,
    )


def _in_app(platform: Platform, *, catalog: Catalog) -> Way:
    rule = catalog.request_ways["in_app"]
    shown = platform.in_app_shown is not None and platform.shown
    return Way(
        id=f"in-app/{platform.id}",
        rule=rule,
        of="in_app",
        name=_called(platform, rule=rule),
        who=rule.who,
        sources=(platform.in_app_source,) if platform.in_app_source else (),
        confidence=platform.in_app_confidence or Confidence.UNSOURCED,
        as_of=platform.as_of,
        review_by=platform.review_by,
        service=platform.id,
        login="yes",
        hazards=_hazards(platform, kind="in_app", catalog=catalog),
        service_hazards=platform.hazards,
        hazard_notes=platform.hazard_notes,
        expected=platform.expected,
        path=platform.in_app_shown if shown else None,
        shown=shown,
    )


def _wide(wide: WideRoute, *, catalog: Catalog) -> Way:
    rule = catalog.request_ways[f"wide-{wide.id}"]
    return Way(
        id=f"wide/{wide.id}",
        rule=rule,
        of=_WIDE[wide.kind],
        name=rule.name,
        who=wide.who,
        sources=wide.sources,
        confidence=wide.confidence,
        as_of=wide.as_of,
        review_by=wide.review_by,
        asks=rule.asks,
        hazards=rule.hazards,
        warning=wide.limits,
        link=wide.link or _web(rule, catalog=catalog),
        shown=wide.shown,
    )


def _desk(rule: RequestWay, *, catalog: Catalog) -> Way:
    desk = catalog.desks[rule.id]
    plain = _of_facts(rule, of="desk", name=f"desk/{rule.id}", catalog=catalog)
    return replace(plain, warning=desk.limits, link=_web(rule, catalog=catalog), shown=desk.shown)


def _of_facts(rule: RequestWay, *, of: Of, name: str, catalog: Catalog) -> Way:
    """Return a way that rests on facts of law and practice, as old as the oldest of them."""
    facts = [catalog.facts[one] for one in rule.facts]
    return Way(
        id=name,
        rule=rule,
        of=of,
        name=rule.name,
        who=rule.who,
        sources=tuple(dict.fromkeys(source for fact in facts for source in fact.sources)),
        confidence=facts[0].confidence,
        as_of=facts[0].as_of,
        review_by=min(fact.review_by for fact in facts),
        asks=rule.asks,
        hazards=rule.hazards,
    )


def _web(rule: RequestWay, *, catalog: Catalog) -> str | None:
    """Return the address of the first desk that has one and may be shown."""
    desks = [catalog.desks[name] for name in rule.desks if catalog.desks[name].shown]
    lines = [line for desk in desks for line in desk.lines if line.way == "web" and line.confidence.shown]
    return lines[0].value if lines else None


def _hazards(platform: Platform, *, kind: str, catalog: Catalog) -> tuple[Hazard, ...]:
    own = catalog.route_hazards.get(f"{platform.id}-{kind}")
    return platform.hazards if own is None else own.hazards


def _called(platform: Platform, *, rule: RequestWay) -> Text:
    return Text(ja=f"{platform.name.ja}: {rule.name.ja}", en=f"{platform.name.en}: {rule.name.en}")
