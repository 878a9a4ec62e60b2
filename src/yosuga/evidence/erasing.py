"""Erasure: keys go in one transaction with the log entry that says so; ciphertext follows; the log stays whole."""

from django.db import connection, transaction
from django.db.models import QuerySet

from yosuga.actor import Actor
from yosuga.cases import log
from yosuga.cases.access import OpenCase, case_for
from yosuga.cases.models import Case, CaseKey, Entry
from yosuga.custody import naming
from yosuga.custody.events import EventType
from yosuga.evidence import keeping
from yosuga.evidence.models import Blob, CaptureJob, Erasure, Item
from yosuga.tools import Tools


def erase_item(eid: str, *, case: str, actor: Actor, tools: Tools) -> None:
    """Destroy an item for good: its keys, its record, its log lines and its files. Its number stays taken.

    Its salted leaf hashes remain, so the log still verifies; nobody can guess from them what was there.
    Second copies and packages made earlier are outside the vault's reach: the door must say so.
    """
    opened = case_for(case, actor=actor, tools=tools)
    tools.must_write()
    row = keeping.row_of(eid, case=opened)
    keeping.open_item(opened, row)
    with transaction.atomic():
        log.append(opened, EventType.ERASE, method="key", actor=actor, tools=tools, eid=naming.item_id(row.number))
        _destroy_items(Item.objects.filter(pk=row.pk))
        Entry.objects.filter(case_id=opened.id, item=row.number).update(line_sealed=None)
    finish_erasures(tools)


def erase_case(case: str, *, actor: Actor, tools: Tools) -> None:
    """Destroy a whole case: every wrap of its key, every file, every line. Leaves and one `erase` entry remain."""
    opened = case_for(case, actor=actor, tools=tools)
    tools.must_write()
    with transaction.atomic():
        line = log.append(opened, EventType.ERASE, method="key", actor=actor, tools=tools)
        _destroy_items(Item.objects.filter(case_id=opened.id))
        CaptureJob.objects.filter(case_id=opened.id).delete()
        _destroy_case(opened, last_line=line)
    finish_erasures(tools)


def _destroy_items(items: QuerySet[Item]) -> None:
    blobs = Blob.objects.filter(item__in=items)
    Erasure.objects.bulk_create(Erasure(name=name) for name in blobs.values_list("name", flat=True))
    blobs.delete()
    items.update(key_wrapped=None, record_sealed=None, erased=True)


def _destroy_case(case: OpenCase, *, last_line: bytes) -> None:
    entries = Entry.objects.filter(case_id=case.id)
    last = entries.order_by("-seq").values_list("seq", flat=True)[0]
    entries.update(line_sealed=None)
    entries.filter(seq=last).update(line_open=last_line)
    CaseKey.objects.filter(case_id=case.id).delete()
    Case.objects.filter(pk=case.id).update(name_index=None, name_sealed=None, signing_key_wrapped=None, erased=True)
    log.forget_pulse(case)


def finish_erasures(tools: Tools) -> None:
    """Remove the ciphertext whose keys were destroyed; repeatable, so that a crash only delays it."""
    for row in list(Erasure.objects.all()):
        tools.store.delete(row.name)
        row.delete()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
