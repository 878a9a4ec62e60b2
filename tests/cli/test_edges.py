"""What a first user runs into at the edges: the same file again, an empty word, a place that takes nothing."""

import errno
import os
import subprocess
import threading
from pathlib import Path

import pytest

from tests.cli.conftest import Shell
from tests.cli.test_process import YOSUGA, environment, run
from tests.cli.test_resume import site
from yosuga.cli import destinations, saving
from yosuga.errors import AlreadyExists, BadInput, VaultDamaged
from yosuga.evidence import paging

__all__ = ["environment"]  # a fixture

# --- the same file again


def test_a_file_that_was_there_before_is_kept_again_and_both_are_named(yosuga: Shell, tmp_path: Path) -> None:
    memo, other = tmp_path / "写し.txt", tmp_path / "ほか.txt"
    memo.write_text("はじめのファイル\n", "utf-8")  # as E0001
    other.write_text("ほか\n", "utf-8")
    ran = yosuga("import", "--case", "事件", "--json", str(memo), str(other), str(other))
    assert ran.code == 0
    assert [(one["item"], one["same_as"]) for one in ran.objects] == [
        ("E0002", "E0001"), ("E0003", None), ("E0004", "E0003"),
    ]  # fmt: skip
    assert "E0001 として入っています" in yosuga("import", "--case", "事件", str(memo)).out
    assert "入っています" not in yosuga("import", "--case", "別件", str(memo)).out
    assert yosuga("vault", "check").code == 0


