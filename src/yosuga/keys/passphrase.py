"""What a passphrase must be, and where it comes from: a prompt or a file, never the command line."""

import getpass
import os
import stat
import unicodedata
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import ClassVar

from yosuga.errors import BadFile, BadInput

LEAST = 8  # characters; `strength` tells the doors when that is too little
_MOST_BYTES = 4096


class Warn(StrEnum):
    """What a door tells the person about the place a passphrase came from."""

    READABLE_BY_OTHERS = "passphrase-file-readable-by-others"


@dataclass(frozen=True, slots=True)
class Found:
    """A passphrase and what to say about where it was found. It does not show in a traceback or a log."""

    passphrase: str = field(repr=False)
    warnings: tuple[Warn, ...] = ()


class PassphraseTooShort(BadInput):
    """A new passphrase has fewer than 8 characters."""

    code: ClassVar[str] = "passphrase-too-short"
    ja: ClassVar[str] = (
        "パスフレーズは8文字以上にしてください。関係のない言葉を4つほど並べると、覚えやすく強いものになります。"
        "何も変更していません。"
    )
    en: ClassVar[str] = (
        "A passphrase needs at least 8 characters. Four unrelated words in a row are strong and easy to remember. "
        "Nothing was changed."
    )


class PassphrasesDiffer(BadInput):
    """The two entries of a new passphrase are not the same."""

    code: ClassVar[str] = "passphrases-differ"
    ja: ClassVar[str] = "2回の入力が一致しませんでした。何も変更していません。もう一度お試しください。"
    en: ClassVar[str] = "The two entries differ. Nothing was changed. Please try again."


class NoHiddenPrompt(BadInput):
    """There is no terminal on which a passphrase can be typed unseen."""

    code: ClassVar[str] = "no-hidden-prompt"
    ja: ClassVar[str] = (
        "画面に表示せずにパスフレーズを入力できる端末がありません。何も変更していません。"
        "パスフレーズを書いたファイルを YOSUGA_PASSPHRASE_FILE で指定できます。"
    )
    en: ClassVar[str] = (
        "There is no terminal on which a passphrase can be typed unseen. Nothing was changed. "
        "YOSUGA_PASSPHRASE_FILE can name a file that holds it."
    )


def to_bytes(passphrase: str) -> bytes:
    """Return the passphrase as the key derivation takes it: NFKC, UTF-8.

    NFKC makes full-width and half-width letters the same: which of them is typed depends on the input method.
    Raises BadInput for text that is not Unicode.
    """
    try:
        return unicodedata.normalize("NFKC", passphrase).encode()
    except UnicodeEncodeError:
        raise BadInput("passphrase is not valid Unicode") from None


def check_new(passphrase: str) -> None:
    """Refuse a new passphrase of fewer than 8 characters that are not spaces. Raises PassphraseTooShort."""
    if len("".join(unicodedata.normalize("NFKC", passphrase).split())) < LEAST:
        raise PassphraseTooShort


def ask(prompt: str, *, read: Callable[[str], str] = getpass.getpass) -> Found:
    """Ask for a passphrase without showing it. Raises NoHiddenPrompt rather than echo it."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return Found(read(prompt))
        except (getpass.GetPassWarning, EOFError):
            raise NoHiddenPrompt from None


def ask_new(prompt: str, *, again: str, read: Callable[[str], str] = getpass.getpass) -> Found:
    """Ask for a new passphrase twice. Raises PassphraseTooShort, PassphrasesDiffer, NoHiddenPrompt."""
    first = ask(prompt, read=read)
    check_new(first.passphrase)
    if to_bytes(ask(again, read=read).passphrase) != to_bytes(first.passphrase):
        raise PassphrasesDiffer
    return first


def from_file(path: Path) -> Found:
    """Read a passphrase from a regular file; one line end at its end does not belong to it.

    A file that others on this machine may read still works, with a warning. Raises BadFile.
    """
    try:
        raw, mode = _read(path)
        text = raw.decode("utf-8-sig")  # editors on Windows begin a file with a mark
    except (OSError, UnicodeDecodeError) as error:
        raise BadFile(f"passphrase file: {type(error).__name__}") from None
    text = text[:-1].removesuffix("\r") if text.endswith("\n") else text
    if not text:
        raise BadFile("passphrase file: empty")
    exposed = os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO)
    return Found(text, (Warn.READABLE_BY_OTHERS,) if exposed else ())


def _read(path: Path) -> tuple[bytes, int]:
    """Return a small regular file's bytes and mode. A pipe is not waited for."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise BadFile("passphrase file: not a regular file")
        raw = file.read(_MOST_BYTES + 1)
    if len(raw) > _MOST_BYTES:
        raise BadFile("passphrase file: too long")
    return raw, status.st_mode
