"""A letter as plain text: what the paper says, ready to be pasted, with nothing that is masked."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.documents.letters import BLANK, ENGLISH, FORM, MASKED, SECRETS
from yosuga.documents.letter import Letter, Part, Row
from yosuga.documents.letter_text import text


def test_a_form_reads_in_order_without_the_frame_of_the_paper() -> None:
    told = text(FORM)
    places = [
        told.index(one)
        for one in (FORM.title, FORM.to[0], "2026年11月22日", "住所：", "■ 掲載されている場所", "添付書類")
    ]
    assert places == sorted(places)
    assert "☑ プライバシー権\n☐ 名誉権" in told
    assert "https://www.example.com/boards/thread/" + "a1b2_" * 60 + "?q=1&p=2#frag" in told
    assert "弁護士法72条" not in told
    assert "C-7K3M9QXR" not in told


def test_what_is_masked_is_not_there() -> None:
    assert not [secret for secret in SECRETS if secret in text(MASKED)]
    assert text(MASKED).count("■■■■■■■■（伏せています）") == 4


def test_blanks_are_shown_and_an_english_letter_is_english() -> None:
    assert "住所：＿＿＿" in text(BLANK)
    told = text(ENGLISH)
    assert "Name: Hanako Kaku" in told
    assert "Enclosures\n1. Screenshot" in told
    assert "22 November 2026" in told


def test_a_value_of_some_lines_begins_below_its_label() -> None:
    assert "連絡先：\n090" in text(replace(FORM, sender=(Row("連絡先", "090-0000-0001\nhanako@example.com"),)))


@given(st.text(max_size=60))
def test_anything_written_gives_lines_without_hidden_characters(written: str) -> None:
    told = text(Letter(title="題", opening=written, parts=(Part(rows=(Row("欄", written),)),)))
    assert told.endswith("\n")
    assert "\u202e" not in told
    assert "\r" not in told
    told.encode()
