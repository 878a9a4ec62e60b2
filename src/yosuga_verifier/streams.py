"""How the report reaches whoever asked: a stream that takes nothing never turns into a verdict."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import TracebackType
from typing import TextIO

from yosuga_verifier.usage import BROKE_DOWN


def prepare() -> None:
    """Let a console without Japanese show the verdict too, and a stream that was closed (`>&-`) take everything."""
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def result(text: str) -> bool:
    """Print the report; return whether it could be written. A reader that left early, as `head` does, is no trouble."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        _drop(sys.stdout)
    except OSError:
        _drop(sys.stdout)
        return False
    return True


def aside(text: str) -> None:
    """Print words for a person on standard error, as far as it takes them."""
    try:
        print(f"yosuga-verify: {text}", file=sys.stderr, flush=True)
    except OSError:
        _drop(sys.stderr)


def unforeseen(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """End the process after a mistake of ours with an exit code that is no verdict."""
    aside("予期しない問題が起き、判定はありません / something unexpected happened, no verdict")
    sys.__excepthook__(kind, error, trace)
    os._exit(BROKE_DOWN)


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def _drop(stream: TextIO) -> None:
    """Let what still waits in a stream go nowhere: Python would try it again at the end, and change the exit code."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
