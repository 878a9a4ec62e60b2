"""What the model of names sees of each word: the word, its neighbours, its part of speech, whether lists know it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from yosuga.detect.base import Word
from yosuga.detect.naming import lists, vocabulary
from yosuga.detect.naming.sound import sound
from yosuga.detect.words import Compound

# Short codes of the parts of speech, so that the model stays small.
_CODES = {
    "名詞": "N", "固有名詞": "P", "普通名詞": "C", "人名": "H", "地名": "L", "一般": "g", "*": "", "姓": "s", "名": "m",
    "国": "k", "助詞": "J", "動詞": "V", "助動詞": "X", "補助記号": "Y", "接尾辞": "Z", "名詞的": "n",
}  # fmt: skip
# Words that a full name is made of at most, its dots counted.
_MOST_PARTS = 5
_OPENING, _CLOSING = frozenset('「『【(〈《["'), frozenset("」』】)〉》]")


@dataclass(frozen=True, slots=True)
class _Seen:
    """The features of one word by itself, and as a neighbour 2 or 1 before and 1 or 2 after."""

    own: tuple[str, ...]
    beside: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]
    surface: str
    code: str
    shape: str


def features(words: Sequence[Word], compounds: Sequence[Compound]) -> list[list[str]]:
    """Return for each word the features the model was trained on, `compounds` being the long units of the same text."""
    seen = [_seen(word.surface, word.pos, word.known) for word in words]
    rows = [_row(seen, at) for at in range(len(seen))]
    _mark_compounds(rows, words, compounds)
    _mark_brackets(rows, seen)
    _mark_verbs(rows, seen)
    _mark_repeated(rows, words)
    _mark_known(rows, words)
    return rows


def _row(seen: list[_Seen], at: int) -> list[str]:
    here, last = seen[at], len(seen) - 1
    row = list(here.own)
    row.extend(seen[at - 2].beside[0] if at > 1 else ("E-2",))
    row.extend(seen[at - 1].beside[1] if at else ("E-1",))
    row.extend(seen[at + 1].beside[2] if at < last else ("E1",))
    row.extend(seen[at + 2].beside[3] if at < last - 1 else ("E2",))
    before = seen[at - 1] if at else _EDGE
    after = seen[at + 1] if at < last else _EDGE
    row.append(f"pp={before.code}|{here.code}")
    row.append(f"pn={here.code}|{after.code}")
    row.append(f"ppn={before.code}|{here.code}|{after.code}")
    row.append(f"wp={before.surface}|{here.code}")
    row.append(f"wn={here.code}|{after.surface}")
    row.append(f"ss={before.shape}|{here.shape}|{after.shape}")
    if at + 2 <= last and after.code[0] == "J":
        beyond = seen[at + 2]
        row.extend((f"jn={after.surface}|{beyond.code}", f"jw={after.surface}|{beyond.surface}"))
    if at > 1 and before.code[0] == "J":
        beyond = seen[at - 2]
        row.extend((f"nj={beyond.code}|{before.surface}", f"wj={beyond.surface}|{before.surface}"))
    return row


def _mark_compounds(rows: list[list[str]], words: Sequence[Word], compounds: Sequence[Compound]) -> None:
    if not compounds:
        return
    at = {word.start: number for number, word in enumerate(words)}
    for one in compounds:
        number, code = at[one.start], _code(one.pos)
        rows[number].append(f"c=B{code}")
        while number + 1 < len(words) and words[number + 1].end <= one.end:
            number += 1
            rows[number].append(f"c=I{code}")


def _mark_brackets(rows: list[list[str]], seen: list[_Seen]) -> None:
    opened: list[str] = []
    for row, one in zip(rows, seen, strict=True):
        if one.surface in _CLOSING and opened:
            opened.pop()
        if opened:
            row.append(f"q={opened[-1]}")
        if one.surface in _OPENING:
            opened.append(one.surface)


def _mark_verbs(rows: list[list[str]], seen: list[_Seen]) -> None:
    """Name to each word the verb that comes within six words of the same clause: who is born, who says."""
    verb, left = "", 0
    for row, one in zip(reversed(rows), reversed(seen), strict=True):
        if left and verb:
            row.append(f"nv={verb}")
        left -= 1
        if one.code[0] == "V":
            verb, left = one.surface, 6
        elif one.surface in {"、", "。"}:
            verb = ""


def _mark_repeated(rows: list[list[str]], words: Sequence[Word]) -> None:
    """Mark words said twice, and surnames that stand before a given name elsewhere in the sentence."""
    led = {one.surface for one, after in pairwise(words) if one.pos[3] == "姓" and after.pos[3] == "名"}
    counts = Counter(word.surface for word in words)
    for row, word in zip(rows, words, strict=True):
        if word.surface in led:
            row.append("R1")
        if counts[word.surface] > 1 and len(word.surface) > 1:
            row.append("R2")


def _mark_known(rows: list[list[str]], words: Sequence[Word]) -> None:
    """Mark the full names that the list of people in public life knows: in an article, they are meant."""
    at = 0
    while at < len(words):
        known = next((end for end in range(min(at + _MOST_PARTS, len(words)), at, -1) if _is_known(words[at:end])), at)
        for number in range(at, known):
            rows[number].append("known=B" if number == at else "known=I")
        at = max(known, at + 1)


def _is_known(words: Sequence[Word]) -> bool:
    name = "".join(word.surface for word in words).replace("・", "")
    return len(name) > 2 and lists.is_public(name)


@lru_cache(maxsize=20_000)
def _seen(surface: str, pos: tuple[str, ...], known: bool) -> _Seen:  # noqa: FBT001 (a cached key, called in one place)
    code, shape = _code(pos), _shape(surface)
    title = "h" if surface in vocabulary.words("titles") else "r" if surface in vocabulary.words("model_roles") else ""
    listed = _listed(surface)
    own = [
        f"w={surface}", f"p={code}", f"s={shape}", f"l={min(len(surface), 5)}", f"f={surface[0]}", f"e={surface[-1]}",
        f"f2={surface[:2]}", f"e2={surface[-2:]}", f"ps={code}{shape}{min(len(surface), 3)}",
    ]  # fmt: skip
    own.extend(("u",) if not known else ())
    own.extend((f"t={title}",) if title else ())
    own.extend((f"g={listed}",) if listed else ())
    if shape == "K" and len(surface) > 1:
        likeness = max(-4, min(4, round(sound(surface) / 1.5)))
        own.extend((f"ks={likeness}", f"kp={likeness}{code}"))
    return _Seen(tuple(own), _beside(surface, code, shape, title, listed), surface, code, shape)


def _beside(
    surface: str, code: str, shape: str, title: str, listed: str
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    places = []
    for place in (-2, -1, 1, 2):
        near = [f"w{place}={surface}", f"p{place}={code}"]
        near.extend((f"t{place}={title}",) if title else ())
        if abs(place) == 1:
            near.extend((f"s{place}={shape}", f"e{place}={surface[-1]}"))
            near.extend((f"g{place}={listed}",) if listed else ())
        places.append(tuple(near))
    return places[0], places[1], places[2], places[3]


@lru_cache(maxsize=2000)
def _code(pos: tuple[str, ...]) -> str:
    return "".join(_CODES.get(part, part) for part in pos[:4])


def _listed(surface: str) -> str:
    """Return which lists know the word, as a short code; nothing for Latin letters, signs and single kana."""
    kind = _shape(surface)
    if kind == "C":
        surname, given = lists.in_dictionary(surface)
        return f"{surname:d}{given:d}{surface in lists.common_surnames():d}"
    if kind in {"H", "K"} and len(surface) > 1:
        return f"k{min(3, lists.kana_given(surface).bit_length() // 2)}{lists.is_kana_surname(surface):d}"
    return ""


def _shape(surface: str) -> str:
    """Return the kinds of characters in order, runs as one: 山田 C, ゆきの H, 7月 9C."""
    shape = ""
    for char in surface:
        kind = _kind(char)
        if shape[-1:] != kind:
            shape += kind
    return shape


@lru_cache(maxsize=8000)
def _kind(char: str) -> str:
    if "\u3041" <= char <= "\u309f":
        return "H"
    if "\u30a1" <= char <= "\u30fa" or char == "\u30fc":
        return "K"
    if char == "\u3005" or "\u3400" <= char <= "\u9fff" or char >= "\U00020000":
        return "C"
    if char.isdigit():
        return "9"
    if char.isalpha():
        return "A" if char.isupper() else "a"
    return char if char in "・=-()「」『』、。 " else "S"


_EDGE = _Seen((), ((), (), (), ()), "#", "#", "#")
