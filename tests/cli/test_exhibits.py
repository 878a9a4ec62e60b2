"""`yosuga exhibits` and `yosuga receipt` as a person and as a script use them."""

import io
import json
import re
import stat
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Shell
from yosuga.cli import layout
from yosuga.stores.lock import locked

PURPOSE = "架空 花子の住所が書かれたこと"


def drafted(yosuga: Shell, path: Path) -> dict[str, list[dict[str, object]]]:
    assert yosuga("exhibits", "事件", "--draft", str(path)).code == 0
    plan: dict[str, list[dict[str, object]]] = json.loads(path.read_text("utf-8"))
    return plan


@pytest.fixture
def edited(yosuga: Shell, tmp_path: Path) -> Path:
    """A draft with a purpose in it."""
    path = tmp_path / "plan.json"
    plan = drafted(yosuga, path)
    plan["exhibits"][0]["purpose"] = PURPOSE
    path.write_text(json.dumps(plan), "utf-8")
    return path


def test_what_the_items_suggest_is_shown_and_said_to_be_undecided(yosuga: Shell) -> None:
    ran = yosuga("exhibits", "事件")
    assert ran.code == 0
    assert ran.out.splitlines()[:2] == ["甲1  E0001  写し", "    「memo.txt」という名称のファイルを印刷した書面"]
    assert "立証趣旨: （未記入）" in ran.out
    assert "作成者: 不明" in ran.out
    assert "まだ決まっていません" in ran.err


def test_it_is_said_in_english_too(yosuga: Shell, english: None) -> None:
    ran = yosuga("exhibits", "事件")
    assert ran.out.startswith("甲1  E0001  copy\n")
    assert "to prove: (not written yet)" in ran.out
    assert "nobody has decided it yet" in ran.err


def test_an_edited_plan_is_kept_and_the_history_tells_it(yosuga: Shell, edited: Path) -> None:
    ran = yosuga("exhibits", "事件", "--from", str(edited))
    assert (ran.code, ran.out) == (0, "号証の計画をしまいました。号証は1件です。\n")
    assert "消してください" in ran.err
    shown = yosuga("exhibits", "事件")
    assert f"立証趣旨: {PURPOSE}" in shown.out
    assert "決まっていません" not in shown.err
    assert "号証の計画をしまいました。" in yosuga("history", "--case", "事件").out
    assert PURPOSE not in yosuga("history", "--case", "事件", "--json").out


def test_a_script_reads_one_object_and_gives_it_back(yosuga: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    (plan,) = yosuga("exhibits", "事件", "--json").objects
    plan["party"] = "乙"
    given = io.TextIOWrapper(io.BytesIO(json.dumps(plan).encode()))
    monkeypatch.setattr(sys, "stdin", given)
    assert yosuga("exhibits", "事件", "--from", "-").code == 0
    assert yosuga("exhibits", "事件", "--json").objects[0] == plan
    assert json.loads(yosuga("exhibits", "事件", "--draft", "-").out) == plan


def test_a_withdrawn_plan_is_the_items_again(yosuga: Shell, edited: Path) -> None:
    yosuga("exhibits", "事件", "--from", str(edited))
    assert "取り下げました" in yosuga("exhibits", "事件", "--reset").out
    assert "何も変更していません" in yosuga("exhibits", "事件", "--reset").out
    assert PURPOSE not in yosuga("exhibits", "事件").out
    assert "号証の計画を取り下げました。" in yosuga("history", "--case", "事件").out


def test_an_item_that_came_later_is_named_as_in_no_exhibit(yosuga: Shell, edited: Path, tmp_path: Path) -> None:
    yosuga("exhibits", "事件", "--from", str(edited))
    (tmp_path / "later.txt").write_text("あとから", "utf-8")
    yosuga("import", "--case", "事件", str(tmp_path / "later.txt"))
    assert "どの号証にも入っていない証拠: E0002" in yosuga("exhibits", "事件").out
    plan = drafted(yosuga, tmp_path / "next.json")
    assert [(one["number"], one["items"]) for one in plan["exhibits"]] == [(1, ["E0001"]), (2, ["E0002"])]
    assert plan["exhibits"][0]["purpose"] == PURPOSE


def test_a_draft_is_for_its_owner_alone_and_is_never_written_over_another_file(yosuga: Shell, tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    drafted(yosuga, path)
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.write_text("もとのもの", "utf-8")
    assert yosuga("exhibits", "事件", "--draft", str(path)).code == 1
    assert path.read_text("utf-8") == "もとのもの"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"v":1,"case":"C-00000000","exhibits":[],"exibit":1}', "exibit: この項目はありません"),
        ('{"v":1,"case":"C-00000000","exhibits":[]}', "case: 別のケースの計画です"),
        ("甲1は投稿です", "JSONとして読めません"),
    ],
)
def test_a_mistake_is_named_in_both_languages_and_nothing_is_changed(
    content: str, said: str, yosuga: Shell, tmp_path: Path
) -> None:
    (tmp_path / "plan.json").write_text(content, "utf-8")
    before = yosuga("history", "--case", "事件", "--json").out
    ran = yosuga("exhibits", "事件", "--from", str(tmp_path / "plan.json"))
    assert (ran.code, ran.out) == (1, "")
    assert said in ran.err
    assert "Nothing was changed." in ran.err
    assert yosuga("history", "--case", "事件", "--json").out == before


