"""Finds postal codes: after 〒 or a label, before an address, at the end of one in Latin letters."""

import re
from collections.abc import Iterator

from yosuga.detect.address import PREFECTURE
from yosuga.detect.base import Document, Finding, Kind
from yosuga.detect.gazetteer import municipalities

_NUMBER = "[0-9*]{3} ?-? ?[0-9*]{4}"
_MARKED = re.compile(
    r"(?:〒|〶|郵便番号|ゆうびんばんごう|郵便No\.?|[Zz][Ii][Pp](?: ?[Cc]ode)?|[Pp]ost(?:al)? ?[Cc]ode)"
    rf"(?:[ \t\n:：はが、→=(]{{0,4}}(?P<code>{_NUMBER}|[0-9*]{{3}}[の.][0-9*]{{4}}|[0-9*]{{3}}\n[0-9*]{{4}}|"
    r"[0-9](?: [0-9]){2} - [0-9](?: [0-9]){3})"
    r"|[^0-9\n。]{0,10}?(?P<later>[0-9*]{3}-[0-9*]{4}))(?![0-9*]|-[0-9*])"
)
_BARE = re.compile(r"(?<![0-9*A-Za-z./#_])(?<![0-9*][-:])(?P<code>[0-9]{3}-?[0-9]{4})(?![0-9*A-Za-z_]|[-.,:/][0-9*])")
_PLACE_AFTER = re.compile(
    rf"[)\]】」]?[ \t\n、,]{{0,2}}(?:{PREFECTURE}|(?P<city>[ぁ-ゖァ-ヺー々〆㐀-鿿]{{1,6}}?[市区町村郡]))"
)
_PLACE = re.compile(f"{PREFECTURE}|..市..|..区..")
_JAPAN = re.compile(r",? ?(?:Japan|JAPAN|japan|日本)\b")
_LATIN_PLACE = re.compile(r"[A-Za-z][A-Za-z'-]{2,}(?:,| )[ ]?$")
_LABEL = re.compile(r"(?:住所|宛[先名]|(?:送り|届け|郵送|発送|返送|送付)先|差出人|荷物)[はが:： \n、→]{0,3}$")
_LIVED_IN = re.compile(r"[」)）]? ?(?:に住ん|在住|住み|[にへ]送|宛|[でに]届|って書)")
# A code in a row of somebody's data, beside a telephone number: 「060-0000 / 011-000-0000」.
_BORDER_BEFORE, _PHONE_BESIDE = (
    re.compile(r"(?:^|[/|,、→:：\n\t])[ \t]*$"),
    re.compile(
        r"[ \t]*[/|,、\n\t][ \t]*(?:TEL|Tel|tel|電話|☎|📞)?[:：]?[ \t]*0[0-9*]{1,4}-[0-9*]{1,4}-[0-9*]{4}(?![0-9])"
    ),
)
_LATIN_AFTER = re.compile(r",? (?P<place>[A-Z][a-z]{2,})")


def postal_codes(document: Document) -> Iterator[Finding]:
    """Yield postal codes without their 〒. A number of seven digits alone is none."""
    text = document.digits.text
    found_at: set[int] = set()
    for found in _MARKED.finditer(text):
        part = "code" if found["later"] is None else "later"
        found_at.add(found.start(part))
        yield _finding(document, found.span(part), 0.97)
    for found in _BARE.finditer(text):
        if found.start("code") not in found_at and _beside_address(text, found):
            yield _finding(document, found.span("code"), 0.9)


def _beside_address(text: str, found: re.Match[str]) -> bool:
    place = _PLACE_AFTER.match(text, found.end())
    if place and (place["city"] is None or place["city"] in municipalities() or "-" in found["code"]):
        return True
    if "-" not in found["code"]:
        return False
    before = text[max(0, found.start() - 60) : found.start()]
    if text[found.end() : found.end() + 1] in ("", "\n", " ", "」", ")", "。", "、") and _PLACE.search(before):
        return True
    if _LIVED_IN.match(text, found.end()) or _begins_latin_address(text, found):
        return True
    if _BORDER_BEFORE.search(before) and _PHONE_BESIDE.match(text, found.end()):
        return True
    return _LABEL.search(before) is not None or _ends_latin_address(text, found, before)


def _ends_latin_address(text: str, found: re.Match[str], before: str) -> bool:
    from yosuga.detect.latin_address import is_latin_place

    word = _LATIN_PLACE.search(before)
    if word is None:
        return False
    return is_latin_place(word[0].strip(" ,")) or _JAPAN.match(text, found.end()) is not None


def _begins_latin_address(text: str, found: re.Match[str]) -> bool:
    from yosuga.detect.latin_address import is_latin_place

    word = _LATIN_AFTER.match(text, found.end())
    return word is not None and is_latin_place(word["place"])


def _finding(document: Document, span: tuple[int, int], score: float) -> Finding:
    first, last = document.digits.origin(*span)
    return Finding(first, last, Kind.POSTAL_CODE, score, "postal-code")
