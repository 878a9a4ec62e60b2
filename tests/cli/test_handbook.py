"""`yosuga guide`: the handbook on a terminal, in a pipe and for a script, with no vault."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from yosuga.catalog.loader import ours
from yosuga.cli import handbook, layout
from yosuga.cli.main import main

TODAY = date(2026, 11, 22)
LATER = date(2031, 1, 1)
SOURCES = Path(__file__).resolve().parents[2] / "src"
OUTDATED = "古い可能性があります"


def typed(*words: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    capsys.readouterr()
    code = main(["guide", *words])
    return code, capsys.readouterr().out


def page(name: str, *, today: date = TODAY) -> str:
    return handbook.told(handbook.named(name, catalog=ours())[1], catalog=ours(), today=today)


def test_the_contents_name_every_guide(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = typed(capsys=capsys)
    assert code == 0
    assert "110" in out.splitlines()[0]
    assert all(f"{guide.title.ja} [{guide.id}]" in out for guide in ours().guides.values())


def test_a_page_has_its_text_then_its_sources_with_their_dates(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = typed("platform-act", capsys=capsys)
    assert code == 0
    body, sources = out.split("■ 出典")
    assert "削除の期限ではありません" in body
    assert "[pfa-25-7d]" in sources
    assert f"時点: {ours().facts['pfa-25-7d'].as_of}" in sources
    assert "https://laws.e-gov.go.jp/law/413AC0000000137" in sources


@pytest.mark.parametrize("name", list(ours().guides))
def test_every_page_shows_the_source_and_date_of_each_of_its_facts(name: str) -> None:
    guide = ours().guides[name]
    text = page(name)
    for fact in {one for section in guide.sections for one in (*section.facts, *section.desks)}:
        assert f"[{fact}]" in text.split("■ 出典")[1]
        assert f"時点: {ours().facts[fact].as_of}" in text


@pytest.mark.parametrize("name", list(ours().guides))
@pytest.mark.parametrize("today", [TODAY, date(2027, 6, 1), LATER])
def test_what_is_past_its_day_of_review_says_so(name: str, today: date) -> None:
    guide = ours().guides[name]
    facts = {one for section in guide.sections for one in (*section.facts, *section.desks)}
    aged = [one for one in facts if today > ours().facts[one].review_by]
    assert page(name, today=today).count(OUTDATED) == len(aged) + (today > date(2027, 5, 21))


@pytest.mark.parametrize("name", ["q-card", "law-csam", "desk-110", "x"])
def test_so_does_a_question_a_fact_a_desk_and_a_service(name: str) -> None:
    assert OUTDATED not in page(name)
    assert OUTDATED in page(name, today=LATER)


@pytest.mark.parametrize("name", ["datum-id", "os-gdpr", "pfa-6-opinion-14d"])
def test_what_rests_on_memory_is_not_stated(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert ours().facts[name].statement.ja not in page(name)
    _, out = typed(name, "--json", capsys=capsys)
    assert json.loads(out) == {"kind": "fact", "id": name, "shown": False}


def test_a_number_that_no_source_confirms_is_not_printed() -> None:
    hidden = [line.value for one in ours().desks.values() for line in one.lines if not line.confidence.shown]
    hidden += [line.value for one in ours().desks.values() if not one.shown for line in one.lines]
    everything = "\n".join(page(name) for name in (*ours().guides, *ours().questions, *ours().desks))
    shown = {line.value for one in ours().desks.values() if one.shown for line in one.lines if line.confidence.shown}
    assert hidden
    assert [value for value in hidden if value in everything and value not in shown] == []


def test_a_script_gets_no_number_and_no_link_that_no_source_confirms(capsys: pytest.CaptureFixture[str]) -> None:
    hidden = [(one.id, route.url) for one in ours().platforms.values() for route in one.routes if not route.link]
    hidden += [(one.id, line.value) for one in ours().desks.values() for line in one.lines if not line.confidence.shown]
    for name, address in hidden:
        read = json.loads(typed("--json", name, capsys=capsys)[1])
        reached = [one["url"] for one in read.get("routes", ())] + [one["value"] for one in read.get("lines", ())]
        assert address is None or address not in reached
    assert json.loads(typed("--json", "desk-himawari", capsys=capsys)[1])["shown"] is False


@pytest.mark.parametrize("kind", ["guides", "questions", "facts", "desks", "platforms"])
def test_every_record_can_be_read(kind: str) -> None:
    for name in getattr(ours(), kind):
        assert page(name)


def test_words_that_are_no_page_are_looked_for(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = typed("住所を晒された", capsys=capsys)
    assert code == 0
    assert "`yosuga guide first-steps`" in out
    assert "【住所】" in out
    assert typed("--search", "住所を晒された", capsys=capsys) == (0, out)
    assert typed("lawyer", "--search", "cost", capsys=capsys) == typed("--search", "lawyer", "cost", capsys=capsys)


@pytest.mark.parametrize("words", ["zzzzqq", " "])
def test_where_nothing_is_found_there_is_somewhere_to_begin(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = typed("--search", words, capsys=capsys)
    assert code == 1
    assert "[first-steps]" in out


def test_what_was_typed_cannot_move_the_cursor(capsys: pytest.CaptureFixture[str]) -> None:
    _, out = typed("--search", "zz\x1b[2Jzz", capsys=capsys)
    assert "\x1b" not in out


def test_a_script_gets_both_languages_sources_and_dates(capsys: pytest.CaptureFixture[str]) -> None:
    contents = json.loads(typed("--json", capsys=capsys)[1])
    assert [one["id"] for one in contents["guides"]] == list(ours().guides)
    assert len(contents["questions"]) == len(ours().questions)
    read = json.loads(typed("--json", "police", capsys=capsys)[1])
    assert (read["kind"], read["id"], read["stale"]) == ("guide", "police", False)
    assert set(read["title"]) == {"ja", "en"}
    fact = next(one for one in read["facts"] if one["id"] == "dl-complaint-6m")
    assert fact["sources"]
    assert fact["as_of"] == ours().facts["dl-complaint-6m"].as_of
    found = json.loads(typed("--json", "--search", "告訴", "期限", capsys=capsys)[1])
    assert found["words"] == "告訴 期限"
    assert {"kind", "id", "title", "excerpt", "marks", "score"} == set(found["found"][0])


@pytest.mark.usefixtures("english")
def test_in_english_it_is_english(capsys: pytest.CaptureFixture[str]) -> None:
    _, out = typed("first-steps", capsys=capsys)
    assert out.startswith("What to do first")
    assert "■ Sources" in out
    assert "Written 22 November 2026; to be read again by 21 May 2027." in out


@pytest.mark.parametrize("columns", [40, 80])
def test_it_fits_the_window(columns: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda _: True, raising=False)
    for name in ours().guides:
        for line in typed(name, capsys=capsys)[1].splitlines():
            assert layout.width(line) < columns or len(layout._pieces(line.strip())) == 1, line


def test_reading_needs_neither_a_vault_nor_the_framework(tmp_path: Path) -> None:
    program = "import sys; from yosuga.cli.main import main; main(['guide', 'police']); print('django' in sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(SOURCES)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert ran.stdout.splitlines()[-1] == "False"
    assert list(tmp_path.iterdir()) == []


class Terminal:
    """A window with a person before it, and a pager that writes down what it is given."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.given = folder / "given"
        self.program = folder / "pager"
        self.program.write_text(f"#!/bin/sh\ncat > '{self.given}'; echo \"$LESSHISTFILE\" >> '{self.given}'\n")
        self.program.chmod(0o755)
        monkeypatch.setenv("PAGER", str(self.program))
        monkeypatch.delenv("NO_PAGER", raising=False)
        for stream in (sys.stdout, sys.stdin):
            monkeypatch.setattr(type(stream), "isatty", lambda _: True, raising=False)


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(tmp_path, monkeypatch)


def test_a_long_page_goes_through_the_pager(terminal: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    assert typed("platform-act", capsys=capsys) == (0, "")
    *text, history = terminal.given.read_text("utf-8").splitlines()
    assert text[0] == "情プラ法と7日"
    assert history == "-"  # what a person looked for inside `less` is not kept


def test_a_page_that_fits_does_not(
    terminal: Terminal, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINES", "200")
    assert "情プラ法と7日" in typed("platform-act", capsys=capsys)[1]
    assert not terminal.given.exists()


@pytest.mark.parametrize(
    ("name", "value"), [("NO_PAGER", "1"), ("PAGER", ""), ("PAGER", "'"), ("PAGER", "no-such-one")]
)
def test_without_a_pager_it_comes_as_it_is(
    name: str, value: str, terminal: Terminal, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    assert "情プラ法と7日" in typed("platform-act", capsys=capsys)[1]
    assert not terminal.given.exists()


def test_a_pager_that_fails_loses_nothing(
    terminal: Terminal, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAGER", "false")
    assert "情プラ法と7日" in typed("platform-act", capsys=capsys)[1]
