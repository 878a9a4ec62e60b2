"""`yosuga deadline`: from the day of an event to the date that follows, with the computation."""

import argparse
from datetime import date

from yosuga.cli import show
from yosuga.cli.parsing import WrongUse
from yosuga.cli.words import _


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.description = _("Compute a date from the day of an event. Without FACT-ID: the rules there are.")
    parser.add_argument("fact", nargs="?", default="", metavar="FACT-ID", help=_("a rule, such as dl-complaint-6m"))
    parser.add_argument("--from", dest="event", default="", metavar="DATE", help=_("day of the event: YYYY-MM-DD"))
    parser.add_argument("--act", default="", metavar="DATE", help=_("day of the act, for a second period beside it"))
    parser.add_argument("--today", default="", metavar="DATE", help=_("count as if it were this day"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON object"))
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    if arguments.event and not arguments.fact:
        raise WrongUse(_("Please say which rule; `yosuga deadline` lists them."), command="yosuga deadline")
    if arguments.json and arguments.fact and not arguments.event:
        raise WrongUse(_("Please give the day of the event with --from."), command="yosuga deadline")
    today = _today(arguments.today)
    if not arguments.fact:
        return _list(as_json=arguments.json)
    return _compute(arguments, today=today) if arguments.event else _rule(arguments.fact, today=today)


def _compute(arguments: argparse.Namespace, *, today: date) -> int:
    from yosuga.catalog.loader import ours
    from yosuga.cli import periods
    from yosuga.rules import calendar, deadlines

    fact = deadlines.find(arguments.fact, facts=ours().facts)
    found = deadlines.deadline(fact, event=calendar.read_day(arguments.event, field="--from"))
    act = calendar.read_day(arguments.act, field="--act") if arguments.act else None
    more = periods.beside(deadlines.companion(fact, event=act)) if act else ()
    if act and not more:
        raise WrongUse(_("This rule has no second period."), command="yosuga deadline")
    if arguments.json:
        show.data(periods.as_json(found, more=more))
    else:
        periods.tell(found, fact=fact, today=today, more=more)
    return 0


def _rule(name: str, *, today: date) -> int:
    from yosuga.catalog.loader import ours
    from yosuga.cli import periods
    from yosuga.rules import deadlines

    fact = deadlines.find(name, facts=ours().facts)
    if fact.period is not None:
        periods.tell_rule(fact, fact.period, today=today)
    return 0


def _list(*, as_json: bool) -> int:
    from yosuga.catalog.loader import ours
    from yosuga.cli import periods
    from yosuga.rules import deadlines

    for fact in deadlines.with_period(ours().facts.values()):
        if fact.period is not None and as_json:
            show.data(periods.rule_as_json(fact, fact.period))
        elif fact.period is not None:
            periods.tell_row(fact, fact.period)
    if not as_json:
        show.aside(_("`yosuga deadline FACT-ID --from 2026-11-22` gives the date."))
    return 0


def _today(given: str) -> date:
    """Return the day that was given, or today in Japan."""
    from yosuga.clock import JST, SystemClock
    from yosuga.rules import calendar

    return calendar.read_day(given, field="--today") if given else SystemClock().read().wall.astimezone(JST).date()
