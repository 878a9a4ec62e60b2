"""Rules that must hold for every combination of signs, as data: who comes first, what never, what only after what."""

from typing import Literal

from pydantic import Field

from yosuga.catalog.records import Id, If, Record, Text
from yosuga.catalog.steps import Act


class Some(Record):
    """Some of the plan's parts: steps by id or by act, desks, documents, periods."""

    steps: tuple[Id, ...] = ()
    acts: tuple[Act, ...] = ()
    but: tuple[Id, ...] = ()
    desks: tuple[Id, ...] = ()
    documents: tuple[Id, ...] = ()
    clocks: tuple[Id, ...] = ()


class Invariant(Record):
    """One rule. Where `if` holds:

    `first`: the one step of `some` stands and comes before every other · `never`: nothing of `some` stands ·
    `before`: whatever stands of `some` comes before whatever stands of `then` · `needs`: if one of `some` stands, one
    of `then` stands too · `stands`: all steps of `some` stand · `says`: the notes of `notes` stand, above the plan or
    on every step with an act of `some`. `rule` is the number in docs/rules.md.
    """

    id: Id
    rule: int
    says: Text
    kind: Literal["first", "never", "before", "needs", "stands", "says"]
    if_: If = Field(alias="if")
    some: Some = Some()
    then: Some = Some()
    notes: tuple[Id, ...] = ()
