"""Furigana: writes the reading above every kanji of a finished page, for people who read kanji with difficulty.

Only the text between the tags is changed. A reading is for the eye: it is hidden from screen readers, which would say
every word twice, and is not copied with the text.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from django.utils.html import escape

_TAGS = re.compile(r"(<[^>]+>)")
_JOINTS = re.compile(r"(^\s+|\s+$|\s+·\s+|\n)")  # where a template puts texts of ours beside each other
_TAG = re.compile(r"<(/?)([a-z0-9]+)([^>]*)>")
# What is no running text, or the person's own words: nobody but they know how a name is read.
_AS_IT_IS = frozenset({"title", "script", "style", "textarea", "option", "svg", "code", "pre", "ruby"})
_OWN = 'translate="no"'
_NAMED = frozenset({"a", "button"})  # with a name of its own for those who listen: what is seen must be part of it
_VOID = frozenset({"input", "br", "img", "meta", "link", "hr", "wbr", "col"})

KANJI = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff々]")
_PARTS = re.compile(r"([\u3400-\u9fff\U00020000-\U0003ffff々]+)")
_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}

_DAYS = ("ついたち", "ふつか", "みっか", "よっか", "いつか", "むいか", "なのか", "ようか", "ここのか", "とおか")
_IRREGULAR = {str(number): said for number, said in enumerate(_DAYS, start=1) if number > 1} | {
    "14": "じゅうよっか",
    "20": "はつか",
    "24": "にじゅうよっか",
}
_PEOPLE = {"1": "ひとり", "2": "ふたり"}
_WEEKDAYS = dict(zip("月火水木金土日", ("げつ", "か", "すい", "もく", "きん", "ど", "にち"), strict=True))
_SAID = "いち に さん よん ご ろく なな はち きゅう じゅう ひゃく せん まん おく"
_NUMERALS = dict(zip("一二三四五六七八九十百千万億", _SAID.split(), strict=True))
_LOW = "2579"  # 2分, 5分, 7分, 9分 are ふん, all others ぷん


@dataclass(frozen=True, slots=True)
class Read:
    """A stretch of a text and how it is read, in hiragana."""

    start: int
    end: int
    reading: str


_NUMBER = r"(?<![0-9.,])"
_Counted = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]
# A number with its counter is read as one where the counter alone would be read wrongly.
_COUNTED: Sequence[_Counted] = (
    (re.compile(_NUMBER + "(?<=月)1日"), lambda _: _DAYS[0]),
    (re.compile(_NUMBER + f"({'|'.join(_IRREGULAR)})日"), lambda found: _IRREGULAR[found[1]]),
    (re.compile("(?<=[0-9])日"), lambda _: "にち"),
    (re.compile("(?<=[0-9]日)間"), lambda _: "かん"),
    (re.compile(_NUMBER + "([12])人"), lambda found: _PEOPLE[found[1]]),
    (re.compile("(?<=[0-9])人"), lambda _: "にん"),
    (re.compile("(?<=[0-9])分(?=の[0-9])"), lambda _: "ぶん"),
    (re.compile(f"(?<=[{_LOW}])分"), lambda _: "ふん"),
    (re.compile("(?<=[0-9])分"), lambda _: "ぷん"),
    (re.compile("(?<=[0-9])問"), lambda _: "もん"),
    (re.compile("(?<=[0-9])月"), lambda _: "がつ"),
    (re.compile("(?<=日[(（])[月火水木金土日](?=[)）])"), lambda found: _WEEKDAYS[found[0]]),
)


def over(html: str) -> str:
    """Return a page with a reading above every word that has kanji, outside of what the person wrote."""
    parts = _TAGS.split(html)
    once = cache(lambda text: _kept.get(text) or marked(text))  # a page says many a word often
    closed_by: list[str] = []  # the open element whose text stays as it is, with those of its name inside it
    for at, part in enumerate(parts):
        if part.startswith("<"):
            _follow(part, closed_by)
        elif not closed_by and KANJI.search(part):
            parts[at] = "".join(once(one) for one in _JOINTS.split(part))
    return "".join(parts)


def _follow(tag: str, closed_by: list[str]) -> None:
    found = _TAG.match(tag)
    if found is None or found[2] in _VOID:
        return
    closes, name, rest = found.groups()
    if closed_by:
        if name == closed_by[-1]:
            closed_by.pop() if closes else closed_by.append(name)
    elif not closes and (name in _AS_IT_IS or _OWN in rest or (name in _NAMED and "aria-label=" in rest)):
        closed_by.append(name)


def marked(text: str) -> str:
    """Return a text with its readings in ruby. End tags that HTML lets out are let out: a page stays small."""
    if not KANJI.search(text):
        return text
    out: list[str] = []
    last = 0
    for one in read(text):
        base = text[one.start : one.end]
        out += (text[last : one.start], f"<ruby>{base}<rp>(<rt aria-hidden=true>{one.reading}<rp>)</ruby>")
        last = one.end
    return "".join((*out, text[last:]))


def read(text: str) -> tuple[Read, ...]:
    """Return the readings of a text in order; kanji that no dictionary knows stay without one."""
    from yosuga.detect.words import words_of

    known = [*_fixed(text)]
    taken = {at for one in known for at in range(one.start, one.end)}
    for word in words_of(text):
        for offset, base, reading in _pieces(word.surface, word.reading):
            start = word.start + offset
            if taken.isdisjoint(range(start, start + len(base))):
                known.append(Read(start, start + len(base), reading))
    return tuple(sorted(known, key=lambda one: one.start))


def _fixed(text: str) -> Iterator[Read]:
    """Yield what is read otherwise than the dictionary has it: numbers with counters, and the lines of readings.txt."""
    free = 0
    found = [
        (match.start(), match.end(), said(match)) for pattern, said in _COUNTED for match in pattern.finditer(text)
    ]
    written, readings = lines()
    found += [(match.start(), match.end(), readings[str(match.lastgroup)]) for match in written.finditer(text)]
    for start, end, reading in sorted(found, key=lambda one: (one[0], -one[1])):
        if start >= free:
            yield Read(start, end, reading)
            free = end


@lru_cache(maxsize=4096)
def _pieces(surface: str, reading: str) -> tuple[tuple[int, str, str], ...]:
    """Return where the kanji of a word stand in it, and how each run of them is read: 取り消し is と, け."""
    if not KANJI.search(surface):
        return ()
    if not reading:
        return tuple((at, one, _NUMERALS[one]) for at, one in enumerate(surface) if one in _NUMERALS)
    said = reading.translate(_HIRAGANA)
    parts = [(part, bool(KANJI.match(part))) for part in _PARTS.split(surface) if part]
    pattern = "".join("(.+?)" if kanji else re.escape(part.translate(_HIRAGANA)) for part, kanji in parts)
    found = re.fullmatch(pattern, said)
    if found is None:
        return ((0, surface, said),)
    pieces, at, group = [], 0, 0
    for part, kanji in parts:
        if kanji:
            group += 1
            pieces.append((at, part, found[group]))
        at += len(part)
    return tuple(pieces)


@cache
def lines() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return readings.txt as one pattern, each line a group, and the reading of each group."""
    rows = [line.split("\t") for line in _written().splitlines() if line and not line.startswith("#")]
    patterns, readings = [], {}
    for number, (where, reading) in enumerate(sorted(rows, key=lambda row: -len(row[0]))):
        before, _, rest = where.partition("[")
        base, _, after = rest.partition("]")
        behind, ahead = f"(?<={re.escape(before)})" if before else "", f"(?={re.escape(after)})" if after else ""
        patterns.append(f"{behind}(?P<r{number}>{re.escape(base)}){ahead}")
        readings[f"r{number}"] = reading
    return re.compile("|".join(patterns)), readings


def _written() -> str:
    return (files("yosuga.web") / "readings.txt").read_text("utf-8")


# The texts of the catalog, escaped as a template does it, with their readings. Nothing of a person's is kept here.
_kept: dict[str, str] = {}


def keep(texts: Iterable[str]) -> None:
    """Read these texts now, so that a page that shows them does not wait."""
    for text in texts:
        html = escape(text)
        if html not in _kept and KANJI.search(html):
            _kept[html] = marked(html)
