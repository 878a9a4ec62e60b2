"""Every place of a text where something of a sender's own stands, in any spelling that is known."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from urllib.parse import unquote_plus

from yosuga.detect import watch
from yosuga.detect.base import View
from yosuga.detect.document import read
from yosuga.detect.own import romaji
from yosuga.detect.own.folding import fold
from yosuga.rules.takedown.owning import NUMBER, Own, bare, parts_of

_WORD = re.compile(r"[!-~]+")
_ENCODED = re.compile(r"%[0-9A-Fa-f]{2}|xn--|&#")
_BEHIND_HOST = re.compile(r"^([a-z][a-z0-9+.-]*://[^/?#]*)", re.IGNORECASE)
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_PARTED_BY_NO = re.compile("(?<=[0-9])の(?=[0-9])")  # 090の0000の1205
_LATIN_ALONE = 4  # letters of a part of a name that stands alone
_UNDONE = 3  # an address may be encoded more than once


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A stretch of a text (code points, `end` exclusive) and what kind of data it is; never the words themselves."""

    start: int
    end: int
    kind: str


def find_own(text: str, *, own: Own) -> tuple[Found, ...]:
    """Return every stretch of `text` that is the sender's own, in any spelling that is known here, joined."""
    return joined(every_own(text, own=own))


def joined(found: Iterable[Found]) -> tuple[Found, ...]:
    """Return stretches without overlaps that cover all of `found`."""
    rows: list[Found] = []
    for one in sorted(found):
        if rows and one.start < rows[-1].end:
            rows[-1] = Found(rows[-1].start, max(one.end, rows[-1].end), rows[-1].kind)
        else:
            rows.append(one)
    return tuple(rows)


def every_own(text: str, *, own: Own) -> Iterator[Found]:
    """Yield every stretch that is the sender's own; stretches may overlap."""
    yield from _in_words(text, own)
    yield from _encoded(text, own)


def _in_words(text: str, own: Own) -> Iterator[Found]:
    document = read(text)
    for number, view in enumerate((document.plain, document.digits)):
        yield from _same(view, [(kind, _rows(value)[number]) for kind, value in own.values])
    yield from _in_latin(document.plain, _latin(own.kana), kind="name")
    yield from _in_latin(document.plain, _latin_of_mixed(own.pen_name), kind="nickname")
    if house := _house(own.profile.address):
        plain = document.plain.text.translate(_DIGITS)
        yield from (Found(*document.plain.origin(*one.span()), kind="address") for one in house.finditer(plain))
    for kind, value in own.values:
        if len(bare(value)) < 2:  # made of signs: only its very signs can be looked for
            yield from (Found(at, at + len(value.strip()), kind) for at in _places(text, value.strip()))
    for hit in watch.match(text, [own.profile]):
        yield Found(hit.start, hit.end, hit.field.value.replace("_", "-"))


def _encoded(text: str, own: Own) -> Iterator[Found]:
    """Yield addresses that hold the sender's data as %E4%BD%90, &#20304; or xn--…: all that stands behind the host."""
    for word in _WORD.finditer(text):
        if not _ENCODED.search(word[0]):
            continue
        kinds = {one.kind for one in _in_words(_decoded(word[0]), own)}
        if kinds:
            host = _BEHIND_HOST.match(word[0])
            start = word.start() + (host.end() if host and not _in_host(host[0], own) else 0)
            yield Found(min(start, word.end() - 1), word.end(), min(kinds))


def _in_host(host: str, own: Own) -> bool:
    return any(True for _ in _in_words(_decoded(host), own))


def _decoded(address: str) -> str:
    for _time in range(_UNDONE):
        address = unescape(unquote_plus(address))
    return re.sub(r"xn--[a-z0-9-]+", lambda label: _label(label[0]), address, flags=re.IGNORECASE)


def _label(label: str) -> str:
    try:
        return label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError):
        return label


def _same(view: View, values: Sequence[tuple[str, str]]) -> Iterator[Found]:
    """Yield where a value stands with other separators, width, case, kana or digits."""
    letters = _letters(view.text)
    row = "".join(letter for letter, _at in letters)
    for kind, wanted in values:
        for at in _places(row, wanted):
            start, end = letters[at][1], letters[at + len(wanted) - 1][1] + 1
            if _stands_alone(view.text, start, end, wanted):
                yield Found(*view.origin(start, end), kind=kind)


def _in_latin(view: View, pattern: re.Pattern[str] | None, *, kind: str) -> Iterator[Found]:
    """Yield where a name in kana stands in Latin letters, with any sign between them (Ken-ichi)."""
    if pattern is None:
        return
    letters = _letters(view.text)
    row = "".join(letter for letter, _at in letters)
    for found in pattern.finditer(row):
        start, end = letters[found.start()][1], letters[found.end() - 1][1] + 1
        if len(found[0]) >= _LATIN_ALONE and _stands_alone(view.text, start, end, found[0]):
            yield Found(*view.origin(start, end), kind=kind)


@lru_cache(maxsize=32)
def _latin(kana: str) -> re.Pattern[str] | None:
    """Return what matches a name in kana in the spellings of Latin letters: whole in either order, or a part of it."""
    words = [romaji.pattern(fold(word)) for word in parts_of(kana)]
    if not words or not all(words):
        return None
    return re.compile("|".join(("".join(words), "".join(reversed(words)), *words)))


@lru_cache(maxsize=32)
def _latin_of_mixed(name: str) -> re.Pattern[str] | None:
    """Return what matches a name of kana and signs in Latin letters (はなまる_87: hanamaru87)."""
    runs = re.findall("[ぁ-ゖー]+|[a-z0-9]+", fold(unicodedata.normalize("NFKC", name)))
    words = [run if run.isascii() else romaji.pattern(run) for run in runs]
    return re.compile("".join(words)) if words and all(words) else None


@lru_cache(maxsize=32)
def _house(address: str) -> re.Pattern[str] | None:
    """Return what matches the numbers of a house without its town, where they are too many to be anything else."""
    numbered = NUMBER.search(address)
    groups = re.findall("[0-9]+", address[numbered.start() :].translate(_DIGITS)) if numbered else []
    if len(groups) < 3 or sum(map(len, groups)) < 4:
        return None
    return re.compile("(?<![0-9])" + r"[^0-9\n]{1,6}".join(groups) + "(?![0-9])")


def _places(row: str, wanted: str) -> Iterator[int]:
    at = row.find(wanted) if len(wanted) >= 2 else -1
    while at >= 0:
        yield at
        at = row.find(wanted, at + 1)


def _letters(plain: str) -> list[tuple[str, int]]:
    """Return the letters and digits of a text in one spelling, each with its place."""
    one_spelling = _PARTED_BY_NO.sub(" ", fold(plain).translate(_DIGITS))
    return [(char, at) for at, char in enumerate(one_spelling) if char.isalnum()]


@lru_cache(maxsize=128)
def _rows(value: str) -> tuple[str, str]:
    """Return a value as it is looked for in the plain view and in the view of digits."""
    document = read(value)
    plain, digits = ("".join(char for char, _at in _letters(view.text)) for view in (document.plain, document.digits))
    return plain, digits


def _stands_alone(text: str, start: int, end: int, wanted: str) -> bool:
    """Say whether a value in Latin letters is not a part of a longer word; other scripts have no borders."""
    if not (wanted.isascii() and wanted.isalpha()):
        return True
    around = text[start - 1 : start] + text[end : end + 1]
    return not any(char.isascii() and char.isalpha() for char in around)
