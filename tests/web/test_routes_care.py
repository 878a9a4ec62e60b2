"""Ways with their costs, and the lists of care: what is ticked stays ticked, and nothing promises."""

import re

import pytest

from tests.web.person import Person
from yosuga.catalog.loader import ours
from yosuga.intake.course import Intake
from yosuga.intake.typed import Answer

SAID: dict[str, Answer] = {
    "asker": "self",
    "age": "adult",
    "danger": (),
    "leaked": ("account", "phone"),
    "cause": ("takeover",),
    "want": ("removal", "identification", "damages"),
    "platform": "x",
    "place": "public",
    "up": True,
}


@pytest.fixture
def told(person: Person) -> Person:
    """Somebody whose account was taken over."""
    person.session.put("intake", Intake(said=SAID))
    return person


@pytest.mark.parametrize("route", list(ours().routes))
def test_every_way_opens_or_says_why_it_is_not_for_this_case(told: Person, route: str) -> None:
    assert told.goes("route", route=route).status == 200
    assert told.page.heading == ours().routes[route].title.ja
    assert "進み方" in told.page.text or "当てはまりません" in told.page.text


def test_ways_stand_in_three_groups_with_the_reason_for_the_closed_ones(told: Person) -> None:
    told.goes("routes")
    open_, closed = told.page.html.split("法テラス", 1)
    assert "使える方法" in open_
    listed = re.findall(r'name="arg-route" value="([^"]+)"', told.page.html)
    assert len(listed) == len(set(listed))
    assert len(listed) + closed.count("<dt>") == len(ours().routes)


def test_a_cost_shows_its_range_its_year_and_its_source(told: Person) -> None:
    told.goes("route", route="provisional-removal")
    assert "2,000円" in told.page.text
    assert "年" in told.page.text
    assert 'rel="noreferrer noopener"' in told.page.html


def test_legal_aid_without_figures_says_who_can_tell(told: Person) -> None:
    told.goes("routes")
    assert "法テラス" in told.page.text
    assert "未回答" in told.page.text


def test_a_ticked_line_stays_ticked_and_can_be_taken_back(told: Person) -> None:
    told.goes("checklist", kind="guard", id="takeover")
    names = re.findall(r'name="line" value="([^"]+)"', told.page.html)
    assert len(names) > 3
    told.sends(line=names[1])
    assert f"済み 1/{len(names)}" in told.page.text
    told.goes("care")
    assert f"済み 1/{len(names)}" in told.page.text
    told.goes("checklist", kind="guard", id="takeover")
    told.sends(line=names[1])
    assert f"済み 0/{len(names)}" in told.page.text


def test_a_tick_stays_at_its_line_when_another_answer_adds_a_line_above_it(told: Person) -> None:
    told.goes("checklist", kind="guard", id="takeover")
    before = re.findall(r'name="line" value="([^"]+)"', told.page.html)
    told.sends(line=before[0])
    done = told.session.get("intake", Intake)
    assert done is not None
    told.session.put(
        "intake",
        Intake(
            said={**SAID, "offender": "known", "offender_is": ("ex_partner",), "device_watched": True}, done=done.done
        ),
    )
    told.goes("checklist", kind="guard", id="takeover")
    after = re.findall(r'name="line" value="([^"]+)"', told.page.html)
    assert after.index(before[0]) == 1
    ticked = re.findall(r'<li class="done">.*?name="line" value="([^"]+)"', told.page.html, re.DOTALL)
    assert ticked == [before[0]]


@pytest.mark.parametrize("line", ["", "guard:takeover:00000000", "step:call-110", "../x"])
def test_a_line_that_is_not_on_the_list_ticks_nothing(told: Person, line: str) -> None:
    told.goes("checklist", kind="guard", id="takeover")
    assert told.sends(line=line).status == 200
    assert "済み 0/" in told.page.text


def test_the_login_history_is_saved_before_anything_is_signed_out(told: Person) -> None:
    told.goes("checklist", kind="guard", id="takeover")
    assert told.page.text.index("ログイン履歴の画面を") < told.page.text.index("ログアウトさせます")


@pytest.mark.parametrize("datum", list(ours().advice))
def test_advice_is_given_only_for_what_is_out(told: Person, datum: str) -> None:
    told.goes("checklist", kind="datum", id=datum)
    fits = ours().advice[datum].sign in {"leak-account", "leak-phone"}
    assert (told.page.heading == ours().advice[datum].title.ja) is fits


@pytest.mark.parametrize("screen", ["pitfalls", "prevention", "later"])
def test_pages_of_care_say_what_they_rest_on(told: Person, screen: str) -> None:
    assert told.goes(screen).status == 200
    assert len(told.page.text) > 200


def test_after_care_is_by_day(told: Person) -> None:
    told.goes("later")
    assert re.findall(r"<h2>(.*?)</h2>", told.page.html)[:3] == ["7日後", "30日後", "90日後"]


def test_the_days_for_looking_again_are_a_calendar_file_that_says_only_memo(told: Person) -> None:
    told.goes("later")
    address = re.findall(r'href="(/f/[^"]+)"', told.page.html)
    body = b"".join(told.client.get(address[0])).decode()
    assert re.findall(r"SUMMARY:(.*)\r", body) == ["メモ", "メモ", "メモ"]
    assert body.count("BEGIN:VALARM") == 0
    assert b"".join(told.client.get(address[1])).decode().count("BEGIN:VALARM") == 3


def test_nothing_of_a_sexual_image_of_a_minor_tells_to_copy_it(person: Person) -> None:
    person.session.put("intake", Intake(said={"asker": "guardian", "age": "13_15", "leaked": ("sexual_image",)}))
    person.goes("checklist", kind="datum", id="sexual-image")
    copying = [one.text.ja for one in ours().advice["sexual-image"].measures if one.copies]
    assert [text for text in copying if text in person.page.text] == []
    for screen in ("plan", "care", "routes"):
        assert person.goes(screen).status == 200
