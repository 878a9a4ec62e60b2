"""The search: everyday words lead to the right page, in both languages, however they are written."""

from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from yosuga.catalog import folding
from yosuga.catalog.handbook import Language
from yosuga.catalog.loader import ours
from yosuga.catalog.searching import Answer, Index, Kind, index, search

HERE = Path(__file__).parent
FIRST = 3  # results that a person reads before they give up


@cache
def whole() -> Index:
    return index(ours())


def find(words: str, *, language: Language = "ja") -> Answer:
    return search(words, index=whole(), language=language)


def ids(words: str, *, language: Language = "ja") -> list[str]:
    return [hit.page.id for hit in find(words, language=language).hits]


def share_that_holds(name: str) -> float:
    """Of the questions of a set, those of whose pages one is among the first found."""
    questions = yaml.safe_load((HERE / name).read_text("utf-8"))
    held = [bool(set(ids(one["words"])[:FIRST]) & set(one["pages"])) for one in questions]
    assert len(held) >= 20
    return sum(held) / len(held)


def test_everyday_questions_find_their_page_among_the_first_three() -> None:
    assert share_that_holds("everyday.yaml") >= 0.95


def test_questions_that_the_search_was_not_fitted_to_do_too() -> None:
    assert share_that_holds("everyday_later.yaml") >= 0.8


@pytest.mark.parametrize("name", ["everyday.yaml", "everyday_later.yaml"])
def test_the_pages_that_are_expected_exist(name: str) -> None:
    known = {page.id for page in whole().pages}
    assert {page for one in yaml.safe_load((HERE / name).read_text("utf-8")) for page in one["pages"]} <= known


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("なりすまし", "ナリスマシ"),
        ("ナリスマシ", "ﾅﾘｽﾏｼ"),
        ("サーバー", "サーバ"),
        ("ストーカー", "すとーかー"),
        ("Google", "\uff27\uff2f\uff2f\uff27\uff2c\uff25"),
        ("screenshot", "Screenshots"),
        ("remove a post", "removing posts"),
        ("copies", "copy"),
        ("stopped", "stop"),
        ("move", "moving"),
    ],
)
def test_how_it_is_written_does_not_matter(one: str, other: str) -> None:
    assert ids(one) == ids(other) != []


def test_a_page_that_holds_more_of_what_was_asked_comes_first() -> None:
    assert ids("開示命令 費用")[0] == "disclosure-court"
    assert set(ids("開示命令 費用")) & set(ids("開示命令"))


def test_the_name_of_a_service_finds_it() -> None:
    assert "5ch" in ids("5ちゃん")
    assert "hostlove" in ids("ホスラブ")[:FIRST]
    assert "snapchat" in ids("スナチャ")[:FIRST]


def test_the_number_of_a_desk_finds_it() -> None:
    assert "desk-9110" in ids("#9110")
    assert "desk-188" in ids("188")


def test_what_may_not_be_stated_is_not_found() -> None:
    hidden = {fact.id for fact in ours().facts.values() if not fact.shown}
    hidden |= {desk.id for desk in ours().desks.values() if not desk.shown}
    assert hidden
    assert {page.id for page in whole().pages} & hidden == set()


def test_a_desk_is_found_once_and_not_as_a_fact_too() -> None:
    names = [page.id for page in whole().pages]
    assert len(names) == len(set(names))
    assert {page.kind for page in whole().pages} == set(Kind)


def test_excerpts_show_what_was_asked_for_and_only_that() -> None:
    for hit in find("スクリーンショット").hits:
        for start, end in hit.excerpt.marks:
            assert folding.folded(hit.excerpt.text[start:end]) in folding.folded("スクリーンショット")
    assert find("住民票").hits[0].excerpt.marked(before="[", after="]").count("[住民票]") >= 1


def test_an_excerpt_is_in_the_language_of_the_person_where_it_can_be() -> None:
    assert find("NCMEC", language="en").hits[0].excerpt.text.isascii()
    assert not find("NCMEC", language="ja").hits[0].excerpt.text.isascii()


@pytest.mark.parametrize("words", ["", "   ", "…", "the of"])
def test_asking_nothing_offers_where_to_begin(words: str) -> None:
    answer = find(words)
    assert answer.hits == ()
    assert {"first-steps", "danger-now", "keep-evidence"} <= {page.id for page in answer.instead}


def test_a_word_that_is_nowhere_offers_pages_with_names_like_it() -> None:
    answer = find("snapchot")
    assert answer.hits == ()
    assert answer.instead[0].id == "snapchat"


@given(st.text(max_size=60))
def test_no_words_upset_it(words: str) -> None:
    answer = find(words)
    assert bool(answer.hits) != bool(answer.instead)
    for hit in answer.hits:
        last = 0
        for start, end in hit.excerpt.marks:
            assert last <= start < end <= len(hit.excerpt.text)
            last = end
        assert hit.excerpt.marked(before="", after="") == hit.excerpt.text


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    once = folding.folded(folding.folded(text))
    assert folding.folded(once) == once


def test_the_same_question_has_the_same_answer() -> None:
    assert find("住所を晒された") == search("住所を晒された", index=index(ours()), language="ja")
