from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.rules.takedown.letters_made import POST
from yosuga.catalog.loader import ours
from yosuga.documents import chronology, listings
from yosuga.documents.court import Heading
from yosuga.rules.takedown.follow import Followed
from yosuga.rules.takedown.listing import happenings, rows, wanted
from yosuga.rules.takedown.request import Reason, Request, Requester, Step, What
from yosuga.rules.takedown.target import Kind, Origin, Target, Time
from yosuga.rules.takedown.ways import ways

SENT = datetime(2026, 11, 20, 3, tzinfo=UTC)
ASKED = Request(
    1,
    "x/statutory_jp",
    Reason.PRIVACY,
    Requester.SELF,
    letter="report",
    filled=(("exact-words", "電話番号が書かれています"),),
    steps=(
        Step(What.DRAFTED, SENT),
        Step(What.SENT, SENT, proof=("E0002",)),
        Step(What.REFUSED, SENT, day_only=True),
    ),
)
FOLLOWED = Followed(1, POST, evidence=("E0001",), requests=(ASKED,))


def test_a_target_is_a_row_of_the_lists_with_its_time_in_both_zones() -> None:
    (row,) = rows([FOLLOWED], catalog=ours())
    assert (row.url, row.post_id, row.account_id) == ("https://example.com/p/1", "1", "@nowhere_example")
    assert row.posted.shown == "2026-11-01 14:05:09 JST (2026-11-01 05:05:09 UTC)"
    assert row.text == "電話番号が書かれています"
    assert row.service.startswith("X")


def test_a_time_that_was_computed_is_not_said_to_be_shown() -> None:
    moment = datetime(2026, 11, 1, tzinfo=UTC)
    (row,) = rows([Followed(1, replace(POST, times=(Time(Origin.ID, moment),)))], catalog=ours())
    assert (row.posted.shown, row.posted.from_id) == ("", moment)


def test_what_has_no_address_is_in_no_list_of_addresses() -> None:
    assert rows([Followed(1, Target(Kind.TALK, told="11月1日のトーク"))], catalog=ours()) == ()


def test_the_lists_go_with_the_letter_that_leads_to_a_court_alone() -> None:
    assert [way.id for way in ways(ours()).values() if wanted(way)] == ["letter/disclosure"]


def test_the_chronology_has_the_post_and_what_was_done_but_no_drafts() -> None:
    found = happenings([FOLLOWED], catalog=ours())
    assert [(one.kind, one.item, one.whole_day) for one in found] == [
        ("投稿", "E0001", False),
        ("送付", "E0002", False),
        ("回答", "", True),
    ]
    assert all("削除された" not in one.about for one in found)


@pytest.mark.e2e
def test_the_lists_for_a_court_are_set_from_a_takedown() -> None:
    listed = listings.pdf(rows([FOLLOWED], catalog=ours()), heading=Heading())
    told = chronology.pdf(happenings([FOLLOWED], catalog=ours()), heading=Heading())
    for paper, words in (
        (listed, "https://example.com/p/1"),
        (listed, "2026-11-01 05:05:09 UTC"),
        (told, "申出を送付"),
    ):
        text = "".join(page.extract_text() for page in PdfReader(BytesIO(paper)).pages)
        assert words in text.replace("\n", "")
