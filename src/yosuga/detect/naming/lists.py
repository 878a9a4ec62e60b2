"""Says whether a word is somebody's surname, given name or reading; the lists are loaded when first asked.

The lists lie in `data/names`; `names_data` makes them. Those of the famous and of goods were written by hand and lie in
`data/lexicon`. Some are kept as sorted CRC-32 numbers: 90,000 surnames take 0.4 MB so, and one word in 40,000 that is
no name is taken for one.
"""

import sys
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from zlib import crc32

from yosuga.detect.naming.latin import key_of_latin

_FOLDER = Path(__file__).parents[1] / "data" / "names"
# What was written by hand lies with the other words that were.
_WRITTEN = _FOLDER.with_name("lexicon")
_HIRAGANA = {katakana: katakana - 0x60 for katakana in range(0x30A1, 0x30F7)}
# Shapes that only differ in writing are one name: 髙橋, 山﨑, 𠮷田, 渡邊 and 渡邉 are looked up as they are, too.
_VARIANTS = str.maketrans("髙﨑𠮷德濵黑靑增淸寬瀨", "高崎吉徳浜黒青増清寛瀬")
# What the dictionary has, and what others know besides: modern given names and rare surnames.
_SURNAMES, _GIVEN = ("surnames.u32", "surnames_more.u32"), ("given.u32", "given_more.u32")


class Hashed:
    """A set of words of which only the checksums are kept."""

    def __init__(self, name: str) -> None:
        self._numbers = numbers_in(_FOLDER / name)

    def __contains__(self, word: str) -> bool:
        """Say whether the set holds `word`."""
        return place_of(word, self._numbers) is not None


def numbers_in(file: Path) -> Sequence[int]:
    """Return the numbers of a table, which are kept in four bytes each."""
    numbers = array("I", file.read_bytes())
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def place_of(word: str, numbers: Sequence[int]) -> int | None:
    """Return where the checksum of `word` stands among ordered `numbers`, or nothing."""
    number = crc32(word.encode("utf-8", "replace"))
    at = bisect_left(numbers, number)
    return at if at < len(numbers) and numbers[at] == number else None


@cache
def _hashed(name: str) -> Hashed:
    return Hashed(name)


@lru_cache(maxsize=20_000)
def is_surname(word: str) -> bool:
    """Say whether `word`, in kanji, is a surname that the dictionary knows."""
    return any(one in _hashed(name) for name in _SURNAMES for one in (word, word.translate(_VARIANTS)))


@lru_cache(maxsize=20_000)
def in_dictionary(word: str) -> tuple[bool, bool]:
    """Say whether the dictionary knows `word`, in kanji, as surname and as given name, as the model was taught."""
    plain = word.translate(_VARIANTS)
    surnames = _hashed("surnames.u32")
    return word in surnames or plain in surnames, plain in _hashed("given.u32")


@lru_cache(maxsize=20_000)
def is_given(word: str) -> bool:
    """Say whether `word`, in kanji or kanji and kana, is a given name that the dictionary knows."""
    return any(word.translate(_VARIANTS) in _hashed(name) for name in _GIVEN)


@lru_cache(maxsize=20_000)
def is_kana_surname(word: str) -> bool:
    """Say whether `word`, in either kana, is the reading of a surname."""
    return hiragana(word) in _hashed("surname_kana.u32")


def kana_given(word: str) -> int:
    """Return how many given names are read as `word` (either kana); 0 where fewer than three; しょーた is しょうた."""
    read, readings = hiragana(word), _readings()
    long = [read.replace("ー", vowel) for vowel in "うい"] if "ー" in read else []
    return max(readings.get(one, 0) for one in (read, *long))


@lru_cache(maxsize=5_000)
def is_latin_surname(word: str) -> bool:
    """Say whether `word`, in Latin letters and any romanisation, is the reading of a surname."""
    return key_of_latin(word) in _hashed("surname_latin.u32")


@lru_cache(maxsize=5_000)
def is_latin_given(word: str) -> bool:
    """Say whether `word`, in Latin letters and any romanisation, is the reading of a given name."""
    return key_of_latin(word) in _hashed("given_latin.u32")


@lru_cache(maxsize=20_000)
def is_public(word: str) -> bool:
    """Say whether `word`, without spaces, is the full name of somebody known: in public life, history or a story."""
    return word in _hashed("public.u32") or word in _written("famous")


def is_public_in_full(word: str) -> bool:
    """Say whether `word` is such a name and long enough to be surname and given name."""
    return len(word) > 2 and is_public(word)


def is_alone(word: str) -> bool:
    """Say whether one name alone means somebody whom nearly everybody knows: 芭蕉, メッシ, ピカチュウ."""
    return word in _written("alone")


def is_goods(word: str) -> bool:
    """Say whether `word` looks like a name and is of goods, plants, trains or firms: 紅はるか, 竹鶴."""
    return word in _written("goods")


def reading_of_surname(word: str) -> str:
    """Return the commonest reading of a common surname in hiragana, or nothing."""
    return common_surnames().get(word.translate(_VARIANTS), "")


def is_historical(word: str) -> bool:
    """Say whether `word` is a given name that history or a story knows alone: 信長, 家康, 龍馬."""
    return word in _historical()


@cache
def _written(name: str) -> frozenset[str]:
    return frozenset((_WRITTEN / f"{name}.txt").read_text(encoding="utf-8").split())


@cache
def _historical() -> frozenset[str]:
    return frozenset((_FOLDER / "historical.txt").read_text(encoding="utf-8").split())


@cache
def common_surnames() -> dict[str, str]:
    """Return the two thousand commonest surnames with their readings."""
    lines = (_FOLDER / "surnames_common.txt").read_text(encoding="utf-8").splitlines()
    return {line.split()[0]: line.split()[1] for line in lines}


@cache
def common_readings() -> frozenset[str]:
    """Return the readings of the common surnames, in hiragana."""
    return frozenset(reading for reading in common_surnames().values() if len(reading) > 1)


@cache
def _readings() -> dict[str, int]:
    lines = (_FOLDER / "given_kana.txt").read_text(encoding="utf-8").splitlines()
    return {line.split()[0]: int(line.split()[1]) for line in lines}


def hiragana(word: str) -> str:
    """Return `word` with katakana as hiragana."""
    return word.translate(_HIRAGANA)
