"""A calendar file (RFC 5545) of days whose titles say nothing to somebody who looks over the shoulder."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from unicodedata import category

_LINE = 75  # octets, without the line break (RFC 5545, 3.1)
_PRODUCT = "-//memo//memo 1//EN"  # names no product: the file may lie about in a folder of downloads
_NAMED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_MORNING = "PT9H"  # after the midnight at which a whole day begins: nine in the morning


@dataclass(frozen=True, slots=True)
class Entry:
    """One whole day. `title` is shown by the calendar, on a lock screen too; `uid` is unique and tells nothing.

    `alarm` rings at nine in the morning of that day, and says only the title.
    """

    uid: str
    day: date
    title: str
    alarm: bool = False


def calendar_file(entries: Iterable[Entry], *, made: datetime) -> bytes:
    """Return the file, in UTF-8 with CRLF. `made` is an aware moment. Nothing but day and title is in it."""
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT}",
        "CALSCALE:GREGORIAN",
        *(line for one in entries for line in _event(one, made=made)),
        "END:VCALENDAR",
    )
    return b"".join(folded(line) for line in lines)


def _event(one: Entry, *, made: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(one.uid)}"
    yield f"DTSTAMP:{made.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{one.day + timedelta(days=1):%Y%m%d}"  # the end is not part of it (3.6.1)
    yield f"SUMMARY:{escaped(one.title)}"
    yield "CLASS:PRIVATE"
    yield "TRANSP:TRANSPARENT"
    if one.alarm:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{escaped(one.title)}", f"TRIGGER:{_MORNING}")
        yield "END:VALARM"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """Return a value of type TEXT (3.3.11): backslash, semicolon, comma and line break are written out."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(letter for letter in plain.translate(_NAMED) if category(letter) != "Cc")


def folded(line: str) -> bytes:
    """Return a content line in pieces of at most 75 octets (3.1), no letter of UTF-8 torn, and its line break."""
    pieces, piece = [], b""
    for letter in line:
        octets = letter.encode()
        if len(piece) + len(octets) > _LINE:
            pieces.append(piece)
            piece = b" "  # counts among the 75 of the next piece
        piece += octets
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
