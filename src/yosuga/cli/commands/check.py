"""`yosuga check`: what a text or picture tells strangers, before it is posted or when it is out."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from yosuga.cli import checked, show
from yosuga.cli.examined import Picture, Text
from yosuga.cli.parsing import WrongUse
from yosuga.cli.words import _

_COMMAND = "yosuga check"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.description = _(
        "Show what a text or picture tells strangers, and what helps. Nothing is sent, and nothing is kept. "
        "Words typed here may stay in the shell's history; a file or the input (-) does not."
    )
    parser.add_argument(
        "given", nargs="*", metavar="TEXT|FILE", help=_("a text, or a file of text or a picture; - reads the input")
    )
    parser.add_argument("--leaked", action="store_true", help=_("what helps when others can read it already"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON object, in both languages"))
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    if not arguments.given and sys.stdin.isatty():
        raise WrongUse(_("Please give a text or a file; `-` reads the input."), command=_COMMAND)
    from yosuga.cli import checked_json, examined

    if arguments.json:
        rows = [_row(one) for one in examined.given(arguments.given)]
        show.data({"rests_on": checked_json.rests_on(), "examined": rows})
        return 0
    now = checked.leaked if arguments.leaked else checked.before
    for one in examined.given(arguments.given):
        if one.name and len(arguments.given) > 1:
            show.line(f"▼ {one.name}")
        for row in _told(one, now=now):
            show.prose(row)
    return 0


def _told(one: Text | Picture, *, now: checked.Now) -> Iterator[str]:
    from yosuga.cli import seen
    from yosuga.detect.finding import find
    from yosuga.detect.risk import explain

    if isinstance(one, Picture):
        from yosuga.detect.images.looking import look

        return seen.told(look(Path(one.name)), now=now)
    return checked.told(explain(find(one.text), one.text), text=one.text, now=now)


def _row(one: Text | Picture) -> dict[str, object]:
    from yosuga.cli import checked_json, seen
    from yosuga.detect.finding import find
    from yosuga.detect.risk import explain

    if isinstance(one, Picture):
        from yosuga.detect.images.looking import look

        looked = look(Path(one.name))
        return checked_json.picture(one.name, looked=looked, report=seen.weighed(looked)[0])
    findings = find(one.text)
    return checked_json.source(one.name, findings=findings, report=explain(findings, one.text))
