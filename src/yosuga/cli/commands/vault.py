"""`yosuga vault`: make it, copy it, check it, restore it, change its keys."""

import argparse
import secrets
from pathlib import Path

from yosuga.cli import door, show
from yosuga.cli.types import Commands
from yosuga.cli.words import _
from yosuga.errors import NeedsConfirmation
from yosuga.evidence.results import Report


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("vault", help=_("the encrypted store: create, copy, check, restore, passphrase"))
    acts = parser.add_subparsers(metavar=_("ACT"), required=True)
    acts.add_parser("create", help=_("make an empty vault")).set_defaults(run=_create)
    copy = acts.add_parser("copy", help=_("bring a second copy on another medium up to date, and check it"))
    copy.add_argument("place", type=Path, metavar="DIR", help=_("folder on the other medium"))
    copy.set_defaults(run=_copy)
    check = acts.add_parser("check", help=_("read everything and compare it with hashes, log and signatures"))
    check.add_argument("place", type=Path, nargs="?", metavar="DIR", help=_("a second copy to check instead"))
    check.add_argument("--json", action="store_true", help=_("print one JSON object"))
    check.set_defaults(run=_check)
    restore = acts.add_parser("restore", help=_("put a second copy back, or go on with an older log"))
    restore.add_argument("place", type=Path, nargs="?", metavar="DIR", help=_("the second copy"))
    restore.add_argument("--accept", action="store_true", help=_("go on although later heads were seen; it is logged"))
    restore.set_defaults(run=_restore)
    acts.add_parser("passphrase", help=_("change the passphrase")).set_defaults(run=_passphrase)
    acts.add_parser("recovery", help=_("make a new recovery code")).set_defaults(run=_recovery)


def _create(_arguments: argparse.Namespace) -> int:
    door.set_up()
    door.make_vault()
    show.line(str(door.home()))
    return 0


def _copy(arguments: argparse.Namespace) -> int:
    with door.open_vault() as tools:
        from yosuga.evidence import checking, copying

        count = copying.copy_vault(arguments.place, actor=door.ACTOR, tools=tools)
        show.line(_("Copied: {n} files. Checking the copy …").format(n=count))
        return _tell(checking.check_copy(arguments.place, actor=door.ACTOR, tools=tools))


def _check(arguments: argparse.Namespace) -> int:
    with door.open_vault() as tools:
        from yosuga.evidence import checking

        if arguments.place:
            report = checking.check_copy(arguments.place, actor=door.ACTOR, tools=tools)
        else:
            report = checking.check(actor=door.ACTOR, tools=tools)
        if arguments.json:
            show.data(report.as_json())
            return 1 if report.findings else 0
        return _tell(report)


def _tell(report: Report) -> int:
    from yosuga.cli import findings

    show.line(
        _("Looked at {items} items, {files} files, {entries} log entries.").format(
            items=report.items, files=report.files, entries=report.entries
        )
    )
    for one in report.findings:
        show.line(f"✗ {one.case or ''} {one.item or ''} {findings.sentence(one.code)} {one.detail}".replace("  ", " "))
    if report.orphans:
        show.line(_("Leftovers of an interrupted save: {n}. They are harmless.").format(n=len(report.orphans)))
    show.line(
        _("Something is not as it was. Do not write to it; compare it with the other copy.")
        if report.findings
        else _("Everything is as it was.")
    )
    return 1 if report.findings else 0


def _restore(arguments: argparse.Namespace) -> int:
    door.set_up()
    from yosuga.evidence import copying

    if arguments.place:
        with door.database_words():
            copying.restore(arguments.place, door.home())
        with door.open_vault():
            show.line(_("Restored. The log says so."))
        return 0
    if not arguments.accept:
        raise NeedsConfirmation("DIR or --accept")
    with door.open_vault(accept_rollback=True) as tools:
        given_up = copying.accept_history(actor=door.ACTOR, tools=tools)
        show.line(_("Going on with this log. Heads given up: {n}. The log says so.").format(n=given_up))
    return 0


def _passphrase(_arguments: argparse.Namespace) -> int:
    with door.open_vault() as tools:
        from yosuga.evidence import vault
        from yosuga.keys import vault as master_key

        changed = master_key.change_passphrase(
            vault.read_header(tools.home),
            master=tools.master,
            passphrase=door.new_passphrase(),
            random=secrets.token_bytes,
        )
        vault.write_header(changed, actor=door.ACTOR, tools=tools)
        show.line(_("The passphrase was changed. Second copies open by the old one until `yosuga vault copy` runs."))
    return 0


def _recovery(_arguments: argparse.Namespace) -> int:
    with door.open_vault() as tools:
        from yosuga.evidence import vault
        from yosuga.keys import vault as master_key

        header, code = master_key.renew_recovery(
            vault.read_header(tools.home), master=tools.master, random=secrets.token_bytes
        )
        vault.write_header(header, actor=door.ACTOR, tools=tools)
        door.show_recovery_code(code)
    return 0
