"""Small files are replaced whole or not at all."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from yosuga.errors import DiskFailed, DiskFull
from yosuga.stores import disk
from yosuga.stores.small import make_folder, remove_file, replace_file, sweep


def failing(code: int) -> Callable[..., int]:
    def fail(*_: object, **__: object) -> int:
        raise OSError(code, os.strerror(code))

    return fail


def test_a_small_file_is_made_replaced_and_removed(tmp_path: Path) -> None:
    path = tmp_path / "vault.json"
    for content in (b"old", b"new"):
        replace_file(path, content)
        assert path.read_bytes() == content
        assert path.stat().st_mode & 0o777 == 0o600
    remove_file(path)
    remove_file(path)
    assert list(tmp_path.iterdir()) == []


def test_the_draft_of_a_crash_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / ".draft-vault.json").write_bytes(b"half")
    replace_file(tmp_path / "vault.json", b"whole")
    assert [path.name for path in tmp_path.iterdir()] == ["vault.json"]


@pytest.mark.parametrize("call", ["open", "write", "fsync"])
@pytest.mark.parametrize(("code", "expected"), [(errno.ENOSPC, DiskFull), (errno.EIO, DiskFailed)])
def test_a_failure_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int, expected: type[Exception]
) -> None:
    path = tmp_path / "vault.json"
    replace_file(path, b"old")
    with monkeypatch.context() as broken:
        broken.setattr(os, call, failing(code))
        with pytest.raises(expected):
            replace_file(path, b"new")
    assert path.read_bytes() == b"old"
    replace_file(path, b"new")
    assert path.read_bytes() == b"new"


def test_folders_are_made_one_in_the_other_only_for_their_owner_and_durably(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []
    monkeypatch.setattr(disk, "sync_folder", synced.append)
    make_folder(tmp_path / "a" / "b")
    make_folder(tmp_path / "a" / "b")
    assert synced == [tmp_path, tmp_path / "a"]
    assert (tmp_path / "a" / "b").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(("code", "expected"), [(errno.ENOSPC, DiskFull), (errno.EIO, DiskFailed)])
def test_a_folder_that_cannot_be_made_is_told_of_in_our_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, expected: type[Exception]
) -> None:
    monkeypatch.setattr(os, "mkdir", failing(code))
    with pytest.raises(expected):
        make_folder(tmp_path / "a")


def test_only_drafts_are_swept(tmp_path: Path) -> None:
    for name in (".draft-vault.json", "vault.json", "draft"):
        (tmp_path / name).write_bytes(b"x")
    assert sweep(tmp_path) == 1
    assert sweep(tmp_path / "missing") == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["draft", "vault.json"]
