"""How a command that could not do its work says so: to a person in words, to a script in one object."""

import errno
from collections.abc import Mapping, Sequence
from contextlib import suppress

from yosuga.cli import show, streams
from yosuga.cli.parsing import EX_USAGE, WrongUse
from yosuga.errors import BadFile, DiskFailed, DiskFull, YosugaError


def wants_json(given: Sequence[str]) -> bool:
    """Say whether the words on the command line ask for JSON."""
    return "--json" in (given[: given.index("--")] if "--" in given else given)


def misunderstood(wrong: WrongUse, *, json: bool) -> int:
    """Say that the words are off, and return the exit code."""
    if json:
        _object({"error": "not-understood", "detail": wrong.message, "exit": EX_USAGE})
    show.aside(wrong.for_people())
    return EX_USAGE


def failed(error: YosugaError, *, json: bool) -> int:
    """Say what went wrong, and return the exit code."""
    if json:
        told = {"error": error.code, "detail": error.detail, "ja": error.ja, "en": error.en}
        _object({**told, "exit": error.exit_code})
    show.trouble(error)
    return error.exit_code


def of_the_system(error: OSError) -> YosugaError:
    """Return the system's own complaint in our words. The path is left out: the detail may reach a log."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return DiskFull(error.strerror or "")
    if error.errno in {errno.EIO, errno.EROFS}:
        return DiskFailed(error.strerror or "")
    return BadFile(error.strerror or type(error).__name__)


def _object(told: Mapping[str, object]) -> None:
    """Tell the script. Where nobody takes it, the person is still told."""
    with streams.outlived(), suppress(streams.NotWritten):
        show.data(told)
