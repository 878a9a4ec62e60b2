"""Steps of a plan opened: when, why, the whole text, every desk, papers, what to know, sources with their date."""

from collections.abc import Iterable, Iterator
from datetime import date

from yosuga.catalog.facts import Fact
from yosuga.catalog.loader import Catalog
from yosuga.cli import plan_dates, planning, reaching
from yosuga.cli.periods import say
from yosuga.cli.words import _, in_language
from yosuga.errors import NotFound
from yosuga.rules import presenting
from yosuga.rules.plan import Action, Plan


def everything(made: Plan, *, catalog: Catalog) -> Iterator[str]:
    """Yield every step opened, and every date with how it was counted."""
    for number, action in enumerate(presenting.numbered(made), start=1):
        yield from opened(action, number=number, made=made, catalog=catalog)
        yield ""
    if made.due:
        yield f"■ {_('Dates')}"
        for one in presenting.nearest(made.due):
            yield from plan_dates.full(one, made=made, catalog=catalog)


def named(name: str, *, made: Plan) -> tuple[int, Action]:
    """Return the step with this number or id. Raises NotFound, which does not repeat what was typed."""
    for number, action in enumerate(presenting.numbered(made), start=1):
        if name in {str(number), action.chosen.step.id}:
            return number, action
    raise NotFound(f"--step 1–{len(made.actions)}")


def opened(action: Action, *, number: int, made: Plan, catalog: Catalog) -> Iterator[str]:
    """Yield one step with all there is to say about it."""
    step, chosen = action.chosen.step, action.chosen
    yield f"■ {number}. {say(step.title)}"
    yield f"  {planning.when(action, today=made.today)} · {planning.minutes(action)}"
    yield f"  {_('Why: {reason}').format(reason=_reason(action, made=made, catalog=catalog))}"
    yield from (f"  {sentence}" for sentence in planning.sentences(say(step.text)))
    yield from _desks(action, made=made)
    yield from _listed(_("What you need"), (f"{say(one.title)}: {say(one.text)}" for one in chosen.documents))
    yield from _listed(_("Good to know"), (say(note.text) for note in chosen.warnings))
    yield from _listed(_("What not to do"), (say(note.text) for note in chosen.must_not))
    yield from _facts(presenting.rests_on(action, catalog=catalog), today=made.today)


def _reason(action: Action, *, made: Plan, catalog: Catalog) -> str:
    labels = presenting.reasons(action, made=made, catalog=catalog)
    return in_language("、", en="; ").join(say(label) for label in labels)


def _desks(action: Action, *, made: Plan) -> Iterator[str]:
    if action.desks:
        yield f"  {_('Whom to turn to')}"
    for one in action.desks:
        for row in reaching.lines(one, at=made.moment or made.today, today=made.today, every=True):
            yield f"    {row}"
        yield "      " + _("Seen as of: {as_of}").format(as_of=one.desk.as_of)
        yield f"      {reaching.addresses(one.desk)[0]}"


def _listed(title: str, rows: Iterable[str]) -> Iterator[str]:
    for place, row in enumerate(rows):
        if place == 0:
            yield f"  {title}"
        yield f"    ・{row}"


def _facts(facts: list[Fact], *, today: date) -> Iterator[str]:
    if facts:
        yield f"  {_('What it rests on')}"
    for fact in facts:
        yield f"    ・{say(fact.title)}"
        yield f"      {say(fact.statement)}"
        yield from (f"      {say(text)}" for text in (fact.caveat, fact.warning) if text is not None)
        yield "      " + _("Seen as of: {as_of}").format(as_of=fact.as_of)
        if fact.stale(today):
            yield f"      {_('This may be out of date.')}"
        yield from (f"      {source}" for source in reaching.addresses(fact))
