"""The answers file from outside: read with a limit, written for the person alone."""

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

from yosuga.errors import AlreadyExists, BadFile, NotFound

_INPUT = "-"
_OWNER_ONLY = 0o600


def content(name: str, *, most: int) -> bytes:
    """Return at most `most` + 1 bytes of a file, or of the input where its name is `-`.

    Only a plain file is read: a pipe or a device could wait or go on for ever. Raises NotFound, BadFile.
    """
    if name == _INPUT:
        return sys.stdin.buffer.read(most + 1)
    try:
        handle = os.open(name, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError as error:
        raise NotFound("--answers") from error
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the name
        raise BadFile(getattr(error, "strerror", None) or "--answers") from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise BadFile("ふつうのファイルではありません / not a plain file")
    with os.fdopen(handle, "rb") as file:
        return file.read(most + 1)


def keep(text: str, *, path: Path, replace: bool) -> None:
    """Write the answers for their owner alone (0600). What is broken off leaves nothing behind.

    Raises AlreadyExists where something is there and `replace` is false; OSError.
    """
    into = path.with_name(f".{path.name}.new") if replace else path
    try:
        handle = os.open(into, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, _OWNER_ONLY)
    except FileExistsError as error:
        raise AlreadyExists("--save") from error
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if replace:
            into.replace(path)
    except BaseException:  # also Ctrl+C: half an answers file is of no use, and it tells what happened to somebody
        with suppress(OSError):
            into.unlink()
        raise
