"""Mistakes on purpose: each is a thing that a hurried change could bring, and that the same tests must catch."""

from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from types import TracebackType

from django.db import connection, transaction

from yosuga.cases import log
from yosuga.cases.access import OpenCase
from yosuga.cases.models import Head
from yosuga.stores import disk, folder
from yosuga.takedown import adding, finishing, shelf


def plant(name: str) -> None:
    """Plant one mistake, or none, in this process."""
    if name:
        (MISTAKES | OF_TAKEDOWN)[name]()


def _rows_before_bytes() -> None:
    """Commit the rows first, and put the bytes under their names when they are committed."""
    waiting: list[Callable[[], None]] = []

    class LateDraft(folder.FolderDraft):
        def commit(self) -> None:
            waiting.append(super().commit)

        def __exit__(
            self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
        ) -> None:
            if error is not None:
                super().__exit__(kind, error, trace)

    def lock(case: OpenCase) -> Head:
        while waiting:
            transaction.on_commit(waiting.pop(0))
        return locked(case)

    locked, log.lock = log.lock, lock
    folder.FolderDraft = LateDraft  # type: ignore[misc]  # planted


def _no_folder_sync() -> None:
    def nothing(folder: Path) -> None:
        del folder

    disk.sync_folder = nothing


def _no_file_sync() -> None:
    def nothing(handle: int) -> None:
        del handle

    disk.sync_file = nothing


def _lazy_log() -> None:
    """WAL with synchronous=NORMAL: a commit is answered before it is on the medium."""
    options = connection.settings_dict["OPTIONS"]
    options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=NORMAL")


class _Apart:
    """Stands for Django's transactions where there is none."""

    atomic = nullcontext


def _entry_apart() -> None:
    """Write what is followed and its entry one after the other, not in one transaction."""
    for room in (adding, shelf):
        vars(room)["transaction"] = _Apart


def _papers_apart() -> None:
    """Write the item of the papers and the step that names it one after the other, not in one transaction."""
    vars(finishing)["transaction"] = _Apart


MISTAKES: dict[str, Callable[[], None]] = {
    "rows before bytes": _rows_before_bytes,
    "no folder sync": _no_folder_sync,
    "no file sync": _no_file_sync,
    "synchronous=NORMAL": _lazy_log,
}

# Of acts of their own.
OF_TAKEDOWN: dict[str, Callable[[], None]] = {"entry apart": _entry_apart, "papers apart": _papers_apart}
