"""The head row of a log, locked and moved by hand-written SQL: an append is two statements, whatever the database.

The object mapper takes three times as long for the same, and the append is what eight writers wait for.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from yosuga.errors import NotFound

_TAKE = "SELECT size, state, pulse, unstamped FROM cases_head WHERE case_id = %s"
_ADD = "INSERT INTO cases_entry (case_id, seq, leaf, item, line_sealed) VALUES (%s, %s, %s, %s, %s)"
_MOVE = "UPDATE cases_head SET size = %s, state = %s, pulse = %s, unstamped = %s, note = %s WHERE case_id = %s"


@dataclass(frozen=True, slots=True)
class End:
    """Where a log ends: its size, `custody.log.Head` as bytes, the sealed clocks, and what no stamp covers yet."""

    size: int
    state: bytes
    pulse: bytes
    unstamped: int


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry as it is kept."""

    seq: int
    leaf: bytes
    item: int | None
    line_sealed: bytes


def take(case_id: str) -> End:
    """Lock the head row until the caller's transaction ends and return it. Raises NotFound."""
    # SQLite has no row locks: there the transaction itself is the lock (BEGIN IMMEDIATE).
    statement = f"{_TAKE} FOR UPDATE" if connection.features.has_select_for_update else _TAKE
    with connection.cursor() as cursor:
        cursor.execute(statement, [case_id])
        found = cursor.fetchone()
    if found is None:
        raise NotFound("log")
    size, state, pulse, unstamped = found
    return End(size, bytes(state), bytes(pulse), unstamped)


def move(case_id: str, end: End, *, note: bytes, added: Sequence[EntryRow]) -> None:
    """Write the new entries and the new end. The caller holds the lock."""
    rows: list[list[str | int | bytes | None]] = [
        [case_id, one.seq, one.leaf, one.item, one.line_sealed] for one in added
    ]
    ending: list[str | int | bytes | None] = [end.size, end.state, end.pulse, end.unstamped, note, case_id]
    with connection.cursor() as cursor:
        for row in rows[:-1]:
            cursor.execute(_ADD, row)
        if connection.vendor == "postgresql":  # both in one statement: one way there and back less
            cursor.execute(f"WITH added AS ({_ADD}) {_MOVE}", [*rows[-1], *ending])
        else:
            cursor.execute(_ADD, rows[-1])
            cursor.execute(_MOVE, ending)
