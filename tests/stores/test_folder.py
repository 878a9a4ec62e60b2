"""The folder store: names on disk, rights, the order of system calls, and every way a disk can fail."""

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.stores.contract import NAME, OTHER, StoreContract, got, put
from yosuga.errors import DiskFailed, DiskFull, VaultError
from yosuga.stores.base import Store
from yosuga.stores.folder import FolderStore


class TestFolderStore(StoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Store:
        return FolderStore(tmp_path)


class TestFolderStoreWithoutHardLinks(StoreContract):
    """As on exFAT and FAT, where `link` is not permitted."""

    @pytest.fixture
    def store(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
        monkeypatch.setattr(os, "link", failing(errno.EPERM))
        return FolderStore(tmp_path)


def failing(code: int) -> Callable[..., int]:
    def fail(*_: object, **__: object) -> int:
        raise OSError(code, os.strerror(code))

    return fail


class Recorder:
    """Notes the calls that make a file durable, with the name they touched, and lets them through."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.calls: list[str] = []
        self._names: dict[int, str] = {}
        self._open = os.open
        monkeypatch.setattr(os, "open", self.open)
        for call in ("write", "fsync"):
            monkeypatch.setattr(os, call, self.on_handle(getattr(os, call)))
        for call in ("link", "unlink", "mkdir"):
            monkeypatch.setattr(os, call, self.on_path(getattr(os, call)))

    def open(self, path: Path, flags: int, mode: int = 0o777) -> int:
        handle = self._open(path, flags, mode)
        self._names[handle] = self.short(path)
        if flags & os.O_CREAT:
            self.calls.append(f"create {self.short(path)}")
        return handle

    def on_handle(self, call: Callable[..., int]) -> Callable[..., int]:
        def wrapper(handle: int, *more: object) -> int:
            self.calls.append(f"{call.__name__} {self._names[handle]}")
            return call(handle, *more)

        return wrapper

    def on_path(self, call: Callable[..., int]) -> Callable[..., int]:
        def wrapper(*arguments: object, **options: object) -> int:
            paths = [self.short(argument) for argument in arguments if isinstance(argument, str | Path)]
            self.calls.append(" ".join([call.__name__, *paths]))
            return call(*arguments, **options)

        return wrapper

    def short(self, path: object) -> str:
        name = Path(str(path)).name
        return "draft" if name.startswith(".draft-") else name


def recorded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    return Recorder(monkeypatch).calls


def files(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def test_the_order_of_system_calls_survives_a_power_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "vault"
    root.mkdir()
    store = FolderStore(root)
    calls = recorded(monkeypatch)
    put(store, NAME, b"x")
    durable = ["create draft", "write draft", "fsync draft", f"link draft {NAME}", "unlink draft", "fsync ab"]
    assert calls == ["mkdir blobs", "fsync vault", "mkdir ab", "fsync blobs", *durable]
    calls.clear()
    put(store, "ab" + "f" * 30, b"y")
    assert [call.replace("f" * 30, "0" * 30) for call in calls] == durable


def test_folders_another_process_made_are_synced_before_they_are_relied_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "blobs" / "ab").mkdir(parents=True)
    calls = recorded(monkeypatch)
    put(FolderStore(tmp_path), NAME, b"x")
    assert [call for call in calls if call.startswith("fsync")] == [
        f"fsync {tmp_path.name}",
        "fsync blobs",
        "fsync draft",
        "fsync ab",
    ]


def test_a_deletion_is_durable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = FolderStore(tmp_path)
    put(store, NAME, b"x")
    calls = recorded(monkeypatch)
    store.delete(NAME)
    assert calls == [f"unlink {NAME}", "fsync ab"]


def test_blobs_rest_where_the_format_document_says_and_only_their_owner_reads_them(tmp_path: Path) -> None:
    put(FolderStore(tmp_path), NAME, b"x")
    assert files(tmp_path) == {f"blobs/ab/{NAME}"}
    assert stat.S_IMODE((tmp_path / "blobs" / "ab" / NAME).stat().st_mode) == 0o600
    for folder in ("blobs", "blobs/ab"):
        assert stat.S_IMODE((tmp_path / folder).stat().st_mode) == 0o700


def test_sweeping_removes_drafts_and_never_an_unknown_file(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    put(store, NAME, b"x")
    shard = tmp_path / "blobs" / "ab"
    drafts = [f".draft-{NAME}-0123456789abcdef", f".draft-{OTHER}-claim"]
    unknown = [".draft-notes", "memo.txt", f".draft-{NAME}-0123456789abcdeX", "AB" + "0" * 30]
    for name in drafts + unknown:
        (shard / name).write_bytes(b"y")
    (tmp_path / "blobs" / "not-a-shard").mkdir()
    (tmp_path / "blobs" / "not-a-shard" / drafts[0]).write_bytes(b"z")
    assert list(store.names()) == [NAME]
    assert store.sweep() == 2
    assert {path.name for path in shard.iterdir()} == {NAME, *unknown}
    assert (tmp_path / "blobs" / "not-a-shard" / drafts[0]).exists()
    assert store.sweep() == 0


def test_a_blob_in_the_wrong_folder_is_not_listed(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    put(store, NAME, b"x")
    (tmp_path / "blobs" / "ab" / OTHER).write_bytes(b"y")
    assert list(store.names()) == [NAME]


def test_deleting_also_removes_what_a_crash_left_of_the_blob(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    put(store, NAME, b"x")
    (tmp_path / "blobs" / "ab" / f".draft-{NAME}-0123456789abcdef").hardlink_to(tmp_path / "blobs" / "ab" / NAME)
    store.delete(NAME)
    assert files(tmp_path) == set()


def test_a_link_in_place_of_a_blob_is_not_followed(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    put(store, NAME, b"x")
    (tmp_path / "elsewhere").write_bytes(b"y")
    (tmp_path / "blobs" / "ab" / ("ab" + "9" * 30)).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(DiskFailed):
        store.open("ab" + "9" * 30)
    assert list(store.names()) == [NAME]


FAILURES = [
    (errno.ENOSPC, DiskFull),
    (errno.EDQUOT, DiskFull),
    (errno.EIO, DiskFailed),
    (errno.EROFS, DiskFailed),
]


@pytest.mark.parametrize(("code", "expected"), FAILURES)
@pytest.mark.parametrize("call", ["open", "write", "link", "mkdir"])
def test_a_failing_call_is_told_in_plain_words_and_keeps_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int, expected: type[VaultError]
) -> None:
    store = FolderStore(tmp_path)
    put(store, NAME, b"kept")
    with monkeypatch.context() as broken:
        broken.setattr(os, call, failing(code))
        with pytest.raises(expected) as refusal:
            put(store, OTHER, b"lost")
    assert errno.errorcode[code] in str(refusal.value)
    assert str(tmp_path) not in refusal.value.for_people()
    assert files(tmp_path) == {f"blobs/ab/{NAME}"}
    put(store, OTHER, b"again")
    assert got(store, NAME) == b"kept"


@pytest.mark.parametrize(("code", "expected"), FAILURES)
@pytest.mark.parametrize("which", [0, 1], ids=["file", "folder"])
def test_after_a_failed_sync_nothing_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, which: int, code: int, expected: type[VaultError]
) -> None:
    store = FolderStore(tmp_path)
    put(store, NAME, b"kept")
    syncs: list[int] = []
    real = os.fsync

    def fsync(handle: int) -> None:
        syncs.append(handle)
        if len(syncs) == which + 1:
            raise OSError(code, os.strerror(code))
        real(handle)

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", fsync)
        with pytest.raises(expected):
            put(store, "ab" + "f" * 30, b"lost")
        assert len(syncs) == which + 1
        with pytest.raises(DiskFailed, match="open the vault again"):
            store.draft(OTHER)
        with pytest.raises(DiskFailed, match="open the vault again"):
            store.delete(NAME)
        assert len(syncs) == which + 1
    assert got(store, NAME) == b"kept"
    put(FolderStore(tmp_path), OTHER, b"after opening anew")


def test_a_draft_open_while_another_sync_fails_is_refused_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = FolderStore(tmp_path)
    with store.draft(NAME) as first, store.draft(OTHER) as second:
        with monkeypatch.context() as broken:
            broken.setattr(os, "fsync", failing(errno.EIO))
            with pytest.raises(DiskFailed):
                first.commit()
        with pytest.raises(DiskFailed):
            second.commit()
    assert files(tmp_path) == set()


def test_short_writes_lose_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, chunk: real(handle, chunk[:3]))
    store = FolderStore(tmp_path)
    put(store, NAME, b"0123456789")
    assert got(store, NAME) == b"0123456789"


def test_a_write_that_takes_nothing_is_a_failure_and_not_an_endless_loop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "write", lambda _handle, _chunk: 0)
    with pytest.raises(DiskFailed):
        put(FolderStore(tmp_path), NAME, b"x")


def test_a_read_error_is_told_in_plain_words(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    put(store, NAME, bytes(100_000))
    for size in (10, 50_000, -1):
        with store.open(NAME) as blob:
            os.close(blob.fileno())
            replacement = os.open(tmp_path, os.O_RDONLY)  # reading a folder fails as a broken disk does
            assert replacement == blob.fileno()
            with pytest.raises(DiskFailed):
                blob.read(size)


def test_without_hard_links_an_existing_blob_is_still_never_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", failing(errno.EOPNOTSUPP))
    store = FolderStore(tmp_path)
    put(store, NAME, b"x")
    assert files(tmp_path) == {f"blobs/ab/{NAME}"}
