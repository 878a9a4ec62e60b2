"""Large content encrypted in chunks: C2SP chunked-encryption, instantiated as Cobblestone-256.

Standard: https://c2sp.org/chunked-encryption (HKDF-Expand with SHA-512, AES-256-GCM, chunks of 16 KiB, the last one
always shorter). Whole content goes through the maintained recipe of `cryptography`; only random access is written here.
"""

import hmac
import io
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import BinaryIO, Protocol, Self

from cryptography.cobblestone import Cobblestone256Decryptor, Cobblestone256Encryptor
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from yosuga.errors import BlobDamaged

KEY = 32
CHUNK = 16 * 1024
_SALT = 24
_COMMITMENT = 32
_HEADER = _SALT + _COMMITMENT
_NONCE = 12
_TAG = 16
_SEALED_CHUNK = CHUNK + _TAG
_INFO = b"c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\x00"
_BUFFER = 1024 * 1024


class Sink(Protocol):
    """Where bytes go: a store's draft, an open file, `BytesIO`."""

    def write(self, chunk: memoryview, /) -> int:
        """Take a chunk and say how many of its bytes were taken. The chunk is reused after the call."""
        ...


class Hasher(Protocol):
    """A running hash, as `hashlib.sha256()` gives it."""

    def update(self, chunk: memoryview, /) -> None:
        """Add a chunk."""
        ...


def sealed_size(size: int) -> int:
    """Return how many bytes `size` bytes of content take when encrypted."""
    return _HEADER + size + (size // CHUNK + 1) * _TAG


def content_size(sealed: int) -> int:
    """Return how many bytes of content an encrypted blob of `sealed` bytes holds.

    Raises BlobDamaged for a length that no content has: such a blob was cut or extended.
    """
    chunks, last = divmod(sealed - _HEADER, _SEALED_CHUNK)
    if sealed < _HEADER or last < _TAG:
        raise BlobDamaged(f"{sealed} bytes is not the length of a whole blob")
    return chunks * CHUNK + last - _TAG


def encrypt(source: BinaryIO, sink: Sink, *, key: bytes, context: bytes, hasher: Hasher) -> int:
    """Encrypt all of `source` into `sink` in one pass, feed the plain content to `hasher`, return its size in bytes.

    `key` is 32 random bytes used for this content alone; the salt is drawn inside the recipe. Memory is about 3 MiB
    whatever the size. Content above 1 MiB is hashed on a second core: less wall time for a little more CPU time.
    """
    encryptor = Cobblestone256Encryptor(key, context)
    sealed = memoryview(bytearray(sealed_size(_BUFFER)))
    size = 0
    with _Hashing(hasher) as hashing:
        for plain in _buffers(source):
            hashing.update(plain)
            _write_all(sink, sealed[: encryptor.update_into(plain, sealed)])
            size += len(plain)
    _write_all(sink, memoryview(encryptor.finalize()))
    return size


def decrypt_to(source: BinaryIO, sink: Sink, *, key: bytes, context: bytes) -> int:
    """Decrypt all of `source` into `sink` and return the size of the content in bytes.

    Every byte given to `sink` is authentic, but only a normal return says that the content is whole: on BlobDamaged
    (altered, cut, extended, or another key or context) the caller throws away what it got.
    """
    decryptor = Cobblestone256Decryptor(key, context)
    plain = memoryview(bytearray(_BUFFER + 2 * _SEALED_CHUNK))
    size = 0
    try:
        for sealed in _buffers(source):
            given = decryptor.update_into(sealed, plain)
            _write_all(sink, plain[:given])
            size += given
        last = decryptor.finalize()
    except InvalidTag:
        raise BlobDamaged("does not decrypt") from None
    _write_all(sink, memoryview(last))
    return size + len(last)


class Reader(io.RawIOBase):
    """The content of an encrypted blob as a seekable file. Closing it closes the blob.

    Opening checks the key commitment and authenticates the last chunk, so `size` (in bytes) is true from the start.
    Each further chunk is authenticated before a byte of it is given. Raises BlobDamaged, at opening or at reading.
    """

    def __init__(self, source: BinaryIO, *, key: bytes, context: bytes) -> None:
        super().__init__()
        self._source = source
        self.size = content_size(source.seek(0, io.SEEK_END))
        self._aead, self._base = _open_header(source, key=key, context=context)
        self._position = 0
        self._held_number = self.size // CHUNK
        self._held = self._chunk(self._held_number)  # the last chunk stands for the length (spec, implementation notes)

    def readable(self) -> bool:
        """Say that content can be read."""
        return True

    def seekable(self) -> bool:
        """Say that any position can be read first."""
        return True

    def tell(self) -> int:
        """Return the position in the content, in bytes."""
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Move to a position of the content; beyond the end is allowed and reads as nothing."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self.size}[whence]
        if start + offset < 0:
            raise ValueError("a position before the first byte")
        self._position = start + offset
        return self._position

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]  # every writable buffer
        """Fill `buffer` with authentic content and return how many bytes were given; 0 is the end."""
        view = memoryview(buffer).cast("B")
        given = 0
        while given < len(view) and self._position < self.size:
            number, start = divmod(self._position, CHUNK)
            piece = self._authentic(number)[start : start + len(view) - given]
            view[given : given + len(piece)] = piece
            given += len(piece)
            self._position += len(piece)
        return given

    def readall(self) -> bytes:
        """Return everything from the position to the end."""
        rest = bytearray(max(0, self.size - self._position))
        self.readinto(rest)
        return bytes(rest)

    def close(self) -> None:
        """Forget the key and the chunk in hand, and close the blob."""
        if not self.closed:
            self._held = b""
            self._source.close()
            del self._aead
        super().close()

    def _authentic(self, number: int) -> bytes:
        """Return chunk `number`, from the one in hand if it is that one."""
        if number != self._held_number:
            self._held = self._chunk(number)
            self._held_number = number
        return self._held

    def _chunk(self, number: int) -> bytes:
        """Read, authenticate and return chunk `number`."""
        expected = min(CHUNK, self.size - number * CHUNK) + _TAG
        self._source.seek(_HEADER + number * _SEALED_CHUNK)
        sealed = _read_exactly(self._source, expected)
        nonce = (self._base ^ number).to_bytes(_NONCE, "big")
        try:
            return self._aead.decrypt(nonce, sealed, None)
        except InvalidTag:
            raise BlobDamaged(f"chunk {number} is not authentic") from None


