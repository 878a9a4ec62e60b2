"""What can be done, in the order in which a person needs it; the first screen and the parser are built from it."""

from typing import NamedTuple

from yosuga.cli import layout
from yosuga.cli.words import _, as_typed, called

COMMANDS = (
    "serve",
    "plan",
    "guide",
    "desks",
    "deadline",
    "takedown",
    "check",
    "detect",
    "redact",
    "capture",
    "import",
    "items",
    "history",
    "note",
    "case",
    "exhibits",
    "export",
    "receipt",
    "verify",
    "seal",
    "timestamp",
    "vault",
    "erase",
    "catalog",
)

_COMMAND_COLUMNS = 13


class Step(NamedTuple):
    """Commands that belong together."""

    title: str
    commands: tuple[str, ...]


def steps() -> tuple[Step, ...]:
    """Return the commands by what they are for."""
    return (
        Step(_("Open in the browser"), ("serve",)),
        Step(_("Know what to do"), ("plan", "guide", "desks", "deadline")),
        Step(_("Have it removed"), ("takedown",)),
        Step(_("See what a text or picture gives away"), ("check", "detect", "redact")),
        Step(_("Keep"), ("capture", "import")),
        Step(_("Look"), ("items", "history", "note", "case")),
        Step(_("Hand over"), ("exhibits", "export", "receipt", "verify", "seal")),
        Step(_("Protect"), ("timestamp", "vault", "erase")),
        Step(_("Look after the guidance"), ("catalog",)),
    )


def summary(command: str) -> str:
    """Return what a command does, in half a line."""
    return {
        "serve": _("open Yosuga in the browser, on this device alone"),
        "plan": _("what to do now, in which order, by when and why"),
        "guide": _("read the handbook, or look for words in it"),
        "desks": _("desks to turn to, and who answers now"),
        "deadline": _("by which day: from an event to its date"),
        "takedown": _("write requests for removal, and follow them to the proof"),
        "check": _("what a text or picture tells strangers, before you post it"),
        "detect": _("the same for scripts: where personal data stands"),
        "redact": _("a copy to hand out, with personal data covered"),
        "capture": _("capture pages as evidence"),
        "import": _("take in files you already have (screenshots, mail, LINE talks …)"),
        "items": _("list what a case holds"),
        "history": _("tell the life of an item, or of a case"),
        "note": _("add a note to an item"),
        "case": _("make or list cases"),
        "exhibits": _("decide which item is which exhibit, for court papers"),
        "export": _("write a package that anyone can verify"),
        "receipt": _("print the list of items, with a blank for a signature"),
        "verify": _("verify a package"),
        "seal": _("check the signed seal certificate of a package"),
        "timestamp": _("trusted time: on, off, now"),
        "vault": _("the encrypted store: second copy, check, passphrase"),
        "erase": _("erase an item or a whole case for good"),
        "catalog": _("check the data behind the guidance, and see what to read again"),
    }[command]


def screen() -> str:
    """Return the first screen."""
    return "\n".join(_fitted([*_opening(), *_first_steps(), *_listing(), *_closing()]))


def _opening() -> list[str]:
    # The number and its source: National Police Agency, https://www.npa.go.jp/bureau/cyber/soudan.html, read in 2024.
    return [
        _("Yosuga keeps proof of a post before it vanishes, in a form that anyone can verify."),
        "",
        _("If you are in danger now, call 110 (police, Japan, 24 hours) before anything else here."),
        "  " + _("Source: National Police Agency, npa.go.jp/bureau/cyber/soudan.html (2024)"),
        "",
    ]


def _first_steps() -> list[str]:
    return [
        _("To begin, keep one page:"),
        f"  {called()} capture URL",
        "  " + _("The first time, you choose a passphrase. Everything stays on this device."),
        "  " + _("Keep first; ask for deletion or report afterwards."),
        "",
    ]


def _listing() -> list[str]:
    lines = []
    for step in steps():
        lines.append(step.title)
        lines += [_row(command, summary(command)) for command in step.commands]
        lines.append("")
    return lines


def _closing() -> list[str]:
    return [as_typed(_("More about one of them: `yosuga COMMAND --help`"))]


def _row(command: str, text: str) -> str:
    """Return a command with its summary beside it, or below it where the window is narrow."""
    left = f"  {command}".ljust(_COMMAND_COLUMNS)
    room = layout.columns() - _COMMAND_COLUMNS
    first, *more = layout.wrapped(text, columns=room)
    return "\n".join([left + first, *(" " * _COMMAND_COLUMNS + row for row in more)])


def _fitted(lines: list[str]) -> list[str]:
    return [
        row for line in lines for part in line.split("\n") for row in layout.wrapped(part, columns=layout.columns())
    ]
