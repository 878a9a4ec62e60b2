"""What a form gives becomes an answer, or a sentence that says what to do."""

from datetime import date

import pytest

from yosuga.catalog.loader import ours
from yosuga.intake.pages import LONGEST, pages
from yosuga.intake.troubles import Trouble, Unclear
from yosuga.intake.typed import Answer, Given, admitted, form_word, none_word, understood
from yosuga.rules.answers import UNSAID

TODAY = date(2026, 11, 22)


def answer(page: str, *chosen: str, text: str = "") -> Answer:
    return understood(Given(chosen, text), page=pages()[page], today=TODAY, catalog=ours())


def trouble(page: str, *chosen: str, text: str = "") -> Trouble:
    with pytest.raises(Unclear) as caught:
        answer(page, *chosen, text=text)
    assert caught.value.page == page
    assert caught.value.says.ja
    assert caught.value.says.en
    assert not text or text not in str(caught.value)
    return caught.value.trouble


@pytest.mark.parametrize("page", list(pages()))
@pytest.mark.parametrize("word", UNSAID)
def test_every_question_can_be_left(page: str, word: str) -> None:
    assert answer(page, word) == word
    assert admitted(word, page=pages()[page], today=TODAY, catalog=ours()) == word


@pytest.mark.parametrize("page", list(pages()))
def test_every_choice_of_every_page_is_understood_and_kept(page: str) -> None:
    for word in pages()[page].words:
        given = answer(page, form_word(word))
        assert given == ((word,) if pages()[page].kind == "many" else word)
        assert admitted(given, page=pages()[page], today=TODAY, catalog=ours()) == given


@pytest.mark.parametrize("page", list(pages()))
def test_nothing_given_is_said_so_and_a_made_up_word_is_refused(page: str) -> None:
    assert trouble(page) is Trouble.NOTHING
    if pages()[page].choices:
        assert trouble(page, "made-up") in {Trouble.NOT_A_CHOICE, Trouble.NO_SUCH_SERVICE}


def test_none_of_these_is_an_answer_and_a_ticked_box_outweighs_it() -> None:
    assert answer("danger", none_word()) == ()
    assert answer("danger", none_word(), "stalking") == ("stalking",)
    assert answer("danger", "threat", "visitor") == ("visitor", "threat")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-21", "2026-11-21"),
        ("2026/1/5", "2026-01-05"),
        ("２０２６年１１月２日", "2026-11-02"),
        ("11/22", "2026-11-22"),
        ("11/23", "2025-11-23"),
        ("きのう", "2026-11-21"),
        ("today", "2026-11-22"),
    ],
)
def test_a_day_is_read_as_people_write_it(text: str, day: str) -> None:
    assert answer("posted", text=text) == day


def test_a_day_that_is_none_or_still_to_come_is_said_so() -> None:
    assert trouble("posted", text="2026-02-30") is Trouble.NOT_A_DAY
    assert trouble("posted", text="さいきん") is Trouble.NOT_A_DAY
    assert trouble("posted", text="1949-12-31") is Trouble.NOT_A_DAY
    assert trouble("posted", text="2026-11-23") is Trouble.STILL_TO_COME


def test_a_service_is_found_by_name_and_by_address_which_is_not_kept() -> None:
    assert answer("platform", text="ツイッター") == "x"
    assert answer("platform", text="https://x.com/example_user/status/1965999999999999999") == "x"
    assert answer("platform", text="Instagram") == "instagram"
    with pytest.raises(Unclear) as caught:
        answer("platform", text="instagrm")
    assert caught.value.near == ("instagram",)
    assert trouble("platform", text="https://nowhere.example/1") is Trouble.NO_SUCH_SERVICE


def test_an_amount_is_read_as_people_write_it() -> None:
    assert answer("budget_most", text="30,000円") == 30_000
    assert answer("budget_most", text="５万円") == 50_000
    assert trouble("budget_most", text="すこし") is Trouble.NOT_A_NUMBER
    assert trouble("budget_most", text="-5") is Trouble.NOT_A_NUMBER


@pytest.mark.parametrize("page", [name for name, page in pages().items() if page.kind not in {"one", "many"}])
def test_a_card_number_or_my_number_is_understood_nowhere(page: str) -> None:
    assert trouble(page, text="4111-1111-1111-1111") is Trouble.CARD
    assert trouble(page, text="番号は 1234 5678 9018 です") is Trouble.MY_NUMBER


def test_a_telephone_number_may_be_given() -> None:
    assert answer("contact", text=" 090-0000-0000 ") == "090-0000-0000"


def test_a_story_keeps_its_lines_and_has_a_limit_and_a_line_is_one_line() -> None:
    assert answer("story", text="一行目\nか\u3099くせい\n") == "一行目\nがくせい"
    assert answer("name", text="はな\nさん") == "はな さん"
    assert answer("story", text="あ" * LONGEST["story"]) == "あ" * LONGEST["story"]
    assert trouble("story", text="あ" * (LONGEST["story"] + 1)) is Trouble.TOO_LONG
    assert trouble("platform", text="x" * 5000) is Trouble.TOO_LONG
