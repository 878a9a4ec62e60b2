"""The life of an item, or of a whole case, as its log tells it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from yosuga.actor import Actor
from yosuga.cases import log
from yosuga.cases.access import case_for
from yosuga.cases.models import Entry
from yosuga.custody import events, naming
from yosuga.custody.events import Event
from yosuga.evidence import keeping
from yosuga.keys import wrap
from yosuga.tools import Tools


@dataclass(frozen=True, slots=True)
class Passage:
    """One entry of the log: its place, and what it says, or None where it was erased."""

    seq: int
    event: Event | None


def of_case(case: str, *, actor: Actor, tools: Tools) -> Sequence[Passage]:
    """Return every entry of a case in order."""
    opened = case_for(case, actor=actor, tools=tools)
    entries = log.lines(opened, item_key=keeping.item_key_of(opened))
    return [Passage(entry.seq, None if line is None else events.decode(line)) for entry, line in entries]


def of_item(eid: str, *, case: str, actor: Actor, tools: Tools) -> Sequence[Passage]:
    """Return what happened to one item, and the exports and anchors that concern it, in order. Raises NotFound."""
    told = near_item(eid, case=case, actor=actor, tools=tools)
    wanted = naming.item_id(keeping.number_of(eid))
    return [one for one in told if _concerns(one, wanted)]


def near_item(eid: str, *, case: str, actor: Actor, tools: Tools) -> Sequence[Passage]:
    """Return the entries about one item and those about no item of the case alone, in order. Raises NotFound.

    Other items' lines need not be opened: there may be thousands.
    """
    opened = case_for(case, actor=actor, tools=tools)
    row = keeping.row_of(eid, case=opened)
    key = None if row.key_wrapped is None else wrap.derive(keeping.open_item(opened, row).key, label="log")
    # What concerns the item is sealed under its own key or the case's.
    near = Entry.objects.filter(Q(item=row.number) | Q(item=None), case_id=opened.id).order_by("seq")
    lines = [(entry.seq, log.line_of(entry, case=opened, item_key=lambda _: key)) for entry in near]
    return [Passage(seq, events.decode(line)) for seq, line in lines if line is not None]


def _concerns(passage: Passage, eid: str) -> bool:
    event = passage.event
    if event is None:
        return False
    return event.eid == eid or (event.items is not None and eid in event.items.split(","))
