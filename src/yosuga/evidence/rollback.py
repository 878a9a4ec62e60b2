"""Was the database cut or put back? Every head seen before must be a prefix of the log as it is now."""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from yosuga.cases import heads, settings
from yosuga.cases.models import Case, Entry, Head
from yosuga.custody import log, merkle
from yosuga.custody.notes import VerifierKey, verify_checkpoint
from yosuga.errors import BadCheckpoint, LogDamaged, VaultRolledBack, YosugaError
from yosuga.evidence.layout import HEADS
from yosuga.tools import Tools

_GIVEN_UP = "superseded-heads"


def reason(tools: Tools) -> YosugaError | None:
    """Return why nothing may be appended, or None when the log holds and continues every head seen before."""
    for head in Head.objects.select_related("case"):
        if not _holds(head):
            return LogDamaged(head.case_id)
    return next((VaultRolledBack(case_id) for case_id, _ in others(tools)), None)


def others(tools: Tools) -> list[tuple[str, bytes]]:
    """Return the heads seen before that this log does not continue and that nobody gave up on purpose."""
    given_up = set(settings.read_list(_GIVEN_UP, tools=tools))
    return [
        (case_id, note)
        for known in _seen(tools)
        for case_id, note in known.items()
        if not continues(case_id, note) and note.decode(errors="replace") not in given_up
    ]


def give_up(heads_seen: Iterable[tuple[str, bytes]], *, tools: Tools) -> None:
    """Remember that these heads are no longer waited for. The caller logs it in the same transaction."""
    before = settings.read_list(_GIVEN_UP, tools=tools)
    settings.write_list(_GIVEN_UP, [*before, *(note.decode(errors="replace") for _, note in heads_seen)], tools=tools)


def _seen(tools: Tools) -> Iterator[Mapping[str, bytes]]:
    """Yield the heads beside the database, and those of second copies whose medium is connected."""
    yield heads.published(tools.home / HEADS)
    for place in settings.read_list("copies", tools=tools):
        if os.access(Path(place) / HEADS, os.R_OK):
            yield heads.published(Path(place) / HEADS)


def continues(case_id: str, note: bytes) -> bool:
    """Whether the log of a case begins with everything that an earlier signed head covered."""
    row = Case.objects.filter(pk=case_id).select_related("head").first()
    if row is None:
        return False
    try:
        old = verify_checkpoint(note, vkey=VerifierKey.parse(row.vkey))
    except BadCheckpoint:
        return False
    if old.size >= row.head.size:
        return note == bytes(row.head.note)
    leaves = Entry.objects.filter(case_id=case_id, seq__lt=old.size).order_by("seq").values_list("leaf", flat=True)
    return merkle.root([bytes(leaf) for leaf in leaves]) == old.root


def publish_missing(tools: Tools) -> None:
    """Write the head files that a crash after the commit kept from being written."""
    folder = tools.home / HEADS
    known = heads.published(folder)
    for head in Head.objects.filter(size__gt=0):
        if known.get(head.case_id) != bytes(head.note):
            heads.publish(head.case_id, bytes(head.note), folder=folder)


def _holds(head: Head) -> bool:
    """Whether the head row, its signed note and the end of the entries agree (the cheap part of a full check)."""
    last = Entry.objects.filter(case_id=head.case_id).order_by("-seq").first()
    if head.size == 0 or last is None:
        return head.size == 0 and last is None
    try:
        signed = verify_checkpoint(bytes(head.note), vkey=VerifierKey.parse(head.case.vkey))
        state = log.Head.from_bytes(bytes(head.state))
    except (BadCheckpoint, ValueError):
        return False
    return (signed.size, signed.root, last.seq, bytes(last.leaf)) == (
        head.size,
        state.root,
        state.size - 1,
        state.last,
    )
