"""Texts of the catalog on a screen: no command of the terminal is left, and sentences stay sentences."""

import re

import pytest

from yosuga.catalog.loader import kinds, ours
from yosuga.catalog.parts import texts
from yosuga.catalog.records import Text
from yosuga.web.catalog_words import paragraphs, sentences, told
from yosuga.web.words import speaking

NAMING = [
    text
    for kind in kinds()
    for record in getattr(ours(), kind).values()
    for _at, text in texts(record)
    if "`" in text.ja or "`" in text.en
]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_text_of_the_catalog_names_a_command_on_a_screen(language: str) -> None:
    with speaking(language):
        assert len(NAMING) >= 6
        assert [told(text) for text in NAMING if re.search("`|yosuga [a-z]", told(text))] == []


def test_a_sentence_that_began_with_a_command_begins_with_a_capital() -> None:
    with speaking("en"):
        for text in NAMING:
            assert [one for one in sentences(text) if not re.match(r"[A-Z“]", one)] == []


def test_a_sentence_in_japanese_keeps_its_brackets_whole() -> None:
    with speaking("ja"):
        assert sentences(Text(ja="「はい。」と言います。次です。", en="x")) == ["「はい。」と言います。", "次です。"]


def test_lines_of_a_handbook_text_become_paragraphs_and_items() -> None:
    with speaking("ja"):
        text = Text(ja="一つ。\n二つ。\n\n三つ。\n・甲\n・乙\n四つ。", en="x")
        assert paragraphs(text) == [
            ("一つ。二つ。", False),
            ("三つ。", False),
            ("甲", True),
            ("乙", True),
            ("四つ。", False),
        ]


def test_no_gap_is_left_in_japanese_after_the_name_of_a_screen() -> None:
    with speaking("ja"):
        assert [told(text) for text in NAMING if re.search("」 |の画面 ", told(text))] == []
