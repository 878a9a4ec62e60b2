"""`yosuga timestamp`: consent to trusted time, take it back, stamp what waits."""

import argparse
from pathlib import Path

from yosuga.cli import door, show
from yosuga.cli.types import Commands
from yosuga.cli.words import _
from yosuga.errors import NeedsConfirmation


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("timestamp", help=_("trusted time: turn on, turn off, stamp what waits"))
    acts = parser.add_subparsers(metavar=_("ACT"), required=True)
    enable = acts.add_parser("enable", help=_("turn time-stamps on with the authorities in a file"))
    enable.add_argument("file", type=Path, help=_("JSON list of authorities (docs/guide)"))
    enable.add_argument("--yes", action="store_true", help=_("do not ask"))
    enable.set_defaults(run=_enable)
    disable = acts.add_parser("disable", help=_("turn time-stamps off"))
    disable.set_defaults(run=_disable)
    listing = acts.add_parser("list", help=_("show the chosen authorities"))
    listing.set_defaults(run=_list)
    now = acts.add_parser("now", help=_("stamp every log that waits"))
    now.set_defaults(run=_now)


def _enable(arguments: argparse.Namespace) -> int:
    from yosuga.timestamps import configuration

    chosen = configuration.load(arguments.file)
    with door.open_vault(create=True) as tools:
        from yosuga.evidence import stamping

        for one in chosen:
            show.aside(f"  {one.name}  {one.url}")
        show.aside(_("Each authority learns this device's IP address and a hash. It learns no content, URL or name."))
        if not arguments.yes and not door.ask(_("Turn time-stamps on?")):
            raise NeedsConfirmation
        stamping.consent(chosen, tools=tools)
        show.line(_("Time-stamps are on."))
    return 0


def _disable(_arguments: argparse.Namespace) -> int:
    with door.open_vault() as tools:
        from yosuga.evidence import stamping

        stamping.withdraw(tools=tools)
        show.line(_("Time-stamps are off. Nothing is sent any more; tokens already there stay."))
    return 0


def _list(_arguments: argparse.Namespace) -> int:
    with door.open_vault() as tools:
        from yosuga.evidence import stamping

        chosen = stamping.authorities(tools=tools)
        show.table([(one.name, one.kind.value, one.url) for one in chosen])
        if not chosen:
            show.line(_("Time-stamps are off: nothing is sent to anyone."))
    return 0


def _now(_arguments: argparse.Namespace) -> int:
    with door.open_vault() as tools:
        from yosuga.evidence import stamping

        done = stamping.stamp_everything(actor=door.ACTOR, tools=tools)
        show.line(_("Stamped: {stamped}. Waiting: {waiting}.").format(stamped=done.stamped, waiting=done.waiting))
        for trouble in done.troubles:
            show.aside(trouble)
    return 2 if done.waiting or done.troubles else 0
