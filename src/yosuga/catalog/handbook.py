"""The handbook: guides and frequent questions, each with the facts it rests on and the day it is to be read again."""

from datetime import date

from yosuga.catalog.records import Id, Record, Text, Words


class Section(Record):
    """One part of a guide. Each sentence that states law or practice stands on one of the facts."""

    title: Text
    text: Text
    facts: tuple[Id, ...] = ()
    desks: tuple[Id, ...] = ()
    platforms: tuple[Id, ...] = ()


class Guide(Record):
    """A page of the handbook."""

    id: Id
    title: Text
    lead: Text
    sections: tuple[Section, ...]
    see: tuple[Id, ...] = ()
    terms: tuple[Words, ...] = ()
    written: date
    review_by: date


class Question(Record):
    """A frequent question and its answer."""

    id: Id
    question: Text
    answer: Text
    facts: tuple[Id, ...] = ()
    desks: tuple[Id, ...] = ()
    guides: tuple[Id, ...] = ()
    terms: tuple[Words, ...] = ()
    written: date
    review_by: date
