"""A local vault from the outside: made, opened by one writer, looked over, and closed with nothing left behind."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from yosuga.actor import Actor
from yosuga.cases import access, log, settings
from yosuga.cases.models import Case
from yosuga.custody.events import EventType
from yosuga.errors import AlreadyExists, NoVault, VaultDamaged, VaultReadOnly, VaultRolledBack, YosugaError
from yosuga.evidence import copying, memo_slot, rollback, sealing
from yosuga.evidence.erasing import finish_erasures
from yosuga.evidence.layout import HEADER, LOCK, MEMOS
from yosuga.evidence.models import Blob, Erasure
from yosuga.keys import vault as master_key
from yosuga.keys.header import Header
from yosuga.stores import small
from yosuga.stores.folder import FolderStore
from yosuga.stores.lock import locked
from yosuga.stores.small import make_folder, remove_file, replace_file
from yosuga.tools import Tools

Bench = Callable[[bytes], Tools]


@dataclass(frozen=True, slots=True)
class Opened:
    """An open vault: its tools, and what was found on the way in."""

    tools: Tools
    orphans: Sequence[str]
    swept: int


def create(home: Path, *, passphrase: str, random: Callable[[int], bytes]) -> str:
    """Make an empty vault and return its recovery code, which is shown once and stored nowhere.

    The header comes last: a folder without one is not a vault yet, unless its database has cases: then the header was
    lost, and a new one would shut them for ever. Raises AlreadyExists, BadInput, DiskFull.
    """
    if (home / HEADER).exists():
        raise AlreadyExists("vault")
    header, master, code = master_key.create(passphrase=passphrase, random=random)
    make_folder(home)
    with locked(home / LOCK) as mine:
        if not mine:
            raise VaultReadOnly
        _migrate(home)
        has_cases = Case.objects.exists()
        connection.close()
        if has_cases:
            raise AlreadyExists("a database whose vault.json is missing")
        FolderStore(home).prepare()
        remove_file(home / MEMOS)  # a slot of another vault, left behind
        memo_slot.prepare(home, header=header, master=master)
        replace_file(home / HEADER, header.to_bytes())
    return code


def read_header(home: Path) -> Header:
    """Return the vault's header. Raises NoVault, VaultDamaged."""
    try:
        raw = (home / HEADER).read_bytes()
    except FileNotFoundError:
        raise NoVault from None
    return Header.from_bytes(raw)


def write_header(header: Header, *, actor: Actor, tools: Tools) -> None:
    """Replace the header (a new passphrase, a new recovery code), then log the change in every case."""
    tools.must_write()
    replace_file(tools.home / HEADER, header.to_bytes())
    _note_key_change(tools, actor=actor)


@contextmanager
def opened(home: Path, *, unlock: Callable[[Header], bytes], bench: Bench, actor: Actor) -> Iterator[Opened]:
    """Open the vault for the length of the block. Only the first process may write; the next one reads.

    On the way in: compare the log with every head seen before, sweep drafts, finish erasures, re-publish heads after
    a crash, log what was not logged yet. On the way out the write-ahead log is emptied and the database sealed.
    """
    with _opened(home, unlock=unlock, bench=bench, actor=actor, forgiven=()) as found:
        yield found


@contextmanager
def opened_anyway(home: Path, *, unlock: Callable[[Header], bytes], bench: Bench, actor: Actor) -> Iterator[Opened]:
    """Open a vault whose log does not continue every head seen before, so that the person can go on with it."""
    with _opened(home, unlock=unlock, bench=bench, actor=actor, forgiven=VaultRolledBack) as found:
        yield found


@contextmanager
def _opened(
    home: Path,
    *,
    unlock: Callable[[Header], bytes],
    bench: Bench,
    actor: Actor,
    forgiven: type[YosugaError] | tuple[()],
) -> Iterator[Opened]:
    tools = bench(unlock(read_header(home)))
    with locked(home / LOCK) as mine:
        if not mine:
            yield Opened(tools=replace(tools, blocked=VaultReadOnly()), orphans=(), swept=0)
            return
        untouched = sealing.holds(home)  # asked before a newer version changes the tables itself
        _migrate(home)
        blocked = rollback.reason(tools)
        if blocked is not None and not isinstance(blocked, forgiven):
            yield Opened(tools=replace(tools, blocked=blocked), orphans=(), swept=0)
            return
        tools = replace(tools, altered=not untouched)
        sealing.break_seal(home)
        try:
            # A log that others contradict is left exactly as it is until the person has decided.
            yield Opened(tools=tools, orphans=(), swept=0) if blocked else _look_over(tools, actor=actor)
        finally:
            close(home)


def close(home: Path) -> None:
    """Empty the write-ahead log, so that no erased row waits in it, close the database and seal it."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    sealing.seal(home)


def orphans(tools: Tools) -> list[str]:
    """Return stored blobs that no row names: what a crash between bytes and row leaves. They are never deleted."""
    known = set(Blob.objects.values_list("name", flat=True)) | set(Erasure.objects.values_list("name", flat=True))
    return sorted(name for name in tools.store.names() if name not in known)


def _look_over(tools: Tools, *, actor: Actor) -> Opened:
    swept = tools.store.sweep() + sum(small.sweep(folder) for folder in (tools.home, tools.heads) if folder)
    finish_erasures(tools)
    rollback.publish_missing(tools)
    memo_slot.prepare(tools.home, header=read_header(tools.home), master=tools.master)  # vaults of an earlier version
    copying.note_restored(actor=actor, tools=tools)
    _note_key_change(tools, actor=actor)
    return Opened(tools=tools, orphans=orphans(tools), swept=swept)


def _note_key_change(tools: Tools, *, actor: Actor) -> None:
    """Log, once for each case, that the header's wraps changed since the log last saw them."""
    now = hashlib.sha256((tools.home / HEADER).read_bytes()).hexdigest()
    before = settings.read("header", tools=tools)
    if before == now:
        return
    with transaction.atomic():
        for case in access.cases_for(actor=actor, tools=tools) if before else ():
            log.append(case, EventType.KEY_CHANGE, method="header", actor=actor, tools=tools)
        settings.write("header", now, tools=tools)


def _migrate(home: Path) -> None:
    try:
        executor = MigrationExecutor(connection)
    except UnicodeDecodeError as error:  # SQLite quotes the damaged schema, which is no text any more
        raise VaultDamaged("database") from error
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        sealing.break_seal(home)
        call_command("migrate", verbosity=0, interactive=False)
