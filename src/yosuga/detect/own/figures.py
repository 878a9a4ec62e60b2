"""Rows of digits however each is written or said: digits, kanji, zero, oh, ゼロ, double five."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yosuga.detect.own.folding import Sheet, alternatives

_KANJI = dict(zip("\u3007零一二三四五六七八九壱弐参", "00123456789123", strict=True))
_SAID = {  # in hiragana. に, し, ご and く are words before they are digits; whole numbers with them are read elsewhere
    "ぜろ": "0", "まる": "0", "れい": "0", "おう": "0", "おー": "0", "いち": "1", "わん": "1", "つー": "2", "さん": "3",
    "すりー": "3", "よん": "4", "ふぉー": "4", "ふぁいぶ": "5", "ふぁいゔ": "5", "ろく": "6", "しっくす": "6",
    "なな": "7", "しち": "7", "せぶん": "7", "せゔん": "7", "はち": "8", "えいと": "8", "きゅう": "9", "ないん": "9",
}  # fmt: skip
_LATIN = {
    "zero": "0", "nought": "0", "oh": "0", "o": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5",
    "six": "6", "seven": "7", "eight": "8", "nine": "9", "ichi": "1", "ni": "2", "san": "3", "yon": "4", "shi": "4",
    "go": "5", "roku": "6", "nana": "7", "shichi": "7", "hachi": "8", "kyuu": "9", "kyu": "9", "ku": "9", "rei": "0",
    "maru": "0",
}  # fmt: skip
_TIMES = {"double": 2, "だぶる": 2, "triple": 3, "treble": 3, "とりぷる": 3}
_BETWEEN_WORDS = {"dash", "hyphen", "minus", "space", "はいふん", "だっしゅ", "の"}
_WORDS = alternatives(_LATIN)
_WORD_OF_DIGITS = re.compile(f"(?:{_WORDS})+")
_TOKEN = re.compile(f"[0-9{''.join(_KANJI)}]|[a-z]+|{alternatives([*_SAID, *_TIMES, *_BETWEEN_WORDS])}")
_APART = re.compile(r"[^\w]{0,3}")
_JAPANESE = {**_KANJI, **_SAID}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of digits: what it says, and where each digit stands in the plain view (`end` exclusive)."""

    digits: str
    places: tuple[tuple[int, int], ...]

    def span(self, at: int, length: int) -> tuple[int, int]:
        """Return where `length` digits from `at` on stand."""
        return self.places[at][0], self.places[at + length - 1][1]

    @property
    def start(self) -> int:
        """Where the first digit begins."""
        return self.places[0][0]

    @property
    def end(self) -> int:
        """Where the last digit ends."""
        return self.places[-1][1]


@dataclass(frozen=True, slots=True)
class _Said:
    """One word of a row; without digits it only parts them."""

    digits: str
    start: int
    end: int


def rows(sheet: Sheet) -> tuple[Row, ...]:
    """Return every row of digits of a text, in order: what stands between two digits of a row is a sign or nothing."""
    return tuple(_row(several) for several in _grouped(list(_tokens(sheet.text)), sheet.text))


def _row(several: Sequence[_Said]) -> Row:
    places = tuple((one.start, one.end) for one in several for _digit in one.digits)
    return Row("".join(one.digits for one in several), places)


def _grouped(said: Sequence[_Said], text: str) -> Iterator[Sequence[_Said]]:
    """Yield the tokens in groups; one that only parts digits (dash, の) holds a group together and is not of it."""
    group: list[_Said] = []
    end = 0
    for one in said:
        if group and not _APART.fullmatch(text, end, one.start):
            yield group
            group = []
        if one.digits:
            group.append(one)
        end = one.end if group else 0
    if group:
        yield group


def _tokens(text: str) -> Iterator[_Said]:
    times, start = 1, -1
    for found in _TOKEN.finditer(text):
        word = found[0]
        if word in _TIMES:
            times, start = _TIMES[word], found.start()
            continue
        digits = _digits(word)
        if digits or word in _BETWEEN_WORDS:
            yield _Said(digits[:1] * (times - 1) + digits, start if times > 1 else found.start(), found.end())
        times = 1


def _digits(word: str) -> str:
    if word.isdigit() and word.isascii():
        return word
    if word in _JAPANESE:
        return _JAPANESE[word]
    if not _WORD_OF_DIGITS.fullmatch(word):
        return ""
    return "".join(_LATIN[one] for one in re.findall(_WORDS, word))
