"""What is followed, seen at once: every target of one case or of all, one target from near, and a file of days."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from yosuga.actor import Actor
from yosuga.cases.access import OpenCase, case_for, cases_for
from yosuga.catalog.loader import ours
from yosuga.clock import JST
from yosuga.documents.calendar_file import Entry, calendar_file
from yosuga.errors import NotFound
from yosuga.rules.takedown import board as lines
from yosuga.rules.takedown import clocks
from yosuga.rules.takedown.board import Asked, Board, Row, Wanted
from yosuga.rules.takedown.clocks import Wait
from yosuga.rules.takedown.follow import Followed
from yosuga.rules.takedown.target import Origin, Time
from yosuga.takedown import courtesy, shelf, telling, witness
from yosuga.takedown.courtesy import NextLook
from yosuga.takedown.signs import signs_of
from yosuga.takedown.witness import Witness
from yosuga.tools import Tools

_EVERYTHING = Wanted()


@dataclass(frozen=True, slots=True)
class Detail:
    """One target from near. `evidence` shows erased items as such; `times` are by every source, stamps included.

    `proofs` are the items that its steps and looks name. `copies` are the numbers of the targets that are copies of
    it. `waits` explain a silence, by request. `next_look` knows what its host asked for.
    """

    row: Row
    requests: tuple[Asked, ...]
    evidence: tuple[Witness, ...]
    proofs: tuple[Witness, ...]
    times: tuple[Time, ...]
    copies: tuple[int, ...]
    waits: tuple[tuple[int, Wait], ...]
    next_look: NextLook

    @property
    def followed(self) -> Followed:
        """The target with all that was done about it."""
        return self.row.followed

    def as_json(self) -> dict[str, object]:
        """Return everything as JSON-ready data."""
        return telling.as_json(self.followed) | {
            "board": self.row.as_json(),
            "status": [telling.asked_json(one) for one in self.requests],
            "evidence": [_item(one) for one in self.evidence],
            "proofs": [_item(one) for one in self.proofs],
            "times": [telling.time_json(one) for one in self.times],
            "copied_by": list(self.copies),
            "waits": [{"request": number, **telling.wait_json(one)} for number, one in self.waits],
            "next_look": self.next_look.as_json(),
        }


def board(
    *,
    cases: Sequence[str] | None = None,
    today: date | None = None,
    wanted: Wanted = _EVERYTHING,
    first: int = 0,
    most: int | None = None,
    actor: Actor,
    tools: Tools,
) -> Board:
    """Return the targets of the named cases, or of all, what is due first. Raises NotFound. `today` is in Japan."""
    found = tuple(_lines(_opened(cases, actor=actor, tools=tools), today=today or day(tools), actor=actor, tools=tools))
    return lines.board(found, wanted=wanted, first=first, most=most)


def detail(number: int, *, today: date | None = None, case: str, actor: Actor, tools: Tools) -> Detail:
    """Return one target from near. Raises NotFound."""
    opened = case_for(case, actor=actor, tools=tools)
    targets = shelf.all_of(opened)
    on = today or day(tools)
    if all(one.number != number for one in targets):
        raise NotFound("target")
    signs = signs_of(opened, actor=actor, tools=tools)
    (row,) = lines.rows(
        targets, case=opened.id, case_name=opened.name, catalog=ours(), today=on, signs=signs, only=number
    )
    followed = row.followed
    stamps = witness.stamped(followed.evidence, case=opened)
    earliest = (Time(Origin.STAMP, min(stamps.values())),) if stamps else ()
    return Detail(
        row=row,
        requests=lines.asked(followed, catalog=ours(), today=on),
        evidence=tuple(witness.glance(followed.evidence, case=opened)),
        proofs=tuple(witness.glance(tuple(_proofs(followed)), case=opened)),
        times=(*followed.target.times, *earliest),
        copies=tuple(one.number for one in targets if one.target.copies == number),
        waits=tuple((one.number, wait) for one in followed.requests for wait in clocks.waits(one, catalog=ours())),
        next_look=courtesy.of(followed, tools=tools),
    )


def calendar(
    *,
    cases: Sequence[str] | None = None,
    today: date | None = None,
    title: str = "予定",
    alarm: bool = False,
    actor: Actor,
    tools: Tools,
) -> bytes:
    """Return the days that lie ahead as a calendar file (RFC 5545): `title` and a number, nothing else.

    The number is the place on this board's list of days; two files made on one day name the same day alike.
    """
    on = today or day(tools)
    found = _lines(_opened(cases, actor=actor, tools=tools), today=on, actor=actor, tools=tools)
    days = sorted((row.due, row.case, row.followed.number) for row in found if row.due is not None and row.due >= on)
    entries = [
        Entry(uid=_uid(case, number, due), day=due, title=f"{title} {place}", alarm=alarm)
        for place, (due, case, number) in enumerate(days, start=1)
    ]
    return calendar_file(entries, made=tools.clock.read().wall)


def day(tools: Tools) -> date:
    """Return the day in Japan."""
    return tools.clock.read().wall.astimezone(JST).date()


def _proofs(followed: Followed) -> Mapping[str, None]:
    """Return the items that its steps and looks name, each once, in order."""
    named = [step.proof for one in followed.requests for step in one.steps] + [look.proof for look in followed.looks]
    return dict.fromkeys(eid for proof in named for eid in proof)


def _item(one: Witness) -> dict[str, object]:
    return {"id": one.eid, "erased": one.erased, "title": one.title}


def _opened(cases: Sequence[str] | None, *, actor: Actor, tools: Tools) -> Sequence[OpenCase]:
    if cases is None:
        return cases_for(actor=actor, tools=tools)
    named = (case_for(name, actor=actor, tools=tools) for name in cases)
    return list({case.id: case for case in named}.values())  # by name and by id it is one case


def _lines(cases: Sequence[OpenCase], *, today: date, actor: Actor, tools: Tools) -> Iterator[Row]:
    for case in cases:
        followed = shelf.all_of(case)
        signs = signs_of(case, actor=actor, tools=tools) if followed else frozenset()
        yield from lines.rows(followed, case=case.id, case_name=case.name, catalog=ours(), today=today, signs=signs)


def _uid(case: str, number: int, due: date) -> str:
    return sha256(f"takedown\n{case}\n{number}\n{due}".encode()).hexdigest()[:32]
