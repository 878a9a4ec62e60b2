"""Answers are in the vault after every page, wait in memory where there is none, and are never mixed."""

import re

import pytest

from tests.proceedings.conftest import POST, capture
from tests.vaults import ACTOR, PASSPHRASE, Vault
from tests.web.intake_steps import (
    CARD,
    SAID,
    STORY,
    USUAL,
    Fields,
    answers,
    asked,
    asking,
    comes_to_the_intake,
    stored,
    walks,
)
from tests.web.person import Person
from yosuga.cases import access
from yosuga.intake import actions
from yosuga.intake.pages import Page, pages
from yosuga.web import intakes
from yosuga.web.sessions import sessions
from yosuga.web.vaults import holder
from yosuga.web.words import pick

pytestmark = pytest.mark.e2e  # starts servers or processes, or typesets: seconds each

WIDE = "1234 5678 9018".translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})


# --- kept after every page


def test_whoever_kills_the_server_loses_no_answered_page(owner: Person, vault: Vault) -> None:
    comes_to_the_intake(owner)
    expected = {"danger": SAID["danger"]}
    for name, fields in USUAL.items():
        assert asked(owner) == name
        answers(owner, **fields)
        expected[name] = SAID[name]
        sessions.end(owner.session.id)  # all that lives in memory is gone, as with the process
        holder.close()
        owner = Person().enters()
        owner.unlocks()
        assert stored().said == expected
        owner.goes("intake")
        if name == list(USUAL)[-1]:
            assert "答えはここにあります" in owner.page.text
            break
        assert "つづきから" in owner.page.text
        owner.goes("intake", on="yes")


def test_back_shows_the_answer_that_was_given_and_a_change_counts(owner: Person) -> None:
    comes_to_the_intake(owner)
    answers(owner, chosen="self")
    answers(owner, chosen="adult")
    assert asked(owner) == "leaked"
    owner.goes("back")
    assert asked(owner) == "age"
    assert re.search(r'value="adult"[^>]*aria-current', owner.page.html)
    answers(owner, chosen="16_17")
    assert asked(owner) == "leaked"
    assert stored().said["age"] == "16_17"


def test_an_answer_can_be_erased(owner: Person) -> None:
    owner.goes("intake", page="story")
    answers(owner, text=STORY)
    owner.goes("intake", page="story")
    assert "毎日こわいです。" in owner.page.text
    answers(owner, forget="yes")
    assert "story" not in stored().said
    assert "毎日こわいです。" not in owner.page.html


def test_a_form_sent_twice_answers_no_other_question(owner: Person) -> None:
    comes_to_the_intake(owner)
    form = {"k": owner.page.hidden("k"), "v": owner.page.hidden("v"), "page": "asker", "chosen": "self"}
    for _again in range(2):
        assert owner.client.post("/m", form).status_code == 303
    owner.looks()
    assert dict(stored().said) == {"danger": (), "asker": "self"}
    assert asked(owner) == "age"


# --- the consultation


def test_every_field_of_a_consultation_is_kept_and_read_back(owner: Person) -> None:
    said: dict[str, Fields] = {
        "story": {"text": STORY},
        "damage": {"text": "眠れない"},
        "outcome": {"text": "消してほしい"},
        "other_party": {"text": "元の同僚かもしれない"},
        "support": {"chosen": ["listen", "removal"]},
        "research": {"chosen": "yes"},
        "budget": {"chosen": "limit"},
        "budget_most": {"text": "５万円"},
        "name": {"text": "はな"},
        "contact_ways": {"chosen": ["phone", "email"]},
        "contact": {"text": "090-0000-0000"},
        "contact_hours": {"chosen": ["weekday_evening"]},
        "contact_as": {"chosen": "name_only"},
        "contact_say": {"text": "何も言わずに切る"},
        "voicemail": {"chosen": "no"},
        "contact_seen": {"chosen": ["household"]},
        "times": {"text": "水曜の夜"},
        "region": {"chosen": "tokyo"},
    }
    owner.goes("intake", page="asker")
    answers(owner, chosen="self")
    owner.goes("intake", part="consultation")
    assert list(walks(owner, said)) == list(said)
    for words in (
        "毎日こわいです。",
        "50,000円",
        "はな",
        "090-0000-0000",
        "個人の名前だけにしてほしい",
        "東京都",
        "いいえ",
    ):
        assert words in owner.page.text
    assert list(stored().contact) == list(said)
    assert stored().contact["story"] == STORY
    assert "はな" not in str(stored().answers)


@pytest.mark.parametrize("page", [one for one in pages().values() if one.kind not in {"one", "many"}])
def test_a_card_number_is_refused_on_every_page_and_the_field_is_named(owner: Person, page: Page) -> None:
    for name, fields in (("budget", {"chosen": "limit"}), ("contact_ways", {"chosen": "phone"})):
        owner.goes("intake", page=name)
        answers(owner, **fields)
    before = stored().said
    for number in (CARD, WIDE):
        owner.sends(page=page.id, text=f"番号は{number}です")
        assert "保存していません" in owner.page.text
        assert f"「{pick(page.question)}」" in owner.page.text
        assert number not in owner.page.html
    assert stored().said == before


