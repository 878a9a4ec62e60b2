"""The hostile site: one server on loopback for all troubles, its TLS doors, and a door inside that nobody may open."""

import asyncio
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

import trustme

from tests.hostile.trouble import Trouble
from tests.hostile.wire import Wire, parse

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def contexts() -> Mapping[str, ssl.SSLContext]:
    """Return the three ways in which certificates are broken most often."""
    authority = trustme.CA()
    made = {
        "tls_expired": authority.issue_cert(
            "site.localhost", not_before=LONG_AGO, not_after=datetime(2021, 1, 1, tzinfo=UTC)
        ),
        "tls_wrong_host": authority.issue_cert("other.example"),
        "tls_unknown": authority.issue_cert("site.localhost"),
    }
    return {name: _context(certificate) for name, certificate in made.items()}


def _context(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    certificate.configure_cert(context)
    return context


@dataclass(slots=True)
class Site:
    """A running site. `asked` are the requests it saw, as (host, path); `inside` those that came to the inner door."""

    troubles: Mapping[str, Trouble]
    asked: list[tuple[str, str]] = field(default_factory=list)
    inside: list[str] = field(default_factory=list)
    ports: dict[str, int] = field(default_factory=dict)
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    _thread: threading.Thread | None = None
    _servers: list[asyncio.Server] = field(default_factory=list)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def __enter__(self) -> Self:
        """Start, and know the ports."""
        self._thread = threading.Thread(target=self._loop.run_forever, name="hostile-site", daemon=True)
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._open(), self._loop).result(30)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop, and leave no connection open."""
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(30)
        self._loop.call_soon_threadsafe(self._loop.stop)
        if self._thread is not None:
            self._thread.join(10)
        self._loop.close()

    def url(self, template: str) -> str:
        """Return a trouble's address with the ports of this run in it."""
        for name, port in self.ports.items():
            template = template.replace(f"{{{name}}}", str(port))
        return template

    async def _open(self) -> None:
        await self._listen("http", scheme="http", tls=None)
        await self._listen("inside", scheme="inside", tls=None)
        for name, context in contexts().items():
            await self._listen(name, scheme="https", tls=context)

    async def _listen(self, name: str, *, scheme: str, tls: ssl.SSLContext | None) -> None:
        async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            if task is not None:
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
            await self._serve(Wire(reader, writer), scheme=scheme)

        server = await asyncio.start_server(accept, "127.0.0.1", 0, ssl=tls, backlog=512, limit=2**20)
        self._servers.append(server)
        self.ports[name] = server.sockets[0].getsockname()[1]

    async def _close(self) -> None:
        for server in self._servers:
            server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, wire: Wire, *, scheme: str) -> None:
        try:
            head = await wire.reader.readuntil(b"\r\n\r\n")
            if scheme == "inside":
                self.inside.append(head.split(b"\r\n")[0].decode("latin-1"))
                await wire.send(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\nSECRET")
            else:
                await self._answer(head.removesuffix(b"\r\n\r\n"), wire, scheme=scheme)
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            wire.writer.close()

    async def _answer(self, head: bytes, wire: Wire, *, scheme: str) -> None:
        name, asked = parse(head, scheme=scheme)
        self.asked.append((asked.host.partition(":")[0], f"/{name}/{asked.path}"))
        trouble = self.troubles.get(name)
        pages = trouble.pages if trouble else {}
        answer = pages.get(asked.path) or pages.get("*")
        if answer is None:
            await wire.head(404, [("Content-Length", "0")])
            return
        await answer(asked, wire)
