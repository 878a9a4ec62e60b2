import re
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from yosuga.detect.base import Finding, Kind
from yosuga.detect.finding import find
from yosuga.detect.redaction.covering import cover
from yosuga.detect.redaction.numbering import LABELS, Numbering
from yosuga.detect.redaction.refusing import StillThere
from yosuga.detect.redaction.text import covering, redact

PARTS = [
    "090-0000-1205",
    "O9O-OOOO-12O5",
    "楠田あかり",
    "クスダ アカリ",
    "東京都杉並区架空町9-99-9 コーポ霧ヶ峰203",
    "akari.kusuda@example.com",
    "@akari_zz0000",
    "星見台高校",
    "4111 1111 1111 1111",
    "に住んでいます。",
    "電話は",
    "さん、",
    "の",
    "\n",
    " ",
    "🎂",
    "2009年4月18日生まれ",
    "【電話1】",
]


def plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def outside_marks(text: str, numbering: Numbering) -> list[str]:
    pieces = [text]
    for mark in numbering.entries:
        pieces = [part for piece in pieces for part in piece.split(mark)]
    return pieces


def wide(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def test_each_thing_becomes_its_kind_and_number() -> None:
    copy = redact("楠田あかりの電話は090-0000-1205です", numbering=Numbering())
    assert copy.text == "【氏名1】の電話は【電話1】です"


def test_the_same_thing_has_the_same_number_in_any_spelling_and_through_a_batch() -> None:
    numbering = Numbering()
    first = redact("電話 090-0000-1205", numbering=numbering)
    second = redact(f"tel {wide('080-0000-5521')} と {wide('090-0000-1205')}", numbering=numbering)
    assert first.text == "電話 【電話1】"
    assert second.text == "tel 【電話2】 と 【電話1】"
    assert numbering.entries["【電話1】"] == ("090-0000-1205", wide("090-0000-1205"))


def test_only_the_kinds_that_were_asked_for_are_covered() -> None:
    copy = redact("楠田あかりの電話は090-0000-1205です", numbering=Numbering(), kinds={Kind.PHONE})
    assert copy.text == "楠田あかりの電話は【電話1】です"


def test_a_copy_covers_more_than_is_shown_to_a_person() -> None:
    text = "会員番号は000000012 です"
    assert not find(text)
    assert cover(text)


def test_a_word_that_was_found_once_is_covered_wherever_it_stands() -> None:
    copy = redact("楠田あかりさんへ。ｸｽﾀﾞより。あの楠田あかりめ", numbering=Numbering())
    assert "楠田" not in copy.text


@settings(max_examples=40)
@example("電話は電話は ")  # a value that a space closes
@example("のの090-0000-1205のの")  # a name only where its copy is read again
@given(st.lists(st.sampled_from(PARTS), max_size=8).map("".join))
def test_a_copy_holds_none_of_the_words_that_were_found_in_any_width(text: str) -> None:
    numbering = Numbering()
    copy = redact(text, numbering=numbering)
    kept = [plain(piece) for piece in outside_marks(copy.text, numbering)]
    surfaces = [plain(one.surface(text)).strip() for one in copy.covered]
    assert [word for word in surfaces if len(word) > 1 and any(word in piece for piece in kept)] == []


@settings(max_examples=40)
@given(st.lists(st.sampled_from(PARTS), max_size=8).map("".join))
def test_nothing_is_found_in_a_copy_that_is_read_again(text: str) -> None:
    copy = redact(text, numbering=Numbering()).text
    marks = [mark.span() for mark in re.finditer("【[^】]+】", copy)]
    inside = {at for start, end in marks for at in range(start, end)}
    assert [one for one in cover(copy) if not inside.issuperset(range(one.start, one.end))] == []


@settings(max_examples=40)
@given(st.text(max_size=40))
def test_any_text_gets_a_copy_or_a_refusal(text: str) -> None:
    copy = redact(text, numbering=Numbering())
    assert all(0 <= one.start < one.end <= len(text) for one in copy.covered)


def test_what_stays_after_every_round_is_not_handed_out() -> None:
    def never_content(text: str) -> list[Finding]:
        at = max(at for at, char in enumerate(text) if "ぁ" <= char <= "ん")
        return [Finding(at, at + 1, Kind.PERSON, 0.9, "test")]

    with pytest.raises(StillThere) as caught:
        redact("ひみつのことば" * 3, numbering=Numbering(), looking=never_content)
    assert "ひみつ" not in str(caught.value)


def test_what_is_found_only_in_the_copy_is_covered_in_the_next_round() -> None:
    def second_look(text: str) -> list[Finding]:
        word = "ことば" if "ひみつ" not in text else "ひみつ"
        at = text.find(word)
        return [Finding(at, at + len(word), Kind.PERSON, 0.9, "test")] if at >= 0 else []

    copy = redact("ひみつのことば", numbering=Numbering(), looking=second_look)
    assert (copy.text, copy.rounds) == ("【氏名1】の【氏名2】", 2)


def test_what_a_copy_leaves_out_can_be_asked_for_alone() -> None:
    text = "電話は090-0000-1205です"
    assert [one.surface(text) for one in covering(text)] == ["090-0000-1205"]


def test_every_kind_has_a_mark_of_its_own() -> None:
    assert len(set(LABELS.values())) == len(Kind)
