"""Every place of a text where something of a sender's own stands, in any spelling that is known."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from html import unescape
from urllib.parse import unquote_plus

from yosuga.detect import watch
from yosuga.detect.base import View
from yosuga.detect.document import read
from yosuga.detect.own import mixed, romaji
from yosuga.detect.own.folding import Sheet, Watcher, fold, kana_of
from yosuga.detect.own.lookalikes import KANA_AS_KANJI, KANJI_AS_KANA, SIGNS
from yosuga.detect.own.profile import Name
from yosuga.rules.takedown import scattering
from yosuga.rules.takedown.found import Found, joined
from yosuga.rules.takedown.owning import NUMBER, Own, bare, parts_of

_WORD = re.compile(r"[!-~]+")
_ENCODED = re.compile(r"%[0-9A-Fa-f]{2}|xn--|&#")
_BEHIND_HOST = re.compile(r"^([a-z][a-z0-9+.-]*://[^/?#]*)", re.IGNORECASE)
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_PARTED_BY_NO = re.compile("(?<=[0-9])の(?=[0-9])")  # 090の0000の1205
_LATIN_ALONE = 4  # letters of a part of a name that stands alone
_LETTERS_AND_DIGITS = re.compile("(?=[0-9$]*[A-Za-z])(?=[A-Za-z]*[0-9$])[A-Za-z0-9$]{4,40}")
_UNDONE = 3  # an address may be encoded more than once


def find_own(text: str, *, own: Own) -> tuple[Found, ...]:
    """Return every stretch of `text` that is the sender's own, in any spelling that is known here, joined."""
    return joined(every_own(text, own=own))


def every_own(text: str, *, own: Own) -> Iterator[Found]:
    """Yield every stretch that is the sender's own; stretches may overlap."""
    yield from _in_words(text, own)
    yield from _encoded(text, own)


def _in_words(text: str, own: Own) -> Iterator[Found]:
    document = read(text)
    for number, view in enumerate((document.plain, document.digits)):
        yield from _same(view, [(kind, _rows(value)[number]) for kind, value in own.values])
    yield from _alike(document.plain, own)
    for seen in (document.plain.text, *_spelt_with_digits(document.plain.text)):
        yield from _in_latin(document.plain, _latin(own.kana), kind="name", seen=seen)
        yield from _in_latin(document.plain, _latin_of_mixed(own.pen_name), kind="nickname", seen=seen)
    sheet = Sheet(document)
    for half in _halves(own.profile.names):
        yield from (Found(*sheet.origin(one), kind="name") for one in half(sheet))
    yield from scattering.told(text, own=own)
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


@lru_cache(maxsize=32)
def _halves(names: tuple[Name, ...]) -> tuple[Watcher, ...]:
    return tuple(mixed.watchers(names))


def _alike(view: View, own: Own) -> Iterator[Found]:
    """Yield where a value stands in letters that look like its own: a kanji for a kana and the other way, 0 for o."""
    values = [(kind, value, _rows(value)[0]) for kind, value in own.values]
    kana = [(kind, row) for kind, value, row in values if len(row) > 2 and kana_of(fold(value))]
    kanji = [(kind, row) for kind, value, row in values if any(one in value for one in map(chr, KANJI_AS_KANA))]
    latin = [(kind, row) for kind, _value, row in values if len(row) >= _LATIN_ALONE and _is_latin(row)]
    for table, wanted in ((KANJI_AS_KANA, kana), (KANA_AS_KANJI, kanji)):
        if wanted:
            yield from _same(view, wanted, seen=view.text.translate(table))
    for seen in _spelt_with_digits(view.text) if latin else ():
        yield from _same(view, latin, seen=seen)


def _is_latin(row: str) -> bool:
    return row.isascii() and row.isalpha()


def _spelt_with_digits(text: str) -> tuple[str, ...]:
    """Return a text with the digits inside Latin words as the letters they stand for (h4nak0), if it has any."""
    return tuple(sorted({_with_letters(text, signs) for signs in SIGNS} - {text}))


def _with_letters(text: str, signs: Mapping[int, int]) -> str:
    return _LETTERS_AND_DIGITS.sub(lambda word: word[0].translate(signs), text)


def _same(view: View, values: Sequence[tuple[str, str]], *, seen: str = "") -> Iterator[Found]:
    """Yield where a value stands with other separators, width, case, kana or digits; `seen` is the view as it looks."""
    letters = _letters(seen or view.text)
    row = "".join(letter for letter, _at in letters)
    for kind, wanted in values:
        for at in _places(row, wanted):
            start, end = letters[at][1], letters[at + len(wanted) - 1][1] + 1
            if _stands_alone(view.text, start, end, wanted):
                yield Found(*view.origin(start, end), kind=kind)


def _in_latin(view: View, pattern: re.Pattern[str] | None, *, kind: str, seen: str) -> Iterator[Found]:
    """Yield where a name in kana stands in Latin letters, with any sign between them (Ken-ichi)."""
    if pattern is None:
        return
    letters = _letters(seen)
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
