import re
from collections.abc import Iterable, Iterator
from graphlib import TopologicalSorter

import pytest

from yosuga.catalog.conditions import Condition, Signs, condition
from yosuga.catalog.loader import ours
from yosuga.catalog.routes import Route
from yosuga.rules.remedies import Shut, Way, judge, remedies

CATALOG = ours()
SIGNS = CATALOG.vocabulary
OF_THE_ACT = ("act-request-designated", "act-request-other", "disclosure-order", "voluntary-disclosure")
REMOVAL = ("platform-report", "act-request-designated", "act-request-other", "sia-hotline", "legal-affairs-bureau")
# What somebody may do who only saw it: tell the service, tell the hotline, ask for advice, notify under EU law.
FOR_ANYBODY = {"platform-report", "illegal-content-tip", "advice-centre", "eu-notice"}
OF_A_PERSON = (
    "safe-line", "hash-services", "us-image-act", "police-protection", "school", "business-request", "search-removal",
    "sia-hotline",
)  # fmt: skip
PRIVACY = (*OF_THE_ACT, "provisional-removal", "damages")
AGAINST_SOMEBODY = (
    "police-report", "criminal-complaint", *OF_THE_ACT, "sia-hotline", "legal-affairs-bureau", "business-request",
    "bar-inquiry", "provisional-removal", "lawyer-letter", "own-letter", "damages", "eu-notice",
)  # fmt: skip

OWN = frozenset({"cause-own-mistake"})


def over(text: str) -> Condition:
    return condition(text, signs=SIGNS.signs, groups=SIGNS.groups)


def where(text: str, *, route: Route, given: Signs = frozenset()) -> Iterator[Signs]:
    """Every combination of the signs that the route or the condition reads, where the condition and `given` hold."""
    wanted = over(text)
    told = {
        sign for axis in SIGNS.axes for sign in axis.signs if axis.holds == "one" and given & set(axis.signs)
    } | given
    every = (given | signs for signs in SIGNS.every((route.reads | wanted.reads) - told))
    return (signs for signs in every if wanted.holds(signs))


def by(asker: str, *, route: Route, text: str = "always") -> Iterator[Signs]:
    return where(text, route=route, given=frozenset({asker}))


def routes(names: Iterable[str]) -> list[Route]:
    return [CATALOG.routes[name] for name in names]


def named(route: Route) -> str:
    return route.id


def is_open(route: Route, signs: Signs) -> bool:
    judged = judge(route, signs=signs)
    return isinstance(judged, Way) and not judged.asks


@pytest.mark.parametrize("route", routes(OF_THE_ACT), ids=named)
def test_a_direct_message_gives_no_request_under_the_act_and_no_disclosure(route: Route) -> None:
    found = [judge(route, signs=signs) for signs in where("only-dm", route=route)]
    assert found
    assert all(isinstance(one, Shut) for one in found)


@pytest.mark.parametrize("route", routes(OF_THE_ACT), ids=named)
def test_for_a_closed_group_the_act_is_never_simply_open(route: Route) -> None:
    found = where("place-closed-group and not public-place", route=route)
    assert not any(is_open(route, signs) for signs in found)


@pytest.mark.parametrize("route", CATALOG.routes.values(), ids=named)
def test_somebody_who_only_saw_it_makes_no_claim_of_the_persons(route: Route) -> None:
    found = [judge(route, signs=signs) for signs in by("asker-third-party", route=route)]
    assert found
    assert route.id in FOR_ANYBODY or all(isinstance(one, Shut) for one in found)


@pytest.mark.parametrize("route", CATALOG.routes.values(), ids=named)
def test_a_supporter_without_consent_makes_no_claim_either(route: Route) -> None:
    found = [judge(route, signs=signs) for signs in by("asker-supporter-no-consent", route=route)]
    assert route.id in FOR_ANYBODY or all(isinstance(one, Shut) for one in found)


@pytest.mark.parametrize("route", routes(PRIVACY), ids=named)
def test_a_company_has_no_privacy_claim(route: Route) -> None:
    private = by("asker-company", route=route, text="not (harm-defamation or harm-business)")
    found = [judge(route, signs=signs) for signs in private]
    assert found
    assert all(isinstance(one, Shut) for one in found)


