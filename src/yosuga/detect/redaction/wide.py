"""A wide net for copies that are handed out: what may be personal data, though nothing here says so for sure.

`find` asks whether something is personal data; a copy to hand out asks what could be. Each rule is a form (a number of
six digits and more, a word before さん, a name of the dictionary), never a list of words seen somewhere.
"""

import re
from collections.abc import Iterator, Sequence

from yosuga.detect.base import Document, Finding, Kind, Word
from yosuga.detect.naming import lists

_SURE = 0.2  # far below what a person is shown
_CJK = "\u3400-\u9fff々"
_WORD = f"(?:[{_CJK}]{{2,6}}|[ァ-ヶー]{{2,8}}|[ぁ-んー]{{2,6}})"
_TITLE = (
    "(?:さん|くん|ちゃん|君|様|さま|氏|殿|先輩|後輩|先生|教諭|教授|部長|課長|係長|店長|社長|院長|容疑|ママ|パパ|家の)"
)
_NUMBER = re.compile(r"(?<![\d.])\d(?:[ \-]?\d){5,18}(?![\d.]?\d|\s?(?:円|万|pt|人|件|回|部|km|年|ドル|%))")
# Numbers of things, not of people, and desks' own lines: what stands before them says so, or their first digits.
_OF_THINGS = re.compile(
    r"(?:注文|伝票|追跡|問い?合わ?せ|ISBN|JAN|コード|[品型番]番|寄附|SW|フレ|予約|整理)[^\n]{0,8}$|[A-Z]-?$"
)
_DESK = re.compile(r"0120|0570|0800|0990")
_CLOCK = re.compile(r"\d{1,2}:\d\d|·")
_DATE = re.compile(
    r"(?<!\d)(?:19|20)\d\d\s?[\-/.年]\s?\d{1,2}\s?[\-/.月]\s?\d{1,2}日?(?!\d|\s?\([月火水木金土日]\)\s?\d|\s\d{1,2}:\d)"
    r"|(?:明治|大正|昭和|平成|令和|[昭平令]|(?<![A-Za-z])[MTSHR])\.?\s?(?:元|\d{1,2})\s?[年./\-]\s?\d{1,2}\s?[月./\-]\s?\d{1,2}日?"
    r"|(?<!\d)(?:0\d|1[0-2])[/.]?(?:[0-2]\d|3[01])(?=\s?[🎂🎉🎁])|\d{1,2}月\d{1,2}日(?=\s?(?:生|[🎂🎉🎁]))"
)
_ACCOUNT = re.compile(
    r"(?<![\w@./])@?[A-Za-z0-9][A-Za-z0-9.]*_[A-Za-z0-9_.]*[A-Za-z0-9_](?![\w@])|(?<!\w)@[A-Za-z0-9_.]{3,}"
)
_INITIALS = re.compile(r"(?<![A-Za-z0-9.])[A-Z]\.\s?[A-Z](?![A-Za-z])\.?|(?<![A-Za-z])[A-Z][a-z]+\.[A-Z](?![A-Za-z])")
_STATION = re.compile(f"[{_CJK}ァ-ヶーぁ-ん]{{1,8}}駅(?!前|員|弁|伝|そば|ビル|長|メモ)")
_FIRM = re.compile(
    f"(?:株式|有限|合同|合資)会社[{_CJK}ァ-ヶーぁ-んA-Za-z0-9・]{{1,14}}|[{_CJK}ァ-ヶーA-Za-z0-9・]{{1,14}}(?:株式|有限|合同|合資)会社"
    f"|[{_CJK}ァ-ヶー]{{1,10}}(?:役場|役所|病院|医院|薬局|銀行|信金|支店|営業所|クリニック|整骨院|保育園|幼稚園|小学校|中学校|高校|大学|大)(?![{_CJK}])"
)
_TITLED = re.compile(f"(?P<n>{_WORD})(?=\\s?{_TITLE})")
_CALLED = re.compile(
    f"(?P<n>[{_CJK}]{{1,5}}|[ァ-ヶー]{{2,8}})(?=(?:という|とかいう|って)(?:教師|男|女|奴|やつ|人|子|先生|生徒|店員|社員))"
)
_IN_ROLE = re.compile(
    "(?:人事|総務|営業|経理|広報|顧問|担任|監督|主将|店長|院長|教頭|校長|幹事|代表|事務局|受付|コーチ|係)"
    "[ ・:\u3000]{1,2}"
    f"(?P<n>[{_CJK}]{{1,4}})(?![{_CJK}])"
)
_TOWN = re.compile(f"[{_CJK}ヶケ]{{1,5}}[都道府県市区町村郡](?:[{_CJK}ヶケ]{{1,5}}[市区町村])*")
# What is asked for in forms, lists and threats, and the value behind it to the end of the phrase.
_LABELS: tuple[tuple[str, Kind], ...] = (
    ("お?名前|氏名|本名|名義|実名|フルネーム|宛名|受取人|担当|name", Kind.PERSON),
    ("住所|住み|居住地|お届け先|自宅|実家|address", Kind.ADDRESS),
    ("電話|電話番号|携帯|連絡先|tel|phone", Kind.PHONE),
    ("勤務先|職場|会社|バイト先|勤め先", Kind.WORKPLACE),
    ("学校|高校|大学|在学|出身校|母校", Kind.SCHOOL),
    ("生年月日|誕生日|生まれ|birthday|dob", Kind.BIRTHDATE),
    ("口座|口座番号|記号|番号|no", Kind.BANK_ACCOUNT),
    ("最寄り|最寄り駅|最寄", Kind.STATION_HINT),
    ("id|垢|アカウント|line|インスタ|insta|ig|tiktok|discord", Kind.SNS_ID),
)
_LABELLED = re.compile("|".join(f"(?P<{kind.value}>(?:{words}))" for words, kind in _LABELS), re.IGNORECASE)
_VALUE = re.compile(
    r"[】\])』]?\s?(?:[:：=＝→⇒▶]|は(?=[^\s、。]{2,12}(?:$|[\s、。!,])))\s?(?P<v>[^\n、。,!?/|()「」【】]{2,28}?)(?=$|[\n、。,!?/|()「」【】]|\s{2}|です|だよ|だって|らしい|\s[^\s\d])",
    re.MULTILINE,
)
_CLOCKED = re.compile(r"[\d:.]\s?$")  # the ID of a post on a board stands behind its time
_NOBODY = re.compile(r"名無し|匿名|こちら|ここ|これ|ひみつ|秘密|.{1,8}(?:銀行|信金)$|0120|0570|0800")
_FORMS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (_NUMBER, Kind.GOV_ID),
    (_DATE, Kind.BIRTHDATE),
    (_ACCOUNT, Kind.SNS_ID),
    (_INITIALS, Kind.PERSON),
    (_STATION, Kind.STATION_HINT),
    (_FIRM, Kind.WORKPLACE),
)


