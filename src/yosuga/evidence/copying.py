"""The second copy: the whole vault, still encrypted, on another medium; and the way back from it."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection, transaction

from yosuga.actor import Actor
from yosuga.cases import access, heads, log, settings
from yosuga.custody.events import EventType
from yosuga.errors import AlreadyExists, BadInput, NoVault
from yosuga.evidence import rollback, sealing
from yosuga.evidence.layout import BLOBS, DATABASE, HEADER, HEADS, RESTORED
from yosuga.keys.header import Header
from yosuga.stores.base import Store
from yosuga.stores.folder import FolderStore
from yosuga.stores.small import remove_file, replace_file
from yosuga.tools import Tools

_BUFFER = 1 << 20


def copy_vault(place: Path, *, actor: Actor, tools: Tools) -> int:
    """Bring the copy in `place` up to date and return how many blobs were copied. Raises DiskFull, DiskFailed.

    Heads come last, so that a copy never claims more than it holds. What was erased here is erased there too.
    """
    tools.must_write()
    _check_place(place, tools=tools)
    with transaction.atomic():
        places = settings.read_list("copies", tools=tools)
        settings.write_list("copies", sorted({*places, str(place.resolve())}), tools=tools)
        for case in access.cases_for(actor=actor, tools=tools):
            log.append(case, EventType.TRANSFER, method="copy", actor=actor, tools=tools, note="second copy")
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    sealing.break_seal(place)
    copied = _mirror(tools.store, place / BLOBS)
    _copy_database(tools.home / DATABASE, place / DATABASE)
    _copy_small(tools.home, place)
    sealing.seal(place)
    return copied


def restore(place: Path, home: Path) -> None:
    """Make an empty folder into the vault that the copy in `place` holds; the header comes last.

    A mark is left first, so that the next opening logs the restoring, whatever happens in between.
    Raises NoVault when `place` holds no copy, AlreadyExists when `home` holds a vault, DiskFull, DiskFailed.
    """
    if not (place / HEADER).is_file() or not (place / DATABASE).is_file():
        raise NoVault
    if (home / HEADER).exists():
        raise AlreadyExists("vault")
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    replace_file(home / RESTORED, b"1\n")
    connection.close()
    for leftover in (f"{DATABASE}-wal", f"{DATABASE}-shm", DATABASE):
        remove_file(home / leftover)
    _mirror(FolderStore(place / BLOBS), home / BLOBS)
    _copy_database(place / DATABASE, home / DATABASE)
    _copy_small(place, home)


def note_restored(*, actor: Actor, tools: Tools) -> None:
    """Log that this vault came out of a copy, if it did and nobody wrote it down yet."""
    if not (tools.home / RESTORED).exists():
        return
    with transaction.atomic():
        for case in access.cases_for(actor=actor, tools=tools):
            log.append(case, EventType.RESTORE, method="copy", actor=actor, tools=tools, note="restored from a copy")
    remove_file(tools.home / RESTORED)


def accept_history(*, actor: Actor, tools: Tools) -> int:
    """Go on with a log that does not continue every head seen before; the log says so for ever.

    `tools` must be able to write although the vault is rolled back. Returns how many heads are given up.
    """
    others = rollback.others(tools)
    with transaction.atomic():
        rollback.give_up(others, tools=tools)
        for case in access.cases_for(actor=actor, tools=tools):
            note = f"{len(others)} later heads given up"
            log.append(case, EventType.RESTORE, method="accepted", actor=actor, tools=tools, note=note)
    return len(others)


def _check_place(place: Path, *, tools: Tools) -> None:
    """A copy inside the vault, or of another vault, is none."""
    here, there = tools.home.resolve(), place.resolve()
    if here == there or here in there.parents or there in here.parents:
        raise BadInput("the copy must lie outside the vault")
    if (place / HEADER).exists() and not _same_vault(place, tools=tools):
        raise AlreadyExists("another vault")


def _same_vault(place: Path, *, tools: Tools) -> bool:
    marks = [Header.from_bytes((folder / HEADER).read_bytes()).mark for folder in (place, tools.home)]
    return marks[0] == marks[1]


def _mirror(source: Store, folder: Path) -> int:
    """Copy the blobs that `folder` lacks, and remove those that `source` no longer has."""
    folder.mkdir(mode=0o700, exist_ok=True)
    target = FolderStore(folder)
    target.sweep()
    wanted, present = set(source.names()), set(target.names())
    for name in sorted(wanted - present):
        with source.open(name) as body, target.draft(name) as draft:
            shutil.copyfileobj(body, draft, _BUFFER)
            draft.commit()
    for name in sorted(present - wanted):
        target.delete(name)
    return len(wanted - present)


def _copy_database(source: Path, target: Path) -> None:
    """Copy a consistent state of the database, whoever is reading it, and put it in place as a whole."""
    fresh = target.with_name(f".copy-{target.name}")
    remove_file(fresh)
    reading = sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)
    with closing(reading) as live, closing(sqlite3.connect(fresh)) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    replace_file(target, fresh.read_bytes())
    remove_file(fresh)


def _copy_small(source: Path, target: Path) -> None:
    for case_id, note in heads.published(source / HEADS).items():
        heads.publish(case_id, note, folder=target / HEADS)
    replace_file(target / HEADER, (source / HEADER).read_bytes())
