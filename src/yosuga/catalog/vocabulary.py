"""The closed vocabulary of signs: what rules may ask about, in axes, and groups that are names for conditions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain, combinations, product
from typing import Literal, TypedDict

from yosuga.catalog.conditions import Condition, Signs, condition


@dataclass(frozen=True, slots=True)
class Axis:
    """One question of the vocabulary. `one`: exactly one of its signs holds. `any`: any number of them, also none."""

    name: str
    holds: Literal["one", "any"]
    signs: tuple[str, ...]

    def states(self, reads: frozenset[str]) -> list[Signs]:
        """Return every state of this axis that can be told apart by somebody who reads only `reads`."""
        read = [sign for sign in self.signs if sign in reads]
        if self.holds == "one":
            others = [frozenset[str]()] if len(read) < len(self.signs) else []
            return [*(frozenset({sign}) for sign in read), *others]
        sizes = range(len(read) + 1)
        return [frozenset(some) for some in chain.from_iterable(combinations(read, size) for size in sizes)]


@dataclass(frozen=True)
class Vocabulary:
    """All signs there are. `labels` says each sign in (Japanese, English), as a person reads it."""

    axes: tuple[Axis, ...]
    groups: Mapping[str, Condition]
    labels: Mapping[str, tuple[str, str]]

    @property
    def signs(self) -> Mapping[str, tuple[str, str]]:
        """Return all signs."""
        return self.labels

    def every(self, reads: Iterable[str]) -> Iterable[Signs]:
        """Yield every combination of signs that differs in one of `reads`: the full product, axis by axis."""
        wanted = frozenset(reads)
        states = [axis.states(wanted) for axis in self.axes if wanted & set(axis.signs)]
        return (frozenset(chain.from_iterable(parts)) for parts in product(*states))


class RawSign(TypedDict):
    """A sign as the data file writes it."""

    ja: str
    en: str


class RawAxis(TypedDict):
    """An axis as the data file writes it."""

    holds: Literal["one", "any"]
    signs: dict[str, RawSign]


class RawVocabulary(TypedDict):
    """The whole file."""

    axes: dict[str, RawAxis]
    groups: dict[str, str]


def vocabulary(raw: RawVocabulary) -> Vocabulary:
    """Return the vocabulary that the data file writes down. Raises ConditionUnclear for a group over unknown signs."""
    axes = tuple(Axis(name=name, holds=axis["holds"], signs=tuple(axis["signs"])) for name, axis in raw["axes"].items())
    labels = {sign: (say["ja"], say["en"]) for axis in raw["axes"].values() for sign, say in axis["signs"].items()}
    groups: dict[str, Condition] = {}
    for name, text in raw["groups"].items():
        groups[name] = condition(text, signs=labels, groups=groups)
    return Vocabulary(axes=axes, groups=groups, labels=labels)
