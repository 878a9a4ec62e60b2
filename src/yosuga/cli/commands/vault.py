"""`yosuga vault`: make it, look at it, copy it, check it, restore it, change its keys."""

import argparse
import secrets
import sys

from yosuga.cli import destinations, door, progress, show
from yosuga.cli.parsing import WrongUse, path
from yosuga.cli.words import _
from yosuga.errors import AlreadyExists, NotFound
from yosuga.evidence.results import Report


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    acts = parser.add_subparsers(metavar=_("ACT"), required=True)

    def act(name: str, said: str) -> argparse.ArgumentParser:
        return acts.add_parser(name, help=said, description=said)

    status = act("status", _("tell where it is, what it holds and what waits"))
    status.add_argument("--json", action="store_true", help=_("print one JSON object"))
    status.set_defaults(run=_status)
    act("create", _("make an empty vault")).set_defaults(run=_create)
    copy = act("copy", _("bring a second copy on another medium up to date, and check it"))
    copy.add_argument("place", type=path, metavar="DIR", help=_("folder on the other medium"))
    copy.set_defaults(run=_copy)
    check = act("check", _("read everything and compare it with hashes, log and signatures"))
    check.add_argument("place", type=path, nargs="?", metavar="DIR", help=_("a second copy to check instead"))
    check.add_argument("--json", action="store_true", help=_("print one JSON object"))
    check.set_defaults(run=_check)
    restore = act("restore", _("put a second copy back, or go on with an older log"))
    restore.add_argument("place", type=path, nargs="?", metavar="DIR", help=_("the second copy"))
    restore.add_argument("--accept", action="store_true", help=_("go on although later heads were seen; it is logged"))
    restore.set_defaults(run=_restore)
    act("passphrase", _("change the passphrase")).set_defaults(run=_passphrase)
    act("recovery", _("make a new recovery code")).set_defaults(run=_recovery)
    act("remember", _("let this device's keyring open the vault too")).set_defaults(run=_remember)
    act("forget", _("take the vault out of this device's keyring")).set_defaults(run=_forget)


def _status(arguments: argparse.Namespace) -> int:
    with door.open_vault() as tools:
        from yosuga.cli import standing

        found = standing.of_vault(actor=door.ACTOR, tools=tools)
        if arguments.json:
            show.data(found.as_json())
        else:
            standing.tell(found)
    return 0


def _create(_arguments: argparse.Namespace) -> int:
    door.set_up()
    _must_be_free()  # before a passphrase is asked for
    door.make_vault()
    show.line(str(door.home()))
    return 0


def _copy(arguments: argparse.Namespace) -> int:
    destinations.folder(arguments.place)
    with door.open_vault() as tools:
        from yosuga.evidence import checking, copying

        with progress.Files(tools) as files:
            count = copying.copy_vault(arguments.place, actor=door.ACTOR, tools=files.counted(tools))
        show.line(_("Files copied: {n}. The copy is being checked …").format(n=count))
        with progress.Files(tools) as files:
            report = checking.check_copy(arguments.place, actor=door.ACTOR, tools=tools, watch=files.watch)
        return _tell(report)


def _check(arguments: argparse.Namespace) -> int:
    with door.open_vault() as tools:
        from yosuga.evidence import checking

        if arguments.place and not (arguments.place / "vault.json").is_file():
            raise NotFound("second copy")
        with progress.Files(tools) as files:
            report = (
                checking.check_copy(arguments.place, actor=door.ACTOR, tools=tools, watch=files.watch)
                if arguments.place
                else checking.check(actor=door.ACTOR, tools=tools, watch=files.watch)
            )
        if arguments.json:
            show.data(report.as_json())
            return 1 if report.findings else 0
        return _tell(report)


