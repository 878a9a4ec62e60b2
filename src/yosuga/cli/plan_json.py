"""What `--routes` and `--care` add to a plan as a script reads it (docs/formats/plan.md)."""

from collections.abc import Iterable

from yosuga.catalog.advice import Measure
from yosuga.catalog.loader import Catalog
from yosuga.catalog.records import Text
from yosuga.catalog.routes import Cost, Point, Reason, Stage
from yosuga.rules.counsel import Counsel
from yosuga.rules.means import Aid
from yosuga.rules.remedies import Remedies, Shut, Way


def routes(found: Remedies, *, catalog: Catalog) -> dict[str, object]:
    """Return the routes: those that are open or to be asked about in their order, those that are closed, and why."""
    return {
        "order": list(found.order),
        "open": [_way(one, catalog=catalog) for one in found.open],
        "ask": [_way(one, catalog=catalog) for one in found.ask],
        "closed": [_shut(one) for one in found.closed],
        "relations": [
            {"route": one.route, "other": one.between.other, "how": one.between.how, "why": _words(one.between.why)}
            for one in found.relations
        ],
    }


def legal_aid(aid: Aid) -> dict[str, object]:
    """Return what legal aid by means says to this household."""
    return {
        "outcome": aid.outcome.value,
        "text": _words(aid.about.text),
        "lines": [_words(line) for line in aid.lines],
        "closed": _reason(aid.closed) if aid.closed else None,
        "hints": [_reason(hint) for hint in aid.hints],
        "sources": list(aid.about.sources),
        "as_of": aid.about.as_of,
    }


def advice(counsel: Counsel) -> dict[str, object]:
    """Return the advice: by datum, for accounts, what is easily done wrong, what makes the next leak less likely."""
    return {
        "data": [
            _titled(one.advice.id, one.advice.title)
            | {"tells": _words(one.advice.tells), "measures": _measures(one.measures)}
            for one in counsel.advice
        ],
        "accounts": [
            _titled(one.guard.id, one.guard.title)
            | {"text": _words(one.guard.text), "measures": _measures(one.measures)}
            for one in counsel.guards
        ],
        "pitfalls": [
            _titled(one.id, one.title) | {"instead": _words(one.instead), "facts": list(one.facts)}
            for one in counsel.pitfalls
        ],
        "prevention": [
            _titled(one.id, one.title) | {"text": _words(one.text), "facts": list(one.facts)}
            for one in counsel.prevention
        ],
        "checklists": [
            _titled(one.id, one.title) | {"text": _words(one.text), "items": [_words(item.text) for item in one.items]}
            for one in counsel.checklists
        ],
    }


def care(counsel: Counsel) -> list[dict[str, object]]:
    """Return what to look at again, by day (7, 30, 90)."""
    return [
        _titled(one.id, one.title)
        | {"day": one.day, "text": _words(one.text), "facts": list(one.facts), "desks": list(one.desks)}
        for one in counsel.care
    ]


def _way(way: Way, *, catalog: Catalog) -> dict[str, object]:
    route = way.route
    return _titled(route.id, route.title) | {
        "text": _words(route.text),
        "who": _words(route.who),
        "asks": [_reason(one) for one in way.asks],
        "cautions": [_reason(one) for one in way.cautions],
        "stages": [_stage(stage) for stage in way.stages],
        "costs": [_cost(catalog.costs[name]) for name in route.costs if catalog.costs[name].shown],
        "merits": [_point(one) for one in route.merits],
        "demerits": [_point(one) for one in route.demerits],
        "facts": list(route.facts),
    }


def _shut(shut: Shut) -> dict[str, object]:
    return _titled(shut.route.id, shut.route.title) | {"why": _words(shut.why), "facts": list(shut.facts)}


def _stage(stage: Stage) -> dict[str, object]:
    return {
        "title": _words(stage.title),
        "text": _words(stage.text),
        "takes": _words(stage.takes) if stage.takes else None,
        "facts": list(stage.facts),
    }


def _cost(cost: Cost) -> dict[str, object]:
    """Return a range of cost; what it was looked up in and when goes with it."""
    return {
        "id": cost.id,
        "what": _words(cost.what),
        "yen": list(cost.yen) if cost.yen else None,
        "percent": list(cost.percent) if cost.percent else None,
        "year": _words(cost.year),
        "note": _words(cost.note) if cost.note else None,
        "sources": list(cost.sources),
        "as_of": cost.as_of,
    }


def _point(point: Point) -> dict[str, object]:
    return {**_words(point.text), "facts": list(point.facts)}


def _reason(reason: Reason) -> dict[str, object]:
    return {**_words(reason.why), "facts": list(reason.facts)}


def _measures(measures: Iterable[Measure]) -> list[dict[str, object]]:
    return [
        {**_words(one.text), "why": _words(one.why) if one.why else None, "facts": list(one.facts)} for one in measures
    ]


def _titled(name: str, title: Text) -> dict[str, object]:
    return {"id": name, "title": _words(title)}


def _words(text: Text) -> dict[str, str]:
    return {"ja": text.ja, "en": text.en}
