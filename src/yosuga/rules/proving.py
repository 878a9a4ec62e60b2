"""What only the rules can judge of a catalog: whether its invariants hold, and whether anybody asks for its events."""

from collections.abc import Callable, Iterable, Iterator
from typing import get_args

from yosuga.catalog.faults import Fault, Finding
from yosuga.catalog.loader import Catalog
from yosuga.rules.answers import Event
from yosuga.rules.holding import broken

# An invariant is about what stands in a plan; while these have faults, a proof would be about something else.
_PLAN = ("signs", "steps", "notes", "documents", "orders", "clocks", "desks", "invariants")
_GONE = frozenset(
    {Fault.BROKEN, Fault.SOURCE, Fault.SIGN, Fault.TRANSLATION, Fault.TWICE, Fault.ORDER, Fault.DEAD, Fault.EMPTY}
)


def provable(findings: Iterable[Finding]) -> bool:
    """Say whether all that the invariants ask about has loaded and is there."""
    return not any(one.fault in _GONE and one.file.startswith(_PLAN) for one in findings)


def unproved(catalog: Catalog, *, tell: Callable[[str], None] = lambda _id: None) -> Iterator[Finding]:
    """Yield each invariant that does not hold, with signs for which it fails. `tell` hears each before its turn."""
    for name, invariant in catalog.invariants.items():
        tell(name)
        for one in broken(invariant, catalog=catalog):
            signs = f" [{', '.join(one.signs)}]" if one.signs else ""
            yield Finding(Fault.INVARIANT, catalog.place("invariants", name), name, one.part, one.part + signs)


def unheard(catalog: Catalog) -> Iterator[Finding]:
    """Yield the shown periods that would never be counted: the answers file has no word for their event."""
    events = get_args(Event)
    for name, fact in catalog.facts.items():
        for field, period in (("period", fact.period), ("companion", fact.companion)):
            if fact.shown and period is not None and period.event not in events:
                place = catalog.place("facts", name)
                yield Finding(Fault.EVENT, place, name, f"{field}.event", period.event)
