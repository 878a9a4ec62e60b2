"""What tests of the removal screens share: somebody with one target, a request that is drafted, filled in, finished."""

from tests.takedown import following
from tests.vaults import ACTOR
from tests.web.keepers import the_case
from tests.web.person import Person
from yosuga.rules.takedown.request import Reason, Requester
from yosuga.rules.takedown.sender import Sender
from yosuga.takedown import adding, asking
from yosuga.web.vaults import holder

ADDRESS = "https://x.com/example/status/1541815603606036480"
ROUTE = "x/statutory_jp"
SENDER = Sender(name="例山 架子", address="架空県架空市架空町1-2-3", phone="090-0000-1234", email="kako@example.com")


def followed(
    address: str = ADDRESS, *, evidence: tuple[str, ...] = ("E0001",), without: str = "", copies: int = 0
) -> int:
    """Follow something in the only case and return its number."""
    return adding.add(
        address, evidence=evidence, without=without, copies=copies, case=the_case(), actor=ACTOR, tools=holder.tools()
    ).number


def drafted(number: int, *, route: str = ROUTE, letter: str = "", reason: Reason = Reason.PRIVACY) -> int:
    """Begin a request and return its number."""
    made = asking.draft(
        number,
        route=route,
        reason=reason,
        sender=Requester.SELF,
        letter=letter,
        case=the_case(),
        actor=ACTOR,
        tools=holder.tools(),
    )
    return made.requests[-1].number


def signs() -> None:
    """Keep who signs."""
    adding.keep_sender(SENDER, case=the_case(), actor=ACTOR, tools=holder.tools())


def filled(number: int, request: int) -> None:
    """Answer every question and fill in every field that is needed."""
    signs()
    following.answer_all(number, request, case=the_case(), tools=holder.tools())


def finished(number: int, request: int) -> str:
    """Finish a request that is filled in and return the item of its papers."""
    filled(number, request)
    seen = asking.preview(number, request=request, case=the_case(), actor=ACTOR, tools=holder.tools())
    over = {gate.id: "分かったうえで進めます" for gate in seen.gates}
    return asking.finish(number, request=request, over=over, case=the_case(), actor=ACTOR, tools=holder.tools()).item


def at(owner: Person) -> Person:
    """Somebody who chose the only case."""
    owner.chooses_case(the_case())
    return owner
