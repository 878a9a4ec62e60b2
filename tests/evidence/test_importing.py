import hashlib
from pathlib import Path

import pytest

from tests.vaults import ACTOR, Vault
from yosuga.cases import actions as cases
from yosuga.cases.access import case_for
from yosuga.custody.events import EventType
from yosuga.errors import AlreadyExists, BadFile, BadInput, NotFound, VaultReadOnly
from yosuga.evidence import actions, checking, history, keeping, overview
from yosuga.evidence.results import Imported
from yosuga.tools import Tools

LETTER = "件名: 相談\n本文: 03-0000-0000 に電話がありました。\n".encode()


def take(path: Path, tools: Tools, *, case: str = "事件") -> Imported:
    return actions.import_file(path, kind=None, case=case, actor=ACTOR, tools=tools)


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "手紙.txt"
    path.write_bytes(LETTER)
    return path


def test_an_imported_file_is_kept_byte_for_byte_and_the_original_is_untouched(vault: Vault, letter: Path) -> None:
    before = letter.stat()
    with vault.opened() as tools:
        case = cases.open_case("事件", actor=ACTOR, tools=tools)
        taken = take(letter, tools)
        item = keeping.open_item(case, keeping.row_of("E0001", case=case))
        kept = {
            facts.name: keeping.open_file(item, row, case=case, tools=tools).read()
            for row, facts in keeping.files_of(item)
        }
    assert LETTER in kept.values()
    assert taken.item.sha256 == hashlib.sha256(LETTER).hexdigest()
    assert (letter.read_bytes(), letter.stat().st_mtime_ns) == (LETTER, before.st_mtime_ns)


def test_the_log_says_that_it_was_not_captured_by_us(vault: Vault, letter: Path) -> None:
    with vault.opened() as tools:
        cases.open_case("事件", actor=ACTOR, tools=tools)
        take(letter, tools)
        told = [one.event for one in history.of_item("E0001", case="事件", actor=ACTOR, tools=tools)]
    (event,) = told
    assert event is not None
    assert (event.type, event.note, event.anchor) == (EventType.IMPORT, "not captured by us", "none")
    assert event.sha256 == hashlib.sha256(LETTER).hexdigest()


def test_item_numbers_have_no_gap(vault: Vault, letter: Path) -> None:
    with vault.opened() as tools:
        cases.open_case("事件", actor=ACTOR, tools=tools)
        eids = [take(letter, tools).item.eid for _ in range(3)]
    assert eids == ["E0001", "E0002", "E0003"]


def test_nothing_of_the_content_name_or_case_can_be_read_from_the_disk(vault: Vault, letter: Path) -> None:
    with vault.opened() as tools:
        cases.open_case("田中の件", actor=ACTOR, tools=tools)
        taken = take(letter, tools, case="田中の件")
    words = [LETTER, "手紙".encode(), "田中".encode(), b"03-0000-0000", taken.item.sha256.encode()]
    words.append(bytes.fromhex(taken.item.sha256))
    for name, content in vault.bytes_at_rest():
        for word in words:
            assert word not in content, name
        assert "手紙" not in name


def test_a_folder_a_device_and_a_missing_file_are_refused_and_take_no_number(
    vault: Vault, tmp_path: Path, letter: Path
) -> None:
    with vault.opened() as tools:
        cases.open_case("事件", actor=ACTOR, tools=tools)
        for wrong in (tmp_path, Path("/dev/null"), tmp_path / "no-such-file"):
            with pytest.raises(BadFile):
                take(wrong, tools)
        assert take(letter, tools).item.eid == "E0001"


def test_a_case_is_found_by_name_and_by_id_and_a_stranger_is_not(vault: Vault) -> None:
    with vault.opened() as tools:
        made = cases.open_case("  事件  ", actor=ACTOR, tools=tools)
        assert case_for("事件", actor=ACTOR, tools=tools).id == made.id
        assert case_for(made.id, actor=ACTOR, tools=tools).name == "事件"
        with pytest.raises(NotFound):
            case_for("別の件", actor=ACTOR, tools=tools)


def test_a_case_name_is_taken_once_and_must_say_something(vault: Vault) -> None:
    with vault.opened() as tools:
        cases.open_case("事件", actor=ACTOR, tools=tools)
        with pytest.raises(AlreadyExists):
            cases.open_case("事件", actor=ACTOR, tools=tools)
        with pytest.raises(BadInput):
            cases.open_case(" \n ", actor=ACTOR, tools=tools)


def test_a_second_opening_reads_and_cannot_write(vault: Vault, letter: Path) -> None:
    with vault.opened() as first:
        cases.open_case("事件", actor=ACTOR, tools=first)
        take(letter, first)
        with vault.opened() as second:
            assert [one.eid for one in overview.of_case("事件", actor=ACTOR, tools=second)] == ["E0001"]
            with pytest.raises(VaultReadOnly):
                take(letter, second)


def test_an_untouched_vault_checks_clean(vault: Vault, letter: Path) -> None:
    with vault.opened() as tools:
        cases.open_case("事件", actor=ACTOR, tools=tools)
        take(letter, tools)
        actions.annotate("E0001", "メモ", case="事件", actor=ACTOR, tools=tools)
    with vault.opened() as tools:
        report = checking.check(actor=ACTOR, tools=tools)
    assert (report.items, report.files, report.entries, report.findings, report.orphans) == (1, 2, 3, [], [])
