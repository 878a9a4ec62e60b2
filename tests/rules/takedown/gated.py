"""A post, a request about it and the gates that stand before it, for the tests of gates."""

from dataclasses import replace
from datetime import UTC, datetime

from yosuga.catalog.loader import ours
from yosuga.rules.takedown.follow import Followed
from yosuga.rules.takedown.gates import Gate, Level, gates
from yosuga.rules.takedown.request import Reason, Request, Requester, Step, What
from yosuga.rules.takedown.sender import Sender
from yosuga.rules.takedown.target import Kind, Target

CATALOG = ours()
ADULT = ("asker-self", "age-adult")
POST = Target(
    kind=Kind.POST,
    platform="x",
    given="https://twitter.com/example/status/1541815603606036480?s=20",
    address="https://x.com/example/status/1541815603606036480",
    post="1541815603606036480",
)
CALM = (
    ("exact-words", "…"),
    ("about-me", "…"),
    ("true-statement", "yes"),
    ("public-figure", "no"),
    ("sort-of-post", "personal"),
    ("public-interest", "no"),
)
NOON = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


def request(
    route: str = "x/statutory_jp",
    reason: Reason = Reason.PRIVACY,
    *,
    number: int = 1,
    sender: Requester = Requester.SELF,
    filled: tuple[tuple[str, str], ...] = CALM,
) -> Request:
    return Request(number=number, route=route, reason=reason, sender=sender, filled=filled)


def sent(one: Request, *, number: int = 1) -> Request:
    return replace(one, number=number, steps=(Step(What.DRAFTED, NOON), Step(What.SENT, NOON)))


def standing(
    one: Request,
    *signs: str,
    followed: Followed | None = None,
    others: tuple[Followed, ...] = (),
    verified: tuple[str, ...] = ("E0001",),
    signer: Sender | None = None,
) -> dict[str, Gate]:
    target = followed or Followed(number=1, target=POST, evidence=("E0001",))
    found = gates(
        target,
        one,
        signs=frozenset((*ADULT, *signs)),
        others=others,
        verified=verified,
        catalog=CATALOG,
        signer=signer,
    )
    assert len({gate.id for gate in found}) == len(found)
    return {gate.id: gate for gate in found}


def stops(found: dict[str, Gate]) -> list[str]:
    return [name for name, gate in found.items() if gate.level is Level.STOP]


def pauses(found: dict[str, Gate]) -> list[str]:
    return [name for name, gate in found.items() if gate.level is Level.PAUSE]
