from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yosuga.detect.words import cut, words_of


def surfaces(text: str) -> list[str]:
    return [word.surface for word in words_of(text)]


def test_a_surname_and_a_given_name_are_two_words_with_their_kind_and_reading() -> None:
    surname, given_name = words_of("佐藤健太郎")[:2]
    assert (surname.surface, surname.pos[3], surname.reading) == ("佐藤", "姓", "サトウ")
    assert (given_name.surface, given_name.pos[3]) == ("健太郎", "名")


def test_the_words_of_a_text_are_the_whole_text_in_order() -> None:
    text = "山田(やまだ)さん… 明日 15:00に\n新宿で会う?😀ーーー〜〜"
    words = words_of(text)
    assert "".join(word.surface for word in words) == text
    assert all(before.end == after.start for before, after in pairwise(words))
    assert all(text[word.start : word.end] == word.surface for word in words)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_no_character_is_lost_whatever_the_text(text: str) -> None:
    assert "".join(surfaces(text)) == text


def test_a_reading_in_brackets_is_no_part_of_the_name() -> None:
    assert surfaces("山田(やまだ)")[0] == "山田"


def test_a_rare_shape_of_a_character_is_read_as_the_common_one() -> None:
    for name in ("髙橋", "𠮷田", "德永"):
        (word,) = words_of(name)
        assert (word.surface, word.pos[3]) == (name, "姓")


def test_a_unit_of_several_words_is_told_of_as_well() -> None:
    (compound,) = cut("早稲田大学へ").compounds
    assert (compound.start, compound.end) == (0, 5)
    assert surfaces("早稲田大学へ") == ["早稲田", "大学", "へ"]


def test_a_line_far_longer_than_the_tokenizer_takes_is_cut_at_sentence_ends() -> None:
    text = "明日は山田さんと新宿へ行く。" * 4000
    words = words_of(text)
    assert "".join(word.surface for word in words) == text
    assert sum(word.surface == "山田" for word in words) == 4000


@pytest.mark.parametrize("text", ["\ud800", "あ\udfff山田", "\x00", "", "\u200b" * 3])
def test_broken_characters_are_words_like_others(text: str) -> None:
    assert "".join(surfaces(text)) == text


def test_threads_get_the_words_of_their_own_text() -> None:
    texts = [f"{name}さんは元気です" for name in ("佐藤", "鈴木", "高橋", "田中")] * 25
    with ThreadPoolExecutor(4) as pool:
        firsts = [words[0].surface for words in pool.map(words_of, texts)]
    assert firsts == [text[:2] for text in texts]
