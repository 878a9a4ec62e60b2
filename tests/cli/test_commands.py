"""Every command as a person and as a script uses it, on a real vault."""

import shutil
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Ran, Shell
from tests.vaults import PASSPHRASE
from yosuga.actor import Door, Role
from yosuga.cli import door
from yosuga_verifier.cli import main as verify


def given(folder: Path, name: str = "メモ.txt", text: str = "手元のファイル") -> str:
    path = folder / name
    path.write_text(text, "utf-8")
    return str(path)


# --- import


def test_an_imported_file_gets_a_number_and_is_said_not_to_be_ours(yosuga: Shell, tmp_path: Path) -> None:
    ran = yosuga("import", "--case", "事件", given(tmp_path))
    assert ran.code == 0
    assert "✓ E0002" in ran.out
    assert "Yosugaが取得したものではなく" in ran.out


def test_a_script_gets_one_object_a_file_also_for_one_that_cannot_be_read(yosuga: Shell, tmp_path: Path) -> None:
    ran = yosuga("import", "--json", "--case", "事件", "--kind", "receipt", given(tmp_path), str(tmp_path / "none"))
    good, bad = ran.objects
    assert ran.code == 1
    assert (good["item"], good["kind"], len(str(good["sha256"]))) == ("E0002", "receipt", 64)
    assert (bad["item"], bad["error"]) == (None, "not-found")
    assert "指定されたものが見つかりません" in ran.err


def test_the_first_import_makes_vault_and_case_without_asking(no_vault: Shell, tmp_path: Path) -> None:
    ran = no_vault("import", "--json", given(tmp_path))
    assert (ran.code, ran.objects[0]["item"]) == (0, "E0001")
    assert "回復コードです" in ran.err
    assert [one["name"] for one in no_vault("case", "list", "--json").objects] == ["default"]


# --- case


def test_a_case_is_made_listed_and_not_made_twice(yosuga: Shell) -> None:
    made = yosuga("case", "new", "相談その2", "--json").objects[0]
    listed = yosuga("case", "list", "--json").objects
    assert [(one["name"], one["items"]) for one in listed] == [("事件", 1), ("相談その2", 0)] or [
        (one["name"], one["items"]) for one in listed
    ] == [("相談その2", 0), ("事件", 1)]
    assert made["case"] in {one["case"] for one in listed}
    again = yosuga("case", "new", "相談その2")
    assert (again.code, again.out) == (1, "")
    assert "上書きはしません" in again.err


def test_the_list_of_cases_lines_up(yosuga: Shell) -> None:
    yosuga("case", "new", "ながい名前のケース")
    heading, *rows = yosuga("case", "list").out.splitlines()
    assert heading.split() == ["ケース", "証拠", "記録", "名前"]
    assert len(rows) == 2


def test_with_several_cases_one_has_to_be_named(yosuga: Shell) -> None:
    yosuga("case", "new", "相談その2")
    ran = yosuga("items")
    assert ran.code == 64
    assert "ケースが2件あります" in ran.err
    assert yosuga("items", "事件").code == 0


# --- items


@pytest.fixture
def three(yosuga: Shell, tmp_path: Path) -> Shell:
    yosuga("import", "--case", "事件", given(tmp_path, "ＡＢＣ投稿.txt"), given(tmp_path, "領収.txt"))
    return yosuga


def ids(ran: Ran) -> list[object]:
    return [one["eid"] for one in ran.objects]


def test_items_are_listed_in_order_and_a_part_of_them_when_asked(three: Shell) -> None:
    assert ids(three("items", "--json")) == ["E0001", "E0002", "E0003"]
    assert ids(three("items", "--json", "--limit", "1", "--offset", "1")) == ["E0002"]
    assert ids(three("items", "--json", "--offset", "9")) == []


def test_a_search_does_not_mind_full_width_or_capital_letters(three: Shell) -> None:
    assert ids(three("items", "--json", "--search", "abc")) == ["E0002"]
    assert ids(three("items", "--json", "--search", "どこにもない")) == []


