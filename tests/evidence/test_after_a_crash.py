"""What the fault tests found, each as one small test: a crash at the worst moment, and the way on."""

import shutil
from pathlib import Path

import pytest

from tests.vaults import ACTOR, PASSPHRASE, Vault, point_at
from yosuga.cases import actions as cases
from yosuga.custody.events import EventType
from yosuga.errors import AlreadyExists, VaultDamaged
from yosuga.evidence import actions, checking, copying, erasing, history
from yosuga.evidence import vault as vaults_
from yosuga.evidence.layout import RESTORED
from yosuga.stores.folder import FolderStore
from yosuga.tools import Tools


@pytest.fixture
def filled(vault: Vault, tmp_path: Path) -> Vault:
    with vault.opened() as tools:
        cases.open_case("事件", actor=ACTOR, tools=tools)
        for name in ("one", "two"):
            (tmp_path / name).write_bytes(name.encode() * 50)
            actions.import_file(tmp_path / name, kind=None, case="事件", actor=ACTOR, tools=tools)
    return vault


@pytest.fixture
def usb(filled: Vault, tmp_path: Path) -> Path:
    with filled.opened() as tools:
        copying.copy_vault(tmp_path / "usb", actor=ACTOR, tools=tools)
    return tmp_path / "usb"


def add_note(tools: Tools) -> None:
    actions.annotate("E0001", "メモ", case="事件", actor=ACTOR, tools=tools)


def restorings(tools: Tools) -> int:
    told = history.of_case("事件", actor=ACTOR, tools=tools)
    return sum(one.event is not None and one.event.type is EventType.RESTORE for one in told)


def codes(tools: Tools) -> list[str]:
    return [one.code for one in checking.check(actor=ACTOR, tools=tools).findings]


def test_a_head_that_was_half_written_neither_stops_the_vault_nor_stays(filled: Vault) -> None:
    (head,) = (filled.home / "heads").iterdir()
    half = head.with_name(f".draft-{head.name}")
    half.write_bytes(head.read_bytes()[:20])
    with filled.opened() as tools:
        add_note(tools)
        assert codes(tools) == []
    assert not half.exists()


def test_a_head_that_was_altered_is_a_finding_that_names_the_case(filled: Vault) -> None:
    (head,) = (filled.home / "heads").iterdir()
    head.write_bytes(head.read_bytes().replace(b"\n4\n", b"\n5\n").replace(b"\n3\n", b"\n5\n"))
    with filled.opened() as tools:
        found = checking.check(actor=ACTOR, tools=tools).findings
    assert [(one.code, one.case) for one in found] == [("other-history", head.stem)]


def test_a_copy_that_stopped_half_way_through_an_erasure_is_still_a_whole_vault(
    filled: Vault, usb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with filled.opened() as tools:
        erasing.erase_item("E0001", case="事件", actor=ACTOR, tools=tools)
        monkeypatch.setattr(copying, "_copy_database", stop)
        with pytest.raises(KeyboardInterrupt):
            copying.copy_vault(usb, actor=ACTOR, tools=tools)
        assert checking.check_copy(usb, actor=ACTOR, tools=tools).findings == []


def test_what_is_erased_leaves_the_copy_when_it_is_brought_up_to_date(filled: Vault, usb: Path) -> None:
    with filled.opened() as tools:
        erasing.erase_item("E0001", case="事件", actor=ACTOR, tools=tools)
        copying.copy_vault(usb, actor=ACTOR, tools=tools)
        assert set(FolderStore(usb).names()) == set(tools.store.names())


def test_one_restoring_is_logged_once_even_when_its_mark_survives(filled: Vault, usb: Path) -> None:
    shutil.rmtree(filled.home)
    copying.restore(usb, filled.home)
    mark = (filled.home / RESTORED).read_bytes()
    with filled.opened() as tools:
        assert restorings(tools) == 1
    (filled.home / RESTORED).write_bytes(mark)
    with filled.opened() as tools:
        assert restorings(tools) == 1


def test_a_second_restoring_is_logged_again(filled: Vault, usb: Path) -> None:
    for times in (1, 2):
        shutil.rmtree(filled.home)
        copying.restore(usb, filled.home)
        with filled.opened() as tools:
            assert restorings(tools) == times
            copying.copy_vault(usb, actor=ACTOR, tools=tools)


def test_a_database_that_only_lost_its_header_is_not_made_a_new_vault(filled: Vault, usb: Path) -> None:
    header = (filled.home / "vault.json").read_bytes()
    (filled.home / "vault.json").unlink()
    point_at(filled.home)
    with pytest.raises(AlreadyExists):
        vaults_.create(filled.home, passphrase=PASSPHRASE, random=bytes)
    with pytest.raises(AlreadyExists):
        copying.restore(usb, filled.home)
    (filled.home / "vault.json").write_bytes(header)
    with filled.opened() as tools:
        assert codes(tools) == []


def test_a_damaged_schema_that_is_no_text_any_more_is_told_of_as_damage(filled: Vault) -> None:
    database = filled.home / "yosuga.sqlite3"
    database.write_bytes(database.read_bytes().replace(b'CREATE TABLE "cases_case"', b'CREATE TAB\xd2E "cases_case"'))
    with pytest.raises(VaultDamaged), filled.opened():
        pass


def test_a_blob_lies_where_the_format_says(filled: Vault) -> None:
    with filled.opened() as tools:
        for name in tools.store.names():
            assert (filled.home / "blobs" / name[:2] / name).is_file()