def _open_header(source: BinaryIO, *, key: bytes, context: bytes) -> tuple[AESGCM, int]:
    """Derive the blob's cipher and base nonce, after its commitment proved that key and context are the right ones."""
    if len(key) != KEY:  # the expansion below would take a key of any length
        raise ValueError("a blob's key is 32 bytes")
    source.seek(0)
    header = _read_exactly(source, _HEADER)
    info = _INFO + header[:_SALT] + context
    derived = HKDFExpand(algorithm=SHA512(), length=KEY + _NONCE + _COMMITMENT, info=info).derive(key)
    if not hmac.compare_digest(derived[KEY + _NONCE :], header[_SALT:]):
        raise BlobDamaged("key commitment does not match")
    return AESGCM(derived[:KEY]), int.from_bytes(derived[KEY : KEY + _NONCE], "big")


def _read_exactly(source: BinaryIO, size: int) -> bytes:
    """Read `size` bytes; a source that became shorter was cut while we looked."""
    sealed = source.read(size)
    while len(sealed) < size:
        more = source.read(size - len(sealed))
        if not more:
            raise BlobDamaged("ends early")
        sealed += more
    return sealed


def _buffers(source: BinaryIO) -> Iterator[memoryview]:
    """Yield the source in large pieces. Two buffers take turns: a piece lasts until the next but one is asked for."""
    buffers: list[memoryview] = []
    turn = 0
    while True:
        if turn == len(buffers):  # small content never touches the second one
            buffers.append(memoryview(bytearray(_BUFFER)))
        filled = _fill(source, buffers[turn])
        if filled:
            yield buffers[turn][:filled]
        if filled < _BUFFER:
            return
        turn = 1 - turn


def _fill(source: BinaryIO, buffer: memoryview) -> int:
    """Read until the buffer is full or the source ends; return how many bytes it holds."""
    filled = 0
    while filled < len(buffer):
        got = _read_some(source, buffer[filled:])
        if not got:
            break
        filled += got
    return filled


def _read_some(source: BinaryIO, buffer: memoryview) -> int:
    """Read once, without a copy where the source can."""
    if isinstance(source, io.BufferedIOBase | io.RawIOBase):
        return source.readinto(buffer) or 0
    chunk = source.read(len(buffer))
    buffer[: len(chunk)] = chunk
    return len(chunk)


def _write_all(sink: Sink, chunk: memoryview) -> None:
    """Write the whole chunk, however small the pieces the sink takes."""
    while chunk:
        chunk = chunk[sink.write(chunk) :]


class _Hashing:
    """Feeds a hasher on a second core (hashlib releases the interpreter's lock); the first piece is hashed at once.

    A piece must stay as it is until the next call of `update` has returned.
    """

    def __init__(self, hasher: Hasher) -> None:
        self._hasher = hasher
        self._pool: ThreadPoolExecutor | None = None
        self._running: Future[None] | None = None

    def __enter__(self) -> Self:
        return self

    def update(self, piece: memoryview) -> None:
        """Add a piece, after the one before it was added."""
        if self._running is not None:
            self._running.result()
        if self._pool is None:  # small content ends here and never starts a thread
            self._hasher.update(piece)
            self._pool = ThreadPoolExecutor(1, thread_name_prefix="hash")
        else:
            self._running = self._pool.submit(self._hasher.update, piece)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown()
        if self._running is not None and error is None:
            self._running.result()
