"""Values as a letter may hold them: whole, in NFC, and with nothing in them that could turn the words around them."""

import re
import unicodedata

from yosuga.text import nfc

_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Controls, overrides and isolates of direction, marks of no width. Joiners stay: emoji and scripts are made of them.
_HIDDEN = re.compile(
    "[\x00-\x09\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_HALVES = re.compile("[\ud800-\udfff]")
_LEFT_TO_RIGHT = "\u200e"


def clean(value: str) -> str:
    """Return a value as text of lines: nothing hidden, no half of a character, no blank at either end."""
    lines = _BREAKS.sub("\n", value).replace("\t", " ")
    whole = _HALVES.sub("\ufffd", lines)
    return nfc(_HIDDEN.sub("", whole)).strip()


def in_line(value: str) -> str:
    """Return a cleaned value as it stands beside other words.

    Behind a value that ends from right to left stands a mark, so that what follows it is not drawn before it
    (Unicode Standard Annex 9: a number or bracket takes the direction of what precedes it).
    """
    return value + _LEFT_TO_RIGHT if any(unicodedata.bidirectional(char) in {"R", "AL"} for char in value) else value