def test_a_file_that_is_not_there_is_said_to_be_none(yosuga: Shell, tmp_path: Path) -> None:
    assert yosuga("exhibits", "事件", "--from", str(tmp_path / "none.json")).code == 1
    assert yosuga("exhibits", "別件").code == 1


def test_one_thing_at_a_time(yosuga: Shell) -> None:
    ran = yosuga("exhibits", "事件", "--reset", "--json")
    assert ran.code == 64
    assert "一緒に使えません" in ran.err


def test_while_another_window_writes_the_plan_is_shown_and_not_changed(yosuga: Shell, edited: Path) -> None:
    with locked(yosuga.home / "lock") as mine:
        assert mine
        shown = yosuga("exhibits", "事件")
        assert (shown.code, shown.out[:9]) == (0, "甲1  E0001")
        kept = yosuga("exhibits", "事件", "--from", str(edited))
        assert (kept.code, kept.out) == (1, "")
        assert yosuga("exhibits", "事件", "--reset").code == 1
    assert "未記入" in yosuga("exhibits", "事件").out


def test_the_plan_fits_a_phones_window(yosuga: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda _: True, raising=False)
    ran = yosuga("exhibits", "事件")
    assert max(layout.width(line) for line in ran.out.splitlines()) <= 40


# --- receipt


def text_of(path: Path) -> str:
    from pypdf import PdfReader

    return re.sub(r"\s", "", "".join(page.extract_text() for page in PdfReader(path).pages))


def test_a_receipt_lists_the_items_of_the_cases_with_the_head_of_each_log(yosuga: Shell, tmp_path: Path) -> None:
    yosuga("case", "new", "別件")
    path = tmp_path / "list.pdf"
    ran = yosuga("receipt", "-o", str(path), "--recipient", "架空法律事務所")
    assert (ran.code, ran.out) == (0, f"{path}\n")
    assert "ケース2件、証拠1件" in ran.err
    printed = text_of(path)
    assert all(str(one["case"]) in printed for one in yosuga("case", "list", "--json").objects)
    assert all(word in printed for word in ("E0001", "memo.txt", "架空法律事務所"))


def test_a_receipt_of_one_case_names_no_other(yosuga: Shell, tmp_path: Path) -> None:
    other = str(yosuga("case", "new", "別件", "--json").objects[0]["case"])
    yosuga("erase", "E0001", "--case", "事件", "--yes")
    assert yosuga("receipt", "事件", "事件", "--output", str(tmp_path / "list.pdf")).code == 0
    printed = text_of(tmp_path / "list.pdf")
    assert other not in printed
    assert "E0001" in printed
    assert "消去済み" in printed
    assert "memo.txt" not in printed


def test_a_receipt_is_never_written_over_another_file(yosuga: Shell, tmp_path: Path) -> None:
    (tmp_path / "list.pdf").write_text("もとのもの", "utf-8")
    assert yosuga("receipt", "事件", "-o", str(tmp_path / "list.pdf")).code == 1
    assert (tmp_path / "list.pdf").read_text("utf-8") == "もとのもの"
    assert yosuga("receipt", "どこにもない", "-o", str(tmp_path / "new.pdf")).code == 1
    assert not (tmp_path / "new.pdf").exists()


def test_a_receipt_leaves_the_log_as_it_is(yosuga: Shell, tmp_path: Path) -> None:
    before = yosuga("history", "--case", "事件", "--json").out
    yosuga("receipt", "事件", "-o", str(tmp_path / "list.pdf"))
    assert yosuga("history", "--case", "事件", "--json").out == before
