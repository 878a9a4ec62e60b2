from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.custody.conftest import CASE, START, Case
from yosuga.actor import Door, local_owner
from yosuga.clock import Instant
from yosuga.custody import events, merkle
from yosuga.custody.events import EventType
from yosuga.custody.log import Damage, Fault, Head, LogCheck, check, next_event
from yosuga.errors import BadEvent


@pytest.fixture
def log(case: Case) -> Case:
    for number in range(20):
        case.append(EventType.ANNOTATE, note=f"メモ {number}")
    return case


def checked(log: Case, *, lines: list[bytes | None] | None = None, leaves: list[bytes] | None = None) -> LogCheck:
    return check(
        log.lines if lines is None else lines,
        leaves=log.leaves if leaves is None else leaves,
        case=CASE,
        head_size=log.head.size,
        head_root=log.head.root,
    )


def relinked(line: bytes, **changes: object) -> bytes:
    return events.encode(replace(events.decode(line), **changes))  # type: ignore[arg-type]


def test_a_log_as_it_was_written_holds(log: Case) -> None:
    result = checked(log)
    assert result.holds
    assert (result.size, result.erased, result.ahead, result.first_damaged) == (24, 0, 0, None)


def test_an_event_says_what_came_before_it_and_when(log: Case) -> None:
    first, second = (events.decode(line) for line in log.lines[:2])
    assert (first.seq, first.prev, first.anchor) == (0, "0" * 64, "none")
    assert (second.seq, second.prev) == (1, log.leaves[0].hex())
    assert (second.at_device, second.tz, second.mono_us) == ("2025-09-11T05:05:10.120000Z", "+09:00", 1_000_000)


def test_every_flipped_byte_is_found_and_its_event_named(log: Case) -> None:
    for seq in (0, 7, 23):
        for position in range(len(log.lines[seq])):
            lines: list[bytes | None] = list(log.lines)
            altered = bytearray(log.lines[seq])
            altered[position] ^= 1
            lines[seq] = bytes(altered)
            assert checked(log, lines=lines).damaged == (Damage(seq, Fault.ALTERED),)


def test_a_damaged_leaf_is_found_and_its_neighbour_is_not_blamed(log: Case) -> None:
    leaves = list(log.leaves)
    leaves[7] = bytes(32)
    result = checked(log, leaves=leaves)
    assert result.damaged == (Damage(7, Fault.ALTERED),)
    assert not result.root_holds


def test_each_of_several_damaged_events_is_named(log: Case) -> None:
    lines: list[bytes | None] = [
        line.replace("メモ".encode(), "めも".encode()) if seq in {5, 6, 9} else line
        for seq, line in enumerate(log.lines)
    ]
    result = checked(log, lines=lines)
    assert [damage.seq for damage in result.damaged] == [5, 6, 9]
    assert result.first_damaged == 5
    assert not result.holds


def test_an_event_rewritten_with_its_leaf_breaks_the_chain_and_the_root(log: Case) -> None:
    lines: list[bytes | None] = list(log.lines)
    leaves = list(log.leaves)
    lines[7] = forged = relinked(log.lines[7], note="never said")
    leaves[7] = events.leaf(forged)
    result = checked(log, lines=lines, leaves=leaves)
    assert result.damaged == (Damage(8, Fault.UNCHAINED),)
    assert not result.root_holds


def test_a_log_rewritten_from_one_event_on_is_found_by_its_head(log: Case) -> None:
    head = Head()
    lines: list[bytes | None] = []
    leaves: list[bytes] = []
    for line in log.lines:
        event = replace(events.decode(line), prev=head.last.hex() if head.size else "0" * 64)
        forged = events.encode(replace(event, note="forged") if event.seq == 5 else event)
        leaves.append(events.leaf(forged))
        lines.append(forged)
        head = Head(head.frontier.append(leaves[-1]), leaves[-1])
    result = checked(log, lines=lines, leaves=leaves)
    assert (result.damaged, result.root_holds, result.holds) == ((), False, False)


def test_swapped_events_are_misplaced(log: Case) -> None:
    lines: list[bytes | None] = list(log.lines)
    leaves = list(log.leaves)
    lines[7], lines[8] = lines[8], lines[7]
    leaves[7], leaves[8] = leaves[8], leaves[7]
    assert {damage.seq for damage in checked(log, lines=lines, leaves=leaves).damaged} >= {7, 8}


