"""Nothing that was gathered is lost: every fact and every service is named where a person can come upon it."""

from collections.abc import Iterator

import pytest

from yosuga.catalog.loader import kinds, ours
from yosuga.catalog.parts import references
from yosuga.catalog.searching import Kind, index, search
from yosuga.cli import handbook
from yosuga.clock import JST, SystemClock
from yosuga.rules.answers import Answers, Post
from yosuga.rules.signs import signs_of
from yosuga.rules.triage import triage

TODAY = SystemClock().read().wall.astimezone(JST).date()
# What no step, route, desk list, letter or guide names, and why: each rests on memory alone, so it is never shown.
UNUSED = {
    "cost-tokuyaku": "riders of insurers differ, and no source was seen; `yosuga catalog review` lists it",
    "datum-id": "no source was seen; the step for an identity document sends to the police desk",
    "datum-mail": "no source of the post was seen",
    "datum-self": "no source was seen; the step for one's own mistake states no law",
    "desk-himawari": "the number could not be checked, so nobody is sent there",
    "desk-phishing": "the addresses could not be checked; the police desk takes phishing",
    "desk-stopncii": "the desk could not be checked; the service itself is named by os-ncmec",
    "doc-naiyo-fee": "the fee could not be checked, so no sum is named",
    "doc-shoko": "what courts ask for was not seen in a source",
    "ev-repost": "no source was seen; copies are asked for one by one by the rules of each service",
    "law-trademark": "no source was seen for what a person may claim",
    "os-dmca": "no source was seen for what the request asks and gives away",
    "os-gdpr": "no source was seen",
    "os-uk": "no source was seen",
    "pfa-6-opinion-14d": "the fourteen days are practice without a source, so no date is counted from them",
}


def named() -> Iterator[tuple[str, str]]:
    """Every record that a plan, a route, a list, a checklist or a page of the handbook names, with its kind."""
    for kind in kinds():
        if kind in {"facts", "invariants"}:  # a rule about the plan shows nothing to anybody
            continue
        for name, record in getattr(ours(), kind).items():
            yield from ((of, one) for _at, of, one in references(record))
            if kind == "clocks" or (kind == "desks" and record.shown):
                yield "facts", name


NAMED = frozenset(named())


def test_every_fact_is_named_somewhere_or_left_out_for_a_reason() -> None:
    assert len(ours().facts) == 184
    assert {name for name in ours().facts if ("facts", name) not in NAMED} == set(UNUSED)


def test_only_what_may_not_be_shown_is_left_out() -> None:
    assert [name for name in UNUSED if ours().facts[name].shown] == []
    assert all(UNUSED.values())


@pytest.mark.parametrize("kind", ["documents", "costs"])
def test_every_paper_and_every_cost_is_named_by_a_step_or_a_route(kind: str) -> None:
    assert [name for name in getattr(ours(), kind) if (kind, name) not in NAMED] == []


def test_every_note_joins_a_step_or_stands_above_the_plan() -> None:
    lost = [one.id for one in ours().notes.values() if not one.on_acts and not one.whole_plan]
    assert [name for name in lost if ("notes", name) not in NAMED] == []


@pytest.mark.parametrize("kind", [kind for kind, model in kinds().items() if "if_" in model.model_fields])
def test_nothing_is_kept_for_nobody(kind: str) -> None:
    for name, record in getattr(ours(), kind).items():
        assert next(iter(ours().vocabulary.where(hold=[record.if_])), None) is not None, name


@pytest.mark.parametrize("name", list(ours().platforms))
def test_a_service_has_a_page_with_every_way_that_may_be_shown(name: str) -> None:
    kind, record = handbook.named(name, catalog=ours())
    page = handbook.told(record, catalog=ours(), today=TODAY)
    assert kind is Kind.PLATFORM
    for route in ours().platforms[name].routes:
        assert route.link is None or route.link in page
    assert not [route.url for route in ours().platforms[name].routes if route.url and not route.link]


INDEX = index(ours())


@pytest.mark.parametrize("name", list(ours().platforms))
def test_a_service_is_found_by_its_name(name: str) -> None:
    found = search(ours().platforms[name].name.ja, index=INDEX, language="ja", most=20)
    assert (Kind.PLATFORM, name) in {(hit.page.kind, hit.page.id) for hit in found.hits}


@pytest.mark.parametrize("name", list(ours().platforms))
def test_an_answer_that_names_a_service_gives_its_sign_and_a_way_to_ask_for_removal(name: str) -> None:
    signs = signs_of(Answers(posts=(Post(platform=name, place="public", up=True),)), today=TODAY, catalog=ours())
    assert {one for one in signs if one.startswith("on-")} == {ours().platforms[name].sign}
    steps = {one.step.id for one in triage(signs, catalog=ours()).steps}
    assert steps & {"request-designated", "request-letter", "report-platform"}


def test_there_are_forty_five_services() -> None:
    assert len(ours().platforms) == 45
