"""`yosuga receipt`: the printed list of items, with the head of the log and a blank for a signature."""

import argparse

from yosuga.cli import destinations, door, show
from yosuga.cli.parsing import path
from yosuga.cli.words import _


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.description = _(
        "Write the list of items as a PDF to print: each case with the head of its log and a blank for a signature."
    )
    parser.add_argument(
        "cases", nargs="*", default=[], metavar="CASE", help=_("names or ids of cases; without one all of them")
    )
    parser.add_argument("-o", "--output", type=path, required=True, metavar="FILE", help=_("PDF file to write"))
    parser.add_argument("--recipient", default="", metavar="TEXT", help=_("who receives it; printed on the list"))
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    destinations.new_file(arguments.output)  # before the passphrase is asked for
    with door.open_vault() as tools:
        from yosuga.documents import receipts as paper
        from yosuga.proceedings import receipts

        cases = receipts.listed(arguments.cases, recipient=arguments.recipient, actor=door.ACTOR, tools=tools)
        content = paper.pdf(cases)
    destinations.write_new(arguments.output, content)
    show.line(str(arguments.output))
    show.aside(
        _("Cases on it: {cases}. Items: {items}.").format(cases=len(cases), items=sum(len(one.items) for one in cases))
    )
    show.aside(_("The list names items and pages. Please keep it where only those concerned can read it."))
    return 0
