"""The custody log of a case: one append, in one transaction, chained, sealed and signed."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Unpack

from django.db import transaction

from yosuga import __version__
from yosuga.actor import Actor
from yosuga.cases import headrow, heads
from yosuga.cases.access import OpenCase
from yosuga.cases.models import Entry, Head
from yosuga.clock import Instant
from yosuga.custody import log, notes
from yosuga.custody.events import EventType
from yosuga.custody.log import About
from yosuga.keys import wrap
from yosuga.tools import Tools

TOOL = f"yosuga/{__version__}"
_JUMP = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Sealer:
    """Whose key a line is sealed under: the item's, so that erasing the item erases its lines, or the case's."""

    key: bytes
    item: int | None


def append(
    case: OpenCase,
    type: EventType,  # noqa: A002  # the key's name in the format
    *,
    method: str,
    actor: Actor,
    tools: Tools,
    sealer: Sealer | None = None,
    **about: Unpack[About],
) -> bytes:
    """Append one entry and return its exact line. The caller's transaction makes entry, rows and head one.

    The head row is the lock: two writers never fork a log. When the transaction commits, and only then, the signed
    head is written beside the database. Raises what blocks the vault, and BadEvent for a value outside the format.
    """
    tools.must_write()
    key = _log_key(case)
    end = headrow.take(case.id)
    now = tools.clock.read()
    build = partial(log.next_event, case=case.id, at=now, actor=actor, tool=TOOL)
    head, added = log.Head.from_bytes(end.state), []
    moved = _moved(end.pulse, now, key=key, case=case)
    if moved is not None:
        words: About = {"note": f"{moved.total_seconds():+.1f} s"}
        jump = build(head, type=EventType.CLOCK_JUMP, method="clock", salt=tools.random(16), **words)
        added.append(_row(jump, case=case, key=key, item=None))
        head = jump.head
        transaction.on_commit(partial(tools.clock_moved, moved))
    made = build(head, type=type, method=method, salt=tools.random(16), **about)
    own = Sealer(key, None) if sealer is None else sealer
    added.append(_row(made, case=case, key=own.key, item=own.item))
    note = case.signing.sign_checkpoint(notes.Checkpoint(notes.origin(case.id), made.head.size, made.head.root))
    unstamped = end.unstamped + len(added) - (type is EventType.ANCHOR)
    pulse = _pulse(now, key=key, case=case)
    headrow.move(case.id, headrow.End(made.head.size, made.head.to_bytes(), pulse, unstamped), note=note, added=added)
    if tools.heads is not None:
        transaction.on_commit(partial(heads.publish, case.id, note, folder=tools.heads))
    return made.line


def lock(case: OpenCase) -> Head:
    """Take the log's lock for the rest of the caller's transaction and return the head row."""
    return Head.objects.select_for_update().get(case_id=case.id)


def forget_pulse(case: OpenCase) -> None:
    """Drop the sealed clock reading of a case whose keys are being destroyed."""
    Head.objects.filter(case_id=case.id).update(pulse=b"")


def lines(case: OpenCase, *, item_key: Callable[[int], bytes | None]) -> Iterator[tuple[Entry, bytes | None]]:
    """Yield every entry in order with its exact line, or None where the line was erased."""
    for entry in Entry.objects.filter(case_id=case.id).order_by("seq").iterator(chunk_size=2000):
        yield entry, line_of(entry, case=case, item_key=item_key)


def line_of(entry: Entry, *, case: OpenCase, item_key: Callable[[int], bytes | None]) -> bytes | None:
    """Return an entry's exact line, or None where it was erased. Raises VaultDamaged when it does not open."""
    if entry.line_open is not None:
        return bytes(entry.line_open)
    if entry.line_sealed is None:
        return None
    key = _log_key(case) if entry.item is None else item_key(entry.item)
    if key is None:
        return None
    return wrap.open_sealed(bytes(entry.line_sealed), under=key, place=_place_of(case.id, entry.seq))


def _row(made: log.Entry, *, case: OpenCase, key: bytes, item: int | None) -> headrow.EntryRow:
    seq = made.event.seq
    return headrow.EntryRow(seq, made.leaf, item, wrap.seal(made.line, under=key, place=_place_of(case.id, seq)))


def _moved(pulse: bytes, now: Instant, *, key: bytes, case: OpenCase) -> timedelta | None:
    """Return how far the device's clock was moved since the last entry, or None when it was not.

    Within one boot the wall clock must go as the monotonic clock goes; across boots it must not run back.
    """
    if not pulse:
        return None
    last = json.loads(wrap.open_sealed(pulse, under=key, place=_pulse_place(case)))
    moved = now.wall - datetime.fromtimestamp(last["wall_us"] / 1e6, UTC)
    if last["boot"] != now.boot:
        return moved if moved < -_JUMP else None
    moved -= timedelta(microseconds=(now.monotonic_ns - last["mono_ns"]) / 1000)
    return moved if abs(moved) > _JUMP else None


def _pulse(now: Instant, *, key: bytes, case: OpenCase) -> bytes:
    beat = {"boot": now.boot, "mono_ns": now.monotonic_ns, "wall_us": int(now.wall.timestamp() * 1e6)}
    return wrap.seal(json.dumps(beat).encode(), under=key, place=_pulse_place(case))


def last_moment(pulse: bytes, *, case: OpenCase) -> datetime | None:
    """Return when the log last grew, as the device's clock had it; None for a log without entries."""
    if not pulse:
        return None
    last = json.loads(wrap.open_sealed(pulse, under=_log_key(case), place=_pulse_place(case)))
    return datetime.fromtimestamp(last["wall_us"] / 1e6, UTC)


def _log_key(case: OpenCase) -> bytes:
    return wrap.derive(case.key, label="log")


def _pulse_place(case: OpenCase) -> wrap.Place:
    return wrap.Place("head", case.id, "pulse")


def _place_of(case_id: str, seq: int) -> wrap.Place:
    return wrap.Place("entry", f"{case_id}/{seq}", "line")
