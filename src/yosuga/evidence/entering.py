"""How an item comes into a case: number, rows, files and record, under the log's lock and in one transaction."""

from collections.abc import Sequence

from yosuga.cases import log
from yosuga.cases.access import OpenCase
from yosuga.cases.log import Sealer
from yosuga.custody import records
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


def sealer_of(item: OpenItem) -> Sealer:
    """Return the sealer of an item's log lines."""
    return Sealer(key=wrap.derive(item.key, label="log"), item=item.row.number)
