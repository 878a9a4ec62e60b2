"""What the computation of a deadline says, sentence by sentence."""

import re
from datetime import date

import pytest

from tests.rules.test_deadlines import WITH_PERIOD, counted
from yosuga.catalog.facts import Kind
from yosuga.catalog.loader import ours
from yosuga.rules import deadlines
from yosuga.rules.deadlines import Deadline


def said(found: Deadline) -> str:
    return "\n".join(step.ja for step in found.steps)


def test_the_steps_can_be_checked_one_by_one() -> None:
    assert [step.ja for step in counted("dl-complaint-6m", "2026-04-30").steps[:3]] == [
        "2026-04-30 の翌日 2026-05-01 を1日目とします(刑訴法55条1項)。",
        "6か月後の応当日 2026-11-01 の前日 2026-10-31 が末日です。",
        "2026-10-31 は土曜日のため、次の平日 2026-11-02 に満了します(刑訴法55条3項)。",
    ]


@pytest.mark.parametrize(
    ("fact", "event", "words"),
    [
        ("dl-complaint-6m", "2026-05-22", "2026-11-22 は日曜日のため、次の平日 2026-11-24"),
        ("dl-complaint-6m", "2026-03-21", "祝日(敬老の日)"),
        ("dl-complaint-6m", "2025-08-30", "応当日がないため、その月の末日 2026-02-28"),
        ("dl-complaint-6m", "2024-01-10", "大阪高判平16.4.22"),
        ("dl-complaint-6m", "2024-01-10", "分からないあいだは、進みません"),
        ("pfa-14-objection", "2026-11-29", "民訴法95条3項"),
        ("dl-prosecution-3y", "2024-01-01", "時効期間は休日で延びません"),
        ("dl-prosecution-3y", "2024-01-01", "2024-01-01 を1日目とします(刑訴法55条1項ただし書)"),
        ("dl-prosecution-3y", "2022-07-06", "侮辱は、公訴時効が1年"),
        ("dl-prosecution-3y", "2022-07-07", "侮辱は、公訴時効が3年"),
        ("dl-civil-3y", "2023-11-22", "延ばさない日を示します(民法142条)"),
        ("dl-civil-3y", "2023-11-22", "その前の平日は 2026-11-20"),
        ("dl-civil-3y", "2023-11-22", "20年"),
        ("pfa-25-7d", "2026-11-20", "8日目の 2026-11-28"),
        ("pfa-25-7d", "2026-11-20", "答える義務です。消す義務ではありません"),
        ("pfa-25-7d", "2026-11-20", "国が指定した"),
        ("pfa-3-2-2", "2026-11-22", "2026-11-30 からは"),
        ("pfa-3-2-2", "2026-11-22", "消す義務ではありません"),
        ("law-appi-39", "2026-11-22", "2026-12-07 から"),
        ("law-appi-39", "2026-11-20", "裁判所が開く日は 2026-12-07"),  # 15 days later is Sat 12-05
        ("law-appi-26", "2026-11-22", "60日以内で、末日は 2027-01-20"),
        ("log-retention", "2026-11-22", "6か月の目安は 2027-05-22"),
        ("log-retention", "2026-11-22", "約束ではありません"),
        ("log-practical-start", "2026-11-22", "緑: 2026-12-13 まで"),
        ("log-practical-start", "2026-11-22", "黄: 2027-01-21 まで"),
        ("log-practical-start", "2026-11-22", "赤: 2027-02-20 まで"),
        ("os-tidus", "2026-11-22", "時間で数えてください"),
        ("os-tidus", "2026-05-18", "2026-05-19 より前の申請には"),
        ("datum-address-shien", "2026-04-01", "通知に書かれた日が優先"),
        ("proc-hozen-2w", "2026-12-17", "12月29日から1月3日まで休み"),
        ("pfa-6-opinion-14d", "2026-11-22", "未確認"),
    ],
)
def test_the_computation_says(fact: str, event: str, words: str) -> None:
    assert words in said(counted(fact, event))


def test_a_waiting_period_names_the_first_day_after_it_also_for_a_rule_not_thought_of() -> None:
    fact = ours().facts["pfa-3-2-2"].model_copy(update={"id": "another"})
    found = deadlines.deadline(fact, event=date(2026, 11, 22))
    assert found.day_after == date(2026, 11, 30)
    assert "2026-11-30 から動けます" in said(found)


@pytest.mark.parametrize("name", WITH_PERIOD)
def test_a_rule_of_thumb_says_that_it_is_no_limit_set_by_law(name: str) -> None:
    found = counted(name, "2026-11-22")
    assert ("法律の期限ではありません" in said(found)) is (found.kind is Kind.HEURISTIC)


def test_only_what_rests_on_memory_is_marked_as_unverified() -> None:
    marked = {name for name in WITH_PERIOD if not counted(name, "2026-11-22").verified}
    assert marked == {name for name in WITH_PERIOD if "未確認" in said(counted(name, "2026-11-22"))}
    assert marked == {"pfa-6-opinion-14d"}


def test_what_rests_on_memory_is_not_among_the_rules_that_are_offered() -> None:
    offered = [fact.id for fact in deadlines.with_period(ours().facts.values())]
    assert set(WITH_PERIOD) - set(offered) == {"pfa-6-opinion-14d"}


@pytest.mark.parametrize("name", WITH_PERIOD)
def test_no_step_promises_or_says_that_it_is_too_late(name: str) -> None:
    for step in counted(name, "2020-02-29").steps:
        assert not re.search("手遅れ|もう遅|必ず|絶対|too late|guarantee", f"{step.ja} {step.en}")
