"""The first screen of a plan: at most three things to do, the dates, what not to do, and the rest by title."""

import re
from collections.abc import Iterator
from datetime import date

from yosuga.catalog.loader import Catalog
from yosuga.catalog.steps import Note, When
from yosuga.cli import plan_dates, reaching
from yosuga.cli.periods import say
from yosuga.cli.words import _, language
from yosuga.rules import opening, presenting
from yosuga.rules.plan import Action, Plan

_MOST_DATES = 3
_MOST_SENTENCES = 2


def first_screen(made: Plan, *, catalog: Catalog) -> Iterator[str]:
    """Yield what a person sees first, in lines."""
    danger = presenting.in_danger(made.signs, catalog=catalog)
    if danger:
        yield from emergency(catalog)
        yield ""
    yield f"■ {_('What to do now')}"
    yield say(made.order.because)
    said = {note.id for note in made.warnings}
    for number, action in enumerate(presenting.first(made), start=1):
        yield ""
        yield from _action(action, number=number, made=made)
        yield from (f"   ※ {say(note.text)}" for note in action.chosen.warnings if note.id not in said)
        said |= {note.id for note in action.chosen.warnings}
    yield from _dates(made, catalog=catalog)
    yield from _notes(_("What not to do"), presenting.must_not(made))
    yield from _notes(_("Good to know"), list(made.warnings))
    yield from _rest(made)
    yield ""
    yield from _closing(danger=danger, catalog=catalog)


def emergency(catalog: Catalog) -> Iterator[str]:
    """Yield the number of the police, alone on the first line, and when to call it."""
    desk = catalog.desks[presenting.EMERGENCY]
    for line in opening.shown_lines(desk):
        yield line.value
        yield f"{say(desk.name)} · {say(line.hours)}"
    yield _("When life or body is in danger, please call now. The rest can wait.")


def _action(action: Action, *, number: int, made: Plan) -> Iterator[str]:
    step = action.chosen.step
    yield f"{number}. {say(step.title)}"
    yield f"   {minutes(action)}"
    for sentence in sentences(say(step.text))[:_MOST_SENTENCES]:
        yield f"   {sentence}"
    desk = presenting.best_desk(action)
    if desk is not None:
        for row in reaching.lines(desk, at=made.moment or made.today, today=made.today):
            yield f"   {row}"
    if any(fact.stale(made.today) for fact in action.facts):
        yield f"   {_('This may be out of date.')}"


def minutes(action: Action) -> str:
    """Return about how long a step takes."""
    least, most = action.chosen.step.minutes
    if least == most:
        return _("about {n} minutes").format(n=least)
    return _("about {least} to {most} minutes").format(least=least, most=most)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text of the catalog."""
    pattern = r"(?<=[.!?])\s+(?=[A-Z`])" if language() == "en" else r"(?<=。)(?![」』)])"
    return [sentence for sentence in re.split(pattern, text) if sentence]


def _dates(made: Plan, *, catalog: Catalog) -> Iterator[str]:
    if not made.due:
        return
    yield ""
    yield f"■ {_('Dates')}"
    listed = presenting.nearest(made.due)
    for one in listed[:_MOST_DATES]:
        yield from plan_dates.brief(one, made=made, catalog=catalog)
    if len(listed) > _MOST_DATES:
        yield "  " + _("{n} more dates: `--all` shows them.").format(n=len(listed) - _MOST_DATES)


def _notes(title: str, notes: list[Note]) -> Iterator[str]:
    if notes:
        yield ""
        yield f"■ {title}"
        yield from (f"・{say(note.text)}" for note in notes)


def _rest(made: Plan) -> Iterator[str]:
    rest = presenting.numbered(made)[len(made.first) :]
    if not rest:
        return
    yield ""
    yield f"■ {_('Afterwards')}"
    yield _("One at a time is enough.")
    for number, action in enumerate(rest, start=len(made.first) + 1):
        soon = f" ({_('now')})" if action.when is When.NOW else ""
        yield f"{number:>2}. {say(action.chosen.step.title)}{soon}"


def when(action: Action, *, today: date) -> str:
    """Return when a step's turn is; where its desks are closed, the day the first of them opens."""
    if action.opens is not None:
        return _("next open day: {day}").format(day=reaching.short_day(action.opens, today=today))
    return {
        When.NOW: _("now"),
        When.TODAY: _("today"),
        When.NEXT_OPEN_DAY: _("on the next open day"),
        When.LATER: _("after that"),
    }[action.when]


def _closing(*, danger: bool, catalog: Catalog) -> Iterator[str]:
    yield _("You can stop here for today.")
    if not danger:
        numbers = " / ".join(line.value for line in opening.shown_lines(catalog.desks[presenting.EMERGENCY]))
        yield _("If you come to feel in danger: {number}").format(number=numbers)
    yield _("Reasons, sources and papers: add `--step 1` for one step, or `--all`.")
    yield _("Ways and costs: `--routes`. Care for yourself: `--care`.")
    yield whose()


def whose() -> str:
    """Return, once on every screen, what a plan is not and whose the drafts are (弁護士法72条)."""
    return _("This is no legal advice. Any draft is your own: you look it over, and you send it in your own name.")