def test_a_missing_line_and_an_extra_line_are_named(log: Case) -> None:
    assert checked(log, lines=list(log.lines[:-1])).damaged == (Damage(23, Fault.MISSING),)
    extra = checked(log, lines=[*log.lines, log.lines[-1]])
    assert extra.damaged == (Damage(24, Fault.EXTRA),)


def test_a_malformed_line_with_a_fitting_leaf_is_found(log: Case) -> None:
    lines: list[bytes | None] = list(log.lines)
    leaves = list(log.leaves)
    lines[23] = forged = log.lines[23].replace(b'"seq":23,', b'"seq":23, ')
    leaves[23] = events.leaf(forged)
    assert checked(log, lines=lines, leaves=leaves).damaged == (Damage(23, Fault.MALFORMED),)


def test_a_line_of_another_case_is_found(log: Case) -> None:
    lines: list[bytes | None] = list(log.lines)
    leaves = list(log.leaves)
    lines[23] = forged = relinked(log.lines[23], case="C-00000000")
    leaves[23] = events.leaf(forged)
    assert checked(log, lines=lines, leaves=leaves).damaged == (Damage(23, Fault.MALFORMED),)


def test_a_text_that_imitates_a_key_deceives_nobody(log: Case) -> None:
    entry = log.append(EventType.ANNOTATE, note=f',"prev":"{"0" * 64}","seq":0,"case":"C-00000000"')
    lines: list[bytes | None] = list(log.lines)
    assert checked(log).holds
    lines[-1] = forged = relinked(entry.line, prev="0" * 64)
    result = checked(log, lines=lines, leaves=[*log.leaves[:-1], events.leaf(forged)])
    assert result.damaged == (Damage(24, Fault.UNCHAINED),)


def test_a_cut_log_is_found(log: Case) -> None:
    result = check(log.lines[:-1], leaves=log.leaves[:-1], case=CASE, head_size=log.head.size, head_root=log.head.root)
    assert result.cut
    assert not result.holds


def test_events_newer_than_the_signed_head_are_counted(log: Case) -> None:
    head = log.head
    log.append(EventType.ANNOTATE, note="after the head was signed")
    result = check(log.lines, leaves=log.leaves, case=CASE, head_size=head.size, head_root=head.root)
    assert result.holds
    assert result.ahead == 1


def test_an_erased_line_keeps_its_place_by_its_leaf(log: Case) -> None:
    lines: list[bytes | None] = list(log.lines)
    lines[6] = lines[7] = None
    result = checked(log, lines=lines)
    assert result.holds
    assert result.erased == 2


def test_an_empty_log_holds() -> None:
    assert check([], leaves=[], case=CASE, head_size=0, head_root=merkle.EMPTY_ROOT).holds


def test_a_head_comes_back_from_its_bytes(log: Case) -> None:
    log.append(EventType.ANCHOR, sha256="ab" * 32, head="cd" * 32, authority="first")
    for head in (Head(), log.head):
        assert Head.from_bytes(head.to_bytes()) == head
    for data in (b"", log.head.to_bytes()[:-1], log.head.to_bytes() + b"\x00"):
        with pytest.raises(ValueError, match="frontier"):
            Head.from_bytes(data)


def test_events_after_an_anchor_carry_its_token(log: Case) -> None:
    token = "ab" * 32
    anchor = log.append(EventType.ANCHOR, sha256=token, head="cd" * 32, authority="first")
    assert anchor.event.anchor == "none"
    assert log.append(EventType.ANNOTATE, note="later").event.anchor == token


def test_an_anchor_needs_its_token(log: Case) -> None:
    with pytest.raises(BadEvent):
        log.append(EventType.ANCHOR, authority="first")


def test_text_is_brought_into_nfc(log: Case) -> None:
    assert log.append(EventType.ANNOTATE, note="か\u3099").event.note == "が"


def test_a_moment_without_a_zone_and_a_short_salt_are_refused() -> None:
    for wall, salt in ((datetime(2025, 9, 11), bytes(16)), (START.astimezone(UTC), bytes(15))):  # noqa: DTZ001
        with pytest.raises((ValueError, BadEvent)):
            next_event(
                Head(),
                case=CASE,
                type=EventType.CASE_OPEN,
                at=Instant(wall, 0, "0123456789abcdef", "system", "+09:00"),
                actor=local_owner(Door.CLI),
                method="file",
                tool="yosuga/0.1.0",
                salt=salt,
            )
