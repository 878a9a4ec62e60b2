"""What in a catalog needs a person's eye, worst first: what is out of date, unverified, doubtful or soon to be read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from yosuga.catalog import parts
from yosuga.catalog.facts import Fact
from yosuga.catalog.loader import Catalog, kinds
from yosuga.catalog.platforms import IdScheme, Platform, Route, UrlPattern
from yosuga.catalog.records import Confidence, Record, Sourced, Text

_SOON = timedelta(days=30)
_NAMED = ("title", "name", "question", "what", "says", "text", "statement")  # where a record says what it is about


class Why(StrEnum):
    """Why a record is to be looked at, worst first."""

    STALE = "stale"  # its day of review has passed
    UNVERIFIED = "unverified"  # low, unsourced, or from memory: it is not shown as a fact
    WAY = "unverified-way"  # a link, a path or a number that is not shown
    CAVEAT = "caveat"  # its source says "but"
    PATTERN = "unsourced-pattern"  # tells addresses or ids apart; shows nothing
    DUE = "due-soon"  # its day of review is near


@dataclass(frozen=True, slots=True)
class Concern:
    """One thing to look at. `field` is the part of the record; `facts` are what a page without sources rests on.

    `as_of` is the date of the source as whoever saw it wrote it; a page's is the day it was written.
    """

    why: Why
    kind: str
    id: str
    field: str
    about: Text
    sources: tuple[str, ...]
    facts: tuple[str, ...]
    as_of: str
    review_by: date
    confidence: str


def review(catalog: Catalog, *, today: date) -> list[Concern]:
    """Return all concerns: worst first, then by the day of review, then in the order of the files."""
    found = [one for kind in kinds() for one in _concerns(catalog, kind=kind, today=today)]
    return sorted(found, key=lambda one: (list(Why).index(one.why), one.review_by))


def _concerns(catalog: Catalog, *, kind: str, today: date) -> Iterator[Concern]:
    for name, record in getattr(catalog, kind).items():
        review_by = getattr(record, "review_by", None)
        if isinstance(review_by, date):
            for why, field, sources, confidence in _reasons(record, review_by=review_by, today=today):
                yield Concern(
                    why=why,
                    kind=kind,
                    id=name,
                    field=field,
                    about=_about(record),
                    sources=sources,
                    facts=() if sources else _facts(record),
                    as_of=str(getattr(record, "as_of", "") or getattr(record, "written", "")),
                    review_by=review_by,
                    confidence=confidence,
                )


Reason = tuple[Why, str, tuple[str, ...], str]


def _reasons(record: Record, *, review_by: date, today: date) -> Iterator[Reason]:
    sources = record.sources if isinstance(record, Sourced) else ()
    confidence = record.confidence.value if isinstance(record, Sourced) else ""
    if today > review_by:
        yield Why.STALE, "", sources, confidence
    elif review_by - today <= _SOON:
        yield Why.DUE, "", sources, confidence
    if isinstance(record, Sourced) and not record.shown:
        yield Why.UNVERIFIED, "", sources, confidence
    if isinstance(record, Fact) and record.caveat:
        yield Why.CAVEAT, "caveat", sources, confidence
    yield from _hidden(record, sources=sources)


def _hidden(record: Record, *, sources: tuple[str, ...]) -> Iterator[Reason]:
    """Yield the parts of a record that are kept but not shown."""
    for at, part in parts.parts(record):
        confidence = getattr(part, "confidence", None)
        if not at or not isinstance(confidence, Confidence) or confidence.shown:
            continue
        why = Why.PATTERN if isinstance(part, UrlPattern | IdScheme) else Why.WAY
        yield why, at, (part.source,) if isinstance(part, Route) else sources, confidence.value
    if isinstance(record, Platform) and record.in_app and not record.in_app_shown:
        yield Why.WAY, "in_app", (record.in_app_source or "",), str(record.in_app_confidence or "")


def _about(record: Record) -> Text:
    """Return what a record is about, in its own words. Every kind with a day of review has one of these fields."""
    return next(text for name in _NAMED if isinstance(text := getattr(record, name, None), Text))


def _facts(record: Record) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for _at, kind, name in parts.references(record) if kind == "facts"))
