import json
import os
import re
from collections.abc import Sequence
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from tests.cli.conftest import Shell
from tests.cli.test_first_screen import imported_by
from yosuga.catalog.loader import ours
from yosuga.cli import layout, words
from yosuga.rules import opening

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "docs/examples/answers"
SUNDAY = "2026-11-22"
CARD = "4111 1111 1111 1111"
URL = "https://x.com/example/status/1541815603606036480"
HEADINGS = ["■ いますること", "■ 期限", "■ しないこと", "■ そのあとのこと"]


def planned(shell: Shell, text: str, tmp_path: Path, *more: str) -> Sequence[str]:
    """Return the rows of the screen for these answers."""
    file = tmp_path / "answers.yaml"
    file.write_text(text, "utf-8")
    ran = shell("plan", "--answers", str(file), "--today", SUNDAY, *more)
    assert (ran.code, ran.err) == (0, "")
    return ran.out.splitlines()


def example(shell: Shell, name: str, *more: str) -> str:
    ran = shell("plan", "--answers", str(EXAMPLES / f"{name}.yaml"), "--today", SUNDAY, *more)
    assert (ran.code, ran.err) == (0, "")
    return ran.out


def values(found: object) -> str:
    return json.dumps(found, ensure_ascii=False)


# --- the first screen


def test_what_to_do_comes_before_the_dates_what_not_to_do_and_the_rest(no_vault: Shell) -> None:
    told = example(no_vault, "identification-5ch")
    assert [row for row in told.splitlines() if row.startswith("■")] == HEADINGS
    assert not no_vault.home.exists()


def test_at_most_three_things_come_first_each_with_its_minutes(no_vault: Shell) -> None:
    for name in ("address-on-x", "ex-partner-moving", "identification-5ch"):
        told = example(no_vault, name).split("■ しないこと")[0]
        steps = re.findall(r"^(\d)\. .+\n   \d+(?:〜\d+)?分くらい$", told, re.MULTILINE)
        assert steps == ["1", "2", "3"]


@pytest.mark.parametrize(
    "danger", ["visitor", "threat", "stalking", "dv", "blackmail", "self_harm", "child_abuse", "visitor, dv"]
)
@pytest.mark.parametrize("more", [(), ("--all",), ("--routes",), ("--care",), ("--step", "2")])
def test_in_danger_110_is_the_very_first_line_of_every_screen(
    danger: str, more: Sequence[str], no_vault: Shell, tmp_path: Path
) -> None:
    assert planned(no_vault, f"danger: [{danger}]", tmp_path, *more)[0] == "110"


def test_without_danger_110_is_there_and_does_not_come_first(no_vault: Shell, tmp_path: Path) -> None:
    rows = planned(no_vault, "danger: []\nleaked: [name]", tmp_path)
    assert rows[0] == "■ いますること"
    assert "身の危険を感じたら: 110" in rows


def test_a_desk_that_is_open_is_named_with_its_number_on_a_line_of_its_own(no_vault: Shell) -> None:
    rows = [row.strip() for row in example(no_vault, "ex-partner-moving").splitlines()]
    at = rows.index("DV相談プラス")
    assert rows[at + 1] == "0120-279-889"


def test_a_desk_that_is_closed_says_when_it_opens_next(no_vault: Shell) -> None:
    told = example(no_vault, "identification-5ch").split("■ 期限")[0]
    assert "0570-078374" in told
    assert "次に開く日 11月24日(火) 9:00" in told


def test_a_moment_decides_whether_a_desk_is_open(no_vault: Shell) -> None:
    def told(at: str) -> str:
        return no_vault("plan", "--answers", str(EXAMPLES / "identification-5ch.yaml"), "--at", at).out

    assert "次に開く日" not in told("2026-11-24T10:00").split("■ 期限")[0]
    assert "次に開く日 11月25日(水) 9:00" in told("2026-11-24T21:30").split("■ 期限")[0]


