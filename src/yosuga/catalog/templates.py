"""The small language in which a letter says where a value goes: `{name}`, and `[[…]]` for what is left out with it.

Nothing is evaluated. A template is data of the catalog; a value is text, and its braces and brackets are text too.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

_TOKEN = re.compile(r"\[\[(?P<optional>(?:(?!\]\]|\[\[).)*)\]\]|\{(?P<name>[a-z][a-z0-9-]*)\}", re.DOTALL)
_STRAY = re.compile(r"\[\[|\]\]|[{}]")

Place = Callable[[str], str]
"""Gives what stands in the place of a name; nothing where there is no value."""


class TemplateUnclear(ValueError):
    """A template has a brace or bracket that opens or closes nothing."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words, or the place of a value, or (`inside`) a stretch that stands only where all its values do."""

    words: str = ""
    name: str = ""
    inside: tuple["Piece", ...] = ()


@lru_cache(maxsize=2048)
def parse(template: str) -> tuple[Piece, ...]:
    """Return a template in pieces. Raises TemplateUnclear."""
    return tuple(_pieces(template))


def names(template: str) -> frozenset[str]:
    """Return every value that a template has a place for. Raises TemplateUnclear."""
    return frozenset(one.name for piece in parse(template) for one in (piece, *piece.inside) if one.name)


def required(template: str) -> frozenset[str]:
    """Return the values whose absence leaves a blank. Raises TemplateUnclear."""
    return frozenset(piece.name for piece in parse(template) if piece.name)


def filled(template: str, *, place: Place, blank: str) -> str:
    """Return the template with its values; where one is missing stands `blank`, or nothing in an optional stretch."""
    return "".join(_filled(piece, place=place, blank=blank) for piece in parse(template))


def _filled(piece: Piece, *, place: Place, blank: str) -> str:
    if piece.inside:
        if not all(place(one.name) for one in piece.inside if one.name):
            return ""
        return "".join(one.words or place(one.name) for one in piece.inside)
    return (place(piece.name) or blank) if piece.name else piece.words


def _pieces(template: str) -> Iterator[Piece]:
    at = 0
    for found in _TOKEN.finditer(template):
        yield from _words(template[at : found.start()])
        optional = found["optional"]
        if optional is None:
            yield Piece(name=found["name"])
        else:
            yield _optional(optional)
        at = found.end()
    yield from _words(template[at:])


def _optional(inside: str) -> Piece:
    pieces = tuple(_pieces(inside))
    if not any(piece.name for piece in pieces):
        raise TemplateUnclear("an optional stretch without a value")
    return Piece(inside=pieces)


def _words(text: str) -> Iterator[Piece]:
    stray = _STRAY.search(text)
    if stray:
        raise TemplateUnclear(f"a stray {stray[0]}")
    if text:
        yield Piece(words=text)
