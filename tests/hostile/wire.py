"""HTTP by hand: a hostile server must be able to say what no server library would let it say."""

import asyncio
import socket
import struct
import zlib
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from functools import cache
from urllib.parse import parse_qs, urlsplit

Header = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: `path` is what follows the trouble's own folder, `origin` the URL of that folder."""

    method: str
    path: str
    query: dict[str, str]
    host: str
    headers: dict[str, str]
    origin: str
    site: str


@dataclass(frozen=True, slots=True)
class Wire:
    """One connection, held by one answer."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def send(self, data: bytes) -> None:
        """Send bytes as they are."""
        self.writer.write(data)
        await self.writer.drain()

    async def head(self, status: int = 200, headers: Iterable[Header] = ()) -> None:
        """Send a status line and headers; the connection ends the body."""
        lines = [
            f"HTTP/1.1 {status} Said",
            *[f"{name}: {value}" for name, value in headers],
            "Connection: close",
            "",
            "",
        ]
        await self.send("\r\n".join(lines).encode("utf-8"))

    def reset(self) -> None:
        """Break off without a word."""
        sock = self.writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


Answer = Callable[[Asked, Wire], Awaitable[None]]
Body = bytes | str | Callable[[Asked], str]
HTML = "text/html; charset=utf-8"


def says(
    body: Body, *, status: int = 200, kind: str = HTML, headers: Iterable[Header] = (), after_s: float = 0.0
) -> Answer:
    """Answer with a body; a text may name `{site}` (scheme, host, port), `{here}` (the folder) and `{port}`."""

    async def answer(asked: Asked, wire: Wire) -> None:
        await asyncio.sleep(after_s)
        content = rendered(body, asked)
        await wire.head(status, [("Content-Type", kind), *headers, ("Content-Length", str(len(content)))])
        if asked.method != "HEAD":
            await wire.send(content)

    return answer


def rendered(body: Body, asked: Asked) -> bytes:
    """Return the bytes of a body for this request."""
    if isinstance(body, bytes):
        return body
    text = body(asked) if callable(body) else body
    port = asked.host.rpartition(":")[2]
    return text.replace("{site}", asked.site).replace("{here}", asked.origin).replace("{port}", port).encode("utf-8")


def redirects(to: str, *, status: int = 302) -> Answer:
    """Answer with a redirect."""

    async def answer(asked: Asked, wire: Wire) -> None:
        await wire.head(status, [("Location", rendered(to, asked).decode()), ("Content-Length", "0")])

    return answer


def raw(data: bytes, *, reset: bool = False, hold: bool = False, silent_s: float = 0.0) -> Answer:
    """Answer with exactly these bytes, then close (after a silence), break off, or say nothing more for ever."""

    async def answer(asked: Asked, wire: Wire) -> None:
        await wire.send(data.replace(b"{here}", asked.origin.encode()))
        await asyncio.sleep(silent_s)
        if hold:
            await wire.reader.read()
        if reset:
            await asyncio.sleep(0.2)
            wire.reset()

    return answer


def trickles(first: bytes, drop: bytes, *, every_s: float) -> Answer:
    """Answer with `first`, then one `drop` at a time, for ever."""

    async def answer(asked: Asked, wire: Wire) -> None:
        del asked
        await wire.send(first)
        while True:
            await asyncio.sleep(every_s)
            await wire.send(drop)

    return answer


def bomb(*, megabytes: int, kind: str, before: bytes = b"", fill: bytes = b"\0") -> Answer:
    """Answer with little gzip that unpacks to `megabytes`; it is packed when it is first asked for."""

    async def answer(asked: Asked, wire: Wire) -> None:
        packed = await asyncio.to_thread(_packed, megabytes, before, fill)
        await says(packed, kind=kind, headers=[("Content-Encoding", "gzip")])(asked, wire)

    return answer


@cache
def _packed(megabytes: int, before: bytes, fill: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    million = fill * (2**20 // len(fill))
    return packer.compress(before) + b"".join(packer.compress(million) for _ in range(megabytes)) + packer.flush()


def parse(head: bytes, *, scheme: str) -> tuple[str, Asked]:
    """Read a request's head; return the trouble's name and what was asked."""
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ", 2)
    headers = {
        name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)
    }
    parts = urlsplit(target)
    _, trouble, *rest = parts.path.split("/", 2)
    host = headers.get("host", "")
    site = f"{scheme}://{host}"
    query = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
    path = rest[0] if rest else ""
    origin = f"{site}/{trouble}"
    return trouble, Asked(method=method, path=path, query=query, host=host, headers=headers, origin=origin, site=site)


# The smallest GIF there is: one pixel, transparent.
_GIF = "47494638396101000100800000ff000000000021f90401000000002c00000000010001000002024401003b"
IMAGE = says(bytes.fromhex(_GIF), kind="image/gif")