def test_a_story_is_not_lost_for_a_number_in_it(owner: Person) -> None:
    owner.goes("intake", page="story")
    for number in (CARD, WIDE, CARD.replace("-", "ー"), CARD.replace("-", "")):
        answers(owner, text=f"{STORY} {number}。11月2日 12:30に見ました。")
        assert "毎日こわいです。 □。11月2日 12:30に見ました。" in owner.page.text
    assert 'aria-invalid="true"' in owner.page.html
    assert "story" not in stored().said


# --- without a vault, and when it is made


def test_without_a_vault_the_page_says_so_and_the_answers_go_with_the_session(person: Person) -> None:
    comes_to_the_intake(person)
    answers(person, chosen="self")
    assert "まだ保存していません" in person.page.text
    sessions.end(person.session.id)
    again = Person().enters()
    comes_to_the_intake(again)
    assert asked(again) == "asker"


def test_answers_given_before_the_vault_are_in_it_as_soon_as_it_is_made(person: Person) -> None:
    comes_to_the_intake(person)
    list(walks(person))
    person.goes("intake-kept")
    assert person.session.screen == "make"
    person.sends(passphrase=PASSPHRASE, passphrase__again=PASSPHRASE)
    (case,) = access.cases_for(actor=ACTOR, tools=holder.tools())
    assert stored(case.id).said == SAID
    person.sends(written="yes")
    person.sends(group=(person.session.get("recovery") or "").split("-")[2])
    assert "答えを保存しました" in person.page.text
    person.goes("intake-answers")
    assert "まだ保存していません" not in person.page.text
    assert "住所が出ている" in person.page.text
    assert len(access.cases_for(actor=ACTOR, tools=holder.tools())) == 1


def test_answers_that_wait_are_never_mixed_into_a_case_that_has_its_own(vault: Vault) -> None:
    with vault.opened() as tools:
        actions.keep_page("asker", answer="guardian", case="事件", actor=ACTOR, tools=tools)
    person = Person().enters()
    comes_to_the_intake(person)
    answers(person, chosen="self")
    person.goes("intake-kept")
    person.sends(passphrase=PASSPHRASE)
    assert stored("事件").said == {"asker": "guardian"}
    assert stored("わたしの件").said == {"danger": (), "asker": "self"}
    person.goes("intake-answers")
    assert "ご本人" in person.page.text


def test_answers_go_on_waiting_while_another_window_writes_to_the_vault(vault: Vault) -> None:
    person = Person().enters()
    comes_to_the_intake(person)
    answers(person, chosen="self")
    with vault.opened():
        person.goes("unlock")
        person.sends(passphrase=PASSPHRASE)
        person.goes("intake-answers")
        assert "ご本人" in person.page.text
        assert "まだ保存していません" in person.page.text
        person.goes("intake-kept")
        assert "答えを保存しました" not in person.page.text
        person.goes("lock")
    person.unlocks()
    assert stored().said == {"danger": (), "asker": "self"}


def test_with_several_cases_the_person_says_which(owner: Person) -> None:
    actions.start("別件", said={"asker": "company"}, actor=ACTOR, tools=holder.tools())
    owner.session.case = None  # as after another unlocking
    owner.goes("intake")
    assert "どの件をつづけますか" in owner.page.text
    other = access.case_for("別件", actor=ACTOR, tools=holder.tools()).id
    owner.sends(case=other)
    owner.goes("intake-answers")
    assert "会社・団体" in owner.page.text
    assert not stored("事件").said


def test_marks_of_the_plan_stay_with_the_answers(person: Person, owner: Person) -> None:
    intakes.mark(asking(person), "step:keep-posts", done=True)
    assert intakes.held(asking(person)).intake.done == {"step:keep-posts"}
    intakes.mark(asking(owner), "step:keep-posts", done=True)
    assert stored().done == {"step:keep-posts"}


# --- what the vault shows is not asked


def test_a_post_that_was_just_taken_is_not_asked_for_again(owner: Person) -> None:
    capture(holder.tools(), POST)
    comes_to_the_intake(owner)
    assert not {"platform", "place", "up"} & set(walks(owner))
    for words in ("Xにある", "だれでも見られる場所にある", "投稿はまだ見られる", "証拠は保存してある"):
        assert words in owner.page.text
    assert stored().answers["posts"] == [{"platform": "x", "place": "public", "up": True, "request": "none"}]


def test_what_the_person_said_outweighs_what_the_vault_shows(owner: Person) -> None:
    capture(holder.tools(), POST)
    owner.goes("intake", page="up")
    answers(owner, chosen="no")
    comes_to_the_intake(owner)
    owner.goes("intake", on="yes")
    list(walks(owner))
    assert stored().said["up"] is False
    assert stored().said["platform"] == "x"


def test_more_posts_are_added_from_the_answers_and_kept(owner: Person) -> None:
    comes_to_the_intake(owner)
    list(walks(owner))
    assert "投稿を加える" in owner.page.text
    owner.goes("intake", page="platform-2")
    assert "2つめの投稿: どこに出ていますか" in owner.page.text
    answers(owner, chosen="5ch")
    assert asked(owner) == "place-2"
    list(walks(owner))
    assert "2つめの投稿: どこに出ていますか" in owner.page.text
    posts = stored().answers["posts"]
    assert isinstance(posts, list)
    assert [post["platform"] for post in posts][1] == "5ch"
    owner.goes("intake", page="platform-9")
    assert "9つめ" not in owner.page.text
