"""Names in any spelling: kanji, kana, Latin letters, mixed, turned round, with masks or initials; and nicknames."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yosuga.detect.own import romaji
from yosuga.detect.own.alone import HONORIFICS, goes_on_in_kana, stands_alone
from yosuga.detect.own.folding import (
    GAP,
    Sheet,
    Trace,
    Watcher,
    alternatives,
    fold,
    kana_of,
    masked,
)
from yosuga.detect.own.profile import Field, Name
from yosuga.detect.own.slots import slots

_NO_LATIN_BEFORE = r"(?<![a-z0-9@/_.+\-])"
_NO_LATIN_AFTER = r"(?![a-z0-9@_]|[.\-][a-z0-9])"


@dataclass(frozen=True, slots=True)
class Part:
    """A family or given name: its patterns by script, and its initial."""

    kanji: tuple[str, ...]
    kana: tuple[str, ...]
    latin: tuple[str, ...]
    initials: str
    shortest: int

    @property
    def all(self) -> tuple[str, ...]:
        """Every pattern of the whole part."""
        return (*self.kanji, *self.kana, *self.latin)


def watchers(names: Sequence[Name], *, nicknames: Sequence[str]) -> Iterator[Watcher]:
    """Yield what finds these names."""
    family = _part([(one.family, one.family_kana, _romaji_of(one, first=True)) for one in names])
    given = _part([(one.given, one.given_kana, _romaji_of(one, first=False)) for one in names])
    if family.all and given.all:
        yield _full(family, given)
        yield from _latin_full(family, given)
        yield from _shortened(family, given)
    alone = not family.all  # a name that was given in one piece counts as the whole name
    yield from _alone(given, sure=0.85 if alone else 0.4)
    yield from _alone(family, sure=0.4)
    for name in nicknames:
        yield _nickname(fold(name.strip()))


def _part(written: Sequence[tuple[str, str, str]]) -> Part:
    kanji: set[str] = set()
    kana: set[str] = set()
    latin: set[str] = set()
    initials: set[str] = set()
    lengths: list[int] = []
    for shape, reading, letters in written:
        words = {fold(shape), fold(reading)} - {""}
        sounds = {word for word in words if kana_of(word)}
        first = alternatives({romaji.initial(word) for word in sounds if romaji.initial(word)}) if sounds else ""
        for word in words - sounds:
            (latin if word.isascii() else kanji).add(re.escape(word) if word.isascii() else slots(word, initial=first))
        kana.update(slots(word) for word in sounds)
        latin.update(pattern for word in sounds if (pattern := romaji.pattern(word)))
        if letters:
            latin.add(re.escape(letters))
            first = first or (letters[0] if letters[0].isalpha() else "")
        initials.update({first} - {""})
        lengths += [len(word) for word in words]
    return Part(
        tuple(sorted(kanji)), tuple(sorted(kana)), tuple(sorted(latin)), _any(initials), min(lengths, default=0)
    )


def _any(patterns: set[str]) -> str:
    return alternatives(patterns) if patterns else ""


def _romaji_of(name: Name, *, first: bool) -> str:
    """Return the family (`first`) or given part of the name in Latin letters: which it is, the kana tells."""
    parts = fold(name.romaji).replace(",", " ").split()
    if len(parts) != 2:
        return ""
    family = romaji.pattern(fold(name.family_kana))
    given_first = not (family and re.fullmatch(family, parts[0])) and not (
        not family and name.romaji.split()[0].isupper() and not name.romaji.split()[-1].isupper()
    )
    return parts[1] if first == given_first else parts[0]


def _full(family: Part, given: Part) -> Watcher:
    """Find both parts, in either order; at least half of the characters, and one of each part, must be there."""
    one, other = alternatives(family.all), alternatives(given.all)
    pattern = re.compile(f"(?P<f>{one}){GAP}(?P<g>{other})|(?P<g2>{other}){GAP}(?P<f2>{one})")

    def watch(sheet: Sheet) -> Iterator[Trace]:
        for found in pattern.finditer(sheet.text):
            parts = [part for part in (found["f"], found["g"], found["f2"], found["g2"]) if part]
            if _inside_latin(sheet, found.start(), found.end()):
                continue
            sure = _by_masks(parts)
            if sure >= 0.5 and "".join(parts).isascii() and found.end() - found.start() < 5:
                continue
            if sure > 0.9 and goes_on_in_kana(sheet, found.start(), found.end()):
                sure = 0.45
            if sure:
                yield Trace(found.start(), found.end(), Field.NAME, sure, sure > 0.9)

    return watch


def _by_masks(parts: Sequence[str]) -> float:
    """Return how sure a full name with masks is."""
    hidden = [_hidden(part) for part in parts]
    shown = [len(_bare(part)) - lost for part, lost in zip(parts, hidden, strict=True)]
    if not sum(hidden):
        return 0.95
    if min(shown) < 1:
        return 0.42 if sum(shown) >= 2 else 0.0
    share = sum(shown) / (sum(shown) + sum(hidden))
    if share < 0.5 or sum(shown) < 2:
        return 0.0
    return 0.62 if share < 0.7 else 0.75


def _bare(part: str) -> str:
    return re.sub(r"[\s・.\-/|、,~]", "", part)


def _hidden(part: str) -> int:
    """Count masks; Latin letters inside a Japanese word are an x or the initial of a character."""
    bare = _bare(part)
    if bare.isascii():
        return sum(char in "*#?_" for char in bare)
    return masked(bare) + sum(char.isascii() and char.isalpha() and char != "x" for char in bare)


def _latin_full(family: Part, given: Part) -> Iterator[Watcher]:
    """Find "S. Yuto", "Yuto S.": one part whole, of the other the first letter."""
    one, other = _any(set(family.latin)), _any(set(given.latin))
    if not (one and other and family.initials and given.initials):
        return
    first, last = given.initials, family.initials
    cuts = (
        rf"{last}\.? ?{other}",
        rf"{other} ?{last}(?![a-z])\.?",
        rf"{first}\.? ?{one}",
        rf"{one} ?{first}(?![a-z])\.?",
    )
    yield _simple(f"{_NO_LATIN_BEFORE}(?:{'|'.join(cuts)}){_NO_LATIN_AFTER}", sure=0.56)
    letters = rf"(?:{first}[.・]{last}|{last}[.・]{first})\.?"
    yield _simple(f"{_NO_LATIN_BEFORE}{letters}{_NO_LATIN_AFTER}", sure=0.3)


def _shortened(family: Part, given: Part) -> Iterator[Watcher]:
    """Find 白瀬Y and S悠斗: one part in Japanese letters, of the other the first letter."""
    ours, theirs = (*family.kanji, *family.kana), (*given.kanji, *given.kana)
    if ours and given.initials:
        yield _simple(rf"{alternatives(ours)}[\s・.]?{given.initials}(?![a-z])", sure=0.58)
    if theirs and family.initials:
        yield _simple(rf"(?<![a-z]){family.initials}[\s・.]?{alternatives(theirs)}", sure=0.55)


def _simple(pattern: str, *, sure: float) -> Watcher:
    compiled = re.compile(pattern)

    def watch(sheet: Sheet) -> Iterator[Trace]:
        for found in compiled.finditer(sheet.text):
            if not masked(re.sub("[a-z]", "", found[0])):
                yield Trace(found.start(), found.end(), Field.NAME, sure, whole=False)

    return watch


def _alone(part: Part, *, sure: float) -> Iterator[Watcher]:
    """Find one part by itself, where no other person's name goes on before or after it."""
    if part.kanji or part.kana:
        yield _alone_in_japanese(alternatives((*part.kanji, *part.kana)), sure=sure)
    if part.latin and part.shortest > 1:
        latin = f"{_NO_LATIN_BEFORE}(?P<n>{alternatives(part.latin)})(?: ?(?:san|kun|chan|sama)\\b)?{_NO_LATIN_AFTER}"
        yield _named(re.compile(latin), sure=sure)


