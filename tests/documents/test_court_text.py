"""Texts as court papers print them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yosuga.documents.court_text import era_words, id_ranges, one_line_pieces, pieces, visible


@given(st.text())
def test_pieces_joined_are_the_visible_text(text: str) -> None:
    joined = "".join("\n" if kind == "line" else words for kind, words in pieces(text))
    assert joined == visible(text)


@given(st.text(st.characters(), max_size=40))
def test_what_is_visible_stays_as_it_is(text: str) -> None:
    assert visible(visible(text)) == visible(text)


@pytest.mark.parametrize("run", ["a" * 12, "w" * 500, "ー" * 5, "！？" * 9, "『" * 7])
def test_a_run_without_a_place_to_break_is_found(run: str) -> None:
    assert ("run", run) in pieces(f"文{run}文")


def test_ordinary_words_flow() -> None:
    assert pieces("ごく普通の文 with words") == [("text", "ごく普通の文 with words")]
    assert one_line_pieces("一\n二") == [("text", "一 二")]


def test_years_are_counted_as_courts_count_them() -> None:
    assert era_words(date(2019, 5, 1)) == "令和元年5月1日"
    assert era_words(date(2026, 11, 22)) == "令和8年11月22日"
    assert era_words(date(2019, 4, 30)) == "2019年4月30日"


def test_ids_are_joined_to_ranges() -> None:
    assert id_ranges([]) == []
    assert id_ranges(["E0003", "E0001", "E0002", "E0005"]) == ["E0001–E0003", "E0005"]
    assert id_ranges(["E9999", "E10000"]) == ["E9999–E10000"]
