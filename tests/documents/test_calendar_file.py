"""The calendar file: what RFC 5545 asks for, and that it tells nothing."""

from datetime import UTC, date, datetime

import pytest

from yosuga.documents.calendar_file import Entry, calendar_file, escaped, folded

MADE = datetime(1997, 9, 1, 13, 0, tzinfo=UTC)


def test_the_text_of_the_standard_is_escaped_as_it_shows() -> None:
    # RFC 5545, 3.3.11
    said = "Project XYZ Final Review\nConference Room - 3B\nCome Prepared."
    assert escaped(said) == r"Project XYZ Final Review\nConference Room - 3B\nCome Prepared."


@pytest.mark.parametrize(
    ("said", "written"),
    [("a;b", r"a\;b"), ("a,b", r"a\,b"), ("a\\b", r"a\\b"), ("a:b", "a:b"), ("a\r\nb", r"a\nb"), ("a\x00b\x7f", "ab")],
)
def test_what_would_break_a_line_is_written_out(said: str, written: str) -> None:
    assert escaped(said) == written


def test_a_title_cannot_begin_a_line_of_its_own() -> None:
    made = calendar_file([Entry(uid="1", day=date(2026, 11, 24), title="a\r\nATTACH:x\u0085b")], made=MADE)
    assert [line for line in made.decode().split("\r\n") if line.startswith("ATTACH")] == []


@pytest.mark.parametrize("line", ["SUMMARY:" + "x" * 200, "SUMMARY:" + "予定" * 80, "SUMMARY:x" + "𠮷" * 50, "A:b"])
def test_a_long_line_is_folded_within_75_octets_and_comes_back_whole(line: str) -> None:
    # RFC 5545, 3.1: unfolding removes each CRLF that a white space follows, and that white space
    octets = folded(line)
    assert all(len(piece) <= 75 for piece in octets.split(b"\r\n"))
    assert octets.replace(b"\r\n ", b"").decode() == line + "\r\n"
    for piece in octets.split(b"\r\n"):
        piece.decode()  # no letter is torn


def test_a_whole_day_is_written_as_the_standard_writes_one() -> None:
    # RFC 5545, 3.6.1, the anniversary: DTSTART;VALUE=DATE:19971102, TRANSP:TRANSPARENT; DTEND is the day after
    lines = (
        calendar_file([Entry(uid="u1", day=date(1997, 11, 2), title="予定1", alarm=True)], made=MADE)
        .decode()
        .split("\r\n")
    )
    assert lines == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//memo//memo 1//EN",
        "CALSCALE:GREGORIAN",
        "BEGIN:VEVENT",
        "UID:u1",
        "DTSTAMP:19970901T130000Z",
        "DTSTART;VALUE=DATE:19971102",
        "DTEND;VALUE=DATE:19971103",
        "SUMMARY:予定1",
        "CLASS:PRIVATE",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:予定1",
        "TRIGGER:PT9H",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_without_an_alarm_nothing_rings() -> None:
    assert b"VALARM" not in calendar_file([Entry(uid="1", day=date(2026, 11, 24), title="予定1")], made=MADE)
