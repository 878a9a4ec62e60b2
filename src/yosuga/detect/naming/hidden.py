"""Finds names that are written so that a search misses them: with letters masked (山●花●) or apart (山.田.太.郎)."""

import re
from collections.abc import Iterator
from functools import cache

from yosuga.detect.base import Word
from yosuga.detect.naming import lists
from yosuga.detect.naming.shapes import KANJI, Candidate, Shape, inside, kana_given

_MASK = "●◯○\u3007*×✕✖□■△▲▽▼〓◎☆★◆◇⚫⚪⬤⭕❌❎⬛⬜◼◻▢\U0001f534\U0001f535\U0001f7e0-\U0001f7eb"
_MASKED = re.compile(f"[{_MASK}]")
# What opens the items of a list, and stands for no letter there.
_BULLETS = "■□◆◇▼▽▲△★☆◎▢"
_HIRAGANA, _KATAKANA = "\u3041-\u3096", "\u30a1-\u30fa\u30fc"
# A particle after a word, with what is masked behind it, is no name that begins so: 犯人は○村.
_PARTICLE = f"(?!(?<=\\w)[はがのをにともでって][{_MASK}])"
_KANA = f"{_PARTICLE}[{_HIRAGANA}{_MASK}]{{2,12}}|[{_KATAKANA}{_MASK}]{{2,9}}"
_PART = (
    f"(?:{_KANA})(?![{KANJI}])|[{KANJI}ノヶ]{{0,3}}[{_MASK}][{KANJI}{_MASK}]{{0,3}}[{_HIRAGANA}{_KATAKANA}][{_MASK}]+"
    f"|[{KANJI}ノヶ{_MASK}]{{1,6}}"
)
_RUN = re.compile(f"(?:{_PART})(?:[ ]{{1,2}}(?:{_PART}|[{_HIRAGANA}]{{2,6}}))?")
_CALLED = re.compile(
    "(?<=.)(?:本人|さん|ちゃん|くん|さま|って|です|だ(?:から|よ|ろ|って|けど|と|わ)|らしい|とか|から|まで|"
    "[はがのをにともへで様氏君殿]).*$"
)
_NUMERALS = re.compile(f"[一二三四五六七八九十百千{_MASK}]+")
# A masked place, school, number: 成●区, ○○高校, ●●町.
_THING = re.compile(f"[{_MASK}][区市町丁番号室駅線県都府店社校学院会証銀組円歳才年月日時分個人枚点]|[村高大中小]$")
_BEHIND = re.compile("[0-9区市町村丁番号室駅線県都府店社校学院会証銀組円歳才年月日時分個人本枚点]")
_LONGEST = 8
# What follows a name behind a space and is no part of it; one sign alone parts the entries of a profile.
_NO_PART = frozenset("◇◆★☆▽▼△▲□■✕✖") | frozenset(
    ("垢", "本人", "写真", "画像", "顔", "住所", "特定", "晒し", "動画", "電話", "番号", "学校", "職場")
)


def is_masked(text: str) -> bool:
    """Say whether a character that stands for another is in `text`."""
    return _MASKED.search(text) is not None


def masked(text: str, words: tuple[Word, ...]) -> Iterator[Candidate]:
    """Yield names of which characters are masked: 山●花●, 小◯原 ◯樹, た○ま ゆ○り, ××ひかる."""
    if not _MASKED.search(text):
        return
    for found in _RUN.finditer(text):
        if not _MASKED.search(found[0]):
            continue
        if found[0][0] in _BULLETS and text[found.start() - 1 : found.start()] in ("", "\n"):
            continue
        start = _start(words, found.start(), found.end())
        parts = [_CALLED.sub("", part) for part in re.split("[ ]{1,2}", text[start : found.end()])]
        if len(parts) == 2 and (not parts[1] or parts[1] in _NO_PART or parts[0] not in found[0]):
            parts = parts[:1]
        whole = text[start : start + len(parts[0])]
        if len(parts) == 2:
            whole = text[start : text.index(parts[1], start + len(parts[0])) + len(parts[1])]
        whole += _given_behind(text, start + len(whole), whole)
        score = _score(whole, spaced=len(parts) == 2)
        if score and not _BEHIND.match(text, start + len(whole)):
            yield Candidate(start, start + len(whole), Shape.MASKED, score)


