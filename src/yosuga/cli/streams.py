"""The streams by which results and words leave: one that takes nothing never undoes, hides or stops what was done."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar, TextIO

from yosuga.errors import YosugaError


class NotWritten(YosugaError):
    """Standard output does not take the result: its disk is full, say. What the command did is done."""

    code: ClassVar[str] = "not-written"
    ja: ClassVar[str] = (
        "結果を書き出せませんでした。それまでに行ったことは、そのまま残っています。"
        "書き出す先の空きなどを確かめてください。何が残ったかは `yosuga items` で見られます。"
    )
    en: ClassVar[str] = (
        "The result could not be written out. What was done until then stays done. Please check the place it was "
        "to go to, its free space say. `yosuga items` shows what is kept."
    )
    permanent: ClassVar[bool] = False


def prepare() -> None:
    """Write UTF-8; a stream that was closed before we began (`>&-`, `<&-`) takes everything and gives nothing."""
    sys.stdin = sys.stdin or Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - for good
    sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def result(text: str, *, end: str = "\n", flush: bool = False) -> None:
    """Write a result to standard output. Raises NotWritten, and BrokenPipeError where the reader left."""
    with _written():
        print(text, end=end, flush=flush)


def finish() -> None:
    """Write out what waits. Raises NotWritten, BrokenPipeError."""
    with _written():
        sys.stdout.flush()


def aside(text: str, *, end: str = "\n") -> None:
    """Write words for a person to standard error, as far as it takes them: no work stops because nobody reads them."""
    try:
        print(text, end=end, file=sys.stderr, flush=True)
    except OSError:
        drop(sys.stderr)


@contextmanager
def outlived() -> Iterator[None]:
    """Let work go on whose reader has left, as `head` does: a page that is not kept now may be gone in a minute.

    Further results go nowhere; the exit code tells. Raises NotWritten.
    """
    try:
        yield
        finish()
    except BrokenPipeError:
        drop(sys.stdout)


def drop(stream: TextIO) -> None:
    """Let what still waits in a stream go nowhere: Python would try it again at the end, and change the exit code."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


@contextmanager
def _written() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        drop(sys.stdout)
        raise NotWritten(error.strerror or "") from error