@pytest.mark.parametrize("route", routes(OF_A_PERSON), ids=named)
def test_what_belongs_to_a_person_is_not_for_a_company(route: Route) -> None:
    assert all(isinstance(judge(route, signs=signs), Shut) for signs in by("asker-company", route=route))


def test_a_company_whose_reputation_is_harmed_may_make_a_request() -> None:
    signs = frozenset({"asker-company", "harm-defamation", "place-designated", "place-public", "post-up"})
    assert is_open(CATALOG.routes["act-request-designated"], signs)


@pytest.mark.parametrize("route", routes(AGAINST_SOMEBODY), ids=named)
def test_for_the_persons_own_mistake_nothing_is_claimed_from_anybody(route: Route) -> None:
    """Nobody copied it. Where a route asks about danger: nobody came, threatened or follows the person either."""
    asks_of_danger = over("urgent or stalked or child-image").reads <= route.reads
    alone = (
        "reposted or place-copies or urgent or stalked or child-image" if asks_of_danger else "reposted or place-copies"
    )
    found = [judge(route, signs=signs) for signs in where(f"not ({alone})", route=route, given=OWN)]
    assert found
    assert all(isinstance(one, Shut) for one in found)


@pytest.mark.parametrize("route", [one for one in routes(AGAINST_SOMEBODY) if one.id != "eu-notice"], ids=named)
def test_copies_by_others_of_the_persons_own_mistake_are_at_most_asked_about(route: Route) -> None:
    assert not any(is_open(route, signs) for signs in where("always", route=route, given=OWN))


@pytest.mark.parametrize(
    "danger", ["stalked", "urgent", "danger-child-abuse", "leak-address", "not (age-adult or asker-company)"]
)
def test_no_letter_with_ones_own_address_goes_out_in_danger(danger: str) -> None:
    route = CATALOG.routes["own-letter"]
    assert all(isinstance(judge(route, signs=signs), Shut) for signs in where(danger, route=route))


def test_a_letter_in_ones_own_name_is_never_simply_open() -> None:
    route = CATALOG.routes["own-letter"]
    found = [judge(route, signs=signs) for signs in SIGNS.every(route.reads)]
    assert any(isinstance(one, Way) for one in found)
    assert not any(isinstance(one, Way) and not one.asks for one in found)


def test_only_a_designated_service_opens_the_route_with_the_seven_days() -> None:
    route = CATALOG.routes["act-request-designated"]
    assert all(isinstance(judge(route, signs=s), Shut) for s in where("not place-designated", route=route))
    others = [one.id for one in CATALOG.routes.values() if any("pfa-25-7d" in stage.periods for stage in one.stages)]
    assert others == ["act-request-designated"]


@pytest.mark.parametrize("route", CATALOG.routes.values(), ids=named)
def test_for_a_childs_sexual_image_no_stage_makes_a_copy(route: Route) -> None:
    """Whatever else holds: what is shown of a stage depends only on what its own condition reads."""
    child = over("child-image")
    for stage in (one for one in route.stages if one.copies):
        assert stage.if_ is not None
        for signs in SIGNS.every(stage.if_.reads | child.reads):
            assert not (child.holds(signs) and stage.if_.holds(signs))


def test_the_stages_that_make_a_copy_say_so() -> None:
    for route in CATALOG.routes.values():
        for stage in route.stages:
            assert stage.copies or not re.search("画面|スクリーンショット|撮影して", stage.text.ja), (
                route.id,
                stage.title.ja,
            )


def test_after_six_months_a_complaint_is_asked_about_and_never_too_late() -> None:
    route = CATALOG.routes["criminal-complaint"]
    wanted, there = over("complaint-passed"), over("still-there")
    for signs in SIGNS.every(route.reads | wanted.reads | there.reads):
        if not wanted.holds(signs):
            continue
        judged = judge(route, signs=signs)
        in_time = judge(route, signs=signs - {"complaint-passed"} | {"complaint-open"})
        assert type(judged) is type(in_time)
        if isinstance(judged, Way):
            assert judged.asks
            if there.holds(signs):
                assert "dl-complaint-continuing" in judged.asks[0].facts


@pytest.fixture(scope="module")
def base() -> Signs:
    return frozenset({"asker-self", "age-adult", "place-public", "place-designated", "place-not-designated", "post-up"})


