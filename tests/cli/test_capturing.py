"""`yosuga capture` at the door: what is asked for, what a script reads, what an interruption leaves."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Shell
from tests.cli.pages import GONE, PART, WHOLE, Pages
from yosuga import settings
from yosuga.capture import live
from yosuga.capture.base import Network, Order, Progress, Shot
from yosuga.evidence import browsers

KEYS = {
    "item", "verdict", "url", "final_url", "title", "platform", "sha256", "reasons", "artefacts", "timings",
}  # fmt: skip


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> Pages:
    made = Pages()
    monkeypatch.setattr(browsers, "capturer", lambda **_: made)
    return made


def test_a_script_gets_exactly_one_object_a_capture(yosuga: Shell, pages: Pages) -> None:
    ran = yosuga("capture", "--json", "--case", "事件", WHOLE, PART)
    whole, part = ran.objects
    assert (ran.code, ran.err) == (2, "")
    assert set(whole) == set(part) == KEYS
    assert (whole["item"], whole["verdict"], whole["url"], whole["final_url"]) == (
        "E0002", "COMPLETE", WHOLE, WHOLE + "?final",
    )  # fmt: skip
    assert whole["timings"] == {"load": 0.25}
    assert part["reasons"] == [
        {"code": "deleted", "detail": "404"},
        {"code": "resource-failed", "detail": "x"},
        {"code": "resource-failed", "detail": "y"},
    ]
    assert isinstance(whole["artefacts"], list)
    assert whole["sha256"] == whole["artefacts"][0]["sha256"]


@pytest.mark.parametrize(
    ("urls", "code"), [([WHOLE], 0), ([WHOLE, PART], 2), ([PART, GONE], 1), ([WHOLE, "ftp://example.com/"], 1)]
)
def test_the_exit_code_is_that_of_the_worst_capture(urls: list[str], code: int, yosuga: Shell, pages: Pages) -> None:
    ran = yosuga("capture", "--json", "--case", "事件", *urls)
    assert ran.code == code
    assert [one["url"] for one in sorted(ran.objects, key=lambda one: urls.index(str(one["url"])))] == urls


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://example.com/", "url-refused"),
        ("javascript:alert(1)", "url-refused"),
        ("http://127.0.0.1:8000/", "address-refused"),
        ("http://0x7f.1/", "address-refused"),
        ("http://[::1]/", "address-refused"),
    ],
)
def test_a_url_that_is_not_opened_has_the_same_object_without_an_item(
    url: str, reason: str, yosuga: Shell, pages: Pages
) -> None:
    (one,) = yosuga("capture", "--json", "--case", "事件", url).objects
    assert set(one) == KEYS
    assert (one["item"], one["verdict"]) == (None, "FAILED")
    assert isinstance(one["reasons"], list)
    assert [reason["code"] for reason in one["reasons"]] == [reason]
    assert pages.ordered == []


def test_ones_own_machines_are_opened_only_when_asked_for(
    yosuga: Shell, pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.cli import pages as table

    url = "http://127.0.0.1:8000/"
    monkeypatch.setattr(table, "ENDS", {**table.ENDS, url: table.ENDS[WHOLE], WHOLE: table.ENDS[WHOLE]})
    assert yosuga("capture", "--case", "事件", "--allow-private-network", url).code == 0
    assert yosuga("capture", "--case", "事件", WHOLE).code == 0
    assert [one.network for one in pages.ordered] == [Network.OWN_MACHINES, Network.PUBLIC]


def test_a_person_reads_what_there_is_and_why_it_is_not_all(yosuga: Shell, pages: Pages) -> None:
    ran = yosuga("capture", "--case", "事件", WHOLE, PART, GONE)
    assert "✓ E0002  保全しました  (1/3)" in ran.out
    assert "△ E0003  一部を保全しました  (2/3)" in ran.out
    assert "✗ E0004  保全できませんでした（試みたことは記録しました）  (3/3)" in ran.out
    assert ran.out.count("画像などの一部を読み込めませんでした。") == 1
    assert "\x1b" not in ran.out + ran.err


def test_urls_come_from_a_file_and_from_the_input_without_empty_lines_and_remarks(
    yosuga: Shell, pages: Pages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = f"\ufeff# 見つけた投稿\n{WHOLE}\n\n  {PART}  \r\n"
    (tmp_path / "urls.txt").write_text(listed, "utf-8")
    assert yosuga("capture", "--case", "事件", "--from", str(tmp_path / "urls.txt")).code == 2
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{WHOLE}\n"))
    assert yosuga("capture", "--case", "事件", "--from", "-").code == 0
    assert [one.url for one in pages.ordered] == [WHOLE, PART, WHOLE]


def test_a_list_that_cannot_be_read_is_said_to_be_so(yosuga: Shell, tmp_path: Path) -> None:
    assert yosuga("capture", "--from", str(tmp_path / "none.txt")).code == 1
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    assert "元のファイルはそのままです" in yosuga("capture", "--from", str(tmp_path / "binary")).err


def test_what_an_interruption_left_waits_and_is_done_once(yosuga: Shell, pages: Pages) -> None:
    pages.dies_after = 1
    stopped = yosuga("capture", "--json", "--case", "事件", WHOLE, PART, GONE)
    assert (stopped.code, len(stopped.objects)) == (130, 1)
    assert "2件残っています" in stopped.err or "2件あります" in stopped.err
    assert "無事です" in stopped.err
    assert yosuga("vault", "status", "--json").objects[0]["captures_waiting"] == 2
    pages.dies_after = 99
    reminded = yosuga("capture", "--json", "--case", "事件", WHOLE)
    assert "2件残っています" in reminded.err
    resumed = yosuga("capture", "--resume", "--json", "--case", "事件")
    assert [one["url"] for one in resumed.objects] == [PART, GONE]
    again = yosuga("capture", "--resume", "--json", "--case", "事件")
    assert (again.code, again.objects) == (0, [])
    assert "残っている保全はありません" in again.err


def test_resuming_makes_no_case_and_no_vault(no_vault: Shell, yosuga: Shell) -> None:
    assert yosuga("capture", "--resume", "--case", "ちがう名前").code == 1
    assert [one["name"] for one in yosuga("case", "list", "--json").objects] == ["事件"]


def test_without_a_browser_the_orders_wait_and_the_way_out_is_named(
    yosuga: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(settings, "BROWSER", str(tmp_path / "no-such-browser"))
    ran = yosuga("capture", "--json", "--case", "事件", WHOLE)
    assert (ran.code, ran.objects[0]["error"]) == (1, "browser-missing")
    for said in ("保存済みの証拠は無事です", "Evidence already kept is safe", "apt-get install", "--resume"):
        assert said in ran.err
    assert yosuga("vault", "status", "--json").objects[0]["captures_waiting"] == 1


def test_in_ones_own_browser_each_page_waits_for_enter(
    yosuga: Shell, pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []

    class OwnWindow(Pages):
        def __init__(self, *, profile: Path, ready: Callable[[], None], **_: object) -> None:
            super().__init__()
            self.ready = ready
            asked.append(profile)

        def capture(self, order: Order, *, progress: Progress) -> Shot:
            self.ready()
            return super().capture(order, progress=progress)

    monkeypatch.setattr(live, "LiveCapturer", OwnWindow)
    monkeypatch.setattr("sys.stdin", io.StringIO("\n\n"))
    ran = yosuga("capture", "--my-browser", "--json", "--case", "事件", WHOLE, PART)
    assert (ran.code, [one["item"] for one in ran.objects], asked) == (
        2,
        ["E0002", "E0003"],
        [yosuga.home / "browser-profile"],
    )
    assert ran.err.count("ここで Enter を押してください") == 2
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    nobody = yosuga("capture", "--my-browser", "--case", "事件", WHOLE)
    assert (nobody.code, nobody.out) == (64, "")
    assert "何も保全していません" in nobody.err
    assert "--resume" in nobody.err


def test_the_hint_about_what_waits_works_as_it_is_typed(yosuga: Shell, pages: Pages) -> None:
    pages.dies_after = 1
    hint = yosuga("capture", "--case", "事件", WHOLE, PART).err
    assert "`yosuga capture --resume`" in hint
    pages.dies_after = 99
    assert yosuga("case", "new", "もう1つのケース").code == 0
    resumed = yosuga("capture", "--resume", "--json")
    assert [one["url"] for one in resumed.objects] == [PART]
    assert "残っている保全はありません" in yosuga("capture", "--resume").err
