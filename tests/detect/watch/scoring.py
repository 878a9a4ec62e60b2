"""Reads the marked cases and counts what is found of them, found wrongly, and given to another owner."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
_MARK = re.compile(r"⟦(\w+) (\w+)\|(.*?)⟧")
Span = tuple[int, int, str, str]


@dataclass(frozen=True, slots=True)
class Case:
    """A text and what of it belongs to whom: start, end, field, owner."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were wanted, found by somebody's match, right among them, and given to the wrong person."""

    wanted: int
    given: int
    right: int
    wrong_owner: int

    @property
    def recall(self) -> float:
        return self.right / self.wanted

    @property
    def precision(self) -> float:
        return self.right / self.given if self.given else 1.0


def cases(path: Path = HERE / "cases.txt") -> list[Case]:
    lines = path.read_text("utf-8").splitlines()
    return [_case(line.replace("\\n", "\n")) for line in lines if line and not line.startswith("#")]


def _case(line: str) -> Case:
    text, spans, at = "", [], 0
    for mark in _MARK.finditer(line):
        text += line[at : mark.start()]
        spans.append((len(text), len(text) + len(mark[3]), mark[1], mark[2]))
        text += mark[3]
        at = mark.end()
    return Case(text + line[at:], tuple(spans))


def tally(those: Sequence[Case], find: Callable[[str], Sequence[Span]]) -> Tally:
    """A finding is right where owner and field agree and the stretches share a character; each counts once."""
    wanted = given = right = wrong = 0
    for case in those:
        left = list(case.spans)
        found = find(case.text)
        wanted, given = wanted + len(left), given + len(found)
        for start, end, field, owner in found:
            near = [one for one in left if one[0] < end and start < one[1]]
            hit = next((one for one in near if one[2:] == (field, owner)), None)
            if hit:
                left.remove(hit)
                right += 1
            elif any(one[3] != owner for one in near):
                wrong += 1
    return Tally(wanted, given, right, wrong)
