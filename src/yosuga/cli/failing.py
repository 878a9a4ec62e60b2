"""How a command that could not do its work says so: to a person in words, to a script in one object."""

from collections.abc import Sequence

from yosuga.cli import show
from yosuga.cli.parsing import EX_USAGE, WrongUse
from yosuga.errors import YosugaError


def wants_json(given: Sequence[str]) -> bool:
    """Say whether the words on the command line ask for JSON."""
    return "--json" in given


def misunderstood(wrong: WrongUse, *, json: bool) -> int:
    """Say that the words are off, and return the exit code."""
    if json:
        show.data({"error": "not-understood", "detail": wrong.message, "exit": EX_USAGE})
    show.aside(wrong.for_people())
    return EX_USAGE


def failed(error: YosugaError, *, json: bool) -> int:
    """Say what went wrong, and return the exit code."""
    if json:
        told = {"error": error.code, "detail": error.detail, "ja": error.ja, "en": error.en}
        show.data({**told, "exit": error.exit_code})
    show.trouble(error)
    return error.exit_code
