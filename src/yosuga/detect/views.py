"""The plain view of a text: one width, one spelling of each character, nothing that nobody sees."""

import re
import unicodedata
from collections.abc import Iterator

from yosuga.detect.spelling import Spelling

# Marks that lie on the character before them: accents, strikes and keycaps, variation selectors, dakuten of any width.
_MARKS = (
    "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe00-\ufe0f\ufe20-\ufe2f\uff9e\uff9f"
    "\U000e0100-\U000e01ef"
)
# Characters of no width (Unicode category Cf, fillers of Hangul, tags), put between letters to hide a word.
_UNSEEN = (
    "\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e007f"
)
# Characters that are several: ℡ №, ⑩ ⑴ ⒈, ㈱ ㍻ ㌔, ligatures, ゟ ヿ. Others of the kind (½, …) stay one character.
_SEVERAL = "\u2100-\u2122\u2469-\u249b\u309f\u30ff\u3200-\u33ff\ufb00-\ufb06\U0001f100-\U0001f10a"
_SPECIAL = re.compile(f"[{_MARKS}{_UNSEEN}{_SEVERAL}]")
_UNIT = re.compile(f"[^{_MARKS}{_UNSEEN}{_SEVERAL}][{_MARKS}]+|[{_SEVERAL}]|[{_UNSEEN}{_MARKS}]+")
_SEVERAL_ONE = re.compile(f"[{_SEVERAL}]")
_VOICED = {"\uff9e": "\u3099", "\uff9f": "\u309a"}
_ALONE = {"\uff9e": "\u309b", "\uff9f": "\u309c"}
_UNKNOWN = 0xFFFD
_LAST_KEPT = 0xFFFF


class _Table(dict[int, int]):
    """What each character is written as where that is one character; filled as characters are met."""

    def __missing__(self, code: int) -> int:
        shown = _shown(code)
        if code <= _LAST_KEPT:  # the table stays small, whatever a text holds
            self[code] = shown
        return shown


def _shown(code: int) -> int:
    if 0xD800 <= code <= 0xDFFF:
        return _UNKNOWN  # half of a pair is no character; libraries that expect UTF-8 must not meet it
    plain = unicodedata.normalize("NFKC", chr(code))
    if len(plain) != 1:
        return code
    digit = unicodedata.digit(plain, None)
    return ord(plain) if digit is None else ord("0") + digit


_TABLE = _Table()


# Five characters or more that each stand alone, as who hides from a search writes: 品 川 3 3 0 ふ 5 1 - 2 0.
_APART = re.compile(r"(?<!\w)\S(?!\w)(?: [^\s](?!\w)){4,}")
_GAPS = 4
_LETTER, _FEWEST = re.compile("[ぁ-ゖァ-ヺ㐀-鿿]"), 3
_COORDINATES = re.compile(r"[0-9] \. [0-9].{0,24}, .{0,10}[0-9] \. [0-9]")


def plain(text: str) -> Spelling:
    """Return `text` in NFKC, character by character, with every decimal digit as 0-9, and what stands apart joined."""
    view = _in_one_width(text)
    if view.text.count(" ") < _GAPS or _APART.search(view.text) is None:
        return view
    return Spelling(_joined(view.text), under=view)


def _joined(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the text without the spaces of words and coordinates of which every character stands apart."""
    at = 0
    for run in _APART.finditer(text):
        if len(_LETTER.findall(run[0])) >= _FEWEST or _COORDINATES.search(run[0]):
            yield text[at : run.start()], at, run.start()
            yield from ((text[one], one, one + 1) for one in range(run.start(), run.end(), 2))
            at = run.end()
    yield text[at:], at, len(text)


def _in_one_width(text: str) -> Spelling:
    if text.isascii() or _SPECIAL.search(text) is None:
        return Spelling([(text if text.isascii() else text.translate(_TABLE), 0, len(text))])
    return Spelling(_pieces(text))


def _pieces(text: str) -> Iterator[tuple[str, int, int]]:
    at = 0
    for unit in _UNIT.finditer(text):
        start, end = unit.span()
        yield text[at:start].translate(_TABLE), at, start
        yield _as_one(unit[0]), start, end
        at = end
    yield text[at:].translate(_TABLE), at, len(text)


def _as_one(unit: str) -> str:
    """Return what a character with its marks is written as; a mark that forms no character with it is left out."""
    if _SEVERAL_ONE.match(unit):
        return unicodedata.normalize("NFKC", unit)
    if _SPECIAL.match(unit):
        return "".join(_ALONE.get(mark, "") for mark in unit)
    base = unit[0].translate(_TABLE)
    after = ""
    for mark in unit[1:]:
        joined = unicodedata.normalize("NFC", base + _VOICED.get(mark, mark))
        if len(joined) == 1 and not after:
            base = joined
        else:
            after += _ALONE.get(mark, "")
    return base + after
