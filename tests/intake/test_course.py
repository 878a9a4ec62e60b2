"""Which page comes next, for whom; what counts, what is left; and what the plan gets from it."""

from dataclasses import replace
from datetime import date

import pytest

from yosuga.catalog.loader import ours
from yosuga.intake.course import Course, Intake
from yosuga.intake.pages import MOST_POSTS, Part, page_of, pages, the_page
from yosuga.intake.troubles import Trouble, Unclear
from yosuga.intake.typed import Answer
from yosuga.rules.answers import Answers, BadAnswers

TODAY = date(2026, 11, 22)
USUAL: dict[str, Answer] = {
    "danger": (), "asker": "self", "age": "adult", "leaked": ("address",), "want": ("removal",), "platform": "x",
    "place": "public", "up": True, "reposted": False, "request": "none", "offender": "unknown", "evidence": "not_kept",
}  # fmt: skip


def course(said: dict[str, Answer] | None = None) -> Course:
    return Course(intake=Intake(said=said or {}), today=TODAY, catalog=ours())


def kept(at: Course, **said: Answer) -> Course:
    for name, answer in said.items():
        at = replace(at, intake=at.keep(pages()[name], answer=answer))
    return at


def walked(answers: dict[str, Answer], *, part: Part = Part.PLAN, otherwise: Answer = "later") -> list[str]:
    """Answer page after page and return the pages that were asked."""
    at, asked = course(), []
    while left := at.left(part):
        page = left[0]
        asked.append(page.id)
        at = replace(at, intake=at.keep(page, answer=answers.get(page.id, otherwise)))
        assert len(asked) < 60
    return asked


def test_an_address_on_x_takes_twelve_questions_at_most() -> None:
    assert walked(USUAL) == list(USUAL)
    assert len(USUAL) <= 12


def test_nothing_is_asked_twice_whatever_is_left_open() -> None:
    for otherwise in ("unknown", "no_answer", "later"):
        for part in Part:
            asked = walked({}, part=part, otherwise=otherwise)
            assert len(asked) == len(set(asked))


@pytest.mark.parametrize(
    ("said", "asked", "not_asked"),
    [
        ({"asker": "supporter"}, {"consent"}, {"relation"}),
        ({"asker": "third_party"}, set[str](), {"consent", "offender", "request"}),
        ({"asker": "company"}, {"harm"}, {"age", "consent"}),
        ({"leaked": ("sexual_image",), "age": "adult"}, {"image_age"}, set[str]()),
        ({"leaked": ("sexual_image",), "age": "13_15"}, set[str](), {"image_age", "evidence", "request"}),
        ({"danger": ("stalking",)}, {"device_watched", "moving", "offender_is"}, set[str]()),
        ({"want": ("damages",)}, {"posted", "harm"}, {"request"}),
    ],
)
def test_questions_come_only_where_they_matter(said: dict[str, Answer], asked: set[str], not_asked: set[str]) -> None:
    walk = set(walked({**USUAL, **said}))
    assert asked <= walk
    assert not not_asked & walk


@pytest.mark.parametrize(
    ("asker", "asked", "not_asked"),
    [
        ("self", {"damage", "outcome", "other_party"}, {"relation", "child_view", "consent_to"}),
        ("guardian", {"relation", "child_view"}, {"consent_to"}),
        ("third_party", {"story", "name"}, {"damage", "other_party", "relation", "consent_to", "budget"}),
    ],
)
def test_a_consultation_asks_each_person_what_fits_them(asker: str, asked: set[str], not_asked: set[str]) -> None:
    at, walk = kept(course(), asker=asker), []
    while left := at.left(Part.CONSULTATION):
        walk.append(left[0].id)
        at = kept(at, **{left[0].id: "later"})
    assert asked <= set(walk)
    assert not not_asked & set(walk)


def test_a_supporter_says_what_the_person_agrees_to_once_they_agree() -> None:
    page = pages()["consent_to"]
    assert not kept(course(), asker="supporter", consent=False).matters(page)
    assert kept(course(), asker="supporter", consent=True).matters(page)


def test_contact_is_asked_only_of_those_who_may_be_contacted() -> None:
    for nobody in ((), "no_answer", "later"):
        left = [page.id for page in kept(course(), contact_ways=nobody).left(Part.CONSULTATION)]
        assert not {"contact", "contact_hours", "contact_as", "voicemail", "contact_seen"} & set(left)
    left = [page.id for page in kept(course(), contact_ways=("email",)).left(Part.CONSULTATION)]
    assert {"contact", "contact_hours", "contact_as", "contact_seen"} <= set(left)
    assert "voicemail" not in left
    assert kept(course(), contact_ways=("phone",)).matters(pages()["voicemail"])


def test_an_answer_that_matters_no_more_does_not_count_but_comes_back() -> None:
    at = kept(course(), danger=("stalking",), moving=True)
    assert at.answers().moving is True
    at = kept(at, danger=())
    assert at.answers().moving == "no_answer"
    assert "moving" not in at.standing()
    at = kept(at, danger=("dv",))
    assert at.answers().moving is True


