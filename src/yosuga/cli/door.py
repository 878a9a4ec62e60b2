"""The way from a command to an open vault: passphrase, tools, and the database's own troubles in our words."""

import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import DatabaseError as SqliteError

from yosuga.actor import Door, local_owner
from yosuga.capture.base import Capturer
from yosuga.capture.browser.launch import Sandbox
from yosuga.cli import show
from yosuga.cli.words import _
from yosuga.errors import DiskFailed, DiskFull, NotFound, VaultDamaged, VaultReadOnly, YosugaError
from yosuga.keys import passphrase as passphrases
from yosuga.keys.header import Header
from yosuga.tools import Tools

ACTOR = local_owner(Door.CLI)


def set_up() -> None:
    """Make Django ready; only commands that open the vault pay for it."""
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yosuga.settings")
    import django

    django.setup()


def home() -> Path:
    """Return the data folder."""
    from yosuga import settings

    return Path(settings.HOME)


@contextmanager
def open_vault(*, create: bool = False, accept_rollback: bool = False) -> Iterator[Tools]:
    """Open the vault for one command, making it first when `create` allows. Raises YosugaError."""
    set_up()
    from yosuga.evidence import vault

    if create and not (home() / "vault.json").exists():
        make_vault()
    opening = vault.opened_anyway if accept_rollback else vault.opened
    with database_words(), opening(home(), unlock=_unlock, bench=bench, actor=ACTOR) as opened:
        if opened.tools.altered:
            show.aside(_("The database was changed from outside since it was closed: run `yosuga vault check`."))
        if isinstance(opened.tools.blocked, VaultReadOnly):
            show.aside(_("Another window is writing to this vault: reading only."))
        elif opened.tools.blocked is not None:
            show.trouble(opened.tools.blocked)
        if opened.orphans:
            show.aside(_("Leftovers of an interrupted save: {n}. They are harmless.").format(n=len(opened.orphans)))
        yield opened.tools
        _stamp(opened.tools)


def _stamp(tools: Tools) -> None:
    """Have the session's end stamped, where the person consented; what cannot be reached waits."""
    from yosuga.evidence import stamping

    if not tools.writable:
        return
    done = stamping.stamp_everything(actor=ACTOR, tools=tools)
    if done.waiting:
        show.aside(_("Waiting for a time-stamp: {n}. The evidence is kept; the stamp follows.").format(n=done.waiting))


def case_or_new(name: str, *, tools: Tools) -> str:
    """Return the id of the case of that name, making it when it is new."""
    from yosuga.cases import access, actions

    try:
        return access.case_for(name, actor=ACTOR, tools=tools).id
    except NotFound:
        return actions.open_case(name, actor=ACTOR, tools=tools).id


def make_vault() -> None:
    """Make the vault and show its recovery code, this once."""
    from yosuga.evidence import vault

    show.aside(_("There is no vault yet. Making one in {place}").format(place=home()))
    with database_words():
        code = vault.create(home(), passphrase=_new_passphrase(), random=secrets.token_bytes)
    show_recovery_code(code)


def show_recovery_code(code: str) -> None:
    """Show a recovery code; it is stored nowhere."""
    show.aside("")
    show.aside(_("Recovery code (write it on paper; it is shown only now):"))
    show.aside(f"    {code}")
    show.aside(_("It opens the vault when the passphrase is forgotten. Keep it apart from this device."))
    show.aside("")


def bench(master: bytes) -> Tools:
    """Return the tools of this process."""
    from yosuga import tools
    from yosuga.timestamps.rfc3161 import Rfc3161Stamper

    return tools.bench(home(), master=master, stamper=Rfc3161Stamper(), capturer=capturer)


def capturer() -> Capturer:
    """Return the browser that takes pages."""
    from yosuga import settings
    from yosuga.capture.chromium import ChromiumCapturer

    return ChromiumCapturer(browser=Path(settings.BROWSER) if settings.BROWSER else None, sandbox=_sandbox())


def _sandbox() -> Sandbox:
    """Return whether the browser can lock itself in: root cannot, which a local vault allows and provenance names."""
    from yosuga import settings

    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return Sandbox.OFF if root and settings.MODE == "local" else Sandbox.ON


def new_passphrase() -> str:
    """Return a new passphrase from `YOSUGA_NEW_PASSPHRASE_FILE` or the prompt."""
    return (
        _from_file("YOSUGA_NEW_PASSPHRASE_FILE")
        or passphrases.ask_new(_("New passphrase: "), again=_("Once more: ")).passphrase
    )


def _new_passphrase() -> str:
    return _from_file("YOSUGA_PASSPHRASE_FILE") or new_passphrase()


def _unlock(header: Header) -> bytes:
    from yosuga.keys import vault as master_key

    given = _from_file("YOSUGA_PASSPHRASE_FILE")
    if given is None and os.environ.get("YOSUGA_RECOVERY"):
        return master_key.unlock_with_recovery(header, code=passphrases.ask(_("Recovery code: ")).passphrase)
    given = given or passphrases.ask(_("Passphrase: ")).passphrase
    return master_key.unlock(header, passphrase=given)


def _from_file(variable: str) -> str | None:
    path = os.environ.get(variable)
    if not path:
        return None
    found = passphrases.from_file(Path(path))
    for _warning in found.warnings:
        show.aside(_("The passphrase file can be read by others on this device (chmod 600 it)."))
    return found.passphrase


@contextmanager
def database_words() -> Iterator[None]:
    """Turn the database's errors into ours. Nothing half-done is left: its transactions are whole or did not happen."""
    from django.db.utils import DatabaseError

    try:
        yield
    except (DatabaseError, SqliteError) as error:
        raise _in_our_words(str(error)) from error


def _in_our_words(text: str) -> YosugaError:
    if "full" in text:
        return DiskFull("database")
    if "locked" in text or "readonly" in text:
        return VaultReadOnly("database")
    if "disk I/O" in text or "unable to open" in text:
        return DiskFailed("database")
    return VaultDamaged("database")


def ask(question: str) -> bool:
    """Ask a yes-or-no question on the terminal; without one the answer is no."""
    if not sys.stdin.isatty():
        return False
    return input(f"{question} [y/N] ").strip().lower() in {"y", "yes", "はい"}
