"""The plan's screens: what a frightened person sees first, what they can tick, take along and print."""

import re
from datetime import UTC, datetime

import pytest

from tests.web.person import Person
from yosuga.catalog.loader import ours
from yosuga.catalog.steps import Phase
from yosuga.intake.course import Intake
from yosuga.intake.typed import Answer
from yosuga.web import dispatch

SUNDAY_NIGHT = datetime(2026, 11, 22, 13, 30, tzinfo=UTC)  # 22:30 in Japan
DANGER: dict[str, Answer] = {
    "danger": ("visitor", "threat"),
    "asker": "self",
    "age": "adult",
    "leaked": ("address", "phone"),
    "want": ("removal", "identification"),
    "platform": "x",
    "place": "public",
    "up": True,
    "posted": "2026-11-18",
    "request": "waiting",
    "request_received": "2026-11-19",
}


@pytest.fixture(autouse=True)
def sunday_night(monkeypatch: pytest.MonkeyPatch) -> None:
    """All of it happens on a Sunday night, when most desks are closed."""
    from yosuga.clock import JST

    monkeypatch.setattr(dispatch, "now", lambda: SUNDAY_NIGHT.astimezone(JST))


@pytest.fixture
def told(person: Person) -> Person:
    """Somebody in danger who answered; there is no vault."""
    person.session.put("intake", Intake(said=DANGER))
    return person


def main_of(person: Person) -> str:
    found = re.search(r"<main.*?</main>", person.page.html, re.DOTALL)
    assert found is not None
    return found[0]


# --------------------------------------------------------------------------------------------------- the first look


def test_without_any_answer_there_is_the_plan_for_nothing_known(person: Person) -> None:
    person.goes("plan")
    assert person.page.status == 200
    assert "まだ答えがありません" in person.page.text
    assert 1 <= len(re.findall(r'name="arg-step"', main_of(person).split("<details")[0])) <= 3


def test_in_danger_the_first_thing_on_the_page_is_110(told: Person) -> None:
    told.goes("plan")
    assert re.match(
        r'<main[^>]*>\s*<div class="danger emergency"><p><a class="number" href="tel:110">110</a>', main_of(told)
    )


def test_who_said_yes_on_the_first_screen_sees_110_first_without_another_answer(person: Person) -> None:
    person.sends(danger="yes")
    person.goes("plan")
    assert main_of(person).index("tel:110") < main_of(person).index("<h1>")


def test_without_danger_the_plan_still_says_whom_to_call_should_there_be(person: Person) -> None:
    person.sends(danger="no")
    person.goes("plan")
    assert main_of(person).index("tel:110") > main_of(person).index("<h1>")


def test_at_most_three_steps_are_shown_and_the_rest_is_closed(told: Person) -> None:
    told.goes("plan")
    begin, rest = main_of(told).split('<details class="rest">')
    assert len(re.findall(r'name="arg-step"', begin)) == 3
    assert len(re.findall(r'name="arg-step"', rest)) > 5
    assert all(re.search(r"\d+(〜\d+)?分くらい", one) for one in begin.split("<h2>")[1:4])


def test_a_desk_that_is_closed_tonight_says_when_it_opens_next(told: Person) -> None:
    told.goes("step", step="consult-9110")
    assert "tel:%239110" in told.page.html
    assert "次に開く日 11月24日(火) 8:30" in told.page.text  # Monday is a holiday


def test_dates_carry_remaining_days_and_what_kind_they_are(told: Person) -> None:
    told.goes("plan")
    assert "2026年11月26日(木)" in told.page.text
    assert "残り4日" in told.page.text
    assert "事業者の義務" in told.page.text


def test_answers_that_cannot_be_read_do_not_stop_the_plan(person: Person) -> None:
    person.session.put("intake", Intake(said={**DANGER, "posted": "2030-01-01"}))
    assert person.goes("plan").status == 200
    assert "読み取れない答え" in person.page.text
    assert "tel:110" in person.page.html


def test_the_plan_is_there_in_english(told: Person) -> None:
    told.session.language = "en"
    told.goes("plan")
    assert told.page.heading == "What to do now"
    headings = re.findall(r"<h[123]>(.*?)</h[123]>", main_of(told))
    assert len(headings) > 6
    assert [one for one in headings if re.search("[ぁ-んァ-ヶ]", one)] == []


def test_while_the_vault_is_locked_the_plan_says_that_it_does_not_know_the_answers_in_it(owner: Person) -> None:
    owner.goes("lock")
    owner.goes("plan")
    assert "保管庫が閉じています" in owner.page.text
    assert "まだ答えがありません" not in owner.page.text