def test_a_partial_list_says_that_it_is_one(three: Shell) -> None:
    ran = three("items", "--limit", "2")
    assert "3件のうち2件" in ran.err
    assert [line[:5] for line in ran.out.splitlines() if line.startswith("E")] == ["E0001", "E0002"]


# --- note, history


def test_a_note_stands_in_the_history_of_its_item_and_who_wrote_it_is_the_local_owner(yosuga: Shell) -> None:
    assert yosuga("note", "E0001", "電話でも確かめた").code == 0
    ran = yosuga("history", "E0001", "--json")
    assert [one["type"] for one in ran.objects] == ["import", "annotate"]
    assert ran.objects[-1]["note"] == "電話でも確かめた"
    assert {(one["actor"], one["role"]) for one in ran.objects} == {("local", Role.OWNER.value)}
    assert (door.ACTOR.id, door.ACTOR.door) == ("local", Door.CLI)


def test_a_history_is_told_in_the_readers_language(yosuga: Shell) -> None:
    yosuga("note", "e1", "メモ")
    told = yosuga("history").out
    assert "ケースを作りました。" in told
    assert "メモを付けました。" in told
    assert "not captured by us" not in told
    assert "この端末の時計による" in told


def test_an_erased_item_shows_as_such_everywhere(yosuga: Shell) -> None:
    yosuga("erase", "E0001", "--yes")
    assert yosuga("items").out == "E0001  消去済み\n"
    assert yosuga("items", "--json").objects[0]["erased"] is True
    seq, kinds = [], []
    for one in yosuga("history", "--json").objects:
        seq.append(one["seq"])
        kinds.append(one.get("type", "gone"))
    assert (seq, kinds) == ([0, 1, 2], ["case_open", "gone", "erase"])


# --- erase


@pytest.mark.parametrize("words", [("erase", "E0001"), ("erase", "--whole-case", "--case", "事件")])
def test_nothing_is_erased_without_a_yes(words: tuple[str, ...], yosuga: Shell) -> None:
    ran = yosuga(*words)
    assert ran.code == 1
    assert "何もしませんでした" in ran.err
    assert yosuga("items", "--json").objects[0]["erased"] is False


def test_a_whole_case_is_erased_when_it_is_named(yosuga: Shell) -> None:
    ran = yosuga("erase", "--whole-case", "--case", "事件", "--yes")
    assert ran.code == 0
    assert "控えには" in ran.out
    assert "まだケースがありません" in yosuga("case", "list").out


def test_what_does_not_exist_is_not_erased(yosuga: Shell) -> None:
    assert yosuga("erase", "E0009", "--yes").code == 1
    assert yosuga("erase", "--whole-case", "--case", "別件", "--yes").code == 1
    assert yosuga("items", "--json").objects[0]["erased"] is False


# --- export, verify


def test_an_export_prints_the_path_alone_and_the_package_verifies(yosuga: Shell, tmp_path: Path) -> None:
    ran = yosuga("export", "事件", "-o", str(tmp_path / "out"))
    path = Path(ran.out.rstrip("\n"))
    assert ran.code == 0
    assert path.is_dir()
    assert "次の鍵を、別の方法" in ran.err
    key = ran.err.splitlines()[-1].strip()
    assert verify([str(path), "--key", key]) == 2  # no time-stamp: 要確認


def test_a_script_gets_path_key_and_what_was_held_back(three: Shell, tmp_path: Path) -> None:
    (made,) = three("export", "事件", "-o", str(tmp_path), "--zip", "--items", "E0001, E0003", "--json").objects
    assert zipfile.is_zipfile(str(made["path"]))
    assert (made["items"], made["withheld"], made["sealed_by"]) == (["E0001", "E0003"], ["E0002"], [])
    assert str(made["key"]).startswith("yosuga/")


def test_purpose_and_recipient_are_in_the_log_and_nothing_where_none_was_given(yosuga: Shell, tmp_path: Path) -> None:
    yosuga("export", "事件", "-o", str(tmp_path))
    yosuga("export", "事件", "-o", str(tmp_path), "--purpose", "相談", "--recipient", "弁護士")
    told = yosuga("history").out
    assert (told.count("目的:"), told.count("渡す相手: 弁護士")) == (1, 1)


# --- vault


