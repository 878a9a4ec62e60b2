"""Card numbers and My Numbers in a text, by their check digits, so that they are never stored or repeated.

Card numbers: ISO/IEC 7812-1 (Luhn) with the lengths and first digits of the issuers. My Number: the check digit of the
ordinance 平成26年総務省令第85号, art. 5.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal

Number = Literal["card", "mynumber"]
# A run of digits; people write them in groups with a space, hyphen, dot or slash between.
_RUN = re.compile(r"(?<!\d)\d(?:[ \-\u2010\u2011\u2013\u2014\u2212\u30fc._/\u30fb]{0,2}\d){11,18}(?!\d)")
_ISSUERS = re.compile(
    r"4(?:\d{12}|\d{15}|\d{18})"  # Visa
    r"|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}"  # Mastercard
    r"|3[47]\d{13}"  # American Express
    r"|35(?:2[89]|[3-8]\d)\d{12}"  # JCB
    r"|3(?:0[0-5]|095|[689]\d)\d{11,13}"  # Diners Club
    r"|6(?:011|4[4-9]\d|5\d\d)\d{12}"  # Discover
    r"|62\d{14,17}"  # UnionPay
)
_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


def number_in(text: str) -> Number | None:
    """Return which of the two numbers stands in `text`, in any width and grouping, or None."""
    return next(_numbers(text), None)


def _numbers(text: str) -> Iterator[Number]:
    for run in _RUN.finditer(_plain(text)):
        digits = re.sub(r"\D", "", run[0])
        if is_card(digits):
            yield "card"
        elif is_my_number(digits):
            yield "mynumber"


def _plain(text: str) -> str:
    """Return `text` with every decimal digit as ASCII and without characters nobody sees."""
    shown = (char for char in unicodedata.normalize("NFKC", text) if unicodedata.category(char) != "Cf")
    return "".join(str(unicodedata.digit(char)) if char.isdecimal() else char for char in shown)


def is_card(digits: str) -> bool:
    """Say whether 13 to 19 ASCII digits are the number of a known issuer's card with a right check digit (Luhn)."""
    if not _ISSUERS.fullmatch(digits):
        return False
    values = [int(digit) for digit in reversed(digits)]
    return (sum(values[::2]) + sum(_DOUBLED[value] for value in values[1::2])) % 10 == 0


def is_my_number(digits: str) -> bool:
    """Say whether these are 12 ASCII digits with the check digit of a My Number."""
    if len(digits) != 12 or len(set(digits)) == 1:
        return False
    body = [int(digit) for digit in reversed(digits[:11])]
    rest = sum(digit * (at + 1 if at <= 6 else at - 5) for at, digit in enumerate(body, start=1)) % 11
    return int(digits[11]) == (0 if rest <= 1 else 11 - rest)
