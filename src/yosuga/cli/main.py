"""`yosuga COMMAND`: finds the command, runs it, and turns errors into words and exit codes."""

import argparse
import importlib
import sys
from collections.abc import Sequence
from typing import NoReturn

from yosuga import __version__
from yosuga.cli import show
from yosuga.cli.words import _
from yosuga.errors import YosugaError

# In the order of the five steps; a command's module is imported only for its own arguments or its run.
COMMANDS = ("capture", "import", "items", "history", "note", "export", "verify", "case", "timestamp", "vault", "erase")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Exit codes: 0 done, 1 not done or broken, 2 done in part, 64 the words are off, 130 stopped."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    given = list(sys.argv[1:] if argv is None else argv)
    if given[:1] == ["verify"]:
        return _verify(given[1:])
    parser = build_parser()
    if not given:
        parser.print_help()
        return 0
    arguments = parser.parse_args(given)
    try:
        result: int = arguments.run(arguments)
    except YosugaError as error:
        show.trouble(error)
        return error.exit_code
    except KeyboardInterrupt:
        show.aside(_("Stopped. What was already kept is safe."))
        return 130
    return result


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    parser = _Parser(
        prog="yosuga",
        description=_("Keep proof of a post before it vanishes, in a form that anyone can verify."),
        epilog=_("Everything stays on this device. `yosuga COMMAND --help` tells more."),
    )
    parser.add_argument("--version", action="version", version=f"yosuga {__version__}")
    commands = parser.add_subparsers(metavar=_("COMMAND"), required=True)
    for name in COMMANDS:
        module = importlib.import_module(f"yosuga.cli.commands.{name.replace('import', 'import_')}")
        module.add(commands)
    return parser


class _Parser(argparse.ArgumentParser):
    """A parser whose mistakes are explained in the person's language and never look like a result."""

    def error(self, message: str) -> NoReturn:
        show.aside(_("The command was not understood, so nothing was done: {message}").format(message=message))
        show.aside(self.format_usage().rstrip())
        sys.exit(64)


def _verify(arguments: list[str]) -> int:
    """Hand over to the verifier, which shares no code with us, in a process of its own."""
    import subprocess

    return subprocess.run(
        [sys.executable, "-P", "-m", "yosuga_verifier", *arguments], check=False
    ).returncode
