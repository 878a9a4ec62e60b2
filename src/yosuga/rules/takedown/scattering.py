"""A sender's number that is told in pieces, over lines or fields, and the four last digits that may be a part of it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from yosuga.detect.document import read
from yosuga.detect.own.figures import Row, rows
from yosuga.detect.own.folding import Sheet
from yosuga.rules.takedown.found import Found
from yosuga.rules.takedown.owning import Own

_KIND = "phone"
_TAIL, _LAST = 8, 4  # what is told of a number without its area or carrier code; what people know it by
_NEAR = 40  # characters before four digits that say what they are
_LEAST = 2  # digits of a piece of a whole number; of the last eight, three: 12 and 05 stand in every date
_SPEAKS_OF_IT = re.compile(
    "(?:電話|携帯|けーたい|けいたい|すまほ|末尾|後半|下[4四]?[桁けつ]|最後|終わり|おわり|phone|mobile|call|last"
    "|\\btel\\b|end(?:s|ing)?\\b|(?<!れす)(?<!すれ)(?<!投稿)(?<!記事)(?<!受付)(?<!管理)(?<!整理)(?<!注文)番号)"
    r"[^。\n]{0,24}$"
)
_NUMBERED = re.compile(
    r"(?:[:/.\-#¥$@>第]|no\.?|れす|れす番号|投稿番号|記事番号|受付番号|管理番号|整理番号|注文番号)\s?$"
)
_PARTED = re.compile(r"[^\s\w]")  # 12:05 and 12-05 are times and days
_COUNTED = re.compile(
    r"\s?(?:[:/.\-~][0-9]|[年月日時分円件回人名番個枚号階歳才字頁%]|文字|ぺーじ|ぽいんと|ぴくせる|km|cm|kg|px|pt|yen|times|people)|[a-z]"
)


@dataclass(frozen=True, slots=True)
class _Piece:
    field: str
    row: Row
    sheet: "_Read"


class _Read:
    """A text with its rows of digits."""

    def __init__(self, text: str) -> None:
        document = read(text)
        self.plain, self.sheet = document.plain, Sheet(document)
        self.rows = rows(self.sheet) if text else ()

    def found(self, start: int, end: int) -> Found:
        return Found(*self.plain.origin(start, end), kind=_KIND)


def told(text: str, *, own: Own) -> Iterator[Found]:
    """Yield where the whole number, or its last eight digits, stand in one row, and its last four beside "phone"."""
    if not own.numbers:
        return
    words = _Read(text)
    for row in words.rows:
        for number in own.numbers:
            for wanted in (number, number[-_TAIL:]):
                at = row.digits.find(wanted)
                if at >= 0:
                    yield words.found(*row.span(at, len(wanted)))
        if _is_last(row, own) and _speaks_of_it(row, words) and not _counts(row, words):
            yield words.found(row.start, row.end)


def doubtful(text: str, *, own: Own) -> tuple[Found, ...]:
    """Return where four digits stand that are the last of the number and may be anything else: the person decides."""
    if not own.numbers:
        return ()
    words = _Read(text)
    return tuple(
        words.found(row.start, row.end)
        for row in words.rows
        if _is_last(row, own)
        and not _counts(row, words)
        and not _PARTED.search(words.sheet.text, row.start, row.end)
        and not _NUMBERED.search(_before(row, words))
        and not _speaks_of_it(row, words)
    )


def scattered(texts: Mapping[str, str], *, own: Own) -> Mapping[str, tuple[Found, ...]]:
    """Return by field the pieces that together are the whole number, or its last eight digits."""
    if not own.numbers:
        return {}
    pieces = [
        _Piece(field, row, words)
        for field, text in texts.items()
        for words in (_Read(text),)
        for row in words.rows
        if len(row.digits) >= _LEAST
    ]
    spots: dict[str, list[Found]] = {}
    for one in _in_pieces(pieces, own):
        spots.setdefault(one.field, []).append(one.sheet.found(one.row.start, one.row.end))
    return {field: tuple(sorted(set(found))) for field, found in spots.items()}


def _in_pieces(pieces: Sequence[_Piece], own: Own) -> Iterator[_Piece]:
    for number in own.numbers:
        for wanted, least in ((number, _LEAST), (number[-_TAIL:], _LEAST + 1)):
            fitting = {one.row.digits for one in pieces if least <= len(one.row.digits) < len(wanted)}
            used = _laid(wanted, fitting)
            yield from (one for one in pieces if one.row.digits in used)


def _laid(wanted: str, pieces: set[str]) -> set[str]:
    """Return the pieces of which `wanted` can be laid without a gap; none where it cannot."""
    reached = {0}
    for at in range(len(wanted)):
        if at in reached:
            reached |= {at + len(one) for one in pieces if wanted.startswith(one, at)}
    if len(wanted) not in reached:
        return set()
    return {
        one
        for one in pieces
        for at in reached
        if wanted.startswith(one, at) and _goes_on(wanted, at + len(one), pieces)
    }


def _goes_on(wanted: str, at: int, pieces: set[str]) -> bool:
    return at == len(wanted) or any(
        wanted.startswith(one, at) and _goes_on(wanted, at + len(one), pieces) for one in pieces
    )


def _is_last(row: Row, own: Own) -> bool:
    return any(row.digits == number[-_LAST:] for number in own.numbers)


def _counts(row: Row, words: _Read) -> bool:
    return _COUNTED.match(words.sheet.text, row.end) is not None


def _speaks_of_it(row: Row, words: _Read) -> bool:
    return _SPEAKS_OF_IT.search(_before(row, words)) is not None


def _before(row: Row, words: _Read) -> str:
    return words.sheet.text[max(0, row.start - _NEAR) : row.start]
