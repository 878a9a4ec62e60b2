import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from tests.vaults import ACTOR, PASSPHRASE, Vault
from yosuga.cases import actions as cases
from yosuga.cases.access import case_for
from yosuga.clock import Instant, SystemClock
from yosuga.custody.events import Event, EventType
from yosuga.errors import DiskFailed, KeyErased, LogDamaged, NotFound, VaultRolledBack, WrongPassphrase
from yosuga.evidence import actions, checking, copying, elsewhere, erasing, history, overview
from yosuga.evidence import vault as vaults_
from yosuga.keys import vault as master_key
from yosuga.tools import Tools

SECRET = b"secret-of-the-first-item " * 40
OTHER = b"content-of-the-second-item " * 40


@pytest.fixture
def filled(vault: Vault, tmp_path: Path) -> Vault:
    first, second = tmp_path / "one.txt", tmp_path / "two.txt"
    first.write_bytes(SECRET)
    second.write_bytes(OTHER)
    with vault.opened() as tools:
        cases.open_case("事件", actor=ACTOR, tools=tools)
        for path in (first, second):
            actions.import_file(path, kind=None, case="事件", actor=ACTOR, tools=tools)
    return vault


def events_of(tools: Tools) -> list[Event | None]:
    return [one.event for one in history.of_case("事件", actor=ACTOR, tools=tools)]


def types_of(tools: Tools) -> list[EventType]:
    return [event.type for event in events_of(tools) if event]


def read_blob(tools: Tools, name: str) -> bytes:
    with tools.store.open(name) as body:
        return body.read()


def add_note(tools: Tools) -> None:
    actions.annotate("E0001", "メモ", case="事件", actor=ACTOR, tools=tools)


# --- erasure


def test_an_erased_item_is_gone_and_the_log_is_whole(filled: Vault) -> None:
    with filled.opened() as tools:
        erasing.erase_item("E0001", case="事件", actor=ACTOR, tools=tools)
        assert [(one.eid, one.erased) for one in overview.of_case("事件", actor=ACTOR, tools=tools)] == [
            ("E0001", True),
            ("E0002", False),
        ]
        assert [event.type if event else None for event in events_of(tools)] == [
            EventType.CASE_OPEN,
            None,
            EventType.IMPORT,
            EventType.ERASE,
        ]
        assert checking.check(actor=ACTOR, tools=tools).findings == []
        with pytest.raises(KeyErased):
            add_note(tools)


def test_no_key_salt_or_ciphertext_of_an_erased_item_is_left_in_any_file(filled: Vault) -> None:
    with filled.opened() as tools:
        with connection.cursor() as cursor:
            cursor.execute("SELECT key_wrapped, record_sealed FROM evidence_item WHERE number = 1")
            wrapped, record = cursor.fetchone()
            cursor.execute("SELECT b.key_wrapped, b.facts_sealed, b.name FROM evidence_blob b WHERE b.item_id = 1")
            blobs = cursor.fetchall()
            cursor.execute("SELECT line_sealed FROM cases_entry WHERE item = 1")
            lines = [row[0] for row in cursor.fetchall()]
        ciphertext = [read_blob(tools, name)[56:200] for _, _, name in blobs]
        erasing.erase_item("E0001", case="事件", actor=ACTOR, tools=tools)
        open_now = filled.bytes_at_rest()
    secrets = [bytes(wrapped), bytes(record), *ciphertext, *map(bytes, lines)]
    secrets += [bytes(part) for row in blobs for part in row[:2]]
    assert len(secrets) >= 7
    for name, content in (*open_now, *filled.bytes_at_rest()):
        for secret in secrets:
            assert secret[13:45] not in content, name


def test_an_erased_number_is_never_given_again(filled: Vault, tmp_path: Path) -> None:
    with filled.opened() as tools:
        erasing.erase_item("E0002", case="事件", actor=ACTOR, tools=tools)
        taken = actions.import_file(tmp_path / "one.txt", kind=None, case="事件", actor=ACTOR, tools=tools)
    assert taken.item.eid == "E0003"


