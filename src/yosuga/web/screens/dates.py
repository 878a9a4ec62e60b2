"""The dates of a plan: how each was counted, and a file for a calendar that says nothing of what they are."""

from collections.abc import Mapping
from io import BytesIO
from uuid import uuid4

from yosuga.documents.calendar_file import Entry, calendar_file
from yosuga.web import plan_rows
from yosuga.web.planned import planned
from yosuga.web.screen import Asked, FileKind, Handed, Needs, Screen, Shown
from yosuga.web.words import say


def show_dates(asked: Asked) -> Shown:
    """Show every date with how it was counted, and the file for a calendar."""
    mine = planned(asked)
    return Shown(
        "plan/dates.html",
        {
            "dates": plan_rows.due_rows(mine.made, catalog=mine.catalog),
            "quiet_file": asked.file("calendar", alarm="no"),
            "alarm_file": asked.file("calendar", alarm="yes"),
            "ahead": len(plan_rows.ahead(mine.made)),
        },
    )


def hand_calendar(asked: Asked, args: Mapping[str, str]) -> Handed:
    """Hand out the dates that lie ahead. Titles are numbers; only the app's own page says what they stand for."""
    alarm = args.get("alarm") == "yes"
    entries = [
        Entry(uid=str(uuid4()), day=one.deadline.last_day, title=say("Plan {n}", n=number), alarm=alarm)
        for number, one in enumerate(plan_rows.ahead(planned(asked).made), start=1)
    ]
    body = calendar_file(entries, made=asked.moment)
    return Handed(body=BytesIO(body), media_type="text/calendar", title="memo.ics")


SCREENS: tuple[Screen, ...] = (Screen("dates", Needs.NOTHING, show_dates),)

FILES: tuple[FileKind, ...] = (FileKind("calendar", Needs.NOTHING, hand_calendar),)
