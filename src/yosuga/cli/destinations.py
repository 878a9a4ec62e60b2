"""Where a result is to be written: looked at first, so that a slip in a path never reads as a broken device."""

import os
from pathlib import Path

from yosuga.errors import AlreadyExists, BadInput


class PlaceUnfit(BadInput):
    """Nothing can be written at the place that was named. `detail` says why, without the path."""

    code = "place-unfit"
    ja = "その場所には書き込めません。何も書き出していません。保管庫の中の証拠は無事です。別の場所を指定してください。"
    en = "This place cannot be written to. Nothing was written; the evidence in the vault is safe. Name another place."


def folder(path: Path) -> None:
    """Look whether a folder is there or can be made. Raises PlaceUnfit."""
    there = next(one for one in (path.absolute(), *path.absolute().parents) if os.path.lexists(one))
    _writable(there)


def new_file(path: Path) -> None:
    """Look whether a new file can be written in a folder that is there. Raises AlreadyExists, PlaceUnfit."""
    if os.path.lexists(path):
        raise AlreadyExists("file")
    if not path.absolute().parent.exists():
        raise PlaceUnfit("no such folder")
    _writable(path.absolute().parent)


def _writable(place: Path) -> None:
    if not place.is_dir():
        raise PlaceUnfit("a file stands there")
    if not os.access(place, os.W_OK | os.X_OK):
        raise PlaceUnfit("read-only")
