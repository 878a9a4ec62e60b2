"""Notes of a person about their case: sealed, in no package, and in the log only as the fact that there was one."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

from yosuga.actor import Actor
from yosuga.cases import log
from yosuga.cases.access import OpenCase, case_for
from yosuga.cases.models import CaseKey, CaseNote
from yosuga.clock import rfc3339
from yosuga.custody.events import EventType
from yosuga.errors import BadInput, NotFound
from yosuga.keys import wrap
from yosuga.text import nfc
from yosuga.tools import Tools

METHOD = "case-note"
LONGEST = 4_000
_SALT = 16  # random bytes inside, so that the hash in the log tells nobody what a short note says


@dataclass(frozen=True, slots=True)
class Note:
    """One note. `written` is the device's claim."""

    number: int
    written: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """Some notes, the newest first, of `total`."""

    notes: Sequence[Note]
    total: int


def write(text: str, *, case: str, actor: Actor, tools: Tools) -> None:
    """Keep a note. Raises BadInput for an empty or overlong one, NotFound, VaultReadOnly."""
    opened = case_for(case, actor=actor, tools=tools)
    tools.must_write()
    said = nfc(text).replace("\r\n", "\n").strip()
    if not said or len(said) > LONGEST:
        raise BadInput(f"note: 1-{LONGEST}")
    written = rfc3339(tools.clock.read().wall)
    content = json.dumps({"salt": tools.random(_SALT).hex(), "text": said, "written": written}, ensure_ascii=False)
    raw = content.encode("utf-8", "replace")
    with transaction.atomic():
        number = log.lock(opened).size  # grows with every entry: no note ever has the number of another
        CaseNote.objects.create(case_id=opened.id, number=number, sealed=_seal(raw, case=opened, number=number))
        digest = sha256(raw).hexdigest()
        log.append(opened, EventType.ANNOTATE, method=METHOD, actor=actor, tools=tools, sha256=digest, size=len(raw))


def remove(number: int, *, case: str, actor: Actor, tools: Tools) -> None:
    """Remove a note for good; the log keeps that one was removed. Raises NotFound, VaultReadOnly."""
    opened = case_for(case, actor=actor, tools=tools)
    tools.must_write()
    with transaction.atomic():
        gone, _ = CaseNote.objects.filter(case_id=opened.id, number=number).delete()
        if not gone:
            raise NotFound("note")
        log.append(opened, EventType.ANNOTATE, method=METHOD, actor=actor, tools=tools)


def page(case: str, *, first: int, most: int, actor: Actor, tools: Tools) -> Page:
    """Return `most` notes from place `first` on, the newest first. Raises NotFound."""
    opened = case_for(case, actor=actor, tools=tools)
    rows = CaseNote.objects.filter(case_id=opened.id)
    return Page([_opened(row, case=opened) for row in rows[first : first + most]], rows.count())


def _opened(row: CaseNote, *, case: OpenCase) -> Note:
    raw = wrap.open_sealed(bytes(row.sealed), under=_key(case), place=_place(case, row.number))
    content = json.loads(raw)
    return Note(row.number, datetime.fromisoformat(content["written"]), content["text"])


def _seal(raw: bytes, *, case: OpenCase, number: int) -> bytes:
    return wrap.seal(raw, under=_key(case), place=_place(case, number))


def _key(case: OpenCase) -> bytes:
    return wrap.derive(case.key, label="case-note")


def _place(case: OpenCase, number: int) -> wrap.Place:
    return wrap.Place("case-note", case.id, str(number))


@receiver(post_delete, sender=CaseKey, dispatch_uid="yosuga.cases.notes.forget")
def forget(instance: CaseKey, **_said: object) -> None:
    """Drop what nobody can open any more, in the transaction that destroys the last wrap of a case's key."""
    if not CaseKey.objects.filter(case_id=instance.case_id).exists():
        CaseNote.objects.filter(case_id=instance.case_id).delete()
