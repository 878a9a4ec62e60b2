"""The questions of `yosuga plan`: what a person types, and what is left of it."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import date
from io import StringIO
from pathlib import Path

import pytest

from tests.cli.conftest import Ran, Shell
from tests.cli.test_process import ended_by
from yosuga.catalog.asking import Asking
from yosuga.catalog.loader import ours
from yosuga.cli import layout, words
from yosuga.rules import reading
from yosuga.rules.answers import Answers, Post, listed_posts
from yosuga.rules.signs import signs_of

SUNDAY = "2026-11-22"
TODAY = date(2026, 11, 22)
CARD = "4111 1111 1111 1111"
MY_NUMBER = "123456789018"
FULL_WIDTH = CARD.translate({ord(digit): 0xFEE0 + ord(digit) for digit in "0123456789"})
QUESTIONS = list(ours().asking.values())
Talk = Callable[..., Ran]
# Nobody came, an address on X: danger, asker, age, leaked, want, platform, place, up, reposted, request …
USUAL = ["8", "1", "4", "1 2", "2", "1", "1", "1", "2", "1", "3", "2"]


class Keys(StringIO):
    """What a person types at a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def talk(no_vault: Shell, monkeypatch: pytest.MonkeyPatch) -> Talk:
    """Type these lines, then close the input; the words of the command may follow."""

    def typed(lines: Sequence[str], *words_: str) -> Ran:
        monkeypatch.setattr("sys.stdin", Keys("".join(f"{line}\n" for line in lines)))
        return no_vault("plan", "--today", SUNDAY, *words_)

    return typed


def asked(ran: Ran) -> list[str]:
    """Return the questions that were asked, in order, by id."""
    by_words = {one.question.ja: one.id for one in QUESTIONS}
    return [by_words[row[2:]] for row in ran.err.splitlines() if row[2:] in by_words and row.startswith("■")]


def kept(path: Path) -> Answers:
    return reading.read(path.read_bytes(), today=TODAY)


def kept_post(path: Path) -> Post:
    """Return the one post that was kept."""
    (post,) = listed_posts(kept(path))
    return post


# --- the usual way


def test_the_first_question_is_whether_there_is_danger(talk: Talk) -> None:
    assert asked(talk([]))[0] == "danger"


def test_the_usual_way_has_at_most_twelve_questions_and_ends_in_the_plan(talk: Talk) -> None:
    ran = talk([*USUAL, ""])
    assert asked(ran) == [
        "danger", "asker", "age", "leaked", "want", "platform", "place", "up", "reposted", "request", "offender",
        "evidence",
    ]  # fmt: skip
    assert ran.code == 0
    assert ran.out.startswith("■ いますること\n")
    assert "情プラ法の窓口から、削除を申し出る" in ran.out


@pytest.mark.parametrize("want", ["3", "1", "4", "7"])
def test_other_usual_ways_are_no_longer(want: str, talk: Talk) -> None:
    ran = talk(["8", "1", "4", "1", want, "8", "1", "1", *[""] * 12])
    assert ran.code == 0
    assert len(asked(ran)) <= 12


def test_the_words_for_people_and_the_plan_come_on_different_streams(talk: Talk) -> None:
    ran = talk([*USUAL, ""], "--json")
    (found,) = ran.objects
    assert found["format"] == "yosuga-plan/1"


def test_every_question_may_be_left_and_a_plan_comes_of_it(talk: Talk) -> None:
    ran = talk([""] * 30)
    assert ran.code == 0
    assert ran.out.startswith("■ いますること\n")
    assert len(asked(ran)) <= 12


@pytest.mark.parametrize("one", QUESTIONS, ids=lambda one: str(one.id))
def test_every_question_can_be_left_in_three_ways_and_says_why_it_is_asked(one: Asking) -> None:
    from yosuga.cli import asked as answers

    for line, word in [
        ("", "no_answer"),
        ("答えたくない", "no_answer"),
        ("わからない", "unknown"),
        ("あとで", "later"),
    ]:
        assert answers.understood(line, question=one, today=TODAY, catalog=ours()) == word
    assert one.why.ja.endswith("。")


