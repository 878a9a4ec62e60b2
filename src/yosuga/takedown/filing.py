"""Puts files that came about in a takedown (letters, proofs) into the case as one item of evidence, with its entry."""

from collections.abc import Sequence
from dataclasses import dataclass

from yosuga.actor import Actor
from yosuga.cases import log
from yosuga.cases.access import OpenCase
from yosuga.custody.events import EventType
from yosuga.custody.records import Source
from yosuga.evidence.entering import enter, sealer_of
from yosuga.evidence.keeping import Kept
from yosuga.imports.base import Kind
from yosuga.tools import Tools


@dataclass(frozen=True, slots=True)
class Filing:
    """What the item is: its kind and title, and by which method and with which note the log names it."""

    kind: Kind
    title: str
    method: str
    note: str


def put_in(kept: Sequence[Kept], filing: Filing, *, case: OpenCase, actor: Actor, tools: Tools) -> str:
    """Write the item of kept files with its entry, in the caller's transaction, and return its id.

    The first file is the one that the log names.
    """
    item, record = enter(case, kept, kind=filing.kind.value, source=Source.IMPORTED, title=filing.title, tools=tools)
    principal = kept[0].file
    log.append(
        case,
        EventType.IMPORT,
        method=filing.method,
        actor=actor,
        tools=tools,
        sealer=sealer_of(item),
        eid=item.eid,
        sha256=principal.sha256,
        size=principal.size,
        record=record,
        note=filing.note,
    )
    return item.eid