def _named(pattern: re.Pattern[str], *, sure: float) -> Watcher:
    def watch(sheet: Sheet) -> Iterator[Trace]:
        for found in pattern.finditer(sheet.text):
            if found.end("n") - found.start("n") >= 3:
                yield Trace(found.start("n"), found.end("n"), Field.NAME, sure, whole=True)

    return watch


def _alone_in_japanese(pattern: str, *, sure: float) -> Watcher:
    compiled = re.compile(pattern)

    def watch(sheet: Sheet) -> Iterator[Trace]:
        for found in compiled.finditer(sheet.text):
            start, end = found.span()
            if masked(found[0]) or re.search("[a-z]", found[0]) or not stands_alone(sheet, start, end):
                continue
            honoured = re.compile(HONORIFICS).match(sheet.text, end) is not None
            yield Trace(start, end, Field.NAME, sure + (0.05 if honoured else 0), whole=True)

    return watch


def _nickname(name: str) -> Watcher:
    """Find a nickname where it stands for itself; a short one in kana must be a word of its own."""
    letters = re.escape(name) if name.isascii() else romaji.pattern(name)
    latin = rf"{_NO_LATIN_BEFORE}{letters}{_NO_LATIN_AFTER}"
    pattern = re.compile(latin if name.isascii() else f"{slots(name)}|{latin}" if letters else slots(name))

    def watch(sheet: Sheet) -> Iterator[Trace]:
        for found in pattern.finditer(sheet.text):
            latin = re.search("[a-wyz]", found[0]) is not None
            hidden = 0 if latin else masked(found[0])
            if hidden and (hidden * 2 > len(name) - 1 or len(name) < 3):
                continue
            if latin or stands_alone(sheet, *found.span()):
                yield Trace(found.start(), found.end(), Field.NICKNAME, 0.6 if hidden else 0.8, not hidden)

    return watch


def _inside_latin(sheet: Sheet, start: int, end: int) -> bool:
    """Say whether Latin letters go on beyond the stretch: an account or a mail address, which are not a name."""
    first, last = sheet.text[start], sheet.text[end - 1]
    before, after = sheet.before(start), sheet.text[end : end + 2]
    if first.isascii() and re.match(r"[a-z0-9@/_.+\-]", before):
        return True
    return last.isascii() and re.match(r"[a-z0-9@_]|[.\-][a-z0-9]", after) is not None
