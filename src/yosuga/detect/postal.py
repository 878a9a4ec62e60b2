"""Finds postal codes: after 〒 or a label, before an address, at the end of one in Latin letters."""

import re
from collections.abc import Iterator

from yosuga.detect.address import PREFECTURE
from yosuga.detect.base import Document, Finding, Kind
from yosuga.detect.gazetteer import municipalities

_NUMBER = "[0-9*]{3} ?-? ?[0-9*]{4}"
_MARKED = re.compile(
    r"(?:〒|郵便番号|郵便No\.?|[Zz][Ii][Pp](?: ?[Cc]ode)?|[Pp]ostal ?[Cc]ode)[ \t\n:：はが、→=(]{0,4}"
    f"(?P<code>{_NUMBER})(?![0-9*]|-[0-9*])"
)
_BARE = re.compile(r"(?<![0-9*A-Za-z./#_])(?<![0-9*][-:])(?P<code>[0-9]{3}-?[0-9]{4})(?![0-9*A-Za-z_]|[-.,:/][0-9*])")
_PLACE_AFTER = re.compile(
    rf"[)\]】」]?[ \t\n、,]{{0,2}}(?:{PREFECTURE}|(?P<city>[ぁ-ゖァ-ヺー々〆㐀-鿿]{{1,6}}?[市区町村郡]))"
)
_PLACE = re.compile(f"{PREFECTURE}|..市..|..区..")
_JAPAN = re.compile(r",? ?(?:Japan|JAPAN|japan|日本)\b")
_LATIN_PLACE = re.compile(r"[A-Za-z][A-Za-z'-]{2,}(?:,| )[ ]?$")
_LABEL = re.compile(r"(?:住所|宛先|送り先|届け先|郵送先)[はが:： \n、]{0,3}$")


def postal_codes(document: Document) -> Iterator[Finding]:
    """Yield postal codes without their 〒. A number of seven digits alone is none."""
    text = document.digits.text
    found_at: set[int] = set()
    for found in _MARKED.finditer(text):
        found_at.add(found.start("code"))
        yield _finding(document, found, 0.97)
    for found in _BARE.finditer(text):
        if found.start("code") not in found_at and _beside_address(text, found):
            yield _finding(document, found, 0.9)


def _beside_address(text: str, found: re.Match[str]) -> bool:
    place = _PLACE_AFTER.match(text, found.end())
    if place and (place["city"] is None or place["city"] in municipalities() or "-" in found["code"]):
        return True
    if "-" not in found["code"]:
        return False
    before = text[max(0, found.start() - 60) : found.start()]
    if text[found.end() : found.end() + 1] in ("", "\n", " ", "」", ")", "。", "、") and _PLACE.search(before):
        return True
    return _LABEL.search(before) is not None or _ends_latin_address(text, found, before)


def _ends_latin_address(text: str, found: re.Match[str], before: str) -> bool:
    from yosuga.detect.latin_address import is_latin_place

    word = _LATIN_PLACE.search(before)
    if word is None:
        return False
    return is_latin_place(word[0].strip(" ,")) or _JAPAN.match(text, found.end()) is not None


def _finding(document: Document, found: re.Match[str], score: float) -> Finding:
    first, last = document.digits.origin(*found.span("code"))
    return Finding(first, last, Kind.POSTAL_CODE, score, "postal-code")
