"""Where a result is to be written: looked at first, so that a slip in a path never reads as a broken device."""

import errno
import os
from pathlib import Path

from yosuga.errors import AlreadyExists, BadInput, VaultError


class PlaceUnfit(BadInput):
    """Nothing can be written at the place that was named. `detail` says why, without the path."""

    code = "place-unfit"
    ja = "その場所には書き込めません。何も書き出していません。保管庫の中の証拠は無事です。別の場所を指定してください。"
    en = "This place cannot be written to. Nothing was written; the evidence in the vault is safe. Name another place."


class HomeUnfit(VaultError):
    """The vault's own folder does not let us write. `detail` says why, without the path."""

    code = "home-unfit"
    ja = (
        "保管庫のフォルダーに書き込めないので、何もしていません。保存済みの証拠には触れていません。"
        "フォルダーの権限を直すか、書き込める場所にフォルダーごと写して YOSUGA_HOME で指定してください。"
    )
    en = (
        "The vault's folder cannot be written to, so nothing was done. Evidence already kept was not touched. Please "
        "mend the folder's permissions, or copy it whole to a place that can be written to and name it in YOSUGA_HOME."
    )


def vault(path: Path) -> None:
    """Look whether the vault's folder can be worked in, or made. Raises HomeUnfit."""
    try:
        folder(path)
    except PlaceUnfit as error:
        raise HomeUnfit(error.detail) from None


def folder(path: Path) -> None:
    """Look whether a folder is there or can be made. Raises PlaceUnfit."""
    _nameable(path)
    there = next(one for one in (path.absolute(), *path.absolute().parents) if os.path.lexists(one))
    writable(there)


def new_file(path: Path) -> None:
    """Look whether a new file can be written in a folder that is there. Raises AlreadyExists, PlaceUnfit."""
    _nameable(path)
    if os.path.lexists(path):
        raise AlreadyExists("file")
    if not path.absolute().parent.exists():
        raise PlaceUnfit("no such folder")
    writable(path.absolute().parent)


def write_new(path: Path, content: bytes) -> None:
    """Write a new file for its owner alone, whole or not at all. Raises AlreadyExists, OSError."""
    try:
        with path.open("xb") as file:
            path.chmod(0o600)
            file.write(content)
    except FileExistsError:
        raise AlreadyExists("file") from None
    except OSError:  # half a list must not be taken for a whole one
        path.unlink(missing_ok=True)
        raise


def _nameable(path: Path) -> None:
    try:
        path.lstat()
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise PlaceUnfit("the name is too long") from None


def writable(place: Path) -> None:
    """Look whether something can be written in this folder. Raises PlaceUnfit."""
    if not place.is_dir():
        raise PlaceUnfit("a file stands there")
    if not os.access(place, os.W_OK | os.X_OK):
        raise PlaceUnfit("read-only")
