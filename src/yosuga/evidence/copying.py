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
from yosuga.evidence.layout import DATABASE, HEADER, HEADS, MEMOS, RESTORED
from yosuga.keys.header import Header
from yosuga.stores.base import Store
from yosuga.stores.folder import FolderStore
from yosuga.stores.small import make_folder, remove_file, replace_file
from yosuga.tools import Tools

_BUFFER = 1 << 20
_FROM_A_COPY = "restored from a copy"


def copy_vault(place: Path, *, actor: Actor, tools: Tools) -> int:
    """Bring the copy in `place` up to date and return how many blobs were copied. Raises DiskFull, DiskFailed.

    Heads come last, so that a copy never claims more than it holds. What was erased here is erased there too. The log
    tells of a copy once it is whole: one that broke off protects nothing.
    """
    tools.must_write()
    _check_place(place, tools=tools)
    with transaction.atomic():
        places = settings.read_list("copies", tools=tools)
        settings.write_list("copies", sorted({*places, str(place.resolve())}), tools=tools)
    make_folder(place)
    sealing.break_seal(place)
    # New bytes before the rows that name them; old bytes go when no row names them any more. So the copy is a vault at
    # every moment, the older or the newer one.
    copied = _add_blobs(tools.store, place)
    _copy_database(tools.home / DATABASE, place / DATABASE)
    _copy_small(tools.home, place)
    _drop_blobs(tools.store, place)
    sealing.seal(place)
    with transaction.atomic():
        for case in access.cases_for(actor=actor, tools=tools):
            log.append(case, EventType.TRANSFER, method="copy", actor=actor, tools=tools, note="second copy")
    return copied


def restore(place: Path, home: Path) -> None:
    """Make an empty folder into the vault that the copy in `place` holds; the header comes last.

    A mark is left first, so that the next opening logs the restoring, whatever happens in between. A database without
    a header is no empty folder: the header may only be lost. Raises NoVault when `place` holds no copy, AlreadyExists
    when `home` holds a vault or a database, DiskFull, DiskFailed.
    """
    if not (place / HEADER).is_file() or not (place / DATABASE).is_file():
        raise NoVault
    if (home / HEADER).exists():
        raise AlreadyExists("vault")
    if (home / DATABASE).exists() and not (home / RESTORED).exists():
        raise AlreadyExists("database")
    make_folder(home)
    replace_file(home / RESTORED, sealing.digest(place / DATABASE).encode())
    connection.close()
    for leftover in (f"{DATABASE}-wal", f"{DATABASE}-shm", DATABASE):
        remove_file(home / leftover)
    _add_blobs(FolderStore(place), home)
    _copy_database(place / DATABASE, home / DATABASE)
    _copy_small(place, home)


def note_restored(*, actor: Actor, tools: Tools) -> None:
    """Log that this vault came out of a copy, if it did and nobody wrote it down yet.

    The mark holds the digest of the copy's database, which no restored database can know of itself: so one restoring
    is logged once, even when a crash comes between the log and the mark's end.
    """
    if not (tools.home / RESTORED).exists():
        return
    mark = (tools.home / RESTORED).read_text()
    if settings.read("restored", tools=tools) != mark:
        with transaction.atomic():
            for case in access.cases_for(actor=actor, tools=tools):
                log.append(case, EventType.RESTORE, method="copy", actor=actor, tools=tools, note=_FROM_A_COPY)
            settings.write("restored", mark, tools=tools)
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


def _add_blobs(source: Store, folder: Path) -> int:
    """Copy the blobs that `folder` lacks; return how many."""
    target = FolderStore(folder)
    target.sweep()
    lacking = sorted(set(source.names()) - set(target.names()))
    for name in lacking:
        with source.open(name) as body, target.draft(name) as draft:
            shutil.copyfileobj(body, draft, _BUFFER)
            draft.commit()
    return len(lacking)


def _drop_blobs(source: Store, folder: Path) -> None:
    """Remove the blobs that `source` no longer has: what was erased here is erased there."""
    target = FolderStore(folder)
    for name in sorted(set(target.names()) - set(source.names())):
        target.delete(name)


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
    if (source / MEMOS).exists():
        replace_file(target / MEMOS, (source / MEMOS).read_bytes())
    replace_file(target / HEADER, (source / HEADER).read_bytes())
