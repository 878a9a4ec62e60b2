"""How words on the command line are understood, and explained when they are not: in the person's language."""

import argparse
from pathlib import Path
from typing import NoReturn

from yosuga.cli import examples, layout, words
from yosuga.cli.words import _

words.teach(argparse)

_NARROW = 60
EX_USAGE = 64  # sysexits.h; argparse's own 2 would read as "kept in part"


class WrongUse(Exception):
    """The command was not understood, so nothing was done."""

    def __init__(self, message: str, *, command: str = "yosuga") -> None:
        super().__init__(message)
        self.message = message
        self.command = command

    def for_people(self) -> str:
        """Return what a person reads."""
        said = _("The command was not understood, so nothing was done.")
        more = _("`{command} --help` shows what can be typed.").format(command=self.command)
        return f"{said}\n{self.message}\n{more}"


class Formatter(argparse.HelpFormatter):
    """Help that fits the window also where letters are two columns wide."""

    def __init__(self, prog: str) -> None:
        room = layout.columns()
        super().__init__(prog, max_help_position=26 if room > _NARROW else 8, width=room)

    def add_argument(self, action: argparse.Action) -> None:
        """Reserve room for an argument; argparse forgets that the acts of a command stand further in."""
        self._indent()
        super().add_argument(action)
        self._dedent()

    def _split_lines(self, text: str, width: int) -> list[str]:
        return layout.wrapped(text, columns=width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(row for part in text.split("\n") for row in layout.wrapped(indent + part, columns=width))


class Parser(argparse.ArgumentParser):
    """A parser whose mistakes are explained and never look like a result."""

    def __init__(self, **settings: object) -> None:
        super().__init__(formatter_class=Formatter, allow_abbrev=False, **settings)  # type: ignore[arg-type]

    def error(self, message: str) -> NoReturn:
        """Refuse the words. Raises WrongUse."""
        raise WrongUse(message, command=self.prog)

    def format_help(self) -> str:
        """Return the help. Its first line says what must be typed; all that may be typed is listed below it."""
        typed = [self.prog, *(_written(action) for action in self._actions if _wanted(action)), f"[{_('options')}]"]
        room = layout.columns() - layout.width(_("usage: "))
        self.usage = "\n    ".join(layout.wrapped(" ".join(typed), columns=room))
        return super().format_help() + self._examples()

    def _examples(self) -> str:
        name = words.called()
        shown = examples.of(self.prog.removeprefix(name).strip())
        return "".join([f"\n{_('examples')}:\n", *(f"  {name} {typed}\n" for typed in shown)]) if shown else ""


def path(text: str) -> Path:
    """Return a path as it was typed. An empty one, of a variable that is not set say, never means this folder."""
    if not text:
        raise argparse.ArgumentTypeError(_("The name is empty."))
    return Path(text)


def _wanted(action: argparse.Action) -> bool:
    return action.required or not action.option_strings


def _written(action: argparse.Action) -> str:
    """Return an argument as it is typed."""
    name = str(action.metavar or action.dest)
    if action.option_strings:
        return f"{action.option_strings[0]} {name}"
    return {"?": f"[{name}]", "*": f"[{name} …]", "+": f"{name} …"}.get(str(action.nargs), name)
