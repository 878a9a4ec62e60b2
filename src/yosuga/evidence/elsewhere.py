"""Is there another copy? What the log says of second copies and packages, before something is erased here."""

from collections.abc import Iterable
from dataclasses import dataclass

from yosuga.actor import Actor
from yosuga.cases.access import case_for
from yosuga.custody import naming
from yosuga.custody.events import EventType
from yosuga.evidence import history, keeping
from yosuga.evidence.history import Passage
from yosuga.evidence.models import Item
from yosuga.tools import Tools

_INCOMING = frozenset({EventType.CAPTURE, EventType.IMPORT})


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """How many items there are, and how many of them neither a second copy nor a package holds, as the log has it.

    Whether a copy is still there nobody knows here: the medium may be lost.
    """

    items: int
    nowhere: int


def of_item(eid: str, *, case: str, actor: Actor, tools: Tools) -> Elsewhere:
    """Return it for one item. Raises NotFound."""
    near = history.near_item(eid, case=case, actor=actor, tools=tools)
    return Elsewhere(1, int(naming.item_id(keeping.number_of(eid)) in _nowhere(near)))


def of_case(case: str, *, actor: Actor, tools: Tools) -> Elsewhere:
    """Return it for a whole case. Raises NotFound."""
    opened = case_for(case, actor=actor, tools=tools)
    kept = Item.objects.filter(case_id=opened.id, erased=False).count()
    return Elsewhere(kept, len(_nowhere(history.of_case(opened.id, actor=actor, tools=tools))))


def _nowhere(told: Iterable[Passage]) -> set[str]:
    """Return the items that came in after the last second copy and are in no package."""
    alone: set[str] = set()
    for event in (one.event for one in told if one.event is not None):
        if event.type in _INCOMING and event.eid:
            alone.add(event.eid)
        elif event.type is EventType.TRANSFER and event.method == "copy":
            alone.clear()
        elif event.type is EventType.EXPORT:
            alone -= set((event.items or "").split(","))
        elif event.type is EventType.ERASE and event.eid:
            alone.discard(event.eid)
    return alone
