"""Which finding is kept where several claim the same characters: the same one in whatever order they came."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from operator import attrgetter

from yosuga.detect.base import Finding, Kind

_SHOWN = 0.5
# A number with a form of its own is surer than a place or name read into the same characters.
_FORMED = frozenset(
    {
        Kind.EMAIL,
        Kind.GEO,
        Kind.SNS_ID,
        Kind.PHONE,
        Kind.CREDIT_CARD,
        Kind.MY_NUMBER,
        Kind.BANK_ACCOUNT,
        Kind.GOV_ID,
        Kind.LICENSE_PLATE,
        Kind.POSTAL_CODE,
        Kind.BIRTHDATE,
    }
)
# What holds another as a part of itself: a link its account's name, an address its building's name.
_HOLDING = frozenset({Kind.EMAIL, Kind.GEO, Kind.SNS_ID, Kind.ADDRESS, Kind.SCHOOL, Kind.WORKPLACE, Kind.PERSON})
# How much less sure the holder may be than the part; none where only the model of names says how far it reaches.
_LENIENCE, _BY_MODEL = 0.35, "model"
_start_of = attrgetter("start")


def resolved(candidates: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return those of `candidates` that hold, in order and without overlaps."""
    return tuple(one for group in _touching(candidates) for one in _settled(group))


def _touching(candidates: Iterable[Finding]) -> Iterator[list[Finding]]:
    """Yield the candidates in groups that share no character with each other: most are of one."""
    group: list[Finding] = []
    end = 0
    for one in sorted(set(candidates), key=lambda one: (one.start, -one.end)):
        if group and one.start >= end:
            yield group
            group = []
        group.append(one)
        end = max(end, one.end)
    if group:
        yield group


def _settled(group: list[Finding]) -> list[Finding]:
    if len(group) == 1:
        return group
    whole = list(_whole(group))
    kept = _kept(sorted(whole, key=_weight))
    lost = set(whole).difference(kept)
    if not lost or len(whole) == len(group):
        return kept
    # What was part of a whole that is lost itself is not lost with it.
    return _settled([one for one in group if one not in lost])


def _whole(group: Iterable[Finding]) -> Iterator[Finding]:
    """Yield those of a group, by start and length, that are no part of another: not 佐藤 of コーポ佐藤 203号室."""
    holders: list[Finding] = []
    for one in group:
        holders = [other for other in holders if other.end > one.start]
        if not any(_holds(other, one) for other in holders if other.end >= one.end):
            yield one
        if one.kind in _HOLDING and one.score >= _SHOWN:
            holders.append(one)


def _holds(whole: Finding, part: Finding) -> bool:
    if (whole.start, whole.end) == (part.start, part.end):
        return False
    if part.kind in _FORMED and (whole.kind not in _FORMED or (whole.kind is part.kind and whole.score < part.score)):
        return False
    return whole.score + (0.0 if whole.cue == _BY_MODEL else _LENIENCE) >= part.score


def _weight(one: Finding) -> tuple[bool, bool, float, int, int, str, str]:
    """Return what findings are ordered by: shown ones, then those with a form, the surer, the longer, the earlier.

    Where all that is equal, a place goes before a name: it was told by what is said of it.
    """
    shown, named = one.score >= _SHOWN, one.kind is Kind.PERSON
    formed = shown and one.kind in _FORMED
    return not shown, not formed, -one.score, one.start - one.end, one.start, f"{named:d}{one.kind}", one.cue


def _kept(ordered: Iterable[Finding]) -> list[Finding]:
    """Return by their place those of `ordered` that overlap none kept before them."""
    kept: list[Finding] = []
    for one in ordered:
        at = bisect_left(kept, one.end, key=_start_of)
        if at == 0 or kept[at - 1].end <= one.start:
            kept.insert(at, one)
    return kept
