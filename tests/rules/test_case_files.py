"""The case files themselves, and what every plan of theirs has to keep to."""

from typing import get_args

import pytest

from tests.rules.test_cases import CASES, Case, ids, named_must_not, plan_of
from yosuga.catalog.loader import ours
from yosuga.rules.answers import Event, listed

# The facts of law.yaml that rest on memory alone: never a fact to a person, never a number or a link.
FROM_MEMORY = {
    "datum-id", "datum-self", "datum-mail", "doc-naiyo-fee", "doc-shoko", "os-gdpr", "os-dmca", "os-uk", "ev-repost",
    "cost-tokuyaku", "law-trademark", "pfa-6-opinion-14d", "desk-himawari", "desk-phishing", "desk-stopncii",
}  # fmt: skip
KINDS = {"statutory_limit", "platform_duty", "waiting_period", "heuristic", "validity", "operator_duty"}
EVENTS = set(get_args(Event))
TIMES = {"now", "today", "next_open_day", "later"}

every_case = pytest.mark.parametrize("name", CASES)


def steps_named(case: Case) -> set[str]:
    expect = case.expect
    first = {step for words in expect.first or () for step in ([words] if isinstance(words, str) else words)}
    pairs = {step for pair in expect.before or () for step in pair}
    lists = {*(expect.present or ()), *(expect.absent or ()), *(expect.first_has or ())}
    return first | pairs | lists | {*(expect.when or {}), *(expect.because or {}), *(expect.step_facts or {})}


def facts_named(case: Case) -> set[str]:
    expect = case.expect
    refused = () if expect.no_deadlines == "all" else expect.no_deadlines or ()
    of_steps = {fact for some in (expect.step_facts or {}).values() for fact in some}
    return {*(expect.facts or ()), *(expect.no_facts or ()), *(expect.deadlines or {}), *refused} | of_steps


def desks_named(case: Case) -> set[str]:
    expect = case.expect
    first = {expect.first_desk} if expect.first_desk else set()
    listed = {*(expect.desks_open or ()), *(expect.desks_closed or ()), *(expect.never_desks or ())}
    return first | listed | {*(expect.desks_later or {})}


def having_danger(words: set[str]) -> list[str]:
    return [name for name, case in CASES.items() if words & set(listed(case.answers.danger))]


@every_case
def test_a_case_names_only_what_the_catalog_knows(name: str) -> None:
    # A name that is misspelt under `absent` would otherwise hold for ever.
    case, catalog = CASES[name], ours()
    notes = {*(case.expect.must_not or ()), *(case.expect.absent_must_not or ())}
    signs = {*(case.expect.signs or ()), *(case.expect.no_signs or ())}
    signs |= {sign for some in (case.expect.because or {}).values() for sign in some}
    assert steps_named(case) - set(catalog.steps) == set()
    assert facts_named(case) - set(catalog.facts) == set()
    assert desks_named(case) - set(catalog.desks) == set()
    assert notes - set(catalog.notes) == set()
    assert signs - set(catalog.vocabulary.signs) == set()


@every_case
def test_a_case_says_in_one_sentence_who_is_asking_and_states_something(name: str) -> None:
    assert CASES[name].name.count("\n") == 0
    assert CASES[name].expect.kinds


@every_case
def test_every_plan_begins_with_at_most_three_of_its_own_steps(name: str) -> None:
    plan = plan_of(name)
    assert 1 <= len(plan["first"]) <= 3
    assert set(plan["first"]) <= set(ids(plan["steps"]))
    assert len(set(plan["first"])) == len(plan["first"])
    assert len(set(ids(plan["steps"]))) == len(plan["steps"])


@every_case
def test_every_step_says_why_when_and_how_long_in_both_languages(name: str) -> None:
    plan = plan_of(name)
    for step in plan["steps"]:
        assert set(step["because"]) <= set(plan["signs"]), step["id"]
        assert step["when"] in TIMES
        assert 0 <= step["minutes"][0] <= step["minutes"][1]
        for said in [step["title"], step["text"], *step["documents"], *step["warnings"], *step["must_not"]]:
            assert said["ja"].strip(), step["id"]
            assert said["en"].strip(), step["id"]


@every_case
def test_every_fact_a_plan_names_carries_its_sources_and_their_date(name: str) -> None:
    plan = plan_of(name)
    named = {fact for step in plan["steps"] for fact in step["facts"]} | {one["fact"] for one in plan["deadlines"]}
    assert named <= set(plan["facts"])
    for fact in plan["facts"].values():
        assert fact["sources"]
        assert fact["as_of"]


@every_case
def test_no_plan_rests_on_memory_alone(name: str) -> None:
    plan = plan_of(name)
    assert set(plan["facts"]) & FROM_MEMORY == set()
    assert set(plan["desks"]) & FROM_MEMORY == set()


@every_case
def test_every_deadline_carries_its_kind_its_basis_and_the_event_it_runs_from(name: str) -> None:
    for one in plan_of(name)["deadlines"]:
        assert one["kind"] in KINDS
        assert one["basis"]
        assert one["event"]
        assert one["from"] <= one["unrolled"] <= one["last_day"]
        assert one["if"]["ja"]


@every_case
def test_every_desk_a_plan_names_is_described_and_every_closed_one_says_when_it_is_back(name: str) -> None:
    plan = plan_of(name)
    later = [desk for step in plan["steps"] for desk in step["desks_later"]]
    assert {desk for step in plan["steps"] for desk in step["desks"]} | {desk["id"] for desk in later} <= set(
        plan["desks"]
    )
    assert [desk for desk in later if not desk["opens"] or desk["opens"] < CASES[name].today.isoformat()] == []


@pytest.mark.parametrize("name", having_danger({"visitor", "threat", "blackmail"}))
def test_danger_puts_the_police_first_and_never_the_consumer_hotline(name: str) -> None:
    plan = plan_of(name)
    assert plan["first"][0] == "call-110"
    assert "desk-188" not in plan["desks"]


@pytest.mark.parametrize(
    "name", [name for name, case in CASES.items() if case.answers.offender in {"known", "suspected"}]
)
def test_a_plan_that_knows_or_suspects_an_offender_warns_against_exposing_them(name: str) -> None:
    assert "no-counter-exposure" in named_must_not(plan_of(name))


def test_every_deadline_runs_from_an_event_that_the_answers_file_can_name() -> None:
    events = {one["event"] for name in CASES for one in plan_of(name)["deadlines"]}
    assert events - EVENTS == set()


def test_there_are_enough_cases_for_every_sort_of_asker() -> None:
    askers = {str(case.answers.asker) for case in CASES.values()}
    assert len(CASES) >= 16
    assert askers >= {"self", "guardian", "supporter", "third_party", "company"}
