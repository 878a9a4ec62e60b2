"""Documents as lines of JSON in, findings as lines of JSON out, one document at a time (docs/detection.md)."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from yosuga.detect.base import Finding
from yosuga.detect.own.profile import Profile

# A text of 5 MB, each character of it escaped as \\uXXXX, and a name.
LONGEST_LINE_BYTES = 64 << 20
_LARGEST_PROFILE_BYTES = 1 << 20
Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Given:
    """One document of the input."""

    doc_id: str | int
    text: str


@dataclass(frozen=True, slots=True)
class Unfit:
    """A line that is no document: its number, counted from 1, and what is off, as a code."""

    line: int
    why: str


def documents(stream: BinaryIO) -> Iterator[Given | Unfit]:
    """Yield the documents of a stream of lines; a line that is none does not stop the others."""
    number = 0
    while line := stream.readline(LONGEST_LINE_BYTES + 1):
        number += 1
        if len(line) > LONGEST_LINE_BYTES:
            _skip_rest(stream)
            yield Unfit(number, "too-long")
        elif line.strip():
            yield _document(line, number=number)


def _skip_rest(stream: BinaryIO) -> None:
    while (rest := stream.readline(LONGEST_LINE_BYTES)) and not rest.endswith(b"\n"):
        pass


def _document(line: bytes, *, number: int) -> Given | Unfit:
    try:
        value = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
    except UnicodeDecodeError:
        return Unfit(number, "not-utf-8")
    except (ValueError, RecursionError):
        return Unfit(number, "not-json")
    if not isinstance(value, dict):
        return Unfit(number, "not-an-object")
    doc_id, text = value.get("doc_id"), value.get("text")
    if not isinstance(doc_id, str | int) or isinstance(doc_id, bool):
        return Unfit(number, "no-doc_id")
    return Given(doc_id, text) if isinstance(text, str) else Unfit(number, "no-text")


def found(text: str, *, least: float) -> Iterator[Row]:
    """Yield a row for each finding that is at `least` so sure."""
    from yosuga.detect.finding import find

    return _rows(find(text, least=least))


def covered(text: str) -> Iterator[Row]:
    """Yield a row for each stretch that a redacted copy leaves out."""
    from yosuga.detect.redaction.text import covering

    return _rows(covering(text))


def _rows(findings: Iterable[Finding]) -> Iterator[Row]:
    for one in findings:
        yield {"start": one.start, "end": one.end, "type": one.kind.value, "score": round(one.score, 3)}


def profiles(stream: BinaryIO) -> tuple[Profile, ...]:
    """Return the people whose data is looked for. Raises BadProfile."""
    from yosuga.detect.own.profile import read_profiles

    return read_profiles(stream.read(_LARGEST_PROFILE_BYTES + 1))


def owned(text: str, *, profiles: Sequence[Profile]) -> Iterator[Row]:
    """Yield a row for each stretch that belongs to one of these people."""
    from yosuga.detect.watch import match

    for hit in match(text, profiles):
        yield {
            "start": hit.start,
            "end": hit.end,
            "field": hit.field.value,
            "owner": hit.owner,
            "score": round(hit.score, 3),
        }
