"""A person who slips, in a path, a number or a passphrase, loses nothing and is told what stood in the way."""

from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from tests.cli.conftest import Shell
from tests.cli.test_troubles import Terminal, at_a_terminal
from tests.vaults import PASSPHRASE
from yosuga.keys import passphrase as passphrases

# --- where a result goes


@pytest.mark.parametrize("words", [("export", "事件", "-o"), ("vault", "copy")])
def test_a_place_that_cannot_be_written_to_is_no_broken_device(
    words: tuple[str, ...], yosuga: Shell, tmp_path: Path
) -> None:
    (tmp_path / "taken").write_text("x", "utf-8")
    ran = yosuga(*words, str(tmp_path / "taken"))
    assert ran.code == 1
    assert "その場所には書き込めません" in ran.err
    assert yosuga("vault", "status", "--json").objects[0]["copies"] == []


def test_a_paper_for_a_folder_that_is_not_there_is_refused_before_the_passphrase(
    yosuga: Shell, passphrase_file: Path, tmp_path: Path
) -> None:
    passphrase_file.unlink()
    for words in (("receipt", "-o"), ("exhibits", "事件", "--draft")):
        assert "place-unfit" in yosuga(*words, str(tmp_path / "none" / "paper")).err


# --- what is handed over, and what is erased


def test_a_list_that_names_no_item_never_hands_over_everything(yosuga: Shell, tmp_path: Path) -> None:
    for slip in ("", ",", " 、 "):
        assert yosuga("export", "事件", "-o", str(tmp_path / "out"), "--items", slip).code == 64
    assert not (tmp_path / "out").exists()


def test_what_is_about_to_be_erased_is_shown_before_the_question(
    yosuga: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("\n"))
    ran = yosuga("erase", "e1")
    assert ran.code == 1
    assert ran.out == ""
    assert ran.err.index("memo.txt") < ran.err.index("元には戻せません")
    monkeypatch.setattr("sys.stdin", Terminal(""))  # Ctrl+D
    assert "中の証拠: 1件" in yosuga("erase", "--whole-case", "--case", "事件").err
    monkeypatch.setattr("sys.stdin", Terminal(chr(0xFF59) + "\n"))  # a full-width y
    assert yosuga("erase", "E0001").code == 0
    assert "消去されています" in yosuga("erase", "E0001", "--yes").err


def test_where_nobody_can_be_asked_the_way_to_erase_is_named(yosuga: Shell) -> None:
    assert "--yes" in yosuga("erase", "E0001").err


def test_a_new_recovery_code_is_asked_about_where_somebody_sits(yosuga: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("n\n"))
    ran = yosuga("vault", "recovery")
    assert ran.code == 1
    assert "すぐに使えなくなります" in ran.err


# --- passphrases


def test_slips_in_a_new_passphrase_are_mended_and_it_is_not_asked_for_a_third_time(
    no_vault: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = at_a_terminal(monkeypatch, "短い", PASSPHRASE, "ちがう言葉ちがう", PASSPHRASE, PASSPHRASE)
    monkeypatch.setattr(passphrases.ask_new, "__kwdefaults__", passphrases.ask.__kwdefaults__)
    assert no_vault("case", "new", "相談").code == 0
    assert len(asked) == 5


def test_a_slip_in_the_recovery_code_can_be_mended(yosuga: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = at_a_terminal(monkeypatch, "", "AAAAA", PASSPHRASE)
    ran = yosuga("items")
    assert (ran.code, len(asked)) == (0, 3)
    assert "打ち間違い" in ran.err


def test_a_wrong_passphrase_in_a_file_is_said_to_come_from_the_file(yosuga: Shell, passphrase_file: Path) -> None:
    passphrase_file.write_text("ちがうパスフレーズ", "utf-8")
    assert "YOSUGA_PASSPHRASE_FILE" in yosuga("items").err


# --- which vault, which case


def test_where_a_vault_was_looked_for_is_said(no_vault: Shell) -> None:
    assert f"探した場所: {no_vault.home}" in no_vault("items").err


def test_a_vault_that_is_there_is_named_before_a_passphrase_is_asked_for(
    yosuga: Shell, passphrase_file: Path, tmp_path: Path
) -> None:
    passphrase_file.unlink()
    for words in (("create",), ("restore", str(tmp_path))):
        ran = yosuga("vault", *words)
        assert ran.code == 1
        assert "already-exists" in ran.err
        assert str(yosuga.home) in ran.err


def test_an_unknown_case_leads_to_the_list_of_cases(yosuga: Shell) -> None:
    assert "`yosuga case list`" in yosuga("items", "別件").err


# --- files that are not there


def test_a_slip_in_the_name_of_a_file_makes_no_vault_and_no_case(
    no_vault: Shell, yosuga: Shell, tmp_path: Path
) -> None:
    ran = yosuga("import", "--case", "新しい", str(tmp_path / "none.png"), str(tmp_path))
    assert ran.code == 1
    assert "見つかりません" in ran.err
    assert "フォルダーは入れられません" in ran.err
    assert [one["name"] for one in yosuga("case", "list", "--json").objects] == ["事件"]


@pytest.mark.parametrize("word", ["下書き.txt", "photo.JPG", "./none", "~/x"])
def test_a_file_that_is_not_there_is_never_said_to_give_nothing_away(word: str, no_vault: Shell) -> None:
    ran = no_vault("check", word)
    assert (ran.code, ran.out) == (1, "")
    assert "見つかりません" in ran.err


def test_an_empty_input_is_never_said_to_give_nothing_away(no_vault: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(b"\n")))
    ran = no_vault("check", "-")
    assert (ran.code, ran.out) == (64, "")


def test_words_with_an_address_in_them_are_still_a_text(no_vault: Shell) -> None:
    assert no_vault("check", "https://example.com/a.txt").code == 0
    assert no_vault("check", "a.txt を見てください").code == 0


def test_an_empty_note_is_refused(yosuga: Shell) -> None:
    assert yosuga("note", "E0001", " ").code == 64


# --- lists


def test_a_list_says_what_is_missing_from_it_and_how_to_see_it(yosuga: Shell, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", "utf-8")
    yosuga("import", "--case", "事件", str(tmp_path / "a.txt"))
    assert "--offset 1" in yosuga("items", "--limit", "1").err
    assert "--offset" not in yosuga("items", "--limit", "2").err
    yosuga("case", "new", "空")
    empty = yosuga("items", "空")
    assert (empty.code, empty.out) == (0, "")
    assert "まだ何も残していません" in empty.err


def test_the_times_of_a_list_name_their_zone(yosuga: Shell) -> None:
    for words in (("items",), ("history",)):
        assert "日本時間" in yosuga(*words).out


def test_an_old_text_is_read_in_its_own_characters(no_vault: Shell, tmp_path: Path) -> None:
    for encoding in ("euc_jp", "cp932", "utf-8-sig", "utf-16"):
        file = tmp_path / f"{encoding}.txt"
        file.write_bytes("連絡先は090-0000-0001です。夜に電話をください。".encode(encoding))
        assert "「090-0000-0001」" in no_vault("check", str(file)).out
