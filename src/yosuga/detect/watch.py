"""Whose data: finds a person's own identifiers in a text, in any spelling, and never gives them another owner.

A person says what is theirs (`own.profile`); only that is looked for. What says little alone, such as a family name,
counts where something else of the same person stands near.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from yosuga.detect.document import read
from yosuga.detect.own import handles, mixed, names, numbers, places, schools, workplaces
from yosuga.detect.own.folding import Sheet, Watcher
from yosuga.detect.own.profile import Field, Profile
from yosuga.detect.own.settling import theirs, undisputed


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """A stretch of the original text (code points, `end` exclusive) that is `owner`'s own; `score` in 0.5..1."""

    start: int
    end: int
    field: Field
    owner: str
    score: float


def match(text: str, profiles: Sequence[Profile]) -> tuple[Hit, ...]:
    """Return what of `text` belongs to one of these people, in order; stretches of one owner do not overlap.

    A stretch that fits several people is given to the one it fits clearly best, to all whose identical identifier it
    is in full, and otherwise to nobody.
    """
    sheet = Sheet(read(text))
    found = {
        profile.id: theirs(trace for watch in _watchers(profile) for trace in watch(sheet)) for profile in profiles
    }
    hits = (
        Hit(*sheet.origin(trace), field=trace.field, owner=owner, score=round(trace.sure, 2))
        for owner, trace in undisputed(found)
    )
    return tuple(sorted(hits))


@lru_cache(maxsize=64)
def _watchers(profile: Profile) -> tuple[Watcher, ...]:
    """Return what finds this person's identifiers; made once for many texts."""
    return tuple(_each(profile))


def _each(profile: Profile) -> Iterator[Watcher]:
    yield from names.watchers(profile.names, nicknames=profile.nicknames)
    yield from mixed.watchers(profile.names)
    yield from numbers.phones(profile.phones)
    yield from handles.emails(profile.emails)
    yield from handles.handles(profile.handles)
    yield from places.addresses(profile.address, postal_code=profile.postal_code)
    yield from schools.schools(profile.schools)
    yield from workplaces.workplaces(profile.workplaces)
    if profile.birthday is not None:
        yield from numbers.birthday(profile.birthday)
