"""Whose a stretch is where several traces claim it, or where a trace says too little alone. Linear in the traces."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from yosuga.detect.own.folding import Trace
from yosuga.detect.own.profile import Field

LEAST = 0.5
_NEAR = 160  # characters: a post, or the next one of a thread
_TOLD = 0.6  # from here on something is sure enough to speak for what stands near it
_RAISED = 0.25
_PAIR = 40  # two weak traces speak for each other only as close as this
_PAIR_SUM = 0.75
_ALIKE = 0.05


class Row:
    """Traces in order, of which none overlaps another."""

    def __init__(self, traces: Sequence[Trace]) -> None:
        self.traces = traces
        self._starts = [one.start for one in traces]
        self._ends = [one.end for one in traces]

    def near(self, start: int, end: int) -> Sequence[Trace]:
        """Return those that share a character with the stretch."""
        return self.traces[bisect_right(self._ends, start) : bisect_left(self._starts, end)]


def theirs(traces: Iterable[Trace]) -> Row:
    """Return what one person may own: the surest of what overlaps; what is weak, where something speaks for it."""
    apart = [one for cluster in _clusters(traces) for one in _apart(cluster)]
    by_field = {field: Row([one for one in apart if one.field is field]) for field in {one.field for one in apart}}
    raised = (_raised(one, by_field) for one in apart)
    return Row([one for one in raised if one.sure >= LEAST])


def undisputed(found: Mapping[str, Row]) -> Iterator[tuple[str, Trace]]:
    """Yield each trace with its owner, but none that fits somebody else as well or better."""
    told = {owner: _told(owner, found) for owner in found}
    for owner, row in found.items():
        rivals = [(other, its) for other, its in found.items() if other != owner]
        for trace in row.traces:
            others = (
                (one, told[owner] - told[other]) for other, row in rivals for one in row.near(trace.start, trace.end)
            )
            if all(_holds(trace, against=one, lead=lead) for one, lead in others):
                yield owner, trace


def _told(owner: str, found: Mapping[str, Row]) -> float:
    """Return how much of the text speaks of this person alone."""
    others = [row for other, row in found.items() if other != owner]
    alone = (one for one in found[owner].traces if not any(row.near(one.start, one.end) for row in others))
    return sum(one.sure for one in alone)


def _clusters(traces: Iterable[Trace]) -> Iterator[list[Trace]]:
    """Yield the traces in groups that overlap, in order."""
    cluster: list[Trace] = []
    end = 0
    for one in sorted(set(traces), key=lambda one: (one.start, one.end, one.field)):
        if cluster and one.start >= end:
            yield cluster
            cluster = []
        cluster.append(one)
        end = max(end, one.end) if len(cluster) > 1 else one.end
    if cluster:
        yield cluster


def _apart(cluster: Sequence[Trace]) -> list[Trace]:
    kept: list[Trace] = []
    for one in sorted(cluster, key=_weight):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def _weight(one: Trace) -> tuple[bool, int, float, int]:
    """What is sure comes first, then what is longer: an account holds a name, an address a number."""
    return one.sure < LEAST, one.start - one.end, -one.sure, one.start


def _raised(trace: Trace, others: Mapping[Field, Row]) -> Trace:
    """Return a weak trace as a sure one where another field of the same person stands near."""
    if trace.sure >= LEAST:
        return trace
    for field, row in others.items():
        if field is trace.field:
            continue
        for other in row.near(trace.start - _NEAR, trace.end + _NEAR):
            apart = max(other.start - trace.end, trace.start - other.end)
            if other.sure >= _TOLD or (trace.sure + other.sure >= _PAIR_SUM and apart <= _PAIR):
                return replace(trace, sure=min(0.9, trace.sure + _RAISED))
    return trace


def _holds(trace: Trace, *, against: Trace, lead: float) -> bool:
    """Say whether a trace holds against a rival's; `lead` is how much more of the text is surely its owner's."""
    if lead < 0 and against.sure >= trace.sure - _ALIKE:
        return False
    if against.sure > trace.sure + _ALIKE or (against.whole and _length(against) > _length(trace)):
        return False
    alike = abs(against.sure - trace.sure) <= _ALIKE
    # An identifier that both have is both people's; a masked one that fits both is nobody's.
    return lead > 0 or not alike or (trace.whole and against.whole and _length(trace) == _length(against))


def _length(trace: Trace) -> int:
    return trace.end - trace.start
