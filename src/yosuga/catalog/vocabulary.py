"""The closed vocabulary of signs: what rules may ask about, in axes, and groups that are names for conditions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, combinations, product
from math import prod
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

    def told_apart(self, *conditions: Condition) -> Iterable[Signs]:
        """Yield one combination for each that these conditions can tell apart: the full product, up to equals.

        Signs that all the conditions know only as "one of them" (by the same groups that are nothing but `or`) give
        the same answers, so one of them stands for all. Signs of an axis of which exactly one holds are never merged.
        """
        return self.every(self._representatives(conditions))

    def where(self, *, hold: Sequence[Condition], fail: Sequence[Condition] = ()) -> Iterable[Signs]:
        """Yield the combinations of `told_apart` for which all of `hold` hold and none of `fail` does.

        The same product, widened axis by axis: what a condition rules out is left as soon as all it reads is said.
        """
        claims = [(one, True) for one in hold] + [(one, False) for one in fail]
        told = self._representatives([one for one, _ in claims])
        said: dict[str, Sequence[Signs]] = {}
        found: Iterable[Signs] = (frozenset(),)
        while claims:
            open_ = {at: self._unsaid(claim.reads & told, said=said, told=told) for at, (claim, _) in enumerate(claims)}
            cheapest = min(open_, key=lambda at: prod(len(states) for states in open_[at].values()))
            for states in open_[cheapest].values():
                found = _widened(found, states)
            said |= open_[cheapest]
            found = _kept(found, *claims.pop(cheapest))
        return found

    def _unsaid(
        self, reads: frozenset[str], *, said: Mapping[str, Sequence[Signs]], told: frozenset[str]
    ) -> Mapping[str, Sequence[Signs]]:
        """Return the states of the axes that `reads` asks about and that nothing before has asked about."""
        return {axis.name: axis.states(told) for axis in self.axes if axis.name not in said and reads & set(axis.signs)}

    def _representatives(self, conditions: Iterable[Condition]) -> frozenset[str]:
        alone, used = set[str](), set[str]()
        for one in conditions:
            self._sort_names(one, alone=alone, used=used)
        single = {sign for axis in self.axes if axis.holds == "one" for sign in axis.signs}
        classes: dict[frozenset[str] | str, str] = {}
        for sign in chain.from_iterable(self._or_groups[name] for name in sorted(used)):
            within = frozenset(name for name in used if sign in self._or_groups[name])
            classes.setdefault(sign if sign in single or sign in alone else within, sign)
        return frozenset(alone | set(classes.values()))

    def _sort_names(self, condition: Condition, *, alone: set[str], used: set[str]) -> None:
        """Add the signs that `condition` asks for by name to `alone`, its groups of nothing but `or` to `used`."""
        for name in condition.names:
            if name in self._or_groups:
                used.add(name)
            elif name in self.groups:
                self._sort_names(self.groups[name], alone=alone, used=used)
            else:
                alone.add(name)

    @cached_property
    def _or_groups(self) -> Mapping[str, tuple[str, ...]]:
        """Return the groups that are a plain "one of", with their signs."""
        found: dict[str, tuple[str, ...]] = {}
        for name, group in self.groups.items():
            words = group.text.split(" or ")
            if all(word in self.labels or word in found for word in words):
                found[name] = tuple(chain.from_iterable(found.get(word, (word,)) for word in words))
        return found


def _widened(found: Iterable[Signs], states: Sequence[Signs]) -> Iterator[Signs]:
    for signs in found:
        for state in states:
            yield signs | state


def _kept(found: Iterable[Signs], claim: Condition, holds: bool) -> Iterator[Signs]:  # noqa: FBT001 - a claim's truth
    return (signs for signs in found if claim.holds(signs) is holds)


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
