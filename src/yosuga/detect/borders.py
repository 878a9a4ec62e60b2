"""Where a proper name begins or ends in a running sentence: the schools, firms and stations that nobody listed.

Names like さくら浜第二小学校 stand in the middle of kana; the words say where they begin.
"""

import re
from bisect import bisect_right
from itertools import pairwise

from yosuga.detect import lexicon
from yosuga.detect.base import Compound, Document, Word
from yosuga.detect.naming import lists

_NEVER = lexicon.words("names", "never")
# What no name begins with, though it may stand inside one: 架空大学病院.
_SELDOM = lexicon.words("names", "seldom")
_JOINING = frozenset(("名詞", "接頭辞", "接尾辞", "形状詞", "記号"))
# Kana that are a word of their own in a sentence, and in a name by chance: ひかり野, ほしぞら.
_CHANCE = frozenset(("動詞", "感動詞", "副詞", "形容詞", "連体詞"))
_INSIDE = frozenset("のがヶケノつツ之乃")
# What follows の, が, ヶ inside the name of a place: 緑が丘, 虹の森, 霞ヶ浜.
_LAND = re.compile("[丘岡台浜原里森杜町島宮浦坂峰嶺塚池花風星空海山園郷沢崎関瀬谷口木梢帆]|国(?![際立民])")
_LAND_BEHIND_KE = frozenset("野田尾倉畑")
_HONORIFIC = frozenset(("さん", "くん", "君", "ちゃん", "様", "さま", "氏", "たん"))
_MASKS = frozenset("●◯○\u3007*×□■△▲☆★・ー")
_COUNTED = frozenset(("第", "都立", "市立", "区立", "県立"))
_KANA = re.compile("[ぁ-ゖー]+")
_TWICE = re.compile("(..)\\1")
_LONGEST = 24
_TOPIC = re.compile("[㐀-鿿ぁ-ゖァ-ヺー][はがのも、]")


def name_start(document: Document, end: int, *, least: int = 0) -> int:
    """Return where the name begins whose last character stands before `end` of the plain view; `end` if none does."""
    words, text = document.words, document.plain.text
    last = _word_at(words, end - 1)
    if last < 0 or words[last].end <= least or not (words[last].end > end or _belongs(words, last, text)):
        return end
    at, least = last, max(least, end - _LONGEST)
    while at > 0 and words[at].start > least and _belongs(words, at - 1, text):
        at -= 1
    while at <= last and words[at].surface in _SELDOM:
        at += 1
    if at > last:
        return end
    start = max(words[_by_chance(words, at, text)].start, least)
    return start + len(text[start:end]) - len(text[start:end].lstrip("・ー-"))


def name_end(document: Document, start: int) -> int:
    """Return where the name ends that begins at `start` of the plain view; `start` if none does."""
    words, text = document.words, document.plain.text
    end = start
    for at in range(max(0, _word_at(words, start)), len(words)):
        if words[at].start >= start + _LONGEST or not (_joins(words, at, text) or _starts_name(words[at], start)):
            break
        end = words[at].end
    return end


def ends_word(document: Document, at: int) -> bool:
    """Say whether a word ends before `at`, so that a name may end there."""
    index = _word_at(document.words, at - 1)
    return index >= 0 and document.words[index].end == at


def starts_word(document: Document, at: int) -> bool:
    """Say whether a word begins at `at`, so that a name may begin there."""
    index = _word_at(document.words, at)
    return index >= 0 and document.words[index].start == at


def opens_name(document: Document, at: int) -> bool:
    """Say whether the word at `at`, at the edge of a field, can be the first of a name: a noun, or a stray particle.

    Somebody who is told of (ひろしは…) begins no name.
    """
    index = _word_at(document.words, at)
    word = document.words[index]
    if word.start != at or word.surface in _NEVER or word.surface in _SELDOM:
        return False
    if word.pos[2] == "人名" and document.plain.text[word.end : word.end + 1] in ("は", "が"):
        return False
    return word.pos[0] in ("名詞", "接頭辞") or (word.pos[0] == "助詞" and len(word.surface) == 1)


def words_between(document: Document, start: int, end: int) -> tuple[Word, ...]:
    """Return the words that hold the stretch `start`..`end` of the plain view."""
    return document.words[max(0, _word_at(document.words, start)) : _word_at(document.words, end - 1) + 1]


def is_famous(document: Document, start: int, end: int) -> bool:
    """Say whether the dictionary has the name: then everybody knows the house (小林製薬, 早稲田大学)."""
    held = words_between(document, start, end)
    if len(held) == 1:
        return held[0].known and held[0].pos[1:3] == ("固有名詞", "一般")
    return any(end <= unit.end and unit.pos[1] == "固有名詞" for unit in _compound_at(document, start))


def begins_famous(document: Document, start: int) -> bool:
    """Say whether a widely known name begins at `start`: 京都大学 of 京都大学医学部附属病院."""
    return any(unit.start == start and unit.pos[1] == "固有名詞" for unit in _compound_at(document, start))


def _compound_at(document: Document, start: int) -> tuple[Compound, ...]:
    """Return the last long unit that begins at `start` or before, if there is one."""
    units = document.compounds
    last = bisect_right(units, start, key=_start)
    return units[max(0, last - 1) : last]


def line_around(text: str, start: int, end: int, *, width: int) -> tuple[str, str]:
    """Return what stands on the line before and after a stretch, `width` characters at most on each side."""
    before = text[max(0, start - width) : start].rsplit("\n", 1)[-1]
    return before, text[end : end + width].split("\n", 1)[0]


