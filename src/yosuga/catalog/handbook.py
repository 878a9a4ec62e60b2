"""The handbook: guides and frequent questions, each with the facts it rests on and the day it is to be read again."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator

from yosuga.catalog.records import Id, Record, Text, Words

Language = Literal["ja", "en"]
_ITEM = {"ja": "・", "en": "- "}


class Part(StrEnum):
    """The parts of the handbook, in the order in which a person needs them."""

    FIRST = "first"
    EVIDENCE = "evidence"
    REMOVAL = "removal"
    IDENTIFY = "identify"
    REMEDY = "remedy"
    DANGER = "danger"
    SITUATION = "situation"
    HELP = "help"


def _with_contents(sections: tuple["Section", ...]) -> tuple["Section", ...]:
    if not sections:
        raise ValueError("a guide has at least one section")
    return sections


class Section(Record):
    """One part of a guide. Each sentence that states law or practice stands on one of the facts.

    A line of `text` is one sentence; lines that begin with `・` or `- ` are a list; an empty line begins a paragraph.
    """

    title: Text
    text: Text
    facts: tuple[Id, ...] = ()
    desks: tuple[Id, ...] = ()
    platforms: tuple[Id, ...] = ()


class Guide(Record):
    """A page of the handbook. `terms` are further words by which people look for it."""

    id: Id
    part: Part
    title: Text
    lead: Text
    sections: Annotated[tuple[Section, ...], AfterValidator(_with_contents)]
    see: tuple[Id, ...] = ()
    terms: tuple[Words, ...] = ()
    written: date
    review_by: date


class Question(Record):
    """A frequent question and its answer; `guides` are the pages that say more."""

    id: Id
    question: Text
    answer: Text
    facts: tuple[Id, ...] = ()
    desks: tuple[Id, ...] = ()
    guides: tuple[Id, ...] = ()
    terms: tuple[Words, ...] = ()
    written: date
    review_by: date


def said(text: Text, *, language: Language) -> str:
    """Return a text in a language."""
    return text.en if language == "en" else text.ja


def paragraphs(text: Text, *, language: Language) -> tuple[str, ...]:
    """Return a text's paragraphs and list items: lines in a row are one paragraph, an item stands alone."""
    joint = " " if language == "en" else ""
    found: list[str] = []
    open_ = False
    for line in said(text, language=language).splitlines():
        item = line.startswith(_ITEM[language])
        if item or not open_:
            found.append(line)
        elif line:
            found[-1] += joint + line
        open_ = bool(line) and not item
    return tuple(part for part in found if part)
