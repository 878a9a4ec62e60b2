"""How results reach a terminal: people read short lines on both streams, scripts read JSON on standard output."""

import sys
from collections.abc import Iterable, Mapping, Sequence

from yosuga.cli import layout, streams
from yosuga.cli.words import as_typed
from yosuga.errors import YosugaError


def line(text: str = "") -> None:
    """Print a result for a person. What a page or file says cannot move the cursor or colour the screen."""
    streams.result(printable(text))


def prose(text: str) -> None:
    """Print a result that is sentences: broken at the window's edge, further lines as far in as the first."""
    streams.result(_fitted(printable(as_typed(text)), watched=sys.stdout.isatty()))


def aside(text: str) -> None:
    """Print progress or a hint on standard error, so that standard output stays what a script asked for."""
    streams.aside(_fitted(printable(as_typed(text)), watched=sys.stderr.isatty()))


def data(value: Mapping[str, object]) -> None:
    """Print one JSON object on one line."""
    import json

    streams.result(json.dumps(value, ensure_ascii=False), flush=True)


def trouble(error: YosugaError) -> None:
    """Print an error in Japanese and English: whoever reads it may not be the one who typed."""
    aside(error.for_people())


def printable(text: str) -> str:
    """Return `text` without control and direction characters, which could make a line read as another."""
    return "".join(c if c in "\n\t" or (c.isprintable() and c not in _DIRECTION) else "�" for c in text)


def table(rows: Iterable[Sequence[str]]) -> None:
    """Print rows in columns that line up with full-width characters too."""
    cells = [[printable(cell) for cell in row] for row in rows]
    if not cells:
        return
    widths = [max(layout.width(row[n]) for row in cells) for n in range(len(cells[0]))]
    for row in cells:
        padded = [cell + " " * (widths[n] - layout.width(cell)) for n, cell in enumerate(row)]
        streams.result("  ".join(padded).rstrip())


_DIRECTION = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"


def _fitted(text: str, *, watched: bool) -> str:
    """Break sentences at the window's edge; a file or a pipe gets them as they are."""
    if not watched:
        return text
    return "\n".join(row for part in text.split("\n") for row in layout.wrapped(part, columns=layout.columns()))
