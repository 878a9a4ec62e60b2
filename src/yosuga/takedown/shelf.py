"""Targets and senders as rows: read, added, changed; row and custody entry in one transaction."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from django.db import transaction
from django.db.models import QuerySet

from yosuga.actor import Actor
from yosuga.cases import log
from yosuga.cases.access import OpenCase
from yosuga.custody.events import EventType
from yosuga.errors import NotFound
from yosuga.rules.takedown import addressing
from yosuga.rules.takedown.follow import Followed
from yosuga.rules.takedown.sender import Sender
from yosuga.rules.takedown.target import Target
from yosuga.takedown import sealing
from yosuga.takedown.models import KeptSender, KeptTarget
from yosuga.tools import Tools

METHOD = "takedown"
_SALT = 16


def all_of(case: OpenCase) -> Sequence[Followed]:
    """Return every target of a case, in the order of their numbers."""
    return [_opened(row, case=case) for row in _rows(case)]


def one(number: int, *, case: OpenCase) -> Followed:
    """Return one target. Raises NotFound."""
    return _opened(_row(number, case=case), case=case)


def twins(target: Target, *, case: OpenCase) -> Sequence[Followed]:
    """Return the targets of a case that are the same thing, in the order of their numbers, and open no other.

    In the caller's transaction: what was kept before targets were found by name, or by another rule, is named first.
    """
    for row in _rows(case).filter(spelling__lt=addressing.SPELLING):
        _name(row, _opened(row, case=case), case=case)
        row.save()
    called = sealing.blinded(target, case=case)
    rows = _rows(case).filter(spelling=addressing.SPELLING, blinded=called)
    return [one for one in (_opened(row, case=case) for row in rows) if addressing.same(target, one.target)]


def add(followed: Followed, *, case: OpenCase, actor: Actor, tools: Tools) -> Followed:
    """Keep a new target under the next number of the case, and return it with that number."""
    tools.must_write()
    with transaction.atomic():
        log.lock(case)
        last = KeptTarget.objects.filter(case_id=case.id).order_by("-number").first()
        numbered = replace(followed, number=last.number + 1 if last else 1)
        row = KeptTarget(case_id=case.id, number=numbered.number)
        _write(row, numbered, case=case, actor=actor, tools=tools)
    return numbered


def change(number: int, to: Callable[[Followed], Followed], *, case: OpenCase, actor: Actor, tools: Tools) -> Followed:
    """Read, change and write one target under the lock of the case, and return it. Raises NotFound.

    What `to` raises leaves everything as it was; a change that changes nothing leaves no entry.
    """
    tools.must_write()
    with transaction.atomic():
        log.lock(case)
        row = _row(number, case=case)
        before = _opened(row, case=case)
        changed = to(before)
        if changed != before:
            _write(row, changed, case=case, actor=actor, tools=tools)
    return changed


def drop(number: int, *, case: OpenCase, actor: Actor, tools: Tools) -> None:
    """Forget a target with its requests and looks; the log keeps that there was one. Raises NotFound."""
    tools.must_write()
    with transaction.atomic():
        log.lock(case)
        row = _row(number, case=case)
        row.sealed, row.blinded = b"", b""  # the number stays taken: a missing one shows, and none is given twice
        row.save()
        log.append(case, EventType.ANNOTATE, method=METHOD, actor=actor, tools=tools)


def sender_of(case: OpenCase) -> Sender:
    """Return who signs the letters of a case; an empty one where nobody said."""
    row = KeptSender.objects.filter(case_id=case.id).first()
    return Sender() if row is None else sealing.open_sender(bytes(row.sealed), case=case)


def keep_sender(sender: Sender, *, case: OpenCase, actor: Actor, tools: Tools) -> None:
    """Keep who signs, in place of what was said before."""
    tools.must_write()
    with transaction.atomic():
        log.lock(case)
        sealed, digest, size = sealing.seal_sender(sender, salt=tools.random(_SALT).hex(), case=case)
        KeptSender.objects.update_or_create(case_id=case.id, defaults={"sealed": sealed})
        log.append(case, EventType.ANNOTATE, method=METHOD, actor=actor, tools=tools, sha256=digest, size=size)


def _write(row: KeptTarget, followed: Followed, *, case: OpenCase, actor: Actor, tools: Tools) -> None:
    row.sealed, digest, size = sealing.seal(followed, salt=tools.random(_SALT).hex(), case=case)
    _name(row, followed, case=case)
    row.save()
    log.append(case, EventType.ANNOTATE, method=METHOD, actor=actor, tools=tools, sha256=digest, size=size)


def _name(row: KeptTarget, followed: Followed, *, case: OpenCase) -> None:
    row.spelling, row.blinded = addressing.SPELLING, sealing.blinded(followed.target, case=case)


def _rows(case: OpenCase) -> QuerySet[KeptTarget]:
    return KeptTarget.objects.filter(case_id=case.id).exclude(sealed=b"")


def _row(number: int, *, case: OpenCase) -> KeptTarget:
    row = _rows(case).filter(number=number).first()
    if row is None:
        raise NotFound("target")
    return row


def _opened(row: KeptTarget, *, case: OpenCase) -> Followed:
    return sealing.open_target(bytes(row.sealed), number=row.number, case=case)
