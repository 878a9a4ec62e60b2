"""Texts in which what is to be found stands between ⟦ and ⟧, so that a case reads as it is written.

`cases/KIND.txt` holds one text a line (\\n, \\t and \\uXXXX are written out); one without marks holds nothing.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from yosuga.detect.base import Kind
from yosuga.detect.finding import find

CASES = Path(__file__).parent / "cases"
# Numbers with a form of their own; names and places are others' business and may be found beside them.
FORMED = frozenset(
    {
        Kind.PHONE,
        Kind.EMAIL,
        Kind.SNS_ID,
        Kind.BIRTHDATE,
        Kind.MY_NUMBER,
        Kind.CREDIT_CARD,
        Kind.BANK_ACCOUNT,
        Kind.LICENSE_PLATE,
        Kind.GEO,
        Kind.GOV_ID,
        Kind.POSTAL_CODE,
    }
)
_ESCAPE = re.compile(r"\\(n|t|\\|u[0-9a-f]{4})")


def cases(kind: Kind) -> Iterator[str]:
    """Yield the marked texts of one kind."""
    for line in (CASES / f"{kind.value.lower()}.txt").read_text("utf-8").splitlines():
        yield _ESCAPE.sub(lambda one: {"n": "\n", "t": "\t", "\\": "\\"}.get(one[1]) or chr(int(one[1][1:], 16)), line)


def wanted(marked: str, *, kind: Kind) -> tuple[str, list[tuple[Kind, int, int]]]:
    """Return the text without its marks, and what is to be found in it."""
    text, spans = "", []
    for part in re.split("(⟦[^⟧]*⟧)", marked):
        if part.startswith("⟦"):
            spans.append((kind, len(text), len(text) + len(part) - 2))
        text += part.strip("⟦⟧")
    return text, spans


def found(text: str) -> list[tuple[Kind, int, int]]:
    """Return what is found that has a form of its own."""
    return [(one.kind, one.start, one.end) for one in find(text) if one.kind in FORMED]
