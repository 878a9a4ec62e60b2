"""What can go wrong around a vault: a clear word in both languages about what is safe, and nothing lost."""

import errno
import io
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from tests.authority import LoopbackAuthority
from tests.cli.conftest import Ran, Shell
from yosuga import tools
from yosuga.clock import Instant, SystemClock
from yosuga.evidence.layout import LOCK
from yosuga.stores import disk
from yosuga.stores.lock import locked


def told(ran: Ran, *sayings: str) -> None:
    assert ran.code == 1
    assert ran.out == ""
    for said in sayings:
        assert said in ran.err
    assert "Traceback" not in ran.err


def as_before(yosuga: Shell, *, items: int = 1) -> None:
    """Nothing was lost: everything is there and checks clean."""
    assert len(yosuga("items", "--json").objects) == items
    assert yosuga("vault", "check").code == 0


# --- passphrase


def test_a_wrong_passphrase_opens_nothing_and_harms_nothing(yosuga: Shell, passphrase_file: Path) -> None:
    right = passphrase_file.read_text("utf-8")
    passphrase_file.write_text("ちがうパスフレーズ", "utf-8")
    told(yosuga("items"), "保管庫はそのまま安全です", "The vault is safe as it is")
    passphrase_file.write_text(right, "utf-8")
    as_before(yosuga)


def test_a_passphrase_file_that_is_not_there_is_named_as_the_trouble(yosuga: Shell, passphrase_file: Path) -> None:
    passphrase_file.unlink()
    told(yosuga("items"), "読み取れません", "passphrase file")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def at_a_terminal(monkeypatch: pytest.MonkeyPatch, *answers: str) -> Sequence[str]:
    """Let a person sit at the prompt and answer."""
    left, asked = list(answers), []

    def answer(prompt: str) -> str:
        asked.append(prompt)
        return left.pop(0)

    monkeypatch.delenv("YOSUGA_PASSPHRASE_FILE")
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("yosuga.keys.passphrase.ask.__kwdefaults__", {"read": answer})
    return asked


