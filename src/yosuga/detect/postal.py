"""Finds postal codes: after 〒 or a label, before an address, at the end of one in Latin letters."""

import re
from collections.abc import Iterator

from yosuga.detect import context
from yosuga.detect.address import PREFECTURE
from yosuga.detect.base import Document, Finding, Kind
from yosuga.detect.gazetteer import municipalities

_NUMBER = "[0-9*]{3} ?-? ?[0-9*]{4}"
_APART = "[0-9](?: [0-9]){2} - [0-9](?: [0-9]){3}"
_MARKED = re.compile(
    rf"(?:[〒〶〠]|📮(?=[ :(]{{0,2}}{_NUMBER})|郵便番号|郵便?(?= ?[はが:]|のとこ)|ゆうびん(?:ばんごう|番号)|郵便No\.?"
    r"|郵便(?:受け|ポスト)に(?=[0-9*]{7})|[Zz][Ii][Pp](?: ?[Cc]ode)?|[Pp]ost(?:al)? ?[Cc]ode)"
    rf"(?:(?:のとこ)?[ \t\n:：はが、→=(?]{{0,4}}"
    rf"(?P<code>{_NUMBER}|[0-9*]{{3}}[の.][0-9*]{{4}}|[0-9*]{{3}}\n[0-9*]{{4}}|"
    rf"{_APART})"
    rf"|[^0-9\n]{{0,16}}?\n?(?P<later>[0-9*]{{3}}-[0-9*]{{4}}|[0-9]{{7}}|{_APART}))(?![0-9*]|-[0-9*])"
)
_BARE = re.compile(
    # One sign before it stands for no digit: it says which of two is wrong (×150-0000 ○150-0001).
    r"(?=[0-9])(?:(?<![0-9*A-Za-z./#_])(?<![0-9*][-:])|(?<![^\s][*])(?<=[*]))"
    r"(?P<code>[0-9]{3}[- の]?[0-9]{4})(?![0-9*A-Za-z_]|[-.,:/][0-9*]| [0-9]| [*](?![0-9]{3}-))"
)
_PLACE_AFTER = re.compile(rf"[)\]】」]?[ \t\n、,]{{0,2}}(?:{PREFECTURE}|(?P<city>[ぁ-ゖァ-ヺー々〆㐀-鿿]{{2,9}}))")
_ANY_CITY = re.compile(".{1,6}?[市区町村郡]")
_PLACE = re.compile(f"{PREFECTURE}|..市..|..区..")
_JAPAN = re.compile(r",? ?(?:Japan|JAPAN|japan|日本)\b")
_LATIN_PLACE = re.compile(r"[A-Za-z][A-Za-z'-]{2,}(?:,| )[ ]?$")
_LABEL = re.compile(r"(?:住所|宛[先名]|(?:送り|届け|郵送|発送|返送|送付)先|差出人|荷物)[はが:： \n、→]{0,3}$")
_LIVED_IN = re.compile(r"[」)）]? ?(?:に住ん|在住|住み|[にへ]送|宛|[でに]届|って書)")
# A code in a row of somebody's data, beside a telephone number or a date of birth: 「060-0000 / 011-000-0000」.
_BORDER_BEFORE, _DATA_BESIDE = (
    re.compile(r"(?:^|[/|,、→:：!！。\n\t])[ \t]*$"),
    re.compile(
        r"[ \t]*[/|,、\n\t][ \t]*(?:(?:TEL|Tel|tel|電話|☎|📞)?[:：]?[ \t]*0[0-9*]{1,4}-[0-9*]{1,4}-[0-9*]{4}(?![0-9])"
        r"|(?:[SH昭平]|昭和|平成|19[0-9]{2})[ .]?[0-9]{1,2}[./年-][0-9]{1,2}(?:[./月-][0-9]{1,2})?(?![0-9]))"
    ),
)
# Told as one's own, where postal codes are spoken of: 「郵便番号いるって。うち600-0000や」.
_SPOKEN_OF, _FARTHEST = re.compile("[〒〶]|郵便番号|ゆうびん|年賀状(?:くれ|ほし|欲し|送|の?宛|交換)"), 80
_OWN = re.compile(
    r"(?:うち|我が家|わが家|自宅|実家|こっち|自分|[私俺僕母]|新しいの|今の|正しく|ここ|これ|^|「)[のはが、:\s→]{0,3}$"
)
_OTHER_NUMBER = re.compile("電話|でんわ|TEL|☎|📞|FAX|内線|携帯|局番", re.IGNORECASE)
# A code that only shows how codes look, or that was looked up.
_EXAMPLE, _EXAMPLE_BEHIND = (
    re.compile("検索|の例|例えば|形式|サンプル|ダミー|適当に"),
    re.compile(r"[」)]?\s?(?:のよう|みたい|の形|形式|とかダミー|円|枚|文字|人(?!吉)|個|件|回)"),
)
_LATIN_AFTER = re.compile(r",? (?P<place>[A-Z][a-z]{2,})")


def postal_codes(document: Document) -> Iterator[Finding]:
    """Yield postal codes without their 〒. A number of seven digits alone is none."""
    text = document.digits.text
    found_at: set[int] = set()
    for found in _MARKED.finditer(text):
        part = "code" if found["later"] is None else "later"
        found_at.add(found.start(part))
        example = (
            _EXAMPLE.search(found[0]) or _OTHER_NUMBER.search(found[0]) or _EXAMPLE_BEHIND.match(text, found.end())
        )
        yield _finding(document, found.span(part), 0.3 if example else 0.97)
    for found in _BARE.finditer(text):
        if found.start("code") not in found_at and (_beside_address(text, found) or _told_as_own(text, found)):
            yield _finding(document, found.span("code"), 0.9)


def _beside_address(text: str, found: re.Match[str]) -> bool:
    place = _PLACE_AFTER.match(text, found.end())
    known = place is not None and (place["city"] is None or _opens_with_city(place["city"]))
    before = text[max(0, found.start() - 60) : found.start()]
    if not found["code"].isdigit() and _BORDER_BEFORE.search(before) and _DATA_BESIDE.match(text, found.end()):
        return True
    if "-" not in found["code"]:
        return known and not context.is_of_something_else(text, *found.span("code"))
    if known or (place and _ANY_CITY.match(place["city"])):
        return True
    if text[found.end() : found.end() + 1] in ("", "\n", " ", "」", ")", "。", "、") and _PLACE.search(before):
        return True
    if _LIVED_IN.match(text, found.end()) or _begins_latin_address(text, found):
        return True
    return _LABEL.search(before) is not None or _ends_latin_address(text, found, before)


def _told_as_own(text: str, found: re.Match[str]) -> bool:
    if found["code"][3] not in "-の" or _EXAMPLE_BEHIND.match(text, found.end()):
        return False
    ahead = text[max(0, found.start() - _FARTHEST) : found.start()]
    spoken = _SPOKEN_OF.search(ahead)
    if spoken:
        return not (_OTHER_NUMBER.search(ahead, spoken.end()) or _EXAMPLE.search(ahead))
    own = _OWN.search(context.before(text, found.start(), most=10))
    return own is not None and _SPOKEN_OF.search(context.after(text, found.end(), most=24)) is not None


def _opens_with_city(stretch: str) -> bool:
    """Say whether a municipality stands first, whatever signs of one its name holds: 十日町市, 四日市市."""
    ends = (end for end in range(2, len(stretch) + 1) if stretch[end : end + 1] != "役")  # 中央区役所 is a place to go
    return any(stretch[:end] in municipalities() for end in ends)


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