def test_dates_come_nearest_first_with_their_kind_and_the_days_left(no_vault: Shell) -> None:
    told = example(no_vault, "identification-5ch").split("■ 期限\n")[1]
    assert told.startswith("  2026年12月3日(木)\n    残り11日\n")
    assert [told.index(kind) for kind in ("実務の目安", "法律の期限")] == sorted(
        told.index(kind) for kind in ("実務の目安", "法律の期限")
    )


def test_a_date_that_has_passed_is_said_calmly(no_vault: Shell, tmp_path: Path) -> None:
    text = """
    leaked: [name]
    want: [removal]
    posts: [{platform: x, place: public, up: true, request: waiting, request_received: 2026-11-14}]
    """
    told = "\n".join(planned(no_vault, text, tmp_path))
    assert "  2026年11月21日(土)\n    1日前に過ぎました" in told
    assert "手遅れ" not in told


def test_what_must_not_be_done_stands_on_the_first_screen_also_that_of_the_first_steps(no_vault: Shell) -> None:
    told = example(no_vault, "address-on-x")
    for note in ("no-delete-before-keeping", "no-report-before-keeping", "no-public-archive"):
        assert told.count(ours().notes[note].text.ja) == 1


def test_the_rest_is_there_by_title_and_numbers_go_on(no_vault: Shell) -> None:
    found = no_vault("plan", "--answers", str(EXAMPLES / "address-on-x.yaml"), "--today", SUNDAY, "--json").objects[0]
    assert isinstance(found["steps"], list)
    rest = example(no_vault, "address-on-x").split("■ そのあとのこと")[1]
    assert [int(number) for number in re.findall(r"^ ?(\d+)\. ", rest, re.MULTILINE)] == list(
        range(4, len(found["steps"]) + 1)
    )


@pytest.mark.parametrize("more", [(), ("--all",), ("--routes",), ("--care",), ("--step", "1")])
def test_every_screen_says_once_that_it_is_no_legal_advice_and_whose_the_drafts_are(
    more: Sequence[str], no_vault: Shell
) -> None:
    told = example(no_vault, "address-on-x", *more)
    assert told.count("これは法律の助言ではありません。文案はご本人のものです。") == 1


@pytest.mark.parametrize("more", [(), ("--all",), ("--routes", "--care"), ("--json", "--routes", "--care")])
def test_nothing_of_the_answers_is_echoed(more: Sequence[str], no_vault: Shell) -> None:
    assert "example/status" not in example(no_vault, "address-on-x", *more)


