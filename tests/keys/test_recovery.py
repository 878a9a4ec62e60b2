"""The recovery code: what a person prints, reads aloud, mistypes."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yosuga.keys.recovery import CodeMistyped, read, written

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
secrets = st.binary(min_size=20, max_size=20)


@given(secrets)
def test_a_code_reads_back(secret: bytes) -> None:
    code = written(secret)
    assert read(code) == secret
    assert [len(group) for group in code.split("-")] == [5] * 8
    assert not set(code) & set("ILOU" + string.ascii_lowercase)


def test_a_code_is_the_one_the_format_document_shows() -> None:
    assert written(bytes(range(20))) == "000G5-40R48-0M30Q-E209P-185GZ-R38E9-1W81J-24GKJ"


@given(secrets, st.sampled_from([" ", "", "\n", " - ", "ー", "－", "−", "—", "\u3000", "\t"]))
def test_gaps_of_every_kind_are_forgiven(secret: bytes, gap: str) -> None:
    assert read(written(secret).replace("-", gap)) == secret


@given(secrets)
def test_look_alike_letters_small_letters_and_full_width_are_forgiven(secret: bytes) -> None:
    code = written(secret)
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in code.replace("0", "O").replace("1", "I"))
    assert read(wide) == secret
    assert read(code.replace("0", "o").replace("1", "l").lower()) == secret


@given(secrets, st.integers(0, 39), st.sampled_from(ALPHABET))
def test_every_single_slip_is_found_in_its_group(secret: bytes, position: int, letter: str) -> None:
    letters = list(written(secret).replace("-", ""))
    if letters[position] == letter:
        return
    letters[position] = letter
    with pytest.raises(CodeMistyped, match=f"group {position // 5 + 1} of 8"):
        read("".join(letters))


@given(secrets, st.integers(0, 39), st.integers(0, 4))
def test_two_letters_of_a_group_in_the_wrong_order_are_found(secret: bytes, first: int, second: int) -> None:
    letters = list(written(secret).replace("-", ""))
    second += first // 5 * 5
    if letters[first] == letters[second]:
        return
    letters[first], letters[second] = letters[second], letters[first]
    with pytest.raises(CodeMistyped):
        read("".join(letters))


@given(secrets, st.permutations(range(8)))
def test_groups_in_the_wrong_order_are_found(secret: bytes, order: list[int]) -> None:
    groups = written(secret).split("-")
    if order == sorted(order):
        return
    with pytest.raises(CodeMistyped):
        read("-".join(groups[place] for place in order))


@pytest.mark.parametrize("typed", ["", "ABCDE", "U" * 40, "あ" * 40, "0" * 41])
def test_what_is_not_a_code_is_refused(typed: str) -> None:
    with pytest.raises(CodeMistyped):
        read(typed)


def test_the_message_never_repeats_the_code() -> None:
    code = written(bytes(range(20)))
    with pytest.raises(CodeMistyped) as refusal:
        read(code[:-1] + ("Y" if code[-1] != "Y" else "Z"))
    assert code[:5] not in refusal.value.for_people()
    assert "group 8 of 8" in refusal.value.for_people()
