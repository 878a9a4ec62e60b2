"""Small files that are replaced as a whole: after a crash the old one or the new one is there, never half of either."""

import os
from pathlib import Path

from yosuga.stores import disk

DRAFT = ".draft-"


def replace_file(path: Path, content: bytes) -> None:
    """Put `content` durably in the place of `path`. Raises DiskFull, DiskFailed; the old file is then still there."""
    draft = path.with_name(f"{DRAFT}{path.name}")
    try:
        with disk.told():
            draft.unlink(missing_ok=True)
            _write(draft, content)
            draft.replace(path)
            disk.sync_folder(path.parent)
    except disk.SyncFailed as failure:
        raise failure.error from failure


def remove_file(path: Path) -> None:
    """Remove a small file durably; one that is not there is fine. Raises DiskFailed."""
    try:
        with disk.told():
            path.unlink(missing_ok=True)
            disk.sync_folder(path.parent)
    except disk.SyncFailed as failure:
        raise failure.error from failure


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing, durably and only for their owner.

    That it is there is fine. Raises DiskFull, DiskFailed.
    """
    try:
        with disk.told():
            _make_folder(folder)
    except disk.SyncFailed as failure:
        raise failure.error from failure


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        disk.sync_folder(folder.parent)


def sweep(folder: Path) -> int:
    """Remove the drafts a crash left directly in a folder; return how many. Only the one who writes may call it."""
    with disk.told():
        left = [path for path in folder.glob(f"{DRAFT}*") if path.is_file()]
        for path in left:
            path.unlink(missing_ok=True)
    return len(left)


def _write(draft: Path, content: bytes) -> None:
    handle = disk.create_file(draft)
    try:
        disk.write_all(handle, memoryview(content))
        disk.sync_file(handle)
    finally:
        os.close(handle)
