"""Which database a look-up reads: the vault's own, or, while a second copy is being checked, the copy's."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from django.db import connections
from django.db.models import Model

_reading: ContextVar[str] = ContextVar("yosuga_reading", default="default")


class CopyRouter:
    """Sends reads to the copy inside `reading_copy`; writes always go to the vault itself."""

    def db_for_read(self, _model: type[Model], **_hints: object) -> str:
        """Return the database to read from."""
        return _reading.get()

    def db_for_write(self, _model: type[Model], **_hints: object) -> str:
        """Return the database to write to."""
        return "default"


@contextmanager
def reading_copy(database: Path) -> Iterator[None]:
    """Read from the SQLite file of a second copy, which is opened immutable: checking must not change it."""
    connections.settings["copy"] = {
        **connections.settings["default"],
        "NAME": f"{database.resolve().as_uri()}?mode=ro&immutable=1",
        "OPTIONS": {},
    }
    token = _reading.set("copy")
    try:
        yield
    finally:
        _reading.reset(token)
        connections["copy"].close()
        del connections["copy"]
        del connections.settings["copy"]
