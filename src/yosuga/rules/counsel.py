"""What else helps: advice per datum, account guards, pitfalls, prevention, checklists and care, chosen by signs."""

from collections.abc import Iterable
from dataclasses import dataclass

from yosuga.catalog.advice import Advice, Care, Guard, Measure, Pitfall, Prevention
from yosuga.catalog.conditions import Condition, Signs
from yosuga.catalog.loader import Catalog
from yosuga.catalog.routes import Checklist


@dataclass(frozen=True, slots=True)
class Advised:
    """Advice for a datum that is out, with the measures for these signs in their order."""

    advice: Advice
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class Guarded:
    """How to protect an account, with the measures for these signs in their order."""

    guard: Guard
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class Counsel:
    """Everything chosen, each kind in the order of the catalog; `care` is by day."""

    advice: tuple[Advised, ...]
    guards: tuple[Guarded, ...]
    pitfalls: tuple[Pitfall, ...]
    prevention: tuple[Prevention, ...]
    care: tuple[Care, ...]
    checklists: tuple[Checklist, ...]


def counsel(signs: Signs, *, catalog: Catalog) -> Counsel:
    """Return what helps for these signs."""
    return Counsel(
        advice=advised(signs, catalog=catalog),
        guards=guarded(signs, catalog=catalog),
        pitfalls=tuple(one for one in catalog.pitfalls.values() if one.if_.holds(signs)),
        prevention=tuple(one for one in catalog.prevention.values() if one.if_.holds(signs)),
        care=care(signs, catalog=catalog),
        checklists=tuple(one for one in catalog.checklists.values() if one.if_.holds(signs)),
    )


def advised(signs: Signs, *, catalog: Catalog) -> tuple[Advised, ...]:
    """Return the advice for each datum that is out."""
    out = (advice for advice in catalog.advice.values() if advice.sign in signs)
    return tuple(Advised(advice=one, measures=_for(one.measures, signs=signs)) for one in out)


def guarded(signs: Signs, *, catalog: Catalog) -> tuple[Guarded, ...]:
    """Return how to protect accounts. The order of the measures is the safe one; leaving some out keeps it."""
    fit = (guard for guard in catalog.guards.values() if guard.if_.holds(signs))
    return tuple(Guarded(guard=one, measures=_for(one.measures, signs=signs)) for one in fit)


def care(signs: Signs, *, catalog: Catalog) -> tuple[Care, ...]:
    """Return what to look at again, by day (7, 30, 90)."""
    return tuple(sorted((one for one in catalog.care.values() if one.if_.holds(signs)), key=lambda one: one.day))


def _for(measures: Iterable[Measure], *, signs: Signs) -> tuple[Measure, ...]:
    return tuple(one for one in measures if _held(one.if_, signs=signs))


def _held(wanted: Condition | None, *, signs: Signs) -> bool:
    return wanted is None or wanted.holds(signs)
