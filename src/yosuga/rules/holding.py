"""Proves the catalog's invariants: over the full product of the signs that each of them reads, never over a sample."""

from collections.abc import Iterator
from dataclasses import dataclass

from yosuga.catalog.conditions import Condition
from yosuga.catalog.invariants import Invariant, Some
from yosuga.catalog.loader import Catalog
from yosuga.catalog.steps import Step
from yosuga.rules.triage import order_for


@dataclass(frozen=True, slots=True)
class Broken:
    """An invariant that does not hold, for these signs (those that matter)."""

    invariant: str
    part: str
    signs: tuple[str, ...]


def broken(invariant: Invariant, *, catalog: Catalog) -> Iterator[Broken]:
    """Yield the first counter-example for each part of the plan that breaks the invariant."""
    check = {
        "first": _first,
        "never": _never,
        "before": _before,
        "needs": _needs,
        "stands": _stands,
        "says": _says,
    }[invariant.kind]
    yield from check(invariant, catalog=catalog)


def _never(invariant: Invariant, *, catalog: Catalog) -> Iterator[Broken]:
    for part, condition in _parts(invariant.some, catalog=catalog):
        yield from _example(invariant, part, holds=(condition,), catalog=catalog)


def _stands(invariant: Invariant, *, catalog: Catalog) -> Iterator[Broken]:
    for part, condition in _parts(invariant.some, catalog=catalog):
        yield from _example(invariant, part, fails=(condition,), catalog=catalog)


def _needs(invariant: Invariant, *, catalog: Catalog) -> Iterator[Broken]:
    needed = tuple(condition for _, condition in _parts(invariant.then, catalog=catalog))
    for part, condition in _parts(invariant.some, catalog=catalog):
        yield from _example(invariant, part, holds=(condition,), fails=needed, catalog=catalog)


def _says(invariant: Invariant, *, catalog: Catalog) -> Iterator[Broken]:
    for name in invariant.notes:
        note = catalog.notes[name]
        if not note.whole_plan and not set(invariant.some.acts) <= set(note.on_acts):
            yield Broken(invariant.id, f"{name} (on_acts)", ())
        if not invariant.some.acts and not note.whole_plan:
            yield Broken(invariant.id, f"{name} (whole_plan)", ())
        yield from _example(invariant, name, fails=(note.if_,), catalog=catalog)


def _first(invariant: Invariant, *, catalog: Catalog) -> Iterator[Broken]:
    yield from _stands(invariant, catalog=catalog)
    rest = Some(steps=tuple(name for name in catalog.steps if name not in invariant.some.steps))
    yield from _before(invariant.model_copy(update={"then": rest}), catalog=catalog)


def _before(invariant: Invariant, *, catalog: Catalog) -> Iterator[Broken]:
    """Compare places in the order that the signs choose; whether both steps stand is not asked, so none is missed."""
    sooner, later = _steps(invariant.some, catalog=catalog), _steps(invariant.then, catalog=catalog)
    if not sooner or not later:
        yield Broken(invariant.id, "nothing to compare", ())
        return
    orders = tuple(order.if_ for order in catalog.orders.values())
    for signs in catalog.vocabulary.told_apart(invariant.if_, *orders):
        if not invariant.if_.holds(signs):
            continue
        phases = order_for(signs, catalog=catalog).phases
        last = max(sooner, key=lambda step: (phases.index(step.phase), step.rank))
        first = min(later, key=lambda step: (phases.index(step.phase), step.rank))
        if (phases.index(last.phase), last.rank) >= (phases.index(first.phase), first.rank):
            yield Broken(invariant.id, f"{last.id} / {first.id}", tuple(sorted(signs)))
            return


def _example(
    invariant: Invariant,
    part: str,
    *,
    holds: tuple[Condition, ...] = (),
    fails: tuple[Condition, ...] = (),
    catalog: Catalog,
) -> Iterator[Broken]:
    """Yield the first signs for which the invariant applies, all of `holds` hold and none of `fails` does."""
    for signs in catalog.vocabulary.where(hold=(invariant.if_, *holds), fail=fails):
        yield Broken(invariant.id, part, tuple(sorted(signs)))
        return


def _parts(some: Some, *, catalog: Catalog) -> Iterator[tuple[str, Condition]]:
    """Yield the parts with the condition under which each stands. A desk stands where it may be named."""
    for step in _steps(some, catalog=catalog):
        yield step.id, step.if_
    for name in some.desks:
        yield name, _named(name, catalog=catalog)
    for name in some.documents:
        yield name, catalog.documents[name].if_
    for name in some.clocks:
        yield name, catalog.clocks[name].if_


def _named(desk: str, *, catalog: Catalog) -> Condition:
    fit, never = catalog.desks[desk].fit, catalog.desks[desk].never
    if never is None:
        return fit
    names, reads = fit.names | never.names, fit.reads | never.reads
    return Condition(
        text=f"({fit.text}) and not ({never.text})",
        reads=reads,
        names=names,
        holds=lambda signs: fit.holds(signs) and not never.holds(signs),
    )


def _steps(some: Some, *, catalog: Catalog) -> list[Step]:
    return [
        step
        for step in catalog.steps.values()
        if step.id not in some.but and (step.id in some.steps or {step.act, *step.acts} & set(some.acts))
    ]
