"""Where the passphrase comes from: a file, this device's keyring, the prompt; or the recovery code instead of it."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from yosuga.cli import show
from yosuga.cli.words import _
from yosuga.errors import BadFile, BadInput, WrongPassphrase, YosugaError
from yosuga.keys import passphrase as passphrases
from yosuga.keys import vault as master_key
from yosuga.keys.header import Header
from yosuga.keys.recovery import CodeMistyped

_TRIES = 3
_Typed = TypeVar("_Typed", str, bytes)


def unlock(header: Header) -> bytes:
    """Return the master key of a vault. Raises WrongPassphrase, BadFile, NoHiddenPrompt."""
    given = _from_file("YOSUGA_PASSPHRASE_FILE")
    if given is not None:
        return _by_file(header, passphrase=given)
    return _by_keyring(header) or _tried(lambda: _asked(header), mending=(WrongPassphrase, CodeMistyped))


def just_chosen(passphrase: str) -> Callable[[Header], bytes]:
    """Return what opens the vault that was made a moment ago: nobody types a new passphrase three times."""
    return lambda header: master_key.unlock(header, passphrase=passphrase)


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
    return _twice(_("Passphrase of the file: "))


def _chosen() -> str:
    from yosuga.keys.strength import Verdict, strength

    show.aside(_("Please choose a passphrase of 8 letters or more. Four unrelated words are strong and easy to keep."))
    show.aside(_("Nobody can reset it. What you type is not shown."))
    chosen = _twice(_("New passphrase: "))
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


def _by_file(header: Header, *, passphrase: str) -> bytes:
    try:
        return master_key.unlock(header, passphrase=passphrase)
    except WrongPassphrase:
        show.aside(_("Nothing was asked: the passphrase came from the file that YOSUGA_PASSPHRASE_FILE names."))
        raise


def _twice(prompt: str) -> str:
    """Return a new passphrase that was typed the same twice."""
    return _tried(
        lambda: passphrases.ask_new(prompt, again=_("Once more: ")).passphrase,
        mending=(passphrases.PassphraseTooShort, passphrases.PassphrasesDiffer),
    )


def _tried(once: Callable[[], _Typed], *, mending: tuple[type[YosugaError], ...]) -> _Typed:
    """Let a slip be mended, twice: a page that was just taken must not be lost to one. The third slip ends it."""
    for _again in range(_TRIES - 1):
        try:
            return _typed(once)
        except mending as error:
            if not sys.stdin.isatty():
                raise
            show.trouble(error)
    return _typed(once)


def _typed(once: Callable[[], _Typed]) -> _Typed:
    """Ask once. What the terminal sends is not always Unicode, and a traceback would quote it. Raises BadInput."""
    try:
        return once()
    except UnicodeDecodeError:
        raise BadInput("not Unicode") from None


def _asked(header: Header) -> bytes:
    """Ask once; an empty answer leads to the recovery code."""
    given = passphrases.ask(_("Passphrase (Enter alone: recovery code): ")).passphrase
    if given:
        return master_key.unlock(header, passphrase=given)
    return master_key.unlock_with_recovery(header, code=passphrases.ask(_("Recovery code: ")).passphrase)


def _from_file(variable: str) -> str | None:
    path = os.environ.get(variable)
    if not path:
        return None
    try:
        found = passphrases.from_file(Path(path))
    except BadFile:
        show.aside(_("The passphrase was to come from the file that {name} names.").format(name=variable))
        raise
    for _warning in found.warnings:
        show.aside(_("Others on this device can read the passphrase file. `chmod 600` closes it to them."))
    return found.passphrase
