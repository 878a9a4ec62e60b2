"""What evidence says of a target is taken over and never asked; what is erased shows as erased and breaks nothing."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.takedown.following import ACTOR, MOMENT, asked, captured, in_hand, opened
from tests.vaults import Vault, point_at
from yosuga.actor import Door, local_owner
from yosuga.cases import log
from yosuga.cases.access import case_for
from yosuga.custody import events
from yosuga.evidence import checking, copying, erasing
from yosuga.rules.takedown.course import Status
from yosuga.rules.takedown.request import What
from yosuga.rules.takedown.sender import Sender
from yosuga.rules.takedown.target import Origin
from yosuga.takedown import adding, boards, following, shelf
from yosuga.takedown.models import KeptSender, KeptTarget
from yosuga.takedown.troubles import NoSuchEvidence
from yosuga.tools import Tools

ADDRESS = "https://x.com/example/status/1541815603606036480"
SAID = {
    "author_account": [
        {"value": "https://x.com/example", "source": "json-ld"},
        {"value": "example", "source": "url"},
    ],
    "times": {"shown": [{"text": "9月11日", "moment": "2025-09-11T04:00:00Z", "source": "dom:time.shown"}]},
}


def test_an_item_of_evidence_is_enough_to_follow_what_it_shows(shared: Tools) -> None:
    case = opened(shared)
    eid = captured(ADDRESS + "?s=20", said=SAID, case=case, tools=shared)
    followed = adding.add("", evidence=[eid.lower()], case=case.id, actor=ACTOR, tools=shared)
    target = followed.target
    assert (target.post, target.platform, target.account) == ("1541815603606036480", "x", "example")
    assert followed.evidence == (eid,)
    times = {time.origin: time.moment for time in target.times}
    assert times[Origin.SHOWN] == datetime(2025, 9, 11, 4, tzinfo=UTC)
    assert times[Origin.CAPTURE].replace(second=0) == MOMENT
    assert Origin.ID in times


def test_evidence_of_another_page_is_linked_and_says_nothing_of_this_one(shared: Tools) -> None:
    case = opened(shared)
    other = captured("https://example.com/list", said=SAID, case=case, tools=shared)
    followed = adding.add(ADDRESS, evidence=[other], case=case.id, actor=ACTOR, tools=shared)
    assert [time.origin for time in followed.target.times] == [Origin.ID]
    eid = captured(ADDRESS, said=SAID, case=case, tools=shared)
    linked = adding.link_evidence(1, evidence=[eid, other], case=case.id, actor=ACTOR, tools=shared)
    assert linked.evidence == (other, eid)
    assert {time.origin for time in linked.target.times} == {Origin.ID, Origin.CAPTURE, Origin.SHOWN}
    assert adding.unlink_evidence(
        1, evidence=[other.lower().replace("0", "")], case=case.id, actor=ACTOR, tools=shared
    ).evidence == (eid,)


@pytest.mark.parametrize(
    "said", [{"times": "soon"}, {"times": {"shown": [1, {"moment": 5}]}}, {"author_account": {"value": "x"}}]
)
def test_what_a_page_says_in_another_shape_was_not_said(said: dict[str, object], shared: Tools) -> None:
    case = opened(shared)
    eid = captured(ADDRESS, said=said, case=case, tools=shared)
    target = adding.add("", evidence=[eid], case=case.id, actor=ACTOR, tools=shared).target
    assert [time.origin for time in target.times] == [Origin.ID, Origin.CAPTURE]


def test_erased_evidence_shows_as_erased_and_breaks_nothing(shared: Tools) -> None:
    case = opened(shared)
    eid = captured(ADDRESS, said=SAID, case=case, tools=shared)
    proof = in_hand("受付.txt", case=case, tools=shared)
    adding.add("", evidence=[eid], case=case.id, actor=ACTOR, tools=shared)
    asked(1, case=case, tools=shared)
    following.sent(1, request=1, proof=[proof], case=case.id, actor=ACTOR, tools=shared)
    erasing.erase_item(eid, case=case.id, actor=ACTOR, tools=shared)
    detail = boards.detail(1, case=case.id, actor=ACTOR, tools=shared)
    assert [(one.eid, one.erased, one.title) for one in detail.evidence] == [(eid, True, "")]
    assert [(one.eid, one.erased) for one in detail.proofs] == [(proof, False)]
    assert detail.row.status is Status.SENT
    assert detail.as_json()["evidence"] == [{"id": eid, "erased": True, "title": ""}]
    with pytest.raises(NoSuchEvidence):
        adding.link_evidence(1, evidence=[eid], case=case.id, actor=ACTOR, tools=shared)


def test_what_is_followed_goes_with_the_case_and_another_case_keeps_its_own(shared: Tools) -> None:
    gone, stays = opened(shared), opened(shared)
    for case in (gone, stays):
        adding.add(ADDRESS, case=case.id, actor=ACTOR, tools=shared)
        adding.keep_sender(Sender(name="例山 架子"), case=case.id, actor=ACTOR, tools=shared)
    sealed = bytes(KeptTarget.objects.get(case_id=gone.id).sealed)[40:80]
    erasing.erase_case(gone.id, actor=ACTOR, tools=shared)
    assert not any(sealed in path.read_bytes() for path in shared.home.rglob("*") if path.is_file())
    assert not KeptTarget.objects.filter(case_id=gone.id).exists()
    assert not KeptSender.objects.filter(case_id=gone.id).exists()
    assert [row.followed.number for row in boards.board(cases=[stays.id], actor=ACTOR, tools=shared).rows] == [1]
    assert gone.id not in {row.case for row in boards.board(actor=ACTOR, tools=shared).rows}


def test_of_a_dropped_target_nothing_is_left_in_any_file(vault: Vault) -> None:
    with vault.opened() as tools:
        case = opened(tools)
        adding.add(ADDRESS, case=case.id, actor=ACTOR, tools=tools)
        sealed = bytes(KeptTarget.objects.get(case_id=case.id).sealed)[40:80]
        assert any(sealed in content for _, content in vault.bytes_at_rest())
        adding.drop(1, case=case.id, actor=ACTOR, tools=tools)
        assert not any(sealed in content for _, content in vault.bytes_at_rest())


def test_both_doors_leave_the_same_entry_in_the_log(shared: Tools) -> None:
    left = []
    for door in (Door.CLI, Door.WEB):
        case, actor = opened(shared), local_owner(door)
        before = len(list(log.lines(case, item_key=lambda _: None)))
        adding.add(ADDRESS, case=case.id, actor=actor, tools=shared)
        asked(1, case=case, tools=shared)
        following.sent(1, request=1, case=case.id, actor=actor, tools=shared)
        adding.drop(1, case=case.id, actor=actor, tools=shared)
        lines = [events.decode(line) for _, line in log.lines(case, item_key=lambda _: None) if line][before:]
        left.append([(event.type, event.method, event.actor, event.role, event.sha256 is None) for event in lines])
    assert left[0] == left[1]
    assert len(left[0]) == 4


@pytest.mark.e2e
def test_a_second_copy_and_a_restored_vault_hold_what_is_followed(vault: Vault, tmp_path: Path) -> None:
    with vault.opened() as tools:
        case = opened(tools)
        adding.add(ADDRESS, without="まだ", case=case.id, actor=ACTOR, tools=tools)
        adding.keep_sender(Sender(name="例山 架子"), case=case.id, actor=ACTOR, tools=tools)
        asked(1, case=case, tools=tools)
        kept = following.sent(1, request=1, case=case.id, actor=ACTOR, tools=tools)
        copying.copy_vault(tmp_path / "copy", actor=ACTOR, tools=tools)
    home = tmp_path / "restored"
    point_at(home)
    copying.restore(tmp_path / "copy", home)
    with Vault(home, vault.master, vault.recovery_code, stamper=vault.stamper).opened() as tools:
        again = case_for(case.id, actor=ACTOR, tools=tools)
        assert shelf.one(1, case=again) == kept
        assert shelf.one(1, case=again).requests[0].steps[-1].what is What.SENT
        assert shelf.sender_of(again).name == "例山 架子"
        assert not checking.check(actor=ACTOR, tools=tools).findings
    assert not any(b"example/status" in content for _, content in vault.bytes_at_rest())
