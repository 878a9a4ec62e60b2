"""What stands before a request: who wants to know who did it, what others learn, who sends, and the brake."""

import pytest

from tests.rules.takedown.gated import CALM, CATALOG, POST, pauses, request, sent, standing, stops
from yosuga.rules.takedown.brake import questions
from yosuga.rules.takedown.follow import Followed
from yosuga.rules.takedown.gates import Gate, Level, gates
from yosuga.rules.takedown.request import Reason, Requester
from yosuga.rules.takedown.sender import Sender
from yosuga.rules.takedown.target import Kind, Target

# Who did it


def test_whoever_wants_to_know_who_did_it_pauses_before_a_removal_and_hears_the_order() -> None:
    found = standing(request(), "want-identification")
    assert pauses(found) == ["identification"]
    assert {"log-order", "log-retention"} <= set(found["identification"].facts)


@pytest.mark.parametrize("sign", ["danger-threat", "danger-stalking", "leak-sexual-image"])
def test_danger_and_sexual_images_are_removed_first(sign: str) -> None:
    assert standing(request(), "want-identification", sign)["identification"].level is Level.TELL
    assert standing(request(), "want-identification", "offender-known").get("identification") is None


@pytest.mark.parametrize("reason", [Reason.SEXUAL_IMAGE, Reason.CHILD_IMAGE])
def test_an_image_is_removed_first_whatever_else_is_known_of_the_case(reason: Reason) -> None:
    assert standing(request(reason=reason), "want-identification")["identification"].level is Level.TELL


def test_once_disclosure_was_asked_for_a_removal_does_not_pause() -> None:
    asked = sent(request("letter/disclosure"), number=5)
    followed = Followed(1, POST, evidence=("E0001",), requests=(asked,))
    assert pauses(standing(request(), "want-identification", followed=followed)) == []


def test_disclosure_tells_that_nobody_may_be_exposed_in_return() -> None:
    found = standing(request("letter/disclosure"), "want-identification")
    assert found["disclosed-data"].facts == ("pfa-7-misuse", "law-counterdox")
    assert "identification" not in found


# What others learn


def test_a_request_that_everybody_reads_pauses_and_a_name_of_whoever_did_it_stays_out() -> None:
    board = Target(kind=Kind.POST, platform="5ch", address="https://egg.5ch.net/test/read.cgi/example/1/1")
    followed = Followed(1, board, evidence=("E0001",))
    assert pauses(standing(request("5ch/general"), followed=followed)) == ["public"]
    named = standing(request("5ch/general"), "offender-suspected", followed=followed)
    assert pauses(named) == ["public", "counter-exposure"]
    assert pauses(standing(request("5ch/privacy"), "offender-suspected", followed=followed)) == []


def test_in_danger_what_the_other_side_may_learn_pauses() -> None:
    assert standing(request())["poster-learns"].level is Level.TELL
    for danger in ("danger-stalking", "danger-dv", "danger-threat", "danger-blackmail"):
        assert "poster-learns-danger" in pauses(standing(request(), danger))
    assert "poster-learns-danger" not in standing(request(), "danger-self-harm")


def test_where_a_name_is_handed_over_it_pauses() -> None:
    video = Target(kind=Kind.POST, platform="youtube", address="https://www.youtube.com/watch?v=example0000")
    followed = Followed(1, video, evidence=("E0001",))
    found = standing(request("youtube/defamation", Reason.DEFAMATION), followed=followed)
    assert pauses(found) == ["name-disclosed"]
    assert "name-disclosed" not in standing(request("youtube/privacy"), followed=followed)


def test_copyright_pauses_because_it_hands_the_name_over() -> None:
    found = standing(request("x/statutory_jp", Reason.COPYRIGHT))
    assert pauses(found) == ["copyright"]


# Who sends


def test_who_may_not_send_is_stopped_with_the_reason_and_hears_nothing_else() -> None:
    found = standing(request(sender=Requester.VENDOR), "want-identification")
    assert list(found) == ["sender"]
    assert CATALOG.sender_reasons["vendor"].says.ja in found["sender"].says.ja


def test_who_only_prepares_is_told_so() -> None:
    found = standing(request(sender=Requester.COUNSELLOR))
    assert found["sender-prepares"].level is Level.TELL
    assert CATALOG.sender_reasons["counsellor"].says.en in found["sender-prepares"].says.en


@pytest.mark.parametrize("kind", [Kind.TALK, Kind.DIRECT_MESSAGE])
@pytest.mark.parametrize("route", ["line/statutory_jp", "letter/sendstop", "letter/disclosure"])
def test_the_act_is_closed_to_talks(kind: Kind, route: str) -> None:
    talk = Followed(1, Target(kind=kind, platform="line", told="…"), evidence=("E0001",))
    found = standing(request(route, Reason.THREAT), followed=talk)
    assert stops(found) == ["closed"]
    assert "対象外" in found["closed"].says.ja


def test_a_way_that_there_is_not_any_more_is_closed() -> None:
    assert stops(standing(request("x/nowhere"))) == ["closed"]


def test_a_guardian_of_a_child_in_danger_hears_who_else_can_act() -> None:
    one = request(sender=Requester.GUARDIAN)
    found = gates(
        Followed(1, POST, evidence=("E0001",)),
        one,
        signs=frozenset({"asker-guardian", "age-13-15", "danger-child-abuse"}),
        others=(),
        verified=("E0001",),
        catalog=CATALOG,
    )
    assert "child-and-guardian" in {gate.id for gate in found}


# The certified letter

NAMED = Sender(name="架空 花子", address="架空県架空市架空町1-1")


def certified(*signs: str, sender: Requester = Requester.SELF, signer: Sender | None = NAMED) -> dict[str, Gate]:
    one = request("letter/certified", Reason.DEFAMATION, sender=sender)
    return standing(one, "offender-known", *signs, signer=signer)


def test_a_certified_letter_in_ones_own_name_pauses() -> None:
    assert (stops(certified()), pauses(certified())) == ([], ["certified"])


def test_a_letter_to_somebody_who_is_not_known_any_more_is_closed() -> None:
    found = standing(request("letter/certified", Reason.DEFAMATION), "offender-unknown", signer=NAMED)
    assert stops(found) == ["closed"]
    assert found["closed"].says == CATALOG.gates["closed"].says


@pytest.mark.parametrize("sign", ["danger-stalking", "danger-dv"])
def test_a_certified_letter_in_ones_own_name_is_closed_for_stalking_and_violence(sign: str) -> None:
    assert stops(certified(sign)) == ["closed"]
    assert not stops(certified(sign, sender=Requester.LAWYER))


def test_a_certified_letter_is_closed_to_whoever_stays_without_a_name() -> None:
    assert stops(certified(signer=Sender(pen_name="よすが"))) == ["certified-anonymous"]
    assert not stops(certified(signer=Sender(), sender=Requester.LAWYER))


# The brake


def test_questions_without_an_answer_stop_and_are_named() -> None:
    one = request(filled=CALM[:2])
    found = standing(one)
    assert stops(found) == ["brake-asks"]
    assert found["brake-asks"].asks == ("true-statement", "public-figure", "sort-of-post", "public-interest")
    assert set(found["brake-asks"].asks) <= {asked.id for asked in questions(one, catalog=CATALOG)}


def test_a_review_pauses_and_in_danger_is_only_told() -> None:
    answers = tuple({**dict(CALM), "sort-of-post": "review"}.items())
    assert pauses(standing(request(filled=answers))) == ["brake-review"]
    assert standing(request(filled=answers), "danger-stalking")["brake-review"].level is Level.TELL
