"""Finds what stands after a label that asks for a name (氏名:, 本名は, 名義), whatever it is written with."""

import re
from collections.abc import Iterator

from yosuga.detect.base import Word
from yosuga.detect.naming.shapes import KANJI, Candidate, Shape
from yosuga.detect.naming.shapes import inside as words_inside

_ASKED = (
    "お名前|なまえ|(?<![一-龠])名前|氏名|姓名|本名|実名|フルネーム|(?:口座)?名義人?|受取人|宛名|宛先|差出人|旧姓|苗字|名字|源氏名|あだ名|署名|表札(?!が)|英字|ローマ字(?:表記)?|"
    "(?<![A-Za-z])(?:[Nn]ame|NAME)"
)
_LABEL = re.compile(
    rf"(?:{_ASKED})[ \t]*(?:[:=→⇒▷▶▸»>|/・]|[ \t]|(?<=名義)(?=[A-Z])|(?<=表札)(?=[一-龠])|"
    r"は(?=[^一-龠ぁ-ん]|[一-龠]{1,4}(?:[^一-龠]|$)|[ぁ-ん]{2,4}(?:です|って|だ|[。、\s]|$)))[ \t「『(]*"
)
_KANA = "\u3041-\u3096\u30a1-\u30fa\u30fc"
_LETTER = "A-Za-z\u00c0-\u024f\u1e00-\u1eff"
_KATAKANA = "\u30a1-\u30fa\u30fc"
_NAME = re.compile(
    f"[{_KATAKANA}]{{2,9}}(?:[ ・]{{1,2}}[{_KATAKANA}]{{2,9}}){{0,3}}"
    f"|[{KANJI}{_KANA}]{{1,6}}(?:[ ]{{1,2}}[{KANJI}{_KANA}]{{1,6}})?"
    f"|[{_LETTER}][{_LETTER}'.\\-]*(?: [{_LETTER}][{_LETTER}'.\\-]*){{0,3}}"
)
_HONORIFIC = re.compile(
    "(?:さん|様|さま|ちゃん|くん|君|氏|殿)$|(?:です|でーす|だよ|という|といいます|と申します|って|の件|のみ).*$"
)
_AHEAD = re.compile("(?:旧姓|本名|名字|苗字|下の名前)[のは]")
# What stands on a door plate is a name, whatever it is: 表札は「雨夜」.
_PLATE, _CLOSED, _LONGEST_PLATE = re.compile("表札(?:は|に|には|:)[「『]$"), re.compile("[」』]"), 5
# The same without marks, where it is no plain word: 表札は灰塚.
_DOOR = re.compile("表札(?:は|:)? ?$")
# Whose account it is, in kana behind its number: 普通 0001234 サトウハナコ.
_HOLDER = re.compile(
    r"(?:普通?|当座?|貯蓄|口座(?:番号)?)[^0-9\n]{0,6}[0-9]{6,8}[ \t/、,]{1,3}"
    rf"(?P<name>[{_KATAKANA}]{{4,10}}(?:[ ・][{_KATAKANA}]{{2,8}})?)(?![{_KATAKANA}]| ?支店)"
)
_HANDLE = re.compile(r"[0-9_@.:/\-]")
_NOBODY = re.compile(
    "名前|名義|名無し|匿名|風吹けば|ななし|以下|管理人|未設定|なし$|不明|秘密|ひみつ|内緒|非公開|任意|必須|記入|入力|空欄|変更|確認|一覧|検索|未定|募集|登録|漏れ|欄|なに|何|カタカナ|ひらがな|イニシャル|ローマ字|配信名|漢字"
)
_OPEN = frozenset({"名詞", "接尾辞", "接頭辞", "空白", "記号", "補助記号", "感動詞"})


def labelled(text: str, words: tuple[Word, ...]) -> Iterator[Candidate]:
    """Yield what follows a label, where it can be a name and nothing says that it is none."""
    for label in _LABEL.finditer(text):
        found = _NAME.match(text, label.end())
        if not found:
            continue
        ahead = _AHEAD.match(found[0])
        start = found.start() + (ahead.end() if ahead else 0)
        name = _HONORIFIC.sub("", text[start : found.end()]).rstrip()
        end = start + len(name)
        plate = (
            _PLATE.search(text, max(0, start - _LONGEST_PLATE), start) is not None
            and _CLOSED.match(text, end) is not None
        )
        if len(name) < 2 or _NOBODY.search(name) or (not plate and _is_sentence(words, start, end)):
            continue
        if name.isascii() and (_HANDLE.match(text, end) or not name[0].isupper()):
            continue
        on_door = _DOOR.search(text, max(0, start - _LONGEST_PLATE), start) is not None
        yield Candidate(start, end, Shape.LABELLED, 0.65 if plate else 0.5 if on_door else 0.2)
    for holder in _HOLDER.finditer(text):
        yield Candidate(*holder.span("name"), Shape.LABELLED, 0.86)


def _is_sentence(words: tuple[Word, ...], start: int, end: int) -> bool:
    """Say whether the stretch holds verbs or particles that are more than fragments of a name in kana."""
    inside = [word for word in words_inside(words, start, end) if start <= word.start and word.end <= end]
    plain = [word for word in inside if word.pos[0] not in _OPEN and word.end - word.start > 1]
    common = [
        word
        for word in inside
        if word.pos[1] == "普通名詞" and word.known and re.match(f"[{KANJI}]{{2}}", word.surface)
    ]
    return bool(plain) or len(common) == len([word for word in inside if word.pos[0] != "空白"]) > 0
