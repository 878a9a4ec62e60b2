"""`yosuga erase`: destroy an item or a whole case for good."""

import argparse

from yosuga.cli import door, labels, show
from yosuga.cli.parsing import WrongUse
from yosuga.cli.words import _
from yosuga.errors import KeyErased, NotFound
from yosuga.tools import Tools


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.description = _(
        "Erase for good: the keys are destroyed, so nobody can read the content any more. The log stays whole."
    )
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("item", nargs="?", default="", metavar="ITEM", help=_("item id, such as E0001"))
    what.add_argument("--whole-case", action="store_true", help=_("everything in the case; needs --case"))
    parser.add_argument("--case", default="", metavar="NAME", help=_("name or id of the case"))
    parser.add_argument("--yes", action="store_true", help=_("do not ask"))
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    if arguments.whole_case and not arguments.case:
        raise WrongUse(_("Please name the case to erase: --case NAME"), command="yosuga erase")
    with door.open_vault() as tools:
        from yosuga.evidence import erasing

        case = door.the_case(arguments.case, tools=tools)
        tools.must_write()
        _tell_what(arguments.item, case=case, tools=tools)
        show.aside(_("This cannot be undone. If there is any doubt, make a second copy or a package first."))
        what = arguments.item or _("the whole case {case}").format(case=arguments.case)
        if not arguments.yes:
            door.confirm(_("Erase {what}?").format(what=what))
        if arguments.item:
            erasing.erase_item(arguments.item, case=case, actor=door.ACTOR, tools=tools)
        else:
            erasing.erase_case(case, actor=door.ACTOR, tools=tools)
        show.prose(_("Erased here. The log stays whole and says that something was erased."))
        show.prose(_("Second copies still hold it until `yosuga vault copy` runs again. Packages given away stay."))
    return 0


def _tell_what(eid: str, *, case: str, tools: Tools) -> None:
    """Show what is about to go, so that a slip in a number is seen in time. Raises NotFound, KeyErased."""
    from yosuga.custody import naming
    from yosuga.evidence import keeping, overview

    if not eid:
        found = next(one for one in overview.of_vault(actor=door.ACTOR, tools=tools) if one.id == case)
        show.aside(_("Items in it: {n}.").format(n=found.items))
        return
    number = naming.item_id(keeping.number_of(eid))
    one = next((one for one in overview.of_case(case, actor=door.ACTOR, tools=tools) if one.eid == number), None)
    if one is None:
        raise NotFound("item")
    if one.erased:
        raise KeyErased(one.eid)
    for text in (labels.kind(one.kind), one.title, one.url):
        if text:
            show.aside(f"    {text}")
