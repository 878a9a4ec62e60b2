"""Two whole roads by the actions: a post on X to 削除確認, and a thread with three copies that comes back elsewhere."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.takedown.following import ACTOR, asked, captured, in_hand, opened
from yosuga.cases.access import OpenCase
from yosuga.clock import JST
from yosuga.rules.removal import Look, Shown, Sign, State, Way
from yosuga.rules.takedown import saying
from yosuga.rules.takedown.board import Row
from yosuga.rules.takedown.course import Status
from yosuga.rules.takedown.follow import Followed
from yosuga.rules.takedown.request import What
from yosuga.rules.takedown.upcoming import Next
from yosuga.takedown import adding, asking, boards, following, shelf
from yosuga.takedown.troubles import AlreadyFollowed
from yosuga.tools import Tools

X = "https://x.com/example/status/1541815603606036480?s=20&t=abc"
THREAD = "https://greta.5ch.net/test/read.cgi/news4vip/1757500000/12"


def looked(number: int, moment: datetime, *, way: Way, seen: bool = False, case: OpenCase, tools: Tools) -> None:
    """Keep one look, as a re-look leaves it."""
    signs = frozenset() if seen else frozenset({Sign.STATUS, Sign.LIKE_NOTHING})
    one = Look(moment, way, Shown.WHOLE if seen else Shown.NOTHING, signs=signs, control=True)

    def more(followed: Followed) -> Followed:
        return replace(followed, looks=(*followed.looks, one))

    shelf.change(number, more, case=case, actor=ACTOR, tools=tools)


def row(number: int, *, case: OpenCase, tools: Tools) -> Row:
    return boards.detail(number, case=case.id, actor=ACTOR, tools=tools).row


def test_a_post_on_x_from_its_evidence_to_proven_removal(shared: Tools) -> None:
    case = opened(shared)
    now = shared.clock.read().wall
    adding.add(X, case=case.id, actor=ACTOR, tools=shared)
    assert row(1, case=case, tools=shared).next is Next.KEEP
    eid = captured(X, case=case, tools=shared)
    adding.link_evidence(1, evidence=[eid], case=case.id, actor=ACTOR, tools=shared)
    assert row(1, case=case, tools=shared).next is Next.CHOOSE
    asked(1, case=case, tools=shared)
    start = now - timedelta(days=4)
    following.sent(1, request=1, moment=start, case=case.id, actor=ACTOR, tools=shared)
    assert row(1, case=case, tools=shared).next is Next.RECEIPT
    mail = in_hand("receipt.txt", case=case, tools=shared)
    following.received(1, request=1, moment=start, proof=[mail], case=case.id, actor=ACTOR, tools=shared)
    waiting = row(1, case=case, tools=shared)
    assert (waiting.status, waiting.due) == (Status.WAITING, (start.astimezone(JST) + timedelta(days=7)).date())
    following.answered(1, request=1, what=What.REMOVED_SAID, case=case.id, actor=ACTOR, tools=shared)
    for days, way in ((3, Way.PLAIN), (2, Way.HEADLESS), (1, Way.PLAIN)):
        before = row(1, case=case, tools=shared)
        assert before.status in {Status.SAID_REMOVED, Status.NOT_FOUND}
        assert "削除されました" not in saying.standing(before.followed).ja
        looked(1, now - timedelta(days=days), way=way, case=case, tools=shared)
    done = row(1, case=case, tools=shared)
    assert (done.status, done.followed.stands.state, done.next) == (Status.REMOVED, State.GONE, Next.NOTHING)
    looked(1, now, way=Way.PLAIN, seen=True, case=case, tools=shared)
    back = row(1, case=case, tools=shared)
    assert (back.status, back.next) == (Status.REAPPEARED, Next.AGAIN)
    further = asking.onward(1, request=1, case=case.id, actor=ACTOR, tools=shared)
    assert further is not None
    new = following.reposted(1, case=case.id, actor=ACTOR, tools=shared)
    assert (new.number, new.target.copies, new.target.address) == (2, 1, back.followed.target.address)
    assert "T0002" in row(1, case=case, tools=shared).says.ja
    for once_more in (X, ""):
        with pytest.raises(AlreadyFollowed) as refused:
            following.reposted(1, given=once_more, case=case.id, actor=ACTOR, tools=shared)
        assert refused.value.number == 2


def test_a_thread_with_three_copies_that_comes_back_elsewhere(shared: Tools) -> None:
    case = opened(shared)
    now = shared.clock.read().wall
    adding.add(THREAD, without="消える前に見た", case=case.id, actor=ACTOR, tools=shared)
    copies = (
        "https://greta.2ch.sc/test/read.cgi/news4vip/1757500000/12",
        "https://matome.example.com/archives/1.html",
        "https://web.archive.org/web/20260901000000/https://greta.5ch.net/test/read.cgi/news4vip/1757500000/12",
    )
    for address in copies:
        adding.add(address, copies=1, without="写し", case=case.id, actor=ACTOR, tools=shared)
    board = boards.board(cases=[case.id], actor=ACTOR, tools=shared)
    assert board.total == 4
    assert [one.followed.number for one in board.rows] == [1, 2, 3, 4]  # the original, copies, archives
    for days, way in ((3, Way.PLAIN), (2, Way.HEADLESS), (1, Way.PLAIN)):
        looked(2, now - timedelta(days=days), way=way, case=case, tools=shared)
    assert row(2, case=case, tools=shared).status is Status.REMOVED
    again = following.reposted(2, given="https://other.example.com/12", case=case.id, actor=ACTOR, tools=shared)
    assert again.target.copies == 1
    assert row(2, case=case, tools=shared).status is Status.REAPPEARED
    assert row(2, case=case, tools=shared).followed.stands.state is State.GONE
    assert row(1, case=case, tools=shared).status is Status.NONE
    assert boards.detail(1, case=case.id, actor=ACTOR, tools=shared).copies == (2, 3, 4, 5)
