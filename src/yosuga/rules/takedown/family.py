"""Which of several targets to ask for first, and which copies of one usually exist elsewhere.

What goes away by itself comes first, because its evidence does. Then the host of the original, so that no new copies
are made from it; then its copies; archives; and last what a search still shows, because it follows the page.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from yosuga.catalog.loader import Catalog
from yosuga.catalog.platforms import Category, Platform
from yosuga.rules.takedown.follow import Followed
from yosuga.rules.takedown.target import Kind, Target

_VOLATILE, _ORIGINAL, _COPY, _ARCHIVE, _SEARCH = range(5)
_STAGES = {Kind.ARCHIVE: _ARCHIVE, Kind.CACHE: _SEARCH, Kind.SEARCH: _SEARCH}


@dataclass(frozen=True, slots=True)
class Likely:
    """A service that often holds a copy, and what sort of thing the copy is. A person finds out whether and where."""

    platform: str
    kind: Kind


def in_order(followed: Iterable[Followed]) -> tuple[int, ...]:
    """Return the numbers of targets in the order in which to ask: volatile, originals, copies, archives, searches.

    A copy never comes before what it copies, except where it goes away by itself. What names a target that is not
    among them, or itself in a circle, counts as an original.
    """
    by_number = {one.number: one for one in followed}
    ranks = {number: _rank(number, by_number=by_number) for number in by_number}
    return tuple(sorted(by_number, key=lambda number: (*ranks[number], number)))


def root(number: int, *, followed: Iterable[Followed]) -> int:
    """Return the number of the original that a target is a copy of, however many copies lie between."""
    return _line(number, by_number={one.number: one for one in followed})[0]


def copies_to_look_for(target: Target, *, catalog: Catalog) -> tuple[Likely, ...]:
    """Return where copies of a target usually are: mirrors and digests of its service, archives, searches.

    Nothing is looked up. A talk has none that an address leads to; nor has a copy of its own kind.
    """
    if target.kind.private or _stage(target) == _SEARCH:
        return ()
    return tuple(_likely(target, catalog=catalog))


def _likely(target: Target, *, catalog: Catalog) -> Iterator[Likely]:
    own = catalog.platforms.get(target.platform)
    for name in own.copied_to if own else ():
        yield Likely(name, _as_copy(catalog.platforms[name], of=target))
    if _stage(target) != _ARCHIVE:
        yield from _every("archive", kind=Kind.ARCHIVE, platforms=catalog.platforms)
    yield from _every("search", kind=Kind.SEARCH, platforms=catalog.platforms)


def _every(category: Category, *, kind: Kind, platforms: Mapping[str, Platform]) -> Iterator[Likely]:
    return (Likely(name, kind) for name, one in platforms.items() if one.category == category)


def _as_copy(platform: Platform, *, of: Target) -> Kind:
    return of.kind if platform.category == "bbs" else Kind.PAGE


def _rank(number: int, *, by_number: Mapping[int, Followed]) -> tuple[int, int, int]:
    """Return stage, depth and root of a target; a copy waits for the stage of what it copies."""
    line = _line(number, by_number=by_number)
    target = by_number[number].target
    if target.kind.volatile:
        return _VOLATILE, 0, line[0]
    stages = [_stage(by_number[one].target, child=depth > 0) for depth, one in enumerate(line)]
    return max(stages), len(line), line[0]


def _stage(target: Target, *, child: bool = False) -> int:
    if target.kind in _STAGES:
        return _STAGES[target.kind]
    own_file = target.kind is Kind.MEDIA  # the post's own picture, on the same host
    return _COPY if child and not own_file else _ORIGINAL


def _line(number: int, *, by_number: Mapping[int, Followed]) -> tuple[int, ...]:
    """Return a target and all it descends from, the original first."""
    line = [number]
    while (parent := by_number[line[-1]].target.copies) in by_number and parent not in line:
        line.append(parent)
    return tuple(reversed(line))