def _start(words: tuple[Word, ...], start: int, end: int) -> int:
    """Return where the name begins in a run of kanji that plain words lead: 昨日田○ is 昨日 + 田○."""
    for word in inside(words, start, end):
        common = word.known and word.pos[1] in {"普通名詞", "副詞"} and len(word.surface) > 1
        if word.start >= start and not common and word.surface.strip():
            return word.start
    return start


def _given_behind(text: str, at: int, masks: str) -> str:
    """Return the given name that follows nothing but masks: ひかる of ××ひかる."""
    if _MASKED.sub("", masks) or not 0 < len(masks) < 5:
        return ""
    run = re.match(f"[{_HIRAGANA}]{{2,9}}|[{_KATAKANA}]{{2,9}}", text[at:])
    return kana_given(text, at, run[0]) if run else ""


def _score(name: str, *, spaced: bool) -> float:
    """Return how sure a name with masks is; 0 where it is none."""
    masks, letters = len(_MASKED.findall(name)), _MASKED.sub("", name).replace(" ", "")
    if not masks or not letters or len(name) > _LONGEST + spaced or _NUMERALS.fullmatch(name) or _THING.search(name):
        return 0.0
    if spaced and all(_MASKED.sub("", part) for part in name.split()):
        return 0.62 if len(name) > 3 and not _ends_in_a_mark(name) else 0.2
    if not _MASKED.search(name[masks:]):  # ●出席, ★★ 最悪: a mark before a word, unless it is a name
        return 0.4 if masks == 2 and (lists.is_given(letters) or lists.kana_given(letters)) else 0.0
    if _fits_surname(name):
        return 0.55 if masks > 1 else 0.48 if 3 <= len(name) <= 5 else 0.3
    if masks > 1 and len(letters) > 2:  # 堂●美智●
        return 0.5
    return 0.3 if masks > 1 and len(letters) > 1 else 0.15


def _ends_in_a_mark(name: str) -> bool:
    """Say whether the sign ends a word that is no surname: 同担○ 遠征民, what somebody likes and does."""
    first, _space, second = name.partition(" ")
    return first[-1] in _MASK and not (_fits_surname(first) or lists.is_given(second) or lists.kana_given(second))


@cache
def _surname_patterns() -> frozenset[str]:
    """Return the common surnames, whole before a mask and with each one character masked."""
    names = [name for name in lists.common_surnames() if len(name) > 1]
    return frozenset(name[:at] + "*" + name[at + 1 :] for name in names for at in range(len(name))) | {
        f"{name}*" for name in names
    }


def _fits_surname(name: str) -> bool:
    plain = _MASKED.sub("*", name)
    return any(plain[:size] in _surname_patterns() for size in (2, 3, 4))


_LETTER = f"[{KANJI}{_HIRAGANA}{_KATAKANA}]"
_APART = re.compile(f"{_LETTER}([ ./_・|\\-])(?:{_LETTER}\\1){{1,7}}{_LETTER}(?!\\1?[{_KATAKANA}])")


def spaced_names(text: str) -> Iterator[Candidate]:
    """Yield names of which every character stands apart, however: 山 田 太 郎, 山.田.太.郎, ヤ/マ/ダ/ア/イ."""
    for found in _APART.finditer(text):
        for end in range(len(found[0]), 4, -2):  # 山 田 太 郎 を: what follows may stand apart, too
            name = found[0][:end:2]
            score = max(_known(name[:size], name[size:]) for size in range(1, len(name)))
            if score or lists.is_kana_surname(name):
                shape = Shape.FULL if score else Shape.SURNAME
                yield Candidate(found.start(), found.start() + end, shape, score or 0.38)
                break


def _known(surname: str, given: str) -> float:
    """Return how sure it is that the two are a surname and a given name."""
    if lists.hiragana(surname) in lists.common_readings() and lists.kana_given(given):
        return 0.86
    if not (lists.is_given(given) or lists.kana_given(given)) or not lists.is_surname(surname):
        return 0.0
    return 0.86 if surname in lists.common_surnames() and len(surname) > 1 else 0.4  # 松・竹・梅, 小・中・高
