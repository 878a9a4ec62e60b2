"""Names of which some kanji are written otherwise: はな子, T橋, Taka橋. The dictionary tells which kana are whose."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from yosuga.detect.own import romaji
from yosuga.detect.own.alone import HONORIFICS, stands_alone
from yosuga.detect.own.folding import GAP, THIN, Sheet, Trace, Watcher, alternatives, fold, kana_of, kanji_of
from yosuga.detect.own.profile import Field, Name
from yosuga.detect.own.slots import slots

_LONGEST_NAME, _LONGEST_KANA = 6, 14  # what is longer could be parted in thousands of ways
_HONOURED = re.compile(HONORIFICS)
# What one is addressed with, in kana or kanji, and nothing that goes on: ちゃんと, さまざま, 様子, 上の先生.
_IN_KANA = re.compile("さん(?!ざん|ま)|ちゃん(?!と)|くん|さま(?!ざま)|たん|っち")
_IN_KANJI = re.compile("[君様氏殿]")
_LATIN = re.compile("[a-z0-9]")
_FULL, _ALONE = 0.75, 0.42


def watchers(names: Sequence[Name]) -> Iterator[Watcher]:
    """Yield what finds these names with some of their kanji in kana, in Latin letters, or as an initial."""
    for name in names:
        family, given = _Part(name.family, name.family_kana), _Part(name.given, name.given_kana)
        yield from (_alone(part) for part in (family, given) if part.pattern)
        if family.any and given.any and (family.pattern or given.pattern):
            yield _full(family, given)


def border(written: str, *, family_kana: str, given_kana: str) -> int:
    """Return where in a full name without a gap the given name begins, as its kana tell; 0 where they do not."""
    word, kana = fold(written), (fold(family_kana), fold(given_kana))

    def known(at: int) -> int:
        ways = [_parted(part, sound) for part, sound in zip((word[:at], word[at:]), kana, strict=True)]
        return (
            sum(_known(part, way[0]) for part, way in zip((word[:at], word[at:]), ways, strict=True))
            if all(ways)
            else 0
        )

    best = max(range(1, len(word)), key=known, default=0)
    return best if best and known(best) * 2 > len(word) else 0


class _Part:
    """A family or given name: its mixed spellings, and with them its usual ones; empty where there are none."""

    def __init__(self, written: str, kana: str) -> None:
        self.written = fold(written.strip())
        sound = fold("".join(kana.split()))
        patterns = _patterns(self.written, sound)
        self.pattern = alternatives(patterns) if patterns else ""
        usual = [slots(one) for one in (self.written, sound) if one and not one.isascii()]
        self.any = alternatives([*usual, *([self.pattern] if self.pattern else [])]) if usual else ""

    def mixes(self, found: str) -> bool:
        """Say whether some kanji of the name stands there, and kana or Latin letters for another."""
        spelt = any(kana_of(char) or _LATIN.match(char) for char in found)
        return spelt and 0 < self._shown(found) < sum(map(kanji_of, self.written))

    def says_little(self, found: str) -> bool:
        """Say whether it is one kanji with one kana: 上の and 本だ are words before they are 上野 and 本田."""
        return self._shown(found) == 1 and len(_bare(found)) == 2 and not _LATIN.search(found)

    def _shown(self, found: str) -> int:
        return sum(kanji_of(char) and char in self.written for char in found)


@lru_cache(maxsize=256)
def _patterns(written: str, kana: str) -> tuple[str, ...]:
    if not 2 <= len(written) <= _LONGEST_NAME or not any(map(kanji_of, written)):
        return ()
    ways = _parted(written, kana) or _parted(written, _read_aloud(written))
    return tuple(dict.fromkeys(_pattern(written, pieces) for pieces in ways))


def _pattern(written: str, pieces: Sequence[str]) -> str:
    """Return a pattern in which each kanji is itself, its kana, these in Latin letters, or their first letter."""
    return THIN.join(
        alternatives({re.escape(char), slots(kana), romaji.pattern(kana), romaji.initial(kana)} - {""})
        for char, kana in zip(written, pieces, strict=True)
    )


def _parted(written: str, kana: str) -> tuple[tuple[str, ...], ...]:
    """Return how the kana fall to the characters, as the dictionary reads most of them; none where it reads none."""
    if not kana_of(kana) or len(kana) > _LONGEST_KANA:
        return ()
    ways = list(_splits(written, kana))
    known = [_known(written, pieces) for pieces in ways]
    best = max(known, default=0)
    return tuple(pieces for pieces, count in zip(ways, known, strict=True) if count == best > 0)


def _known(written: str, pieces: Sequence[str]) -> int:
    """Return how many kanji the dictionary reads so."""
    return sum(map(_reads, written, pieces))


def _splits(written: str, kana: str) -> Iterator[tuple[str, ...]]:
    """Yield every way to give each character some of the kana; a character that is kana gets itself."""
    if not written:
        if not kana:
            yield ()
        return
    first, rest = written[0], written[1:]
    longest = len(kana) - len(rest)
    for length in range(1, longest + 1) if kanji_of(first) else [1] * kana.startswith(first):
        yield from ((kana[:length], *others) for others in _splits(rest, kana[length:]))


def _reads(char: str, kana: str) -> bool:
    from yosuga.detect.words import readings_of

    return kanji_of(char) and kana in {fold(one) for one in readings_of(char)}


def _read_aloud(written: str) -> str:
    from yosuga.detect.words import words_of

    return fold("".join(word.reading for word in words_of(written)))


def _alone(part: _Part) -> Watcher:
    """Find the part by itself, where no longer word or other name holds it."""
    pattern = re.compile(part.pattern)

    def watch(sheet: Sheet) -> Iterator[Trace]:
        for found in pattern.finditer(sheet.text):
            if not part.mixes(found[0]):
                continue
            if part.says_little(found[0]):
                named = _is_addressed(sheet, found.end())
            else:
                named = _HONOURED.match(sheet.text, found.end()) is not None or _is_a_word(sheet, *found.span())
            if named:
                yield Trace(found.start(), found.end(), Field.NAME, _ALONE, whole=False)

    return watch


def _is_addressed(sheet: Sheet, end: int) -> bool:
    """Say whether somebody is addressed here: 上のさん, and not 中の様子."""
    title = _IN_KANJI.match(sheet.text, end)
    return _IN_KANA.match(sheet.text, end) is not None or (title is not None and {end, title.end()} <= sheet.borders)


def _is_a_word(sheet: Sheet, start: int, end: int) -> bool:
    """Say whether the stretch is no part of a longer word: はな子 in はな子ども, T橋 in T橋梁, 高H in 高H2."""
    if _LATIN.match(sheet.text[start]) and _LATIN.match(sheet.before(start)):
        return False
    if _LATIN.match(sheet.text[end - 1]) and _LATIN.match(sheet.text[end : end + 1]):
        return False
    goes_on = kana_of(sheet.text[end : end + 1]) and kanji_of(sheet.text[end - 1])
    return stands_alone(sheet, start, end) and (not goes_on or end in sheet.borders)


def _full(family: _Part, given: _Part) -> Watcher:
    """Find both parts in either order, at least one of them mixed."""
    one, other = family.any, given.any
    pattern = re.compile(f"(?P<f>{one}){GAP}(?P<g>{other})|(?P<g2>{other}){GAP}(?P<f2>{one})")

    def watch(sheet: Sheet) -> Iterator[Trace]:
        for found in pattern.finditer(sheet.text):
            theirs, own = found["f"] or found["f2"], found["g"] or found["g2"]
            if family.mixes(theirs) or given.mixes(own):
                yield Trace(found.start(), found.end(), Field.NAME, _FULL, whole=False)

    return watch


def _bare(found: str) -> str:
    return "".join(char for char in found if char.isalnum())
