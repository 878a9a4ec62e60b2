"""The dates of a plan on the screen: the day, how many days remain, when it matters, of what kind it is."""

from collections.abc import Iterator

from yosuga.catalog.loader import Catalog
from yosuga.cli import periods, reaching
from yosuga.cli.periods import say
from yosuga.cli.words import _
from yosuga.rules import calendar, presenting
from yosuga.rules.dates import Due
from yosuga.rules.plan import Plan


def brief(one: Due, *, made: Plan, catalog: Catalog) -> Iterator[str]:
    """Yield one date in a few lines."""
    yield f"  {say(calendar.in_words(one.deadline.last_day))}{_post(one, made=made)}"
    yield f"    {periods.remaining(one.deadline, today=made.today)}"
    yield f"    {say(one.only)}"
    yield f"    {periods.kind(one.deadline.kind)} · {say(one.deadline.rests_on)}"
    if one.also is not None:
        day = say(calendar.in_words(one.also.last_day))
        yield "    " + _("Beside it: {day} ({basis})").format(day=day, basis=say(one.also.rests_on))
    if catalog.facts[one.deadline.fact].stale(made.today):
        yield f"    {_('This may be out of date.')}"


def full(one: Due, *, made: Plan, catalog: Catalog) -> Iterator[str]:
    """Yield one date with how it was counted, for a lawyer to check, and with its source."""
    yield from brief(one, made=made, catalog=catalog)
    yield f"    {_('How it is counted:')}"
    yield from (f"      {say(step)}" for step in (*one.deadline.steps, *periods.beside(one.also)))
    fact = catalog.facts[one.deadline.fact]
    yield "    " + _("Seen as of: {as_of}").format(as_of=fact.as_of)
    yield from (f"      {source}" for source in reaching.addresses(fact))


def _post(one: Due, *, made: Plan) -> str:
    """Return which post is meant, where there are several."""
    several = presenting.several_posts(made)
    return " · " + _("post {n}").format(n=one.post + 1) if several and one.post is not None else ""
