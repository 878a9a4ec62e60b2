"""Bytes from one connection to another: each direction ends on its own, and a break stays a break."""

import asyncio
import contextlib
import socket
import struct
import sys
from collections.abc import Coroutine

from yosuga.capture.dialling import READ_BYTES

SILENCE_S = 120.0  # longer than any capture lasts: what is silent for so long is forgotten
LINGER_NOT = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)  # close sends RST (RFC 9293, 3.6)


async def both(first: Coroutine[None, None, None], second: Coroutine[None, None, None]) -> None:
    """Run both directions to their ends; when one breaks off, so does the other. Raises OSError."""
    tasks = [asyncio.create_task(first), asyncio.create_task(second)]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def read(reader: asyncio.StreamReader) -> bytes:
    """Return what comes next, nothing at the end. Raises TimeoutError after a long silence."""
    async with asyncio.timeout(SILENCE_S):
        return await reader.read(READ_BYTES)


async def pump(source: asyncio.StreamReader, *, to: asyncio.StreamWriter) -> None:
    """Relay until the end, then pass the end on: each direction of a connection closes on its own."""
    while data := await read(source):
        to.write(data)
        await to.drain()
    end(to)


def reset(writer: asyncio.StreamWriter) -> None:
    """Break a connection off so that the other side sees it: after a plain end, half a page would look whole."""
    sock = writer.get_extra_info("socket")
    if sock is not None and not writer.transport.is_closing():
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_NOT)
    writer.transport.abort()


def end(writer: asyncio.StreamWriter) -> None:
    """Say that nothing more will be sent."""
    if writer.can_write_eof() and not writer.is_closing():
        with contextlib.suppress(OSError):
            writer.write_eof()


async def say(writer: asyncio.StreamWriter, response: bytes) -> None:
    """Send an answer of our own to whoever may still be there."""
    with contextlib.suppress(OSError):
        writer.write(response)
        await writer.drain()
