"""How the command can be called wrongly."""

from __future__ import annotations

USAGE = 64  # EX_USAGE of sysexits.h: argparse's own 2 would read as 要確認


class WrongUseError(Exception):
    """The command was called wrongly; the text says how, in both languages."""
