"""`yosuga takedown list|show|calendar`: everything that is followed, one of them from near, and the days as a file."""

import argparse
from dataclasses import replace
from pathlib import Path

from yosuga.cli import destinations, door, show
from yosuga.cli import takedown_reading as reading
from yosuga.cli.words import _
from yosuga.rules.takedown import family
from yosuga.rules.takedown.board import Board, Wanted
from yosuga.tools import Tools


def board(arguments: argparse.Namespace) -> int:
    """Show everything that is followed, what is due first."""
    today = reading.day(arguments.today)
    with door.open_vault() as tools:
        from yosuga.cli import takedown_shown
        from yosuga.takedown import boards

        found = boards.board(
            cases=_cases(arguments, tools=tools),
            today=today,
            wanted=Wanted(search=arguments.search),
            actor=door.ACTOR,
            tools=tools,
        )
        found = _only_due(found) if arguments.due else found
        found = _in_order(found) if arguments.order else found
        if arguments.json:
            show.data(found.as_json())
        else:
            takedown_shown.board(found, many=arguments.all_cases)
    return 0


def show_one(arguments: argparse.Namespace) -> int:
    """Show one target from near."""
    number = reading.number(arguments.target)
    with door.open_vault() as tools:
        from yosuga.cli import takedown_shown
        from yosuga.takedown import boards

        case = door.the_case(arguments.case, tools=tools)
        found = boards.detail(number, case=case, actor=door.ACTOR, tools=tools)
        if arguments.json:
            show.data(found.as_json())
        else:
            takedown_shown.detail(found)
    return 0


def calendar(arguments: argparse.Namespace) -> int:
    """Write the days that lie ahead as a calendar file."""
    path = Path(arguments.output)
    destinations.new_file(path)
    with door.open_vault() as tools:
        from yosuga.takedown import boards

        cases = _cases(arguments, tools=tools)
        content = boards.calendar(cases=cases, alarm=arguments.alarm, actor=door.ACTOR, tools=tools)
        destinations.write_new(path, content)
        days = content.count(b"BEGIN:VEVENT")
        if arguments.json:
            show.data({"file": str(path), "days": days})
        else:
            show.prose(_("✓ Days written: {n}. Their titles say nothing of what they are.").format(n=days))
            show.line(str(path))
    return 0


def _cases(arguments: argparse.Namespace, *, tools: Tools) -> list[str] | None:
    return None if arguments.all_cases else [door.the_case(arguments.case, tools=tools)]


def _only_due(found: Board) -> Board:
    rows = tuple(row for row in found.rows if row.due is not None)
    return replace(found, rows=rows, found=len(rows))


def _in_order(found: Board) -> Board:
    """Return the lines in the order in which to ask: case by case, for the numbers are those of a case."""
    rows = []
    for case in dict.fromkeys(row.case for row in found.rows):
        mine = {row.followed.number: row for row in found.rows if row.case == case}
        rows += [mine[number] for number in family.in_order(row.followed for row in mine.values())]
    return replace(found, rows=tuple(rows))
