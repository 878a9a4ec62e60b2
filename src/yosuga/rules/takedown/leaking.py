"""What must not stand where the poster or the public reads: covered, named by its kind, shown beside the other copy."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from yosuga.detect import finding
from yosuga.documents.letter import Letter
from yosuga.rules.takedown.found import Found, joined
from yosuga.rules.takedown.identifying import every_own, find_own
from yosuga.rules.takedown.owning import Own
from yosuga.rules.takedown.placing import BAR

_PLACEHOLDER = re.compile("[A-Z\uff21-\uff3a][子男美郎]")  # A子 stands for a name and tells none
_ROUNDS = 4  # what is uncovered by covering (佐藤 ■■■■ 花子) is looked for again


@dataclass(frozen=True, slots=True)
class Leak:
    """Personal data in what the public would read: in which copy and field, where in that field, and of what kind."""

    copy: str
    field: str
    kind: str
    start: int
    end: int


def find_all(text: str, *, own: Own) -> tuple[Found, ...]:
    """Return the sender's own, and whatever else looks like somebody's personal data."""
    others = (
        Found(one.start, one.end, one.kind.value.lower())
        for one in finding.find(text)
        if not _PLACEHOLDER.fullmatch(one.surface(text))
    )
    return joined([*every_own(text, own=own), *others])


def covered(text: str, *, own: Own, everything: bool, pieces: Sequence[Found] = ()) -> tuple[str, tuple[Found, ...]]:
    """Return `text` with a bar in place of what was found, and where in `text` it was.

    Every bar is of one length, so that it does not tell how long the word is. With `everything` other people's data is
    covered too. `pieces` are stretches of `text` that tell something together with other texts.
    """
    look = find_all if everything else find_own
    spots = joined([*look(text, own=own), *pieces]) if text else ()
    told, shown = spots, _barred(text, spots)
    for _again in range(_ROUNDS if spots else 0):
        more = tuple(one for one in look(shown, own=own) if shown[one.start : one.end].strip(BAR[0]))
        if not more:
            break
        shown = _barred(shown, more)
    return shown, told


def _barred(text: str, found: Sequence[Found]) -> str:
    parts, at = [], 0
    for one in found:
        parts += [text[at : one.start], BAR]
        at = one.end
    return "".join([*parts, text[at:]])


@dataclass(frozen=True, slots=True)
class Line:
    """One line of two copies side by side; `covered`: the second has a bar or nothing where the first has words."""

    label: str
    left: str
    right: str
    covered: bool


def difference(one: Letter, other: Letter) -> tuple[Line, ...]:
    """Return both copies line by line, in the order of the paper: what the second covers or leaves out, what stays."""
    return tuple(
        Line(label, left, right, covered=left != right and (BAR in right or not right))
        for (label, left), (_label_too, right) in zip_longest(_all_lines(one), _all_lines(other), fillvalue=("", ""))
    )


def _all_lines(letter: Letter) -> Iterator[tuple[str, str]]:
    yield letter.title, letter.copy
    yield from (("", line) for line in letter.to)
    yield from ((row.label, BAR if row.masked else row.value) for row in letter.sender)
    yield "", letter.opening
    for part in letter.parts:
        yield part.heading, part.text
        yield from ((row.label, BAR if row.masked else row.value) for row in part.rows)
        yield from ((tick.label, "x" if tick.ticked else "") for tick in part.ticks)
    yield from (("", line) for line in letter.enclosed)
