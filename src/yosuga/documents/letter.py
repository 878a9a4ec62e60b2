"""What a letter is to whoever sets it: who writes to whom, its parts, what is enclosed. No law and no case in here."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

_Day = date  # a field of that name would hide the type


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a form: what is asked, what is answered. An empty answer is a blank to be filled in by hand."""

    label: str
    value: str = ""
    masked: bool = False  # covered in this copy: a bar stands in its place, and nothing of it is in the file


@dataclass(frozen=True, slots=True)
class Tick:
    """A box that is ticked or not."""

    label: str
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A part under one heading: running text, then rows, then boxes. Each may be empty. Line breaks are kept."""

    heading: str = ""
    text: str = ""
    rows: tuple[Row, ...] = ()
    ticks: tuple[Tick, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter or form to be set as PDF, DOCX or plain text.

    `to` and `sender` are lines. `copy` says which copy this is (意見照会用…), "" where there is one only. `note` stands
    at the foot of each page (a draft, not legal advice). `date` None leaves blanks for the day. `seal` leaves room
    for a seal or signature beside the sender.
    """

    title: str
    language: Literal["ja", "en"] = "ja"
    to: tuple[str, ...] = ()
    sender: tuple[Row, ...] = ()
    date: _Day | None = None
    opening: str = ""
    parts: tuple[Part, ...] = ()
    enclosed: tuple[str, ...] = ()
    copy: str = ""
    note: str = ""
    case: str = ""
    seal: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A finished paper: its file name (which says nothing of the person) and bytes."""

    name: str
    media_type: str
    content: bytes = field(repr=False)
