"""Lists that fit a window: further lines of an entry begin below its text, not below its number or mark."""

import re
from collections.abc import Iterable, Iterator

from yosuga.cli import layout
from yosuga.cli.words import as_typed

_MARKED = re.compile(r"( *(?:[0-9]{1,2}\. |[0-9]{1,2}  |・|※ |\+ |- ))(\S.*)")


def fitted(rows: Iterable[str], *, watched: bool) -> Iterator[str]:
    """Yield rows broken at the window's edge; a file or a pipe gets them as they are."""
    for row in rows:
        marked = _MARKED.fullmatch(row)
        if not watched or marked is None:
            yield row
            continue
        room = layout.columns() - layout.width(marked[1])
        first, *more = layout.wrapped(as_typed(marked[2]), columns=room)
        yield marked[1] + first
        yield from (" " * layout.width(marked[1]) + line for line in more)