# ------------------------------------------------------------------------------------------------------- one step


@pytest.mark.parametrize("step", list(ours().steps))
def test_a_step_that_is_not_in_the_plan_says_so_and_one_that_is_opens(told: Person, step: str) -> None:
    assert told.goes("step", step=step).status == 200
    title = ours().steps[step].title.ja
    assert told.page.heading in {title, "いまの計画には、これはありません"}


def test_a_step_says_why_it_is_there_and_where_it_is_from(told: Person) -> None:
    told.goes("step", step="call-110")
    assert "次の答えがあるからです" in told.page.text
    assert "もとになる決まりと資料" in told.page.text
    assert "確かめた時点" in told.page.text


def test_a_step_marked_as_done_leaves_the_first_three_and_can_come_back(told: Person) -> None:
    told.goes("step", step="call-110")
    told.sends(done="1")
    assert told.page.heading == "いますること"
    assert 'value="call-110"' not in main_of(told).split("<details")[0]
    assert "済んだこと: 1" in told.page.text
    told.goes("step", step="call-110")
    told.sends(undone="1")
    told.goes("plan")
    assert 'value="call-110"' in main_of(told).split("<details")[0]


def test_what_was_done_is_still_done_after_the_vault_was_closed_and_opened(owner: Person) -> None:
    owner.goes("step", step="keep-posts")
    owner.sends(done="1")
    assert "済んだこと: 1" in owner.page.text
    again = Person().enters()
    again.unlocks()
    again.goes("plan")
    assert "済んだこと: 1" in again.page.text


def test_a_step_of_the_catalog_names_screens_and_no_command(told: Person) -> None:
    told.goes("step", step="keep-posts")
    assert "「証拠を残す」の画面が、" in told.page.text
    assert "`" not in told.page.text


def test_a_step_that_keeps_something_leads_to_where_it_is_kept(told: Person) -> None:
    told.goes("step", step="keep-posts")
    assert '<button name="go" value="keep"' in main_of(told)


def test_with_a_sexual_image_of_a_minor_no_step_leads_to_where_pictures_are_kept(person: Person) -> None:
    said: dict[str, Answer] = {**DANGER, "asker": "guardian", "age": "13_15", "leaked": ("sexual_image", "name")}
    person.session.put("intake", Intake(said=said))
    person.goes("plan")
    steps = set(re.findall(r'name="arg-step" value="([^"]+)"', person.page.html))
    assert any(ours().steps[step].phase is Phase.CHILD_IMAGE for step in steps)
    for step in steps:
        person.goes("step", step=step)
        assert '<button name="go" value="keep"' not in main_of(person), step


def test_a_report_leads_to_the_service_of_the_answers(told: Person) -> None:
    told.goes("step", step="report-platform")
    assert 'name="arg-platform" value="x"' in told.page.html


# ------------------------------------------------------------------------------------------------ calendar, paper


def test_the_calendar_file_is_named_and_titled_so_that_it_tells_nothing(told: Person) -> None:
    told.goes("dates")
    address = re.findall(r'href="(/f/[^"]+)"', told.page.html)
    assert len(address) == 2
    answer = told.client.get(address[1])
    body = b"".join(answer).decode()
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "memo.ics" in answer.headers["Content-Disposition"]
    assert "DTSTART;VALUE=DATE:20261126" in body
    assert set(re.findall(r"(?:SUMMARY|DESCRIPTION):(.*)\r", body)) == {
        f"予定{n}" for n in range(1, body.count("VEVENT") // 2 + 1)
    }
    assert not re.search("投稿|期限|開示|削除|X|yosuga|よすが|http", body.replace("TRANSP", ""), re.IGNORECASE)


def test_the_page_says_which_number_in_the_calendar_is_which_date(told: Person) -> None:
    told.goes("dates")
    assert "カレンダーのファイルでは「予定1」" in told.page.text


def test_there_is_no_calendar_file_where_no_date_is_known(person: Person) -> None:
    person.goes("dates")
    assert "/f/" not in person.page.html


def test_the_paper_holds_every_step_opened_with_its_numbers(told: Person) -> None:
    told.goes("plan")
    steps = set(re.findall(r'name="arg-step" value="([^"]+)"', told.page.html))
    told.goes("paper")
    assert {name for name in steps if ours().steps[name].title.ja not in told.page.text} == set()
    assert "#9110" in told.page.text
