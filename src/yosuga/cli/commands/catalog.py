"""`yosuga catalog`: checks the data behind the guidance, lists what to look at again, and prints its schema."""

import argparse
from collections.abc import Callable
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from yosuga.cli import show, streams
from yosuga.cli.parsing import WrongUse
from yosuga.cli.words import _

_PAGE = 20


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    acts = parser.add_subparsers(metavar=_("ACT"), required=True)

    def act(name: str, said: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        one = acts.add_parser(name, help=said, description=said)
        one.set_defaults(run=run)
        return one

    check = act("check", _("find everything that is wrong with the data, and prove its rules"), _check)
    review = act("review", _("list what needs a person's eye, worst first"), _review)
    for one in (check, review):
        one.add_argument("--data", default="", metavar="DIR", help=_("the catalog in this folder instead of ours"))
        one.add_argument("--json", action="store_true", help=_("print one JSON object"))
    review.add_argument("--today", default="", metavar="DATE", help=_("count as if it were this day"))
    review.add_argument("--limit", type=int, default=_PAGE, metavar="N", help=_("show at most N (0: all)"))
    review.add_argument("--skip", type=int, default=0, metavar="N", help=_("leave out the first N"))
    schema = act("schema", _("print the JSON Schema of answers, of a plan, or of a kind of record"), _schema)
    schema.add_argument(
        "of", nargs="?", default="answers", metavar="KIND", help=_("answers, plan, or a kind such as facts")
    )


def _check(arguments: argparse.Namespace) -> int:
    from yosuga.cli import inspection

    folder = _folder(arguments.data)
    found = inspection.inspect(folder)
    if arguments.json:
        show.data(inspection.as_json(found))
    else:
        inspection.tell(found)
    return 1 if found.findings else 0


def _review(arguments: argparse.Namespace) -> int:
    from yosuga.catalog.loader import Catalog, ours
    from yosuga.catalog.reviewing import review
    from yosuga.cli import concerns

    today = _today(arguments.today)
    catalog = Catalog(_folder(arguments.data)) if arguments.data else ours()
    found = review(catalog, today=today)
    first = max(0, arguments.skip)
    last = first + arguments.limit if arguments.limit > 0 else len(found)
    if arguments.json:
        show.data(concerns.as_json(found, today=today, first=first, last=last))
    else:
        concerns.tell(found, today=today, first=first, last=last)
    return 0


def _schema(arguments: argparse.Namespace) -> int:
    import json

    from yosuga.rules import schemas

    names = schemas.names()
    if arguments.of not in names:
        said = _("There is no schema of that name. There are: {names}").format(names=", ".join(names))
        raise WrongUse(said, command="yosuga catalog schema")
    streams.result(json.dumps(schemas.schema(arguments.of), ensure_ascii=False, indent=2))
    return 0


def _folder(given: str) -> Traversable:
    """Return the folder that was given, or that of our own catalog. Raises WrongUse where there is none."""
    if given and not Path(given).is_dir():
        raise WrongUse(_("There is no such folder."), command="yosuga catalog check")
    return Path(given) if given else files("yosuga.catalog") / "data"


def _today(given: str) -> date:
    """Return the day that was given, or today in Japan. Raises ImpossibleDate, DateTooFar."""
    from yosuga.clock import JST, SystemClock
    from yosuga.rules import calendar

    return calendar.read_day(given, field="--today") if given else SystemClock().read().wall.astimezone(JST).date()
