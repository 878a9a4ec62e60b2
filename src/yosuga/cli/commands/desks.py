"""`yosuga desks`: whom a person can turn to, and who answers at this moment."""

import argparse
import re
from datetime import date, datetime
from unicodedata import normalize

from yosuga.cli import show
from yosuga.cli.words import _

_DAY = re.compile(r"[0-9]+-[0-9]+-[0-9]+")
_HOUR = re.compile(r"[0-9]{1,2}:[0-9]{2}")


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.description = _("List desks to turn to: those that answer now first. What you look up is not recorded.")
    parser.add_argument(
        "--for",
        dest="signs",
        nargs="+",
        action="extend",
        default=[],
        metavar="SIGN",
        help=_("only desks that fit, such as danger-threat leak-address"),
    )
    parser.add_argument("--at", default="", metavar="TIME", help=_("as at this time in Japan: 2026-11-22T10:00"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON object a desk"))
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    from yosuga.catalog.loader import ours
    from yosuga.cli import contacts
    from yosuga.clock import JST, SystemClock
    from yosuga.rules import fitting

    now = SystemClock().read().wall.astimezone(JST)
    at = _moment(arguments.at, now=now)
    desks = contacts.chosen(arguments.signs, catalog=ours())
    found = fitting.in_order_at(desks, moment=at) if isinstance(at, datetime) else fitting.in_order_on(desks, day=at)
    if arguments.json:
        for one in found:
            show.data(contacts.as_json(one, at=at))
    elif found:
        contacts.tell(found, at=at, today=now.date())
    else:
        show.prose(_("No desk fits these signs. `yosuga desks` lists them all."))
    return 0


def _moment(given: str, *, now: datetime) -> datetime | date:
    """Return the moment that was given, a day as a whole where no hour was, or now. Raises ImpossibleDate, DateTooFar.

    A moment without a zone is one in Japan; an hour without a day is one of today.
    """
    from yosuga.rules import calendar

    plain = normalize("NFKC", given).strip()
    if not plain:
        return now
    if _DAY.fullmatch(plain):
        return calendar.read_day(plain, field="--at")
    try:
        moment = datetime.fromisoformat(f"{now.date()}T{plain}" if _HOUR.fullmatch(plain) else plain)
    except ValueError as error:
        raise calendar.ImpossibleDate("--at") from error
    calendar.in_reach(moment.date(), field="--at")
    return moment.replace(tzinfo=now.tzinfo) if moment.tzinfo is None else moment
