import json
import shutil
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from tests.cli.conftest import Shell
from yosuga.catalog.loader import kinds, ours
from yosuga.cli import progress


def copied(folder: Path) -> Path:
    with as_file(files("yosuga.catalog") / "data") as data:
        shutil.copytree(data, folder)
    return folder


def spoil(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_our_own_catalog_passes_with_every_rule_proved_and_who_watches_is_told_how_far_it_is(
    no_vault: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(progress.Line, "tell", lambda line, text: told.append(text))
    ran = no_vault("catalog", "check", "--json")
    (found,) = ran.objects
    assert (ran.code, ran.err) == (0, "")
    assert (found["ok"], found["findings"], found["proved"]) == (True, [], len(ours().invariants))
    assert found["records"] == sum(len(getattr(ours(), kind)) for kind in kinds())
    assert [name for name in (*kinds(), *ours().invariants) if f"調べています: {name}" not in told] == []
    assert not no_vault.home.exists()


def test_every_fault_is_told_with_its_place_in_both_languages_and_the_exit_code_is_one(
    no_vault: Shell, tmp_path: Path
) -> None:
    data = copied(tmp_path / "data")
    spoil(data / "steps" / "1-safety.yaml", 'if: "danger-blackmail"', 'if: "danger-blakmail"')
    spoil(data / "care.yaml", "facts: [", "facts: [dl-nowhere, ")
    ran = no_vault("catalog", "check", "--data", str(data))
    assert ran.code == 1
    assert "steps/1-safety.yaml · blackmail-do-not-pay · if" in ran.out
    assert "しるしがあります。" in ran.out
    assert "asks about a sign that there is not" in ran.out
    assert "danger-blackmail?" in ran.out
    assert "[dead-reference] dl-nowhere" in ran.out
    assert "見つかった誤り: 2件" in ran.out
    assert "確かめていません" in ran.err


def test_a_rule_that_does_not_hold_is_told_with_its_counter_example(no_vault: Shell, tmp_path: Path) -> None:
    data = copied(tmp_path / "data")
    spoil(data / "steps" / "1-safety.yaml", 'if: "urgent or stalked"', 'if: "urgent"')
    ran = no_vault("catalog", "check", "--data", str(data), "--json")
    (found,) = ran.objects
    assert ran.code == 1
    assert isinstance(found["findings"], list)
    (finding,) = found["findings"]
    assert (finding["fault"], finding["file"], finding["record"]) == (
        "invariant",
        "invariants.yaml",
        "danger-calls-first",
    )
    assert finding["detail"] in {"call-110 [danger-dv]", "call-110 [danger-stalking]"}
    assert finding["ja"]
    assert finding["en"]


def test_without_signs_nothing_is_proved_and_nothing_falls_over(no_vault: Shell, tmp_path: Path) -> None:
    ran = no_vault("catalog", "check", "--data", str(tmp_path), "--json")
    (found,) = ran.objects
    assert (ran.code, found["ok"], found["proved"], found["records"]) == (1, False, 0, 0)


def test_a_folder_that_is_not_there_is_told_and_nothing_is_done(no_vault: Shell, tmp_path: Path) -> None:
    ran = no_vault("catalog", "check", "--data", str(tmp_path / "nowhere"))
    assert (ran.code, ran.out) == (64, "")
    assert "そのフォルダーはありません。" in ran.err


def test_a_review_shows_the_worst_first_and_how_to_go_on(no_vault: Shell) -> None:
    ran = no_vault("catalog", "review", "--today", "2026-11-22", "--limit", "3")
    assert ran.code == 0
    assert ran.out.index("確かめる日を過ぎています") < ran.out.index("確かめられていません")
    assert "出典を見た日" in ran.out
    assert "catalog review --skip 3" in ran.err


def test_a_script_pages_through_a_review_without_loss_or_repetition(no_vault: Shell) -> None:
    def page(*words: str) -> dict[str, object]:
        (found,) = no_vault("catalog", "review", "--today", "2026-11-22", "--json", *words).objects
        return found

    whole = page("--limit", "0")
    first, second = page("--limit", "7"), page("--skip", "7", "--limit", "1000")
    assert isinstance(whole["concerns"], list)
    assert isinstance(first["concerns"], list)
    assert isinstance(second["concerns"], list)
    assert first["concerns"] + second["concerns"] == whole["concerns"]
    assert whole["total"] == len(whole["concerns"])
    assert isinstance(whole["by_kind"], dict)
    assert sum(whole["by_kind"].values()) == whole["total"]
    assert {"why", "kind", "id", "field", "about", "sources", "as_of", "review_by"} <= set(whole["concerns"][0])


def test_a_review_of_a_day_that_is_no_day_is_refused(no_vault: Shell) -> None:
    ran = no_vault("catalog", "review", "--today", "2026-02-30")
    assert (ran.code, ran.out) == (1, "")
    assert "--today" in ran.err


@pytest.mark.parametrize("name", ["answers", "plan", *kinds()])
def test_a_schema_names_itself_and_says_in_both_languages_what_it_is_of(name: str, no_vault: Shell) -> None:
    ran = no_vault("catalog", "schema", name)
    made = json.loads(ran.out)
    assert (ran.code, ran.err) == (0, "")
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert name in made["title"]
    assert made["$id"].startswith("urn:yosuga")
    assert "/" in made["description"]
    assert made["type"] == ("object" if name in {"answers", "plan"} else "array")


def test_the_schema_of_answers_is_printed_where_none_is_named(no_vault: Shell) -> None:
    assert no_vault("catalog", "schema") == no_vault("catalog", "schema", "answers")


def test_a_condition_is_a_string_in_a_schema(no_vault: Shell) -> None:
    made = json.loads(no_vault("catalog", "schema", "steps").out)
    assert made["$defs"]["Step"]["properties"]["if"]["type"] == "string"


def test_a_schema_there_is_not_is_told_with_those_there_are(no_vault: Shell) -> None:
    ran = no_vault("catalog", "schema", "laws")
    assert (ran.code, ran.out) == (64, "")
    assert "answers, plan, facts" in ran.err
