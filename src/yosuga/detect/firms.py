"""What places of work are called: legal forms, kinds, branches, and whether a stretch can be such a name."""

import re
from functools import lru_cache

from yosuga.detect.address import reads_as_name
from yosuga.detect.base import Document, Word
from yosuga.detect.borders import begins_famous, is_field, words_between
from yosuga.detect.gazetteer import bases, is_home, municipalities
from yosuga.detect.lexicon import either, words

LETTER = "ぁ-ゖァ-ヺー々〆ヶ㐀-鿿A-Za-z0-9&'・.●○◯"
LEGAL, STRONG, WEAK = (either("workplaces", name) for name in ("legal", "strong", "weak"))
PREFIX = either("workplaces", "prefixes")
_KANA_ROLE = f"(?<![ァ-ヺー]){either('workplaces', 'roles_in_kana')}(?!(?!デビュー|クビ|バックレ|ダル)[ァ-ヺーA-Za-z])"
ROLE = f"(?:{either('workplaces', 'roles')}|{_KANA_ROLE})"
# What the words begin with that may follow a name at once.
AFTER_INITIALS = frozenset(
    entry[0]
    for name in ("roles", "roles_in_kana", "leaves")
    for entry in words("workplaces", name)
    if entry[0].isalnum()
)
# A branch after a name: 中野南口店, 東支店, 博多営業所, 第二工場.
BRANCH = re.compile(
    f"(?: ?[{LETTER}]{{1,9}}?{either('workplaces', 'branches')}| ?(?:本社|本店|本部)(?!地|役員))"
    f"(?![{LETTER}]{{0,2}}支?店)"
)
# A room of an office after its name: 市役所の税務課.
SECTION = re.compile(r"[の ]?[^ぁ-ん、。・\s()「」0-9]{1,7}?[課係](?!長|員|金|税|題)")
SECTION_END = re.compile("[役所庁署院局場][の ][^の]+[課係]$")
STRONG_END = re.compile(f"(?:{STRONG}|支店|営業所|支社|工場|店)$")
# Somebody who works at a place of that name: かすみ図書館の検針員.
STAFF = re.compile(
    "の[^、。\\s]{0,4}?[㐀-鿿]{1,3}(?:(?<![議委全満動会定要隊])員|師|(?<![力武])士|係|(?<![主])婦|官)(?![㐀-鿿]|さん)"
    "|の(?:上司|同僚|部下)(?!さん|って)"
)
KIND_END = re.compile(either("workplaces", "strong", "weak"))
TELLING = re.compile(f"{either('workplaces', 'telling')}$")
SAYS_KIND = re.compile(f"(?:{STRONG}|{WEAK}|{LEGAL})$|^(?:{PREFIX}|{LEGAL}).|{PREFIX} .")
BANK = re.compile("銀行|信用金庫|信金|信用組合|信組|農協|労金|バンク|ゆうちょ")
SCHOOL = re.compile(
    "(?:幼稚園|保育園|保育所|こども園|幼稚舎|学童(?:クラブ)?|学校|高校|学園|学院|大学|塾|教室|スクール|予備校|[高中初]等部|学[部科]|研究科)$"
)
# Somebody works at a school rather than goes to it, where this follows its name.
EMPLOYED_BEFORE = re.compile(
    "(?:(?:講師|教師|教員|保育士|幼稚園教諭)[(:→、]"
    "|[師士手](?:[0-9一二三四五六七八九十]{1,2}年目|歴[0-9]{1,2}年?)[^ぁ-ゖァ-ヺ㐀-鿿A-Za-z0-9、。]{0,3}$"
    "|現任校|勤務校|赴任先|着任先|勤務先|勤め先|職場|バイト先|勤務|所属)[:は ]{0,2}$"
)
EMPLOYED = re.compile(either("schools", "employed"))
# Who is paid at a nursery, in a profile or a list above its name; parents name it as well.
_NURSERY = re.compile("(?:園|保育所|保育室)$")
_NURSE = re.compile("(?:保育士|保育教諭|幼稚園教諭)(?!さん|に|志望|希望|試験|不足)")
_PARENT = re.compile("娘|息子|ママ|パパ|母|父|保護者|[0-9]児|通|預け")
_NURSERY_IS, _ABOVE = re.compile("(?<![㐀-鿿ぁ-ん])園(?:名|は)? ?[:→⇒=] ?$"), 60
_KANA_PART = re.compile("[ぁ-ゖ]{3}|[ァ-ヺー]{3}")
_DOTTED = re.compile("[ァ-ヺー]・[ァ-ヺー]")
_NAMELIKE = re.compile(f"[亭庵軒荘苑堂楼]$|{STRONG}$|^{PREFIX}.")
# A name that says its kind first: カフェ星の音.
# No part of a longer word in katakana: ナン|バー.
PREFIXED = re.compile(
    f"(?:(?<![ァ-ヺーA-Za-z])|(?![ァ-ヺーA-Za-z])){PREFIX}"
    " ?(?!の[^ぁ-ゖ])[^\\s、。はがをに,!?「」]{1,10}(?<![でのにへ])"
)
# The same before a branch that stands apart, whatever the kana read as: ドラッグもりはや 荻窪北口店.
_KANA_BEHIND = f"(?<![ァ-ヺー]){PREFIX} ?(?P<name>(?![はがをにでへの](?!ま))[ぁ-ゖー]{{2,8}}[㐀-鿿ァ-ヺー]{{0,4}})"
KANA_BEHIND_KIND = re.compile(f"{_KANA_BEHIND}$")
KANA_BEHIND_KIND_BRANCHED = re.compile(f"{_KANA_BEHIND}(?= ){BRANCH.pattern}")
_KIND_APART = re.compile(f"{PREFIX} ")
_COMMON = re.compile(f"(?:{either('workplaces', 'plain', 'strong', 'weak', 'prefixes', 'legal')})+")


