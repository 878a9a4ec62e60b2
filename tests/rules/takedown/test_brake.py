"""The brake: what is asked first, and what makes a request go slower. It never says who is right."""

import re
from collections.abc import Mapping
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yosuga.catalog.loader import ours
from yosuga.rules.takedown.brake import WEIGHED, Brake, Speed, brake, questions
from yosuga.rules.takedown.request import Reason, Request, Requester
from yosuga.rules.takedown.target import Kind, Target

CATALOG = ours()
CALM = {
    "exact-words": "…",
    "about-me": "…",
    "true-statement": "yes",
    "public-figure": "no",
    "sort-of-post": "personal",
    "public-interest": "no",
}


def braked(
    reason: Reason = Reason.DEFAMATION,
    *signs: str,
    route: str = "letter/sendstop",
    platform: str = "5ch",
    kind: Kind = Kind.POST,
    sender: Requester = Requester.SELF,
    said: Mapping[str, str] = MappingProxyType({}),
) -> Brake:
    filled = tuple((CALM | dict(said)).items())
    request = Request(number=1, route=route, reason=reason, sender=sender, filled=filled)
    return brake(Target(kind=kind, platform=platform), request, signs=frozenset(signs), catalog=CATALOG)


def test_a_calm_case_goes_straight() -> None:
    assert braked() == Brake(reasons=(), missing=())
    assert braked().speed is Speed.STRAIGHT


@pytest.mark.parametrize(
    ("question", "answer", "reason"),
    [
        ("public-figure", "yes", "brake-public-figure"),
        ("sort-of-post", "review", "brake-review"),
        ("sort-of-post", "news", "brake-news"),
        ("sort-of-post", "official", "brake-official"),
        ("public-interest", "yes", "brake-public-interest"),
        ("true-statement", "unsure", "brake-true"),
    ],
)
def test_an_answer_that_speaks_of_public_words_makes_it_slower(question: str, answer: str, reason: str) -> None:
    found = braked(said={question: answer})
    assert (found.reasons, found.speed) == ((reason,), Speed.SLOWER)


def test_not_to_know_makes_nothing_slower() -> None:
    assert braked(said={"public-figure": "unsure", "sort-of-post": "unsure", "public-interest": "unsure"}).reasons == ()


@pytest.mark.parametrize(("platform", "reason"), [("google_maps", "brake-review"), ("openwork", "brake-review")])
def test_a_place_of_reviews_makes_it_slower_whatever_was_answered(platform: str, reason: str) -> None:
    assert braked(platform=platform).reasons == (reason,)


def test_a_comment_on_news_makes_it_slower() -> None:
    assert braked(platform="yahoo_news_comment").reasons == ("brake-news",)


def test_a_company_goes_slower_by_its_role_or_by_the_case() -> None:
    assert braked(sender=Requester.COMPANY).reasons == ("brake-company",)
    assert braked(Reason.DEFAMATION, "asker-company", sender=Requester.LAWYER).reasons == ("brake-company",)


def test_a_candidate_goes_slower() -> None:
    assert braked(Reason.DEFAMATION, "harm-election").reasons == ("brake-public-figure",)


def test_each_reason_is_said_once() -> None:
    assert braked(platform="google_maps", said={"sort-of-post": "review"}).reasons == ("brake-review",)


def test_a_whole_account_goes_slower_but_not_by_the_form_for_impersonation() -> None:
    assert braked(kind=Kind.ACCOUNT).reasons == ("brake-account",)
    form = braked(Reason.IMPERSONATION, route="x/impersonation", platform="x", kind=Kind.ACCOUNT)
    assert form.reasons == ()
    letter = braked(Reason.IMPERSONATION, kind=Kind.ACCOUNT)
    assert letter.reasons == ("brake-account",)


@pytest.mark.parametrize("reason", [Reason.SEXUAL_IMAGE, Reason.CHILD_IMAGE])
def test_a_sexual_image_is_never_slowed_down_and_asks_nothing(reason: Reason) -> None:
    for platform in ("google_maps", "yahoo_news_comment", "5ch"):
        found = braked(reason, "asker-company", "harm-election", route="x/statutory_jp", platform=platform)
        assert found == Brake(reasons=(), missing=())


@pytest.mark.parametrize("route", ["in-app/x", "wide/takeitdown", "wide/ihaho", "desk/desk-ihc", "letter/police-memo"])
def test_a_report_a_desk_and_the_police_are_not_slowed_down(route: str) -> None:
    request = Request(number=1, route=route, reason=Reason.DEFAMATION, sender=Requester.SELF)
    assert questions(request, catalog=CATALOG) == ()
    target = Target(kind=Kind.POST, platform="google_maps")
    assert brake(target, request, signs=frozenset(), catalog=CATALOG).speed is Speed.STRAIGHT


@pytest.mark.parametrize("reason", sorted(WEIGHED | {Reason.THREAT, Reason.IMPERSONATION}))
def test_before_a_letter_it_asks_whether_what_is_written_is_true(reason: Reason) -> None:
    request = Request(number=1, route="letter/sendstop", reason=reason, sender=Requester.SELF)
    asked = [one.id for one in questions(request, catalog=CATALOG)]
    assert "true-statement" in asked
    assert brake(Target(kind=Kind.POST), request, signs=frozenset(), catalog=CATALOG).missing == tuple(asked)


def test_the_exact_words_and_why_it_is_about_the_person_are_asked_for_defamation() -> None:
    assert set(braked(said={"exact-words": " ", "about-me": ""}).missing) == {"exact-words", "about-me"}


@given(said=st.text(max_size=20).filter(lambda text: text.strip() not in {"yes", "unsure"}))
def test_an_answer_that_is_none_of_the_choices_is_no_answer(said: str) -> None:
    assert braked(said={"true-statement": said}).missing == ("true-statement",)


def test_no_question_and_no_reason_says_who_is_right() -> None:
    judging = re.compile("違法です|勝て|負け|認められます|unlawful\\.|you will|illegal", re.IGNORECASE)
    records = [one for name, one in CATALOG.gates.items() if name.startswith("brake-")]
    said = [text for one in records for text in (one.says.ja, one.says.en)]
    said += [text for one in CATALOG.brake_questions.values() for text in (one.asks.ja, one.asks.en, one.because.ja)]
    assert len(records) >= 9
    assert [text for text in said if judging.search(text)] == []


def test_what_slows_down_suggests_a_lawyer() -> None:
    slower = ("public-figure", "company", "review", "news", "official", "public-interest")
    assert [name for name in slower if "弁護士" not in CATALOG.gates[f"brake-{name}"].says.ja] == []
