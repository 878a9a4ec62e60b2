"""What the model of names sees of each word: the word, its neighbours, its part of speech, whether lists know it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from yosuga.detect.base import Word
from yosuga.detect.naming import lists, vocabulary
from yosuga.detect.naming.classes import classes_of
from yosuga.detect.naming.sound import sound
from yosuga.detect.words import Compound

# Short codes of the parts of speech, so that the model stays small.
_CODES = {
    "名詞": "N", "固有名詞": "P", "普通名詞": "C", "人名": "H", "地名": "L", "一般": "g", "*": "", "姓": "s", "名": "m",
    "国": "k", "助詞": "J", "動詞": "V", "助動詞": "X", "補助記号": "Y", "接尾辞": "Z", "名詞的": "n",
}  # fmt: skip
# Words that a full name is made of at most, its dots counted.
_MOST_PARTS = 5
# That a word is too rare for the table is telling, too.
_NO_CLASS = (-1, -1, -1)
# The finest class says too little more of a word than the word itself.
_OWN_CLASSES = 2
_OPENING, _CLOSING = frozenset('「『【(〈《["'), frozenset("」』】)〉》]")


# The library takes bytes a third faster than words, and most of a feature's time is its way there.
_Features = tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class _Seen:
    """The features of one word by itself, as a neighbour before and after, and as a neighbour two words away."""

    own: _Features
    beside: tuple[_Features, _Features]
    far: tuple[_Features, _Features]
    surface: str
    code: str
    shape: str


def features(words: Sequence[Word], compounds: Sequence[Compound], topics: tuple[str, ...] = ()) -> list[list[bytes]]:
    """Return for each word the features a model was trained on, `compounds` being the long units of the same text.

    `topics` say what the whole of a talk is about; each noun is seen with them. They take the place of what only an
    article's sentence, being long, tells: its verbs and brackets, and what is said twice.
    """
    seen = [_seen(word.surface, word.pos, word.known, word.normal) for word in words]
    rows = [_row(seen, at) for at in range(len(seen))]
    _mark_compounds(rows, words, compounds)
    if topics:
        _mark_known(rows, words, [_may_begin(word) for word in words])
        _mark_topics(rows, seen, topics)
    else:
        _mark_known(rows, words, [True] * len(words))
        _mark_company(rows, seen)
        _mark_brackets(rows, seen)
        _mark_verbs(rows, seen)
        _mark_repeated(rows, words)
    return rows


def _row(seen: list[_Seen], at: int) -> list[bytes]:
    here, last = seen[at], len(seen) - 1
    row = list(here.own)
    row.extend(seen[at - 1].beside[0] if at else (b"E-1",))
    row.extend(seen[at + 1].beside[1] if at < last else (b"E1",))
    before = seen[at - 1] if at else _EDGE
    after = seen[at + 1] if at < last else _EDGE
    row.extend(_between(before.code, here.code, after.code))
    row.append(_told(f"wp={before.surface}|{here.code}"))
    row.append(_told(f"wn={here.code}|{after.surface}"))
    if at + 2 <= last and after.code[0] == "J":
        beyond = seen[at + 2]
        row.append(_told(f"jn={after.surface}|{beyond.code}"))
        row.append(_told(f"jw={after.surface}|{beyond.surface}"))
    if at > 1 and before.code[0] == "J":
        beyond = seen[at - 2]
        row.append(_told(f"nj={beyond.code}|{before.surface}"))
        row.append(_told(f"wj={beyond.surface}|{before.surface}"))
    return row


@lru_cache(maxsize=20_000)
def _between(before: str, here: str, after: str) -> _Features:
    return _encoded(f"pp={before}|{here}", f"pn={here}|{after}", f"ppn={before}|{here}|{after}")


def _encoded(*features: str) -> _Features:
    return tuple(map(_told, features))


def _told(feature: str) -> bytes:
    """Return a feature as the library takes it; half a character, which a text may hold, as a question mark."""
    return feature.encode("utf-8", "replace")


def _mark_compounds(rows: list[list[bytes]], words: Sequence[Word], compounds: Sequence[Compound]) -> None:
    if not compounds:
        return
    at = {word.start: number for number, word in enumerate(words)}
    for one in compounds:
        number, code = at[one.start], _code(one.pos)
        rows[number].append(_told(f"c=B{code}"))
        while number + 1 < len(words) and words[number + 1].end <= one.end:
            number += 1
            rows[number].append(_told(f"c=I{code}"))


def _mark_brackets(rows: list[list[bytes]], seen: list[_Seen]) -> None:
    opened: list[str] = []
    for row, one in zip(rows, seen, strict=True):
        if one.surface in _CLOSING and opened:
            opened.pop()
        if opened:
            row.append(_told(f"q={opened[-1]}"))
        if one.surface in _OPENING:
            opened.append(one.surface)


def _mark_verbs(rows: list[list[bytes]], seen: list[_Seen]) -> None:
    """Name to each word the verb that comes within six words of the same clause: who is born, who says."""
    verb, left = "", 0
    for row, one in zip(reversed(rows), reversed(seen), strict=True):
        if left and verb:
            row.append(_told(f"nv={verb}"))
        left -= 1
        if one.code[0] == "V":
            verb, left = one.surface, 6
        elif one.surface in {"、", "。"}:
            verb = ""


def _mark_repeated(rows: list[list[bytes]], words: Sequence[Word]) -> None:
    """Mark words said twice, and surnames that stand before a given name elsewhere in the sentence."""
    led = {one.surface for one, after in pairwise(words) if one.pos[3] == "姓" and after.pos[3] == "名"}
    counts = Counter(word.surface for word in words)
    for row, word in zip(rows, words, strict=True):
        if word.surface in led:
            row.append(b"R1")
        if counts[word.surface] > 1 and len(word.surface) > 1:
            row.append(b"R2")


def _mark_known(rows: list[list[bytes]], words: Sequence[Word], begins: Sequence[bool]) -> None:
    """Mark the full names that the list of people in public life knows: in an article, they are meant.

    `begins` says of each word whether it is worth asking about as the first of a name.
    """
    at = 0
    while at < len(words):
        ends = range(min(at + _MOST_PARTS, len(words)), at, -1) if begins[at] else ()
        known = next((end for end in ends if _is_known(words[at:end])), at)
        for number in range(at, known):
            rows[number].append(b"known=B" if number == at else b"known=I")
        at = max(known, at + 1)


def _may_begin(word: Word) -> bool:
    return word.pos[1] == "固有名詞" or (word.pos[0] == "名詞" and not word.known)


def _mark_company(rows: list[list[bytes]], seen: list[_Seen]) -> None:
    """Name to each word those two places away, and the shapes around it."""
    for at, row in enumerate(rows):
        before, after = (seen[one].shape if 0 <= one < len(seen) else "#" for one in (at - 1, at + 1))
        row.append(_told(f"ss={before}|{seen[at].shape}|{after}"))
        row.extend(seen[at - 2].far[0] if at > 1 else (b"E-2",))
        row.extend(seen[at + 2].far[1] if at + 2 < len(seen) else (b"E2",))


def _mark_topics(rows: list[list[bytes]], seen: list[_Seen], topics: tuple[str, ...]) -> None:
    for row, one in zip(rows, seen, strict=True):
        if one.code[0] == "N":
            row.extend(_with_topics(one.code, topics))


@lru_cache(maxsize=5000)
def _with_topics(code: str, topics: tuple[str, ...]) -> _Features:
    return _encoded(*(f"{topic}|{code}" for topic in topics))


def _is_known(words: Sequence[Word]) -> bool:
    name = "".join(word.surface for word in words).replace("・", "")
    return len(name) > 2 and lists.is_public(name)


@lru_cache(maxsize=20_000)
def _seen(surface: str, pos: tuple[str, ...], known: bool, normal: str) -> _Seen:  # noqa: FBT001 (a cached key)
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
    classes = classes_of(normal) or classes_of(surface) or _NO_CLASS
    own.extend(f"c{at}={one}" for at, one in enumerate(classes[:_OWN_CLASSES]))
    if shape == "K" and len(surface) > 1:
        likeness = max(-4, min(4, round(sound(surface) / 1.5)))
        own.extend((f"ks={likeness}", f"kp={likeness}{code}"))
    places = [_beside(place, surface, code, shape, title, listed, classes) for place in (-1, 1, -2, 2)]
    return _Seen(_encoded(*own), (places[0], places[1]), (places[2], places[3]), surface, code, shape)


def _beside(
    place: int, surface: str, code: str, shape: str, title: str, listed: str, classes: tuple[int, ...]
) -> _Features:
    """Return what a word says of the one that it stands `place` words away from."""
    near = [f"w{place}={surface}", f"p{place}={code}"]
    near.extend((f"t{place}={title}",) if title else ())
    if abs(place) == 1:
        near.extend((f"s{place}={shape}", f"e{place}={surface[-1]}"))
        near.extend((f"g{place}={listed}",) if listed else ())
    near.extend(f"c{at}{place}={one}" for at, one in enumerate(classes))
    return _encoded(*near)


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


_EDGE = _Seen((), ((), ()), ((), ()), "#", "#", "#")
