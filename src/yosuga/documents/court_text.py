"""Texts of others as a court paper prints them: nothing hidden, nothing wider than its column, dates in words."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

from yosuga.clock import JST
from yosuga.documents.line_ends import NOT_FIRST, NOT_LAST
from yosuga.text import nfc

UNKNOWN = "不明"

# A piece of a text: `text` flows as it is, `run` may be broken after any letter, `line` is a new line.
Piece = tuple[str, str]

_MOST_STACKED = 8
# In the narrowest column (six letters a line) this is two thirds of a page.
_SHORT = 240
_LINE_WEIGHT = 8
_REIWA = date(2019, 5, 1)
# Controls, halves of characters, and what turns the direction of reading or holds letters together unseen.
_HIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufffe\uffff]")
# Rules of line breaking keep these together, however many there are.
_CLINGING, _OPENING = (re.escape("".join(sorted(marks))) for marks in (NOT_FIRST | set("!?"), NOT_LAST))
_RUN = re.compile(
    rf"[!-~]{{12,}}|[{_CLINGING}]{{5,}}|[{_OPENING}]{{5,}}|[^\s!-~\u2e80-\u9fff\uac00-\ud7af\uf900-\uffef]{{20,}}"
)


def visible(text: str) -> str:
    """Return `text` in NFC, its lines parted by LF, with each hidden character printed as `[U+202E]`.

    A reader must see what a text holds: overrides of direction make it read otherwise than it is. Also legal in XML.
    """
    lines = nfc(re.sub("[\u2028\u2029\x0b\x0c\x85]|\r\n?", "\n", text)).replace("\t", " ").replace("\xa0", " ")
    return "".join(_marks_limited(_HIDDEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", lines)))


def pieces(text: str) -> list[Piece]:
    """Return `text` as pieces that a column of any width can hold; joined they are the visible text."""
    return [piece for number, line in enumerate(visible(text).split("\n")) for piece in _line(line, number=number)]


def one_line_pieces(text: str) -> list[Piece]:
    """Return `text` as pieces without a new line."""
    return pieces(visible(text).replace("\n", " ").strip())


def known(text: str) -> list[Piece]:
    """Return `text` as pieces, or 不明 where there is nothing."""
    return pieces(text if text.strip() else UNKNOWN)


def is_short(*texts: str) -> bool:
    """Say whether a row of these texts surely fits a page, so that it need not be parted between two."""
    return all(len(text) + _LINE_WEIGHT * text.count("\n") <= _SHORT for text in map(visible, texts))


def era_words(day: date) -> str:
    """Return a date as courts write it, `令和8年11月22日`; one before 令和 by its western year."""
    if day < _REIWA:
        return day_words(day)
    year = day.year - 2018
    return f"令和{'元' if year == 1 else year}年{day.month}月{day.day}日"


def day_words(day: date) -> str:
    """Return `2025年9月11日`."""
    return f"{day.year}年{day.month}月{day.day}日"


def jst_short(moment: datetime) -> str:
    """Return an aware moment in Japan Standard Time, `2025-09-11 14:05:09`."""
    return f"{moment.astimezone(JST):%Y-%m-%d %H:%M:%S}"


def utc_short(moment: datetime) -> str:
    """Return an aware moment in UTC, `2025-09-11 05:05:09`."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S}"


def id_ranges(ids: Sequence[str]) -> list[str]:
    """Return item ids in order, neighbours joined: `E0001–E0200`, `E0203`."""
    numbers = sorted({int(one[1:]) for one in ids})
    ranges: list[tuple[int, int]] = []
    for number in numbers:
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1] = (ranges[-1][0], number)
        else:
            ranges.append((number, number))
    return [f"E{first:04}" if first == last else f"E{first:04}–E{last:04}" for first, last in ranges]


def _line(line: str, *, number: int) -> Iterator[Piece]:
    if number:
        yield ("line", "")
    start = 0
    for run in _RUN.finditer(line):
        if run.start() > start:
            yield ("text", line[start : run.start()])
        yield ("run", run[0])
        start = run.end()
    if start < len(line):
        yield ("text", line[start:])


def _marks_limited(text: str) -> Iterator[str]:
    """No writing stacks more than eight marks on a letter; more could paint over the line above, so they are named."""
    stacked = 0
    for letter in text:
        stacked = stacked + 1 if unicodedata.category(letter) in {"Mn", "Me"} else 0
        yield letter if stacked <= _MOST_STACKED else f"[U+{ord(letter):04X}]"
