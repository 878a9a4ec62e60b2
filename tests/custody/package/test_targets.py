import errno
import os
import zipfile
from pathlib import Path

import pytest

from tests.custody.conftest import START
from yosuga.custody.package.targets import MARK, FolderTarget, Target, ZipTarget
from yosuga.errors import AlreadyExists, DiskFailed, DiskFull, PackageError, YosugaError


def target_of(kind: str, place: Path) -> Target:
    return FolderTarget(place, name="P") if kind == "folder" else ZipTarget(place, name="P", moment=START)


def finish(target: Target) -> None:
    target.add("data/a", size=1, chunks=[b"a"])
    target.commit()


@pytest.mark.parametrize("kind", ["folder", "zip"])
@pytest.mark.parametrize(
    ("number", "error"), [(errno.ENOSPC, DiskFull), (errno.EDQUOT, DiskFull), (errno.EIO, DiskFailed)]
)
def test_a_disk_that_fails_to_sync_is_reported_and_nothing_gets_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, number: int, error: type[YosugaError]
) -> None:
    def failing(_: int) -> None:
        raise OSError(number, os.strerror(number))

    target = target_of(kind, tmp_path)
    target.begin()
    monkeypatch.setattr(os, "fsync", failing)
    with pytest.raises(error):
        finish(target)
    target.close()
    assert not target.path.exists()
    assert len(list(tmp_path.iterdir())) == 1


def test_file_systems_without_hard_links_are_written_to_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(*_: object) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refusing)
    target = target_of("zip", tmp_path)
    target.begin()
    finish(target)
    assert [path.name for path in tmp_path.iterdir()] == ["P.zip"]
    again = target_of("zip", tmp_path)
    with pytest.raises(AlreadyExists):
        again.begin()


@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_a_place_that_is_not_there_is_a_failure_of_the_disk(tmp_path: Path, kind: str) -> None:
    with pytest.raises(DiskFailed, match="ENOENT"):
        target_of(kind, tmp_path / "nowhere").begin()


def test_nothing_is_added_to_a_zip_that_was_not_begun(tmp_path: Path) -> None:
    target = target_of("zip", tmp_path)
    with pytest.raises(PackageError):
        target.add("data/a", size=1, chunks=[b"a"])
    target.close()


@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_a_link_of_that_name_is_not_followed(tmp_path: Path, kind: str) -> None:
    target = target_of(kind, tmp_path)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    target.path.with_name(target.path.name + MARK).symlink_to(elsewhere)
    with pytest.raises(AlreadyExists):
        target.begin()
    assert list(elsewhere.iterdir()) == []


def test_large_entries_are_written_as_zip64(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 1000)
    target = target_of("zip", tmp_path)
    target.begin()
    target.add("data/large", size=5000, chunks=[b"x" * 2500] * 2)
    target.add("data/small", size=3, chunks=[b"abc"])
    target.commit()
    monkeypatch.undo()
    with zipfile.ZipFile(target.path) as archive:
        assert archive.testzip() is None
        assert archive.getinfo("P/data/large").extract_version == 45
        assert archive.read("P/data/large") == b"x" * 5000
        assert archive.read("P/data/small") == b"abc"
