"""Requests as data: which ways there are and when, who may send by them, what a warning says, what is asked first."""

from typing import Literal, Self

from pydantic import Field, model_validator

from yosuga.catalog.conditions import always
from yosuga.catalog.letters import Reason, TargetKind
from yosuga.catalog.platforms import Hazard, RouteKind, Who
from yosuga.catalog.records import Id, If, Record, Text

Level = Literal["stop", "pause", "tell"]


class Bar(Record):
    """Why a way is closed. All that is given must hold; nothing given: for everybody.

    `lawyer_may`: in a lawyer's name the way stays open.
    """

    if_: If | None = Field(alias="if", default=None)
    reasons: tuple[Reason, ...] = ()
    targets: tuple[TargetKind, ...] = ()
    lawyer_may: bool = False
    why: Text
    facts: tuple[Id, ...] = ()


class Sooner(Record):
    """Another place in the order under a condition; the first that holds counts."""

    if_: If = Field(alias="if")
    rank: int


class Wider(Record):
    """More reasons that the routes of some services are for than others of their kind; their own pages say so."""

    platforms: tuple[Id, ...]
    reasons: tuple[Reason, ...]


class Aside(Record):
    """What some services say of such a way, told wherever it is offered for them."""

    platforms: tuple[Id, ...]
    says: Text


class RequestWay(Record):
    """A sort of way to ask, and when it is offered. `rank` is its place: the quickest and least revealing first.

    `id` is a route kind of the services, `in_app`, `wide-ID`, `ID` of a desk, or `letter-ID`. `reasons` and `targets`
    are those it is offered for, `platforms` the services a letter is for (the record of sites that the catalog does
    not know stands for these); empty is all. `who`, `hazards` and `asks` are the way's own where no service says them.
    `account` says whose account a service means by "account holder". `papers` is what sort of paper is made, for the
    professions' limits: none, for an office, where there is no dispute, where there is one, for a court or prosecutor.
    `bereaved`: the Act lets the bereaved ask. `letters` go with it. `removes` is false where nothing is asked to go.
    `unsourced` is said in the place of an address that no source confirms; without it such a route is closed. `bars`
    are heard in order.
    """

    id: Id
    name: Text
    rank: int
    sooner: tuple[Sooner, ...] = ()
    if_: If = Field(alias="if", default_factory=always)
    reasons: tuple[Reason, ...]
    wider: tuple[Wider, ...] = ()
    targets: tuple[TargetKind, ...] = ()
    platforms: tuple[Id, ...] = ()
    who: tuple[Who, ...] = ()
    account: Literal["own", "any"] = "own"
    papers: Literal["none", "office", "undisputed", "dispute", "court"] = "dispute"
    bereaved: bool = False
    hazards: tuple[Hazard, ...] = ()
    asks: tuple[Text, ...] = ()
    letters: tuple[Id, ...] = ()
    removes: bool = True
    why: Text
    unsourced: Text | None = None
    facts: tuple[Id, ...] = ()
    desks: tuple[Id, ...] = ()
    asides: tuple[Aside, ...] = ()
    bars: tuple[Bar, ...] = ()


class RouteHazards(Record):
    """What one route of a service gives away, where that is less than the service's hazards together.

    `kind` is the route's, or `in_app`. `rests_on` says which words of the service's own record carry it.
    """

    id: Id
    platforms: Id
    kind: RouteKind | Literal["in_app"]
    hazards: tuple[Hazard, ...]
    rests_on: Text
    facts: tuple[Id, ...] = ()


class SenderReason(Record):
    """Why somebody may send, prepare only, or neither. `platforms` are services whose own record says it too."""

    id: Id
    may: Literal["send", "prepare", "not"]
    says: Text
    facts: tuple[Id, ...]
    platforms: tuple[Id, ...] = ()


class GateText(Record):
    """What a gate says. `eased` makes a stop or pause something that is only told, such as for danger to life.

    `platforms` are services whose own record it rests on, as hazards and notes.
    """

    id: Id
    level: Level
    eased: If | None = None
    says: Text
    facts: tuple[Id, ...] = ()
    platforms: tuple[Id, ...] = ()


class Answer(Record):
    """One answer. `pauses` names the gate that it leads to; none: it leads on."""

    id: Id
    text: Text
    gates: Id | None = None


class BrakeQuestion(Record):
    """One question before a request (M-5). Without `choices` it is answered in words; `reasons` are those it is for."""

    id: Id
    asks: Text
    because: Text
    hint: Text | None = None
    reasons: tuple[Reason, ...]
    choices: tuple[Answer, ...] = ()
    facts: tuple[Id, ...] = ()

    @model_validator(mode="after")
    def _may_be_left(self) -> Self:
        """A question with choices has one for whoever does not know."""
        if self.choices and self.choices[-1].id != "unsure":
            raise ValueError("the last choice is `unsure`")
        return self
