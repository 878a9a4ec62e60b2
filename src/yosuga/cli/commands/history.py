"""`yosuga history`: the life of an item as a person reads it."""

import argparse
from datetime import datetime

from yosuga.cli import door, show
from yosuga.cli.types import Commands
from yosuga.cli.words import _
from yosuga.clock import jst_words
from yosuga.custody.events import Event


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("history", help=_("tell the life of an item"))
    parser.add_argument("item", help=_("item id, such as E0001"))
    parser.add_argument("--case", default="", help=_("name or id of the case"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON object an entry"))
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    with door.open_vault() as tools:
        from dataclasses import asdict

        from yosuga.evidence import history, overview

        case = overview.case_named(arguments.case, actor=door.ACTOR, tools=tools)
        for passage in history.of_item(arguments.item, case=case, actor=door.ACTOR, tools=tools):
            if passage.event is None:
                continue
            if arguments.json:
                show.data({key: value for key, value in asdict(passage.event).items() if value is not None})
            else:
                _tell(passage.event)
    return 0


def _tell(event: Event) -> None:
    moment = datetime.fromisoformat(event.at_device)
    show.line(f"#{event.seq}  {jst_words(moment)} JST ({event.at_device})")
    show.line(f"    {_sentence(event)}")
    for label, value in (
        ("URL", event.url),
        ("SHA-256", event.sha256),
        (_("made from"), event.parent),
        (_("purpose"), event.purpose),
        (_("recipient"), event.recipient),
        (_("remarks"), event.note),
    ):
        if value:
            show.line(f"      {label}: {value}")
    after = _("no trusted time was known then") if event.anchor == "none" else _("after the time-stamp {hash}…")
    show.line(f"      {_('trusted time')}: {after.format(hash=event.anchor[:12])}")


def _sentence(event: Event) -> str:
    return {
        "capture": _("The page was captured. Result: {verdict}"),
        "import": _("A file was taken in. It was not captured by us."),
        "derive": _("A copy for people was made from the original ({method})."),
        "annotate": _("A note was added."),
        "export": _("It was put into a package."),
        "erase": _("It was erased as its owner wished."),
        "correction": _("A correction was added."),
    }.get(event.type.value, event.type.value).format(verdict=event.verdict or "", method=event.method)
