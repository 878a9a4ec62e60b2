"""The first screens: whom to call in danger, what comes first for somebody who comes back, and words that are true."""

import re

import pytest

from tests.vaults import PASSPHRASE, Vault
from tests.web.intake_steps import answers, asked
from tests.web.person import Person
from yosuga.catalog.loader import ours
from yosuga.catalog.records import Text
from yosuga.web import plan_rows, plan_words
from yosuga.web.screens import handbook
from yosuga.web.sessions import sessions
from yosuga.web.words import speaking

GO_ON = re.compile(r'<button name="go" value="([^"]+)"[^>]*>次へ進む</button>')


def main_of(person: Person) -> str:
    found = re.search(r"<main.*</main>", person.page.html, re.DOTALL)
    assert found is not None
    return found[0]


def folded_away(html: str) -> str:
    """What is seen before anything is unfolded."""
    return re.sub(r"(<details[^>]*>.*?</summary>).*?</details>", r"\1", html, flags=re.DOTALL)


def test_in_danger_every_number_can_be_pressed(person: Person) -> None:
    person.goes("danger-now")
    called = re.findall(r'<a class="number" href="tel:([0-9%]+)">', main_of(person))
    assert called[0] == "110"
    assert len(called) >= 3
    assert len(called) == main_of(person).count('class="number"')


def test_in_danger_the_way_on_stands_right_after_the_police(person: Person) -> None:
    person.goes("danger-now")
    html = main_of(person)
    first, last = (one.start() for one in GO_ON.finditer(html))
    assert html.index("tel:110") < first < html.index("いま、つながるところ") < last


@pytest.mark.parametrize("screen", ["danger", "danger-now"])
def test_in_danger_a_source_is_a_host_and_a_date_and_its_address_is_folded_away(person: Person, screen: str) -> None:
    person.goes(screen)
    seen = folded_away(main_of(person))
    assert "出典: www.npa.go.jp (2024)" in seen
    assert "https://" not in seen
    assert "https://www.npa.go.jp/" in main_of(person)


def test_danger_that_the_questions_heard_of_leads_back_to_the_next_question(person: Person) -> None:
    person.sends(danger="no")
    person.goes("intake")
    person.goes("intake", page="danger")
    answers(person, chosen=["threat"])
    assert person.session.screen == "danger-now"
    assert set(GO_ON.findall(main_of(person))) == {"intake"}
    person.goes("intake", on="yes")
    assert asked(person) == "asker"


def test_danger_that_was_added_on_the_page_of_answers_leads_back_to_it(person: Person) -> None:
    person.sends(danger="no")
    person.goes("intake", page="danger", **{"from": "answers"})
    answers(person, chosen=["threat"])
    assert set(GO_ON.findall(main_of(person))) == {"intake-answers"}


def test_whoever_comes_back_to_a_case_finds_the_way_on_first(owner: Person) -> None:
    owner.goes("ways")
    ways = re.findall(r'<button name="go" value="([^"]+)"', main_of(owner))
    assert ways[:3] == ["case", "plan", "evidence"]
    owner.goes(ways[0])
    assert owner.page.heading == "事件"


def test_every_page_of_an_open_vault_leads_to_the_case_and_no_page_of_a_guest(owner: Person) -> None:
    link = "自分のケース"
    owner.goes("handbook")
    assert link in owner.page.html
    owner.goes("lock")
    owner.goes("ways")
    assert link not in owner.page.html
    assert "つづきから" not in owner.page.html


def test_unlocking_leads_to_the_case(vault: Vault) -> None:
    person = Person().enters()
    person.unlocks()
    assert person.page.heading == "事件"


def test_a_vault_without_a_case_opens_on_the_ways(person: Person) -> None:
    person.goes("make")
    person.sends(passphrase=PASSPHRASE, passphrase__again=PASSPHRASE)
    person.goes("ways")
    person.goes("lock")
    person.unlocks()
    assert person.session.screen == "ways"
    assert "つづきから" not in person.page.text


def test_stopping_promises_to_go_on_only_where_something_was_kept(person: Person) -> None:
    person.goes("enough")
    assert "また始められます" in person.page.text
    assert "続きから" not in person.page.text


def test_stopping_with_a_vault_says_that_one_can_go_on(owner: Person) -> None:
    owner.goes("enough")
    assert "続きから始められます" in owner.page.text


@pytest.mark.parametrize("screen", ["lock", "exit"])
def test_what_was_searched_in_the_vault_is_forgotten_when_it_is_locked(owner: Person, screen: str) -> None:
    other = Person().enters()
    other.session.put("evidence-search", "山田")
    other.session.put("hand-over-1", "a passphrase")
    other.session.put("danger", "no")
    owner.goes(screen)
    assert [one.get("evidence-search") for one in sessions.alive()] == [None] * len(sessions.alive())
    assert other.session.get("hand-over-1") is None
    assert other.session.get("danger") == "no"


def test_what_a_date_rests_on_is_said_in_words_without_short_names_and_sources() -> None:
    with speaking("ja"):
        said = [plan_words.basis(one.period.rests_on) for one in ours().facts.values() if one.period is not None]
        assert len(said) > 15
        assert [one for one in said if re.search(r"実務|逆算|\.jp|(^|[^刑])刑訴|民保|情プラ|個情|民[0-9]", one)] == []
        assert plan_words.basis(Text(ja="刑訴250条2項6号, 253条", en="-")) == "刑事訴訟法250条2項6号, 253条"
        assert plan_words.basis(Text(ja="旧刑231条・刑訴250条2項7号", en="-")) == "旧刑法231条・刑事訴訟法250条2項7号"


def test_what_a_date_rests_on_is_said_in_english_too() -> None:
    with speaking("en"):
        said = [plan_words.basis(one.period.rests_on) for one in ours().facts.values() if one.period is not None]
    assert [one for one in said if re.search("[ぁ-んァ-ヶ一-龠]", one)] == []


def test_a_page_of_a_shop_is_no_source_where_there_is_another_and_public_bodies_come_first() -> None:
    shown = {desk.id: plan_rows.host_of(plan_rows.sources(desk)[0]).text for desk in ours().desks.values()}
    assert shown["desk-9110"] == "police-ch.jp"
    assert not {"coopsapporo-cs.jp", "meikikai-home.com"} & set(shown.values())
    for desk in ours().desks.values():
        if any(".go.jp/" in one for one in desk.sources):
            assert re.search(r"(^|\.)(go|lg|(pref|city|town)\..+)\.jp$", shown[desk.id]), desk.id


def test_the_search_is_ready_before_somebody_searches() -> None:
    handbook._index.cache_clear()
    handbook.prepare()
    assert handbook._index.cache_info().currsize == 1