def positions(signs: Signs) -> dict[str, int]:
    return {name: place for place, name in enumerate(remedies(signs, catalog=CATALOG).order)}


def test_who_wants_to_know_who_did_it_preserves_the_records_before_removal(base: Signs) -> None:
    """Except in danger and for sexual images: there removal and the police come first."""
    calm = over("want-identification and not (in-danger or sexual-image)")
    for signs in SIGNS.every(calm.reads):
        if calm.holds(signs):
            at = positions(base | signs | {"offender-unknown"})
            assert all(at["disclosure-order"] < at[name] for name in REMOVAL)


def test_in_danger_and_for_sexual_images_removal_does_not_wait_for_the_court(base: Signs) -> None:
    danger = over("want-identification and (in-danger or sexual-image)")
    for signs in SIGNS.every(danger.reads):
        if danger.holds(signs):
            at = positions(base | signs | {"offender-unknown"})
            assert at["platform-report"] < at["disclosure-order"]


def test_in_danger_and_for_a_childs_image_the_police_come_before_a_report(base: Signs) -> None:
    first = over("urgent or danger-stalking or child-image")
    for signs in SIGNS.every(first.reads | {"want-identification"}):
        if first.holds(signs):
            at = positions(base | signs | {"offender-unknown"})
            assert at["police-report"] < at["platform-report"]


def test_with_stalking_violence_or_abuse_safety_comes_before_a_report(base: Signs) -> None:
    first = over("stalked or danger-child-abuse")
    for signs in SIGNS.every(first.reads | {"want-identification", "want-removal"}):
        if first.holds(signs):
            at = positions(base | signs | {"offender-unknown"})
            assert at["police-protection"] < at["platform-report"]


def test_no_order_between_routes_contradicts_another() -> None:
    after: dict[str, set[str]] = {}
    for route in CATALOG.routes.values():
        for between in route.between:
            if between.how == "before":
                after.setdefault(between.other, set()).add(route.id)
    assert list(TopologicalSorter(after).static_order())


def test_relations_name_only_routes_that_may_be_taken(base: Signs) -> None:
    found = remedies(base | {"offender-unknown", "want-identification", "harm-defamation"}, catalog=CATALOG)
    taken = {way.route.id for way in (*found.open, *found.ask)}
    assert taken == set(found.order)
    assert found.relations
    assert all({relation.route, relation.between.other} <= taken for relation in found.relations)


def test_the_person_learns_what_harms_the_way_to_the_sender(base: Signs) -> None:
    found = remedies(base | {"offender-unknown", "want-identification"}, catalog=CATALOG)
    harms = {
        one.route for one in found.relations if one.between.how == "harms" and one.between.other == "disclosure-order"
    }
    assert {"platform-report", "act-request-designated"} <= harms


def test_every_route_is_open_asked_or_closed_and_says_why(base: Signs) -> None:
    found = remedies(base, catalog=CATALOG)
    assert len(found.open) + len(found.ask) + len(found.closed) == len(CATALOG.routes)
    assert all(shut.why.ja and shut.why.en for shut in found.closed)


@pytest.mark.parametrize("route", CATALOG.routes.values(), ids=named)
def test_every_route_can_be_taken_by_somebody(route: Route) -> None:
    assert any(isinstance(judge(route, signs=signs), Way) for signs in SIGNS.every(route.reads))


def test_with_stalking_the_person_learns_that_the_sender_may_be_told() -> None:
    for name in ("platform-report", "act-request-designated"):
        route = CATALOG.routes[name]
        signs = frozenset({"asker-self", "danger-stalking", "place-public", "place-designated", "post-up"})
        judged = judge(route, signs=signs)
        assert isinstance(judged, Way)
        assert any("pfa-26-27" in caution.facts for caution in judged.cautions)


@pytest.mark.parametrize("name", ["police-report", "criminal-complaint", "lawyer-letter", "own-letter", "damages"])
@pytest.mark.parametrize("offender", ["offender-known", "offender-suspected"])
def test_who_knows_or_suspects_somebody_is_warned_against_exposing_them(name: str, offender: str) -> None:
    cautions = [one for one in CATALOG.routes[name].cautions if one.if_.holds(frozenset({offender}))]
    assert any("law-counterdox" in one.facts for one in cautions)
