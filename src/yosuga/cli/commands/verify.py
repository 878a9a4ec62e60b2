"""`yosuga verify`: listed among the commands; `main` hands it to the verifier before anything of ours runs."""

from yosuga.cli.types import Commands
from yosuga.cli.words import _


def add(commands: Commands) -> None:
    """Add the command's line of help."""
    commands.add_parser("verify", help=_("verify a package (same as yosuga-verify)"), add_help=False)