def test_a_slip_at_the_prompt_can_be_mended(
    yosuga: Shell, passphrase_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = passphrase_file.read_text("utf-8").rstrip("\n")
    asked = at_a_terminal(monkeypatch, "ちがう", right)
    ran = yosuga("items")
    assert (ran.code, len(asked)) == (0, 2)
    assert "合いません" in ran.err


def test_three_wrong_answers_end_it(yosuga: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = at_a_terminal(monkeypatch, "一", "二", "三", "四")
    told(yosuga("items"), "合いません")
    assert len(asked) == 3


def test_an_empty_answer_leads_to_the_recovery_code(
    yosuga: Shell, template: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = yosuga("vault", "recovery").err.splitlines()
    written = next(line.strip() for line in code if line.strip().count("-") == 7)
    asked = at_a_terminal(monkeypatch, "", written)
    assert yosuga("items").code == 0
    assert "回復コード" in asked[-1]


def test_a_yes_is_taken_from_the_terminal(yosuga: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("いいえ\n"))
    assert yosuga("erase", "E0001").code == 1
    monkeypatch.setattr("sys.stdin", Terminal("y\n"))
    ran = yosuga("erase", "E0001")
    assert ran.code == 0
    assert "元には戻せません" in ran.err


# --- the vault itself


def test_where_no_vault_is_the_way_to_one_is_named(no_vault: Shell) -> None:
    told(no_vault("items"), "まだ保管庫がありません", "There is no vault here yet", "yosuga vault create")
    assert not no_vault.home.exists()


@pytest.mark.parametrize("name", ["vault.json", "yosuga.sqlite3"])
def test_a_damaged_vault_is_left_as_it_is(name: str, yosuga: Shell) -> None:
    place = yosuga.home / name
    place.write_bytes(place.read_bytes()[:40] + b"\0" * 60)
    broken = place.read_bytes()
    ran = yosuga("note", "E0001", "メモ")
    told(ran, "書き込みを止めました", "Writing has stopped", "控え")
    assert place.read_bytes() == broken


def test_a_second_window_reads_and_says_so_and_writes_nothing(yosuga: Shell, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", "utf-8")
    with locked(yosuga.home / LOCK) as mine:
        assert mine
        reading = yosuga("items")
        assert (reading.code, reading.out[:5]) == (0, "E0001")
        assert "こちらでは見るだけです" in reading.err
        told(yosuga("note", "E0001", "メモ"), "閲覧だけできます", "This one can only read")
        told(yosuga("import", "--case", "事件", str(tmp_path / "a.txt")), "もう一方を閉じて")
    as_before(yosuga)


# --- the device


def full(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_keeps_what_was_kept(yosuga: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("x", "utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(disk, "write_all", full)
        told(yosuga("import", "--case", "事件", str(tmp_path / "a.txt")), "空きがありません", "The disk is full")
    as_before(yosuga)
    assert yosuga("import", "--case", "事件", str(tmp_path / "a.txt")).code == 0


def test_a_database_that_cannot_grow_says_the_disk_is_full(yosuga: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    options = connection.settings_dict["OPTIONS"]
    with monkeypatch.context() as patched:
        patched.setitem(options, "init_command", f"{options['init_command']}PRAGMA max_page_count=1;")
        told(yosuga("note", "E0001", "長い" * 9000), "空きがありません", "evidence already kept is safe")
    as_before(yosuga)


def test_a_folder_that_may_not_be_written_is_a_word_and_no_traceback(yosuga: Shell, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    ran = yosuga("export", "事件", "-o", str(tmp_path / "file" / "out"))
    assert ran.code == 1
    assert "Traceback" not in ran.err
    assert str(tmp_path) not in ran.err
    as_before(yosuga)


class Moved(SystemClock):
    def read(self) -> Instant:
        now = super().read()
        return replace(now, wall=now.wall - timedelta(days=1))


def test_a_moved_clock_is_told_at_once_and_written_into_the_history_in_plain_words(
    yosuga: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tools, "SystemClock", Moved)
    noted = yosuga("note", "E0001", "メモ")
    assert noted.code == 0
    assert "時計が、24時間0分0秒戻されていました" in noted.err
    assert "証拠とその順番は無事です" in noted.err
    history = yosuga("history").out
    assert "この端末の時計が動かされていました。" in history
    assert "-864" in history


# --- time-stamps without a network


def authority_file(authority: LoopbackAuthority, folder: Path) -> str:
    (folder / "root.pem").write_bytes(authority.root_pem)
    path = folder / "authorities.json"
    listed = [{"name": "loopback", "url": authority.url, "roots": ["root.pem"]}]
    path.write_text(json.dumps({"authorities": listed}), "utf-8")
    return str(path)


def test_time_stamps_need_a_yes_and_say_what_is_learned(yosuga: Shell, tmp_path: Path) -> None:
    with LoopbackAuthority(tmp_path / "tsa") as authority:
        listed = authority_file(authority, tmp_path)
        asked = yosuga("timestamp", "enable", listed)
        told(asked, "IPアドレスとハッシュ値が伝わります", authority.url, "何もしませんでした")
        assert authority.requests == []
        assert yosuga("timestamp", "enable", listed, "--yes").code == 0
        assert [one["name"] for one in yosuga("timestamp", "list", "--json").objects] == ["loopback"]
        assert len(authority.requests) >= 1
        assert yosuga("timestamp", "disable").code == 0
        seen = len(authority.requests)
        assert yosuga("note", "E0001", "メモ").code == 0
        assert len(authority.requests) == seen


def test_without_a_network_the_stamp_waits_the_evidence_does_not_and_it_says_so(yosuga: Shell, tmp_path: Path) -> None:
    with LoopbackAuthority(tmp_path / "tsa") as authority:
        listed = authority_file(authority, tmp_path)
    enabled = yosuga("timestamp", "enable", listed, "--yes")
    assert enabled.code == 0
    assert "証拠は保存済みです" in enabled.err
    ran = yosuga("timestamp", "now")
    assert ran.code == 2
    assert "接続できませんでした" in ran.err
    assert "The evidence is kept" in ran.err
    (counted,) = yosuga("timestamp", "now", "--json").objects
    assert (counted["stamped"], counted["waiting"]) == (0, 1)
    exported = yosuga("export", "事件", "-o", str(tmp_path / "out"))
    assert exported.code == 0
    assert "時刻認証は付いていません" in exported.err
    as_before(yosuga)


# --- what stays out of logs


NAME, PHONE = "山田花子", "090-0000-1234"


@pytest.mark.parametrize(
    "words",
    [
        ("capture", f"ftp://example.com/{PHONE}/{NAME}"),
        ("capture", f"http://127.0.0.1/{PHONE}"),
        ("capture", "--from", f"{NAME}-{PHONE}"),
        ("import", f"{NAME}-{PHONE}.png"),
        ("items", NAME),
        ("history", PHONE, "--case", "事件"),
        ("note", PHONE, NAME),
        ("note", "E0001", NAME, "--case", PHONE),
        ("case", "new", NAME * 30),
        ("export", NAME, "-o", PHONE),
        ("export", "事件", "-o", f"/dev/null/{NAME}-{PHONE}"),
        ("export", "事件", "-o", "/dev/null", "--items", PHONE),
        ("timestamp", "enable", f"{NAME}-{PHONE}.json"),
        ("vault", "check", f"{NAME}-{PHONE}"),
        ("vault", "copy", f"/dev/null/{NAME}-{PHONE}"),
        ("vault", "restore", f"{NAME}-{PHONE}"),
        ("erase", PHONE, "--yes"),
    ],
)
def test_no_error_carries_a_name_a_url_or_a_number_where_a_log_could_take_it(
    words: tuple[str, ...], yosuga: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from yosuga.cli import show
    from yosuga.errors import YosugaError

    errors: list[YosugaError] = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(show, "trouble", errors.append)
    assert yosuga(*words).code == 1
    assert errors
    for error in errors:
        for said in (error.detail, str(error), error.for_people(), repr(error)):
            assert NAME not in said
            assert PHONE not in said
            assert "example.com" not in said
            assert "127.0.0.1" not in said
