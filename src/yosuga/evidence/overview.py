"""What is there: the cases of a vault and the items of a case, for a list."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from yosuga.actor import Actor
from yosuga.cases.access import OpenCase, case_for, cases_for
from yosuga.cases.models import Head
from yosuga.custody import naming, records
from yosuga.custody.events import Event, EventType
from yosuga.evidence import history, keeping
from yosuga.evidence.models import Item
from yosuga.keys import wrap
from yosuga.tools import Tools


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list."""

    id: str
    name: str
    items: int
    entries: int


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item in a list. `moment` is the device's claim of when it was taken or brought in."""

    eid: str
    kind: str
    title: str
    verdict: str
    moment: datetime | None
    url: str
    sha256: str
    erased: bool

    def as_json(self) -> dict[str, object]:
        """Return the line as JSON-ready data."""
        return asdict(self) | {"moment": self.moment.isoformat() if self.moment else None}


def of_vault(*, actor: Actor, tools: Tools) -> Sequence[CaseLine]:
    """Return every case that is not erased."""
    sizes = dict(Head.objects.values_list("case_id", "size"))
    return [
        CaseLine(case.id, case.name, Item.objects.filter(case_id=case.id).count(), sizes[case.id])
        for case in cases_for(actor=actor, tools=tools)
    ]


def of_case(case: str, *, actor: Actor, tools: Tools) -> Sequence[ItemLine]:
    """Return every item of a case in order, the erased ones as such: a missing number must show."""
    opened = case_for(case, actor=actor, tools=tools)
    passages = history.of_case(opened.id, actor=actor, tools=tools)
    incoming = {
        one.event.eid: one.event
        for one in passages
        if one.event and one.event.type in {EventType.CAPTURE, EventType.IMPORT}
    }
    return [line(row, incoming, case=opened) for row in Item.objects.filter(case_id=opened.id)]


def line(row: Item, incoming: dict[str | None, Event], *, case: OpenCase) -> ItemLine:
    """Return an item as a list shows it. `incoming` has the entry that brought it in, by the item's id."""
    eid = naming.item_id(row.number)
    event = incoming.get(eid)
    if row.erased or event is None:
        return ItemLine(eid, "", "", "", None, "", "", erased=True)
    sealed = bytes(row.record_sealed or b"")
    raw = wrap.open_sealed(sealed, under=keeping.open_item(case, row).key, place=keeping.record_place(row))
    record = records.decode(raw)
    return ItemLine(
        eid=eid,
        kind=record.kind,
        title=record.title,
        verdict=event.verdict or record.source.value,
        moment=datetime.fromisoformat(event.at_device),
        url=event.url or "",
        sha256=event.sha256 or "",
        erased=False,
    )
