"""Numbers and addresses with a form of their own, in the spellings people use, and what only looks like them."""

import json
from pathlib import Path

import pytest

from tests.detect import desk_numbers
from tests.detect.marked import FORMED, cases, found, wanted
from yosuga.detect import phones
from yosuga.detect.base import Kind
from yosuga.detect.document import read
from yosuga.detect.finding import find


@pytest.mark.parametrize("kind", sorted(FORMED))
def test_what_has_a_form_is_found_in_every_spelling_and_nothing_else_is(kind: Kind) -> None:
    wrong = {}
    for marked in cases(kind):
        text, spans = wanted(marked, kind=kind)
        if found(text) != spans:
            wrong[marked] = [(one, text[start:end]) for one, start, end in found(text)]
    assert wrong == {}


def test_no_number_of_our_own_guidance_is_taken_for_a_persons() -> None:
    assert desk_numbers.numbers() == []


def test_the_list_of_desks_is_the_one_its_manifest_names() -> None:
    import hashlib

    named = json.loads(desk_numbers.MANIFEST.read_bytes())["files"]
    assert named == {Path(desk_numbers.LIST).name: hashlib.sha256(desk_numbers.LIST.read_bytes()).hexdigest()}


@pytest.mark.parametrize(
    ("text", "kind", "surer"),
    [
        ("マイナンバー 1234 5678 9018", Kind.MY_NUMBER, "マイナンバー 1234 5678 9012"),
        ("カード 4111 1111 1111 1111", Kind.CREDIT_CARD, "カード 4111 1111 1111 1112"),
        ("電話 03-5550-0101", Kind.PHONE, "03-5550-0101"),
        ("パスポート TK0000001", Kind.GOV_ID, "TK0000001"),
    ],
)
def test_a_right_check_digit_or_a_label_makes_surer(text: str, kind: Kind, surer: str) -> None:
    (first,), (second,) = find(text, kinds={kind}, least=0.1), find(surer, kinds={kind}, least=0.1)
    assert first.score > second.score


def test_a_number_labelled_as_something_else_stays_in_sight_for_those_who_ask_for_less_sure_ones() -> None:
    document = read("予約番号 0312345678")
    (one,) = phones.recognise(document)
    assert 0 < one.score < 0.5


def test_a_row_of_somebodys_data_holds_a_code_and_a_birth() -> None:
    text = "はい! 399 0000 / S60.10.7 / 保険証はあとで送ります、届いたら教えてください"
    assert [(one.kind, one.surface(text)) for one in find(text)] == [
        (Kind.POSTAL_CODE, "399 0000"),
        (Kind.BIRTHDATE, "S60.10.7"),
    ]
