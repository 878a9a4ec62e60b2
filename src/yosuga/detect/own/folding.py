"""One spelling for texts that are compared: small letters, hiragana, today's kanji; no character is lost."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from yosuga.detect.base import Document, Word
from yosuga.detect.own.lookalikes import LATIN
from yosuga.detect.own.profile import Field

# Shapes that names are also written in: the rarer one is read as the usual one.
_RARE = "髙﨑𠮷德濵濱黑靑增淸寬瀨瀬邊邉澤廣齋齊斎櫻國嶋嶌萬惠龍眞槇遙曾藏圓壽榮澁瀧鐵冨峯凛栁ヶヵゖ"
_USUAL = "高崎吉徳浜浜黒青増清寛瀬瀬辺辺沢広斉斉斉桜国島島万恵竜真槙遥曽蔵円寿栄渋滝鉄富峰凜柳がかが"
# What stands for a character that was left out. A Latin x is one only beside Japanese letters.
MASKS = "*●◯○◎□■◻◼△▲☆★×✕✖✗❌⚫⚪⬛⬜？?#※〓…♡♥\u2022\u25ef\u2b55\u3007"
MASK = f"[x{re.escape(MASKS)}]"
_IS_MASK = re.compile(MASK)
# A row that no identifier is as long as: one sign again and again, or masks alone. It would be tried at each place.
_ENDLESS = re.compile(rf"(.)\1{{63,}}|{MASK}{{64,}}", re.DOTALL)
# What may stand between the characters of a word to hide it, and between the parts of a name. None of the first is a
# mask: where one sign could be either, a row of it would be tried in every way.
THIN = r"[\s・.\-_/|、,~]?"
GAP = r"(?:\([ぁ-んーa-z ]{1,14}\))?[\s・.,、/|_\-~=&]{0,3}"


class _Folding(dict[int, int]):
    """What a character is compared as; filled as characters are met."""

    def __missing__(self, code: int) -> int:
        shown = ord(_folded(chr(code)))
        if code < 0x10000:
            self[code] = shown
        return shown


def _folded(char: str) -> str:
    if "\u30a1" <= char <= "\u30f6":
        return chr(ord(char) - 0x60)
    small = char.lower()
    base = unicodedata.normalize("NFD", small)[0] if small.isalpha() and ord(small[0]) < 0x250 else small
    return base if len(base) == 1 else char


_RARE_SHAPES = {ord(rare): ord(usual) for rare, usual in zip(_RARE, _USUAL, strict=True)}
_FOLD = _Folding({**{strange: ord(plain) for strange, plain in LATIN.items()}, **_RARE_SHAPES})


def fold(plain: str) -> str:
    """Return a plain view (NFKC by character) in the spelling that is compared; the length stays."""
    return plain.translate(_FOLD)


def masked(found: str) -> int:
    """Return how many characters of a stretch are masks."""
    return len(_IS_MASK.findall(found))


def kana_of(word: str) -> bool:
    """Say whether a folded word is kana alone."""
    return bool(word) and all("ぁ" <= char <= "ゖ" or char in "ー・ " for char in word)


def kanji_of(char: str) -> bool:
    """Say whether a character is a kanji (or the mark that repeats one)."""
    return "\u3400" <= char <= "\u9fff" or char in {"々", "〆"} or char >= "\U00020000"


def _kind(char: str) -> bool:
    return "\u30a1" <= char <= "\u30fa"


@dataclass(frozen=True, slots=True)
class Trace:
    """A stretch of the folded text that may be someone's own: `sure` of it, and whether every character agrees.

    Below 0.5 it counts only where something else of the same person stands near.
    """

    start: int
    end: int
    field: Field
    sure: float
    whole: bool


class Sheet:
    """A document as it is searched."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.plain = document.plain.text
        self.text = _ENDLESS.sub(lambda run: "\0" * len(run[0]), fold(document.plain.text))

    @property
    def words(self) -> tuple[Word, ...]:
        """The words of the document; only short names in kana ask for them."""
        return self._document.words

    @cached_property
    def borders(self) -> frozenset[int]:
        """Where words begin, and the end."""
        return frozenset([*(word.start for word in self.words), len(self.text)])

    def same_kana(self, at: int) -> bool:
        """Say whether the signs on both sides of `at` are kana of one kind; あリ is two words, あり may be one."""
        one, other = (self.plain[max(0, at - 3) : at].rstrip("ー")[-1:], self.plain[at : at + 1])
        return bool(one and other) and kana_of(fold(one)) and kana_of(fold(other)) and _kind(one) == _kind(other)

    def before(self, at: int) -> str:
        """Return the character before `at`, or nothing."""
        return self.text[at - 1 : at]

    def origin(self, trace: Trace) -> tuple[int, int]:
        """Return the stretch of the original."""
        return self._document.plain.origin(trace.start, trace.end)


class Watcher(Protocol):
    """Finds the spellings of one identifier."""

    def __call__(self, sheet: Sheet, /) -> Iterator[Trace]:
        """Yield every stretch that may be it."""


def alternatives(words: Iterable[str]) -> str:
    """Return a pattern that matches any of the patterns, the longest first."""
    return "(?:" + "|".join(sorted(set(words), key=lambda one: (-len(one), one))) + ")"
