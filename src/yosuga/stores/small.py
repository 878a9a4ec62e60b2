"""Small files that are replaced as a whole: after a crash the old one or the new one is there, never half of either."""

import os
from pathlib import Path

from yosuga.stores import disk


def replace_file(path: Path, content: bytes) -> None:
    """Put `content` durably in the place of `path`. Raises DiskFull, DiskFailed; the old file is then still there."""
    draft = path.with_name(f".draft-{path.name}")
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


def _write(draft: Path, content: bytes) -> None:
    handle = disk.create_file(draft)
    try:
        disk.write_all(handle, memoryview(content))
        disk.sync_file(handle)
    finally:
        os.close(handle)
