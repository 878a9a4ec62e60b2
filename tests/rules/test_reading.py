"""An answers file is hostile until it is read: what is wrong is named by its field, and never repeated."""

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yosuga.rules.answers import Answers, BadAnswers
from yosuga.rules.reading import LARGEST_BYTES, NumberInside, read

TODAY = date(2026, 11, 22)
CARD = "4111111111111111"


def refused(text: str) -> str:
    with pytest.raises(BadAnswers) as refusal:
        read(text.encode(), today=TODAY)
    return refusal.value.detail


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("age: 200", "age"),
        ("age: -1", "age"),
        ("age: true", "age"),
        ("agee: 3", "agee"),
        ("leaked: [adress]", "leaked.0"),
        ("leaked: address", "leaked"),
        ("posts: [{platform: x, posted: 2026-02-30}]", "posts.0.posted"),
        ("posts: [{platform: x, posted: 20261122}]", "posts.0.posted"),
        ("posts: [{platform: x, posted: 1789-07-14}]", "posts.0.posted"),
        ("posts: [{platform: x, posted: 2026-11-23}]", "posts.0.posted"),
        ("posts: [{platform: x, posted: 2026-11-20, request_received: 2026-11-19}]", "posts.0.request_received"),
        ("posts: [{plattform: x}]", "posts.0.plattform"),
        ("dates: {posting_time: 2030-01-01}", "dates.posting_time"),
        ("dates: {birthday: 2000-01-01}", "dates.birthday"),
        ("household: {people: 0}", "household.people"),
        ("household: {assets: -5}", "household.assets"),
        ("image_age: adult", "image_age"),
        ("- a", "file"),
        ("asker: [", "file"),
        ("a: &x [1]\nb: *x", "file"),
        ("[" * 5000, "file"),
        ("a: " * 5000, "file"),
    ],
)
def test_what_is_wrong_is_named_by_its_field(text: str, field: str) -> None:
    assert refused(text).startswith(f"{field}:")


@pytest.mark.parametrize("text", ["agee: 3", "wants: [removal]", "posts: [{urls: a}]"])
def test_a_misspelt_key_is_named_with_what_may_be_meant(text: str) -> None:
    assert "there is no such key" in refused(text)


@pytest.mark.parametrize(
    "text",
    [
        f"asker: {CARD}",
        f"asker: '{CARD}'",
        f"age: {CARD}",
        "leaked: [name, '4111 1111 1111 1111']",
        f"'{CARD}': 1",
        f"posts: [{{platform: '{CARD}'}}]",
        f"posts: [{{url: 'https://pay.example/{CARD}'}}]",
        f"dates: {{'{CARD}': 2026-01-01}}",
        f"# {CARD}\nage: 30",
        "household: {rent: 123456789018}",
        "memo: マイナンバーは 1234-5678-9018 です",
        "{'a': {'b': {'c': ['\uff14111 1111 1111 1111']}}}",
    ],
)
def test_a_card_number_or_my_number_anywhere_is_refused_and_never_repeated(text: str) -> None:
    with pytest.raises(NumberInside) as refusal:
        read(text.encode(), today=TODAY)
    told = f"{refusal.value.for_people()} {refusal.value!r} {refusal.value.__cause__!r}"
    assert CARD not in told
    assert "9018" not in told
    assert "1111" not in told


@pytest.mark.parametrize(
    "text", ["", "{}", "asker: unknown", "age: 13_15", '{"age": 34}', "want: later", "posts: no_answer"]
)
def test_every_question_may_be_left(text: str) -> None:
    assert isinstance(read(text.encode(), today=TODAY), Answers)


def test_yes_and_no_are_understood_as_people_write_them() -> None:
    answers = read(b"consent: yes\nreposted: 'no'\nmoving: true", today=TODAY)
    assert (answers.consent, answers.reposted, answers.moving) == (True, False, True)


def test_a_file_that_is_too_big_is_not_read() -> None:
    assert refused("#" * (LARGEST_BYTES + 1)).startswith("file:")


def test_a_file_in_another_encoding_is_refused() -> None:
    with pytest.raises(BadAnswers, match="UTF-8"):
        read("asker: 本人".encode("cp932"), today=TODAY)


@given(st.binary(max_size=400))
def test_any_bytes_are_answers_or_a_refusal_of_ours(content: bytes) -> None:
    with contextlib.suppress(BadAnswers):
        assert isinstance(read(content, today=TODAY), Answers)
