"""What every store promises. A member's test module inherits this class and gives a fresh `store`."""

import io
from collections.abc import Iterator

import pytest

from yosuga.errors import BlobExists, BlobMissing
from yosuga.stores.base import Store

NAME = "ab" + "0" * 30
OTHER = "cd" + "1" * 30


def put(store: Store, name: str, content: bytes) -> None:
    with store.draft(name) as draft:
        draft.write(content)
        draft.commit()


def got(store: Store, name: str) -> bytes:
    with store.open(name) as blob:
        return blob.read()


class StoreContract:
    """The promises of `stores.base`, one test each."""

    @pytest.fixture
    def store(self) -> Iterator[Store]:
        raise NotImplementedError

    def test_a_committed_blob_reads_back(self, store: Store) -> None:
        with store.draft(NAME) as draft:
            assert draft.write(b"one ") == 4
            assert draft.write(bytearray(b"two ")) == 4
            assert draft.write(memoryview(b"three")) == 5
            draft.commit()
        assert got(store, NAME) == b"one two three"
        assert list(store.names()) == [NAME]

    def test_an_empty_blob_is_a_blob(self, store: Store) -> None:
        put(store, NAME, b"")
        assert got(store, NAME) == b""

    def test_a_reader_seeks(self, store: Store) -> None:
        put(store, NAME, bytes(range(200)))
        with store.open(NAME) as blob:
            assert blob.seek(0, io.SEEK_END) == 200
            assert blob.seek(150) == 150
            assert blob.read(3) == bytes([150, 151, 152])

    def test_a_draft_is_invisible_until_it_is_committed(self, store: Store) -> None:
        with store.draft(NAME) as draft:
            draft.write(b"x")
            assert list(store.names()) == []
            with pytest.raises(BlobMissing):
                store.open(NAME)
            draft.commit()
        assert list(store.names()) == [NAME]

    def test_a_draft_that_is_left_without_commit_is_gone(self, store: Store) -> None:
        with store.draft(NAME) as draft:
            draft.write(b"x")
        assert list(store.names()) == []
        assert store.sweep() == 0
        put(store, NAME, b"again")

    def test_a_draft_that_ends_with_an_error_is_gone(self, store: Store) -> None:
        with pytest.raises(ZeroDivisionError):
            self.leave_with_an_error(store)
        assert list(store.names()) == []
        assert store.sweep() == 0

    def leave_with_an_error(self, store: Store) -> None:
        with store.draft(NAME) as draft:
            draft.write(bytes(1 // 0))

    def test_a_draft_that_has_ended_takes_nothing_more(self, store: Store) -> None:
        with store.draft(NAME) as draft:
            draft.commit()
        with pytest.raises(ValueError, match="ended"):
            draft.write(b"x")
        with pytest.raises(ValueError, match="ended"):
            draft.commit()

    def test_a_blob_is_never_overwritten(self, store: Store) -> None:
        put(store, NAME, b"first")
        with pytest.raises(BlobExists):
            put(store, NAME, b"second")
        assert got(store, NAME) == b"first"
        assert store.sweep() == 0

    def test_of_two_drafts_of_one_name_the_first_commit_wins(self, store: Store) -> None:
        with store.draft(NAME) as first, store.draft(NAME) as second:
            first.write(b"first")
            second.write(b"second")
            second.commit()
            with pytest.raises(BlobExists):
                first.commit()
        assert got(store, NAME) == b"second"

    def test_a_missing_blob_is_said_to_be_missing(self, store: Store) -> None:
        with pytest.raises(BlobMissing):
            store.open(NAME)

    def test_deleting_can_be_repeated_and_touches_nothing_else(self, store: Store) -> None:
        put(store, NAME, b"x")
        put(store, OTHER, b"y")
        store.delete(NAME)
        store.delete(NAME)
        store.delete("ef" + "2" * 30)
        assert list(store.names()) == [OTHER]
        with pytest.raises(BlobMissing):
            store.open(NAME)

    @pytest.mark.parametrize(
        "name",
        ["", "../" + "0" * 29, "AB" + "0" * 30, "0" * 31, "0" * 33, "0" * 31 + "\n", "0" * 31 + "/", "\uff10" * 32],
    )
    def test_a_name_that_is_not_32_hex_digits_is_refused(self, store: Store, name: str) -> None:
        for use in (store.draft, store.open, store.delete):
            with pytest.raises(ValueError, match="hexadecimal"):
                use(name)
