"""`yosuga note`: add a note to an item's history."""

import argparse

from yosuga.cli import door, show
from yosuga.cli.parsing import WrongUse
from yosuga.cli.words import _


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.description = _("Add a note to an item. Nothing in the log is ever edited; a correction is a further note.")
    parser.add_argument("item", metavar="ITEM", help=_("item id, such as E0001"))
    parser.add_argument("text", metavar="TEXT", help=_("the note"))
    parser.add_argument("--case", default="", metavar="NAME", help=_("name or id of the case"))
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    if not arguments.text.strip():
        raise WrongUse(_("The note is empty."), command="yosuga note")
    with door.open_vault() as tools:
        from yosuga.evidence import actions

        case = door.the_case(arguments.case, tools=tools)
        actions.annotate(arguments.item, arguments.text, case=case, actor=door.ACTOR, tools=tools)
        show.line(_("The note was added."))
    return 0