@pytest.mark.parametrize("one", QUESTIONS, ids=lambda one: str(one.id))
def test_every_choice_is_an_answer_of_the_file_and_gives_the_sign_whose_label_it_bears(one: Asking) -> None:
    for choice in one.choices:
        said: object = [choice.word] if one.kind == "many" else choice.word
        raw: dict[str, object] = {one.id: said}
        if one.of == "household":
            raw = {"household": {one.id: said}}
        if one.of == "post":
            raw = {"posts": [raw]}
        if one.id == "image_age":
            raw["leaked"] = ["sexual_image"]
        signs = signs_of(reading.understood(raw, today=TODAY), today=TODAY, catalog=ours())
        assert choice.sign is None or choice.sign in signs


def test_a_question_that_does_not_matter_is_not_asked(talk: Talk) -> None:
    stalked = asked(talk(["3", *[""] * 30]))
    assert {"moving", "device_watched", "offender_is"} <= set(stalked)
    image = asked(talk(["8", "1", "4", "15", *[""] * 30]))
    assert "image_age" in image
    assert "image_age" not in asked(talk(["8", "1", "2", "15", *[""] * 30]))
    assert "consent" in asked(talk(["8", "3", *[""] * 30]))
    assert "offender" not in asked(talk(["8", "4", *[""] * 30]))


# --- danger


def test_in_danger_whom_to_call_comes_at_once_and_p_gives_the_plan(talk: Talk) -> None:
    ran = talk(["1", "p"])
    assert asked(ran) == ["danger", "asker"]
    assert ran.err.index("\n110\n") < ran.err.index("どなたですか")
    assert (ran.code, ran.out.splitlines()[0]) == (0, "110")


def test_somebody_in_despair_sees_a_line_that_listens_before_the_next_question(talk: Talk) -> None:
    ran = talk(["6", "p"])
    assert ran.err.index("0120-279-338") < ran.err.index("どなたですか")


# --- leafing through the plan


def test_after_the_questions_any_part_opens_on_a_key_and_nothing_is_asked_twice(talk: Talk) -> None:
    ran = talk([*USUAL, "", "\uff12", "a", "r", "c", "99", ""])
    assert ran.code == 0
    assert len(asked(ran)) == len(USUAL)
    assert "■ 2. " in ran.out
    for part in ("■ 1. ", "■ 使える方法", "■ 7日後"):
        assert part in ran.out
    assert "not-found: --step" in ran.err


def test_what_was_asked_for_at_once_needs_no_key(talk: Talk) -> None:
    ran = talk([*USUAL, ""], "--routes")
    assert "使える方法" in ran.out
    assert "Enterだけ: 終わる" not in ran.err


