"""The services: where to report on each, what a report gives away, and what to keep before it is made."""

from dataclasses import dataclass
from datetime import date
from typing import get_args

from yosuga.catalog.loader import Catalog, ours
from yosuga.catalog.platforms import Category, Platform, Route, WideRoute
from yosuga.catalog.records import Text
from yosuga.web import plan_rows, plan_words
from yosuga.web.brake import no_pictures
from yosuga.web.catalog_words import sentences, told
from yosuga.web.plan_rows import Chapter, Entry, SourceRow, entry
from yosuga.web.screen import Asked, Needs, Screen, Shown


@dataclass(frozen=True, slots=True)
class Report:
    """One way to report to a service."""

    title: str
    href: str
    way: str
    login: str = ""
    askers: str = ""
    needs: tuple[str, ...] = ()
    expected: str = ""
    warning: str = ""


@dataclass(frozen=True, slots=True)
class Service:
    """A service with all that is known of how to reach it."""

    title: str
    operator: str
    designated: str
    not_for: str
    reports: tuple[Report, ...]
    in_app: str
    hazards: tuple[str, ...]
    hazard_notes: tuple[str, ...]
    names: bool  # a copyright form of it can pass the name on
    evidence: tuple[str, ...]
    notes: tuple[str, ...]
    expected: str
    wide: tuple[Report, ...]
    as_of: str
    stale: bool
    sources: tuple[SourceRow, ...]


def show_services(asked: Asked) -> Shown:
    """Show all services by what kind they are."""
    kinds: dict[str, list[Entry]] = {kind: [] for kind in get_args(Category)}
    for one in ours().platforms.values():
        kinds[one.category].append(entry(one.id, one.name))
    listed = ((plan_words.category(kind), tuple(pages)) for kind, pages in kinds.items() if pages)
    chapters = tuple(Chapter(title=title, pages=pages) for title, pages in listed)
    return Shown("handbook/services.html", {"chapters": chapters, "no_copies": no_copies(asked)})


def no_copies(asked: Asked) -> str:
    """Return why nothing may be kept as a picture here, or nothing: with such an image no page may ask to keep one."""
    note = no_pictures(asked)
    return told(note.text) if note else ""


def show_platform(asked: Asked) -> Shown:
    """Show one service with its ways to report."""
    service = ours().platforms.get(asked.args.get("platform", ""))
    if service is None:
        return Shown("plan/gone.html")
    return shown(service, asked=asked)


def shown(one: Platform, *, asked: Asked) -> Shown:
    """Return the page of a service."""
    service = _service(one, catalog=ours(), today=asked.today)
    return Shown("handbook/service.html", {"service": service, "no_copies": no_copies(asked)})


def _service(one: Platform, *, catalog: Catalog, today: date) -> Service:
    wide = (catalog.wide_routes[name] for name in one.wide)
    hazards = tuple(plan_words.hazards(one.hazards))
    return Service(
        title=told(one.name),
        operator=told(one.operator),
        designated=plan_words.designated(one.designated.status),
        not_for=told(one.designated.not_for) if one.designated.not_for else "",
        reports=tuple(_report(route) for route in one.routes if route.link or route.way),
        in_app=told(one.in_app_shown) if one.in_app_shown else "",
        hazards=hazards,
        hazard_notes=tuple(line for line in _lines(one.hazard_notes) if line not in hazards),
        names="name_disclosed" in one.hazards,
        evidence=tuple(told(text) for text in one.evidence),
        notes=_lines(one.notes),
        expected=told(one.expected) if one.expected else "",
        wide=tuple(_wide(way) for way in wide if way.shown),
        as_of=one.as_of,
        stale=one.stale(today),
        sources=plan_rows.sources(one),
    )


def _report(route: Route) -> Report:
    return Report(
        title=plan_words.route(route.kind),
        href=route.link or "",
        way=told(route.way) if route.way else "",
        login=plan_words.login(route.login),
        askers=plan_words.askers(route),
        needs=tuple(told(need) for need in route.needs),
        expected=told(route.expected) if route.expected else "",
        warning=told(route.warning) if route.warning else "",
    )


def _wide(way: WideRoute) -> Report:
    warning = told(way.limits) if way.limits else ""
    return Report(title=told(way.name), href=way.link or "", way=told(way.purpose), warning=warning)


def _lines(text: Text | None) -> tuple[str, ...]:
    return () if text is None else tuple(sentences(text))


SCREENS: tuple[Screen, ...] = (
    Screen("services", Needs.NOTHING, show_services),
    Screen("platform", Needs.NOTHING, show_platform),
)
