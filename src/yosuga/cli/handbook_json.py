"""The handbook as a script reads it: every text in both languages, every source, every date."""

from collections.abc import Iterable
from datetime import date

from yosuga.catalog.desks import Desk
from yosuga.catalog.facts import Fact
from yosuga.catalog.handbook import Guide, Question
from yosuga.catalog.loader import Catalog
from yosuga.catalog.platforms import Platform
from yosuga.catalog.records import Record, Text
from yosuga.catalog.searching import Answer, Kind, Page


def contents(catalog: Catalog) -> dict[str, object]:
    """Return all pages by title."""
    guides = [_brief(Kind.GUIDE, one.id, one.title) | {"part": one.part.value} for one in catalog.guides.values()]
    questions = [_brief(Kind.QUESTION, one.id, one.question) for one in catalog.questions.values()]
    return {"guides": guides, "questions": questions}


def page(record: Record, *, kind: Kind, catalog: Catalog, today: date) -> dict[str, object]:
    """Return a page with the facts it rests on. What may not be shown as a fact is left out."""
    found: dict[str, object] = {"kind": kind.value}
    if isinstance(record, Guide):
        names = [name for section in record.sections for name in (*section.facts, *section.desks)]
        found |= record.model_dump(mode="json") | {"stale": today > record.review_by}
        found["facts"] = _facts(names, catalog=catalog, today=today)
    elif isinstance(record, Question):
        found |= record.model_dump(mode="json") | {"stale": today > record.review_by}
        found["facts"] = _facts((*record.facts, *record.desks), catalog=catalog, today=today)
    elif isinstance(record, Fact):
        found |= _fact(record, today=today)
    elif isinstance(record, Desk | Platform):
        found |= _reached(record) if record.shown else {"id": record.id, "shown": False}
        found |= {"stale": record.stale(today)}
    return found


def _reached(record: Desk | Platform) -> dict[str, object]:
    """Return a desk or a service. A number or an address that no source confirms is left out."""
    if isinstance(record, Desk):
        lines = [one.model_dump(mode="json") for one in record.lines if one.confidence.shown]
        return record.model_dump(mode="json", exclude={"fit", "never", "lines"}) | {"lines": lines}
    routes = [one.model_dump(mode="json") for one in record.routes if one.confidence.shown]
    in_app = record.in_app if record.in_app_confidence and record.in_app_confidence.shown else None
    left_out = {"routes", "in_app", "url_patterns", "id_scheme", "rules"}
    return record.model_dump(mode="json", exclude=left_out) | {
        "routes": routes,
        "in_app": in_app and in_app.model_dump(),
    }


def results(answer: Answer, *, words: str) -> dict[str, object]:
    """Return what a search found; `marks` are ranges of the excerpt, in characters."""
    return {
        "words": words,
        "found": [
            _of(hit.page)
            | {
                "score": round(hit.score, 3),
                "excerpt": hit.excerpt.text,
                "marks": [list(one) for one in hit.excerpt.marks],
            }
            for hit in answer.hits
        ],
        "instead": [_of(one) for one in answer.instead],
    }


def _facts(names: Iterable[str], *, catalog: Catalog, today: date) -> list[dict[str, object]]:
    found = (catalog.facts[name] for name in dict.fromkeys(names) if name in catalog.facts)
    return [_fact(fact, today=today) for fact in found if fact.shown]


def _fact(fact: Fact, *, today: date) -> dict[str, object]:
    if not fact.shown:
        return {"id": fact.id, "shown": False}
    return fact.model_dump(mode="json") | {"stale": fact.stale(today)}


def _of(page_: Page) -> dict[str, object]:
    return _brief(page_.kind, page_.id, page_.title)


def _brief(kind: Kind, name: str, title: Text) -> dict[str, object]:
    return {"kind": kind.value, "id": name, "title": title.model_dump()}
