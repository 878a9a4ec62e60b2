import json
from datetime import timedelta

import pytest

from tests.cli.conftest import Shell
from tests.rules.test_deadlines import ROWS, WITH_PERIOD
from yosuga.catalog.loader import ours
from yosuga.cli import layout
from yosuga.clock import JST, SystemClock
from yosuga.rules.calendar import in_words

KEYS = ["fact", "kind", "last_day", "unrolled", "basis", "steps"]


@pytest.mark.parametrize(("fact", "event", "unrolled", "last"), ROWS[::4])
def test_a_script_gets_exactly_the_promised_keys(
    fact: str, event: str, unrolled: str, last: str, no_vault: Shell
) -> None:
    ran = no_vault("deadline", fact, "--from", event, "--json")
    (found,) = ran.objects
    assert (ran.code, ran.err, list(found)) == (0, "", KEYS)
    assert (found["fact"], found["unrolled"], found["last_day"]) == (fact, unrolled, last)
    assert isinstance(found["steps"], list)
    assert all(isinstance(step, str) for step in found["steps"])
    assert not no_vault.home.exists()


def test_a_person_gets_the_date_its_kind_its_basis_the_remaining_days_and_the_source(no_vault: Shell) -> None:
    told = no_vault("deadline", "dl-complaint-6m", "--from", "2026-05-22", "--today", "2026-11-22").out
    assert "  2026年11月24日(火)\n  残り2日\n  法律の期限 · 刑訴235条\n" in told
    assert "2026-11-22 は日曜日のため、次の平日 2026-11-24 に満了します(刑訴法55条3項)。" in told
    assert "確かめた時点: 2025-06-01\n  https://laws.e-gov.go.jp/" in told
    assert "古い可能性" not in told


def test_without_a_day_the_remaining_days_are_counted_from_today_in_japan(no_vault: Shell) -> None:
    today = SystemClock().read().wall.astimezone(JST).date()
    told = no_vault("deadline", "pfa-25-7d", "--from", today.isoformat()).out
    assert in_words(today + timedelta(days=7)).ja in told
    assert "残り7日" in told


@pytest.mark.parametrize(
    ("fact", "event", "today", "words"),
    [
        ("pfa-25-7d", "2026-11-15", "2026-11-22", "この日が最後の日です"),
        ("pfa-25-7d", "2026-11-14", "2026-11-22", "1日前に過ぎました"),
        ("law-appi-39", "2026-11-01", "2026-11-22", "待つ期間は終わりました"),
        ("dl-complaint-6m", "2025-11-22", "2026-11-22", "まだ方法があるかもしれません"),
        ("dl-complaint-6m", "2025-11-22", "2026-11-22", "大阪高判平16.4.22"),
    ],
)
def test_a_day_that_has_passed_is_said_calmly_and_never_that_it_is_too_late(
    fact: str, event: str, today: str, words: str, no_vault: Shell
) -> None:
    told = no_vault("deadline", fact, "--from", event, "--today", today).out
    assert words in told
    assert "手遅れ" not in told


def test_a_record_past_its_day_of_review_says_that_it_may_be_out_of_date(no_vault: Shell) -> None:
    review = ours().facts["dl-civil-3y"].review_by
    for today, expected in [(review, False), (review + timedelta(days=1), True)]:
        told = no_vault("deadline", "dl-civil-3y", "--from", "2026-11-22", "--today", today.isoformat()).out
        assert ("古い可能性があります" in told) is expected


def test_what_rests_on_memory_is_computed_but_marked_and_not_stated(no_vault: Shell) -> None:
    told = no_vault("deadline", "pfa-6-opinion-14d", "--from", "2026-11-22").out
    assert "2026年12月6日(日)" in told
    assert told.startswith("pfa-6-opinion-14d (未確認)")
    assert ours().facts["pfa-6-opinion-14d"].statement.ja not in told
    assert "未確認" in json.dumps(
        no_vault("deadline", "pfa-6-opinion-14d", "--from", "2026-11-22", "--json").objects, ensure_ascii=False
    )


