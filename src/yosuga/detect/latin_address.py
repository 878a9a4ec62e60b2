"""Finds Japanese addresses in Latin letters: "9-99-12 Miraizaka, Aoba-ku, Yokohama", and homes: "Yokosuka在住"."""

import re
from collections.abc import Iterator

from yosuga.detect.base import Document, Finding, Kind
from yosuga.detect.gazetteer import latin_places

_WORD = "[A-Za-z\u0100-\u017f][A-Za-z'\u0100-\u017f]{1,20}(?:-[A-Za-z]{1,20}){0,3}[.]?"
# The rows of Hokkaido's grids, and districts by number: Kita 39-jo Nishi, Aoba 3-chome.
_ROW = "[0-9]{1,2}-?(?:j[o\u014d]|[Cc]h[o\u014d]me)(?![A-Za-z])"
_NAME = rf"{_WORD}(?: (?:{_WORD}|{_ROW})){{0,3}}"
_BLOCK = r"[0-9]{1,4}(?:[-\\u2010\\u2013\\u2212][0-9]{1,4}){1,4}"
_HOUSE = (
    r"(?:[A-Za-z][A-Za-z'.-]{0,20}(?: [A-Za-z][A-Za-z'.-]{0,20}){0,3} )?"
    r"(?:#|[Rr]oom |[Rr]m\.? ?|[Aa]pt\.? ?|[Nn]o\. ?)?"
    r"[A-Za-z]?-?[0-9]{2,4}[A-Z]?, ?"
)
_ROOM_FIRST = (
    r"(?:(?:[Rr]oom|[Rr]m\.?|[Aa]pt\.?|#) ?[A-Za-z]?-?[0-9]{1,4}[A-Z]?, ?)"
    r"(?:[A-Z][A-Za-z'.-]{1,20}(?: [A-Z][A-Za-z'.-]{1,20}){0,3}, ?)?"
)
# The West's order, from the room to the prefecture; and Japan's, from the prefecture to the room.
_WESTERN = re.compile(
    rf"(?<![0-9A-Za-z-])(?P<house>(?:{_HOUSE}){{1,2}}|{_ROOM_FIRST})?{_BLOCK},? "
    rf"(?P<names>{_NAME}(?:(?:, ?|,? ?\n){_NAME}){{0,5}})"
)
_JAPANESE = re.compile(
    rf"(?<![0-9A-Za-z-])(?P<names>(?:{_WORD},? ){{1,6}}){_BLOCK}"
    r"(?P<house>,? (?:[A-Z][A-Za-z'.-]{1,20} ){1,3}#?[A-Z]?-?[0-9]{2,4})?(?![-0-9])"
)
_SUFFIX = re.compile(
    r"(?:-| )?(ken|to|fu|shi|ku|gun|cho|chou|machi|mura|son|city|ward|prefecture|pref\.?|town)$", re.IGNORECASE
)
_STOP = re.compile("[a-z]{4}[.] ")
_FIRST_WORD = re.compile(" ?[A-Za-z\u0100-\u017f-]+")
_PLAIN_LETTERS = str.maketrans("āīūēōâîûêô", "aiueoaiueo", "'")
_NUMBERED = re.compile("[0-9][-\u2010\u2013\u2212][0-9]")
_LIVES = re.compile(rf"(?<![A-Za-z@_])(?P<names>{_WORD}(?:, ?{_WORD}){{0,2}}) ?(?:在住|住み|住まい|に住|民)")
_LIVES_IN = re.compile(
    rf"(?:[Ll]iv(?:e|es|ing) in|[Bb]ased in|[Mm]oved to|[Rr]esident of) (?P<names>{_WORD}(?:, ?{_WORD}){{0,2}})"
)


def latin_addresses(document: Document) -> Iterator[Finding]:
    """Yield addresses in Latin letters that hold a known prefecture or municipality, and homes named so."""
    text = document.plain.text
    if re.search("[A-Za-z]{3}", text) is None:
        return
    for form in (_WESTERN, _JAPANESE) if _NUMBERED.search(text) else ():
        for found in form.finditer(text):
            span = _placed(found, western=form is _WESTERN)
            if span:
                yield _finding(document, *span, 0.9)
    for form in (_LIVES, _LIVES_IN):
        for found in form.finditer(text):
            first, *rest = re.finditer("[^, ]+", found["names"])
            if is_latin_place(first[0]):
                last = rest[0] if rest and is_latin_place(rest[0][0]) else first
                offset = found.start("names")
                end = last.end() - last[0].endswith(".")
                yield _finding(document, offset + first.start(), offset + end, 0.7)


def is_latin_place(name: str) -> bool:
    """Say whether `name` is a prefecture or municipality, or says by its ending that it is one (Aoba-ku)."""
    whole = name.strip(" ,.").lower().translate(_PLAIN_LETTERS)
    return (
        not latin_places().isdisjoint((whole, _SUFFIX.sub("", whole)))
        or re.search("-(?:ken|shi|ku|gun|cho|machi)$", name, re.IGNORECASE) is not None
    )


def _placed(found: re.Match[str], *, western: bool) -> tuple[int, int] | None:
    """Return the stretch from the first to the last part, without the country and what follows the last known place."""
    parts = [part.span() for part in re.finditer("[^,\n]+" if western else "[^, ]+", found["names"])]
    offset = found.start("names")
    named = [is_latin_place(found["names"][start:end]) for start, end in parts]
    if not any(named):
        return None
    if not western:
        first = named.index(True)
        return offset + parts[first][0], found.end()
    last = len(named) - 1 - named[::-1].index(True)
    end = offset + parts[last][1]
    # A sentence goes on behind the prefecture: …, Nagoya, Aichi. Call ….
    further = _FIRST_WORD.match(found["names"], parts[last + 1][0]) if last + 1 < len(parts) else None
    if further and is_latin_place(further[0]):
        end = offset + further.end()
    # The sentence before it has ended: … is a scammer. Room 305, 9-99-4 ….
    stops = [stop.end() for stop in _STOP.finditer(found.string, *found.span("house"))] if found["house"] else []
    return (stops[-1] if stops else found.start()), end - found.string[:end].endswith(".")


def _finding(document: Document, start: int, end: int, score: float) -> Finding:
    first, last = document.plain.origin(start, end)
    return Finding(first, last, Kind.ADDRESS, score, "latin")
