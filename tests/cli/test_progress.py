import io
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.cli.conftest import Shell
from tests.cli.pages import PART, WHOLE, Pages
from yosuga.cli import progress
from yosuga.evidence import browsers


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def a_window(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Let somebody watch. Called in the test itself: pytest puts its own streams in place after the fixtures."""
    made = Terminal()
    monkeypatch.setattr(sys, "stderr", made)
    monkeypatch.setattr(progress, "_EVERY_S", 0)
    return made


def lines(window: Terminal) -> Sequence[str]:
    """Return what the one line said, one after the other."""
    return [said for said in window.getvalue().split("\r\x1b[K") if said]


def test_a_check_counts_the_files_where_somebody_watches(yosuga: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    window = a_window(monkeypatch)
    assert yosuga("vault", "check").code == 0
    assert lines(window) == ["読んだファイル: 1 / 2", "読んだファイル: 2 / 2"]
    assert window.getvalue().endswith("\r\x1b[K")


def test_an_export_and_a_copy_count_too(yosuga: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    window = a_window(monkeypatch)
    assert yosuga("export", "事件", "-o", f"{tmp_path}/out").code == 0
    assert yosuga("vault", "copy", f"{tmp_path}/usb").code == 0
    assert sum(said.startswith("読んだファイル: 2 / 2") for said in lines(window)) >= 2


def test_a_capture_tells_its_steps_and_leaves_no_trace_of_them(yosuga: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    window = a_window(monkeypatch)
    monkeypatch.setattr(browsers, "capturer", lambda **_: Pages())
    assert yosuga("capture", "--case", "事件", WHOLE, PART).code == 2
    assert "[1/2] 読み込んでいます" in lines(window)
    assert window.getvalue().endswith("\r\x1b[K")


def test_an_error_begins_a_line_of_its_own(yosuga: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for blob in (yosuga.home / "blobs").rglob("*"):
        if blob.is_file():
            blob.unlink()
    window = a_window(monkeypatch)
    assert yosuga("export", "事件", "-o", str(tmp_path)).code == 1
    assert "\r\x1b[K保存されているはずのデータが見つかりません" in window.getvalue()


def test_a_long_text_tells_how_far_it_is_read_and_a_short_one_nothing(
    no_vault: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    window = a_window(monkeypatch)
    monkeypatch.setenv("TERM", "xterm")
    long = tmp_path / "long.txt"
    long.write_text("今日は晴れ。" * 1_400, encoding="utf-8")
    assert no_vault("check", str(long)).code == 0
    assert lines(window) == ["文章を読んでいます: 95%"]
    assert window.getvalue().endswith("\r\x1b[K")
    before = window.getvalue()
    assert no_vault("check", "今日は晴れ").code == 0
    assert window.getvalue() == before


def test_nothing_moves_where_nobody_watches(yosuga: Shell) -> None:
    ran = yosuga("vault", "check")
    assert "\r" not in ran.out + ran.err


def test_sentences_break_at_the_windows_edge_and_only_there(no_vault: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    window = a_window(monkeypatch)
    monkeypatch.setenv("COLUMNS", "40")
    assert no_vault("items").code == 1
    assert "保管庫がありません" in window.getvalue().replace("\n", "")
    assert max(len(line) for line in window.getvalue().splitlines() if "/" not in line) < 40  # a path stays whole


def test_a_dumb_terminal_gets_no_line_that_rewrites_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    window = Terminal()
    monkeypatch.setattr("sys.stderr", window)
    monkeypatch.setenv("TERM", "dumb")
    line = progress.Line()
    line.tell("1/2")
    line.clear()
    assert window.getvalue() == ""


def test_the_name_of_a_file_cannot_move_the_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    window = Terminal()
    monkeypatch.setattr("sys.stderr", window)
    monkeypatch.setenv("TERM", "xterm")
    progress.Line().tell("a\x1b[2Jb")
    assert "\x1b[2J" not in window.getvalue()
    assert "b" in window.getvalue()
