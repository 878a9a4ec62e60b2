"""`yosuga items`: what a case holds."""

import argparse

from yosuga.cli import door, pager, show
from yosuga.cli.words import _


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("case", nargs="?", default="", metavar="NAME", help=_("name or id of the case"))
    parser.add_argument(
        "--search", default="", metavar="TEXT", help=_("only items with this in the title, the URL or the kind")
    )
    parser.add_argument("--limit", type=_count, default=None, metavar="N", help=_("at most so many"))
    parser.add_argument("--offset", type=_count, default=0, metavar="N", help=_("leave out so many at the beginning"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON object an item"))
    parser.set_defaults(run=_run)


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError(_("This is not a number: {text}").format(text=text))
    return int(text)


def _run(arguments: argparse.Namespace) -> int:
    with door.open_vault() as tools:
        from yosuga.cli import listing
        from yosuga.evidence import overview

        case = door.the_case(arguments.case, tools=tools)
        everything = overview.of_case(case, actor=door.ACTOR, tools=tools)
        found = [one for one in everything if listing.fits(one, arguments.search)]
        last = len(found) if arguments.limit is None else arguments.offset + arguments.limit
        shown = found[arguments.offset : last]
    if arguments.json:
        for one in shown:
            show.data(one.as_json())
    else:
        if shown:
            pager.read("\n".join(row for one in shown for row in listing.rows(one)))
        _tell_rest(shown=len(shown), fitting=len(found), last=last, everything=len(everything))
    return 0


def _tell_rest(*, shown: int, fitting: int, last: int, everything: int) -> None:
    """Say what is not on the list, and how to come to it."""
    if not everything:
        show.aside(_("Nothing is kept in this case yet. `yosuga capture --case NAME URL` keeps a page."))
    elif shown < everything:
        show.aside(_("Shown: {n} of {total}.").format(n=shown, total=everything))
    if shown and last < fitting:
        show.aside(_("More follow: --offset {n}").format(n=last))
