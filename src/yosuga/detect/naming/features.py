"""What a model of names sees of each word: the word, its neighbours, its part of speech, whether lists know it.

Most of a word's features are the same wherever it stands. They are told in groups, each group once: a `Telling` makes
of it what is wanted, for training the features as they are, for asking a model how much they speak for each label.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Generic, NamedTuple, Protocol, TypeVar

from yosuga.detect.base import Compound, Word
from yosuga.detect.naming import lists, vocabulary
from yosuga.detect.naming.classes import classes_of
from yosuga.detect.naming.sound import sound

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

# The kinds of pairs of words: whether the word that they are looked up by stands first in their names, and whether it
# is the other that may hold a bar itself.
_PAIRS = {
    "wp": (True, False), "wn": (False, False), "jn": (True, False), "jw": (True, True), "nj": (False, False),
    "wj": (False, True),
}  # fmt: skip

Group = TypeVar("Group")
Group_co = TypeVar("Group_co", covariant=True)
Feature = str


class _Kind(NamedTuple):
    """What many words have in common; `classes` are those of `DIVISIONS`."""

    code: str
    shape: str
    known: bool
    title: str
    listed: str
    classes: tuple[int, int, int]


class Pair(Protocol[Group_co]):
    """The features of one word with any other, by what the other is."""

    def get(self, other: str, /) -> Group_co | None:
        """Return the group of the feature with `other`, if it tells anything."""


class Telling(Protocol[Group]):
    """What is wanted of features."""

    def told(self, features: Sequence[Feature], /) -> Group:
        """Return the group of these features."""

    def one(self, feature: Feature, /) -> Group | None:
        """Return the group of one feature, if it tells anything."""

    def pair(self, kind: str, word: str, /) -> Pair[Group] | None:
        """Return the features of `word` in pairs of a kind (see `paired`), if any tells anything."""

    def joined(self, first: Group, second: Group, /) -> Group:
        """Return two groups as one."""


_Across = tuple[Pair[Group] | None, Pair[Group] | None]


@dataclass(frozen=True, slots=True, eq=False)
class _Seen(Generic[Group]):
    """What a word tells by itself, of the one behind it and of the one before it.

    `leads` and `trails` tell of the next and the last word by their codes. Of what stands beyond a particle, `over`
    tells to the word before it and `under` to the word behind it, by code and by word.
    """

    surface: str
    code: str
    kind: _Kind
    own: Group
    of_next: Group
    of_last: Group
    leads: Pair[Group] | None
    trails: Pair[Group] | None
    over: _Across[Group] | None
    under: _Across[Group] | None


class Features(Generic[Group]):
    """Looks at words for a model, and keeps what it has seen of a word for when it comes again."""

    def __init__(self, telling: Telling[Group]) -> None:
        """`telling` says what is wanted of features."""
        self._telling, self._one = telling, telling.one
        self._seen = lru_cache(20_000)(self._look)
        self._common = lru_cache(20_000)(self._look_at_kind)
        self._far = lru_cache(20_000)(self._look_far)
        self._between = lru_cache(20_000)(self._look_between)
        self._about = lru_cache(5_000)(self._look_about)
        self._edge = self._told_of("#", _EDGE, telling.told(()), telling.told(["E-1"]), telling.told(["E1"]))

    def of(
        self, words: Sequence[Word], compounds: Sequence[Compound], topics: tuple[Feature, ...] = ()
    ) -> list[list[Group]]:
        """Return for each word the groups of features that tell something, `compounds` being the text's long units.

        `topics` say what the whole of a talk is about; each noun is seen with them. They take the place of what only an
        article's sentence, being long, tells: its verbs and brackets, and what is said twice.
        """
        look = self._seen
        seen = [look(word.surface, word.pos, word.known, word.normal) for word in words]
        rows = self._rows(seen)
        self._mark_compounds(rows, words, compounds)
        if topics:
            self._mark_known(rows, words, [at for at, word in enumerate(words) if _may_begin(word)])
            self._mark_topics(rows, seen, topics)
        else:
            self._mark_known(rows, words, range(len(words)))
            self._mark_company(rows, seen)
            self._mark_brackets(rows, seen)
            self._mark_verbs(rows, seen)
            self._mark_repeated(rows, words)
        return rows

    def _rows(self, seen: Sequence[_Seen[Group]]) -> list[list[Group]]:
        edge, between = self._edge, self._between
        rows: list[list[Group]] = []
        for beyond_before, before, here, after, beyond_after in _fives(seen, edge):
            code = here.code
            row = [here.own, before.of_next, after.of_last, between(before.code, code, after.code)]
            if before.leads and (told := before.leads.get(code)):
                row.append(told)
            if after.trails and (told := after.trails.get(code)):
                row.append(told)
            if after.over and beyond_after is not edge:
                row += _across(after.over, beyond_after)
            if before.under and beyond_before is not edge:
                row += _across(before.under, beyond_before)
            rows.append(row)
        return rows

    def _add(self, row: list[Group], feature: Feature) -> None:
        told = self._one(feature)
        if told:
            row.append(told)

    def _mark_compounds(self, rows: list[list[Group]], words: Sequence[Word], compounds: Sequence[Compound]) -> None:
        if not compounds:
            return
        at = {word.start: number for number, word in enumerate(words)}
        for compound in compounds:
            number, code = at[compound.start], _code(compound.pos)
            self._add(rows[number], f"c=B{code}")
            while number + 1 < len(words) and words[number + 1].end <= compound.end:
                number += 1
                self._add(rows[number], f"c=I{code}")

    def _mark_brackets(self, rows: list[list[Group]], seen: Sequence[_Seen[Group]]) -> None:
        opened: list[str] = []
        for row, word in zip(rows, seen, strict=True):
            if word.surface in _CLOSING and opened:
                opened.pop()
            if opened:
                self._add(row, f"q={opened[-1]}")
            if word.surface in _OPENING:
                opened.append(word.surface)

    def _mark_verbs(self, rows: list[list[Group]], seen: Sequence[_Seen[Group]]) -> None:
        """Name to each word the verb that comes within six words of the same clause: who is born, who says."""
        verb, left = "", 0
        for row, word in zip(reversed(rows), reversed(seen), strict=True):
            if left and verb:
                self._add(row, f"nv={verb}")
            left -= 1
            if word.code[0] == "V":
                verb, left = word.surface, 6
            elif word.surface in {"、", "。"}:
                verb = ""

    def _mark_repeated(self, rows: list[list[Group]], words: Sequence[Word]) -> None:
        """Mark words said twice, and surnames that stand before a given name elsewhere in the sentence."""
        led = {word.surface for word, after in pairwise(words) if word.pos[3] == "姓" and after.pos[3] == "名"}
        counts = Counter(word.surface for word in words)
        for row, word in zip(rows, words, strict=True):
            if word.surface in led:
                self._add(row, "R1")
            if counts[word.surface] > 1 and len(word.surface) > 1:
                self._add(row, "R2")

    def _mark_known(self, rows: list[list[Group]], words: Sequence[Word], begins: Iterable[int]) -> None:
        """Mark the full names that the list of people in public life knows: in an article, they are meant.

        `begins` are the words worth asking about as the first of a name.
        """
        known = 0
        for at in begins:
            if at >= known:
                known = _known_end(words, at)
                for number in range(at, known):
                    self._add(rows[number], "known=B" if number == at else "known=I")

    def _mark_company(self, rows: list[list[Group]], seen: Sequence[_Seen[Group]]) -> None:
        """Name to each word those two places away, and the shapes around it."""
        for row, (beyond_before, before, here, after, beyond_after) in zip(rows, _fives(seen, self._edge), strict=True):
            self._add(row, f"ss={before.kind.shape}|{here.kind.shape}|{after.kind.shape}")
            for one, place in ((beyond_before, -2), (beyond_after, 2)):
                row.append(self._far(one.surface, one.kind, place))

    def _mark_topics(self, rows: list[list[Group]], seen: Sequence[_Seen[Group]], topics: tuple[Feature, ...]) -> None:
        for row, word in zip(rows, seen, strict=True):
            if word.code[0] == "N":
                row.append(self._about(topics, word.code))

    def _look(self, surface: str, pos: tuple[str, ...], known: bool, normal: str) -> _Seen[Group]:  # noqa: FBT001 (a key)
        kind, told, joined = _kind_of(surface, pos, known, normal), self._telling.told, self._telling.joined
        own, of_next, of_last = self._common(kind)
        return self._told_of(
            surface,
            kind,
            joined(told(_own(surface, kind)), own),
            joined(told(_beside(surface, -1)), of_next),
            joined(told(_beside(surface, 1)), of_last),
        )

    def _told_of(self, word: str, kind: _Kind, own: Group, of_next: Group, of_last: Group) -> _Seen[Group]:
        pair, particle = self._telling.pair, kind.code[0] == "J"
        over = (pair("jn", word), pair("jw", word)) if particle else None
        under = (pair("nj", word), pair("wj", word)) if particle else None
        leads, trails = pair("wp", word), pair("wn", word)
        return _Seen(word, kind.code, kind, own, of_next, of_last, leads, trails, over, under)

    def _look_at_kind(self, kind: _Kind) -> tuple[Group, Group, Group]:
        """Return what words of a kind tell, whichever they are: of themselves, of the next and of the last."""
        told = self._telling.told
        return told(_own_of(kind)), told(_beside_of(kind, -1)), told(_beside_of(kind, 1))

    def _look_between(self, before: str, here: str, after: str) -> Group:
        return self._telling.told((f"pp={before}|{here}", f"pn={here}|{after}", f"ppn={before}|{here}|{after}"))

    def _look_about(self, topics: tuple[Feature, ...], code: str) -> Group:
        return self._telling.told([f"{topic}|{code}" for topic in topics])

    def _look_far(self, word: str, kind: _Kind, place: int) -> Group:
        return self._telling.told([f"E{place}"] if kind is _EDGE else [f"w{place}={word}", *_near_of(kind, place)])


def pair(kind: str, word: str, other: str) -> Feature:
    """Return the feature of a pair, `word` being the one that it is looked up by."""
    return f"{kind}={word}|{other}" if _PAIRS[kind][0] else f"{kind}={other}|{word}"


def paired(feature: Feature) -> tuple[str, str, str] | None:
    """Return what `pair` made a feature of, or nothing where it made none."""
    kind, _, both = feature.partition("=")
    if kind not in _PAIRS:
        return None
    leads, other_may = _PAIRS[kind]
    first, _, second = both.partition("|") if leads is other_may else both.rpartition("|")
    return (kind, first, second) if leads else (kind, second, first)


def _across(pairs: _Across[Group], beyond: _Seen[Group]) -> Iterator[Group]:
    by_code, by_word = pairs
    if by_code and (told := by_code.get(beyond.code)):
        yield told
    if by_word and (told := by_word.get(beyond.surface)):
        yield told


def _fives(seen: Sequence[_Seen[Group]], edge: _Seen[Group]) -> Iterator[tuple[_Seen[Group], ...]]:
    """Yield each with the two before and the two behind it."""
    around = [edge, edge, *seen, edge, edge]
    return zip(around, around[1:], seen, around[3:], around[4:], strict=False)


def _kind_of(surface: str, pos: tuple[str, ...], known: bool, normal: str) -> _Kind:  # noqa: FBT001 (as it is kept)
    titles, roles = vocabulary.words("titles"), vocabulary.words("model_roles")
    title = "h" if surface in titles else "r" if surface in roles else ""
    shape = _shape(surface)
    classes = classes_of(normal) or (classes_of(surface) if surface != normal else None) or _NO_CLASS
    return _Kind(_code(pos), shape, known, title, _listed(surface, shape), classes)


def _own(surface: str, kind: _Kind) -> list[Feature]:
    """Return what a word tells of itself beside what its kind does."""
    size, code = len(surface), kind.code
    own = [
        f"w={surface}", f"l={min(size, 5)}", f"f={surface[0]}", f"e={surface[-1]}", f"f2={surface[:2]}",
        f"e2={surface[-2:]}", f"ps={code}{kind.shape}{min(size, 3)}",
    ]  # fmt: skip
    if kind.shape == "K" and size > 1:
        likeness = max(-4, min(4, round(sound(surface) / 1.5)))
        own += [f"ks={likeness}", f"kp={likeness}{code}"]
    return own


def _own_of(kind: _Kind) -> list[Feature]:
    own = [f"p={kind.code}", f"s={kind.shape}"]
    if not kind.known:
        own.append("u")
    if kind.title:
        own.append(f"t={kind.title}")
    if kind.listed:
        own.append(f"g={kind.listed}")
    return own + [f"c{at}={one}" for at, one in enumerate(kind.classes[:_OWN_CLASSES])]


def _beside(surface: str, place: int) -> list[Feature]:
    """Return what a word says of the next or last one beside what its kind does."""
    return [f"w{place}={surface}", f"e{place}={surface[-1]}"]


def _beside_of(kind: _Kind, place: int) -> list[Feature]:
    near = [*_near_of(kind, place), f"s{place}={kind.shape}"]
    return [*near, f"g{place}={kind.listed}"] if kind.listed else near


def _near_of(kind: _Kind, place: int) -> list[Feature]:
    """Return what a word of this kind says of any that it stands `place` words away from."""
    near = [f"p{place}={kind.code}"]
    if kind.title:
        near.append(f"t{place}={kind.title}")
    return near + [f"c{at}{place}={one}" for at, one in enumerate(kind.classes)]


def _may_begin(word: Word) -> bool:
    return word.pos[1] == "固有名詞" or (word.pos[0] == "名詞" and not word.known)


def _known_end(words: Sequence[Word], at: int) -> int:
    """Return the end of the longest known full name that begins at `at`; `at` where there is none."""
    last, most = at + 1, min(at + _MOST_PARTS, len(words))
    while last < most and (words[last].pos[0] not in _NEVER_IN_NAME or words[last].surface == "・"):
        last += 1
    return next((end for end in range(last, at, -1) if _is_known(words[at:end])), at)


def _is_known(words: Sequence[Word]) -> bool:
    return lists.is_public_in_full("".join(word.surface for word in words).replace("・", ""))


@lru_cache(maxsize=2000)
def _code(pos: tuple[str, ...]) -> str:
    return "".join(_CODES.get(part, part) for part in pos[:4])


def _listed(surface: str, shape: str) -> str:
    """Return which lists know the word, as a short code; nothing for Latin letters, signs and single kana."""
    if shape == "C":
        surname, given = lists.in_dictionary(surface)
        return f"{surname:d}{given:d}{surface in lists.common_surnames():d}"
    if shape in {"H", "K"} and len(surface) > 1:
        return f"k{min(3, lists.kana_given(surface).bit_length() // 2)}{lists.is_kana_surname(surface):d}"
    return ""


def _shape(surface: str) -> str:
    """Return the kinds of characters in order, runs as one: 山田 C, ゆきの H, 7月 9C."""
    shape = ""
    for char in surface:
        written = _script(char)
        if shape[-1:] != written:
            shape += written
    return shape


@lru_cache(maxsize=8000)
def _script(char: str) -> str:
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


_EDGE = _Kind("#", "#", True, "", "", _NO_CLASS)
