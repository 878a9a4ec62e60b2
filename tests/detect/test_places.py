"""Addresses, homes, postal codes, schools, workplaces, stations: what is found, how far it reaches, what is left."""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from yosuga.detect import gazetteer
from yosuga.detect.base import Kind
from yosuga.detect.finding import find

_CASES = Path(__file__).parent / "cases" / "places.txt"
_LISTS = Path(gazetteer.__file__).with_name("data") / "places"
_LETTERS = {
    "A": Kind.ADDRESS,
    "Z": Kind.POSTAL_CODE,
    "S": Kind.SCHOOL,
    "W": Kind.WORKPLACE,
    "E": Kind.STATION_HINT,
}
_KINDS = frozenset(_LETTERS.values())
Spans = set[tuple[Kind, int, int]]


def _cases(section: str) -> Iterator[tuple[str, Spans]]:
    lines = _CASES.read_text(encoding="utf-8").split(f"## {section}\n")[1].split("\n##")[0].splitlines()
    return (_unmarked(line.replace("⏎", "\n")) for line in lines)


def _unmarked(marked: str) -> tuple[str, Spans]:
    """Return the text without its marks, and what is to be found in it."""
    text, spans, at = "", set(), 0
    for mark in re.finditer(r"\{([A-Z])\|([^}]*)\}", marked):
        text += marked[at : mark.start()]
        spans.add((_LETTERS[mark[1]], len(text), len(text) + len(mark[2])))
        text += mark[2]
        at = mark.end()
    return text + marked[at:], spans


def _found(text: str) -> Spans:
    return {(one.kind, one.start, one.end) for one in find(text, kinds=_KINDS)}


@pytest.mark.parametrize("section", ["addresses", "homes", "schools", "workplaces", "stations", "harmless"])
def test_what_says_where_a_person_is_is_found_whole_and_nothing_else_is(section: str) -> None:
    wrong = {text: _found(text) ^ spans for text, spans in _cases(section) if _found(text) != spans}
    assert wrong == {}


def _address(text: str) -> str:
    [one] = find(text, kinds=frozenset({Kind.ADDRESS}))
    return one.surface(text)


def test_an_address_is_found_in_the_original_text_through_characters_nobody_sees() -> None:
    hidden = "東京都\u200b練馬区まぼ\u2060ろし台9️⃣-99-9"
    assert _address(f"住所は{hidden}です") == hidden


def test_an_address_in_full_width_is_found_with_its_own_characters() -> None:
    wide = "".join(
        chr(ord(digit) + 0xFEE0) if digit.isdigit() else digit for digit in "神奈川県藤沢市まぼろし9-99-9 メゾン藤101"
    )
    assert _address(f"送り先 {wide}まで") == wide


@pytest.mark.parametrize("hyphen", "-ー\u2010\u2011–—−─~")
def test_any_stroke_stands_for_the_hyphen_of_a_block_number(hyphen: str) -> None:
    address = f"埼玉県川越市かすみ野9{hyphen}99{hyphen}9"
    assert _address(f"家は{address}だよ") == address


def test_the_address_of_an_event_is_less_sure_than_that_of_a_home() -> None:
    address = "東京都練馬区まぼろし9-99-9"
    [home] = find(f"引っ越しました {address}", least=0.0, kinds=frozenset({Kind.ADDRESS}))
    [event] = find(f"会場 {address} 開演18時", least=0.0, kinds=frozenset({Kind.ADDRESS}))
    assert event.score < 0.5 < home.score


def test_a_famous_school_needs_somebody_who_is_there_and_a_small_one_does_not() -> None:
    assert _found("早稲田大学、きれいだった") == set()
    assert _found("早稲田大学に通ってます") == {(Kind.SCHOOL, 0, 5)}


def test_who_teaches_at_a_school_works_there() -> None:
    assert {kind for kind, _, _ in _found("ほしぞら保育園の保育士をしています")} == {Kind.WORKPLACE}
    assert {kind for kind, _, _ in _found("ほしぞら保育園の年長さん")} == {Kind.SCHOOL}


def test_a_bank_named_for_an_account_is_nobodys_place_of_work() -> None:
    assert _found("振込先 みらい銀行 霞ヶ丘支店 普通 0001234") == set()


def test_the_lists_of_places_are_those_their_manifest_names() -> None:
    named = json.loads((_LISTS / "manifest.json").read_bytes())["files"]
    assert named == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in _LISTS.glob("*.t*")}


def test_every_prefecture_is_known_in_kanji_and_in_letters() -> None:
    assert len(gazetteer.prefectures()) == 47
    assert {"tokyo", "osaka", "kyoto", "hokkaido", "okinawa", "hyogo"} <= gazetteer.latin_places()


@pytest.mark.e2e
@pytest.mark.parametrize(
    "piece", ["東京都", "堺市", "1-1-", "住み", "株式会社", "駅", "カフェあ", "Yokohama 1-1 ", "(", "九"]
)
def test_a_long_line_of_one_thing_ends(piece: str) -> None:
    find(piece * (30_000 // len(piece)), kinds=_KINDS)
