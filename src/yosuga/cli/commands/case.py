"""`yosuga case`: make a case, list the cases."""

import argparse

from yosuga.cli import door, show
from yosuga.cli.words import _


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    acts = parser.add_subparsers(metavar=_("ACT"), required=True)
    new = acts.add_parser("new", help=_("make a case"), description=_("make a case"))
    new.add_argument(
        "name", metavar="NAME", help=_("a name for yourself; it is stored encrypted and goes into no package")
    )
    new.add_argument("--json", action="store_true", help=_("print one JSON object"))
    new.set_defaults(run=_new)
    listing = acts.add_parser("list", help=_("list the cases"), description=_("list the cases"))
    listing.add_argument("--json", action="store_true", help=_("print one JSON object a case"))
    listing.set_defaults(run=_list)


def _new(arguments: argparse.Namespace) -> int:
    with door.open_vault(create=True) as tools:
        from yosuga.cases import actions

        case = actions.open_case(arguments.name, actor=door.ACTOR, tools=tools)
        if arguments.json:
            show.data({"case": case.id, "name": case.name, "items": 0, "entries": 1})
        else:
            show.line(case.id)
    return 0


def _list(arguments: argparse.Namespace) -> int:
    with door.open_vault() as tools:
        from yosuga.evidence import overview

        found = overview.of_vault(actor=door.ACTOR, tools=tools)
        if arguments.json:
            for one in found:
                show.data({"case": one.id, "name": one.name, "items": one.items, "entries": one.entries})
        elif found:
            heading = (_("Case"), _("Items"), _("Log entries"), _("Name"))
            show.table([heading, *((one.id, str(one.items), str(one.entries), one.name) for one in found)])
        else:
            show.prose(_("There is no case yet. `yosuga capture --case NAME URL` makes one."))
    return 0
