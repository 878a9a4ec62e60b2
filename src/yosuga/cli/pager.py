"""Long texts, a screenful at a time: only for a person at a terminal, and only when they do not fit."""

import os
import shlex
import shutil
import subprocess
import sys

from yosuga.cli import layout, show, streams
from yosuga.cli.words import as_typed


def read(text: str) -> None:
    """Show a text: through `PAGER` where a person watches and it is longer than the window, else as it is.

    `NO_PAGER` (set to anything) or a pager that cannot be started means: as it is.
    """
    if not sys.stdout.isatty():
        show.prose(text)
        return
    fitted = _fitted(text)
    command = _pager() if sys.stdin.isatty() and _too_long(fitted) else []
    if not command or not _paged(fitted, command=command):
        streams.result(fitted)


def _fitted(text: str) -> str:
    lines = show.printable(as_typed(text)).split("\n")
    return "\n".join(row for line in lines for row in layout.wrapped(line, columns=layout.columns()))


def _too_long(text: str) -> bool:
    return text.count("\n") + 2 > shutil.get_terminal_size().lines


def _pager() -> list[str]:
    """Return the person's pager as words, or nothing; `less` where they have named none."""
    if os.environ.get("NO_PAGER"):
        return []
    try:
        given = shlex.split(os.environ.get("PAGER", "less"))
    except ValueError:  # quotes that do not close
        return []
    return given if given and given != ["cat"] and shutil.which(given[0]) else []


def _paged(text: str, *, command: list[str]) -> bool:
    """Hand the text to the pager and wait until the person closes it. What they looked for in it is not kept."""
    environment = {"LESS": "FRX", "LESSCHARSET": "utf-8"} | os.environ | {"LESSHISTFILE": "-"}
    try:
        ran = subprocess.run(command, input=text + "\n", encoding="utf-8", env=environment, check=False)
    except BrokenPipeError:  # closed before the end
        return True
    except OSError:
        return False
    return ran.returncode == 0
