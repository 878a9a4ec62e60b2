"""`yosuga exhibits`: which item is which exhibit, and what else the papers for court are to say."""

import argparse
import sys
from pathlib import Path

from yosuga.cli import destinations, door, show, streams
from yosuga.cli.parsing import path
from yosuga.cli.words import _
from yosuga.errors import BadFile, NotFound
from yosuga.tools import Tools

_STREAM = Path("-")


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.description = _(
        "Show which item is which exhibit. To change it: write a draft, edit the file, read it back with --from."
    )
    parser.add_argument("case", nargs="?", default="", metavar="NAME", help=_("name or id of the case"))
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--draft", type=path, metavar="FILE", help=_("write the plan into a new file to edit; - prints it")
    )
    what.add_argument("--from", type=path, dest="source", metavar="FILE", help=_("keep an edited plan; - reads it"))
    what.add_argument("--reset", action="store_true", help=_("withdraw the kept plan; the items suggest one again"))
    what.add_argument("--json", action="store_true", help=_("print one JSON object"))
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    if arguments.draft and arguments.draft != _STREAM:
        destinations.new_file(arguments.draft)
    with door.open_vault() as tools:
        case = door.the_case(arguments.case, tools=tools)
        if arguments.source:
            _keep(arguments.source, case=case, tools=tools)
        elif arguments.reset:
            _reset(case, tools=tools)
        elif arguments.draft:
            _draft(arguments.draft, case=case, tools=tools)
        elif arguments.json:
            _print(case, tools=tools)
        else:
            _show(case, tools=tools)
    return 0


def _print(case: str, *, tools: Tools) -> None:
    from yosuga.proceedings import actions, document

    show.data(document.as_json(actions.plan_of(case, actor=door.ACTOR, tools=tools)))


def _show(case: str, *, tools: Tools) -> None:
    from yosuga.cli import exhibits
    from yosuga.proceedings import actions

    exhibits.tell(actions.planned(case, actor=door.ACTOR, tools=tools))


def _keep(source: Path, *, case: str, tools: Tools) -> None:
    from yosuga.proceedings import actions, document

    tools.must_write()
    raw = sys.stdin.buffer.read(document.LARGEST + 1) if source == _STREAM else _content(source)
    plan = document.decode(raw)
    actions.keep_plan(plan, case=case, actor=door.ACTOR, tools=tools)
    show.line(_("The exhibit plan is kept. Exhibits in it: {n}.").format(n=len(plan.exhibits)))
    if source != _STREAM:
        show.aside(
            _("The file itself is not encrypted and names people. Please delete it when it is no longer needed.")
        )


def _content(path: Path) -> bytes:
    from yosuga.proceedings import document

    if not path.exists():
        raise NotFound("exhibit plan")
    if not path.is_file():
        raise BadFile("exhibit plan")
    with path.open("rb") as body:
        return body.read(document.LARGEST + 1)


def _reset(case: str, *, tools: Tools) -> None:
    from yosuga.proceedings import actions

    if actions.reset_plan(case, actor=door.ACTOR, tools=tools):
        show.prose(_("The exhibit plan was withdrawn. Until another is kept, the items suggest one."))
    else:
        show.prose(_("No exhibit plan was kept, so nothing was changed."))


def _draft(target: Path, *, case: str, tools: Tools) -> None:
    import json

    from yosuga.proceedings import actions, document

    plan = actions.draft(case, actor=door.ACTOR, tools=tools)
    text = json.dumps(document.as_json(plan), ensure_ascii=False, indent=2) + "\n"
    if target == _STREAM:
        streams.result(text, end="")
        return
    destinations.write_new(target, text.encode())
    show.line(str(target))
    show.aside(_("This file is not encrypted and names people. Edit it, read it back with --from, then delete it."))
