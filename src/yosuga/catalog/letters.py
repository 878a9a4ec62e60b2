"""Letters and forms as data: their words, what each asks, which copies there are, and who may finish them."""

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from yosuga.catalog import templates
from yosuga.catalog.platforms import Category, Hazard
from yosuga.catalog.records import Id, Record, Sourced, Text

Reason = Literal[
    "privacy",
    "defamation",
    "insult",
    "portrait",
    "impersonation",
    "sexual-image",
    "child-image",
    "threat",
    "harassment",
    "copyright",
    "outdated",
]
Requester = Literal[
    "self",
    "guardian",
    "bereaved",
    "lawyer",
    "judicial-scrivener",
    "administrative-scrivener",
    "counsellor",
    "school",
    "company",
    "supporter",
    "vendor",
]
TargetKind = Literal[
    "post",
    "account",
    "media",
    "quote",
    "page",
    "archive",
    "cache",
    "search",
    "story",
    "talk",
    "direct-message",
]
About = Literal["sender", "target", "reason", "case", "consent", "setting"]
Recipient = Literal["service", "administrator", "board", "search", "archive", "poster", "authority", "school"]
# What a case knows already: it is never asked again.
Source = Literal[
    "sender.name",
    "sender.for-name",
    "sender.person",
    "sender.kana",
    "sender.postal-code",
    "sender.address",
    "sender.phone",
    "sender.email",
    "sender.pen-name",
    "sender.tie",
    "sender.office",
    "sender.registered",
    "target.address",
    "target.given",
    "target.site",
    "target.operator",
    "target.post",
    "target.account",
    "target.told",
    "target.words",
    "target.times",
    "case.evidence",
    "reason.name",
    "reason.right",
]
# A word inside one letter; unlike an `Id` it names no record of the catalog.
Name = Annotated[str, StringConstraints(min_length=1, max_length=40)]
# What every template may place besides fields: the words for the reason; who is meant (私, 本人), and whose (私の).
BUILT_IN = frozenset({"ground", "me", "my"})


class ReasonName(Record):
    """A reason as people and forms name it: one of `Reason`. `right` is the right that a letter says is harmed."""

    id: Reason
    name: Text
    right: Text
    means: Text
    facts: tuple[Id, ...] = Field(min_length=1)


class Reach(Record):
    """Why somebody comes to see what stands in a letter, or is sent with it."""

    id: Id
    says: Text
    facts: tuple[Id, ...] = ()


class Choice(Record):
    """One answer of a question that has only some. One that is not `said` is for the person, and no letter says it."""

    value: Name
    text: Text
    said: bool = True


class Question(Record):
    """A field of a letter. Where the case knows its `source`, the person is not asked.

    `need`: `must` is missing while it is empty, `hand` may be written in by hand on paper, `may` may be left out.
    `choices` make it a question with only these answers, of which `default` is the one that gives away the least;
    with `confirm` it is missing until another one is chosen. `acting` and `only` say in whose hands and for which
    reasons it is asked.
    """

    name: Name
    label: Text
    about: About
    source: Source | None = None
    need: Literal["must", "hand", "may"] = "may"
    long: bool = False
    hint: Text | None = None
    choices: tuple[Choice, ...] = ()
    default: Name | None = None
    confirm: bool = False
    acting: tuple[Requester, ...] = ()
    only: tuple[Reason, ...] = ()

    @model_validator(mode="after")
    def _has_a_default(self) -> Self:
        if self.choices and self.default not in {one.value for one in self.choices}:
            raise ValueError("the default is one of the choices")
        if self.source and (self.source.startswith("sender.") != (self.about == "sender")):
            raise ValueError("what comes from the sender is about the sender, and nothing else is")
        return self


class Line(Record):
    """A line of a form: a template, under the label of its first field or a label of its own; or a blank for a pen."""

    value: Text | None = None
    label: Text | None = None

    @model_validator(mode="after")
    def _has_a_label(self) -> Self:
        if not self.label and not (self.value and templates.names(self.value.ja) - BUILT_IN):
            raise ValueError("a line without a field has a label")
        return self


class Box(Record):
    """A box that is ticked where a field has this answer."""

    label: Text
    name: Name
    value: Name


