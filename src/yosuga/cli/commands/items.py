"""`yosuga items`: what a case holds."""

import argparse

from yosuga.cli import door, show
from yosuga.cli.types import Commands
from yosuga.cli.words import _
from yosuga.clock import jst_words


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("items", help=_("list the items of a case"))
    parser.add_argument("case", nargs="?", default="", help=_("name or id of the case"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON object an item"))
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    with door.open_vault() as tools:
        from yosuga.evidence import overview

        case = overview.case_named(arguments.case, actor=door.ACTOR, tools=tools)
        found = overview.of_case(case, actor=door.ACTOR, tools=tools)
        if arguments.json:
            for one in found:
                show.data(one.as_json())
            return 0
        rows = [(_("Item"), _("Taken (JST)"), _("Kind"), _("Result"), _("Title"))]
        for one in found:
            taken = jst_words(one.moment) if one.moment else "-"
            rows.append((one.eid, taken, one.kind, _("erased") if one.erased else one.verdict, one.title))
        show.table(rows)
    return 0
