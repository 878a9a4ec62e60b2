"""Card numbers and My Numbers are seen in every way people write them; other long numbers are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yosuga.detect.numbers import is_card, is_my_number, number_in

# The numbers that card networks publish for testing, and the number that the sample My Number card shows.
CARDS = ["4111111111111111", "5555555555554444", "2223003122003222", "378282246310005", "3530111333300000",
         "30569309025904", "6011111111111117", "4222222222222", "6200000000000005"]  # fmt: skip
MY_NUMBER = "123456789018"


def wide(text: str) -> str:
    """Return `text` in full width, as a Japanese keyboard writes it."""
    return "".join(chr(ord(char) + 0xFEE0) if char != " " else "\u3000" for char in text)


@pytest.mark.parametrize("number", CARDS)
def test_a_published_test_card_is_seen(number: str) -> None:
    assert number_in(f"番号は{number}です") == "card"


@pytest.mark.parametrize("number", CARDS)
def test_a_card_with_one_wrong_digit_is_no_card(number: str) -> None:
    for at in range(len(number)):
        wrong = number[:at] + str((int(number[at]) + 1) % 10) + number[at + 1 :]
        assert not is_card(wrong), wrong


def test_a_my_number_is_seen() -> None:
    assert number_in(f"マイナンバー {MY_NUMBER}") == "mynumber"


@pytest.mark.parametrize("check", [digit for digit in "0123456789" if digit != "8"])
def test_a_my_number_with_another_check_digit_is_none(check: str) -> None:
    assert not is_my_number(MY_NUMBER[:11] + check)


@pytest.mark.parametrize(
    "written",
    [
        "4111 1111 1111 1111", "4111-1111-1111-1111", wide("4111-1111-1111-1111"), "4111.1111.1111.1111",
        "4111ー1111ー1111ー1111", "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "4111\u200b1111\u200b1111\u200b1111",
        "٤١١١١١١١١١١١١١١١", "a4111111111111111b", "1234-5678-9018", wide("1234 5678 9018"),
    ],
)  # fmt: skip
def test_a_number_is_seen_however_it_is_written(written: str) -> None:
    assert number_in(written) is not None


@pytest.mark.parametrize(
    "harmless",
    ["", "2026-11-22 14:05", "03-0000-0000", "090-0000-0000", "0120-279-889", "https://x.com/a/status/1541815603606036480",
     "注文番号 1111 2222 3334", "000000000000", "1234567890", "99999999999999999999999999"],
)  # fmt: skip
def test_other_numbers_are_left_alone(harmless: str) -> None:
    assert number_in(harmless) is None


@given(st.text(alphabet="0123456789 -\uff14٤ー\u200b/", max_size=60))
def test_any_text_gets_an_answer(text: str) -> None:
    assert number_in(text) in {None, "card", "mynumber"}
