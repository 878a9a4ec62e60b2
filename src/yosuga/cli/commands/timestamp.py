"""`yosuga timestamp`: consent to trusted time, take it back, stamp what waits."""

import argparse
from collections.abc import Sequence

from yosuga.cli import door, show
from yosuga.cli.parsing import path
from yosuga.cli.words import _
from yosuga.errors import BadFile, NotFound, TimestampInvalid, TimestampRefused, TimestampUnreachable


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    acts = parser.add_subparsers(metavar=_("ACT"), required=True)
    said = _("turn time-stamps on with the authorities in a file")
    enable = acts.add_parser("enable", help=said, description=said)
    enable.add_argument("file", type=path, metavar="FILE", help=_("JSON list of authorities; the guide shows one"))
    enable.add_argument("--yes", action="store_true", help=_("do not ask"))
    enable.set_defaults(run=_enable)
    said = _("turn time-stamps off")
    acts.add_parser("disable", help=said, description=said).set_defaults(run=_disable)
    said = _("show the chosen authorities")
    listing = acts.add_parser("list", help=said, description=said)
    listing.add_argument("--json", action="store_true", help=_("print one JSON object an authority"))
    listing.set_defaults(run=_list)
    said = _("stamp every log that waits")
    now = acts.add_parser("now", help=said, description=said)
    now.add_argument("--json", action="store_true", help=_("print one JSON object"))
    now.set_defaults(run=_now)


def _enable(arguments: argparse.Namespace) -> int:
    from yosuga.timestamps import configuration

    if not arguments.file.exists():
        raise NotFound("list of authorities")
    if not arguments.file.is_file():
        raise BadFile("list of authorities")
    chosen = configuration.load(arguments.file)
    with door.open_vault(create=True) as tools:
        from yosuga.evidence import stamping

        tools.must_write()
        for one in chosen:
            show.aside(f"  {one.name}  {one.url}")
        show.aside(_("Each authority learns this device's IP address and a hash. It learns no content, URL or name."))
        if not arguments.yes:
            door.confirm(_("Turn time-stamps on?"))
        stamping.agree(chosen, actor=door.ACTOR, tools=tools)
        show.line(_("Time-stamps are on."))
    return 0


def _disable(_arguments: argparse.Namespace) -> int:
    with door.open_vault() as tools:
        from yosuga.evidence import stamping

        stamping.revoke(actor=door.ACTOR, tools=tools)
        show.prose(_("Time-stamps are off. Nothing is sent any more; tokens already there stay."))
    return 0


def _list(arguments: argparse.Namespace) -> int:
    with door.open_vault() as tools:
        from yosuga.evidence import stamping

        chosen = stamping.authorities(tools=tools)
        if arguments.json:
            for one in chosen:
                show.data({"name": one.name, "url": one.url, "kind": one.kind.value})
        elif chosen:
            show.table([(one.name, one.kind.value, one.url) for one in chosen])
        else:
            show.line(_("Time-stamps are off: nothing is sent to anyone."))
    return 0


def _now(arguments: argparse.Namespace) -> int:
    with door.open_vault() as tools:
        from yosuga.evidence import stamping

        tools.must_write()
        if not stamping.authorities(tools=tools) and not arguments.json:
            show.line(_("Time-stamps are off: nothing is sent to anyone."))
            return 0
        done = stamping.stamp_everything(actor=door.ACTOR, tools=tools)
        if arguments.json:
            show.data({"stamped": done.stamped, "waiting": done.waiting, "troubles": list(done.troubles)})
        else:
            show.line(_("Stamped: {stamped}. Waiting: {waiting}.").format(stamped=done.stamped, waiting=done.waiting))
            _tell(done.troubles)
    return 2 if done.waiting or done.troubles else 0


def _tell(troubles: Sequence[str]) -> None:
    """Say once for each kind of trouble what it means."""
    for kind in (TimestampUnreachable, TimestampRefused, TimestampInvalid):
        if kind.code in troubles:
            show.trouble(kind())