def test_a_second_period_is_counted_from_the_day_of_the_act(no_vault: Shell) -> None:
    told = no_vault("deadline", "dl-civil-3y", "--from", "2026-05-22", "--act", "2024-02-29").out
    assert "20年後の応当日 2044-03-01 の前日 2044-02-29 が末日です。" in told
    refused = no_vault("deadline", "dl-civil-5y", "--from", "2026-05-22", "--act", "2024-02-29")
    assert (refused.code, refused.out) == (64, "")


def test_the_list_has_every_rule_that_rests_on_a_source_once(no_vault: Shell) -> None:
    ran = no_vault("deadline")
    shown = [row for row in ran.out.splitlines() if not row.startswith(" ")]
    assert sorted(shown) == [name for name in WITH_PERIOD if name != "pfa-6-opinion-14d"]
    assert "--from 2026-11-22` で日付が出ます" in ran.err
    assert [one["fact"] for one in no_vault("deadline", "--json").objects] == shown


@pytest.mark.parametrize("name", WITH_PERIOD)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_rule_says_from_which_day_it_counts_in_words(
    name: str, language: str, no_vault: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    from yosuga.cli import words

    monkeypatch.setenv("YOSUGA_LANG", language)
    words.forget()
    period = ours().facts[name].period
    assert period is not None
    told = no_vault("deadline", name).out
    assert period.event not in told
    assert f"deadline {name} --from" in told


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("dl-complaint", "--from", "2026-11-22"), "unknown-fact: dl-complaint-6m"),
        (("law-privacy", "--from", "2026-11-22"), "no-period: "),
        (("pfa-25-7d", "--from", "2026-02-30"), "impossible-date: --from"),
        (("pfa-25-7d", "--from", "1947-12-31"), "date-too-far: --from"),
        (("pfa-25-7d", "--from", "2100-01-01"), "1948年から2099年"),
        (("pfa-25-7d", "--from", "2026-11-22", "--today", "今日"), "impossible-date: --today"),
        (("dl-civil-3y", "--from", "2026-11-22", "--act", "22/11/2026"), "impossible-date: --act"),
    ],
)
def test_what_cannot_be_counted_is_explained_and_nothing_is_printed(
    words: tuple[str, ...], said: str, no_vault: Shell
) -> None:
    for more in ((), ("--json",)):
        ran = no_vault("deadline", *words, *more)
        assert ran.code == 1
        assert [one["exit"] for one in ran.objects] == [1] * len(more)
        assert said in ran.err
        assert "何も変更していません" in ran.err
        assert words[-1] not in ran.err


@pytest.mark.parametrize("words", [("--from", "2026-11-22"), ("pfa-25-7d", "--json")])
def test_half_a_question_is_explained(words: tuple[str, ...], no_vault: Shell) -> None:
    ran = no_vault("deadline", *words)
    assert ran.code == 64
    assert [one["error"] for one in ran.objects] == ["not-understood"] * words.count("--json")
    assert "何もしていません" in ran.err


def test_an_english_reader_gets_english(english: None, no_vault: Shell) -> None:
    told = no_vault("deadline", "dl-complaint-6m", "--from", "2026-05-22", "--today", "2026-11-22").out
    assert "  Tue 2026-11-24\n  2 days left\n  limit set by law" in told
    assert "2026-11-22 is a Sunday, so the period ends on the next open day, 2026-11-24" in told


@pytest.mark.parametrize("columns", [40, 80])
def test_the_date_stands_alone_on_its_line_in_any_window(
    columns: int, no_vault: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    rows = no_vault("deadline", "dl-complaint-6m", "--from", "2026-05-22").out.splitlines()
    assert "  2026年11月24日(火)" in rows
    assert [row for row in rows if layout.width(row) > columns and "https://" not in row] == []
