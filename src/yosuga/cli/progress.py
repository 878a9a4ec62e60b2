"""How far long work is: one line that rewrites itself, and only where somebody watches."""

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from time import monotonic
from types import TracebackType
from typing import BinaryIO, Self

from yosuga.cli import layout, show
from yosuga.cli.words import _
from yosuga.stores.base import Draft, Store
from yosuga.tools import Tools

_EVERY_S = 0.1


class Line:
    """The line."""

    def __init__(self) -> None:
        self._watched = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._last = 0.0

    def tell(self, text: str) -> None:
        """Show `text` instead of what stood there, at most ten times a second."""
        if self._watched and monotonic() - self._last >= _EVERY_S:
            self._last = monotonic()
            fitting = layout.wrapped(show.printable(text), columns=layout.columns())[0]
            print(f"\r\x1b[K{fitting}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Make room for a result, where something was told."""
        if self._watched and self._last:
            self._last = 0.0
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


class CountedStore:
    """A store that tells each time a blob is opened."""

    def __init__(self, store: Store, *, opened: Callable[[], None]) -> None:
        self._store = store
        self._opened = opened

    def draft(self, name: str) -> Draft:
        """Start a blob under `name`."""
        return self._store.draft(name)

    def open(self, name: str) -> BinaryIO:
        """Tell, then return the reader."""
        self._opened()
        return self._store.open(name)

    def delete(self, name: str) -> None:
        """Remove the blob."""
        self._store.delete(name)

    def names(self) -> Iterator[str]:
        """Yield the names of all blobs."""
        return self._store.names()

    def sweep(self) -> int:
        """Remove drafts."""
        return self._store.sweep()


class Files:
    """How many files have been read, of about as many as the vault holds."""

    def __init__(self, tools: Tools) -> None:
        self._total = sum(1 for _name in tools.store.names())
        self._read = 0
        self._line = Line()

    def __enter__(self) -> Self:
        """Begin to count."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Make room for what comes next, a result or an error."""
        self._line.clear()

    def watch(self, read: int) -> None:
        """Show how many files have been read."""
        self._read = read
        self._line.tell(_("Files read: {n} of {total}").format(n=min(read, self._total), total=self._total))

    def counted(self, tools: Tools) -> Tools:
        """Return tools that count the files they open."""
        return replace(tools, store=CountedStore(tools.store, opened=lambda: self.watch(self._read + 1)))
