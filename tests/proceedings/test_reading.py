"""What papers learn of an item: from its record, its log entry and the small files inside it."""

from datetime import UTC, datetime

from tests.proceedings.conftest import NAME, POST, TALK, capture
from tests.vaults import ACTOR
from yosuga.capture.base import Verdict
from yosuga.cases.access import case_for
from yosuga.custody.records import Source
from yosuga.evidence import keeping
from yosuga.evidence.claims import Claims
from yosuga.proceedings import reading
from yosuga.proceedings.reading import ItemFacts
from yosuga.tools import Tools


def facts_of(eid: str, tools: Tools) -> ItemFacts:
    case = case_for("事件", actor=ACTOR, tools=tools)
    item = keeping.open_item(case, keeping.row_of(eid, case=case))
    return reading.item_facts(item, case=case, tools=tools)


def test_a_captured_post_tells_who_wrote_it_where_and_when(tools: Tools) -> None:
    facts = facts_of("E0001", tools)
    assert (facts.eid, facts.kind, facts.source, facts.title) == ("E0001", "web-page", Source.CAPTURED, "題")
    assert (facts.url, facts.final_url, facts.service, facts.post_id) == (POST, POST, "x", "1965999999999999999")
    assert (facts.account_name, facts.account_id) == ("あらし", "example_user")
    assert facts.post_text == f"{NAME}の住所は"
    assert (facts.method, facts.verdict, facts.principal.name) == ("browser", "COMPLETE", "capture.wacz")
    assert facts.captured == datetime(2026, 11, 22, 5, 5, 30, tzinfo=UTC)


def test_the_three_times_of_a_post_stand_side_by_side_and_a_change_is_no_posting(tools: Tools) -> None:
    posted = facts_of("E0001", tools).posted
    assert posted.shown == "2025/09/11 13:00"
    assert posted.machine == datetime(2025, 9, 11, 4, 0, tzinfo=UTC)
    assert posted.machine_source == "json-ld:datePublished"
    assert posted.from_id is not None
    assert posted.from_id.date() == datetime(2025, 9, 11, tzinfo=UTC).date()


def test_the_pieces_of_a_tall_page_come_from_top_to_bottom_and_can_be_opened(tools: Tools) -> None:
    facts = facts_of("E0001", tools)
    case = case_for("事件", actor=ACTOR, tools=tools)
    item = keeping.open_item(case, keeping.row_of("E0001", case=case))
    found = []
    for picture in facts.pictures:
        with reading.open_entry(item, picture, case=case, tools=tools) as body:
            found.append(body.read())
    assert found == [b"upper piece", b"lower piece"]
    assert facts.picture is None


def test_a_board_is_text_and_a_page_is_a_picture(tools: Tools) -> None:
    assert (facts_of("E0004", tools).text, facts_of("E0004", tools).thread_id) == ("1 名無し\n本文", "1757500000")
    assert facts_of("E0002", tools).text == ""


def test_a_mail_is_printed_with_its_head_and_named_by_its_subject(tools: Tools) -> None:
    facts = facts_of("E0005", tools)
    assert (facts.source, facts.kind, facts.title) == (Source.IMPORTED, "mail", "Houkoku")
    assert facts.account_name == f"{NAME} <hanako@example.com>"
    assert facts.text.splitlines()[:2] == [f"From: {NAME} <hanako@example.com>", "To: desk@example.com"]
    assert facts.text.rstrip().endswith("Body")
    assert facts.made == datetime(2025, 9, 11, 5, 5, tzinfo=UTC)


def test_a_talk_is_printed_as_the_file_says_it(tools: Tools) -> None:
    facts = facts_of("E0006", tools)
    assert (facts.kind, facts.title, facts.text) == ("talk", "架空太郎", TALK)


def test_a_capture_that_failed_still_has_its_facts(tools: Tools) -> None:
    eid = capture(tools, "https://gone.example.com/1", verdict=Verdict.FAILED)
    assert facts_of(eid, tools).verdict == "FAILED"


def test_what_a_page_wrote_in_an_unexpected_shape_was_not_said() -> None:
    strange = Claims({"times": [], "text": {"value": 1}, "author_account": [3, {"value": None}], "at": "soon"})
    assert (strange.machine_time(), strange.shown_time()) == ((None, ""), ("", None))
    assert (strange.first("text"), strange.account(), strange.moment("at")) == ("", "", None)


def test_of_many_times_in_running_text_none_is_taken_for_the_posts() -> None:
    row = {"text": "2025/09/11", "moment": None, "source": "dom:text"}
    assert Claims({"times": {"shown": [row]}}).shown_time() == ("2025/09/11", None)
    assert Claims({"times": {"shown": [row, row | {"text": "2025/09/12"}]}}).shown_time() == ("", None)
