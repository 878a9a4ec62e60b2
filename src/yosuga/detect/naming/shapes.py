"""Finds what is shaped like a person's name: surname and given name in kanji, kana or both, with or without a space."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from operator import attrgetter

from yosuga.detect.base import Word
from yosuga.detect.gazetteer import bases, is_home
from yosuga.detect.naming import lists, vocabulary


class Shape(StrEnum):
    """How a name is written; the values are the cues of findings."""

    FULL = "surname+given"
    LOOSE = "surname+unknown"
    SURNAME = "surname"
    GIVEN = "given"
    KANA = "kana-surname+given"
    LATIN = "latin"
    FOREIGN = "foreign"
    INITIALS = "initials"
    MASKED = "masked"
    LABELLED = "labelled"
    MODELLED = "model"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of the plain view that is shaped like a name: which shape, and how sure the shape alone makes it.

    `surname` and `given` are the parts where they are told apart.
    """

    start: int
    end: int
    shape: Shape
    score: float
    surname: str = ""
    given: str = ""


KANJI = "\u3400-\u9fff\u3005\U00020000-\U0003134f\ufa0e-\ufa29"
_SURNAME = re.compile(f"[{KANJI}\u30ce\u30f6\u30b1\u30c4\u4e4b]{{1,5}}")
_GIVEN_RUN = re.compile(f"[{KANJI}\u3041-\u3096\u30fc]{{1,6}}")
_HIRAGANA_RUN = re.compile("[\u3041-\u3096\u30fc]{2,12}")
_KATAKANA_RUN = re.compile("[\u30a1-\u30fa\u30fc]{2,8}(?![\u30a1-\u30fa\u30fc])")
# Between the parts: nothing, spaces, or one sign that is no letter and no punctuation (a heart, a star).
_BETWEEN = re.compile("[ \t]{0,2}|[\u2190-\u2bff\U0001f300-\U0001faff]\ufe0f?")
# What may follow a name that ends amid hiragana.
_FOLLOWS = re.compile(
    "(?:[はがをにへとでのもやかなねよだらっ]|さん|さま|ちゃん|くん|たん|きゅん|せんせ|せんぱい|です|でーす|でし|から|まで|より|など|って|"
    "じゃ|いわく|らしい|みたい|っぽい|こと|ほか)|(?![\u3041-\u3096\u30fc])"
)
_FEMININE = re.compile(f"[子美恵江枝代香奈](?![{KANJI}])")
# Single characters after a surname that make it a place, a shop or a count rather than a person.
_NO_GIVEN = frozenset(
    "行宛錦牛豚鶏焼餅酒茶米麦豆芋煮汁丼生都道府県市区町村郡駅城山川島橋店館堂院寺社校所線科組係班部課号室階番丁目年月日時分円個本枚人名様氏君殿方家屋園港台丘通園荘邸宅系派流式"
    "杯賞軍隊会党庁省署局区線橋坂谷沢池沼湖浜岬峠原田藩国語製産型級点的性化用高内外中上下前後東西南北口"
)
_PARTICLES = frozenset("とはがのにをもへ")
_ADDRESSED = frozenset("行宛方様氏君殿家店")
_LONGEST_SURNAME = 4
_POPULAR = 40  # writings of a reading


def is_kanji(char: str) -> bool:
    """Say whether `char` is a kanji; false for no character at all."""
    return "㐀" <= char <= "鿿" or char == "々" or "𠀀" <= char <= "𱍏" or "﨎" <= char <= "﨩"


def inside(words: Sequence[Word], start: int, end: int) -> Sequence[Word]:
    """Return the words that have a character in `start`..`end`."""
    return words[bisect_right(words, start, key=_end_of) : bisect_left(words, end, key=_start_of)]


