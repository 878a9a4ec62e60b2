"""`yosuga history`: the life of an item, or of a whole case, as a person reads it."""

import argparse

from yosuga.cli import door, show
from yosuga.cli.words import _


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument(
        "item", nargs="?", default="", metavar="ITEM", help=_("item id, such as E0001; without one the whole case")
    )
    parser.add_argument("--case", default="", metavar="NAME", help=_("name or id of the case"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON object an entry"))
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    with door.open_vault() as tools:
        from yosuga.cli import passages
        from yosuga.evidence import history

        case = door.the_case(arguments.case, tools=tools)
        found = (
            history.of_item(arguments.item, case=case, actor=door.ACTOR, tools=tools)
            if arguments.item
            else history.of_case(case, actor=door.ACTOR, tools=tools)
        )
        for passage in found:
            if arguments.json:
                show.data(passages.as_json(passage))
            else:
                passages.tell(passage)
        if not arguments.json:
            passages.tell_whose_time()
    return 0
