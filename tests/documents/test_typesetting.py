from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.pdfs import glyphs, read, words
from yosuga.documents import typesetting
from yosuga.documents.fonts import Font
from yosuga.documents.typesetting import TypesettingFailed, typeset

MADE = datetime(2025, 9, 11, 5, 5, 9, tzinfo=UTC)
DATA = {
    "parts": [],
    "facts": [],
    "top": 30,
    "url_lines": ["u"],
    "whole_url": ["u"],
    "jst": "j",
    "utc": "u",
    "item": "E0001",
    "case": "c",
}


def paper(text: str) -> bytes:
    return typeset("exhibit.typ", {**DATA, "title_line": text}, title=text, made=MADE)


def shown(text: str) -> str:
    return words(read(paper(text)).pages[0])


def test_a_paper_is_tagged_and_for_the_archive_and_the_same_each_time() -> None:
    first = paper("題")
    assert first == paper("題")
    assert b"<pdfaid:part>3</pdfaid:part>" in first
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in first
    assert b"<pdfuaid:part>1</pdfuaid:part>" in first
    reader = read(first)
    assert b"/MarkInfo<</Marked true" in first
    assert reader.metadata is not None
    assert reader.metadata.title == "題"
    assert reader.metadata.creation_date == MADE


def test_fonts_of_the_system_change_nothing_where_ours_suffice(monkeypatch: pytest.MonkeyPatch) -> None:
    def asked() -> Font:
        raise AssertionError("the system was asked for a font")

    monkeypatch.setattr(typesetting, "system_font", asked)
    assert "𠮷田髙﨑葛\U000e0100城🦄❤️" in shown("𠮷田髙﨑 葛\U000e0100城 🦄❤️")


@pytest.mark.parametrize(
    "text",
    ["𠮷田髙﨑", "🦄👨\u200d👩\u200d👧🏳️\u200d🌈👍🏽🇯🇵1️⃣☎️☺️❤️", "葛\U000e0100城", "Việtąę", "ελПривет", "①㍿㈱♡☆―", "ﾊﾝｶｸ"],
)
def test_letters_are_shown_and_copied_out_as_they_are(text: str) -> None:
    reader = read(paper(text))
    assert text in words(reader.pages[0])
    assert 0 not in set(glyphs(reader))


@pytest.mark.parametrize(
    ("text", "appears", "points"),
    [
        ("a\x00b\x07c", "a〓b〓c", "U+0000 U+0007"),
        ("\u202eabc", "〓abc", "U+202E"),
        ("\ue000x\U0010ffff", "〓x〓", "U+E000 U+10FFFF"),
        ("x\ud800y", "x〓y", "U+D800"),
        ("\ufeffx", "〓x", "U+FEFF"),
        ("\U00013000鳥\U00013171", "〓鳥〓", "U+13000 U+13171"),
    ],
)
def test_what_no_font_has_is_a_geta_and_its_code_is_named(text: str, appears: str, points: str) -> None:
    reader = read(paper(text))
    assert appears in words(reader.pages[0])
    note = f"〓は、書体にない文字です。原本のファイルで確かめてください。（{points}）"
    assert note.replace(" ", "") in words(reader.pages[0])
    assert 0 not in set(glyphs(reader))


def test_without_such_a_character_there_is_no_note() -> None:
    assert "書体にない" not in shown("題")


def test_very_many_of_them_are_counted_and_nothing_else_is_lost() -> None:
    text = shown("前" + "".join(map(chr, range(0x13000, 0x13100))) + "後")
    assert "前" + "〓" * 256 + "後" in text
    assert "U+13000U+13001" in text
    assert "ほか216字" in text


def test_a_mark_that_no_font_can_put_on_a_letter_takes_only_itself_away() -> None:
    text = shown("See me ⁽e\u20e1 e\u0301")
    assert "Seeme⁽e〓" in text
    assert "（U+20E1）" in text


@settings(max_examples=30)
@given(st.text(st.characters(), max_size=20))
def test_whatever_is_written_there_is_a_paper(text: str) -> None:
    assert "E0001" in shown(text)


def test_what_a_person_wrote_is_never_evaluated() -> None:
    text = '#eval("1+1")$x$*b*_i_\\u{41}]#sys.inputs@a<b>`c`//d'
    assert text in shown(text)


def test_a_template_that_does_not_find_its_values_is_an_error_of_ours() -> None:
    with pytest.raises(TypesettingFailed):
        typeset("exhibit.typ", {}, title="題", made=MADE)
