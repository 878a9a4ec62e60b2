"""Documents as lines of JSON in, findings as lines of JSON out (docs/detection.md)."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from yosuga.detect.base import Finding
from yosuga.detect.own.profile import Profile

# A text of 5 MB, each character of it escaped as \\uXXXX, and a name.
LONGEST_LINE_BYTES = 64 << 20
_LARGEST_PROFILE_BYTES = 1 << 20
# What is taken of the input at once, as far as it is there already.
_CHUNK_BYTES = 1 << 18
Row = dict[str, object]
Rows = Iterable[Row]


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


class Arriving(Protocol):
    """A stream that gives what has come of it already."""

    def read1(self, size: int, /) -> bytes:
        """Return what has come, `size` bytes at most, once there is any; nothing at the end."""


def documents(stream: Arriving) -> Iterator[list[Given | Unfit]]:
    """Yield the documents of a stream of lines, those together that have come; a bad line does not stop the others."""
    number = 0
    for lines in _lines(stream):
        yield [
            Unfit(at, "too-long") if len(line) > LONGEST_LINE_BYTES else _document(line, number=at)
            for at, line in enumerate(lines, start=number + 1)
            if line.strip()
        ]
        number += len(lines)


def _lines(stream: Arriving) -> Iterator[list[bytes]]:
    """Yield the whole lines that have come so far, without waiting for more; of one too long no more than tells so."""
    begun = bytearray()
    while chunk := stream.read1(_CHUNK_BYTES):
        *lines, rest = chunk.split(b"\n")
        if lines:
            lines[0] = bytes(begun) + lines[0]
            begun.clear()
            yield lines
        begun += rest
        del begun[LONGEST_LINE_BYTES + 1 :]
    if begun:
        yield [bytes(begun)]


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


def found(texts: Iterable[str], *, least: float) -> Iterator[Rows]:
    """Yield for each text a row for each finding that is at `least` so sure."""
    from yosuga.detect.finding import find_each

    return map(_rows, find_each(texts, least=least))


def covered(texts: Iterable[str]) -> Iterator[Rows]:
    """Yield for each text a row for each stretch that a redacted copy leaves out."""
    from yosuga.detect.redaction.text import covering

    return map(_rows, map(covering, texts))


def _rows(findings: Iterable[Finding]) -> Iterator[Row]:
    for one in findings:
        yield {"start": one.start, "end": one.end, "type": one.kind.value, "score": round(one.score, 3)}


def profiles(stream: BinaryIO) -> tuple[Profile, ...]:
    """Return the people whose data is looked for. Raises BadProfile."""
    from yosuga.detect.own.profile import read_profiles

    return read_profiles(stream.read(_LARGEST_PROFILE_BYTES + 1))


def owned(texts: Iterable[str], *, profiles: Sequence[Profile]) -> Iterator[Rows]:
    """Yield for each text a row for each stretch that belongs to one of these people."""
    from yosuga.detect.watch import match

    for text in texts:
        yield [
            {
                "start": hit.start,
                "end": hit.end,
                "field": hit.field.value,
                "owner": hit.owner,
                "score": round(hit.score, 3),
            }
            for hit in match(text, profiles)
        ]
