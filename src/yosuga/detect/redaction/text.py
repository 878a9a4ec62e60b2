"""A text without what was found in it: each stretch replaced by its kind and number, and the result read again."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from yosuga.detect.base import Finding, Kind
from yosuga.detect.document import read
from yosuga.detect.redaction.covering import again, cover, joined
from yosuga.detect.redaction.numbering import Numbering
from yosuga.detect.redaction.refusing import StillThere

ROUNDS = 12
_SURE = 0.5  # as what a check shows
Cover = Callable[[str], Sequence[Finding]]


@dataclass(frozen=True, slots=True)
class RedactedText:
    """The copy, and what of the original it leaves out; `rounds` counts how often the copy was read again."""

    text: str
    covered: tuple[Finding, ...]
    rounds: int


def redact(
    text: str, *, numbering: Numbering, kinds: Collection[Kind] | None = None, looking: Cover | None = None
) -> RedactedText:
    """Return a copy of `text` without what is found of `kinds` (all where None).

    The copy is read again, by the same eyes; what is found then is covered too, up to twelve times. Raises StillThere
    where the last reading still found what a check would show: such a copy is not handed out. `looking` replaces the
    eyes.
    """
    look = looking or (lambda words: cover(words, kinds=kinds))
    original, covered, left = read(text), tuple(look(text)), list[Finding]()
    for rounds in range(1, ROUNDS + 1):
        copy = _copy(text, covered, numbering=Numbering())
        left = [one for found in look(copy.text) for one in copy.back(found)]
        if not left:
            return RedactedText(_copy(text, covered, numbering=numbering).text, covered, rounds)
        # A word that only the copy shows to be a name stands elsewhere in the original, too.
        covered = joined([*covered, *left, *again(original, left)])
    if any(one.score >= _SURE for one in left):
        raise StillThere(f"rounds={ROUNDS}")
    return RedactedText(_copy(text, covered, numbering=numbering).text, covered, ROUNDS)


def covering(text: str, *, kinds: Collection[Kind] | None = None) -> tuple[Finding, ...]:
    """Return the stretches of `text` that its copy leaves out, after every reading. Raises StillThere."""
    return redact(text, numbering=Numbering(), kinds=kinds).covered


@dataclass(frozen=True, slots=True)
class _Copy:
    """A copy with the kept stretches: where each begins and ends in the copy, and begins in the original."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    origins: Sequence[int]

    def back(self, found: Finding) -> Iterator[Finding]:
        """Yield what a finding in the copy covers of the original's kept words; marks are no words of the original."""
        for at in range(bisect_right(self.ends, found.start), bisect_left(self.starts, found.end)):
            start, end = max(found.start, self.starts[at]), min(found.end, self.ends[at])
            if self.text[start:end].strip():
                moved = self.origins[at] - self.starts[at]
                yield Finding(start + moved, end + moved, found.kind, found.score, found.cue)


def _copy(text: str, covered: Sequence[Finding], *, numbering: Numbering) -> _Copy:
    parts: list[str] = []
    starts, ends, origins = [], [], []
    at = length = 0
    for one in (*covered, None):
        kept = text[at : one.start if one else len(text)]
        starts.append(length)
        ends.append(length + len(kept))
        origins.append(at)
        mark = numbering.mark(one.surface(text), kind=one.kind) if one else ""
        parts += [kept, mark]
        length += len(kept) + len(mark)
        at = one.end if one else len(text)
    return _Copy("".join(parts), starts, ends, origins)