def test_an_erased_case_leaves_leaves_and_one_readable_entry(filled: Vault) -> None:
    with filled.opened() as tools:
        case = case_for("事件", actor=ACTOR, tools=tools)
        erasing.erase_case("事件", actor=ACTOR, tools=tools)
        with pytest.raises(NotFound):
            case_for("事件", actor=ACTOR, tools=tools)
        with pytest.raises(KeyErased):
            case_for(case.id, actor=ACTOR, tools=tools)
        report = checking.check(actor=ACTOR, tools=tools)
        assert (report.entries, report.findings, list(tools.store.names())) == (4, [], [])
    with filled.opened() as tools:
        assert tools.writable


# --- the log and its heads


def test_a_database_put_back_is_seen_and_nothing_is_appended(filled: Vault) -> None:
    older = (filled.home / "yosuga.sqlite3").read_bytes()
    with filled.opened() as tools:
        add_note(tools)
    (filled.home / "yosuga.sqlite3").write_bytes(older)
    with filled.opened() as tools, pytest.raises(VaultRolledBack):
        add_note(tools)


def test_a_whole_folder_put_back_is_seen_by_the_second_copy(filled: Vault, tmp_path: Path) -> None:
    with filled.opened() as tools:
        copying.copy_vault(tmp_path / "usb", actor=ACTOR, tools=tools)
    older = filled.copied_to(tmp_path / "older")
    with filled.opened() as tools:
        add_note(tools)
        copying.copy_vault(tmp_path / "usb", actor=ACTOR, tools=tools)
    with older.opened() as tools, pytest.raises(VaultRolledBack):
        add_note(tools)


def test_a_person_can_go_on_with_an_older_log_and_the_log_says_so(filled: Vault) -> None:
    older = (filled.home / "yosuga.sqlite3").read_bytes()
    with filled.opened() as tools:
        add_note(tools)
    (filled.home / "yosuga.sqlite3").write_bytes(older)
    unlock = lambda _: filled.master  # noqa: E731
    with vaults_.opened_anyway(filled.home, unlock=unlock, bench=filled.bench, actor=ACTOR) as found:
        assert copying.accept_history(actor=ACTOR, tools=found.tools) == 1
    with filled.opened() as tools:
        add_note(tools)
        assert types_of(tools)[-2:] == [EventType.RESTORE, EventType.ANNOTATE]


def test_a_head_that_a_crash_kept_from_being_written_is_written_at_the_next_opening(filled: Vault) -> None:
    (head,) = (filled.home / "heads").iterdir()
    newest = head.read_bytes()
    head.unlink()
    with filled.opened():
        assert head.read_bytes() == newest


def test_a_changed_leaf_stops_the_vault_from_growing(filled: Vault) -> None:
    with filled.opened() as tools, connection.cursor() as cursor:
        cursor.execute("UPDATE cases_entry SET leaf = zeroblob(32) WHERE seq = 2")
    with filled.opened() as tools:
        with pytest.raises(LogDamaged):
            add_note(tools)
        assert "head-damaged" in {one.code for one in checking.check(actor=ACTOR, tools=tools).findings}


class MovedClock(SystemClock):
    """The device's clock, put back by an hour."""

    def read(self) -> Instant:
        now = super().read()
        return Instant(now.wall - timedelta(hours=1), now.monotonic_ns, now.boot, now.source, now.zone)


def test_a_clock_that_was_moved_is_written_down_before_what_follows(filled: Vault) -> None:
    from dataclasses import replace

    with filled.opened() as tools:
        add_note(replace(tools, clock=MovedClock()))
        told = [event for event in events_of(tools) if event]
    assert [event.type for event in told[-2:]] == [EventType.CLOCK_JUMP, EventType.ANNOTATE]
    assert (told[-2].note or "").startswith("-3600")


# --- keys


def test_a_new_passphrase_opens_the_old_one_does_not_and_every_log_says_so(filled: Vault) -> None:
    with filled.opened() as tools:
        header = master_key.change_passphrase(
            vaults_.read_header(filled.home), master=filled.master, passphrase="another one entirely", random=os.urandom
        )
        vaults_.write_header(header, actor=ACTOR, tools=tools)
        assert types_of(tools)[-1] is EventType.KEY_CHANGE
    header = vaults_.read_header(filled.home)
    assert master_key.unlock(header, passphrase="another one entirely") == filled.master
    assert master_key.unlock_with_recovery(header, code=filled.recovery_code) == filled.master
    with pytest.raises(WrongPassphrase):
        master_key.unlock(header, passphrase=PASSPHRASE)