def apart(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Return the best of those that overlap, in order: the surer, and of those about as sure the longer."""
    kept: list[Candidate] = []
    for one in sorted(candidates, key=_rank):
        at = bisect_left(kept, one.end, key=_start_of)
        if at == 0 or kept[at - 1].end <= one.start:
            kept.insert(at, one)
    return tuple(kept)


def _rank(one: Candidate) -> tuple[float, int, str]:
    return -one.score - 0.02 * min(one.end - one.start, 8), one.start, one.shape


def touching(others: Sequence[Candidate], one: Candidate) -> Sequence[Candidate]:
    """Return those of `others`, which are apart and in order, that share a character with `one`."""
    return others[bisect_right(others, one.start, key=_end_of) : bisect_left(others, one.end, key=_start_of)]


_start_of, _end_of = attrgetter("start"), attrgetter("end")


# What rare surnames end in that begin with a surname.
_COMPOSING = frozenset("寺沢澤原川野谷路田山村島嶋崎﨑井本木宮岡坂塚浦森林内池瀬堂江津倉橋部尾戸屋")
_GROUPS = frozenset("民人勢産県市区町村駅線店")  # 名古屋民, 大阪人, 関西勢: a place and who or what is of it


# By each word in kanji: where a surname that begins with it may end, longest first, and how sure that is.
Fronts = dict[int, list[tuple[int, float]]]


def fronts(text: str, words: tuple[Word, ...]) -> Fronts:
    """Return the words in kanji with what surnames may begin there."""
    return {at: list(_surname_ends(text, words, at)) for at, word in enumerate(words) if is_kanji(word.surface[0])}


def full_names(text: str, words: tuple[Word, ...], begun: Fronts) -> Iterator[Candidate]:
    """Yield surname and given name together, surnames in kanji."""
    labels = vocabulary.words("labels")
    for at, ends in begun.items():
        if ends and words[at].surface not in labels:
            found = next(_with_given(text, words, at, ends), None)
            if found:
                yield found


def _with_given(text: str, words: tuple[Word, ...], at: int, ends: Iterable[tuple[int, float]]) -> Iterator[Candidate]:
    start = words[at].start
    if start and _SURNAME.match(text[start - 1]) and words[at].pos[3] != "姓":
        return
    for end, sure in ends:
        between = _BETWEEN.match(text, end)
        begin = between.end() if between else end
        given, certain = given_at(text, words, begin, apart=begin > end)
        if given in _GROUPS:
            return
        if given and (certain >= 0.5 or sure >= 0.6):
            shape = Shape.FULL if certain >= 0.5 else Shape.LOOSE
            yield Candidate(start, begin + len(given), shape, min(sure, certain), text[start:end], given)


def _surname_ends(text: str, words: tuple[Word, ...], at: int) -> Iterator[tuple[int, float]]:
    for last in range(min(at + 2, len(words) - 1), at - 1, -1):
        name = text[words[at].start : words[last].end]
        if len(name) > _LONGEST_SURNAME or not _SURNAME.fullmatch(name):
            continue
        if last == at and words[at].pos[3] == "姓":
            yield words[last].end, 0.8
        elif lists.is_surname(name):
            yield words[last].end, _sure(words[at : last + 1])
        elif last > at and _is_composed(name):
            yield words[last].end, 0.6


@lru_cache(maxsize=5_000)
def _is_composed(name: str) -> bool:
    """Say whether `name`, which no list has, is made as surnames are, and is no place: 有働 + 寺, 伏見 + 原."""
    return (
        len(name) > 2
        and name[-1] in _COMPOSING
        and (lists.is_surname(name[:-1]) or name[:-1] in bases())
        and not is_home(name)
    )


def _sure(words: tuple[Word, ...]) -> float:
    """Return how sure a surname of the list is, by what the dictionary takes its words for."""
    if len(words) > 1 or not words[0].known or words[0].pos[2] == "人名":
        return 0.75
    return 0.6 if words[0].pos[1] == "固有名詞" else 0.4


def given_at(text: str, words: tuple[Word, ...], at: int, *, apart: bool) -> tuple[str, float]:
    """Return the given name that stands at `at`, and how sure that is; nothing and 0 where there is none."""
    run = _GIVEN_RUN.match(text, at)
    if run and (named := _listed(text, words, at, run[0])):
        return named
    if (run := _HIRAGANA_RUN.match(text, at)) and (name := _after_surname(text, words, at, run[0])):
        tail = _FEMININE.match(text, at + len(name))
        return (name + tail[0], 0.7) if tail else (name, 0.8)
    if (run := _KATAKANA_RUN.match(text, at)) and lists.kana_given(run[0]):
        tail = _FEMININE.match(text, run.end())
        return run[0] + (tail[0] if tail else ""), 0.75
    return _unknown(text, words, at) if apart else _attached(text, words, at)


def _listed(text: str, words: tuple[Word, ...], at: int, run: str) -> tuple[str, float] | None:
    ends = {word.end for word in inside(words, at, at + len(run))}
    for size in range(min(len(run), 5), 0, -1):
        name = run[:size]
        if size > 1 and name[-1] in _ADDRESSED and at + size - 1 in ends:
            continue
        if at + size not in ends or not any(map(is_kanji, name)) or name in _NO_GIVEN:
            continue
        following = text[at + size : at + size + 1]
        if size == 1 and is_kanji(following) and not _TITLED.match(text, at + size):
            continue
        if not is_kanji(name[-1]) and (name[1:] in vocabulary.words("no_name") or not _FOLLOWS.match(text, at + size)):
            continue
        if name[-1] in _PARTICLES and lists.is_given(name[:-1]):
            continue
        if lists.is_given(name):
            return name, 0.4 if _is_plain(words, at, at + size) else 0.8
    return None


def _is_plain(words: tuple[Word, ...], start: int, end: int) -> bool:
    """Say whether the dictionary knows the stretch as one common word of two characters or more."""
    first = inside(words, start, end)[0]
    return (first.start, first.end) == (start, end) and first.known and first.pos[1] != "固有名詞" and end - start > 1


def _after_surname(text: str, words: tuple[Word, ...], at: int, run: str) -> str:
    """Return the given name in kana at `at`; a rare one that begins with a particle is none: 榎本|に|なって."""
    name = kana_given(text, at, run)
    first = inside(words, at, at + 1)[0]
    particle = first.pos[0] == "助詞" and first.end - first.start == 1
    rare = particle and lists.kana_given(name) < _POPULAR
    return "" if rare or name.startswith(("さん", "ちゃん", "くん", "さま")) else name


def kana_given(text: str, at: int, run: str) -> str:
    """Return the longest likely given name in kana that begins at `at` and that what follows lets end."""
    best = ""
    for size in range(2, min(len(run), 6) + 1):
        name = run[:size]
        writings = lists.kana_given(name)
        if (
            writings
            and name not in vocabulary.words("no_name")
            and _FOLLOWS.match(text, at + size)
            and ((size == len(run) and not (best and name[-1] in _PARTICLES)) or writings * 5 >= lists.kana_given(best))
        ):
            best = name
    return best


def _unknown(text: str, words: tuple[Word, ...], at: int) -> tuple[str, float]:
    """Return a short word after a space that no dictionary knows as anything but, perhaps, a name."""
    found = _UNKNOWN.match(text, at)
    if not found or found[0] in _NO_GIVEN:
        return "", 0.0
    within = inside(words, at, found.end())
    if within[-1].end > found.end():  # the front of a longer word: 緒方 恐れ入りますが
        return "", 0.0
    plain = any(word.known and word.pos[1] not in {"固有名詞", "*"} and len(word.surface) > 1 for word in within)
    return found[0], 0.3 if plain else 0.49


_TITLED = re.compile("名義|宛|容疑者|被告|先生|先輩|部長|課長|社長|店長|教授|選手|[君様氏殿]")
_UNKNOWN = re.compile(
    f"[{KANJI}]{{1,3}}(?![{KANJI}\u3041-\u3096:])"
    f"|[{KANJI}\u3041-\u3096]{{2,4}}?(?=と申|です|といい|って|[ \n、。(/|,]|$)"
    f"|[{KANJI}]{{1,3}}(?![{KANJI}:])|[\u3041-\u3096]{{2,4}}(?![\u3041-\u3096\u30fc])"
)
_ATTACHED = re.compile(f"[{KANJI}]{{1,2}}(?=[ \t\n、。,(（/|]|$|です|さん|ちゃん|くん|様|って)")


def _attached(text: str, words: tuple[Word, ...], at: int) -> tuple[str, float]:
    """Return one or two kanji right after a surname that no list knows as a given name, where the name ends there."""
    found = _ATTACHED.match(text, at)
    if not found or any(char in _NO_GIVEN for char in found[0]):
        return _introduced(text, words, at)
    within = inside(words, at, found.end())
    plain = any(word.known and word.pos[1] != "固有名詞" and len(word.surface) > 1 for word in within)
    return ("", 0.0) if plain or within[0].start != at else (found[0], 0.3)


_INTRODUCED = re.compile("([ぁ-ゖ]{2,4}?)(?:です|と申|といい|さん|ちゃん|くん|って)")


def _introduced(text: str, words: tuple[Word, ...], at: int) -> tuple[str, float]:
    """Return an unheard-of given name in kana that a surname leads and です or ちゃん follows."""
    found = _INTRODUCED.match(text, at)
    if not found or found[1] in vocabulary.words("no_name"):
        return "", 0.0
    first = inside(words, at, found.end())[0]
    plain = first.start != at or first.pos[0] in {"助詞", "助動詞", "接尾辞", "動詞"}
    return ("", 0.0) if plain else (found[1], 0.55)
