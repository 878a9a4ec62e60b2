"""A digest of the closed database file: what shows a change even where no row lies."""

import hashlib
from pathlib import Path

from yosuga.evidence.layout import DATABASE, SEAL
from yosuga.stores.small import remove_file, replace_file


def seal(home: Path) -> None:
    """Write the digest of the database as it is when the vault is closed."""
    replace_file(home / SEAL, digest(home / DATABASE).encode())


def break_seal(home: Path) -> None:
    """Take the digest away while the vault is open for writing; after a crash there is none to compare with."""
    remove_file(home / SEAL)


def holds(home: Path) -> bool:
    """Whether the closed database is as it was left; True when there is nothing to compare with."""
    try:
        return (home / SEAL).read_bytes() == digest(home / DATABASE).encode()
    except FileNotFoundError:
        return True


def digest(path: Path) -> str:
    """Return the SHA-256 of a closed database file, in hex."""
    with path.open("rb") as body:
        return hashlib.file_digest(body, "sha256").hexdigest()
