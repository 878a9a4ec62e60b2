import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yosuga.documents.wrapping import cut_line, lines_of


def wrapped(text: str, *, room_mm: float = 50) -> list[str]:
    return list(lines_of(text, point=10, room_mm=room_mm))


@given(st.text())
def test_the_lines_joined_are_the_text(text: str) -> None:
    assert "".join(wrapped(text)) == text


def test_a_line_holds_what_fits_it() -> None:
    assert [len(line) for line in wrapped("x" * 60)] == [22, 22, 16]  # 14.2 ems of 0.62
    assert [len(line) for line in wrapped("あ" * 30)] == [14, 14, 2]


def test_words_stay_whole_where_a_space_is_near() -> None:
    assert wrapped("This is a sentence of words") == ["This is a sentence of ", "words"]


def test_closing_marks_and_composed_characters_do_not_begin_a_line() -> None:
    assert wrapped("あ" * 14 + "。い") == ["あ" * 14 + "。", "い"]
    family = "👨\u200d👩\u200d👧"
    assert all(line.count("👨") == line.count("👧") for line in wrapped("あ" + family * 20))


@pytest.mark.parametrize("mark", "。」〟…ー々ヽゎヶ\u3015〜‼ㇰ")
def test_no_mark_begins_a_line_that_may_not(mark: str) -> None:
    assert wrapped("あ" * 14 + mark + "い") == ["あ" * 14 + mark, "い"]


@pytest.mark.parametrize("mark", "「\u3014〝（(")
def test_no_mark_ends_a_line_that_may_not(mark: str) -> None:
    assert wrapped("あ" * 13 + mark + "い" * 3) == ["あ" * 13, mark + "い" * 3]
    assert "".join(wrapped(mark * 60)) == mark * 60


@pytest.mark.parametrize("pair", ["……", "――", "。」", "！？", "ゃっ", "い)"])
def test_two_marks_that_belong_together_are_not_parted(pair: str) -> None:
    assert [n for n in range(9, 16) if not any(pair in line for line in wrapped("あ" * n + pair + "い" * 9))] == []


def test_a_tower_of_marks_is_taken_down_in_little_time() -> None:
    start = time.process_time()
    assert max(map(len, wrapped("a" + "\u0301" * 100_000))) <= 9
    assert time.process_time() - start < 5  # 0.2 s measured


def test_an_empty_text_is_one_line() -> None:
    assert wrapped("") == [""]


def test_a_line_too_long_is_cut_with_an_ellipsis() -> None:
    assert cut_line("あ" * 50) == "あ" * 50
    assert cut_line("あ" * 51) == "あ" * 50 + "…"
