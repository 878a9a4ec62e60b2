"""A regular expression for any of many entries that tries them only where one of them can begin."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

# How an entry begins: with a sign, with one of a class, or with a group of entries; a look behind may come first.
_SIGN = r"\[(?P<class>[^\]\\^-](?:[^\]\\]*[^\]\\-])?)\]|\\(?P<escaped>\W)|(?P<sign>[^\\()\[\].^$|?*+{}])"
_HEAD = re.compile(rf"(?:\(\?<[!=][^()]*\))?(?:{_SIGN}|\((?:\?:)?(?P<group>[^()]+)\))(?![*{{])(?P<perhaps>\?)?")

_PLAIN = re.compile(r"[^\\()\[\].^$|?*+{}](?![?*+{])")


def one_of(entries: Collection[str]) -> str:
    """Return a regular expression for any of `entries`, the longer ones first.

    They are regular expressions themselves, with a bar only inside brackets.

    Tried one after the other at every character, a hundred entries cost what a hundred readings of the text would; a
    look ahead at how they begin costs one. An entry that does not tell how it begins is tried in its place.
    """
    ordered = sorted(entries, key=lambda entry: (-len(entry), entry))
    rows = groupby(ordered, key=lambda entry: _begin(entry) != "")
    return f"(?:{'|'.join(_row(list(row)) if told else '|'.join(row) for told, row in rows)})"


def _row(entries: Sequence[str]) -> str:
    """Return an expression for entries in a row that all tell how they begin."""
    if len(entries) == 1:
        return entries[0]
    return f"(?=[{_any_begin(entries)}])(?:{'|'.join(_grouped(entries))})"


def _grouped(ordered: Sequence[str]) -> Iterator[str]:
    """Yield the entries, those in a row that begin with the same plain sign as one: 東大|東京 as 東(?:大|京).

    Entries that begin with different signs never match at one place, so the order among them does not matter; an entry
    that begins otherwise keeps its place.
    """
    for plain, several in groupby(ordered, key=lambda entry: _PLAIN.match(entry) is not None):
        if not plain:
            yield from several
            continue
        behind: dict[str, list[str]] = {}
        for entry in several:
            behind.setdefault(entry[0], []).append(entry[1:])
        yield from (sign + (rest[0] if len(rest) == 1 else f"(?:{'|'.join(rest)})") for sign, rest in behind.items())


def _any_begin(entries: Sequence[str]) -> str:
    """Return the inside of a class of every sign that one of the entries can begin with; "" where that is not told."""
    begins = [_begin(entry) for entry in entries]
    return "".join(sorted(set(begins))) if all(begins) else ""


def _begin(entry: str) -> str:
    """Return the inside of a class of the signs that the entry can begin with, "" where that is not told."""
    head = _HEAD.match(entry)
    if head is None:
        return ""
    if head["group"]:
        first = _any_begin(head["group"].split("|"))
    else:
        first = head["class"] or re.escape(head["escaped"] or head["sign"])
    if not head["perhaps"]:
        return first
    rest = _begin(entry[head.end() :])
    return first + rest if first and rest else ""
