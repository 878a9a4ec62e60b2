"""The course of events on its page: drawn, said in words, changed by buttons, added to by hand."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.vaults import ACTOR
from tests.web.many import fill
from tests.web.person import Person
from yosuga.cases import access
from yosuga.clock import JST
from yosuga.documents.court import Happening
from yosuga.evidence import erasing
from yosuga.proceedings import actions, document, telling
from yosuga.proceedings import plan as planning
from yosuga.proceedings.troubles import BadPlan
from yosuga.web import remembered
from yosuga.web.vaults import holder

pytestmark = pytest.mark.e2e  # starts servers or processes, or typesets: seconds each

NOON = datetime(2025, 9, 11, 12, tzinfo=JST)


@pytest.fixture
def there(owner: Person) -> Person:
    (one,) = access.cases_for(actor=ACTOR, tools=holder.tools())
    owner.chooses_case(one.id)
    owner.goes("timeline")
    return owner


def tell(person: Person, about: str, **said: object) -> None:
    plain: dict[str, object] = {"when": NOON, "source": "本人の記憶"}
    line = Happening(about=about, **(plain | said))  # type: ignore[arg-type]
    telling.tell(line, case=person.session.case or "", actor=ACTOR, tools=holder.tools())


def test_kept_proof_stands_in_the_drawing_and_in_the_table(there: Person) -> None:
    assert there.page.status == 200
    assert there.page.html.count('role="img"') == 2  # one for narrow, one for wide; the style sheet shows one
    assert "証拠を残した" in there.page.text
    assert "E0001" in there.page.text


def test_an_event_told_by_hand_stands_in_the_chronology_that_the_hand_over_prints(there: Person) -> None:
    there.goes("timeline-add")
    there.sends(what="police", about="警察署で相談した", day="2026-11-20", time="", source="", item="1")
    assert "警察署で相談した" in there.page.text
    found = actions.planned(there.session.case or "", actor=ACTOR, tools=holder.tools())
    (line,) = [one for one in planning.chronology(found.plan, found.items) if one.kind == "警察"]
    assert (line.whole_day, line.source, line.mark and line.mark.words) == (True, "本人の記憶", "甲1")


def test_telling_an_event_decides_nothing_about_exhibits(there: Person) -> None:
    case, tools = there.session.case or "", holder.tools()
    before = actions.plan_of(case, actor=ACTOR, tools=tools)
    tell(there, "電話があった")
    fill(case, items=1, entries=0, actor=ACTOR, tools=tools)  # what is kept later has its exhibit too
    after = actions.plan_of(case, actor=ACTOR, tools=tools)
    assert list(after.exhibits[:1]) == list(before.exhibits)
    assert len(after.exhibits) == 2


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"about": ""}, "about"),
        ({"day": "2026-02-30"}, "day"),
        ({"day": "", "time": "10:00"}, "day"),
        ({"time": "25:00"}, "time"),
        ({"item": "E0999"}, "item"),
        ({"item": "なにか"}, "item"),
    ],
)
def test_what_cannot_be_used_is_named_and_what_was_typed_stays(
    there: Person, fields: dict[str, str], wrong: str
) -> None:
    there.goes("timeline-add")
    typed = {"what": "sent", "about": "削除を申請した", "day": "2026-11-20", "time": "10:00", "item": ""} | fields
    there.sends(**typed)
    assert re.search(rf'name="{wrong}"[^>]*aria-invalid="true"', there.page.html)
    assert "削除を申請した" in there.page.html or wrong == "about"
    assert not actions.plan_of(there.session.case or "", actor=ACTOR, tools=holder.tools()).chronology


def test_hostile_words_of_an_event_are_only_words(there: Person) -> None:
    tell(there, "</svg><script>alert(1)</script>")
    there.looks()
    assert "<script>alert" not in there.page.html
    assert "<script>alert(1)</script>" in there.page.text


def test_an_event_is_taken_back(there: Person) -> None:
    tell(there, "消える出来事")
    there.looks()
    there.sends(remove=re.search(r'name="remove" value="(\w+)"', there.page.html)[1])  # type: ignore[index]
    assert "消える出来事" not in there.page.text


def test_erasing_an_item_takes_the_event_about_it_along(there: Person) -> None:
    tell(there, "この証拠の話", item="E0001")
    tell(there, "別の話")
    erasing.erase_item("E0001", case=there.session.case or "", actor=ACTOR, tools=holder.tools())
    there.looks()
    assert "この証拠の話" not in there.page.text
    assert "別の話" in there.page.text


def test_buttons_lead_to_a_year_a_month_a_day_and_over_what_is_empty(there: Person) -> None:
    tell(there, "去年のこと")
    there.sends(view="month 2025-09-01 0")
    assert "去年のこと" in there.page.text
    assert "E0001" not in there.page.text
    assert "2025年9月" in there.page.text
    later = re.search(r'name="view" value="([^"]+)"[^>]*>後', there.page.html)
    assert later is not None
    there.sends(view=later[1])
    assert "E0001" in there.page.text


@pytest.mark.parametrize(
    "view", ["", "x", "day", "year 9999-99-99 0", "month 0001-01-01 -4", "week 2025-09-11 99999999999"]
)
def test_no_button_value_breaks_the_page(there: Person, view: str) -> None:
    there.sends(view=view)
    assert there.page.status == 200


def test_an_event_without_a_time_stands_in_the_table_alone(there: Person) -> None:
    tell(there, "いつかのこと", when=None)
    there.looks()
    assert "日時不明" in there.page.text
    assert "いつかのこと" not in re.sub(r"<table.*?</table>", "", there.page.html, flags=re.DOTALL)


def test_the_table_is_shown_a_page_at_a_time(there: Person) -> None:
    for number in range(27):
        tell(there, f"出来事{number:02}。", when=NOON + timedelta(minutes=number))
    there.looks()
    assert there.page.html.count('<th scope="row"') == 25
    further = re.search(r'name="view" value="([^"]+)"[^>]*>次へ', there.page.html)
    assert further is not None
    there.sends(view=further[1])
    assert "出来事26。" in there.page.text


def test_a_long_case_is_read_in_several_goes_at_the_same_number_of_look_ups(there: Person) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as counted:
            there.looks()
        assert there.page.status == 200
        return len(counted)

    remembered._memories.cases.clear()
    few = asked()  # the keys of all items come at once
    fill(there.session.case or "", items=150, entries=400, actor=ACTOR, tools=holder.tools())
    for _ in range(2):
        assert asked() <= few
        assert "自動で増えます" in there.page.text
        assert 'http-equiv="refresh"' in there.page.html
    assert asked() <= few
    assert "自動で増えます" not in there.page.text
    assert 'http-equiv="refresh"' not in there.page.html
    assert len(there.page.html) < 100_000


def test_what_was_read_is_forgotten_with_the_key(there: Person) -> None:
    assert remembered.known(there.session.case or "", tools=holder.tools()).told
    held = remembered._memories.cases
    there.goes("lock")
    holder.close()
    assert not held


def test_the_chronology_comes_on_paper_under_a_neutral_name(there: Person) -> None:
    address = re.search(r'href="(/f/[^"]+)"', there.page.html)
    assert address is not None
    answer = there.client.get(address[1])
    body = b"".join(answer) if answer.streaming else answer.content
    assert body.startswith(b"%PDF-")
    assert "memo" in answer["Content-Disposition"]


def test_a_plan_of_before_is_read_as_it_was() -> None:
    old = {"when": "2025-09-11T14:05:00+09:00", "about": "電話", "source": "本人", "exhibit": ""}
    plan = document.from_json({"v": 1, "case": "C-ABCDEFGH", "exhibits": [], "chronology": [old]})
    assert (plan.chronology[0].whole_day, plan.chronology[0].kind, plan.chronology[0].item) == (False, "", "")


@pytest.mark.parametrize("change", [{"precision": "hour"}, {"kind": "電話"}, {"item": "x"}])
def test_a_line_of_another_form_is_refused(change: dict[str, str]) -> None:
    line = {"when": None, "about": "電話"} | change
    with pytest.raises(BadPlan):
        document.from_json({"v": 1, "case": "C-ABCDEFGH", "exhibits": [], "chronology": [line]})


def test_a_whole_day_is_printed_without_a_time() -> None:
    from yosuga.documents import chronology

    row = Happening(when=datetime.combine(date(2025, 9, 11), NOON.timetz()), about="x", source="", whole_day=True)
    assert chronology._when(row) == ["2025年9月11日（木）"]