def wide(document: Document) -> Iterator[Finding]:
    """Yield what may be personal data; stretches may overlap each other and what `find` gives."""
    plain = document.plain
    for start, end, kind in (*_by_form(plain.text), *_by_label(plain.text), *_by_words(document)):
        first, last = plain.origin(start, end)
        yield Finding(first, last, kind, _SURE, "wide")


def _by_form(text: str) -> Iterator[tuple[int, int, Kind]]:
    for pattern, kind in _FORMS:
        for found in pattern.finditer(text):
            if not _harmless(text, found, kind):
                yield *found.span(), kind


def _by_label(text: str) -> Iterator[tuple[int, int, Kind]]:
    for label in _LABELLED.finditer(text):
        value = _VALUE.match(text, label.end())
        before = text[max(0, label.start() - 8) : label.start()]
        if value and not (_OF_THINGS.search(before) or _CLOCKED.search(before) or _NOBODY.match(value["v"])):
            yield value.start("v"), value.start("v") + len(value["v"].rstrip()), Kind(str(label.lastgroup))


def _harmless(text: str, found: re.Match[str], kind: Kind) -> bool:
    before, after = text[max(0, found.start() - 14) : found.start()], text[found.end() : found.end() + 12]
    if kind is Kind.GOV_ID:
        return _OF_THINGS.search(before) is not None or _DESK.match(found[0]) is not None
    return kind is Kind.BIRTHDATE and _CLOCK.search(before[-8:] + after) is not None


def _by_words(document: Document) -> Iterator[tuple[int, int, Kind]]:
    """Yield names and places of the dictionary, and words before a title, from a word's border on."""
    words, text = document.words, document.plain.text
    borders = {word.start for word in words}
    yield from ((start, end, Kind.PERSON) for start, end in _names(words) if not lists.is_public(text[start:end]))
    for found in _IN_ROLE.finditer(text):
        yield *found.span("n"), Kind.PERSON
    for found in (*_TITLED.finditer(text), *_CALLED.finditer(text)):
        starts = [at for at in range(found.start("n"), found.end("n")) if at in borders]
        if starts:
            yield starts[0], found.end("n"), Kind.PERSON
    places = {word.start for word in words if word.pos[2] == "地名"}
    for found in _TOWN.finditer(text):
        starts = [at for at in range(found.start(), found.end()) if at in places]
        if starts:
            yield starts[0], found.end(), Kind.ADDRESS


def _names(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Yield runs of names of the dictionary; behind a family name a short noun that it does not know is a name too."""
    start = end = -1
    family = False
    for word in words:
        goes_on = end == word.start
        named = word.pos[2] == "人名"
        if goes_on and (named or (family and word.pos[0] == "名詞" and word.pos[1] != "数詞" and word.end - end <= 3)):
            end, family = word.end, False
            continue
        if end - start > 1:
            yield start, end
        start, end, family = (word.start, word.end, word.pos[3] == "姓") if named else (-1, -1, False)
    if end - start > 1:
        yield start, end
