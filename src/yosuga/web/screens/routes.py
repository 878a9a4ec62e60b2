"""The ways to a remedy: which are open, which to ask about, which are not for this case; costs; legal aid by means."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from yosuga.catalog.loader import Catalog
from yosuga.catalog.routes import Cost, Point, Reason
from yosuga.rules import means, remedies
from yosuga.rules.means import Aid, Outcome
from yosuga.rules.opening import open_at
from yosuga.rules.remedies import Remedies, Shut, Way
from yosuga.web import pausing, plan_rows, plan_words
from yosuga.web.catalog_words import sentences, told
from yosuga.web.pausing import Onward
from yosuga.web.plan_rows import DeskRow, FactRow, SourceRow
from yosuga.web.planned import planned
from yosuga.web.screen import Asked, Needs, Screen, Shown
from yosuga.web.words import say

_OWN_LETTER = "own-letter"  # in one's own name to the other side; in danger the catalog closes it


@dataclass(frozen=True, slots=True)
class Line:
    """A way in two lines. `why` says why it is to be asked about, or why it is closed."""

    id: str
    title: str
    text: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class StageRow:
    """One stage of a way."""

    title: str
    takes: str
    text: str


@dataclass(frozen=True, slots=True)
class CostRow:
    """A range of cost, with its year and source."""

    what: str
    amount: str
    year: str
    note: str
    stale: bool
    source: SourceRow


@dataclass(frozen=True, slots=True)
class Other:
    """How a way bears on another."""

    how: str
    id: str
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A way with all there is to say about it."""

    title: str
    text: tuple[str, ...]
    who: str
    asks: tuple[str, ...]
    stages: tuple[StageRow, ...]
    cautions: tuple[str, ...]
    merits: tuple[str, ...]
    demerits: tuple[str, ...]
    others: tuple[Other, ...]
    costs: tuple[CostRow, ...]
    desks: tuple[DeskRow, ...]
    facts: tuple[FactRow, ...]


@dataclass(frozen=True, slots=True)
class AidRow:
    """What legal aid by means says to a household, line by line."""

    text: str
    outcome: str
    lines: tuple[str, ...]
    hints: tuple[str, ...]
    as_of: str
    stale: bool
    sources: tuple[SourceRow, ...]


def show_routes(asked: Asked) -> Shown:
    """Show the ways by title: open, to be asked about, closed with the reason; then legal aid."""
    mine = planned(asked)
    found = remedies.remedies(mine.made.signs, catalog=mine.catalog)
    aid = means.aid(mine.answers.household, signs=mine.made.signs, catalog=mine.catalog)
    return Shown(
        "routes/routes.html",
        {
            "open": tuple(_line(way) for way in found.open),
            "ask": tuple(_line(way) for way in found.ask),
            "closed": tuple(_shut(shut) for shut in found.closed),
            "aid": _aid(aid, today=asked.today),
            "checklists": tuple(one for one in mine.catalog.checklists.values() if one.if_.holds(mine.made.signs)),
            "known": mine.known,
            "cut": mine.cut,
        },
    )


def _line(way: Way) -> Line:
    why = told(way.asks[0].why) if way.asks else ""
    return Line(id=way.route.id, title=told(way.route.title), text=told(way.route.text), why=why)


def _shut(shut: Shut) -> Line:
    return Line(id=shut.route.id, title=told(shut.route.title), text="", why=told(shut.why))


def _aid(found: Aid, *, today: date) -> AidRow:
    return AidRow(
        text=told(found.about.text),
        outcome={
            Outcome.LIKELY: say("By the figures given, the conditions seem to be met. Houterasu decides."),
            Outcome.UNLIKELY: say(
                "By the figures given, the conditions seem not to be met. It is fine to ask all the same."
            ),
            Outcome.ASK: say("Whether the conditions are met cannot be said here. Houterasu can tell."),
            Outcome.CLOSED: "" if found.closed is None else told(found.closed.why),
        }[found.outcome],
        lines=tuple(told(line) for line in found.lines),
        hints=tuple(told(hint.why) for hint in found.hints),
        as_of=found.about.as_of,
        stale=found.about.stale(today),
        sources=plan_rows.sources(found.about),
    )


def show_route(asked: Asked) -> Shown:
    """Show one way; where it is not open for this case, say why."""
    mine = planned(asked)
    route = mine.catalog.routes.get(asked.args.get("route", ""))
    if route is None:
        return Shown("plan/gone.html")
    judged = remedies.judge(route, signs=mine.made.signs)
    if isinstance(judged, Shut):
        facts = plan_rows.fact_rows(judged.facts, catalog=mine.catalog, today=asked.today)
        return Shown("routes/shut.html", {"way": _shut(judged), "facts": facts})
    if route.id == _OWN_LETTER and not pausing.passed(asked):
        asks = tuple(told(one.why) for one in judged.asks)
        return pausing.before(asked, "contact", onward=Onward("route", {"route": route.id}), also=asks)
    found = remedies.remedies(mine.made.signs, catalog=mine.catalog)
    return Shown("routes/route.html", {"way": _opened(judged, found=found, catalog=mine.catalog, asked=asked)})


def _opened(way: Way, *, found: Remedies, catalog: Catalog, asked: Asked) -> Opened:
    route = way.route
    costs = (catalog.costs[name] for name in route.costs)
    desks = (desk for name in route.desks if (desk := catalog.desks[name]).shown)
    return Opened(
        title=told(route.title),
        text=tuple(sentences(route.text)),
        who=told(route.who),
        asks=_why(way.asks),
        stages=tuple(
            StageRow(title=told(one.title), takes=told(one.takes) if one.takes else "", text=told(one.text))
            for one in way.stages
        ),
        cautions=_why(way.cautions),
        merits=_said(way.merits),
        demerits=_said(way.demerits),
        others=tuple(_others(way, found=found, catalog=catalog)),
        costs=tuple(_cost(one, today=asked.today) for one in costs if one.shown),
        desks=tuple(plan_rows.brief_desk(one, stands=open_at(one, asked.moment), at=asked.moment) for one in desks),
        facts=plan_rows.fact_rows(_rests_on(way), catalog=catalog, today=asked.today),
    )


def _why(reasons: Iterable[Reason]) -> tuple[str, ...]:
    return tuple(told(one.why) for one in reasons)


def _said(points: Iterable[Point]) -> tuple[str, ...]:
    return tuple(told(one.text) for one in points)


def _others(way: Way, *, found: Remedies, catalog: Catalog) -> Iterator[Other]:
    for one in found.relations:
        if one.route == way.route.id:
            other = catalog.routes[one.between.other]
            how = plan_words.between(one.between.how)
            yield Other(how=how, id=other.id, title=told(other.title), why=told(one.between.why))


def _cost(cost: Cost, *, today: date) -> CostRow:
    return CostRow(
        what=told(cost.what),
        amount=plan_words.amount(cost),
        year=told(cost.year),
        note=told(cost.note) if cost.note else "",
        stale=cost.stale(today),
        source=plan_rows.sources(cost)[0],
    )


def _rests_on(way: Way) -> Iterator[str]:
    yield from way.route.facts
    yield from (name for stage in way.stages for name in stage.facts)
    yield from (name for reason in (*way.asks, *way.cautions) for name in reason.facts)
    yield from (name for point in (*way.merits, *way.demerits) for name in point.facts)


SCREENS: tuple[Screen, ...] = (
    Screen("routes", Needs.NOTHING, show_routes),
    Screen("route", Needs.NOTHING, show_route),
)
