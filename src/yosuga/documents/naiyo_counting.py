"""Counts characters as the post office counts them in 内容証明, and says which it does not take.

Rests on the fact `doc-naiyo` and the page of Japan Post that it names (内容証明 ご利用の条件等): a symbol counts 1, a
pair of brackets counts 1 in the line of its first half, a framed character counts itself and its frame, a unit counts
its letters (m2 and kg are 2). Where nothing is said (a framed number that only orders a list), the larger is taken:
a line that is too short is never refused.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

Sort = Literal["plain", "opening", "closing", "latin", "refused"]
Why = Literal["latin", "emoji", "script", "hidden", "symbol"]

_PAIRS = {chr(first): chr(first + 1) for first in (0x3008, 0x300A, 0x300C, 0x300E, 0x3010, 0x3014, 0x3016, 0x3018)}
_PAIRS |= {"（": "）", "［": "］", "｛": "｝", "＜": "＞", "\u201c": "\u201d", "\u2018": "\u2019"}
_OPENING, _CLOSING = frozenset(_PAIRS), {closing: opening for opening, closing in _PAIRS.items()}
# Kana, kanji and digits, first and last; the last rows are kanji of the further planes and their compatible forms.
_LETTERS = (
    (0x3005, 0x3007), (0x3041, 0x3096), (0x309B, 0x309E), (0x30A1, 0x30FA), (0x30FC, 0x30FE), (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0xFF10, 0xFF19), (0x20000, 0x323AF),
)  # fmt: skip
_STARTS = [first for first, _ in _LETTERS]
# What is commonly used as a symbol, punctuation and the blank (U+3000) among it.
_SYMBOLS = frozenset(
    "\u3000、。，．・：；？！ー〜～…‥―－＿\uff3c／｜＋×÷＝＜＞≦≧≠±％＆＃＊＠￥＄°\u2032\u2033※〒○●◎△▲▽▼□■◇◆☆★→←↑↓§♯♪−–—\u2010"
)
# Framed: circles around numbers, letters, kana, kanji. Joined: brackets, points and units in one character.
_FRAMED = re.compile("[\u2460-\u2473\u24b6-\u24ff\u2776-\u2793\u3251-\u325f\u3280-\u32bf\u32d0-\u32fe]")
_JOINED = re.compile("[\u2100-\u213f\u2150-\u218b\u2474-\u249b\u3220-\u3243\u32c0-\u32cb\u3300-\u33ff\u00bc-\u00be]")
_SELECTOR = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")  # chooses a form of the character before it
_LATIN = re.compile("[A-Za-z\uff21-\uff3a\uff41-\uff5a\u00c0-\u024f]")
_EMOJI = re.compile("[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\u200d\u20e3]")


@dataclass(frozen=True, slots=True)
class Unit:
    """A character with what belongs to it, as set; `weight` is its count outside a pair, `partner` its other half."""

    text: str
    sort: Sort
    weight: int
    partner: int = -1  # the place of the other half of a pair, within the same text


@dataclass(frozen=True, slots=True)
class Refused:
    """Characters that are not taken: where the first stands in the text as written, counted from 1."""

    letters: str
    line: int
    column: int
    why: Why


def widened(text: str) -> str:
    """Return the text as it is set: letters, digits, signs and half-width kana in full width, blanks as U+3000."""
    composed = re.sub("[\uff61-\uff9f]+", lambda run: unicodedata.normalize("NFKC", run[0]), text)
    composed = composed.replace("\u3099", "\u309b").replace("\u309a", "\u309c") if composed != text else text
    composed = re.sub("[ \t\u00a0]", "\u3000", unicodedata.normalize("NFC", _kept(composed)))
    return re.sub("[!-~]", lambda one: chr(ord(one[0]) + 0xFEE0), composed)


def units(line: str) -> tuple[Unit, ...]:
    """Return the characters of one line, as `widened` gives it, with the halves of brackets paired."""
    found = [Unit(text, _sort(text[0]), _weight(text[0])) for text in _clusters(line)]
    return tuple(_paired(found))


def cost(unit: Unit, *, start: int) -> int:
    """Return what a character counts on a line that begins at place `start`, never less than the post office's count.

    The second half of a pair counts nothing on the line of its first half. On another line the post office counts
    nothing either; here it counts 1, so that the line holds however the clerk reads the rule.
    """
    return 0 if unit.sort == "closing" and unit.partner >= start else unit.weight


def refused(text: str, *, names: Sequence[str] = ()) -> Iterator[Refused]:
    """Yield the runs of characters that 内容証明 does not take, each with the place of its first.

    Latin letters are taken within `names` (固有名詞) and in units.
    """
    for number, line in enumerate(_kept(unicodedata.normalize("NFC", text)).split("\n"), start=1):
        taken = _within(line, names)
        judged = [(column, _why(letter, named=column in taken)) for column, letter in enumerate(line)]
        for why, run in groupby(judged, key=lambda one: one[1]):
            columns = [column for column, _ in run]
            if why is not None:
                yield Refused(line[columns[0] : columns[-1] + 1], number, columns[0] + 1, why)


def _kept(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _clusters(line: str) -> Iterator[str]:
    cluster = ""
    for letter in line:
        if cluster and _SELECTOR.match(letter):
            cluster += letter
            continue
        if cluster:
            yield cluster
        cluster = letter
    if cluster:
        yield cluster


def _sort(letter: str) -> Sort:
    if letter in _OPENING:
        return "opening"
    if letter in _CLOSING:
        return "closing"
    return "latin" if _LATIN.match(letter) else "plain"


def _weight(letter: str) -> int:
    if _FRAMED.match(letter):
        return _inner(letter) + 1
    if not _JOINED.match(letter):
        return 1
    inside = unicodedata.normalize("NFKC", letter)
    return len(inside) - (1 if "(" in inside else 0)  # a pair of brackets counts 1


def _inner(letter: str) -> int:
    plain = unicodedata.normalize("NFKC", letter)
    if plain != letter:
        return len(plain)
    value = unicodedata.numeric(letter, 1.0)  # white figures on black have no plain form
    return len(str(int(value)))


def _paired(found: Sequence[Unit]) -> Iterator[Unit]:
    partners: dict[int, int] = {}
    waiting: list[int] = []
    for place, unit in enumerate(found):
        if unit.sort == "opening":
            waiting.append(place)
        elif unit.sort == "closing" and waiting and found[waiting[-1]].text == _CLOSING[unit.text]:
            opening = waiting.pop()
            partners |= {opening: place, place: opening}
    for place, unit in enumerate(found):
        yield Unit(unit.text, unit.sort, unit.weight, partners.get(place, -1))


def _why(letter: str, *, named: bool) -> Why | None:
    wide = widened(letter)
    if _is_letter(wide[0]) or wide[0] in _SYMBOLS or _sort(wide[0]) in {"opening", "closing"}:
        return None
    if _FRAMED.match(wide) or _JOINED.match(wide) or _SELECTOR.match(wide):
        return None
    if _LATIN.match(wide):
        return None if named else "latin"
    if _EMOJI.match(wide):
        return "emoji"
    if unicodedata.category(letter)[0] == "C":
        return "hidden"
    return "script" if unicodedata.category(letter)[0] in "LMN" else "symbol"


def _is_letter(letter: str) -> bool:
    place = bisect_right(_STARTS, ord(letter)) - 1
    return place >= 0 and ord(letter) <= _LETTERS[place][1]


def _within(line: str, names: Sequence[str]) -> frozenset[int]:
    """Return the places of a line that stand within one of the names, or in a unit the post office's page shows."""
    found: set[int] = set()
    for name in filter(None, names):
        at = line.find(name)
        while at >= 0:
            found.update(range(at, at + len(name)))
            at = line.find(name, at + len(name))
    for unit in re.finditer("(?<=[0-9\uff10-\uff19])(?:kg|m2?)(?![A-Za-z])", line):
        found.update(range(*unit.span()))
    return frozenset(found)
