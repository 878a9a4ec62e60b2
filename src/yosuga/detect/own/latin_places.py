"""An address in Latin letters: numbers first or last, and how a place is read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from yosuga.detect.own import romaji
from yosuga.detect.own.folding import Sheet, Trace, Watcher, alternatives, fold
from yosuga.detect.own.profile import Field

_VOICED = str.maketrans("かきくけこさしすせそたちつてとはひふへほ", "がぎぐげござじずぜぞだぢづでどばびぶべぼ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """An address, folded, in its parts; any may be empty."""

    prefecture: str
    city: str
    town: str
    numbers: tuple[int, ...]
    building: str
    room: str


def in_latin(parts: Parts) -> Iterator[Watcher]:
    """Find the numbers before, or behind, the town in Latin letters, and what goes on to the prefecture."""
    town = [letters for one in reading(parts.town) if (letters := _latin(one))]
    if not town:
        return
    chain = r"[\-\u2010−–]".join(map(str, parts.numbers))
    wider = [*re.findall(r".+?[市郡]|.+", parts.city), parts.prefecture]
    areas = [letters for part in wider for one in reading(part) if (letters := _latin(one))]
    ends = r"(?:[\-\s]?(?:ku|shi|cho|machi|gun|ken|to|fu|mura))?"
    tail = rf"(?:,?\s?{alternatives(areas)}{ends})*" if areas else ""
    room = rf"(?:#?{re.escape(parts.room)}[,\s]+)?" if parts.room else ""
    first = rf"{room}(?<![0-9\-]){chain},?\s{alternatives(town)}{ends}{tail}"
    behind = rf"{alternatives(town)}{ends}\s?{chain}(?![0-9\-]){tail}"
    pattern = re.compile(rf"(?<![a-z])(?:{first}|{behind})(?![a-z])")

    def watch(sheet: Sheet) -> Iterator[Trace]:
        for found in pattern.finditer(sheet.text):
            end = found.start() + len(found[0].rstrip(" ,"))
            yield Trace(found.start(), end, Field.ADDRESS, 0.85, whole=True)

    yield watch


def _latin(kana: str) -> str:
    """Return a pattern in Latin letters in which a hyphen or space may part the word."""
    pattern = romaji.pattern(kana)
    for suffix, letters in (("く", "ku"), ("し", "shi"), ("とし", "toshi"), ("けん", "ken")):
        if kana.endswith(suffix) and len(kana) > len(suffix) + 2:
            stem = romaji.pattern(kana.removesuffix(suffix))
            return rf"{stem}[\-\s]?(?:{letters})?|{pattern}"
    halves = {rf"{romaji.pattern(kana[:at])}[\-\s]?{romaji.pattern(kana[at:])}" for at in range(2, len(kana) - 1)}
    usable = {half for half in halves if half}
    return alternatives({pattern, *usable}) if pattern else ""


def reading(word: str) -> tuple[str, ...]:
    """Return how a word is read, in hiragana, as the dictionary has it; nothing where it does not know."""
    from yosuga.detect.words import words_of

    parts = words_of(word)
    if not parts or not all(part.reading for part in parts):
        return ()
    said = [fold(part.reading) for part in parts]
    voiced = said[0] + "".join(one[0].translate(_VOICED) + one[1:] for one in said[1:])  # さか is ざか behind a word
    return tuple(dict.fromkeys(("".join(said), voiced)))
