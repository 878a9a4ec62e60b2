"""Walks records: every part of a record with its place, as the data file writes it."""

from collections.abc import Iterator, Mapping

from yosuga.catalog.records import Record, Text

# Fields that name records of another kind. A test holds that no field of an id is forgotten here.
REFERENCES: Mapping[str, str] = {
    "but": "steps",
    "clocks": "clocks",
    "costs": "costs",
    "desks": "desks",
    "documents": "documents",
    "facts": "facts",
    "gates": "gates",
    "guides": "guides",
    "letters": "letters",
    "must_not": "notes",
    "notes": "notes",
    "other": "routes",
    "periods": "facts",
    "platforms": "platforms",
    "see": "guides",
    "steps": "steps",
    "warnings": "notes",
    "wide": "wide_routes",
    "copied_to": "platforms",
}


def parts(record: Record, *, at: str = "") -> Iterator[tuple[str, Record]]:
    """Yield a record and all records inside it, each with its place (`stages.0.text`; the whole: nothing)."""
    yield at, record
    for name in type(record).model_fields:
        value = getattr(record, name)
        inside = value if isinstance(value, tuple) else (value,)
        for number, one in enumerate(inside):
            if isinstance(one, Record):
                yield from parts(one, at=_below(at, name, *([str(number)] if isinstance(value, tuple) else [])))


def texts(record: Record) -> Iterator[tuple[str, Text]]:
    """Yield all that a record says in two languages, with its place."""
    return ((at, part) for at, part in parts(record) if isinstance(part, Text))


def references(record: Record) -> Iterator[tuple[str, str, str]]:
    """Yield every name of another record: its place, that record's kind and its id."""
    for at, part in parts(record):
        for name in type(part).model_fields:
            if name in REFERENCES:
                value = getattr(part, name)
                named = value if isinstance(value, tuple) else (value,)
                yield from ((_below(at, name), REFERENCES[name], one) for one in named if isinstance(one, str))


def _below(*names: str) -> str:
    return ".".join(name for name in names if name)
