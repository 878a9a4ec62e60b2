"""Signs become ordered steps: which hold, in which order, with what goes along. Pure; the desks' hours are not here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from yosuga.catalog.conditions import Signs
from yosuga.catalog.loader import Catalog
from yosuga.catalog.steps import Document, Note, Order, Step, When


@dataclass(frozen=True, slots=True)
class Chosen:
    """One step of a plan. `because` are the signs that its condition asked about and found.

    `desks` are candidates that fit the signs, best first; whether they are open is another question.
    """

    step: Step
    when: When
    because: tuple[str, ...]
    desks: tuple[str, ...]
    documents: tuple[Document, ...]
    warnings: tuple[Note, ...]
    must_not: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Triage:
    """Ordered steps, and the notes that stand above all of them."""

    order: Order
    steps: tuple[Chosen, ...]
    warnings: tuple[Note, ...]
    must_not: tuple[Note, ...]


def triage(signs: Signs, *, catalog: Catalog) -> Triage:
    """Return the steps for `signs`, in order."""
    order = order_for(signs, catalog=catalog)
    notes = [note for note in catalog.notes.values() if note.if_.holds(signs)]
    steps = tuple(_chosen(step, signs=signs, notes=notes, catalog=catalog) for step in ordered(signs, catalog=catalog))
    above = [note for note in notes if note.whole_plan]
    return Triage(order=order, steps=steps, warnings=_of(above, "warning"), must_not=_of(above, "must_not"))


def order_for(signs: Signs, *, catalog: Catalog) -> Order:
    """Return the order of phases for `signs`: the first that fits. The last fits everybody (`catalog check`)."""
    return next(order for order in catalog.orders.values() if order.if_.holds(signs))


def ordered(signs: Signs, *, catalog: Catalog) -> list[Step]:
    """Return the steps that hold for `signs`: by phase as the order says, then by rank."""
    place = {phase: number for number, phase in enumerate(order_for(signs, catalog=catalog).phases)}
    selected = [step for step in catalog.steps.values() if step.if_.holds(signs)]
    return sorted(selected, key=lambda step: (place[step.phase], step.rank))


def _chosen(step: Step, *, signs: Signs, notes: Iterable[Note], catalog: Catalog) -> Chosen:
    joined = [note for note in notes if _joins(note, step)]
    return Chosen(
        step=step,
        when=next((sooner.when for sooner in step.when_if if sooner.if_.holds(signs)), step.when),
        because=tuple(sign for sign in catalog.vocabulary.signs if sign in step.if_.reads and sign in signs),
        desks=tuple(_fitting(step.desks, signs=signs, catalog=catalog)),
        documents=tuple(catalog.documents[name] for name in step.documents if catalog.documents[name].if_.holds(signs)),
        warnings=_of(joined, "warning"),
        must_not=_of(joined, "must_not"),
    )


def _joins(note: Note, step: Step) -> bool:
    return note.id in step.warnings or note.id in step.must_not or bool({step.act, *step.acts} & set(note.on_acts))


def _of(notes: Iterable[Note], kind: str) -> tuple[Note, ...]:
    return tuple(note for note in notes if note.kind == kind)


def _fitting(names: Iterable[str], *, signs: Signs, catalog: Catalog) -> Iterator[str]:
    """Yield the desks that may be named: grounded in a source, for these signs, and not forbidden by them."""
    for name in names:
        desk = catalog.desks[name]
        if desk.shown and desk.fit.holds(signs) and not (desk.never and desk.never.holds(signs)):
            yield name
