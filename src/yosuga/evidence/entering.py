"""How an item comes into a case: number, rows, files and record, under the log's lock and in one transaction."""

from collections.abc import Sequence

from django.db import transaction

from yosuga.actor import Actor
from yosuga.cases import log
from yosuga.cases.access import OpenCase
from yosuga.cases.log import Sealer
from yosuga.custody import records
from yosuga.custody.events import EventType
from yosuga.custody.records import ItemRecord, Source
from yosuga.evidence import keeping
from yosuga.evidence.keeping import Kept, OpenItem
from yosuga.keys import wrap
from yosuga.tools import Tools


def enter(
    case: OpenCase, kept: Sequence[Kept], *, kind: str, source: Source, title: str, tools: Tools
) -> tuple[OpenItem, str]:
    """Write item, files and record under the log's lock; return the item and the SHA-256 of its record."""
    log.lock(case)
    item = keeping.new_item(case, tools=tools)
    files = tuple(one.file for one in kept)
    record = ItemRecord(case=case.id, eid=item.eid, files=files, kind=kind, source=source, title=title)
    raw = records.encode(record)
    item.row.record_sealed = wrap.seal(raw, under=item.key, place=keeping.record_place(item.row))
    item.row.save()
    keeping.write_rows(item, kept, case=case)
    return item, records.digest(raw)


def enter_copy(
    item: OpenItem, kept: Kept, *, method: str, parent: str, case: OpenCase, actor: Actor, tools: Tools
) -> None:
    """Write a copy made of a file of `item`, whose SHA-256 is `parent`, and its `derive` event."""
    with transaction.atomic():
        log.lock(case)
        keeping.write_rows(item, [kept], case=case)
        log.append(
            case,
            EventType.DERIVE,
            method=method,
            actor=actor,
            tools=tools,
            sealer=sealer_of(item),
            eid=item.eid,
            sha256=kept.file.sha256,
            size=kept.file.size,
            parent=parent,
        )


def sealer_of(item: OpenItem) -> Sealer:
    """Return the sealer of an item's log lines."""
    return Sealer(key=wrap.derive(item.key, label="log"), item=item.row.number)
