"""Where the passphrase comes from: a file, this device's keyring, the prompt; or the recovery code instead of it."""

import os
import sys
from pathlib import Path

from yosuga.cli import show
from yosuga.cli.words import _
from yosuga.errors import WrongPassphrase
from yosuga.keys import passphrase as passphrases
from yosuga.keys import vault as master_key
from yosuga.keys.header import Header

_TRIES = 3


def unlock(header: Header) -> bytes:
    """Return the master key of a vault. Raises WrongPassphrase, BadFile, NoHiddenPrompt."""
    given = _from_file("YOSUGA_PASSPHRASE_FILE")
    if given is not None:
        return master_key.unlock(header, passphrase=given)
    return _by_keyring(header) or _by_prompt(header)


def first_passphrase() -> str:
    """Return the passphrase of a vault that is being made."""
    return _from_file("YOSUGA_PASSPHRASE_FILE") or _chosen()


def new_passphrase() -> str:
    """Return a new passphrase from `YOSUGA_NEW_PASSPHRASE_FILE` or the prompt."""
    return _from_file("YOSUGA_NEW_PASSPHRASE_FILE") or _chosen()


def hand_over_passphrase() -> str:
    """Return the passphrase of a sealed hand-over, from `YOSUGA_AGE_PASSPHRASE_FILE` or the prompt.

    It is the recipient's too, so it must never be the vault's own.
    """
    given = _from_file("YOSUGA_AGE_PASSPHRASE_FILE")
    if given is not None:
        return given
    show.aside(_("Please choose a passphrase for this one file, not that of your vault. Tell it by another way."))
    return passphrases.ask_new(_("Passphrase of the file: "), again=_("Once more: ")).passphrase


def _chosen() -> str:
    from yosuga.keys.strength import Verdict, strength

    show.aside(_("Please choose a passphrase of 8 letters or more. Four unrelated words are strong and easy to keep."))
    show.aside(_("Nobody can reset it. What you type is not shown."))
    chosen = passphrases.ask_new(_("New passphrase: "), again=_("Once more: ")).passphrase
    if strength(chosen).verdict is Verdict.WEAK:
        show.aside(_("This passphrase is easy to guess. `yosuga vault passphrase` changes it at any time."))
    return chosen


def _by_keyring(header: Header) -> bytes | None:
    if header.by_keyring is None:
        return None
    from yosuga.keys import keyring_

    kept = keyring_.recall(header.vault)
    try:
        return None if kept is None else master_key.unlock_with_keyring(header, device_key=kept)
    except WrongPassphrase:
        return None


def _by_prompt(header: Header) -> bytes:
    """Ask up to three times; an empty answer leads to the recovery code."""
    for tries_left in reversed(range(_TRIES)):
        try:
            return _asked(header)
        except WrongPassphrase as error:
            if not tries_left or not sys.stdin.isatty():
                raise
            show.trouble(error)
    raise WrongPassphrase


def _asked(header: Header) -> bytes:
    given = passphrases.ask(_("Passphrase (Enter alone: recovery code): ")).passphrase
    if given:
        return master_key.unlock(header, passphrase=given)
    return master_key.unlock_with_recovery(header, code=passphrases.ask(_("Recovery code: ")).passphrase)


def _from_file(variable: str) -> str | None:
    path = os.environ.get(variable)
    if not path:
        return None
    found = passphrases.from_file(Path(path))
    for _warning in found.warnings:
        show.aside(_("Others on this device can read the passphrase file. `chmod 600` closes it to them."))
    return found.passphrase