@lru_cache(maxsize=1_000)
def is_common(name: str) -> bool:
    """Say whether `name` only says what kind of place it is: 地元のアイスクリーム屋."""
    return _COMMON.fullmatch(name) is not None or "PTA" in name or name.endswith("農家")


def is_firm(document: Document, start: int, end: int) -> bool:
    """Say whether a name can be a firm's: it says its kind, or is a proper name of neither a person nor a place."""
    name = document.plain.text[start:end]
    if is_common(name) or name in bases() or name in municipalities():
        return False
    if not reads_as_name(name) and not PREFIXED.match(name):
        return False
    held = words_between(document, start, end)
    if SAYS_KIND.search(name):
        named = any(not word.known or word.pos[1] == "固有名詞" for word in held) or len(name) > 4
        return named or (len(name) > 2 and _NAMELIKE.search(name) is not None)
    return any(_is_unlisted(word) for word in held) or _DOTTED.search(name) is not None


def _is_unlisted(word: Word) -> bool:
    letters = re.fullmatch("[ァ-ヺー]{3,}|[A-Z][A-Za-z]{2,}", word.surface) is not None
    return (not word.known and letters) or word.pos[1:3] == ("固有名詞", "一般")


def is_staffed(text: str, start: int, end: int) -> bool:
    """Say whether a nursery is that of a nurse told of above it: 走る保育士 / 宇都宮住み / ひなぎく野保育園."""
    if not _NURSERY.search(text, start, end):
        return False
    above = text[max(0, start - _ABOVE) : start]
    named = _NURSERY_IS.search(above) or is_field(text, start, end)
    return bool(named and _NURSE.search(above)) and not _PARENT.search(above)


def is_telling(document: Document, start: int, end: int) -> bool:
    """Say whether a name alone speaks for a place of work: its kind is a firm's, and no word of it is widely known."""
    first = _KIND_APART.match(document.plain.text, start, end)
    start = first.end() if first else start
    name = document.plain.text[start:end].split(" ")[0]
    kind = TELLING.search(name)
    branch = BRANCH.fullmatch(document.plain.text, start + len(name), end) is not None
    if not (branch or (kind and kind.start() > 1)) or not reads_as_name(name) or begins_famous(document, start):
        return False
    return not any(word.known and word.pos[1:3] == ("固有名詞", "一般") for word in words_between(document, start, end))


def is_made_up(document: Document, start: int, end: int) -> bool:
    """Say whether a name is put together of several words, one of them a name: ジョイフル本木."""
    held = words_between(document, start, end)
    name = document.plain.text[start:end]
    if is_home(name) or not reads_as_name(name) or held[-1].pos[2] in ("サ変可能", "助数詞可能"):
        return False
    if len(held) == 1:
        return not held[0].known and len(name) > 3
    named = any(not word.known or word.pos[1] == "固有名詞" for word in held) and held[0].pos[2] != "人名"
    return named or _KANA_PART.search(name) is not None


def is_activity(held: tuple[Word, ...]) -> bool:
    """Say whether the words tell what is done, not who does it: 匿名配送, 雇用保険."""
    return held[-1].pos[2] == "サ変可能" and all(
        word.known and word.pos[:2] == ("名詞", "普通名詞") and len(word.surface) > 1 and word.surface[0] >= "㐀"
        for word in held[:-1]
    )
