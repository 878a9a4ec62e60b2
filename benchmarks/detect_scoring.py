"""How findings are measured, for all alike: by type and place, by character, by harmless documents left alone.

*Exact*: type, start and end agree. *Overlap*: the type agrees and a character is shared, one to one, the best fitting
pairs first. *Characters*: whatever the type, which share of the personal characters is covered, and which share of the
covered ones is personal. *Harmless*: documents without personal data in which something was found.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Span = tuple[int, int]
Typed = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Document:
    """A text and what it holds."""

    id: str
    text: str
    wanted: frozenset[Typed]


@dataclass(slots=True)
class Count:
    """Right, given and wanted; precision, recall and their harmonic mean."""

    right: int = 0
    given: int = 0
    wanted: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.given + self.wanted) if self.given + self.wanted else 0.0


@dataclass(slots=True)
class Scores:
    """All counts of one system on one set."""

    exact: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    overlap: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    characters: Count = field(default_factory=Count)
    harmless: int = 0
    flagged: int = 0


def documents(rows: Iterable[Mapping[str, object]]) -> list[Document]:
    """Return the documents of a development set (doc_id, text, entities)."""
    return [_document(row) for row in rows]


def _document(row: Mapping[str, object]) -> Document:
    entities = row["entities"]
    assert isinstance(entities, list)
    wanted = frozenset((str(one["type"]), int(one["start"]), int(one["end"])) for one in entities)
    return Document(str(row["doc_id"]), str(row["text"]), wanted)


def score(those: Sequence[Document], found: Mapping[str, Iterable[Typed]]) -> Scores:
    """Return the counts of what one system found, by document."""
    scores = Scores()
    for document in those:
        given = frozenset(found.get(document.id, ()))
        for kind in {one[0] for one in document.wanted | given}:
            _count(scores, kind, _of(document.wanted, kind), _of(given, kind))
        _count_characters(scores.characters, document.wanted, given)
        if not document.wanted:
            scores.harmless += 1
            scores.flagged += bool(given)
    return scores


def total(counts: Mapping[str, Count], *, of: Iterable[str] | None = None) -> Count:
    """Return the sum over types (micro average)."""
    chosen = [one for kind, one in counts.items() if of is None or kind in of]
    return Count(sum(one.right for one in chosen), sum(one.given for one in chosen), sum(one.wanted for one in chosen))


def _of(spans: Iterable[Typed], kind: str) -> set[Span]:
    return {(start, end) for name, start, end in spans if name == kind}


def _count(scores: Scores, kind: str, wanted: set[Span], given: set[Span]) -> None:
    for counts, right in ((scores.exact, len(wanted & given)), (scores.overlap, _pairs(wanted, given))):
        counts[kind].right += right
        counts[kind].wanted += len(wanted)
        counts[kind].given += len(given)


def _pairs(wanted: set[Span], given: set[Span]) -> int:
    """Return how many pairs share a character, each span in one pair; the best fitting are paired first."""
    fits = sorted((-_fit(one, other), one, other) for one in wanted for other in given if _fit(one, other) > 0)
    taken: set[tuple[str, Span]] = set()
    pairs = 0
    for _, one, other in fits:
        if ("wanted", one) not in taken and ("given", other) not in taken:
            taken |= {("wanted", one), ("given", other)}
            pairs += 1
    return pairs


def _fit(one: Span, other: Span) -> float:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared / (max(one[1], other[1]) - min(one[0], other[0]))


def _count_characters(count: Count, wanted: Iterable[Typed], given: Iterable[Typed]) -> None:
    personal = {at for _, start, end in wanted for at in range(start, end)}
    covered = {at for _, start, end in given for at in range(start, end)}
    count.right += len(personal & covered)
    count.wanted += len(personal)
    count.given += len(covered)