def test_legal_aid_is_looked_at_by_a_few_numbers_when_asked_and_they_are_not_kept(talk: Talk, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    lines = [*USUAL, "", "h", "1", "18万", "2", "0", "1,800,000円", "", ""]
    ran = talk(lines, "--save", str(file))
    assert "手取りの月収 180,000円 ≤ 上限 182,000円" in ran.out
    assert "条件に合いそうです。決めるのは法テラスです" in ran.out
    assert "household" not in file.read_text("utf-8")
    assert "条件に合わなさそうです" in talk([*USUAL, "", "h", "1", "", "", "", "たくさん", "5000000", "", ""]).out
    assert "ここでは分かりません" in talk([*USUAL, "", "h", *[""] * 6]).out


# --- keys


def test_why_back_and_full_width_keys_are_understood(talk: Talk, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    ran = talk(["8", "？", "1", "もどる", "2", "4", "1\u30002", *USUAL[4:], ""], "--save", str(file))
    assert ours().asking["asker"].why.ja in ran.err
    assert asked(ran)[:4] == ["danger", "asker", "age", "asker"]
    assert (kept(file).asker, kept(file).leaked) == ("guardian", ("name", "address"))


def test_back_at_the_first_question_stays_there(talk: Talk) -> None:
    assert asked(talk(["b", "b", "8"])) == ["danger", "danger", "danger", "asker"]


def test_all_answers_are_looked_over_and_one_can_be_changed(talk: Talk, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    ran = talk([*USUAL, "4", "3", ""], "--save", str(file))
    page = ran.err.split("■ 答えの確認")[1]
    assert "氏名が出ている、住所が出ている" in page
    assert kept(file).leaked == ("phone",)


def test_an_answer_that_no_longer_matters_goes_when_another_is_changed(talk: Talk, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    lines = ["8", "1", "4", "15", "2", "2", *[""] * 7, "4", "1", ""]
    assert talk([*lines, *[""] * 4], "--save", str(file)).code == 0
    assert (kept(file).leaked, kept(file).image_age) == (("name",), None)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["99"], "番号は1から10までです"),
        (["0"], "番号は1から10までです"),
        (["1 9"], "選べるのは一つです"),
        (["なにか"], "答えの番号を打ってください"),
        (["8", "1 2"], "選べるのは一つです"),
        (["x" * 50_000], "答えの番号を打ってください"),
        ([*USUAL[:5], "ほげほげ"], "分かりません"),
        ([*USUAL[:5], "Instagran"], "Instagram"),
        (["8", "1", "4", "1", "3", "1", "1", "1", "2026-02-30"], "暦にない日です"),
        (["8", "1", "4", "1", "3", "1", "1", "1", "2026-11-23"], "今日より後の日付です"),
        (["8", "1", "4", "1", "3", "1", "1", "1", "1900-01-01"], "1950年から"),
        (["8", "1", "4", "1", "3", "1", "1", "1", "ずっと前"], "2026-11-22 か 11/22 の形"),
    ],
)
def test_what_is_not_understood_is_explained_and_asked_again(lines: Sequence[str], said: str, talk: Talk) -> None:
    ran = talk([*lines, "p"])
    assert said in ran.err
    assert (ran.code, len(asked(ran))) == (0, len(lines))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-11-20", "2026-11-20"),
        ("２０２６年１１月２０日", "2026-11-20"),
        ("2026/11/2", "2026-11-02"),
        ("11/20", "2026-11-20"),
        ("11月23日", "2025-11-23"),
        ("11.20", "2026-11-20"),
        ("今日", "2026-11-22"),
        ("きのう", "2026-11-21"),
        ("おととい", "2026-11-20"),
    ],
)
def test_a_day_is_understood_as_people_write_it(typed: str, day: str, talk: Talk, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    talk(["8", "1", "4", "1", "3", "1", "1", "1", typed, "p"], "--save", str(file))
    assert str(kept_post(file).posted) == day


@pytest.mark.parametrize(
    ("typed", "service"),
    [
        ("1", "x"),
        ("twitter", "x"),
        ("\uff38", "x"),
        ("https://www.instagram.com/p/abc/", "instagram"),
        ("爆サイ", "bakusai"),
    ],
)
def test_a_service_is_understood_by_number_name_or_address_and_no_address_is_kept(
    typed: str, service: str, talk: Talk, tmp_path: Path
) -> None:
    file = tmp_path / "a.yaml"
    talk([*USUAL[:5], typed, "p"], "--save", str(file))
    post = kept_post(file)
    assert (post.platform, post.url) == (service, "unknown")


# --- what is kept


@pytest.mark.parametrize("number", [CARD, MY_NUMBER, FULL_WIDTH, f"氏名 {MY_NUMBER}"])
@pytest.mark.parametrize("question", range(len(USUAL)))
def test_a_card_number_or_my_number_is_refused_at_every_question_and_not_kept(
    number: str, question: int, talk: Talk, tmp_path: Path
) -> None:
    file = tmp_path / "a.yaml"
    ran = talk([*USUAL[:question], number, *USUAL[question:], ""], "--save", str(file))
    assert "number-inside: " in ran.err
    assert number not in ran.err + ran.out + file.read_text("utf-8")
    assert (ran.code, kept(file).want) == (0, ("removal",))


def test_nothing_is_kept_unasked(talk: Talk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    assert talk([*USUAL, ""]).code == 0
    assert sorted(tmp_path.iterdir()) == before


def test_what_is_kept_is_for_its_owner_alone_and_makes_the_same_plan(
    talk: Talk, no_vault: Shell, tmp_path: Path
) -> None:
    file = tmp_path / "a.yaml"
    ran = talk([*USUAL, ""], "--save", str(file))
    assert file.stat().st_mode & 0o777 == 0o600
    assert "読めるのは自分だけ" in ran.err
    assert no_vault("plan", "--answers", str(file), "--today", SUNDAY).out == ran.out


def test_a_file_that_is_there_is_written_over_only_after_a_yes(talk: Talk, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("元のまま", "utf-8")
    ran = talk([*USUAL, "", ""], "--save", str(file))
    assert (ran.code, file.read_text("utf-8")) == (2, "元のまま")
    assert "元のまま" in ran.err
    assert ran.out.startswith("■ いますること")
    assert talk([*USUAL, "", "y"], "--save", str(file)).code == 0
    assert (kept(file).asker, file.stat().st_mode & 0o777) == ("self", 0o600)
    assert [path.name for path in tmp_path.iterdir() if "new" in path.name] == []


@pytest.mark.parametrize(("name", "code"), [("none/a.yaml", "not-found"), (".", "bad-file"), (CARD, "number-inside")])
def test_a_place_where_nothing_can_be_kept_is_told_before_the_first_question(
    name: str, code: str, talk: Talk, tmp_path: Path
) -> None:
    ran = talk(USUAL, "--save", str(tmp_path / name))
    assert (ran.code, ran.out, asked(ran)) == (1, "", [])
    assert f"[{code}: --save" in ran.err
    assert CARD not in ran.err


# --- stopping


def test_stopping_offers_to_keep_what_was_said(talk: Talk, tmp_path: Path) -> None:
    file = tmp_path / "later.yaml"
    ran = talk(["8", "1", "q", str(file)])
    assert (ran.code, ran.out) == (130, "")
    assert kept(file).asker == "self"


@pytest.mark.parametrize("lines", [["8", "1", "q", ""], ["8", "1"], ["q"], []])
def test_stopping_without_a_file_leaves_nothing_and_says_so(
    lines: Sequence[str], talk: Talk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    ran = talk(lines)
    assert (ran.code, ran.out) == (130, "")
    assert "答えは、どこにも残していません" in ran.err
    assert sorted(tmp_path.iterdir()) == before


def test_ctrl_c_at_a_real_terminal_leaves_nothing_behind_and_says_so(tmp_path: Path) -> None:
    ours_, theirs = os.openpty()
    # A shell's background job ignores Ctrl+C and hands that on; the tests may be one.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", "yosuga", "plan", "--save", "answers.yaml"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2] / "src"), "YOSUGA_LANG": "ja"},
        stdin=theirs,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    signal.signal(signal.SIGINT, before)
    os.close(theirs)
    os.write(ours_, b"8\n1\n")
    assert child.stderr is not None
    while "ご本人は18歳以上" not in child.stderr.readline():  # two questions are answered, the third is shown
        pass
    said = ended_by(child, signal.SIGINT)
    os.close(ours_)
    assert child.returncode == 130
    assert "答えは、どこにも残していません" in said
    assert "Traceback" not in said
    assert list(tmp_path.iterdir()) == []


# --- the page


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_question_fits_the_window(
    columns: int, language: str, talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("YOSUGA_LANG", language)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    words.forget()
    rows = talk(["3", "3", "1", "", "1 15", *[""] * 30]).err.splitlines()
    assert [row for row in rows if layout.width(row) > columns] == []
    if language == "en":
        assert [row for row in rows if re.search("[ぁ-んァ-ヶ]", row)] == []


def test_the_labels_of_signs_are_not_written_twice() -> None:
    labels = {ja for ja, _en in ours().vocabulary.labels.values()}
    assert [one.label.ja for each in QUESTIONS for one in each.choices if one.label and one.label.ja in labels] == []


def test_a_question_asks_only_about_what_was_asked_before_it() -> None:
    """Otherwise an answer could bring up, or drop, a question that the person has passed."""
    catalog = ours()
    before: set[str] = set()
    for one in QUESTIONS:
        axes = {axis.name for axis in catalog.vocabulary.axes if one.if_.reads & set(axis.signs)}
        assert axes <= before, one.id
        before |= _axes(one)


def _axes(one: Asking) -> set[str]:
    """Return the axes of the vocabulary that an answer to this question decides."""
    more = {
        "asker": {"asker"},
        "consent": {"asker"},
        "age": {"age", "image-age"},
        "leaked": {"leak", "image-age"},
        "platform": {"place", "service"},
        "place": {"place"},
        "request": {"answer"},
    }
    labels = {sign: axis.name for axis in ours().vocabulary.axes for sign in axis.signs}
    return {labels[choice.sign] for choice in one.choices if choice.sign} | more.get(one.id, set())
