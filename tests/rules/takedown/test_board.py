"""The board says one next thing a target, puts what is due first, and finds what is looked for."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from yosuga.catalog.loader import ours
from yosuga.clock import JST
from yosuga.rules.removal import Look, Shown, Sign, Way
from yosuga.rules.takedown import board
from yosuga.rules.takedown.board import Row, Wanted
from yosuga.rules.takedown.course import Status
from yosuga.rules.takedown.follow import Followed
from yosuga.rules.takedown.request import Reason, Request, Requester, Step, What
from yosuga.rules.takedown.target import Kind, Target
from yosuga.rules.takedown.upcoming import Next

TODAY = date(2026, 11, 22)
SENT = datetime(2026, 11, 20, 10, 0, tzinfo=JST)
CATALOG = ours()


def a_post(number: int = 1, *whats: What, days: int = 0, route: str = "x/statutory_jp", kept: bool = True) -> Followed:
    """Return a target with one request whose steps were `days` before the twentieth."""
    steps = tuple(Step(what, SENT - timedelta(days=days)) for what in whats)
    requests = (Request(1, route, Reason.PRIVACY, Requester.SELF, steps=steps),) if whats else ()
    address = f"https://x.com/example/status/{number}541815603606036480"
    target = Target(Kind.POST, address=address, given=address, platform="x", account="example")
    return Followed(number, target, evidence=("E0001",) if kept else (), requests=requests)


def looked(one: Followed, *seen: bool) -> Followed:
    """Return the target after a look a day by two ways; True is one that saw it."""
    return replace(
        one,
        looks=tuple(
            Look(
                SENT + timedelta(days=place),
                Way.PLAIN if place % 2 else Way.HEADLESS,
                Shown.WHOLE if live else Shown.NOTHING,
                signs=frozenset() if live else frozenset({Sign.STATUS}),
                control=True,
            )
            for place, live in enumerate(seen)
        ),
    )


def rows(*followed: Followed, today: date = TODAY) -> tuple[Row, ...]:
    return board.rows(followed, case="C-00000000", case_name="ケース", catalog=CATALOG, today=today)


DRAFT = (What.DRAFTED,)
READY = (*DRAFT, What.FINISHED)
OUT = (*READY, What.SENT)
IN = (*OUT, What.RECEIVED)


def test_what_went_by_letter_is_looked_at_again_on_a_day_because_no_period_ends() -> None:
    letter = "letter/sendstop"
    sent, arrived, talk = rows(
        a_post(1, *OUT, route=letter),
        a_post(2, *IN, days=1, route=letter),
        replace(a_post(3, *IN, route=letter), target=Target(Kind.TALK, told="11月1日", platform="line")),
    )
    assert (sent.next, sent.due, sent.overdue) == (Next.RECEIPT, TODAY, False)
    assert "届いた日" in sent.says.ja
    assert (arrived.next, arrived.due) == (Next.WAIT, TODAY)
    for row in (sent, arrived):
        assert "期限は、どの資料にもありません。2026年11月22日" in row.says.ja
        assert "No source names a period by law; look again on" in row.says.en
    assert (talk.next, talk.due) == (Next.WAIT, None)  # it has no page to look at
    later = rows(looked(a_post(1, *IN, days=3, route=letter), True, True, True))[0]
    assert later.due is not None
    assert later.due > TODAY


@pytest.mark.parametrize(
    ("followed", "status", "following"),
    [
        (a_post(kept=False), Status.NONE, Next.KEEP),
        (a_post(1, *DRAFT, kept=False), Status.DRAFT, Next.KEEP),
        (a_post(), Status.NONE, Next.CHOOSE),
        (a_post(1, *DRAFT), Status.DRAFT, Next.FILL),
        (a_post(1, *READY), Status.DRAFT, Next.SEND),
        (a_post(1, *OUT), Status.SENT, Next.RECEIPT),
        (a_post(1, *IN), Status.WAITING, Next.WAIT),
        (a_post(1, *IN, What.MORE_ASKED), Status.RECEIVED, Next.MORE),
        (a_post(1, *IN, What.ASKED_POSTER), Status.WAITING, Next.WAIT),
        (a_post(1, *IN, What.REMOVED_SAID), Status.SAID_REMOVED, Next.LOOK),
        (a_post(1, *IN, What.REFUSED), Status.REFUSED, Next.ONWARD),
        (a_post(1, *IN, What.HIDDEN), Status.HIDDEN, Next.ONWARD),
        (a_post(1, *IN, What.WITHDRAWN), Status.WITHDRAWN, Next.CHOOSE),
        (a_post(1, *IN, days=10), Status.UNANSWERED, Next.ONWARD),
        (looked(a_post(1, *IN), False), Status.NOT_FOUND, Next.LOOK),
        (looked(a_post(1, *IN), False, False, False), Status.REMOVED, Next.NOTHING),
        (looked(a_post(1, *IN), False, False, False, True), Status.REAPPEARED, Next.AGAIN),
    ],
)
def test_each_target_has_one_status_and_one_next_thing(followed: Followed, status: Status, following: Next) -> None:
    (row,) = rows(followed)
    assert (row.status, row.next) == (status, following)
    assert row.says.ja
    assert row.says.en


def test_before_gone_nothing_says_removed() -> None:
    (row,) = rows(looked(a_post(1, *IN, What.REMOVED_SAID), False, False))
    assert row.status is Status.NOT_FOUND
    assert "削除されました" not in str(row.as_json())


def test_what_came_back_as_another_target_stays_open_until_that_is_gone() -> None:
    gone = looked(a_post(1, *IN), False, False, False)
    up, down = a_post(2), looked(a_post(2), False, False, False)
    first, _ = rows(replace(gone, reposts=(2,)), up)
    assert first.status is Status.REAPPEARED
    first, _ = rows(replace(gone, reposts=(2,)), down)
    assert first.status is Status.REMOVED
    (alone,) = rows(replace(gone, reposts=(9,)))  # the other was dropped
    assert alone.status is Status.REMOVED


def test_what_is_overdue_comes_first_and_says_since_when() -> None:
    overdue, soon = a_post(1, *IN, days=10), a_post(2, *IN)
    found = board.board(rows(a_post(3), soon, overdue), wanted=Wanted())
    assert [row.followed.number for row in found.rows] == [1, 2, 3]
    assert found.overdue == 1
    assert "2026年11月17日(火)を過ぎました" in found.rows[0].says.ja
    assert "2026年11月27日(金)まで" in found.rows[1].says.ja


def test_what_goes_away_by_itself_comes_before_everything_while_nothing_of_it_is_kept() -> None:
    story = replace(a_post(4, kept=False), target=Target(Kind.STORY, told="3月のストーリー"))
    found = board.board(rows(a_post(1, *IN, days=10), story), wanted=Wanted())
    assert [row.followed.number for row in found.rows] == [4, 1]


def test_the_clock_of_a_removed_target_stands_still() -> None:
    (row,) = rows(looked(a_post(1, *IN, days=10), False, False, False))
    assert (row.due, row.overdue) == (None, False)


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        (Wanted(statuses=frozenset({Status.DRAFT})), [2]),
        (Wanted(platform="x"), [3, 1, 2]),
        (Wanted(platform="5ch"), []),
        (Wanted(overdue=True), [3]),
        (Wanted(search=f"{chr(0xFF34)}0002"), [2]),  # typed as a phone types it
        (Wanted(search="EXAMPLE 35418"), [3]),
        (Wanted(search="nobody"), []),
    ],
)
def test_lines_are_found_by_what_is_wanted(wanted: Wanted, numbers: list[int]) -> None:
    lines = rows(a_post(1), a_post(2, *DRAFT), a_post(3, *IN, days=10))
    found = board.board(lines, wanted=wanted)
    assert [row.followed.number for row in found.rows] == numbers
    assert (found.found, found.total) == (len(numbers), 3)
    assert found.counts == {Status.NONE: 1, Status.DRAFT: 1, Status.UNANSWERED: 1}


def test_a_long_board_is_turned_page_by_page_without_losing_a_line() -> None:
    lines = rows(*(a_post(number) for number in range(1, 8)))
    pages = [board.board(lines, wanted=Wanted(), first=first, most=3) for first in (0, 3, 6)]
    assert [row.followed.number for page in pages for row in page.rows] == [1, 2, 3, 4, 5, 6, 7]
    assert {page.found for page in pages} == {7}


def test_where_a_look_is_the_next_thing_its_day_is_due() -> None:
    (row,) = rows(looked(a_post(1, *IN, days=10), False))
    assert (row.next, row.overdue) == (Next.LOOK, False)
    assert row.due is not None
    assert row.due >= TODAY
    assert str(row.due.day) in row.says.ja


@pytest.mark.parametrize(("harm", "following"), [(False, Next.LOOK), (True, Next.ONWARD), (None, Next.ONWARD)])
def test_a_post_whose_harmful_words_are_gone_is_looked_at_again_and_not_asked_for_once_more(
    harm: bool | None, following: Next
) -> None:
    edited = Look(SENT, Way.PLAIN, Shown.CHANGED, control=True, harm=harm)
    (row,) = rows(replace(a_post(1, *IN, What.REFUSED), looks=(edited,)))
    assert (row.status, row.next) == (Status.REFUSED, following)


def test_nothing_leads_to_a_copy_of_what_may_be_a_childs_image() -> None:
    bare = a_post(kept=False)
    asked_for = replace(a_post(1, *DRAFT, kept=False).requests[0], reason=Reason.CHILD_IMAGE)
    (row,) = rows(replace(bare, requests=(asked_for,)))
    assert row.next is Next.FILL
    signs = frozenset({"leak-sexual-image", "image-age-unknown"})
    (row,) = board.rows([bare], case="C", case_name="", catalog=CATALOG, today=TODAY, signs=signs)
    assert row.next is Next.CHOOSE
