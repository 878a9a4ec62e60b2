from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.rules.takedown.letters_made import HANAKO, body, everything, made
from tests.rules.takedown.spellings import halves, senders, strange_letters, told_aloud
from yosuga.rules.takedown.identifying import find_own
from yosuga.rules.takedown.leaking import covered
from yosuga.rules.takedown.owning import Own
from yosuga.rules.takedown.scattering import doubtful, scattered
from yosuga.rules.takedown.sender import Sender

HARMLESS = (Path(__file__).parent / "harmless.txt").read_text("utf-8").splitlines()
FRAMES = ("{}", "私は{}です。", "書いたのは{} だそうです", "({})", "これは{}の件です")
OWN = Own.of(HANAKO)
# People whose names are words, or become words when half of them is written in kana (上の, 本だ, 家の中の, とだ).
NAMED_AS_WORDS = (
    ("本田 美月", "ほんだ みつき"),
    ("上野 結衣", "うえの ゆい"),
    ("田中 愛", "たなか あい"),
    ("小川 一", "おがわ はじめ"),
    ("中野 心", "なかの こころ"),
    ("戸田 大樹", "とだ たいき"),
    ("三木 力也", "みき りきや"),
    ("二宮 仁美", "にのみや ひとみ"),
)
Spelt = Callable[[Sender], Iterator[str]]


def stands_open(words: str, *, own: Own) -> list[str]:
    """The frames in which some of the words stays to be read."""
    left = []
    for frame in FRAMES:
        text, at = frame.format(words), frame.index("{")
        open_to_all = set(range(at, at + len(words)))
        for one in find_own(text, own=own):
            open_to_all -= set(range(one.start, one.end))
        if (
            any(text[place].isalnum() for place in open_to_all)
            and "".join(text[p] for p in sorted(open_to_all)) != "さん"
        ):
            left.append(text)
    return left


def every_spelling(data: st.DataObject, spelt: Spelt) -> None:
    sender = data.draw(senders())
    own = Own.of(sender)
    assert [left for word in spelt(sender) for left in stands_open(word, own=own)] == []


@pytest.mark.parametrize("spelt", [halves, strange_letters, told_aloud])
@given(data=st.data())
@settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
def test_nothing_of_a_person_stays_to_be_read(spelt: Spelt, data: st.DataObject) -> None:
    every_spelling(data, spelt)


@pytest.mark.e2e
@pytest.mark.timeout(600)
@pytest.mark.parametrize("spelt", [halves, strange_letters, told_aloud])
@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_nothing_of_anybody_stays_to_be_read(spelt: Spelt, data: st.DataObject) -> None:
    every_spelling(data, spelt)


def test_harmless_bodies_pass_whole() -> None:
    assert len(HARMLESS) >= 60
    assert [text for text in HARMLESS if covered(text, own=OWN, everything=True) != (text, ())] == []


def test_harmless_bodies_hold_nothing_of_whoever_has_a_word_for_a_name() -> None:
    people = (HANAKO, *(Sender(name=name, kana=kana, phone="090-0000-1205") for name, kana in NAMED_AS_WORDS))
    for own in map(Own.of, people):
        assert [text for text in HARMLESS if find_own(text, own=own) or doubtful(text, own=own)] == []
        assert scattered({str(n): text for n, text in enumerate(HARMLESS)}, own=own) == {}


def test_a_number_told_in_two_fields_is_no_secret_in_either() -> None:
    composed = made("board-request", rule="はじめの七つは 090-0000 です", why="そのあとに 1205 と続きます")
    assert {leak.field for leak in composed.leaks} == {"rule", "why"}
    assert "1205" not in everything(composed)


@pytest.mark.parametrize(
    "told",
    [
        "090-0000\nそして\n1205",
        "はじめは090で、次は0000、終わりは1205です",
        "zero nine zero / それから 0000 / one two zero five",
        "後ろの半分は 1205、前は 0000",
    ],
)
def test_a_number_told_in_pieces_of_one_field_is_covered_in_public_and_in_the_copy(told: str) -> None:
    for shown in (everything(made("board-request", why=told)), body(made("sendstop", why=told).letters[1])):
        assert "1205" not in shown
        assert "0000" not in shown


def test_four_last_digits_are_refused_beside_the_word_for_telephone_and_left_to_the_person_alone() -> None:
    said, alone = made("board-request", why="電話は1205の番号です"), made("board-request", why="合言葉は 1205")
    assert [leak.kind for leak in said.leaks] == ["phone"]
    assert (alone.leaks, [(one.field, one.kind) for one in alone.tells]) == ((), [("why", "phone")])
    assert [one.field for one in made("sendstop", why="合言葉は 1205").tells] == ["why"]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("花こです", "花こです"),
        ("花こさん", "■■■■さん"),
        ("架空花こ", "■■■■"),
        ("はな子ども会", "はな子ども会"),
        ("花火とH子さん", "花火と■■■■さん"),
    ],
)
def test_one_kanji_with_one_kana_is_a_name_only_where_it_is_used_as_one(words: str, shown: str) -> None:
    assert covered(words, own=OWN, everything=False)[0] == shown


@pytest.mark.parametrize(
    ("name", "kana", "words"), [("工藤 力也", "くどう りきや", "エ藤カ也"), ("三木 花", "みき はな", "ミ木")]
)
def test_a_kana_that_is_drawn_as_a_kanji_is_read_as_one(name: str, kana: str, words: str) -> None:
    assert covered(words, own=Own.of(Sender(name=name, kana=kana)), everything=False)[0] == "■■■■"


def test_the_part_of_a_mail_address_before_its_sign_is_ones_own_and_an_offices_word_is_not() -> None:
    own, office = (Own.of(Sender(email=f"{local}@example.com")) for local in ("k1-mori", "contact"))
    assert covered("K1-MORI です", own=own, everything=False)[0] == "■■■■ です"
    assert covered("contact us", own=office, everything=False)[1] == ()
