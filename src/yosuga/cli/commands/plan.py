"""`yosuga plan`: what to do now, in which order, by when and why. From a file of answers, or by asking."""

import argparse
import re
import sys
from datetime import date, datetime
from unicodedata import normalize

from yosuga.cli.parsing import WrongUse
from yosuga.cli.words import _

_DAY = re.compile(r"[0-9]+-[0-9]+-[0-9]+")
_HOUR = re.compile(r"[0-9]{1,2}:[0-9]{2}")
_COMMAND = "yosuga plan"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.description = _("What to do now. Without --answers it asks. Nothing is sent, and nothing is kept unasked.")
    parser.add_argument("--answers", default="", metavar="FILE", help=_("a file of answers; - reads the input"))
    time = parser.add_mutually_exclusive_group()
    time.add_argument("--today", default="", metavar="DATE", help=_("count as if it were this day"))
    time.add_argument("--at", default="", metavar="TIME", help=_("as at this time in Japan: 2026-11-22T10:00"))
    parser.add_argument("--step", default="", metavar="ID", help=_("open one step: its number or id"))
    parser.add_argument("--all", action="store_true", help=_("open all steps, with reasons and sources"))
    parser.add_argument("--routes", action="store_true", help=_("also the ways there are, with costs and legal aid"))
    parser.add_argument("--care", action="store_true", help=_("also pitfalls, prevention, and 7, 30, 90 days on"))
    parser.add_argument(
        "--save", default="", metavar="FILE", help=_("keep what you answer in this file, for you alone")
    )
    parser.add_argument("--json", action="store_true", help=_("print one JSON object"))
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    if arguments.answers and arguments.save:
        raise WrongUse(_("`--save` keeps what is asked here; it does not go with `--answers`."), command=_COMMAND)
    at = _at(arguments)
    if arguments.answers:
        return _of_file(arguments, at=at)
    if not sys.stdin.isatty():
        raise WrongUse(
            _("Nobody is at a terminal to be asked. Please give a file with `--answers FILE`."), command=_COMMAND
        )
    return _by_asking(arguments, at=at)


def _of_file(arguments: argparse.Namespace, *, at: date | datetime) -> int:
    from yosuga.cli import answer_files, plan_shown
    from yosuga.rules import reading

    content = answer_files.content(arguments.answers, most=reading.LARGEST_BYTES)
    answers = reading.read(content, today=at.date() if isinstance(at, datetime) else at)
    plan_shown.shown(answers, wanted=plan_shown.wanted(arguments), at=at)
    return 0


def _by_asking(arguments: argparse.Namespace, *, at: date | datetime) -> int:
    from contextlib import suppress

    from yosuga.cli import asking, leafing, plan_shown

    ended, wanted = asking.asked_for(save=arguments.save, at=at), plan_shown.wanted(arguments)
    if ended.answers is not None:
        plan_shown.shown(ended.answers, wanted=wanted, at=at)
        if wanted == plan_shown.Wanted():
            with suppress(asking.Stopped, KeyboardInterrupt):  # the plan is there; to leave it is no trouble
                leafing.leaf(ended.answers, at=at)
    return ended.code


def _at(arguments: argparse.Namespace) -> date | datetime:
    """Return the day or the moment that was given, else now. Raises ImpossibleDate, DateTooFar."""
    from yosuga.clock import JST, SystemClock
    from yosuga.rules import calendar

    now = SystemClock().read().wall.astimezone(JST)
    if arguments.today:
        return calendar.read_day(arguments.today, field="--today")
    plain = normalize("NFKC", arguments.at).strip()
    if not plain:
        return now
    if _DAY.fullmatch(plain):
        return calendar.read_day(plain, field="--at")
    try:
        moment = datetime.fromisoformat(f"{now.date()}T{plain}" if _HOUR.fullmatch(plain) else plain)
    except ValueError as error:
        raise calendar.ImpossibleDate("--at") from error
    calendar.in_reach(moment.date(), field="--at")
    return moment.replace(tzinfo=JST) if moment.tzinfo is None else moment.astimezone(JST)
