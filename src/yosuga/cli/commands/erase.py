"""`yosuga erase`: destroy an item or a whole case for good."""

import argparse

from yosuga.cli import door, show
from yosuga.cli.types import Commands
from yosuga.cli.words import _
from yosuga.errors import NeedsConfirmation


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("erase", help=_("erase an item or a whole case for good"))
    parser.add_argument("item", nargs="?", default="", help=_("item id; without one the whole case"))
    parser.add_argument("--case", default="", help=_("name or id of the case"))
    parser.add_argument("--yes", action="store_true", help=_("do not ask"))
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    with door.open_vault() as tools:
        from yosuga.evidence import erasing, overview

        case = overview.case_named(arguments.case, actor=door.ACTOR, tools=tools)
        show.aside(_("This cannot be undone. Make a second copy or an export first if there is any doubt."))
        if not arguments.yes and not door.ask(_("Erase {what}?").format(what=arguments.item or case)):
            raise NeedsConfirmation
        if arguments.item:
            erasing.erase_item(arguments.item, case=case, actor=door.ACTOR, tools=tools)
        else:
            erasing.erase_case(case, actor=door.ACTOR, tools=tools)
        show.line(_("Erased here. The log stays whole and says that something was erased."))
        show.line(_("Second copies still hold it until `yosuga vault copy` runs again; packages given away stay."))
    return 0
