"""The guided intake as a person goes through it, without a script: one question a page, in the catalog's words."""

import re

import pytest

from tests.web.intake_steps import USUAL, answers, asked, asking, comes_to_the_intake, stored, walks
from tests.web.person import Person
from yosuga.intake.pages import pages
from yosuga.intake.typed import form_word, none_word
from yosuga.web import intakes
from yosuga.web.words import pick, speaking

JAPANESE = re.compile("[ぁ-んァ-ヶ一-龠]")

# --- the usual way


def test_a_leaked_address_on_x_takes_twelve_screens_to_the_plan(person: Person) -> None:
    seen = [person.session.screen]
    person.sends(danger="no")
    seen.append(person.session.screen)
    person.goes("intake")
    walked = list(walks(person))
    seen += walked
    seen.append(person.session.screen)
    person.sends(confirm="yes")
    assert seen == ["danger", "ways", *USUAL, "intake-answers"]
    assert len(seen) == 12
    assert person.session.screen == "plan"


def test_the_questions_and_choices_are_in_the_words_of_the_catalog_in_both_languages(person: Person) -> None:
    comes_to_the_intake(person)
    for name in walks(person):
        for code in ("en", "ja"):
            person.goes("language", to=code)
            page = pages()[name]
            with speaking(code):
                assert person.page.heading == pick(page.question)
                assert pick(page.why) in person.page.text
                assert all(pick(label) in person.page.text for _word, label in page.choices)
            assert code == "ja" or not JAPANESE.search(person.page.text)
            assert [person.page.html.count(f'value="{form_word(word)}"') for word, _ in page.choices] == [1] * len(
                page.choices
            )


def test_every_question_can_be_left_in_three_ways(person: Person) -> None:
    comes_to_the_intake(person)
    for name in walks(person):
        for words in ("わからない", "答えたくない", "あとで"):
            assert words in person.page.text or name == "offender"
        assert "お聞きする理由" in person.page.text
        assert "<details>" in person.page.html


@pytest.mark.usefixtures("home")
def test_everything_left_open_still_leads_to_the_plan_and_nothing_is_asked_twice() -> None:
    for leave in ("unknown", "no_answer", "later"):
        someone = Person().enters()
        comes_to_the_intake(someone)
        walked = []
        while someone.session.screen == "intake":
            walked.append(asked(someone))
            answers(someone, leave=leave)
        assert len(walked) == len(set(walked))
        someone.sends(confirm="yes")
        assert someone.session.screen == "plan"
        assert someone.page.status == 200


def test_the_way_is_told_in_words_and_every_title_and_address_is_neutral(person: Person) -> None:
    comes_to_the_intake(person)
    assert "くらいです" in person.page.text
    for _name in walks(person):
        assert person.page.title == "メモ"
        assert "問" in person.page.text
    assert person.page.title == "メモ"
    assert len(person.page.html.encode()) < 100_000


def test_a_service_that_was_nearly_right_is_offered_to_be_pressed(person: Person) -> None:
    person.goes("intake", page="platform")
    answers(person, text="instagrm")
    assert "もしかして" in person.page.text
    assert person.page.html.count('name="chosen" value="instagram"') == 2
    assert 'value="instagrm"' in person.page.html
    answers(person, chosen="instagram")
    assert intakes.held(asking(person)).intake.said["platform"] == "instagram"


# --- the check page


def test_the_answers_are_shown_with_a_way_to_change_each_and_what_is_open(owner: Person) -> None:
    comes_to_the_intake(owner)
    list(walks(owner, {**USUAL, "request": {"leave": "later"}}))
    assert owner.page.heading == "この内容でよいですか"
    for words in ("ご本人", "住所が出ている", "Xにある", "投稿はまだ見られる", "あとで", "証拠は保存しましたか"):
        assert words in owner.page.text
    assert owner.page.html.count('name="arg-page"') >= len(USUAL) + 1
    owner.goes("intake", page="platform", **{"from": "answers"})
    answers(owner, text="https://www.instagram.com/p/AAAA/")
    assert owner.session.screen == "intake-answers"
    assert "Instagramにある" in owner.page.text
    assert "AAAA" not in owner.page.html
    owner.sends(confirm="yes")
    assert stored().confirmed
    assert stored().said["platform"] == "instagram"


def test_enough_after_a_few_questions_leads_to_the_answers_and_the_plan(person: Person) -> None:
    comes_to_the_intake(person)
    answers(person, chosen="self")
    assert 'value="intake-answers"' in person.page.html
    person.goes("intake-answers")
    person.sends(confirm="yes")
    assert person.session.screen == "plan"


# --- for whom


@pytest.mark.parametrize(
    ("asker", "plan", "more"),
    [
        ("guardian", set[str](), {"relation", "child_view"}),
        ("supporter", {"consent"}, {"consent_to"}),
        ("third_party", set[str](), {"story", "name"}),
        ("company", {"harm"}, {"story", "outcome"}),
    ],
)
def test_each_person_is_asked_what_fits_them(person: Person, asker: str, plan: set[str], more: set[str]) -> None:
    comes_to_the_intake(person)
    said = {**USUAL, "asker": {"chosen": asker}, "consent": {"chosen": "yes"}}
    assert plan <= set(walks(person, said))
    person.goes("intake", part="consultation")
    walked = list(walks(person))
    assert more <= set(walked)
    assert len(walked) == len(set(walked))


def test_danger_is_asked_for_its_kind_once_and_the_number_stays_on_every_page(person: Person) -> None:
    person.sends(danger="yes")
    assert person.session.screen == "danger-now"
    person.goes("ways")
    person.goes("intake")
    assert asked(person) == "danger"
    assert person.page.heading == "あてはまるものはどれですか"
    answers(person, chosen=["stalking"])
    assert asked(person) == "asker"
    assert 'href="tel:110"' in person.page.html
    assert {"device_watched", "moving"} <= set(walks(person))


def test_danger_that_the_first_screen_did_not_hear_of_shows_whom_to_call_at_once(person: Person) -> None:
    comes_to_the_intake(person)
    assert 'href="tel:110"' not in person.page.html
    answers(person, chosen="self")
    person.goes("intake", page="danger", **{"from": "answers"})
    answers(person, chosen=["threat"])
    assert person.session.screen == "danger-now"
    person.goes("intake", on="yes")
    assert asked(person) == "age"
    assert 'href="tel:110"' in person.page.html


def test_none_of_these_outweighs_boxes_that_are_still_ticked(person: Person) -> None:
    person.goes("intake", page="danger")
    answers(person, chosen=["threat"], leave=none_word())
    assert intakes.held(asking(person)).intake.said["danger"] == ()