def test_what_may_be_out_of_date_says_so(no_vault: Shell, tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text("danger: [threat]", "utf-8")
    assert "古い可能性があります" not in no_vault("plan", "--answers", str(file), "--today", SUNDAY).out
    assert "古い可能性があります" in no_vault("plan", "--answers", str(file), "--today", "2035-11-22").out


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("name", ["address-on-x", "ex-partner-moving", "identification-5ch"])
def test_every_screen_fits_the_window_and_numbers_stay_whole(
    columns: int, language: str, name: str, no_vault: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("YOSUGA_LANG", language)
    monkeypatch.setenv("NO_PAGER", "1")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    words.forget()
    rows = example(no_vault, name).splitlines() + example(no_vault, name, "--all", "--routes", "--care").splitlines()
    assert [row for row in rows if layout.width(row) > columns and "://" not in row] == []
    if language == "en":
        assert [row for row in rows if re.search("(ます|です|ません|ください)。", row)] == []


def test_further_lines_of_an_entry_begin_below_its_text(no_vault: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    told = example(no_vault, "address-on-x").split("■ しないこと\n")[1].split("\n\n")[0]
    assert {row[:1] for row in told.splitlines()} == {"・", " "}


# --- opened


def test_a_step_is_opened_by_its_number_or_its_id_with_reason_sources_and_dates(no_vault: Shell) -> None:
    told = example(no_vault, "address-on-x", "--step", "consult-jinken")
    number = re.match(r"■ (\d+)\. ", told)
    assert number is not None
    assert told == example(no_vault, "address-on-x", "--step", number[1])
    assert "理由: ご本人からの相談、氏名が出ている、住所が出ている" in told
    for part in ("相談できる窓口", "用意するもの", "もとになる決まりと資料", "確かめた時点: ", "https://"):
        assert part in told


@pytest.mark.parametrize("given", ["99", "0", "no-such-step", CARD])
def test_a_step_that_is_not_there_is_explained_and_not_repeated(given: str, no_vault: Shell) -> None:
    ran = no_vault("plan", "--answers", str(EXAMPLES / "address-on-x.yaml"), "--today", SUNDAY, "--step", given)
    assert (ran.code, ran.out) == (1, "")
    assert "not-found: --step" in ran.err
    assert CARD not in ran.err


def test_everything_opened_has_every_step_fact_and_source_that_the_data_has(no_vault: Shell) -> None:
    (found,) = (json.loads(example(no_vault, "ex-partner-moving", "--json")),)
    told = example(no_vault, "ex-partner-moving", "--all")
    assert [step["id"] for step in found["steps"] if step["title"]["ja"] not in told] == []
    assert [name for name, fact in found["facts"].items() if fact["title"]["ja"] not in told] == [
        name for note in found["must_not"] + found["warnings"] for name in note["facts"]
        if found["facts"][name]["title"]["ja"] not in told
    ]  # fmt: skip


def test_no_number_or_link_without_a_source_is_shown(no_vault: Shell) -> None:
    hidden = [line.value for one in ours().desks.values() for line in one.lines if line not in opening.shown_lines(one)]
    for name in ("address-on-x", "ex-partner-moving", "identification-5ch"):
        told = example(no_vault, name, "--all", "--routes", "--care")
        assert [value for value in hidden if value in told] == []
        assert "UNVERIFIED" not in told


def test_routes_tell_costs_with_year_and_source_and_legal_aid_says_who_decides(no_vault: Shell) -> None:
    told = example(no_vault, "identification-5ch", "--routes")
    assert "費用: 法律相談 0–10,000円\n    2025年の記事が示す相場\n    https://" in told
    assert "■ 法テラスの費用の援助" in told
    assert "法テラスに聞くと分かります" in told


def test_care_tells_seven_thirty_and_ninety_days(no_vault: Shell) -> None:
    told = example(no_vault, "address-on-x", "--care")
    here = [told.index(f"■ {days}日後") for days in (7, 30, 90)]
    assert here == sorted(here)


# --- for scripts


def test_a_script_gets_the_promised_keys_and_more_only_when_asked(no_vault: Shell) -> None:
    plain = json.loads(example(no_vault, "address-on-x", "--json"))
    assert list(plain) == [
        "format", "today", "at", "signs", "order", "first", "steps", "deadlines", "warnings", "must_not", "desks",
        "facts",
    ]  # fmt: skip
    more = json.loads(example(no_vault, "address-on-x", "--json", "--routes", "--care"))
    assert set(more) - set(plain) == {"routes", "legal_aid", "advice", "care"}
    assert {key: more[key] for key in plain} == plain
    assert more["legal_aid"]["outcome"] == "ask"
    assert {one["day"] for one in more["care"]} == {7, 30, 90}
    assert set(more["routes"]["order"]) == {one["id"] for one in more["routes"]["open"] + more["routes"]["ask"]}


def test_the_moment_is_in_the_data_only_where_one_was_meant(no_vault: Shell) -> None:
    file = str(EXAMPLES / "address-on-x.yaml")
    assert no_vault("plan", "--answers", file, "--today", SUNDAY, "--json").objects[0]["at"] is None
    at = no_vault("plan", "--answers", file, "--at", "2026-11-22T22:30", "--json").objects[0]["at"]
    assert at == "2026-11-22T22:30+09:00"


def test_the_input_is_read_as_a_file_is(no_vault: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO((EXAMPLES / "address-on-x.yaml").read_bytes())))
    told = no_vault("plan", "--answers", "-", "--today", SUNDAY).out
    assert told == example(no_vault, "address-on-x")


def test_a_plan_imports_no_database_and_no_browser() -> None:
    loaded = imported_by("plan", "--answers", str(EXAMPLES / "address-on-x.yaml"), "--today", SUNDAY, "--json")
    assert "yosuga.rules.plan" in loaded
    assert loaded & {"django", "asyncio", "PIL", "httpx", "typst", "argon2", "yosuga.tools"} == set()


# --- what cannot be used


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (f"asker: '{CARD}'", "number-inside: asker"),
        (f"# {CARD}\nasker: self", "number-inside: file"),
        (f"'{CARD}': self", "number-inside: file"),
        (f"posts: [{{url: 'https://example.com/{CARD}'}}]", "number-inside: posts.0.url"),
        ("asker: 新米の探偵", "bad-answers: asker"),
        ("age: 200", "bad-answers: age"),
        ("'090-0000-0000': self", "bad-answers: ?"),
        ("posts: [{posted: 2026-02-30}]", "bad-answers: posts.0.posted"),
        ("posts: [{posted: 2026-11-23}]", "bad-answers: posts.0.posted"),
        ("posts: [{platform: 新米の探偵}]", "bad-answers: posts.0.platform"),
        ("[", "bad-answers: file"),
    ],
)
@pytest.mark.parametrize("more", [(), ("--json",)])
def test_what_is_wrong_names_its_field_and_is_never_repeated(
    text: str, field: str, more: Sequence[str], no_vault: Shell, tmp_path: Path
) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text(text, "utf-8")
    ran = no_vault("plan", "--answers", str(file), "--today", SUNDAY, *more)
    assert ran.code == 1
    assert [one["error"] for one in ran.objects] == [field.partition(":")[0]] * len(more)
    assert field in ran.err
    assert "何も保存していません" in ran.err
    assert "Nothing was stored" in ran.err
    for private in (CARD, "探偵", "090-0000"):
        assert private not in ran.out + ran.err
    assert "Traceback" not in ran.err


