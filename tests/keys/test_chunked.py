"""What a user of encrypted content relies on: it comes back whole, or it is refused."""

import hashlib
import io
from typing import BinaryIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.keys import cobblestone
from yosuga.errors import BlobDamaged
from yosuga.keys.chunked import CHUNK, Reader, content_size, decrypt_to, encrypt, sealed_size

KEY = bytes(range(32))
CONTEXT = b"yosuga test"
TAG = 16
HEADER = 56
EDGES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK - 1, 2 * CHUNK, 3 * CHUNK + 5]
MIB = 2**20

lengths = st.sampled_from(EDGES) | st.integers(0, 4 * CHUNK)


def content(size: int) -> bytes:
    return hashlib.shake_128(b"fictional content").digest(size)


def sealed(plain: bytes, *, key: bytes = KEY, context: bytes = CONTEXT) -> bytes:
    sink = io.BytesIO()
    hasher = hashlib.sha256()
    assert encrypt(io.BytesIO(plain), sink, key=key, context=context, hasher=hasher) == len(plain)
    assert hasher.digest() == hashlib.sha256(plain).digest()
    return sink.getvalue()


def opened(blob: bytes, *, key: bytes = KEY, context: bytes = CONTEXT) -> bytes:
    sink = io.BytesIO()
    decrypt_to(io.BytesIO(blob), sink, key=key, context=context)
    return sink.getvalue()


def reader(blob: bytes) -> Reader:
    return Reader(io.BytesIO(blob), key=KEY, context=CONTEXT)


def refused(blob: bytes) -> None:
    with pytest.raises(BlobDamaged):
        opened(blob)
    with pytest.raises(BlobDamaged):
        reader(blob).readall()


def chunk_at(number: int) -> slice:
    return slice(HEADER + number * (CHUNK + TAG), HEADER + (number + 1) * (CHUNK + TAG))


@given(lengths)
@example(MIB)
@example(MIB + 1)
@example(2 * MIB)
@example(3 * MIB + 77)
def test_content_of_any_length_comes_back_whole(size: int) -> None:
    plain = content(size)
    blob = sealed(plain)
    assert len(blob) == sealed_size(size)
    assert content_size(len(blob)) == size
    assert opened(blob) == plain
    assert reader(blob).readall() == plain


@pytest.mark.parametrize("size", [0, 1, CHUNK, CHUNK + 20])
def test_blobs_read_as_the_standard_says(size: int) -> None:
    blob = cobblestone.encrypt(content(size), key=KEY, context=CONTEXT, salt=bytes(range(100, 124)))
    assert reader(blob).readall() == content(size)
    assert opened(blob) == content(size)


@pytest.mark.parametrize("size", [0, 5, CHUNK])
def test_blobs_are_written_as_the_standard_says(size: int) -> None:
    blob = sealed(content(size))
    assert blob == cobblestone.encrypt(content(size), key=KEY, context=CONTEXT, salt=blob[:24])


def test_chunk_numbers_above_one_byte_read_as_the_recipe_wrote_them() -> None:
    plain = content(257 * CHUNK + 3)
    with reader(sealed(plain)) as blob:
        blob.seek(256 * CHUNK - 2)
        assert blob.readall() == plain[256 * CHUNK - 2 :]