class Section(Record):
    """A part of a letter. `only` are the reasons it stands for, none for all; `acting` in whose hands."""

    heading: Text | None = None
    text: Text | None = None
    lines: tuple[Line, ...] = ()
    boxes: tuple[Box, ...] = ()
    only: tuple[Reason, ...] = ()
    acting: tuple[Requester, ...] = ()


class Enclosure(Record):
    """Something that goes with a letter; `never` for these reasons."""

    text: Text
    never: tuple[Reason, ...] = ()


class Ground(Record):
    """What a letter says for one reason. It may place values."""

    reason: Reason
    text: Text


class Copy(Record):
    """One copy of a letter: what it is called, which fields are covered in it, and whether anything goes with it.

    With `covers_found`, what a detector finds in its other fields is covered too.
    """

    name: Name
    title: Text
    covered: tuple[Name, ...] = ()
    covers_found: bool = False
    encloses: bool = True


class Letter(Sourced):
    """A letter or form. `ja` and `en` of its texts say the same; it is sent in one of `languages`, the first if unsure.

    It is for sites of `categories` and for `targets`, either being enough, for all where neither is given.
    `public`: everybody can read what is sent, so it has no place for the sender at all. `finish` are those in whose
    hands it may be finished, none for whoever may send. `form` is what is pasted into a form or a mail, where that is
    less than the letter. `evidence` says that numbers and hashes of the evidence stand in it, never the thing itself.
    """

    id: Id
    title: Text
    about: Text
    to: Recipient
    receiver: tuple[Text, ...] = ()
    languages: tuple[Literal["ja", "en"], ...] = ("ja",)
    categories: tuple[Category, ...] = ()
    hazards: tuple[Hazard, ...] = ()
    targets: tuple[TargetKind, ...] = ()
    private: bool = False
    public: bool = False
    seal: bool = False
    finish: tuple[Requester, ...] = ()
    questions: tuple[Question, ...]
    grounds: tuple[Ground, ...]
    opening: Text | None = None
    signature: tuple[Line, ...] = ()
    sections: tuple[Section, ...]
    enclosed: tuple[Enclosure, ...] = ()
    copies: tuple[Copy, ...] = ()
    form: Text | None = None
    note: Text
    facts: tuple[Id, ...] = Field(min_length=1)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Return the reasons for which there is such a letter."""
        return tuple(one.reason for one in self.grounds)

    @model_validator(mode="after")
    def _places_what_it_asks(self) -> Self:
        known = {one.name for one in self.questions}
        beside = {one.name for one in self.questions if one.about == "setting"}  # how it is set; it stands nowhere
        placed: set[str] = set()
        for text in self._templates():
            ja, en = templates.names(text.ja) - BUILT_IN, templates.names(text.en) - BUILT_IN
            if ja != en:
                raise ValueError(f"both languages place the same values: {text.ja}")
            placed |= ja
        ticked = {box.name for section in self.sections for box in section.boxes}
        covered = {name for copy in self.copies for name in copy.covered}
        for strange in (placed - known, (ticked | covered) - known, known - beside - placed - ticked):
            if strange:
                raise ValueError(f"asked and placed do not match: {', '.join(sorted(strange))}")
        return self

    @model_validator(mode="after")
    def _has_boxes_that_can_be_ticked(self) -> Self:
        answers = {one.name: {choice.value for choice in one.choices} for one in self.questions}
        for box in (box for section in self.sections for box in section.boxes):
            if box.value not in answers[box.name]:
                raise ValueError(f"no such answer: {box.name}={box.value}")
        return self

    @model_validator(mode="after")
    def _says_nothing_of_the_sender_in_public(self) -> Self:
        if self.public and (self.signature or self.seal or any(one.about == "sender" for one in self.questions)):
            raise ValueError("a public letter has no place for its sender")
        return self

    def _templates(self) -> Iterator[Text]:
        yield from self.receiver
        yield from (one.text for one in self.enclosed)
        yield from (one for one in (self.title, self.opening, self.form) if one)
        yield from (one.text for one in self.grounds)
        for section in self.sections:
            yield from (one for one in (section.heading, section.text) if one)
        lines = (*self.signature, *(line for section in self.sections for line in section.lines))
        yield from (line.value for line in lines if line.value)