def _tell(report: Report) -> int:
    from yosuga.cli import findings

    looked_at = _("Looked at: items {items}, files {files}, log entries {entries}.")
    show.prose(looked_at.format(items=report.items, files=report.files, entries=report.entries))
    for one in report.findings:
        place = " ".join(part for part in (one.case, one.item) if part)
        show.prose(f"✗ {place}  {findings.sentence(one.code)}".replace("✗   ", "✗ "))
        if one.detail:
            show.prose(f"    [{one.code}: {one.detail}]")
    if report.orphans:
        show.prose(_("Leftovers of an interrupted save: {n}. They are harmless.").format(n=len(report.orphans)))
    if report.findings:
        show.prose(_("Something is not as it was. Please leave it as it is and compare it with the other copy."))
        return 1
    show.prose(_("✓ Everything is as it was."))
    return 0


def _restore(arguments: argparse.Namespace) -> int:
    door.set_up()
    from yosuga.cases.troubles import database_words
    from yosuga.evidence import copying

    if arguments.place:
        _must_be_free()
        destinations.vault(door.home())
        with database_words():
            copying.restore(arguments.place, door.home())
        with door.open_vault():
            show.line(_("Restored. The log says so."))
        return 0
    if not arguments.accept:
        raise WrongUse(
            _("Please name the second copy, or --accept to go on knowingly."), command="yosuga vault restore"
        )
    with door.open_vault(accept_rollback=True) as tools:
        given_up = copying.accept_history(actor=door.ACTOR, tools=tools)
        show.prose(_("Going on with this log. Heads given up: {n}. The log says so.").format(n=given_up))
    return 0


def _passphrase(_arguments: argparse.Namespace) -> int:
    with door.open_vault() as tools:
        from yosuga.cli import unlocking
        from yosuga.evidence import vault
        from yosuga.keys import vault as master_key

        tools.must_write()
        changed = master_key.change_passphrase(
            vault.read_header(tools.home),
            master=tools.master,
            passphrase=unlocking.new_passphrase(),
            random=secrets.token_bytes,
        )
        vault.write_header(changed, actor=door.ACTOR, tools=tools)
        show.prose(_("The passphrase was changed. Second copies open by the old one until `yosuga vault copy` runs."))
    return 0


def _must_be_free() -> None:
    """A vault is never made or brought back over another. Raises AlreadyExists."""
    if (door.home() / "vault.json").exists():
        show.aside(_("A vault is here already, and it stays as it is:"))
        show.aside(f"    {door.home()}")
        show.aside(_("For another one, set YOSUGA_HOME to an empty folder, or move this one away first."))
        raise AlreadyExists("vault")


def _recovery(_arguments: argparse.Namespace) -> int:
    with door.open_vault() as tools:
        tools.must_write()
        if sys.stdin.isatty():  # a script has said what it wants
            door.confirm(_("The recovery code on your paper will stop working at once. Make a new one?"))
        from yosuga.evidence import vault
        from yosuga.keys import vault as master_key

        header, code = master_key.renew_recovery(
            vault.read_header(tools.home), master=tools.master, random=secrets.token_bytes
        )
        vault.write_header(header, actor=door.ACTOR, tools=tools)
        show.prose(_("The old recovery code does not open this vault any more."))
        door.show_recovery_code(code)
    return 0


def _remember(_arguments: argparse.Namespace) -> int:
    with door.open_vault() as tools:
        from yosuga.evidence import vault
        from yosuga.keys import keyring_
        from yosuga.keys import vault as master_key

        tools.must_write()
        header, key = master_key.add_keyring(
            vault.read_header(tools.home), master=tools.master, random=secrets.token_bytes
        )
        keyring_.remember(header.vault, key=key)
        vault.write_header(header, actor=door.ACTOR, tools=tools)
        show.prose(_("From now on the keyring opens the vault. Whoever can use your account here can open it too."))
    return 0


def _forget(_arguments: argparse.Namespace) -> int:
    with door.open_vault() as tools:
        from yosuga.evidence import vault
        from yosuga.keys import keyring_
        from yosuga.keys import vault as master_key

        header = master_key.drop_keyring(vault.read_header(tools.home))
        vault.write_header(header, actor=door.ACTOR, tools=tools)
        keyring_.forget(header.vault)
        show.prose(_("The keyring does not open the vault any more. Passphrase and recovery code do, as before."))
    return 0