def tells_of_the_known(document: Document, at: int) -> bool:
    """Say whether the line before `at` is about somebody everybody knows, by full name: 大谷翔平の出身は…."""
    text = document.plain.text
    first = max(text.rfind("\n", 0, at) + 1, at - _LONGEST)
    if _TOPIC.search(text, first, at) is None:
        return False
    return any(
        one.pos[2] == two.pos[2] == "人名"
        and text[two.end] in "はがのも、"
        and lists.is_public(one.surface + two.surface)
        for one, two in pairwise(words_between(document, first, at))
        if two.end < at
    )


def is_field(text: str, start: int, end: int) -> bool:
    """Say whether a stretch is a whole line, or a whole field of a profile: between slashes, bars, pictures."""
    before, after = text[max(0, start - 2) : start].rstrip(" "), text[end : end + 2].lstrip(" ")
    return (_is_edge(before[-1:]) or before.endswith("】")) and _is_edge(after[:1]) and end - start < len(text.strip())


def _is_edge(char: str) -> bool:
    return (
        char in ("", "\n", "/", "|", "・", ",", "→")
        or "\u2300" <= char <= "\u2bff"
        or "\U0001f000" <= char <= "\U0001ffff"
    )


def _word_at(words: tuple[Word, ...], at: int) -> int:
    return bisect_right(words, at, key=_start) - 1


def _start(piece: Word | Compound) -> int:
    return piece.start


def _belongs(words: tuple[Word, ...], at: int, text: str) -> bool:
    """Say whether the word can be part of the name that goes on after it."""
    return words[at].surface not in _NEVER and not _is_time(words[at]) and _joins(words, at, text)


def _joins(words: tuple[Word, ...], at: int, text: str) -> bool:
    word = words[at]
    if word.surface in _MASKS:
        return True
    following = text[word.end : word.end + 2]
    if word.surface in _INSIDE and word.pos[0] in ("助詞", "助動詞", "接尾辞"):
        fits = _LAND.match(following) or _is_kana_name(words, at, following)
        if at > 0 and words[at - 1].surface == "先":
            return False
        fits = fits or (word.surface in "ヶケ" and following[:1] in _LAND_BEHIND_KE)
        fits = fits or (word.surface in "ノ乃" and "㐀" <= following[:1] <= "鿿")
        return bool(fits) and at > 0 and _belongs(words, at - 1, text)
    if len(word.surface) == 1 and (word.surface == "だ" or word.pos[:2] == ("助詞", "終助詞")):
        return _is_cut_short(words, at, following)
    if word.surface in _HONORIFIC:
        return "ぁ" <= following[:1] <= "ん"
    return word.pos[0] in _JOINING and word.surface[0].isalnum() and not _is_loose_digit(words, at)


def _is_cut_short(words: tuple[Word, ...], at: int, following: str) -> bool:
    """Say whether だ or ぜ, which no noun follows in a sentence, ends kana of a name: とわだ町, はるかぜ診療所.

    So does か|ぜ, the wind: うみかぜ専門学校.
    """
    particle = words[at].surface
    first = at - (particle == "ぜ" and at > 0 and words[at - 1].surface == "か")
    before = words[first - 1] if first > 0 else None
    if before is None or before.pos[0] not in ("名詞", "形状詞") or not _KANA.fullmatch(before.surface):
        return False
    follows = following.removeprefix("ぜ") if particle == "か" else following
    return "㐀" <= follows[:1] <= "鿿"


def _is_kana_name(words: tuple[Word, ...], at: int, following: str) -> bool:
    """Say whether の stands between kana as in ほしのこ, つくしの: a name, where both sides are kana."""
    return at > 0 and words[at].surface == "の" and _KANA.fullmatch(following[:1] + words[at - 1].surface) is not None


def _starts_name(word: Word, start: int) -> bool:
    return word.start <= start and word.pos[0] in _CHANCE and _KANA.fullmatch(word.surface) is not None


def _by_chance(words: tuple[Word, ...], at: int, text: str) -> int:
    """Return the first word of the kana that stand free before a name, or `at`: ほし(ぞら興産) after a bracket."""
    first = at
    while first > 0 and words[at].start - words[first - 1].start <= 6 and _is_chance(words[first - 1]):
        first -= 1
    if first > 0 and _is_stray(words, first - 1):
        first -= 1
    before = words[first - 1].surface if first > 0 else "\n"
    # Behind 勤務先 and the like two verbs in a row are a name: 勤務先(しら|なぎ調剤薬局).
    told = at - first > 1 and before.endswith("先")
    free = told or not before[0].isalnum() or before in ("は", "が", "の") or before in _NEVER
    kana = told or _KANA.match(text, words[at].start) or _TWICE.fullmatch(words[at - 1].surface)
    return first if first < at and free and kana else at


def _is_stray(words: tuple[Word, ...], at: int) -> bool:
    """Say whether a particle opens the sentence, where no particle can stand: 。に(しな鍼灸院)."""
    word = words[at]
    return len(word.surface) == 1 and word.pos[0] == "助詞" and (at == 0 or not words[at - 1].surface[0].isalnum())


def _is_chance(word: Word) -> bool:
    return word.pos[0] in _CHANCE and len(word.surface) > 1 and _KANA.fullmatch(word.surface) is not None


def _is_time(word: Word) -> bool:
    return word.pos[:3] == ("名詞", "普通名詞", "副詞可能") and len(word.surface) > 1


def _is_loose_digit(words: tuple[Word, ...], at: int) -> bool:
    """Say whether a digit stands alone before a name (1組さくら…) and is not counted in it (第3, 三)."""
    word = words[at]
    if not word.surface.isascii() or not word.surface.isdigit():
        return False
    return not (at > 0 and words[at - 1].surface in _COUNTED)
