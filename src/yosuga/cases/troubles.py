"""The database's own troubles in our words."""

from collections.abc import Iterator
from contextlib import contextmanager
from sqlite3 import DatabaseError as SqliteError

from django.db.utils import DatabaseError

from yosuga.errors import DiskFailed, DiskFull, VaultDamaged, VaultReadOnly, YosugaError


@contextmanager
def database_words() -> Iterator[None]:
    """Turn the database's errors into ours. Nothing half-done is left: its transactions are whole or did not happen."""
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
