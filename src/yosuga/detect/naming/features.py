"""What a model of names sees of each word: the word, its neighbours, its part of speech, whether lists know it.

Most of a word's features are the same wherever it stands. They are told in groups, each group once: `told` makes of it
what is wanted, for training the features as they are, for asking a model how much they speak for each label.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Generic, TypeVar

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
_NEVER_IN_NAME = frozenset(("助詞", "助動詞", "動詞", "補助記号", "空白"))
# That a word is too rare for the table is telling, too.
_NO_CLASS = (-1, -1, -1)
# The finest class says too little more of a word than the word itself.
_OWN_CLASSES = 2
_OPENING, _CLOSING = frozenset('「『【(〈《["'), frozenset("」』】)〉》]")

Group = TypeVar("Group")
Feature = str


@dataclass(frozen=True, slots=True, eq=False)
class _Traits:
    """What is known of a word by itself; `classes` are those of `DIVISIONS`."""

    surface: str
    code: str
    shape: str
    known: bool
    title: str
    listed: str
    classes: tuple[int, int, int]


@dataclass(frozen=True, slots=True, eq=False)
class _Seen(Generic[Group]):
    """What a word tells by itself, of the one behind it and of the one before it.

    Surface and code are those of the traits: they are asked for with every word of every text.
    """

    traits: _Traits
    own: Group
    of_next: Group
    of_last: Group
    surface: str
    code: str


class Features(Generic[Group]):
    """Looks at words for a model, and keeps what it has seen of a word for when it comes again."""

    def __init__(self, told: Callable[[Sequence[Feature]], Group], one: Callable[[Feature], Group | None]) -> None:
        """`told` is given the features of a group, `one` a feature that is a group of its own and may tell nothing."""
        self._told, self._one = told, one
        self._seen = lru_cache(20_000)(self._look)
        self._far = lru_cache(20_000)(self._look_far)
        self._between = lru_cache(20_000)(self._look_between)
        self._about = lru_cache(5_000)(self._look_about)
        self._edge = _Seen(_EDGE, told(()), told(["E-1"]), told(["E1"]), _EDGE.surface, _EDGE.code)

    def of(
        self, words: Sequence[Word], compounds: Sequence[Compound], topics: tuple[Feature, ...] = ()
    ) -> list[list[Group | None]]:
        """Return for each word the groups of features a model knows, `compounds` being the long units of the same text.

        `topics` say what the whole of a talk is about; each noun is seen with them. They take the place of what only an
        article's sentence, being long, tells: its verbs and brackets, and what is said twice.
        """
        seen = [self._seen(word.surface, word.pos, word.known, word.normal) for word in words]
        rows = self._rows(seen)
        self._mark_compounds(rows, words, compounds)
        if topics:
            self._mark_known(rows, words, _may_begin)
            self._mark_topics(rows, seen, topics)
        else:
            self._mark_known(rows, words, _any)
            self._mark_company(rows, seen)
            self._mark_brackets(rows, seen)
            self._mark_verbs(rows, seen)
            self._mark_repeated(rows, words)
        return rows

    def _rows(self, seen: Sequence[_Seen[Group]]) -> list[list[Group | None]]:
        edge, one, between = self._edge, self._one, self._between
        rows: list[list[Group | None]] = []
        for beyond_before, before, here, after, beyond_after in _fives(seen, edge):
            row: list[Group | None] = [here.own, before.of_next, after.of_last]
            row.append(between(before.code, here.code, after.code))
            row += one(f"wp={before.surface}|{here.code}"), one(f"wn={here.code}|{after.surface}")
            if after.code[0] == "J" and beyond_after is not edge:
                row.append(one(f"jn={after.surface}|{beyond_after.code}"))
                row.append(one(f"jw={after.surface}|{beyond_after.surface}"))
            if before.code[0] == "J" and beyond_before is not edge:
                row.append(one(f"nj={beyond_before.code}|{before.surface}"))
                row.append(one(f"wj={beyond_before.surface}|{before.surface}"))
            rows.append(row)
        return rows

    def _mark_compounds(
        self, rows: list[list[Group | None]], words: Sequence[Word], compounds: Sequence[Compound]
    ) -> None:
        if not compounds:
            return
        at = {word.start: number for number, word in enumerate(words)}
        for compound in compounds:
            number, code = at[compound.start], _code(compound.pos)
            rows[number].append(self._one(f"c=B{code}"))
            while number + 1 < len(words) and words[number + 1].end <= compound.end:
                number += 1
                rows[number].append(self._one(f"c=I{code}"))

    def _mark_brackets(self, rows: list[list[Group | None]], seen: Sequence[_Seen[Group]]) -> None:
        opened: list[str] = []
        for row, word in zip(rows, seen, strict=True):
            if word.surface in _CLOSING and opened:
                opened.pop()
            if opened:
                row.append(self._one(f"q={opened[-1]}"))
            if word.surface in _OPENING:
                opened.append(word.surface)

    def _mark_verbs(self, rows: list[list[Group | None]], seen: Sequence[_Seen[Group]]) -> None:
        """Name to each word the verb that comes within six words of the same clause: who is born, who says."""
        verb, left = "", 0
        for row, word in zip(reversed(rows), reversed(seen), strict=True):
            if left and verb:
                row.append(self._one(f"nv={verb}"))
            left -= 1
            if word.code[0] == "V":
                verb, left = word.surface, 6
            elif word.surface in {"、", "。"}:
                verb = ""

    def _mark_repeated(self, rows: list[list[Group | None]], words: Sequence[Word]) -> None:
        """Mark words said twice, and surnames that stand before a given name elsewhere in the sentence."""
        led = {word.surface for word, after in pairwise(words) if word.pos[3] == "姓" and after.pos[3] == "名"}
        counts = Counter(word.surface for word in words)
        for row, word in zip(rows, words, strict=True):
            if word.surface in led:
                row.append(self._one("R1"))
            if counts[word.surface] > 1 and len(word.surface) > 1:
                row.append(self._one("R2"))

    def _mark_known(
        self, rows: list[list[Group | None]], words: Sequence[Word], begins: Callable[[Word], bool]
    ) -> None:
        """Mark the full names that the list of people in public life knows: in an article, they are meant.

        `begins` says whether a word is worth asking about as the first of a name.
        """
        at = 0
        while at < len(words):
            known = _known_end(words, at) if begins(words[at]) else at
            for number in range(at, known):
                rows[number].append(self._one("known=B" if number == at else "known=I"))
            at = max(known, at + 1)

    def _mark_company(self, rows: list[list[Group | None]], seen: Sequence[_Seen[Group]]) -> None:
        """Name to each word those two places away, and the shapes around it."""
        for row, (beyond_before, before, here, after, beyond_after) in zip(rows, _fives(seen, self._edge), strict=True):
            row.append(self._one(f"ss={before.traits.shape}|{here.traits.shape}|{after.traits.shape}"))
            row.extend((self._far(beyond_before.traits, -2), self._far(beyond_after.traits, 2)))

    def _mark_topics(
        self, rows: list[list[Group | None]], seen: Sequence[_Seen[Group]], topics: tuple[Feature, ...]
    ) -> None:
        for row, word in zip(rows, seen, strict=True):
            if word.code[0] == "N":
                row.append(self._about(topics, word.code))

    def _look(self, surface: str, pos: tuple[str, ...], known: bool, normal: str) -> _Seen[Group]:  # noqa: FBT001 (a key)
        traits = _traits(surface, pos, known, normal)
        own, of_next, of_last = _own(traits), _beside(traits, -1), _beside(traits, 1)
        return _Seen(traits, self._told(own), self._told(of_next), self._told(of_last), surface, traits.code)

    def _look_between(self, before: str, here: str, after: str) -> Group:
        return self._told((f"pp={before}|{here}", f"pn={here}|{after}", f"ppn={before}|{here}|{after}"))

    def _look_about(self, topics: tuple[Feature, ...], code: str) -> Group:
        return self._told([f"{topic}|{code}" for topic in topics])

    def _look_far(self, word: _Traits, place: int) -> Group:
        return self._told([f"E{place}"] if word is _EDGE else _from(word, place))


def _fives(seen: Sequence[_Seen[Group]], edge: _Seen[Group]) -> Iterator[tuple[_Seen[Group], ...]]:
    """Yield each with the two before and the two behind it."""
    around = [edge, edge, *seen, edge, edge]
    return zip(around, around[1:], seen, around[3:], around[4:], strict=False)


@lru_cache(maxsize=20_000)
def _traits(surface: str, pos: tuple[str, ...], known: bool, normal: str) -> _Traits:  # noqa: FBT001 (a key)
    titles, roles = vocabulary.words("titles"), vocabulary.words("model_roles")
    title = "h" if surface in titles else "r" if surface in roles else ""
    classes = classes_of(normal) or classes_of(surface) or _NO_CLASS
    return _Traits(surface, _code(pos), _shape(surface), known, title, _listed(surface), classes)


def _own(word: _Traits) -> list[Feature]:
    surface, code, shape, size = word.surface, word.code, word.shape, len(word.surface)
    own = [
        f"w={surface}", f"p={code}", f"s={shape}", f"l={min(size, 5)}", f"f={surface[0]}", f"e={surface[-1]}",
        f"f2={surface[:2]}", f"e2={surface[-2:]}", f"ps={code}{shape}{min(size, 3)}",
    ]  # fmt: skip
    if not word.known:
        own.append("u")
    if word.title:
        own.append(f"t={word.title}")
    if word.listed:
        own.append(f"g={word.listed}")
    own += [f"c{at}={one}" for at, one in enumerate(word.classes[:_OWN_CLASSES])]
    if shape == "K" and size > 1:
        likeness = max(-4, min(4, round(sound(surface) / 1.5)))
        own += [f"ks={likeness}", f"kp={likeness}{code}"]
    return own


def _from(word: _Traits, place: int) -> list[Feature]:
    """Return what a word says of any that it stands `place` words away from."""
    near = [f"w{place}={word.surface}", f"p{place}={word.code}"]
    if word.title:
        near.append(f"t{place}={word.title}")
    return near + [f"c{at}{place}={one}" for at, one in enumerate(word.classes)]


def _beside(word: _Traits, place: int) -> list[Feature]:
    near = [*_from(word, place), f"s{place}={word.shape}", f"e{place}={word.surface[-1]}"]
    return [*near, f"g{place}={word.listed}"] if word.listed else near


def _may_begin(word: Word) -> bool:
    return word.pos[1] == "固有名詞" or (word.pos[0] == "名詞" and not word.known)


def _any(_word: Word, /) -> bool:
    return True


def _known_end(words: Sequence[Word], at: int) -> int:
    """Return the end of the longest known full name that begins at `at`; `at` where there is none."""
    last, most = at + 1, min(at + _MOST_PARTS, len(words))
    while last < most and (words[last].pos[0] not in _NEVER_IN_NAME or words[last].surface == "・"):
        last += 1
    return next((end for end in range(last, at, -1) if _is_known(words[at:end])), at)


def _is_known(words: Sequence[Word]) -> bool:
    name = "".join(word.surface for word in words).replace("・", "")
    return len(name) > 2 and lists.is_public(name)


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


_EDGE = _Traits("#", "#", "#", True, "", "", _NO_CLASS)