def test_a_file_that_cannot_be_read_is_explained(no_vault: Shell, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "big.yaml").write_bytes(b"#" * 300_000)
    (tmp_path / "binary.yaml").write_bytes(b"\xff\xfe\x00")
    said = {
        "none.yaml": "not-found: --answers",
        "pipe": "not a plain file",
        ".": "not a plain file",
        "/dev/zero": "not a plain file",
        "a\0b": "bad-file: --answers",
        "big.yaml": "256 KiB",
        "binary.yaml": "UTF-8",
    }
    for name, words_ in said.items():
        ran = no_vault("plan", "--answers", str(tmp_path / name))
        assert (ran.code, ran.out) == (1, ""), name
        assert words_ in ran.err, name


def test_an_endless_input_is_read_only_so_far(no_vault: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    with Path("/dev/zero").open("rb") as endless:
        monkeypatch.setattr("sys.stdin", TextIOWrapper(endless))
        ran = no_vault("plan", "--answers", "-")
    assert (ran.code, ran.out) == (1, "")
    assert "256 KiB" in ran.err


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        (("--today", "2026-02-30"), 1, "impossible-date: --today"),
        (("--at", "あした"), 1, "impossible-date: --at"),
        (("--at", "1900-01-01T10:00"), 1, "date-too-far: --at"),
        (("--today", SUNDAY, "--at", SUNDAY), 64, "一緒に使えません"),
        (("--save", "x.yaml"), 64, "--save"),
    ],
)
def test_words_that_do_not_fit_are_explained(given: Sequence[str], code: int, said: str, no_vault: Shell) -> None:
    ran = no_vault("plan", "--answers", str(EXAMPLES / "address-on-x.yaml"), *given)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err


def test_without_a_file_and_without_a_terminal_it_says_what_to_do(
    no_vault: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(b"1\n")))
    ran = no_vault("plan")
    assert (ran.code, ran.out) == (64, "")
    assert "`--answers FILE`" in ran.err


def test_a_card_number_typed_as_a_stray_word_is_not_repeated(no_vault: Shell) -> None:
    ran = no_vault("plan", "4111", "1111", "1111", "1111")
    assert ran.code == 64
    assert "1111" not in ran.out + ran.err
