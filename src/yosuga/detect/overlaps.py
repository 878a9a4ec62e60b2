"""Which finding is kept where several claim the same characters: the same one in whatever order they came."""

from collections.abc import Iterable, Iterator, Sequence

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
# How much less sure the holder may be than the part.
_LENIENCE = 0.35


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
    whole = [one for at, one in enumerate(group) if not _is_part(at, group)]
    return sorted(_kept(sorted(whole, key=_weight)))


def _is_part(at: int, group: Sequence[Finding]) -> bool:
    """Say whether the finding at `at` is only a part of another, such as 佐藤 of コーポ佐藤 203号室."""
    one = group[at]
    return any(_holds(other, one) for other in group if other.start <= one.start and other.end >= one.end)


def _holds(whole: Finding, part: Finding) -> bool:
    if whole.kind not in _HOLDING or whole.score < _SHOWN or (whole.start, whole.end) == (part.start, part.end):
        return False
    if part.kind in _FORMED and (whole.kind not in _FORMED or (whole.kind is part.kind and whole.score < part.score)):
        return False
    return whole.score + _LENIENCE >= part.score


def _weight(one: Finding) -> tuple[bool, bool, float, int, int, str, str]:
    """Return what findings are ordered by: shown ones, then those with a form, the surer, the longer, the earlier."""
    shown = one.score >= _SHOWN
    return not shown, not (shown and one.kind in _FORMED), -one.score, one.start - one.end, one.start, one.kind, one.cue


def _kept(ordered: Iterable[Finding]) -> list[Finding]:
    kept: list[Finding] = []
    for one in ordered:
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return kept
