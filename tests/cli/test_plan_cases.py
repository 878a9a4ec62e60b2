"""Every worked case on the screen: whatever a plan says, a person is shown, and the screens keep the house's words."""

from datetime import date

import pytest

from tests.rules.test_cases import CASES
from yosuga.catalog.loader import ours
from yosuga.cli import plan_care, plan_routes, plan_steps, planning
from yosuga.rules import counsel, means, remedies
from yosuga.rules.plan import Plan, plan

NAMES = sorted(CASES)


def planned(name: str) -> Plan:
    case = CASES[name]
    return plan(case.answers, at=case.at or case.today, catalog=ours())


def first_screen(made: Plan) -> list[str]:
    return list(planning.first_screen(made, catalog=ours()))


def everything(name: str) -> list[str]:
    """Return the rows of all screens of a case."""
    made, catalog = planned(name), ours()
    today: date = made.today
    return [
        *first_screen(made),
        *plan_steps.everything(made, catalog=catalog),
        *plan_routes.told(remedies.remedies(made.signs, catalog=catalog), catalog=catalog, today=today),
        *plan_routes.aid(means.aid(CASES[name].answers.household, signs=made.signs, catalog=catalog), today=today),
        *plan_care.told(counsel.counsel(made.signs, catalog=catalog), catalog=catalog),
    ]


@pytest.mark.parametrize("name", NAMES)
def test_the_first_line_is_110_exactly_where_there_is_danger(name: str) -> None:
    said = CASES[name].answers.danger
    assert (first_screen(planned(name))[0] == "110") is (isinstance(said, tuple) and said != ())


@pytest.mark.parametrize("name", NAMES)
def test_every_step_date_and_must_not_of_a_plan_is_on_the_screen(name: str) -> None:
    made = planned(name)
    first, opened = first_screen(made), "\n".join(plan_steps.everything(made, catalog=ours()))
    assert [note.id for note in made.must_not if f"・{note.text.ja}" not in first] == []
    assert [
        action.chosen.step.id
        for action in made.actions
        if not any(f". {action.chosen.step.title.ja}" in row for row in first)
    ] == []
    assert [one.deadline.fact for one in made.due if one.deadline.basis not in opened] == []
    for action in made.actions:
        for note in (*action.chosen.must_not, *action.chosen.warnings):
            assert note.text.ja in opened, note.id


@pytest.mark.parametrize("name", NAMES)
def test_every_desk_that_is_named_has_a_way_to_reach_it_on_a_line_of_its_own(name: str) -> None:
    opened = [row.strip() for row in plan_steps.everything(planned(name), catalog=ours())]
    for action in planned(name).actions:
        for standing in action.desks:
            assert any(line.value in opened for line in standing.desk.lines), standing.desk.id


@pytest.mark.parametrize("name", NAMES)
def test_no_screen_blames_or_promises_or_names_what_rests_on_memory(name: str) -> None:
    hidden = {fact.statement.ja for fact in ours().facts.values() if not fact.shown}
    rows = everything(name)
    assert [row for row in rows if any(word in row for word in ("自己責任", "不用心", "被害者は", "必ず消"))] == []
    assert [row for row in rows if row.strip() in hidden or "UNVERIFIED" in row] == []