def test_the_plan_gets_an_answers_file_and_nothing_of_the_consultation() -> None:
    at = kept(course(), **USUAL, story="こまっている", name="はな", contact_ways=("email",))
    assert at.answers() == Answers.model_validate(
        {
            "asker": "self", "age": "adult", "danger": [], "leaked": ["address"], "want": ["removal"],
            "posts": [{"platform": "x", "place": "public", "up": True, "request": "none"}], "offender": "unknown",
            "evidence": "not_kept", "reposted": False,
        }
    )  # fmt: skip
    assert at.intake.contact == {"story": "こまっている", "name": "はな", "contact_ways": ("email",)}


def test_two_days_that_contradict_each_other_are_not_kept() -> None:
    at = kept(course(), **{**USUAL, "want": ("removal", "damages"), "request": "waiting", "posted": "2026-11-20"})
    with pytest.raises(Unclear) as caught:
        at.keep(pages()["request_received"], answer="2026-11-19")
    assert caught.value.trouble is Trouble.BEFORE_THE_POST
    assert at.keep(pages()["request_received"], answer="2026-11-21").answers["posts"]


def test_the_household_is_asked_only_of_who_wishes_and_goes_to_the_plan() -> None:
    at = kept(course(), **USUAL)
    assert not at.left(Part.PLAN)
    asked = [page.id for page in at.left(Part.MEANS)]
    assert asked == ["people", "monthly_income", "metro", "rent", "assets"]
    at = kept(at, people=2, monthly_income=180_000, metro=True, rent="no_answer", assets=0)
    assert at.raw()["household"] == {
        "people": 2, "monthly_income": 180_000, "metro": True, "rent": "no_answer", "assets": 0,
    }  # fmt: skip
    with pytest.raises(Unclear) as caught:
        at.keep(pages()["people"], answer=500)
    assert caught.value.trouble is Trouble.OUT_OF_RANGE


def test_an_answer_that_cannot_be_read_any_more_is_asked_again_and_stops_nobody() -> None:
    at = course({**USUAL, "platform": "a-service-that-is-gone", "want": ("damages",), "posted": "2026-11-23"})
    assert {"platform", "posted"} <= {page.id for page in at.left(Part.PLAN)}
    assert "platform" not in at.standing()
    assert at.signs()
    with pytest.raises(BadAnswers):
        at.answers()
    assert kept(at, platform="x", posted="2026-11-21", harm="later").answers().posts


def with_posts(*more: dict[str, Answer], first: dict[str, Answer] = USUAL) -> Course:
    at = course()
    for name, answer in first.items():
        at = replace(at, intake=at.keep(the_page(name), answer=answer))
    for number, post in enumerate(more, start=2):
        for name, answer in post.items():
            at = replace(at, intake=at.keep(the_page(f"{name}-{number}"), answer=answer))
    return at


def test_posts_are_added_one_after_the_other_and_the_plan_gets_them_all() -> None:
    at = with_posts({"platform": "5ch", "place": "public", "up": True}, {"platform": "instagram", "up": False})
    posts = at.raw()["posts"]
    assert isinstance(posts, list)
    assert [post["platform"] for post in posts] == ["x", "5ch", "instagram"]
    assert [post.get("up") for post in posts] == [True, True, False]
    assert [post.platform for post in at.answers().posts if not isinstance(post, str)] == ["x", "5ch", "instagram"]


def test_another_post_is_asked_about_only_when_the_person_adds_it_and_the_first_was_told() -> None:
    assert course().another_post() is None
    whole = with_posts()
    assert whole.left(Part.PLAN) == []
    another = whole.another_post()
    assert another is not None
    assert another.id == "platform-2"
    assert whole.matters(another)
    assert not whole.matters(the_page("platform-3"))
    begun = with_posts({"platform": "5ch"})
    assert [page.id for page in begun.left(Part.PLAN)] == ["place-2", "up-2", "request-2"]


def test_a_question_about_one_post_follows_from_that_post_alone() -> None:
    """A request waits for the first post on a designated service; nothing was asked for on the second."""
    first = {**USUAL, "request": "waiting", "request_received": "2026-11-20"}
    at = with_posts({"platform": "x", "place": "public", "up": True, "request": "none"}, first=first)
    assert not at.matters(the_page("request_received-2"))
    assert at.matters(the_page("request_received"))


def test_there_is_an_end_to_posts() -> None:
    further: list[dict[str, Answer]] = [{"platform": "x"} for _ in range(MOST_POSTS - 1)]
    at = with_posts(*further)
    assert at.intake.posts == MOST_POSTS
    assert at.another_post() is None
    assert page_of(f"platform-{MOST_POSTS + 1}") is None
    assert page_of("platform-1") is None
    assert page_of("asker-2") is None
