"""Steps a person takes, the notes that go with them, and the order in which they stand."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from yosuga.catalog.records import Id, If, Record, Text


class Phase(StrEnum):
    """What a step is for. An order lists every phase once; within a phase the rank decides."""

    EMERGENCY = "emergency"  # life and body
    SUPPORT = "support"  # somebody to talk to tonight
    SAFETY = "safety"  # police desk, support measures, device, home
    CHILD_IMAGE = "child-image"  # a sexual image of somebody under 18: record without the image, right desks
    EVIDENCE = "evidence"  # keep what is there
    MONEY = "money"  # stop a card, an account, a number
    ACCOUNT = "account"  # one's own accounts
    CLOCK = "clock"  # what runs out: logs
    LAWYER = "lawyer"  # legal advice, legal aid
    IMAGE_REMOVAL = "image-removal"  # removal of sexual images
    REMOVAL = "removal"  # removal by the platform, and what follows when it does not
    SPREAD = "spread"  # copies and search results
    IDENTIFY = "identify"  # who did it
    CLAIM = "claim"  # damages, apology
    COMPLAINT = "complaint"  # police report, criminal complaint
    TELL = "tell"  # school, work, family, bank
    PROTECT = "protect"  # per kind of data
    LEARN = "learn"  # what the handbook says
    AFTER = "after"  # watching, prevention, care


class Act(StrEnum):
    """What a step does in the world; the rules that must always hold ask about this."""

    CALL = "call"  # speak to a desk
    RECORD = "record"  # write down address, time, words; no image
    CAPTURE = "capture"  # make or keep a copy of the content
    HASH = "hash"  # the person's own device computes a hash of an image (StopNCII, Take It Down)
    REPORT = "report"  # ask a platform by its own form or menu
    REQUEST = "request"  # a request under the Act (申出, 送信防止措置依頼)
    LETTER = "letter"  # a letter in the person's own name to the other side
    COURT = "court"  # provisional disposition, disclosure order, suit
    DISCLOSURE = "disclosure"  # disclosure of the sender's information, in court or out of it
    COMPLAINT = "complaint"  # 被害届, 告訴
    TIP = "tip"  # somebody else tells a hotline
    PROTECT = "protect"  # change a setting, a password, a number
    TELL = "tell"  # inform school, work, bank
    LEARN = "learn"
    CARE = "care"


class When(StrEnum):
    """When a step's turn is."""

    NOW = "now"
    TODAY = "today"
    NEXT_OPEN_DAY = "next_open_day"
    LATER = "later"


class Sooner(Record):
    """Another time for a step under a condition; the first that holds counts."""

    if_: If = Field(alias="if")
    when: When


class Step(Record):
    """One thing to do. `if_` (written `if`) selects it; `stands_on` are the facts it rests on.

    `minutes` is about how long it takes, from and to. `desks` are candidates, in order; the plan names those that fit
    the signs and are open.
    """

    id: Id
    title: Text
    text: Text
    phase: Phase
    rank: int
    act: Act
    acts: tuple[Act, ...] = ()
    if_: If = Field(alias="if")
    when: When
    when_if: tuple[Sooner, ...] = ()
    minutes: tuple[int, int]
    facts: tuple[Id, ...] = ()
    desks: tuple[Id, ...] = ()
    documents: tuple[Id, ...] = ()
    warnings: tuple[Id, ...] = ()
    must_not: tuple[Id, ...] = ()


class Note(Record):
    """A warning, or something that must not be done. It joins every selected step it is `on` where its `if` holds.

    `on_acts` joins it to each step that does one of these acts; a step may also name it outright, and then `if` still
    decides. `whole_plan` puts it above all steps as well; `holds_back` keeps its steps from being among the first.
    """

    id: Id
    kind: Literal["warning", "must_not"]
    text: Text
    if_: If = Field(alias="if")
    on_acts: tuple[Act, ...] = ()
    whole_plan: bool = False
    holds_back: bool = False
    facts: tuple[Id, ...] = ()


class Document(Record):
    """A paper or thing a person needs for a step."""

    id: Id
    title: Text
    text: Text
    if_: If = Field(alias="if")
    facts: tuple[Id, ...] = ()


class Order(Record):
    """Which phase comes before which. The first order whose `if` holds is the plan's; each lists every phase."""

    id: Id
    if_: If = Field(alias="if")
    because: Text
    phases: tuple[Phase, ...]


class Clock(Record):
    """A period that a plan counts where `if` holds. `id` is the fact's; `only` says when it matters to a person.

    Events of a `post` are counted for each post, those of the `matter` once.
    """

    id: Id
    of: Literal["post", "matter"]
    if_: If = Field(alias="if")
    only: Text
