"""What carries messages to the browser and back: a pipe where the system has one, a websocket elsewhere.

The pipe is the browser's file descriptors 3 and 4, each message closed by a NUL: nobody else on the machine can
connect to it, and the browser ends when this process does.
"""

import asyncio
import os
from collections import deque
from collections.abc import Callable
from typing import Protocol

from yosuga.errors import BrowserFailed


class BrowserGone(BrowserFailed):
    """The wire to the browser is cut: it died or was ended."""


class Wire(Protocol):
    """What carries messages. `received` and `lost` are set by the connection before the first message."""

    received: Callable[[bytes | bytearray], None]
    lost: Callable[[], None]

    def send(self, message: bytes) -> None:
        """Send one message; a wire that is cut says so through `lost`, not here."""
        ...

    async def close(self) -> None:
        """Let go of the wire."""
        ...


def _nobody(_message: bytes | bytearray) -> None:
    raise BrowserGone("a message came before anyone listened")


class PipeWire:
    """Two file descriptors of this process: one that the browser reads from, one that it writes to."""

    def __init__(self, *, reading: int, writing: int) -> None:
        self.received: Callable[[bytes | bytearray], None] = _nobody
        self.lost: Callable[[], None] = lambda: None
        self._reading, self._writing = reading, writing
        self._pieces: list[bytes] = []
        self._queue: deque[memoryview] = deque()
        self._loop = asyncio.get_running_loop()
        os.set_blocking(reading, False)
        os.set_blocking(writing, False)
        self._loop.add_reader(reading, self._readable)
        self._open = True

    def send(self, message: bytes) -> None:
        if not self._open:
            return
        idle = not self._queue
        self._queue.append(memoryview(message + b"\0"))
        if idle:
            self._writable()

    def _writable(self) -> None:
        while self._queue:
            piece = self._queue[0]
            try:
                sent = os.write(self._writing, piece)
            except BlockingIOError:
                self._loop.add_writer(self._writing, self._writable)
                return
            except OSError:  # the browser closed its end
                self._cut()
                return
            if sent == len(piece):
                self._queue.popleft()
            else:
                self._queue[0] = piece[sent:]
        self._loop.remove_writer(self._writing)

    def _readable(self) -> None:
        try:
            chunk = os.read(self._reading, 1 << 20)
        except BlockingIOError:
            return
        except OSError:
            chunk = b""
        if not chunk:
            self._cut()
            return
        start = 0
        while (end := chunk.find(b"\0", start)) >= 0:
            piece = chunk[start:end]
            if self._pieces:
                self._pieces.append(piece)
                piece = b"".join(self._pieces)
                self._pieces.clear()
            self.received(piece)
            start = end + 1
        if start < len(chunk):
            self._pieces.append(chunk[start:] if start else chunk)

    def _cut(self) -> None:
        if self._open:
            self._open = False
            self._loop.remove_reader(self._reading)
            self._loop.remove_writer(self._writing)
            os.close(self._reading)
            os.close(self._writing)
            self.lost()

    async def close(self) -> None:
        self._cut()


class SocketWire:
    """A websocket, for systems where a child cannot be given extra file descriptors (Windows)."""

    def __init__(self, address: str) -> None:
        self.received: Callable[[bytes | bytearray], None] = _nobody
        self.lost: Callable[[], None] = lambda: None
        self._address = address
        self._outbox: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Connect. Raises BrowserGone when the browser does not answer."""
        from websockets.asyncio.client import connect
        from websockets.exceptions import WebSocketException

        try:
            socket = await connect(self._address, max_size=None, compression=None, ping_interval=None, proxy=None)
        except (OSError, WebSocketException) as error:
            raise BrowserGone(type(error).__name__) from error

        async def receive() -> None:
            async for message in socket:
                self.received(message.encode() if isinstance(message, str) else message)

        async def send() -> None:
            while (message := await self._outbox.get()) is not None:
                await socket.send(message.decode())

        async def carry() -> None:
            ways = [asyncio.create_task(receive()), asyncio.create_task(send())]
            try:
                await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for way in ways:
                    way.cancel()
                await asyncio.gather(*ways, return_exceptions=True)
                await socket.close()
                self.lost()

        self._task = asyncio.create_task(carry())

    def send(self, message: bytes) -> None:
        self._outbox.put_nowait(message)

    async def close(self) -> None:
        self._outbox.put_nowait(None)
        if self._task is not None:
            await asyncio.wait([self._task], timeout=2.0)
