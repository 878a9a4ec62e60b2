"""The handbook on the web: every page opens, a search leaves no trace in an address, no site is opened unasked."""

import re

import pytest

from tests.web.person import Person
from yosuga.catalog.loader import ours
from yosuga.intake.course import Intake

CATALOG = ours()
LANGUAGES = ("ja", "en")


def pages() -> list[str]:
    return [*CATALOG.guides, *CATALOG.questions, *CATALOG.desks]


@pytest.mark.parametrize("name", pages())
def test_every_page_opens_under_its_title(person: Person, name: str) -> None:
    titles = {
        **{one.id: one.question for one in CATALOG.questions.values()},
        **{one.id: one.name for one in CATALOG.desks.values()},
        **{one.id: one.title for one in CATALOG.guides.values()},
    }
    for language in LANGUAGES:
        person.session.language = language
        assert person.goes("page", page=name).status == 200
        assert person.page.heading == getattr(titles[name], language)
        assert len(person.page.html.encode()) < 100_000


def test_a_guide_says_all_its_sentences(person: Person) -> None:
    for guide in CATALOG.guides.values():
        person.goes("page", page=guide.id)
        told = re.sub(r"\s", "", person.page.text)
        lines = [line for section in guide.sections for line in section.text.ja.splitlines() if "`" not in line]
        assert [line for line in lines if re.sub(r"\s|^・", "", line) not in told] == []


def test_no_page_names_a_command(person: Person) -> None:
    for language in LANGUAGES:
        person.session.language = language
        for name in (*CATALOG.guides, *CATALOG.questions):
            person.goes("page", page=name)
            assert "yosuga " not in person.page.text, name


@pytest.mark.parametrize("name", list(CATALOG.platforms))
def test_every_service_opens_with_what_to_keep_first(person: Person, name: str) -> None:
    service = CATALOG.platforms[name]
    for language in LANGUAGES:
        person.session.language = language
        assert person.goes("platform", platform=name).status == 200
        assert person.page.heading == getattr(service.name, language)
        assert len(person.page.html.encode()) < 100_000
    shown = {route.link for route in service.routes if route.link}
    hidden = {route.url for route in service.routes if route.url and not route.link} - shown
    assert [link for link in shown if link.removeprefix("mailto:").replace("&", "&amp;") not in person.page.html] == []
    assert [link for link in hidden if link and f'"{link}"' in person.page.html] == []


def test_links_to_other_sites_say_nothing_of_where_they_came_from(person: Person) -> None:
    for screen, arguments in (("platform", {"platform": "x"}), ("page", {"page": "first-steps"}), ("desks", {})):
        person.goes(screen, **arguments)
        links = re.findall(r'<a [^>]*href="https?://[^>]*>', person.page.html)
        assert links
        assert [link for link in links if 'rel="noreferrer noopener" target="_blank"' not in link] == []


def test_a_service_says_that_the_site_sees_the_visit(person: Person) -> None:
    person.goes("platform", platform="x")
    assert "訪れたことが相手のサイトに伝わります" in person.page.text


@pytest.mark.parametrize("name", ["", "nothing", "../x", "<b>", "step:call-110", "x" * 500])
@pytest.mark.parametrize(
    ("screen", "argument"), [("page", "page"), ("platform", "platform"), ("route", "route"), ("step", "step")]
)
def test_what_is_not_there_gives_a_calm_page(person: Person, screen: str, argument: str, name: str) -> None:
    assert person.goes(screen, **{argument: name}).status == 200
    assert person.page.heading == "いまの計画には、これはありません"


def test_a_fact_that_rests_on_memory_is_not_stated(person: Person) -> None:
    for fact in CATALOG.facts.values():
        if not fact.shown and fact.id not in CATALOG.desks:
            person.goes("page", page=fact.id)
            assert fact.statement.ja not in person.page.text
            assert "確認できていない" in person.page.text or "出典" in person.page.text


def test_a_fact_shows_its_sources_and_their_date(person: Person) -> None:
    person.goes("page", page="pfa-25-7d")
    assert CATALOG.facts["pfa-25-7d"].statement.ja in person.page.text
    assert f"確かめた時点: {CATALOG.facts['pfa-25-7d'].as_of}" in person.page.text


def test_with_a_sexual_image_of_a_minor_no_page_of_a_service_asks_to_keep_a_picture(person: Person) -> None:
    person.session.put("intake", Intake(said={"asker": "guardian", "age": "13_15", "leaked": ("sexual_image",)}))
    for name, service in CATALOG.platforms.items():
        person.goes("platform", platform=name)
        assert CATALOG.notes["no-child-image-copy"].text.ja in person.page.text
        assert "頼む前に残すもの" not in person.page.text
        assert [
            one.ja for one in service.evidence if f"<li>{one.ja}</li>" in person.page.html and "保存" in one.ja
        ] == []
    person.goes("services")
    assert CATALOG.notes["no-child-image-copy"].text.ja in person.page.text


# ----------------------------------------------------------------------------------------------------------- search


def test_a_search_marks_the_words_and_leads_to_the_pages(person: Person) -> None:
    person.goes("handbook")
    person.sends(words="住所 消す")
    assert "<mark>住所</mark>" in person.page.html
    assert re.search(r'name="arg-page" value="[a-z0-9-]+"', person.page.html)


def test_words_that_are_searched_for_stand_in_no_address(person: Person) -> None:
    person.goes("handbook")
    answer = person.client.post("/m", {"k": person.page.hidden("k"), "v": person.page.hidden("v"), "words": "山田花子"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/m")


@pytest.mark.parametrize(
    "words", ["", " ", "ぞぞぞぞぞ", "<script>alert(1)</script>", "あ" * 3000, "%", "' OR 1=1 --", "\u202e\u0000"]
)
def test_no_search_breaks_the_page(person: Person, words: str) -> None:
    person.goes("handbook")
    assert person.sends(words=words).status == 200
    assert "<script>alert" not in person.page.html
    assert re.search(r'name="arg-page" value="[a-z0-9-]+"', person.page.html)


def test_a_search_from_the_results_does_not_pile_up_for_back(person: Person) -> None:
    person.goes("handbook")
    person.sends(words="住所")
    person.sends(words="電話")
    person.sends(go="back")
    assert person.page.heading == "手引き"


def test_the_contents_lead_to_every_guide_and_every_question(person: Person) -> None:
    person.goes("handbook")
    listed = set(re.findall(r'name="arg-page" value="([^"]+)"', person.page.html))
    assert {*CATALOG.guides, *CATALOG.questions} <= listed
    assert len(person.page.html.encode()) < 100_000
