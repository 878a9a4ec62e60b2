"""Advice per kind of datum, for accounts, against pitfalls, before and after."""

from typing import Literal, Self

from pydantic import Field, model_validator

from yosuga.catalog.records import Id, If, Record, Text

Does = Literal["contact", "password", "keep", "end-sessions", "second-factor", "police", "clean"]


class Measure(Record):
    """One thing to do, in its place in the order.

    `does` names the measures whose order matters. `copies` marks one that makes or keeps a copy of what was posted:
    never for a sexual image of a child.
    """

    text: Text
    why: Text | None = None
    if_: If | None = Field(alias="if", default=None)
    does: Does | None = None
    copies: bool = False
    facts: tuple[Id, ...] = ()
    desks: tuple[Id, ...] = ()


class Advice(Record):
    """What to do when one kind of datum is out. `sign` is the sign of the leak axis it belongs to."""

    id: Id
    sign: Id
    title: Text
    tells: Text  # what a stranger can do with it, calmly said
    measures: tuple[Measure, ...]
    facts: tuple[Id, ...] = ()


class Guard(Record):
    """Protecting an account, in the safe order: what must be saved comes before what would erase it."""

    id: Id
    title: Text
    text: Text
    if_: If = Field(alias="if")
    measures: tuple[Measure, ...]
    facts: tuple[Id, ...] = ()

    @model_validator(mode="after")
    def _history_is_kept_before_sessions_end(self) -> Self:
        order = [measure.does for measure in self.measures]
        if "end-sessions" in order and "keep" not in order[: order.index("end-sessions")]:
            raise ValueError("the login history is kept before sessions are ended")
        return self


class Pitfall(Record):
    """A mistake that is easy to make, and what to do instead. No blame."""

    id: Id
    title: Text
    instead: Text
    if_: If = Field(alias="if")
    facts: tuple[Id, ...] = ()


class Prevention(Record):
    """Something that makes the next leak less likely."""

    id: Id
    title: Text
    text: Text
    if_: If = Field(alias="if")
    facts: tuple[Id, ...] = ()


class Care(Record):
    """What to look at again some days after the plan was made."""

    id: Id
    day: Literal[7, 30, 90]
    title: Text
    text: Text
    if_: If = Field(alias="if")
    facts: tuple[Id, ...] = ()
    desks: tuple[Id, ...] = ()