def test_a_new_vault_says_where_it_is_and_is_not_made_twice(no_vault: Shell) -> None:
    assert no_vault("vault", "create").out == f"{no_vault.home}\n"
    assert no_vault("vault", "create").code == 1


def test_status_tells_what_is_there_and_what_is_missing(yosuga: Shell, tmp_path: Path) -> None:
    before = yosuga("vault", "status", "--json").objects[0]
    assert (before["cases"], before["items"], before["captures_waiting"], before["authorities"]) == (1, 1, 0, [])
    assert (before["copies"], before["copied_at"], before["writable"]) == ([], "", True)
    assert "控えはまだありません" in yosuga("vault", "status").out
    assert yosuga("vault", "copy", str(tmp_path / "usb")).code == 0
    after = yosuga("vault", "status", "--json").objects[0]
    assert after["copies"] == [str(tmp_path / "usb")]
    assert str(after["copied_at"]).endswith("Z")
    assert "最後に控えを取った時" in yosuga("vault", "status").out


def test_a_check_is_calm_when_all_is_well_and_names_the_item_when_not(yosuga: Shell) -> None:
    good = yosuga("vault", "check")
    assert (good.code, good.out.splitlines()[-1]) == (0, "✓ すべて、保存したときのままです。")
    largest = max((yosuga.home / "blobs").rglob("*"), key=lambda path: path.stat().st_size if path.is_file() else -1)
    content = bytearray(largest.read_bytes())
    content[-1] ^= 1
    largest.write_bytes(content)
    bad = yosuga("vault", "check")
    assert bad.code == 1
    assert "E0001  保存したファイルが壊れているか" in bad.out
    (report,) = yosuga("vault", "check", "--json").objects
    assert isinstance(report["findings"], list)
    assert report["findings"][0]["item"] == "E0001"


def test_a_copy_checks_clean_and_brings_a_lost_vault_back(yosuga: Shell, tmp_path: Path) -> None:
    usb = str(tmp_path / "usb")
    assert "✓" in yosuga("vault", "copy", usb).out
    assert yosuga("vault", "check", usb).code == 0
    shutil.rmtree(yosuga.home)
    assert yosuga("vault", "restore", usb).code == 0
    assert [one["type"] for one in yosuga("history", "--json").objects][-1] == "restore"


def test_going_on_with_an_older_log_has_to_be_said(yosuga: Shell) -> None:
    older = (yosuga.home / "yosuga.sqlite3").read_bytes()
    yosuga("note", "E0001", "メモ")
    (yosuga.home / "yosuga.sqlite3").write_bytes(older)
    stopped = yosuga("note", "E0001", "もう1つ")
    assert stopped.code == 1
    assert "追記を止めました" in stopped.err
    assert yosuga("vault", "restore").code == 64
    assert yosuga("vault", "restore", "--accept").code == 0
    assert yosuga("note", "E0001", "もう1つ").code == 0


def test_a_changed_passphrase_opens_and_the_old_one_does_not(
    yosuga: Shell, passphrase_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = tmp_path / "fresh"
    fresh.write_text("まったく 別の 四つの ことば", "utf-8")
    fresh.chmod(0o600)
    monkeypatch.setenv("YOSUGA_NEW_PASSPHRASE_FILE", str(fresh))
    assert yosuga("vault", "passphrase").code == 0
    assert yosuga("items").code == 1
    passphrase_file.write_text(fresh.read_text("utf-8"), "utf-8")
    assert yosuga("items").code == 0


def test_a_new_recovery_code_is_shown_once_and_not_on_standard_output(yosuga: Shell) -> None:
    ran = yosuga("vault", "recovery")
    assert ran.code == 0
    assert "-" not in ran.out.replace("\n", "")
    assert len([line for line in ran.err.splitlines() if line.strip().count("-") == 7]) == 1


def test_a_passphrase_file_that_others_can_read_works_with_a_word(yosuga: Shell, passphrase_file: Path) -> None:
    assert passphrase_file.read_text("utf-8").strip() == PASSPHRASE
    passphrase_file.chmod(0o644)
    ran = yosuga("items")
    assert ran.code == 0
    assert "ほかの人も読めます" in ran.err
