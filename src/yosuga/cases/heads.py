"""Copies of the signed heads beside the database: what shows that a database was cut or put back."""

import os
from pathlib import Path

from yosuga.stores.small import DRAFT, make_folder, replace_file


def publish(case_id: str, note: bytes, *, folder: Path) -> None:
    """Write the newest head durably. It comes after the commit and before the person hears of success."""
    make_folder(folder)
    replace_file(folder / f"{case_id}.checkpoint", note)


def published(folder: Path) -> dict[str, bytes]:
    """Return the last published head of each case. What a crash left half-written beside them is none."""
    if not folder.is_dir():
        return {}
    names = sorted(entry.name for entry in os.scandir(folder) if entry.is_file())
    found = [name for name in names if name.endswith(".checkpoint") and not name.startswith(DRAFT)]
    return {name.removesuffix(".checkpoint"): (folder / name).read_bytes() for name in found}