def test_a_key_change_that_a_crash_kept_from_the_log_is_logged_at_the_next_opening(filled: Vault) -> None:
    header, _ = master_key.renew_recovery(vaults_.read_header(filled.home), master=filled.master, random=os.urandom)
    (filled.home / "vault.json").write_bytes(header.to_bytes())
    for _ in range(2):
        with filled.opened() as tools:
            assert types_of(tools).count(EventType.KEY_CHANGE) == 1


# --- second copy and restore


def test_a_second_copy_checks_clean_and_a_changed_byte_in_it_names_the_item(filled: Vault, tmp_path: Path) -> None:
    usb = tmp_path / "usb"
    with filled.opened() as tools:
        assert copying.copy_vault(usb, actor=ACTOR, tools=tools) == 4
        assert checking.check_copy(usb, actor=ACTOR, tools=tools).findings == []
        blob = max((usb / "blobs").rglob("*"), key=lambda path: path.stat().st_size if path.is_file() else -1)
        content = bytearray(blob.read_bytes())
        content[100] ^= 1
        blob.write_bytes(content)
        (finding,) = checking.check_copy(usb, actor=ACTOR, tools=tools).findings
    assert (finding.code, finding.item) == ("blob-damaged", "E0002")


def test_a_copy_that_broke_off_is_told_by_nobody(filled: Vault, tmp_path: Path) -> None:
    usb = tmp_path / "usb"
    usb.mkdir()
    (usb / "blobs").write_text("a file stands where the folder should")
    with filled.opened() as tools:
        with pytest.raises(DiskFailed):
            copying.copy_vault(usb, actor=ACTOR, tools=tools)
        assert elsewhere.of_item("E0001", case="事件", actor=ACTOR, tools=tools).nowhere == 1
        (usb / "blobs").unlink()
        copying.copy_vault(usb, actor=ACTOR, tools=tools)
        assert elsewhere.of_item("E0001", case="事件", actor=ACTOR, tools=tools).nowhere == 0


def test_what_is_erased_here_is_erased_in_the_copy_too(filled: Vault, tmp_path: Path) -> None:
    usb = tmp_path / "usb"
    with filled.opened() as tools:
        copying.copy_vault(usb, actor=ACTOR, tools=tools)
        erasing.erase_item("E0001", case="事件", actor=ACTOR, tools=tools)
        copying.copy_vault(usb, actor=ACTOR, tools=tools)
        report = checking.check_copy(usb, actor=ACTOR, tools=tools)
    assert (report.items, report.files, report.findings) == (1, 2, [])


def test_a_restored_vault_holds_everything_and_its_log_says_so(filled: Vault, tmp_path: Path) -> None:
    usb = tmp_path / "usb"
    with filled.opened() as tools:
        copying.copy_vault(usb, actor=ACTOR, tools=tools)
    shutil.rmtree(filled.home)
    copying.restore(usb, filled.home)
    for _ in range(2):
        with filled.opened() as tools:
            report = checking.check(actor=ACTOR, tools=tools)
            assert (report.items, report.findings) == (2, [])
            assert types_of(tools).count(EventType.RESTORE) == 1


# --- what lies on the disk


def test_a_database_changed_while_closed_is_seen_even_where_no_row_lies(filled: Vault) -> None:
    database = filled.home / "yosuga.sqlite3"
    content = bytearray(database.read_bytes())
    free = content.index(bytes(64), 4096)
    content[free + 10] ^= 1
    database.write_bytes(content)
    with filled.opened() as tools:
        assert "database-altered" in {one.code for one in checking.check(actor=ACTOR, tools=tools).findings}


def test_leftovers_of_a_crash_are_listed_and_never_deleted(filled: Vault) -> None:
    with filled.opened() as tools, tools.store.draft("ab" * 16) as draft:
        draft.write(b"x" * 100)
        draft.commit()
    with filled.opened() as tools:
        assert checking.check(actor=ACTOR, tools=tools).orphans == ["ab" * 16]
        assert "ab" * 16 in set(tools.store.names())
