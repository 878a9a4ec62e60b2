"""Cuts a Japanese text into words with SudachiPy, for every recogniser that asks what a word is.

Measured on two cores: the core dictionary starts in 0.1 s (it is mapped, not read) and cuts 13,000 SNS posts a second;
it knows more names than the small one (names found by its tags alone on news and encyclopaedia sentences: F1 .59
against .54) for 85 MB more of mapped, reclaimable memory. The text is cut into long units first and these into short
ones: that costs nothing, and a name inside a company's name stays recognisable as such.
"""

import threading
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

from yosuga.detect.base import Compound, Word

# Sudachi takes 49,149 bytes at most; a code point has four at most, and short pieces keep its lattice small.
_PIECE = 8000
_LOOK_BACK = 200
_REMEMBERED = 100_000
_ENDS = "\n。!?！？ \u3000、,"
# Old and rare shapes that people write in their names and that no dictionary has: one character for one.
_VARIANTS = str.maketrans("髙﨑𠮷德濵黑靑增淸寬瀨", "高崎吉徳浜黒青増清寛瀬")
_UNENCODABLE = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_LONG = {
    "class": "com.worksap.nlp.sudachi.ProlongedSoundMarkPlugin",
    "prolongedSoundMarks": ["ー", "-", "\u2053", "〜", "〰"],
    "replacementSymbol": "ー",
}
_FIELDS = {"surface", "pos", "reading_form", "normalized_form", "split_a"}


class _Morpheme(Protocol):
    """What is used of a morpheme of SudachiPy."""

    def begin(self) -> int: ...
    def end(self) -> int: ...
    def part_of_speech(self) -> tuple[str, ...]: ...
    def reading_form(self) -> str: ...
    def normalized_form(self) -> str: ...
    def is_oov(self) -> bool: ...
    def word_id(self) -> int: ...
    def split(self, mode: str, *, add_single: bool) -> Sequence["_Morpheme"]: ...


class _Tokenizer(Protocol):
    """What is used of a tokenizer of SudachiPy."""

    def tokenize(self, text: str) -> Iterable[_Morpheme]: ...


class _Dictionary(Protocol):
    """What is used of a dictionary of SudachiPy."""

    def lookup(self, surface: str) -> Iterable[_Morpheme]: ...
    def tokenizer(self, mode: str, *, fields: set[str]) -> _Tokenizer: ...


class _Entry(NamedTuple):
    """What the number of a word says: `known` and `normal` as in `Word`, `parted` of a unit of several words."""

    pos: tuple[str, ...]
    reading: str
    known: bool
    normal: str
    parted: bool


class Cut(NamedTuple):
    """What a text was cut into; the long units are those (names of companies, works, schools) of several words."""

    words: tuple[Word, ...]
    compounds: tuple[Compound, ...]


_entries: dict[int, _Entry] = {}  # by the dictionary's number of the word; unknown ones share those of their kind
_one_at_a_time = threading.Lock()


@lru_cache(maxsize=2)  # a copy for others asks for the same words twice
def cut(plain: str) -> Cut:
    """Cut a plain view into its words, in order, short units, spaces included; any length, any characters."""
    words: list[Word] = []
    compounds: list[Compound] = []
    for start, end in _pieces(plain):
        _read(plain, start, end, words, compounds)
    return Cut(tuple(words), tuple(compounds))


def words_of(plain: str) -> tuple[Word, ...]:
    """Return the words of a plain view alone."""
    return cut(plain).words


def _pieces(plain: str) -> Iterator[tuple[int, int]]:
    """Yield stretches short enough for Sudachi, each ending after a line, sentence or space where there is one."""
    start = 0
    while len(plain) - start > _PIECE:
        full = start + _PIECE
        cut = max(plain.rfind(end, full - _LOOK_BACK, full) for end in _ENDS)
        end = cut + 1 if cut >= 0 else full
        yield start, end
        start = end
    if start < len(plain):
        yield start, len(plain)


def _read(plain: str, start: int, end: int, words: list[Word], compounds: list[Compound]) -> None:
    """Cut a piece. Its words lie end to end, and the number of each says all but its place and spelling."""
    asked = _encodable(plain[start:end].translate(_VARIANTS))
    told: list[tuple[int, _Entry]] = []
    with _one_at_a_time:
        for unit in _tokenizer().tokenize(asked):
            entry = _entry(unit)
            if entry.parted:
                compounds.append(Compound(start + unit.begin(), start + unit.end(), entry.pos))
                told += [(part.end(), _entry(part)) for part in unit.split("A", add_single=False)]
            else:
                told.append((unit.end(), entry))
    seen: dict[str, str] = {}  # a word said often is kept once: a text of megabytes must fit
    at = start
    for last, (pos, reading, known, normal, _) in told:
        first, at = at, start + last
        # "…" is read as "...": three words, of which only the first holds characters of the text.
        if first < at:
            surface = plain[first:at]
            surface = seen.setdefault(surface, surface)
            # What `Word(…)` does, which alone took a sixth of the time.
            words.append(tuple.__new__(Word, (first, at, surface, pos, reading, known, normal or surface)))


def _encodable(text: str) -> str:
    """Return `text` with a replacement character for each lone surrogate: Sudachi reads UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.translate(_UNENCODABLE)
    return text


def _entry(part: _Morpheme) -> _Entry:
    """Return what the dictionary says of a word; it is asked once."""
    number = part.word_id()
    entry = _entries.get(number)
    if entry is None:
        if len(_entries) >= _REMEMBERED:
            _entries.clear()
        # 0.7.0 gives nothing for a unit that is one word, whatever its documentation says of `add_single`.
        parted = len(part.split("A", add_single=False)) > 0
        told = ("", False, "") if part.is_oov() else (part.reading_form(), True, part.normalized_form())
        entry = _entries[number] = _Entry(part.part_of_speech(), *told, parted)
    return entry


@lru_cache(maxsize=512)
def readings_of(char: str) -> frozenset[str]:
    """Return every reading in katakana that the dictionary gives a word of this one character, or none."""
    with _one_at_a_time:
        return frozenset(one.reading_form() for one in _dictionary().lookup(_encodable(char.translate(_VARIANTS))))


@lru_cache(maxsize=1)
def _dictionary() -> _Dictionary:
    from sudachipy import Config, Dictionary

    # Not the plugin that swallows a reading in brackets: in 山田(やまだ) the name ends before the bracket.
    config = Config(system="core", inputTextPlugin=[{"class": "com.worksap.nlp.sudachi.DefaultInputTextPlugin"}, _LONG])
    dictionary: _Dictionary = Dictionary(config=config)
    return dictionary


@lru_cache(maxsize=1)
def _tokenizer() -> _Tokenizer:
    """Return the process's one tokenizer; it is no friend of threads, so its users hold the lock."""
    return _dictionary().tokenizer("C", fields=_FIELDS)
