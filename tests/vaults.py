"""A vault on disk for a test: the real one, made once a session and copied, opened with its key at hand."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from django.db import connection

from yosuga import tools
from yosuga.actor import Door, local_owner
from yosuga.capture.base import Capturer
from yosuga.evidence import vault
from yosuga.keys import vault as master_key
from yosuga.timestamps.base import Stamper
from yosuga.timestamps.rfc3161 import Rfc3161Stamper
from yosuga.tools import Tools

PASSPHRASE = "かな 漢字 four words"
ACTOR = local_owner(Door.CLI)


def no_capturer() -> Capturer:
    """Stand where no page may be taken."""
    raise AssertionError("this test takes no page")


@dataclass(slots=True)
class Vault:
    """A vault folder and what opens it."""

    home: Path
    master: bytes
    recovery_code: str
    stamper: Stamper = field(default_factory=Rfc3161Stamper)

    @contextmanager
    def opened(self) -> Iterator[Tools]:
        """Open it as a command does, with the key at hand instead of Argon2id."""
        point_at(self.home)
        with vault.opened(self.home, unlock=lambda _: self.master, bench=self.bench, actor=ACTOR) as found:
            yield found.tools

    def bench(self, master: bytes) -> Tools:
        """Return the tools of a test."""
        return tools.bench(self.home, master=master, stamper=self.stamper, capturer=no_capturer)

    def copied_to(self, place: Path) -> "Vault":
        """Return a byte-for-byte copy of the closed vault's files, as a thief or a backup program takes it.

        Folders that wait empty for blobs are left out: 250 of them would cost most tests more than their work.
        """
        shutil.copytree(self.home, place, ignore=empty)
        return replace(self, home=place)

    def bytes_at_rest(self) -> Sequence[tuple[str, bytes]]:
        """Return every file below the vault with its content."""
        return [(str(path), path.read_bytes()) for path in sorted(self.home.rglob("*")) if path.is_file()]


def empty(folder: str, names: Sequence[str]) -> set[str]:
    """Return which of the names in a folder are empty folders."""
    places = {name: Path(folder, name) for name in names}
    return {name for name, place in places.items() if place.is_dir() and not any(place.iterdir())}


def make(home: Path) -> Vault:
    """Make a vault the way a person does."""
    point_at(home)
    code = vault.create(home, passphrase=PASSPHRASE, random=os.urandom)
    return Vault(home, master_key.unlock(vault.read_header(home), passphrase=PASSPHRASE), code)


def point_at(home: Path) -> None:
    """Make the database of this process that of the vault in `home`."""
    connection.close()
    connection.settings_dict["NAME"] = str(home / "yosuga.sqlite3")
