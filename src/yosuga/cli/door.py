"""The way from a command to an open vault: its tools and its cases."""

import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from unicodedata import normalize

from yosuga.actor import Door, local_owner
from yosuga.cli import destinations, show, streams
from yosuga.cli.parsing import WrongUse
from yosuga.cli.words import _
from yosuga.errors import NeedsConfirmation, NotFound, VaultReadOnly
from yosuga.tools import Tools

ACTOR = local_owner(Door.CLI)
_YES = {"y", "yes", "はい"}


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
    from yosuga.cases.troubles import database_words
    from yosuga.cli import unlocking
    from yosuga.evidence import vault

    _look_at_home()
    chosen = None
    if not (home() / "vault.json").exists():
        if create:
            chosen = make_vault()
        else:
            show.aside(_("Looked for in: {place}").format(place=home()))
    unlock = unlocking.unlock if chosen is None else unlocking.just_chosen(chosen)
    opening = vault.opened_anyway if accept_rollback else vault.opened
    with database_words(), opening(home(), unlock=unlock, bench=bench, actor=ACTOR) as opened:
        _tell_state(opened.tools)
        if opened.orphans:
            show.aside(_("Leftovers of an interrupted save: {n}. They are harmless.").format(n=len(opened.orphans)))
        yield opened.tools
        _stamp(opened.tools)


def _look_at_home() -> None:
    """Look before a passphrase is asked for whether the vault's folder can be worked in. Raises HomeUnfit."""
    try:
        if home().exists():
            destinations.vault(home())
    except destinations.HomeUnfit:
        show.aside(_("Looked for in: {place}").format(place=home()))
        raise


def _tell_state(tools: Tools) -> None:
    if tools.altered:
        show.aside(_("The database was changed from outside since it was closed. Please run `yosuga vault check`."))
    if isinstance(tools.blocked, VaultReadOnly):
        show.aside(_("Another window is writing to this vault. This one only reads."))
    elif tools.blocked is not None:
        show.trouble(tools.blocked)


def _stamp(tools: Tools) -> None:
    """Have the session's end stamped, where the person consented; what cannot be reached waits."""
    from yosuga.evidence import stamping

    if not tools.writable:
        return
    done = stamping.stamp_everything(actor=ACTOR, tools=tools)
    if done.waiting:
        show.aside(_("Waiting for a time-stamp: {n}. The evidence is kept; the stamp follows.").format(n=done.waiting))


def case_or_new(name: str, *, tools: Tools) -> str:
    """Return the id of the case of that name, making it when it is new.

    That one of nearly that name is there is said and holds nothing up: what is to be kept may be gone in a minute.
    """
    from yosuga.cases import actions, meant

    found = meant.meant(name, actor=ACTOR, tools=tools)
    if found.case is not None:
        return found.case.id
    made = actions.open_case(name, actor=ACTOR, tools=tools)
    if found.near is not None:
        said = _("A new case was made: {new}. There is also one of nearly that name: {near}. Nothing is lost; if you "
                 "meant that one, name it and do it once more.")  # fmt: skip
        show.aside(said.format(new=made.name, near=found.near.name))
    return made.id


def case_or_asked(name: str, *, tools: Tools) -> str:
    """Return the id of the case of that name, making it when it is new and no other has nearly that name.

    Where one has, it is asked about on a terminal. Raises NearlyTheSameName for no, and where nobody can be asked.
    """
    from yosuga.cases import actions, meant

    found = meant.meant(name, actor=ACTOR, tools=tools)
    if found.case is not None:
        return found.case.id
    if found.near is None:
        return actions.open_case(name, actor=ACTOR, tools=tools).id
    show.aside(
        _("There is no case of that name. One of nearly that name is there: {near}").format(near=found.near.name)
    )
    if ask(_("Is that the one you mean?")):
        return found.near.id
    raise meant.NearlyTheSameName


def the_case(name: str, *, tools: Tools) -> str:
    """Return the id of the case of that name, or of the only case there is. Raises NotFound, WrongUse."""
    from yosuga.cases import access

    if name:
        return _named(name, tools=tools)
    found = access.cases_for(actor=ACTOR, tools=tools)
    if not found:
        show.aside(_("There is no case yet. `yosuga capture --case NAME URL` makes one."))
        raise NotFound("no case yet")
    if len(found) > 1:
        said = _("There are {n} cases. Please say which one; `yosuga case list` shows them.").format(n=len(found))
        raise WrongUse(said, command="yosuga case")
    return found[0].id


def _named(name: str, *, tools: Tools) -> str:
    from yosuga.cases import access

    try:
        return access.case_for(name, actor=ACTOR, tools=tools).id
    except NotFound:
        show.aside(_("There is no case of that name. `yosuga case list` shows the cases that are there."))
        raise


def make_vault() -> str:
    """Make the vault, show its recovery code, this once, and return the passphrase that was chosen."""
    from yosuga.cases.troubles import database_words
    from yosuga.cli import unlocking
    from yosuga.evidence import vault

    show.aside(_("There is no vault yet, so one is made now. Its place:"))
    show.aside(f"    {home()}")
    destinations.vault(home())
    with database_words():
        chosen = unlocking.first_passphrase()
        code = vault.create(home(), passphrase=chosen, random=secrets.token_bytes)
    show_recovery_code(code)
    return chosen


def show_recovery_code(code: str) -> None:
    """Show a recovery code; it is stored nowhere."""
    show.aside("")
    show.aside(_("Recovery code. Please write it on paper; it is shown only now:"))
    show.aside(f"    {code}")
    show.aside(_("It opens the vault when the passphrase is forgotten. Keep it apart from this device."))
    show.aside("")


def bench(master: bytes) -> Tools:
    """Return the tools of this process."""
    from yosuga import tools
    from yosuga.evidence import browsers
    from yosuga.timestamps.pacing import PacedStamper
    from yosuga.timestamps.rfc3161 import Rfc3161Stamper

    stamper = PacedStamper(Rfc3161Stamper())
    return tools.bench(
        home(), master=master, stamper=stamper, capturer=browsers.capturer, clock_moved=_tell_clock_moved
    )


def _tell_clock_moved(by: timedelta) -> None:
    """Say it at once: every later time would be off as well."""
    minutes, seconds = divmod(round(abs(by.total_seconds())), 60)
    told = _("{h} h {m} min {s} s").format(h=minutes // 60, m=minutes % 60, s=seconds)
    forward = _("The clock of this device was found set forward by {by}; the log says so.")
    back = _("The clock of this device was found set back by {by}; the log says so.")
    show.aside((forward if by > timedelta() else back).format(by=told))
    show.aside(_("The evidence and its order are safe. Please check the date and time of this device."))


def ask(question: str) -> bool:
    """Ask a yes-or-no question on the terminal; without one the answer is no."""
    if not sys.stdin.isatty():
        return False
    show.aside(f"{question} {_('(y: yes, Enter: no)')}")
    return normalize("NFKC", _answer()).strip().lower() in _YES


def _answer() -> str:
    """Return what is typed below a question; it is no result, so it is asked for on standard error."""
    streams.aside("> ", end="")
    return sys.stdin.readline()


def confirm(question: str) -> None:
    """Go on only after a yes. Raises NeedsConfirmation; where nobody can be asked, the way to do it is named first."""
    if not sys.stdin.isatty():
        show.aside(_("Nobody can be asked here. With --yes it is done without asking."))
    if not ask(question):
        raise NeedsConfirmation
