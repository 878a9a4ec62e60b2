"""Facts of law and practice: what a person reads of them, and the marks and periods that everything else rests on."""

import re
from collections import Counter
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import pytest
import yaml

from yosuga.catalog.facts import Fact, FirstDay, Kind, Roll, Topic
from yosuga.catalog.loader import ours
from yosuga.catalog.records import Confidence, Text

KANA = re.compile(r"[\u3041-\u30ff]")
WORD = re.compile(r"[A-Za-z]{2,}")
SENTENCE = re.compile(r"(?<=。)(?![」)])")
POLITE = re.compile(r"(です|ます|ません|でした|ました|ください)(\([^()]*\))?。?$")
ISO_DATE = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
ERAS = (("令和", 2018), ("平成", 1988), ("昭和", 1925))
BLAME = (
    "自己責任",
    "不用心",
    "ばよかった",
    "早く忘れ",
    "まだマシ",
    "本当に?",
    "落ち度",
    "careless",
    "your own fault",
    "you should have",
)
PROMISE = (
    "必ず消",
    "必ず削除",
    "必ず特定",
    "確実に消",
    "確実に削除",
    "絶対に",
    "guaranteed",
    "will certainly",
    "always succeeds",
)
LABEL = re.compile(r"リベンジポルノ(?!(被害)?防止法)|revenge porn(?! act)", re.IGNORECASE)
WHY = re.compile(r"なぜ[^。]*(した|しな)|why (did|didn't) you", re.IGNORECASE)


@cache
def facts() -> tuple[Fact, ...]:
    return tuple(ours().facts.values())


def texts(fact: Fact) -> list[Text]:
    """Everything of a fact that is read as a sentence."""
    notes = [period.note for period in (fact.period, fact.companion) if period]
    return [text for text in (fact.statement, fact.caveat, fact.warning, *notes) if text]


def sentences() -> list[str]:
    return [one for fact in facts() for text in texts(fact) for one in SENTENCE.split(text.ja) if one]


def of(topic: Topic) -> list[Fact]:
    return [fact for fact in facts() if fact.topic is topic]


def test_all_facts_are_there_each_under_a_name_of_its_own() -> None:
    raw = [record for file in _files() for record in yaml.safe_load(file.read_text(encoding="utf-8"))]
    twice = [name for name, count in Counter(record["id"] for record in raw).items() if count > 1]
    assert not twice
    assert len(facts()) == 184


@pytest.mark.parametrize("topic", Topic)
def test_a_file_holds_the_facts_of_its_topic_and_no_others(topic: Topic) -> None:
    file = files("yosuga.catalog") / "data" / "facts" / f"{topic}.yaml"
    raw = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert {record["topic"] for record in raw} == {topic.value}


def test_every_fact_is_said_in_japanese_and_in_english() -> None:
    for fact in facts():
        for text in texts(fact):
            assert KANA.search(text.ja), (fact.id, text.ja)
            assert WORD.search(text.en), (fact.id, text.en)
            assert len(KANA.findall(text.en)) * 5 < len(text.en), (fact.id, text.en)


def test_a_fact_that_is_not_low_names_a_source_that_somebody_saw() -> None:
    for fact in facts():
        if fact.confidence is not Confidence.LOW:
            assert any("UNVERIFIED" not in source for source in fact.sources), fact.id


def test_what_rests_on_memory_alone_is_never_shown_as_a_fact() -> None:
    from_memory = {fact.id for fact in facts() if fact.unverified or fact.confidence is Confidence.LOW}
    assert {"doc-naiyo-fee", "doc-shoko", "os-gdpr", "os-dmca", "os-uk", "pfa-6-opinion-14d"} <= from_memory
    assert not [fact.id for fact in facts() if fact.shown and fact.id in from_memory]


def test_no_fact_blames_or_promises() -> None:
    for fact in facts():
        for text in (fact.title, *texts(fact)):
            said = f"{text.ja} {text.en}"
            assert not [word for word in (*BLAME, *PROMISE) if word in said], (fact.id, said)
            assert not LABEL.search(said), (fact.id, said)
            assert not WHY.search(said), (fact.id, said)


def test_sentences_are_short_enough_to_read_in_distress() -> None:
    long = [one for one in sentences() if len(one) > 60]
    assert len(long) <= len(sentences()) // 10, long


def test_sentences_are_polite_and_whole() -> None:
    cut = [one for one in sentences() if not POLITE.search(one)]
    assert len(cut) <= len(sentences()) // 50, cut


def test_a_date_in_the_english_statement_stands_in_the_japanese_one() -> None:
    for fact in facts():
        for year, month, day in ISO_DATE.findall(fact.statement.en):
            assert any(form in fact.statement.ja for form in _forms(int(year), int(month), int(day))), (fact.id, year)


def test_a_search_finds_every_fact_by_two_to_six_words() -> None:
    assert not [fact.id for fact in facts() if not 2 <= len(fact.terms) <= 6]


@pytest.mark.parametrize("name", ["dl-prosecution-3y", "dl-prosecution-5y", "dl-prosecution-7y"])
def test_prosecution_limitation_counts_the_first_day_and_no_holiday_extends_it(name: str) -> None:
    period = ours().facts[name].period
    assert period is not None
    assert (period.first_day, period.roll, period.kind) == (FirstDay.INCLUDED, Roll.NONE, Kind.STATUTORY_LIMIT)


def test_only_the_complaint_and_the_objection_move_past_a_holiday() -> None:
    rolled = {fact.id for fact in facts() if fact.period and fact.period.roll is Roll.COURT}
    assert rolled == {"dl-complaint-6m", "pfa-14-objection"}


def test_damages_have_three_years_from_knowing_and_twenty_from_the_act() -> None:
    fact = ours().facts["dl-civil-3y"]
    assert fact.period is not None
    assert fact.companion is not None
    assert (fact.period.amount, fact.companion.amount, fact.companion.event) == (3, 20, "act")
    assert fact.period.event == "victim_knows_damage_and_offender"


def test_the_seven_days_are_a_duty_to_answer_and_the_reader_is_told_so() -> None:
    fact = ours().facts["pfa-25-7d"]
    assert fact.period is not None
    assert (fact.period.amount, fact.period.unit, fact.period.kind) == (7, "day", Kind.PLATFORM_DUTY)
    assert "削除する義務ではありません" in fact.statement.ja
    assert "not to delete" in fact.statement.en


def test_log_retention_is_never_shown_as_a_limit_of_law() -> None:
    kinds = {fact.period.kind for fact in of(Topic.LOG_RETENTION) if fact.period}
    assert kinds == {Kind.HEURISTIC}


def test_the_election_rule_is_stale_since_an_amendment_that_nobody_read() -> None:
    fact = ours().facts["pfa-election-2d"]
    assert not fact.stale(date(2026, 7, 17))
    assert fact.stale(date(2026, 7, 18))
    assert fact.caveat is not None


def _files() -> list[Traversable]:
    return [file for file in (files("yosuga.catalog") / "data" / "facts").iterdir() if file.name.endswith(".yaml")]


def _forms(year: int, month: int, day: int) -> list[str]:
    """The ways a Japanese statement may write the date, with or without the day."""
    eras = [f"{era}{year - before}年" for era, before in ERAS if year > before]
    return [f"{start}{month}月{day}日" for start in (f"{year}年", *eras)]
