"""Conditions over signs: `danger and not (asker-company or asker-third-party)`, understood once and asked often.

The vocabulary is closed. A sign that is not in it does not load, so a misspelt condition is found by the first
program that reads the record, not by the first person it fails.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

Signs = frozenset[str]
Holds = Callable[[Signs], bool]
_PIECE = re.compile(r"\s*([()]|[a-z0-9][a-z0-9-]*)")
_WORDS = frozenset({"and", "or", "not", "(", ")"})


class ConditionUnclear(ValueError):
    """A condition that cannot be read, or that asks about a sign there is not."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A yes-or-no question about signs.

    `reads` names every sign the answer can depend on, groups resolved; `names` the signs and groups as written.
    """

    text: str
    reads: frozenset[str]
    names: frozenset[str]
    holds: Holds = field(compare=False, repr=False)


def always() -> Condition:
    """Return the condition that is true of everybody."""
    return Condition(text="always", reads=frozenset(), names=frozenset(), holds=lambda _signs: True)


def condition(text: str, *, signs: Collection[str], groups: Mapping[str, Condition]) -> Condition:
    """Return the condition that `text` writes down.

    `and` binds more tightly than `or`, `not` more tightly than both; a group is a name for a condition.
    Raises ConditionUnclear, naming the word.
    """
    if text.strip() == "always":
        return always()
    reading = _Reading(_pieces(text), signs=signs, groups=groups)
    holds = reading.either()
    if reading.rest:
        raise ConditionUnclear(f"not expected here: {reading.rest[-1]}")
    plain = " ".join(text.split())
    return Condition(text=plain, reads=frozenset(reading.reads), names=frozenset(reading.names), holds=holds)


def _pieces(text: str) -> list[str]:
    found, at = [], 0
    stripped = text.rstrip()
    while at < len(stripped):
        word = _PIECE.match(stripped, at)
        if word is None:
            raise ConditionUnclear(f"cannot be read: {stripped[at : at + 20].strip()}")
        found.append(word[1])
        at = word.end()
    return found


class _Reading:
    """One pass over the pieces of a condition, from the left."""

    def __init__(self, pieces: list[str], *, signs: Collection[str], groups: Mapping[str, Condition]) -> None:
        self.rest = pieces[::-1]
        self.reads: set[str] = set()
        self.names: set[str] = set()
        self._signs = signs
        self._groups = groups

    def either(self) -> Holds:
        parts = [self._both()]
        while self.rest and self.rest[-1] == "or":
            self.rest.pop()
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else _any(parts)

    def _both(self) -> Holds:
        parts = [self._one()]
        while self.rest and self.rest[-1] == "and":
            self.rest.pop()
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else _all(parts)

    def _one(self) -> Holds:
        word = self.rest.pop() if self.rest else ""
        if word == "not":
            inner = self._one()
            return lambda signs: not inner(signs)
        if word == "(":
            inside = self.either()
            if not self.rest or self.rest.pop() != ")":
                raise ConditionUnclear("a bracket is not closed")
            return inside
        return self._named(word)

    def _named(self, word: str) -> Holds:
        if not word or word in _WORDS:
            raise ConditionUnclear(f"a sign is missing before: {word or 'the end'}")
        self.names.add(word)
        if word in self._groups:
            self.reads |= self._groups[word].reads
            return self._groups[word].holds
        if word not in self._signs:
            raise ConditionUnclear(f"unknown sign: {word}")
        self.reads.add(word)
        return _OneOf(frozenset({word}))


class _OneOf:
    """Whether one of these signs holds: what most conditions are made of, so it is asked of all of them at once."""

    __slots__ = ("signs",)

    def __init__(self, signs: Signs) -> None:
        self.signs = signs

    def __call__(self, signs: Signs) -> bool:
        return not self.signs.isdisjoint(signs)


def _any(parts: list[Holds]) -> Holds:
    plain = [part for part in parts if isinstance(part, _OneOf)]
    others = [part for part in parts if not isinstance(part, _OneOf)]
    if plain:
        others.insert(0, _OneOf(frozenset().union(*(part.signs for part in plain))))
    return others[0] if len(others) == 1 else lambda signs: any(part(signs) for part in others)


def _all(parts: list[Holds]) -> Holds:
    return lambda signs: all(part(signs) for part in parts)