@given(st.data())
def test_a_flipped_bit_anywhere_is_refused(data: st.DataObject) -> None:
    blob = bytearray(sealed(content(data.draw(st.sampled_from(EDGES)))))
    bit = data.draw(st.integers(0, len(blob) * 8 - 1))
    blob[bit // 8] ^= 1 << bit % 8
    refused(bytes(blob))


@given(st.data())
def test_a_truncated_blob_is_refused(data: st.DataObject) -> None:
    blob = sealed(content(data.draw(st.sampled_from(EDGES))))
    refused(blob[: data.draw(st.integers(0, len(blob) - 1))])


@pytest.mark.parametrize("chunks", [0, 1, 2])
def test_a_blob_cut_between_chunks_is_refused(chunks: int) -> None:
    refused(sealed(content(3 * CHUNK))[: HEADER + chunks * (CHUNK + TAG)])


@given(st.sampled_from(EDGES), st.binary(min_size=1, max_size=40) | st.just(bytes(CHUNK + TAG)))
def test_an_extended_blob_is_refused(size: int, more: bytes) -> None:
    refused(sealed(content(size)) + more)


def test_swapped_chunks_are_refused() -> None:
    blob = sealed(content(3 * CHUNK))
    swapped = bytearray(blob)
    swapped[chunk_at(0)], swapped[chunk_at(1)] = blob[chunk_at(1)], blob[chunk_at(0)]
    refused(bytes(swapped))


def test_a_chunk_of_another_blob_under_the_same_key_is_refused() -> None:
    blob = bytearray(sealed(content(3 * CHUNK)))
    blob[chunk_at(1)] = sealed(content(3 * CHUNK))[chunk_at(1)]
    refused(bytes(blob))


def test_a_last_chunk_moved_forward_is_refused() -> None:
    blob = sealed(content(2 * CHUNK + 9))
    refused(blob[: HEADER + CHUNK + TAG] + blob[chunk_at(2)])


@pytest.mark.parametrize(("key", "context"), [(bytes(32), CONTEXT), (KEY, b"another place"), (KEY, b"")])
def test_another_key_or_context_is_refused_before_a_byte_is_given(key: bytes, context: bytes) -> None:
    blob = sealed(content(CHUNK))
    with pytest.raises(BlobDamaged):
        Reader(io.BytesIO(blob), key=key, context=context)
    sink = io.BytesIO()
    with pytest.raises(BlobDamaged):
        decrypt_to(io.BytesIO(blob), sink, key=key, context=context)
    assert not sink.getvalue()


@pytest.mark.parametrize("size", [0, 16, 31, 33])
def test_a_key_that_is_not_32_bytes_is_never_used(size: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Reader(io.BytesIO(sealed(b"")), key=bytes(size), context=CONTEXT)
    with pytest.raises(ValueError, match="32 bytes"):
        encrypt(io.BytesIO(), io.BytesIO(), key=bytes(size), context=CONTEXT, hasher=hashlib.sha256())


@given(lengths, st.lists(st.tuples(st.integers(0, 4 * CHUNK + 9), st.integers(0, 2 * CHUNK + 9)), max_size=6))
def test_seeking_and_reading_equals_slicing(size: int, visits: list[tuple[int, int]]) -> None:
    plain = content(size)
    with reader(sealed(plain)) as blob:
        assert blob.size == size
        for start, length in visits:
            assert blob.seek(start) == start
            assert blob.read(length) == plain[start : start + length]
            assert blob.tell() == max(start, min(start + length, max(size, start)))


def test_positions_count_from_the_end_and_from_here() -> None:
    plain = content(CHUNK + 100)
    with reader(sealed(plain)) as blob:
        assert blob.seek(-50, io.SEEK_END) == CHUNK + 50
        assert blob.read(10) == plain[-50:-40]
        assert blob.seek(-20, io.SEEK_CUR) == CHUNK + 40
        with pytest.raises(ValueError, match="before the first byte"):
            blob.seek(-1)


def test_a_reader_serves_what_expects_a_file() -> None:
    plain = content(5 * CHUNK)
    with io.BufferedReader(reader(sealed(plain)), 2 * CHUNK) as file:
        assert file.peek(1)[:4] == plain[:4]
        assert b"".join(iter(lambda: file.read(1000), b"")) == plain


def test_only_damage_that_is_read_is_noticed_late_and_never_given() -> None:
    plain = content(3 * CHUNK)
    blob = bytearray(sealed(plain))
    blob[HEADER + CHUNK + TAG + 7] ^= 1
    with reader(bytes(blob)) as damaged:
        assert damaged.read(CHUNK) == plain[:CHUNK]
        buffer = bytearray(CHUNK)
        with pytest.raises(BlobDamaged, match="chunk 1"):
            damaged.readinto(buffer)
        assert buffer == bytes(CHUNK)


def test_closing_a_reader_closes_the_blob() -> None:
    source = io.BytesIO(sealed(b"abc"))
    with Reader(source, key=KEY, context=CONTEXT):
        pass
    assert source.closed


def test_the_same_content_never_looks_the_same() -> None:
    assert sealed(b"abc") != sealed(b"abc")


class Drip(io.RawIOBase):
    """A source that gives at most 1,000 bytes at a time, as a pipe does."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self._data = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        return self._data.readinto(buffer[:1000])


class Narrow(io.BytesIO):
    """A sink that takes at most 1,000 bytes at a time."""

    def write(self, chunk: memoryview, /) -> int:  # type: ignore[override]
        return super().write(chunk[:1000])


def test_short_reads_and_short_writes_lose_nothing() -> None:
    plain, sink = content(2 * CHUNK + 3), Narrow()
    source: BinaryIO = io.BufferedReader(Drip(plain), 1)
    encrypt(source, sink, key=KEY, context=CONTEXT, hasher=hashlib.sha256())
    assert opened(sink.getvalue()) == plain


def test_a_failing_sink_ends_the_encryption_with_its_error() -> None:
    class Full(io.BytesIO):
        def write(self, chunk: memoryview, /) -> int:  # type: ignore[override]
            if self.tell() + len(chunk) > 2 * MIB:
                raise BlobDamaged("no room")
            return super().write(chunk)

    with pytest.raises(BlobDamaged, match="no room"):
        encrypt(io.BytesIO(bytes(5 * MIB)), Full(), key=KEY, context=CONTEXT, hasher=hashlib.sha256())


@given(st.integers(0, 2**40))
def test_sizes_convert_both_ways(size: int) -> None:
    assert content_size(sealed_size(size)) == size
