"""Desks a person can turn to: who they are for, how to reach them, and when somebody answers."""

import re
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator

from yosuga.catalog.records import Confidence, Id, If, Record, Sourced, Text, Words

_RANGE = re.compile(r"^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$")


def _range(text: str) -> str:
    if not _RANGE.match(text) or text[:5] >= text[6:]:
        raise ValueError("hours are written 08:30-17:15")
    return text


Hours = Annotated[str, AfterValidator(_range)]


class Opening(StrEnum):
    """How a line keeps its hours."""

    ALWAYS = "always"  # day and night, all year
    WEEKLY = "weekly"  # as `week` says
    VARIES = "varies"  # differs by place, and where it does is not known here; on a holiday that is not "open"
    VARIES_ALL_WEEK = "varies-all-week"  # the same, but a source says that holidays are served in places


class Week(Record):
    """Hours in Japan Standard Time. An empty tuple is a closed day; `holiday` are national holidays (祝日).

    `new_year` are 29 December to 3 January; `monthly` are further hours on one day of each month.
    """

    weekday: tuple[Hours, ...] = ()
    saturday: tuple[Hours, ...] = ()
    sunday: tuple[Hours, ...] = ()
    holiday: tuple[Hours, ...] = ()
    new_year: tuple[Hours, ...] = ()


class Line(Record):
    """One way to reach a desk. A line whose confidence is not shown is never printed as a number or a link."""

    way: Literal["phone", "web", "chat", "mail", "visit"]
    value: Words
    opening: Opening
    week: Week | None = None
    hours: Text
    confidence: Confidence


class Desk(Sourced):
    """A desk. `fit` says for which signs it is the right one; `never` for which it must not be named at all."""

    id: Id
    name: Text
    what: Text
    limits: Text | None = None
    free: bool | None = None
    fit: If
    never: If | None = None
    rank: int
    lines: tuple[Line, ...]
