"""A plan as it leaves the program: one JSON object for a script, or the parts that a person asked to see."""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from unicodedata import normalize

from yosuga.catalog.loader import Catalog, ours
from yosuga.cli import hanging, pager, plan_care, plan_json, plan_routes, plan_steps, planning, show
from yosuga.rules import counsel, means, presenting, remedies
from yosuga.rules.answers import Answers
from yosuga.rules.plan import Plan, as_data, plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to show: a `step` by number or id, everything, the routes, the care; nothing of it is the first screen."""

    step: str = ""
    everything: bool = False
    routes: bool = False
    care: bool = False
    json: bool = False


def wanted(arguments: argparse.Namespace) -> Wanted:
    """Return what the command line asks for."""
    return Wanted(
        step=normalize("NFKC", arguments.step).strip(),
        everything=arguments.all,
        routes=arguments.routes,
        care=arguments.care,
        json=arguments.json,
    )


def shown(answers: Answers, *, wanted: Wanted, at: date | datetime) -> None:
    """Show the plan. Raises BadAnswers, and NotFound for a step that the plan does not have."""
    catalog = ours()
    made = plan(answers, at=at, catalog=catalog)
    if wanted.json:
        show.data(_data(made, answers=answers, wanted=wanted, catalog=catalog))
        return
    rows = _parts(made, answers=answers, wanted=wanted, catalog=catalog)
    text = "\n".join(hanging.fitted(rows, watched=sys.stdout.isatty()))
    if wanted.everything or wanted.routes or wanted.care:
        pager.read(text)
    else:
        show.prose(text)


def aid_shown(answers: Answers, *, at: date | datetime) -> None:
    """Show what legal aid by means says to the household of these answers."""
    catalog = ours()
    made = plan(answers, at=at, catalog=catalog)
    found = means.aid(answers.household, signs=made.signs, catalog=catalog)
    for row in hanging.fitted(plan_routes.aid(found, today=made.today), watched=sys.stdout.isatty()):
        show.prose(row)


def _data(made: Plan, *, answers: Answers, wanted: Wanted, catalog: Catalog) -> dict[str, object]:
    found = as_data(made, catalog=catalog)
    if wanted.routes:
        found["routes"] = plan_json.routes(remedies.remedies(made.signs, catalog=catalog), catalog=catalog)
        found["legal_aid"] = plan_json.legal_aid(means.aid(answers.household, signs=made.signs, catalog=catalog))
    if wanted.care:
        chosen = counsel.counsel(made.signs, catalog=catalog)
        found["advice"], found["care"] = plan_json.advice(chosen), plan_json.care(chosen)
    return found


def _parts(made: Plan, *, answers: Answers, wanted: Wanted, catalog: Catalog) -> Iterator[str]:
    """Yield the lines of the parts that were asked for. In danger the first line is the number to call, always."""
    opened = bool(wanted.step) or wanted.everything or wanted.routes or wanted.care
    if not opened:
        yield from planning.first_screen(made, catalog=catalog)
        return
    if presenting.in_danger(made.signs, catalog=catalog):
        yield from planning.emergency(catalog)
        yield ""
    if wanted.step:
        number, action = plan_steps.named(wanted.step, made=made)
        yield from plan_steps.opened(action, number=number, made=made, catalog=catalog)
        yield ""
    if wanted.everything:
        yield from plan_steps.everything(made, catalog=catalog)
        yield ""
    if wanted.routes:
        yield from plan_routes.told(remedies.remedies(made.signs, catalog=catalog), catalog=catalog, today=made.today)
        yield from plan_routes.aid(means.aid(answers.household, signs=made.signs, catalog=catalog), today=made.today)
    if wanted.care:
        yield from plan_care.told(counsel.counsel(made.signs, catalog=catalog), catalog=catalog)
        yield ""
    yield planning.whose()
