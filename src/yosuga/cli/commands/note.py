"""`yosuga note`: add a note to an item's history."""

import argparse

from yosuga.cli import door, show
from yosuga.cli.types import Commands
from yosuga.cli.words import _


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("note", help=_("add a note to an item; nothing in the log is ever edited"))
    parser.add_argument("item", help=_("item id, such as E0001"))
    parser.add_argument("text", help=_("the note"))
    parser.add_argument("--case", default="", help=_("name or id of the case"))
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    with door.open_vault() as tools:
        from yosuga.evidence import actions, overview

        case = overview.case_named(arguments.case, actor=door.ACTOR, tools=tools)
        actions.annotate(arguments.item, arguments.text, case=case, actor=door.ACTOR, tools=tools)
        show.line(_("The note was added."))
    return 0
