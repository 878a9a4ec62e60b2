"""Everything that is followed, over all cases, by what is due; and a file of days that tells nothing."""

from datetime import timedelta

import pytest

from tests.takedown.following import ACTOR, asked, opened
from yosuga.capture.relook.robots import Robots, Rule
from yosuga.cases.access import OpenCase
from yosuga.clock import JST, rfc3339
from yosuga.errors import NotFound
from yosuga.rules.removal import Way
from yosuga.rules.takedown.board import Wanted
from yosuga.rules.takedown.course import Status
from yosuga.rules.takedown.request import What
from yosuga.rules.takedown.schedule import Why, Wish
from yosuga.takedown import adding, boards, following, hosts
from yosuga.tools import Tools

ADDRESS = "https://x.com/example/status/154181560360603648"


def waiting(number: int, *, days: int, case: OpenCase, tools: Tools) -> None:
    """Follow one more post whose receipt is that many days old."""
    followed = adding.add(f"{ADDRESS}{number}", without="まだ", case=case.id, actor=ACTOR, tools=tools)
    asked(followed.number, case=case, tools=tools)
    moment = tools.clock.read().wall - timedelta(days=days)
    following.sent(followed.number, request=1, moment=moment, case=case.id, actor=ACTOR, tools=tools)
    following.received(followed.number, request=1, moment=moment, case=case.id, actor=ACTOR, tools=tools)


@pytest.fixture
def cases(shared: Tools) -> tuple[OpenCase, OpenCase]:
    one, two = opened(shared), opened(shared)
    waiting(1, days=2, case=one, tools=shared)
    waiting(2, days=1, case=two, tools=shared)
    waiting(3, days=9, case=two, tools=shared)
    return one, two


def test_the_targets_of_several_cases_come_by_their_days(cases: tuple[OpenCase, OpenCase], shared: Tools) -> None:
    one, two = cases
    board = boards.board(cases=[one.id, two.name, one.name], actor=ACTOR, tools=shared)
    assert [(row.case, row.followed.number) for row in board.rows] == [(two.id, 2), (one.id, 1), (two.id, 1)]
    assert [row.status for row in board.rows] == [Status.UNANSWERED, Status.WAITING, Status.WAITING]
    assert {row.case_name for row in board.rows} == {one.name, two.name}
    assert (board.total, board.overdue) == (3, 1)
    assert one.name not in str(board.as_json())


def test_every_case_is_on_the_board_where_none_is_named(cases: tuple[OpenCase, OpenCase], shared: Tools) -> None:
    board = boards.board(wanted=Wanted(statuses=frozenset({Status.WAITING})), actor=ACTOR, tools=shared)
    assert {case.id for case in cases} <= {row.case for row in board.rows}
    with pytest.raises(NotFound):
        boards.board(cases=["nobody's"], actor=ACTOR, tools=shared)


def test_the_calendar_file_has_the_days_ahead_and_says_nothing(cases: tuple[OpenCase, OpenCase], shared: Tools) -> None:
    one, two = cases
    made = boards.calendar(cases=[one.id, two.id], actor=ACTOR, tools=shared).decode()
    due = (shared.clock.read().wall.astimezone(JST) + timedelta(days=5)).strftime("%Y%m%d")
    assert f"DTSTART;VALUE=DATE:{due}" in made
    assert made.count("BEGIN:VEVENT") == 2  # what is overdue is no day ahead
    summaries = sorted(line for line in made.splitlines() if line.startswith("SUMMARY"))
    assert summaries == ["SUMMARY:予定 1", "SUMMARY:予定 2"]
    # The post's whole number: four digits of it are in a random identifier, or in the time of day, now and then.
    for telling in ("x.com", "154181560360603648", one.id, one.name, "takedown", "削除", "VALARM"):
        assert telling not in made
    again = boards.calendar(cases=[one.id, two.id], alarm=True, title="Memo", actor=ACTOR, tools=shared).decode()
    assert "VALARM" in again
    uids = [[line for line in text.splitlines() if line.startswith("UID")] for text in (made, again)]
    assert uids[0] == uids[1]  # a calendar that takes the file in twice shows each day once


def test_one_target_from_near_has_its_copies_and_what_explains_a_silence(shared: Tools) -> None:
    case = opened(shared)
    waiting(1, days=1, case=case, tools=shared)
    adding.add("https://matome.example.com/1", copies=1, case=case.id, actor=ACTOR, tools=shared)
    following.answered(1, request=1, what=What.ASKED_POSTER, case=case.id, actor=ACTOR, tools=shared)
    detail = boards.detail(1, case=case.id, actor=ACTOR, tools=shared)
    assert detail.copies == (2,)
    assert [(number, wait.fact) for number, wait in detail.waits] == [(1, "pfa-3-2-2")]
    assert detail.as_json()["copied_by"] == [2]
    with pytest.raises(NotFound):
        boards.detail(9, case=case.id, actor=ACTOR, tools=shared)


def test_one_target_from_near_says_what_its_host_asked_for_and_from_when_on_each_way_is_polite(shared: Tools) -> None:
    case, now = opened(shared), shared.clock.read().wall
    adding.add("https://slow.example.com/1", without="まだ", case=case.id, actor=ACTOR, tools=shared)
    assert boards.detail(1, case=case.id, actor=ACTOR, tools=shared).next_look.wish is None
    hosts.note_answer("slow.example.com", now=now, refused=True, retry_after=7_200, tools=shared)
    found = boards.detail(1, case=case.id, actor=ACTOR, tools=shared).next_look
    until = now + timedelta(hours=2)
    assert found.wish == Wish(Why.RETRY_AFTER, until)
    since = dict(found.since)
    assert (since[Way.PLAIN], since[Way.HEADLESS]) == (until, until)
    assert since[Way.OWN_BROWSER] < until
    asked(1, case=case, tools=shared)
    following.sent(1, request=1, moment=now - timedelta(days=1), case=case.id, actor=ACTOR, tools=shared)
    detail = boards.detail(1, case=case.id, actor=ACTOR, tools=shared)
    assert (detail.next_look.when.at, detail.next_look.when.why) == (until, Why.RETRY_AFTER)
    assert detail.as_json()["next_look"] == {
        "at": rfc3339(until),
        "way": "plain",
        "why": "retry-after",
        "host": {"why": "retry-after", "until": rfc3339(until)},
    }


def test_a_host_that_wants_no_robots_leaves_the_next_look_to_a_person(shared: Tools) -> None:
    case, now = opened(shared), shared.clock.read().wall
    adding.add("https://closed.example.com/post/1", without="まだ", case=case.id, actor=ACTOR, tools=shared)
    hosts.note_robots("closed.example.com", Robots((Rule(open=False, path="/post/"),)), now=now, tools=shared)
    asked(1, case=case, tools=shared)
    following.sent(1, request=1, moment=now - timedelta(days=1), case=case.id, actor=ACTOR, tools=shared)
    found = boards.detail(1, case=case.id, actor=ACTOR, tools=shared).next_look
    assert found.wish == Wish(Why.ROBOTS, None)
    assert (found.when.way, found.when.why) == (Way.OWN_BROWSER, Why.ROBOTS)
