"""What stands before a request: evidence first, once only; and that every gate has its words and its ground."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.takedown.gated import CATALOG, POST, pauses, request, sent, standing, stops
from yosuga.rules.takedown.follow import Followed
from yosuga.rules.takedown.gates import Level, gates, ledger
from yosuga.rules.takedown.request import Reason, Request, Requester
from yosuga.rules.takedown.sender import Sender
from yosuga.rules.takedown.target import Kind, Target
from yosuga.rules.takedown.ways import ways

# Evidence


def test_with_verified_evidence_and_answers_nothing_stops_a_report() -> None:
    found = standing(request())
    assert (stops(found), pauses(found)) == ([], [])


def test_without_evidence_nothing_goes_out() -> None:
    assert stops(standing(request(), followed=Followed(number=1, target=POST))) == ["evidence"]


@pytest.mark.parametrize("danger", ["danger-threat", "danger-visitor", "danger-self-harm", "danger-child-abuse"])
def test_where_life_is_in_danger_evidence_holds_nobody_back(danger: str) -> None:
    found = standing(request(), danger, followed=Followed(number=1, target=POST))
    assert found["evidence"].level is Level.TELL


def test_evidence_that_is_missing_or_does_not_verify_is_no_evidence() -> None:
    assert stops(standing(request(), verified=())) == ["evidence-unverified"]
    assert stops(standing(request(), verified=("E0002",))) == ["evidence-unverified"]


def test_a_reason_why_there_is_no_evidence_is_enough_and_is_told() -> None:
    gone = Followed(number=1, target=POST, without="The post was gone before it could be kept.")
    assert standing(request(), followed=gone)["evidence-without"].level is Level.TELL
    blank = Followed(number=1, target=POST, without=" ")
    assert stops(standing(request(), followed=blank)) == ["evidence"]


def test_a_memo_for_the_police_waits_for_no_evidence() -> None:
    assert not stops(standing(request("letter/police-memo"), followed=Followed(number=1, target=POST)))


def test_a_search_result_pauses_until_it_is_kept_and_tells_that_the_page_remains() -> None:
    result = Target(kind=Kind.SEARCH, platform="google_search", words="…")
    one = request("google_search/search_privacy")
    found = standing(one, followed=Followed(number=1, target=result))
    assert (stops(found), pauses(found)) == ([], ["evidence-search"])
    assert found["source-before-search"].level is Level.TELL


@given(
    route=st.sampled_from(sorted(ways(CATALOG))),
    signs=st.frozensets(st.sampled_from(["danger-stalking", "want-identification", "age-13-15", "reposted"])),
    evidence=st.sampled_from([(), ("E0001",)]),
)
def test_of_a_childs_image_no_gate_ever_asks_for_a_copy(
    route: str, signs: frozenset[str], evidence: tuple[str, ...]
) -> None:
    followed = Followed(number=1, target=POST, evidence=evidence)
    for one, more in (
        (request(route, Reason.CHILD_IMAGE), ()),
        (request(route, Reason.SEXUAL_IMAGE), ("leak-sexual-image", "image-age-unknown")),
    ):
        found = standing(one, *signs, *more, followed=followed)
        assert not [name for name in found if name.startswith("evidence")]
        assert "child-no-copy" in found or stops(found) in (["closed"], ["sender"], ["unsourced"])


def test_another_post_of_such_a_case_needs_evidence_and_hears_what_is_never_copied() -> None:
    signs = ("leak-sexual-image", "image-under-18")
    found = standing(request(reason=Reason.DEFAMATION), *signs, followed=Followed(1, POST))
    assert stops(found) == ["evidence"]
    assert CATALOG.gates["child-no-copy"].says.ja in found["evidence"].says.ja
    picture = Followed(1, replace(POST, kind=Kind.MEDIA))
    assert stops(standing(request(reason=Reason.DEFAMATION), *signs, followed=picture)) == []


# Once


def test_the_same_request_again_pauses_with_the_services_own_words() -> None:
    earlier = Followed(number=1, target=POST, evidence=("E0001",), requests=(sent(request()),))
    found = standing(request(number=2), followed=earlier)
    assert pauses(found) == ["duplicate"]
    notes = CATALOG.platforms["x"].hazard_notes
    assert notes is not None
    assert notes.ja in found["duplicate"].says.ja
    assert notes.en in found["duplicate"].says.en


def test_the_ledger_knows_a_post_by_its_canonical_address_in_another_target() -> None:
    other = Followed(number=2, target=replace(POST, given="https://x.com/i/status/1"), requests=(sent(request()),))
    assert pauses(standing(request(), others=(other,))) == ["duplicate"]
    elsewhere = Followed(
        number=2,
        target=replace(POST, address="https://x.com/example/status/29700859248", post="29700859248"),
        requests=(sent(request()),),
    )
    assert pauses(standing(request(), others=(elsewhere,))) == []


def test_another_reason_or_way_is_another_request() -> None:
    one = Followed(number=1, target=POST, requests=(sent(request()),))
    assert ledger(one, request()) == ledger(one, request(number=2))
    assert ledger(one, request()) != ledger(one, request(reason=Reason.DEFAMATION))
    assert ledger(one, request()) != ledger(one, request("x/privacy"))


def test_a_second_draft_is_told_and_not_held_back() -> None:
    drafted = Followed(number=1, target=POST, evidence=("E0001",), requests=(request(),))
    found = standing(request(number=2), followed=drafted)
    assert (pauses(found), found["duplicate-draft"].level) == ([], Level.TELL)


def test_a_request_is_no_duplicate_of_itself() -> None:
    own = sent(request())
    assert "duplicate" not in standing(own, followed=Followed(1, POST, evidence=("E0001",), requests=(own,)))


def test_another_report_to_a_service_that_punishes_repeats_is_told() -> None:
    earlier = Followed(1, POST, evidence=("E0001",), requests=(sent(request()),))
    found = standing(request("x/privacy", number=2), followed=earlier)
    assert found["repeat-on-service"].level is Level.TELL
    assert "不正使用" in found["repeat-on-service"].says.ja


def test_a_report_of_another_post_is_no_repeat() -> None:
    other = Followed(2, replace(POST, address="https://x.com/example/status/29700859248"), requests=(sent(request()),))
    assert "repeat-on-service" not in standing(request("x/privacy"), others=(other,))


def test_where_only_one_post_a_request_is_taken_that_is_told() -> None:
    board = Target(kind=Kind.POST, platform="bakusai", address="https://bakusai.com/thr_res/example")
    found = standing(request("bakusai/statutory_jp"), followed=Followed(1, board, evidence=("E0001",)))
    assert found["one-each"].level is Level.TELL


# All together


@pytest.mark.parametrize("name", sorted(CATALOG.letters))
@pytest.mark.parametrize(
    ("route", "kind"), [("in-app/x", Kind.POST), ("in-app/line", Kind.TALK), ("x/statutory_jp", Kind.POST)]
)
def test_a_letter_does_not_go_past_its_own_bars_by_another_way(name: str, route: str, kind: Kind) -> None:
    followed = Followed(1, replace(POST, kind=kind), evidence=("E0001",))
    found = standing(replace(request(route), letter=name), "stalking", followed=followed)
    assert (stops(found) == ["letter-elsewhere"]) == (name not in ways(CATALOG)[route].letters)


@given(
    route=st.sampled_from(sorted(ways(CATALOG))),
    reason=st.sampled_from(list(Reason)),
    sender=st.sampled_from(list(Requester)),
    kind=st.sampled_from(list(Kind)),
    signs=st.frozensets(st.sampled_from(sorted(CATALOG.vocabulary.signs)), max_size=10),
)
def test_whatever_comes_every_gate_has_words_and_grounds_and_stops_come_first(
    route: str, reason: Reason, sender: Requester, kind: Kind, signs: frozenset[str]
) -> None:
    target = Target(kind=kind, platform=route.partition("/")[0], address=POST.address if not kind.private else "")
    one = Request(number=1, route=route, reason=reason, sender=sender)
    followed = Followed(1, target)
    found = gates(followed, one, signs=signs, others=(), verified=(), catalog=CATALOG)
    assert found == gates(followed, one, signs=signs, others=(), verified=(), catalog=CATALOG)
    levels = [list(Level).index(gate.level) for gate in found]
    assert levels == sorted(levels)
    for gate in found:
        assert gate.says.ja
        assert gate.says.en
        assert gate.facts or CATALOG.gates[gate.id].platforms
        assert all(CATALOG.facts[fact].shown for fact in gate.facts)


def every_gate() -> Iterator[str]:
    """The gates that stand in some case: by every way, in a few cases, alone and after another request."""
    cases = (
        (("want-identification", "offender-unknown"), Requester.SELF, Reason.DEFAMATION),
        (("danger-dv", "danger-child-abuse", "offender-suspected", "age-13-15"), Requester.GUARDIAN, Reason.THREAT),
        (("offender-known",), Requester.COUNSELLOR, Reason.COPYRIGHT),
        (("offender-known",), Requester.SELF, Reason.CHILD_IMAGE),
        (("offender-known",), Requester.SELF, Reason.DEFAMATION),
    )
    for name, (signs, sender, reason) in product(ways(CATALOG), cases):
        asked = request(name, reason, sender=sender)
        followed = Followed(1, replace(POST, platform=name.partition("/")[0]), evidence=("E0001",))
        yield from standing(asked, *signs, followed=followed, signer=Sender())
    earlier = Followed(1, POST, evidence=("E0001",), without="…", requests=(sent(request()), request(number=3)))
    for again in (request(number=2), request("x/privacy", number=2), request(number=2, reason=Reason.THREAT)):
        yield from standing(again, followed=earlier)
    yield from standing(request(), followed=Followed(1, POST, requests=(request(number=2),), without="…"))
    for kind, evidence in ((Kind.POST, ()), (Kind.POST, ("E0009",))):
        yield from standing(request("x/privacy"), followed=Followed(1, replace(POST, kind=kind), evidence=evidence))
    yield from standing(request("letter/search-removal"), followed=Followed(1, replace(POST, kind=Kind.SEARCH)))
    yield from standing(replace(request(), letter="certified"))


def test_every_gate_of_the_catalog_stands_in_some_case() -> None:
    of_the_brake = {answer.gates for one in CATALOG.brake_questions.values() for answer in one.choices if answer.gates}
    told_by_routes = {name for name in CATALOG.gates if name.startswith("onward-")} | {"place-unsaid"}
    of_the_brake |= {"brake-company", "brake-account", "brake-asks"}  # tests/rules/takedown/test_brake.py
    assert set(CATALOG.gates) - set(every_gate()) - of_the_brake == told_by_routes