def test_a_vault_that_cannot_say_whether_it_has_a_file_keeps_it_all_the_same(
    yosuga: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(*_: object, **__: object) -> None:
        raise VaultDamaged("record")

    monkeypatch.setattr(paging, "by_hash", damaged)
    (tmp_path / "a.txt").write_text("x", "utf-8")
    ran = yosuga("import", "--case", "事件", str(tmp_path / "a.txt"))
    assert (ran.code, ran.out[:7]) == (0, "✓ E0002")
    assert "`yosuga vault check`" in ran.err


# --- names


def test_a_file_whose_name_is_not_unicode_is_taken_in_and_its_name_read(yosuga: Shell, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode("掲示板の写し.txt".encode("cp932"))
    path.write_text("x", "utf-8")
    assert yosuga("import", "--case", "事件", str(path)).code == 0
    assert "掲示板の写し.txt" in yosuga("items").out


def test_words_that_are_not_unicode_are_refused_and_nothing_is_kept(yosuga: Shell) -> None:
    for words in (("note", "E0001", "\udcff"), ("items", "\udcff")):
        ran = yosuga(*words, "--case", "事件") if words[0] == "note" else yosuga(*words)
        assert ran.code == 1
        assert "何も変更していません" in ran.err


def test_an_unfit_file_holds_none_of_the_others_up(yosuga: Shell, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", "utf-8")
    unfit = ["", "a" * 5000, str(tmp_path), str(tmp_path / "none")]
    ran = yosuga("import", "--case", "事件", "--json", *unfit, str(tmp_path / "a.txt"))
    assert ran.code == 1
    assert [one["item"] for one in ran.objects] == [None, None, None, None, "E0002"]
    assert all(one["ja"] and one["en"] for one in ran.objects[:4])


@pytest.mark.parametrize(
    "words",
    [
        ("export", "事件", "-o", ""),
        ("vault", "copy", ""),
        ("vault", "restore", ""),
        ("receipt", "-o", ""),
        ("redact", "a", "-o", ""),
    ],
)
def test_an_empty_name_never_means_the_folder_one_stands_in(words: tuple[str, ...], yosuga: Shell) -> None:
    ran = yosuga(*words)
    assert ran.code == 64
    assert "名前が空です" in ran.err


def test_an_item_of_number_nought_is_not_found(yosuga: Shell) -> None:
    for words in (("erase", "E0000", "--yes"), ("note", "0", "メモ"), ("history", "e0")):
        assert "not-found" in yosuga(*words).err


def test_help_with_a_command_is_the_help_of_that_command(no_vault: Shell) -> None:
    assert no_vault("help", "vault", "copy").out == no_vault("vault", "copy", "--help").out
    assert no_vault("help", "nonsense").code == 64


# --- where a vault cannot be, and which file held the passphrase


def test_a_vault_where_a_file_stands_is_refused_before_a_passphrase_is_asked_for(
    no_vault: Shell, passphrase_file: Path
) -> None:
    passphrase_file.unlink()
    no_vault.home.write_text("x", "utf-8")
    for words in (("items",), ("vault", "create")):
        ran = no_vault(*words)
        assert ran.code == 1
        assert "home-unfit" in ran.err
        assert str(no_vault.home) in ran.err
    assert no_vault.home.read_text("utf-8") == "x"


@pytest.mark.parametrize("spoil", ["unlink", "mkdir", "empty"])
def test_a_passphrase_file_that_gives_none_is_named_by_its_variable(
    spoil: str, yosuga: Shell, passphrase_file: Path
) -> None:
    passphrase_file.unlink()
    if spoil == "mkdir":
        passphrase_file.mkdir()
    elif spoil == "empty":
        passphrase_file.touch()
    ran = yosuga("items", "--json")
    assert (ran.code, ran.objects[0]["error"]) == (1, "bad-file")
    assert "YOSUGA_PASSPHRASE_FILE に書かれたファイル" in ran.err


# --- streams


def piped(line: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a line of the shell in which `yosuga` is the command."""
    typed = " ".join(f"'{word}'" for word in YOSUGA)
    return subprocess.run(
        ["/bin/sh", "-c", f'yosuga() {{ {typed} "$@"; }}; {line}'],
        env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


@pytest.mark.e2e
@pytest.mark.parametrize("words", ["items", "items --json", "history", "guide", "import --case 事件 '{file}'"])
def test_an_output_that_is_full_is_told_as_that_and_what_was_done_stays_done(
    words: str, environment: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("x", "utf-8")
    ran = piped(f"yosuga {words.format(file=tmp_path / 'a.txt')} >/dev/full", environment)
    assert ran.returncode == 1
    assert "not-written" in ran.stderr
    assert "Traceback" not in ran.stderr
    kept = run("items", "--json", environment=environment).stdout.splitlines()
    assert len(kept) == (2 if "import" in words else 1)


@pytest.mark.e2e
def test_files_are_taken_in_to_the_last_although_the_reader_has_left(
    environment: dict[str, str], tmp_path: Path
) -> None:
    files = [tmp_path / f"{n}.txt" for n in range(4)]
    for path in files:
        path.write_text(path.name, "utf-8")
    line = f"yosuga import --case 事件 --json {' '.join(map(str, files))} | head -1"
    assert piped(line, environment).stdout.count("\n") == 1
    assert len(run("items", "--json", environment=environment).stdout.splitlines()) == 5


@pytest.mark.e2e
def test_pages_are_kept_to_the_last_although_the_reader_has_left(environment: dict[str, str]) -> None:
    nothing_held = threading.Event()
    nothing_held.set()
    with site(held=nothing_held) as address:
        pages = " ".join(f"{address}/{n}" for n in (1, 2, 3))
        piped(f"yosuga capture --allow-private-network --case 事件 --json {pages} | true", environment)
    assert len(run("items", "--json", environment=environment).stdout.splitlines()) == 4


@pytest.mark.e2e
@pytest.mark.parametrize("closed", ["2>/dev/full", "2>&-"])
def test_words_that_nobody_can_read_stop_nothing(closed: str, environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", "utf-8")
    ran = piped(f"yosuga import --case 新件 --json '{tmp_path / 'a.txt'}' none {closed}", environment)
    assert ran.returncode == 1
    assert len(ran.stdout.splitlines()) == 2


# --- answers


@pytest.mark.parametrize("name", ["~nobody-of-that-name/答え.yaml", "a" * 5000, "none/答え.yaml", "."])
def test_a_file_for_answers_that_cannot_be_is_refused_in_our_words_and_never_costs_the_answers(name: str) -> None:
    with pytest.raises(BadInput):
        saving.checked(name)


# --- papers


def test_a_paper_that_does_not_fit_on_the_disk_leaves_no_half_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "chmod", full)  # the first thing that is done to the new file
    with pytest.raises(OSError, match="No space"):
        destinations.write_new(tmp_path / "list.pdf", b"%PDF")
    assert list(tmp_path.iterdir()) == []


def test_a_new_paper_is_for_its_owner_alone_and_never_written_over(tmp_path: Path) -> None:
    destinations.write_new(tmp_path / "list.pdf", b"%PDF")
    assert (tmp_path / "list.pdf").stat().st_mode & 0o077 == 0
    with pytest.raises(AlreadyExists):
        destinations.write_new(tmp_path / "list.pdf", b"other")
    assert (tmp_path / "list.pdf").read_bytes() == b"%PDF"
