"""Checks a whole catalog: that it loads, that what it names is there, and that it shows nothing without ground."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources.abc import Traversable

from yosuga.catalog import parts, requesting, wording, written
from yosuga.catalog.advice import Advice
from yosuga.catalog.desks import Desk
from yosuga.catalog.faults import Fault, Finding
from yosuga.catalog.handbook import Guide
from yosuga.catalog.invariants import Invariant, Some
from yosuga.catalog.loader import Catalog, CatalogBroken, kinds
from yosuga.catalog.platforms import Platform, WideRoute, sign_of
from yosuga.catalog.records import Record, Sourced
from yosuga.catalog.routes import Route
from yosuga.catalog.steps import Clock, Step
from yosuga.catalog.takedown import BrakeQuestion, GateText, RequestWay, SenderReason

_STANDS_ON_FACTS = Guide | Route | Advice | RequestWay | SenderReason | GateText | BrakeQuestion
_SERVICES, _LEAKS = "service", "leak"  # axes of the vocabulary


@dataclass(frozen=True, slots=True)
class Checked:
    """A catalog without what does not load, and all that is wrong with it."""

    catalog: Catalog
    findings: tuple[Finding, ...]


def check(folder: Traversable, *, tell: Callable[[str], None] = lambda _kind: None) -> Checked:
    """Load every kind and return all findings, in the order of the kinds. `tell` hears each kind as its turn comes."""
    broken: list[CatalogBroken] = []
    catalog = Catalog(folder, broken=broken.append)
    try:
        signs = catalog.vocabulary.signs
    except CatalogBroken as unreadable:  # no condition can be read without it, so nothing else is judged
        return Checked(catalog, (_load(unreadable, signs=()),))
    for kind in kinds():
        tell(kind)
        getattr(catalog, kind)
    found = [_load(one, signs=tuple(signs)) for one in broken]
    found += [*written.stray(folder), *written.doubled(folder)]
    found += _services(catalog, lost=[one.record for one in broken])
    found += requesting.gaps(catalog, lost=[one.record for one in broken])
    hidden = _hidden(catalog)
    for kind in kinds():
        tell(kind)
        for name, record in _records(catalog, kind=kind).items():
            place, wrong = catalog.place(kind, name), [*_wrong(record, catalog=catalog), *_leaks(record, hidden=hidden)]
            found += (Finding(fault, place, name, at, told) for fault, at, told in wrong)
    return Checked(catalog, tuple(_without_echoes(found, broken=broken)))


def _records(catalog: Catalog, *, kind: str) -> Mapping[str, Record]:
    found: Mapping[str, Record] = getattr(catalog, kind)
    return found


def _load(broken: CatalogBroken, *, signs: tuple[str, ...]) -> Finding:
    why = broken.why.removeprefix("Value error, ")
    fault = _fault(broken, why=why)
    if fault is Fault.SIGN:
        why += "".join(f" ({near}?)" for near in get_close_matches(why.rpartition(" ")[2], signs, n=1))
    return Finding(fault, broken.file, broken.record, broken.field, why)


def _fault(broken: CatalogBroken, *, why: str) -> Fault:
    last = broken.field.rpartition(".")[2]
    if "unknown sign" in why:
        return Fault.SIGN
    if last in {"sources", "source"}:
        return Fault.SOURCE
    if last in {"ja", "en"}:
        return Fault.TRANSLATION
    if "is there twice" in why:
        return Fault.TWICE
    return Fault.ORDER if "every phase once" in why or "fits everybody" in why else Fault.BROKEN


def _services(catalog: Catalog, *, lost: Iterable[str]) -> Iterator[Finding]:
    """Yield services without their sign, and signs of services that there are not: not even one that is broken."""
    signs = {sign for axis in catalog.vocabulary.axes if axis.name == _SERVICES for sign in axis.signs}
    for service in catalog.platforms.values():
        if service.sign not in signs:
            yield Finding(Fault.SERVICE, catalog.place("platforms", service.id), service.id, "id", service.sign)
    known = {sign_of(name) for name in (*catalog.platforms, *lost)}
    for sign in sorted(signs - known):
        yield Finding(Fault.SERVICE, written.VOCABULARY, sign)


Wrong = tuple[Fault, str, str]


def _wrong(record: Record, *, catalog: Catalog) -> Iterator[Wrong]:
    """Yield what is wrong with a record that loads: fault, place in the record, what was found there."""
    yield from _dead(record, catalog=catalog)
    yield from _grounds(record, catalog=catalog)
    yield from _periods(record, catalog=catalog)
    yield from _ways(record)
    yield from _notes(record, catalog=catalog)
    yield from _words(record)
    if isinstance(record, Invariant):
        yield from _compares(record)


def _dead(record: Record, *, catalog: Catalog) -> Iterator[Wrong]:
    for at, kind, name in parts.references(record):
        if name not in _records(catalog, kind=kind):
            yield Fault.DEAD, at, name
    sign = getattr(record, "sign", None)  # of advice: which leak it is about; of a service: judged on its own
    if isinstance(sign, str) and not isinstance(record, Platform):
        leaks = {one for axis in catalog.vocabulary.axes if axis.name == _LEAKS for one in axis.signs}
        if sign not in leaks:
            yield Fault.DEAD, "sign", sign


def _grounds(record: Record, *, catalog: Catalog) -> Iterator[Wrong]:
    """Yield what rests on unverified facts alone, and desks that may not be named. What is never shown may do so."""
    if isinstance(record, Sourced) and not record.shown:
        return
    if isinstance(record, _STANDS_ON_FACTS) and not any(parts.references(record)):
        yield Fault.SOURCE, "facts", ""
    for at, part in parts.parts(record):
        named: tuple[str, ...] = getattr(part, "facts", ())
        facts = [catalog.facts[name] for name in named if name in catalog.facts]
        if facts and not any(fact.shown for fact in facts):
            yield Fault.GROUND, f"{at}.facts".lstrip("."), ", ".join(fact.id for fact in facts)
        for name in getattr(part, "desks", ()):
            if not isinstance(part, Some) and name in catalog.desks and not catalog.desks[name].shown:
                yield Fault.HIDDEN_DESK, f"{at}.desks".lstrip("."), name


def _periods(record: Record, *, catalog: Catalog) -> Iterator[Wrong]:
    """Yield facts that a clock or a stage counts from and that have no period, or none that may be shown."""
    for at, name in _counted(record):
        fact = catalog.facts.get(name)
        if fact is None:
            if isinstance(record, Clock):
                yield Fault.DEAD, at, name
        elif fact.period is None:
            yield Fault.PERIOD, at, name
        elif not fact.shown:
            yield Fault.GROUND, at, name


def _counted(record: Record) -> Iterator[tuple[str, str]]:
    if isinstance(record, Clock):
        yield "id", record.id
    for at, _kind, name in parts.references(record):
        if at.endswith("periods"):
            yield at, name


def _ways(record: Record) -> Iterator[Wrong]:
    """Yield addresses and numbers that no source confirms: they would never be shown, so they have no place."""
    if isinstance(record, Platform):
        for number, route in enumerate(record.routes):
            if route.url and not (route.link and record.shown):
                yield Fault.LINK, f"routes.{number}.url", route.url
    if isinstance(record, WideRoute) and record.url and not record.link:
        yield Fault.LINK, "url", record.url
    if isinstance(record, Desk) and record.shown:
        hidden = [(number, line) for number, line in enumerate(record.lines) if not line.confidence.shown]
        for number, line in hidden:
            yield Fault.LINK if line.way == "web" else Fault.NUMBER, f"lines.{number}.value", line.value
        if len(hidden) == len(record.lines):
            yield Fault.SILENT_DESK, "lines", ""


def _hidden(catalog: Catalog) -> frozenset[str]:
    """Return the numbers and addresses of desks that are kept and shown nowhere."""
    lines = [(one.shown and line.confidence.shown, line.value) for one in catalog.desks.values() for line in one.lines]
    return frozenset(value for shown, value in lines if not shown) - {value for shown, value in lines if shown}


def _leaks(record: Record, *, hidden: frozenset[str]) -> Iterator[Wrong]:
    """Yield texts that say a number or an address which no source confirms."""
    if isinstance(record, Sourced) and not record.shown:
        return
    for at, text in parts.texts(record):
        yield from ((Fault.NUMBER, at, value) for value in sorted(hidden) if value in text.ja or value in text.en)


def _notes(record: Record, *, catalog: Catalog) -> Iterator[Wrong]:
    if not isinstance(record, Step):
        return
    for field, kind, names in (("warnings", "warning", record.warnings), ("must_not", "must_not", record.must_not)):
        for name in names:
            if name in catalog.notes and catalog.notes[name].kind != kind:
                yield Fault.NOTE, field, name


def _words(record: Record) -> Iterator[Wrong]:
    for at, text in parts.texts(record):
        yield from ((Fault.BLAME, at, word) for word in wording.blame(text))
        yield from ((Fault.PROMISE, at, word) for word in wording.promises(text))
        yield from ((Fault.LANGUAGE, at, said) for said in wording.untranslated(text))


def _compares(invariant: Invariant) -> Iterator[Wrong]:
    """Yield a rule that would hold of anything, because it names nothing."""
    needs = {"says": ["notes"], "before": ["some", "then"], "needs": ["some", "then"]}.get(invariant.kind, ["some"])
    for field in needs:
        if getattr(invariant, field) in (Some(), ()):
            yield Fault.EMPTY, field, ""


def _without_echoes(found: list[Finding], *, broken: list[CatalogBroken]) -> Iterator[Finding]:
    """Leave out names of records that are there but do not load: the record itself was told."""
    lost = {one.record for one in broken}
    return (one for one in found if one.fault is not Fault.DEAD or one.detail not in lost)
