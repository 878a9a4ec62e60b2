"""What is to be removed, seen at once: the board of a case and of all cases, and a calendar file that says nothing."""

from collections.abc import Mapping, Sequence
from io import BytesIO

from yosuga.cases import access
from yosuga.catalog.loader import ours
from yosuga.rules.takedown import board as lines
from yosuga.rules.takedown.board import Board, Row, Wanted
from yosuga.rules.takedown.course import Status
from yosuga.takedown import boards
from yosuga.web import takedown_rows as rows
from yosuga.web import takedown_words as called
from yosuga.web.catalog_words import told
from yosuga.web.pages_of import Pages, first_of
from yosuga.web.screen import Asked, FileKind, Form, Go, Handed, Needs, Screen, Shown
from yosuga.web.words import say

_A_PAGE = 20
_WANTED = "removals-wanted"
_LONGEST_SEARCH = 200
_ALL = "all"  # the argument of a calendar file that is of every case


def show_board(asked: Asked) -> Shown:
    """Show what is followed in this case, what is due first."""
    case = access.case_for(asked.case, actor=asked.actor, tools=asked.tools)
    more = len(access.cases_for(actor=asked.actor, tools=asked.tools)) > 1
    return _shown(asked, cases=(case.id,), more={"name": case.name, "several": more})


def show_all(asked: Asked) -> Shown:
    """Show what is followed in every case, what is due first."""
    return _shown(asked, cases=None, more={"every": True})


def _shown(asked: Asked, *, cases: tuple[str, ...] | None, more: Mapping[str, object]) -> Shown:
    wanted = asked.session.get(_WANTED, Wanted) or Wanted()
    every = boards.board(cases=cases, today=asked.today, actor=asked.actor, tools=asked.tools).rows
    found = lines.board(every, wanted=wanted)
    first = first_of(asked.args.get("first", ""), total=found.found, most=_A_PAGE)
    shown = found.rows[first : first + _A_PAGE]
    days = any(row.due is not None and row.due >= asked.today for row in found.rows)
    return Shown(
        "takedown/board.html",
        {
            **more,
            "rows": [rows.line(row) for row in shown],
            "pages": Pages(first, _A_PAGE, found.found),
            "here": asked.session.screen,
            "found": found,
            "wanted": wanted,
            "narrowed": wanted != Wanted(),
            "statuses": _statuses(found, wanted=wanted),
            "services": _services(every),
            "calendar": _calendars(asked, cases=cases) if days else (),
        },
    )


def _statuses(found: Board, *, wanted: Wanted) -> list[tuple[str, str, int, bool]]:
    """Return the statuses there are, each with how many stand there."""
    return [(code.value, called.status(code), count, code in wanted.statuses) for code, count in found.counts.items()]


def _services(every: Sequence[Row]) -> list[tuple[str, str]]:
    """Return the services that what is followed stands on, by name."""
    codes = dict.fromkeys(row.followed.target.platform for row in every)
    named = [(code, told(ours().platforms[code].name)) for code in codes if code in ours().platforms]
    return sorted(named, key=lambda one: one[1])


def _calendars(asked: Asked, *, cases: tuple[str, ...] | None) -> list[tuple[str, str]]:
    of = _ALL if cases is None else cases[0]
    return [
        (asked.file("removal-days", of=of, alarm="no"), say("Without a sound")),
        (asked.file("removal-days", of=of, alarm="yes"), say("With a reminder at nine")),
    ]


def narrow(asked: Asked, form: Form) -> Go:
    """Keep what is wanted to be seen; it holds for this session alone."""
    if form.has("everything"):
        asked.session.put(_WANTED, None)
        return Go.instead(asked.session.screen)
    statuses = frozenset(Status(one) for one in form.all("status") if one in set(Status))
    platform = form.text("platform") if form.text("platform") in ours().platforms else ""
    search = form.text("search")[:_LONGEST_SEARCH]
    asked.session.put(_WANTED, Wanted(statuses, platform, overdue=form.has("overdue"), search=search))
    return Go.instead(asked.session.screen)


def open_one(asked: Asked, form: Form) -> Go:
    """Open a target of any case: its case becomes the one that is worked in."""
    case, _, number = form.text("open").partition(" ")
    if not number:
        return narrow(asked, form)
    asked.session.case = access.case_for(case, actor=asked.actor, tools=asked.tools).id
    return Go.to("removal", number=number)


def hand_calendar(asked: Asked, args: Mapping[str, str]) -> Handed:
    """Hand out the days that lie ahead. Titles are a word and a number: the board alone says what they stand for."""
    cases = None if args["of"] == _ALL else (args["of"],)
    body = boards.calendar(
        cases=cases,
        today=asked.today,
        title=say("Plans"),
        alarm=args.get("alarm") == "yes",
        actor=asked.actor,
        tools=asked.tools,
    )
    return Handed(BytesIO(body), media_type="text/calendar", title="memo.ics")


SCREENS: tuple[Screen, ...] = (
    Screen("removals", Needs.CASE, show_board, narrow),
    Screen("removals-all", Needs.VAULT, show_all, open_one),
)
FILES: tuple[FileKind, ...] = (FileKind("removal-days", Needs.VAULT, hand_calendar),)
