"""Every step of a request is written down once, in order, with its proof; and an office never sends for anybody."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.takedown.following import ACTOR, asked, in_hand, opened
from yosuga.actor import Actor, Door, Role
from yosuga.cases.access import OpenCase
from yosuga.clock import JST
from yosuga.errors import NotFound
from yosuga.rules.takedown.course import Objection
from yosuga.rules.takedown.request import Reason, Requester, What
from yosuga.takedown import adding, boards, following
from yosuga.takedown.troubles import AlreadyFollowed, NoSuchEvidence, NotTheOffice, StepRefused
from yosuga.tools import Tools

ADDRESS = "https://x.com/example/status/1541815603606036480"
COUNSELLOR = Actor(id="desk", role=Role.COUNSELLOR, door=Door.WEB)


@pytest.fixture
def case(shared: Tools) -> OpenCase:
    made = opened(shared)
    adding.add(ADDRESS, without="まだ", case=made.id, actor=ACTOR, tools=shared)
    asked(1, case=made, tools=shared)
    return made


def test_the_steps_of_a_request_are_kept_with_their_proof(case: OpenCase, shared: Tools) -> None:
    mail = in_hand("受付.txt", case=case, tools=shared)
    following.sent(1, request=1, case=case.id, actor=ACTOR, tools=shared)
    followed = following.received(1, request=1, proof=[mail], case=case.id, actor=ACTOR, tools=shared)
    assert [step.what for step in followed.requests[0].steps] == [What.DRAFTED, What.SENT, What.RECEIVED]
    assert followed.requests[0].steps[-1].proof == (mail,)
    (asked_for,) = boards.detail(1, case=case.id, actor=ACTOR, tools=shared).requests
    assert [step.what for step in asked_for.unproven] == [What.SENT]
    with pytest.raises(NoSuchEvidence):
        following.answered(1, request=1, what=What.REFUSED, proof=["E0999"], case=case.id, actor=ACTOR, tools=shared)


@pytest.mark.parametrize(
    ("moment", "objection"),
    [
        (timedelta(days=1), Objection.STILL_TO_COME),
        (datetime(2200, 1, 1, tzinfo=UTC), Objection.STILL_TO_COME),
        (datetime(1, 1, 1, tzinfo=JST), Objection.TOO_LONG_AGO),
        (timedelta(days=-3), Objection.BEFORE_THE_STEP_BEFORE),
    ],
)
def test_a_moment_that_cannot_be_is_refused_and_what_was_there_stays(
    moment: datetime | timedelta, objection: Objection, case: OpenCase, shared: Tools
) -> None:
    now = shared.clock.read().wall
    following.sent(1, request=1, moment=now - timedelta(days=1), case=case.id, actor=ACTOR, tools=shared)
    when = now + moment if isinstance(moment, timedelta) else moment
    with pytest.raises(StepRefused) as refused:
        following.received(1, request=1, moment=when, case=case.id, actor=ACTOR, tools=shared)
    assert refused.value.objection is objection
    assert refused.value.says.ja in refused.value.for_people()
    detail = boards.detail(1, case=case.id, actor=ACTOR, tools=shared)
    assert detail.followed.requests[0].steps[-1].what is What.SENT


def test_what_was_sent_before_its_draft_was_made_here_may_be_written_down(case: OpenCase, shared: Tools) -> None:
    before = shared.clock.read().wall - timedelta(days=5)
    followed = following.sent(1, request=1, moment=before, day_only=True, case=case.id, actor=ACTOR, tools=shared)
    step = followed.requests[0].steps[-1]
    assert step.moment.astimezone(JST).time() == datetime.min.time()
    assert step.day_only


def test_a_receipt_of_this_morning_may_be_written_down_after_the_sending(case: OpenCase, shared: Tools) -> None:
    following.sent(1, request=1, case=case.id, actor=ACTOR, tools=shared)
    today = shared.clock.read().wall.astimezone(JST).replace(hour=0, minute=0, second=1)
    followed = following.received(1, request=1, moment=today, case=case.id, actor=ACTOR, tools=shared)
    assert [step.day_only for step in followed.requests[0].steps] == [False, True, False]


def test_a_step_that_does_not_follow_is_refused(case: OpenCase, shared: Tools) -> None:
    with pytest.raises(StepRefused):
        following.received(1, request=1, case=case.id, actor=ACTOR, tools=shared)
    with pytest.raises(StepRefused):
        following.answered(1, request=1, what=What.SENT, case=case.id, actor=ACTOR, tools=shared)
    with pytest.raises(NotFound):
        following.sent(1, request=7, case=case.id, actor=ACTOR, tools=shared)


def test_the_last_step_is_taken_back_and_never_the_first(case: OpenCase, shared: Tools) -> None:
    following.sent(1, request=1, case=case.id, actor=ACTOR, tools=shared)
    followed = following.take_back(1, request=1, case=case.id, actor=ACTOR, tools=shared)
    assert [step.what for step in followed.requests[0].steps] == [What.DRAFTED]
    with pytest.raises(StepRefused):
        following.take_back(1, request=1, case=case.id, actor=ACTOR, tools=shared)


def test_a_counsellor_writes_down_what_the_person_sent_and_never_that_the_office_sent_it(
    case: OpenCase, shared: Tools
) -> None:
    told = following.sent(1, request=1, case=case.id, actor=COUNSELLOR, tools=shared)
    assert told.requests[0].steps[-1].by is Requester.SELF
    following.take_back(1, request=1, case=case.id, actor=ACTOR, tools=shared)
    for whose in (Requester.COUNSELLOR, Requester.VENDOR, Requester.LAWYER, Requester.SUPPORTER, Requester.SCHOOL):
        with pytest.raises(NotTheOffice):
            following.sent(1, request=1, by=whose, case=case.id, actor=COUNSELLOR, tools=shared)


@pytest.mark.parametrize("whose", [Requester.COUNSELLOR, Requester.VENDOR, Requester.ADMINISTRATIVE_SCRIVENER])
def test_no_office_is_ever_written_down_as_having_sent_it(whose: Requester, case: OpenCase, shared: Tools) -> None:
    with pytest.raises(NotTheOffice):
        following.sent(1, request=1, by=whose, case=case.id, actor=ACTOR, tools=shared)


def test_what_came_back_elsewhere_is_a_new_target_under_the_same_root(case: OpenCase, shared: Tools) -> None:
    copy = adding.add("https://matome.example.com/1", copies=1, case=case.id, actor=ACTOR, tools=shared)
    again = following.reposted(
        copy.number, given="https://matome.example.com/2", case=case.id, actor=ACTOR, tools=shared
    )
    assert again.target.copies == 1
    row = boards.detail(copy.number, case=case.id, actor=ACTOR, tools=shared).row
    assert row.followed.reposts == (again.number,)
    assert row.status.value == "reappeared"
    with pytest.raises(AlreadyFollowed):
        following.reposted(1, given="https://matome.example.com/2", case=case.id, actor=ACTOR, tools=shared)
    assert not boards.detail(1, case=case.id, actor=ACTOR, tools=shared).followed.reposts


def test_the_same_request_again_starts_no_clock(case: OpenCase, shared: Tools) -> None:
    asked(1, reason=Reason.PRIVACY, case=case, tools=shared)
    now = shared.clock.read().wall
    for request in (1, 2):
        following.sent(1, request=request, moment=now, case=case.id, actor=ACTOR, tools=shared)
        following.received(1, request=request, moment=now, case=case.id, actor=ACTOR, tools=shared)
    first, second = boards.detail(1, case=case.id, actor=ACTOR, tools=shared).requests
    assert first.clock.due == now.astimezone(JST).date() + timedelta(days=7)
    assert second.clock.due is None
    assert second.clock.facts == ("pfa-25-ext",)
