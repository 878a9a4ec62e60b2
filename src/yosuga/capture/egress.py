"""The only way out for a capture's browser: a forward proxy that judges every address, counts, and never opens TLS."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Mapping, Sequence

from yosuga.capture.base import Network
from yosuga.capture.dialling import (
    Connection,
    Dialler,
    Refusal,
    RefusedError,
    Resolver,
    Routes,
    UnreachableError,
    system_dialler,
    system_resolver,
)
from yosuga.capture.forwarding import (
    FAILED_HEADER,
    HEAD_BYTES,
    REFUSED_HEADER,
    BadRequestError,
    Request,
    ResponseHeads,
    answer,
    read_request,
    relay_request_body,
)
from yosuga.capture.neighbours import is_ours
from yosuga.capture.relaying import LINGER_NOT, both, end, pump, read, reset, say

MOST_CONNECTIONS = 1_024


class EgressGuard:
    """A proxy on 127.0.0.1 for one capture; it runs in the caller's event loop.

    `total_bytes` bounds what may come in, TLS and heads included; beyond it every connection is cut. A refusal is
    answered 403 with `X-Yosuga-Refused: <why>`, an unreachable host 502 with `X-Yosuga-Failed: <why>`. Over plain
    HTTP no origin can forge these (they are taken out); over TLS one can, so believe `refused`, not a header.
    """

    def __init__(
        self,
        *,
        network: Network,
        total_bytes: int,
        resolve: Resolver = system_resolver,
        dial: Dialler = system_dialler,
    ) -> None:
        self._routes = Routes(network=network, resolve=resolve, dial=dial)
        self._total_bytes = total_bytes
        self._listener: socket.socket | None = None
        self._listening: asyncio.Task[None] | None = None
        self._address = ("127.0.0.1", 0)
        self._tasks: set[asyncio.Task[None]] = set()
        self._writers: set[asyncio.StreamWriter] = set()
        self._stopped = False
        self.bytes_in = 0
        self.over_budget = False

    @property
    def dialled(self) -> Mapping[str, str]:
        """`host:port` to the address that was really dialled."""
        return self._routes.dialled

    @property
    def refused(self) -> Sequence[Refusal]:
        """What policy forbade, in order."""
        return self._routes.refused

    @property
    def permitted(self) -> Sequence[Refusal]:
        """Addresses outside the public internet that OWN_MACHINES let through, with what they are."""
        return self._routes.permitted

    @property
    def unreachable(self) -> Sequence[Refusal]:
        """Hosts the network did not lead to, in order."""
        return self._routes.unreachable

    async def start(self) -> int:
        """Listen on a free port of 127.0.0.1 and return it."""
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=512)
        self._listener.setblocking(False)
        self._address = self._listener.getsockname()[:2]
        self._listening = asyncio.create_task(self._listen(self._listener))
        return self._address[1]

    async def stop(self) -> None:
        """Stop listening, cut what is open, and wait until nothing of it runs."""
        self._stopped = True
        if self._listening is not None and self._listener is not None:
            with socket.socket() as knock:  # an accept that is cancelled may lose the connection it has just made
                knock.setblocking(False)
                knock.connect_ex(self._address)
                await self._listening
            self._listener.close()
        await asyncio.sleep(0)  # whoever was let in last begins, and sees that it is over
        self._cut()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._routes.close()

    async def _listen(self, listener: socket.socket) -> None:
        """Let connections in. `asyncio.Server` leaves one open that arrives in the moment it closes."""
        loop = asyncio.get_running_loop()
        while not self._stopped:
            try:
                connection, client = await loop.sock_accept(listener)
            except OSError:  # too many open files: others will close
                await asyncio.sleep(0.05)
                continue
            task = asyncio.create_task(self._accept(connection, client=client))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _accept(self, connection: socket.socket, *, client: tuple[str, int]) -> None:
        full = self._stopped or len(self._tasks) > MOST_CONNECTIONS
        if full or not is_ours(client=client, server=self._address):
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_NOT)
            connection.close()
            return
        try:
            # asyncio does it for its own sockets alone. Without it small answers wait 40 ms for an acknowledgement.
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            reader, writer = await asyncio.open_connection(sock=connection, limit=HEAD_BYTES)
            async with self.kept(writer):
                await self._converse((reader, writer))
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # the other side went away, or we stop: nothing is left to say, and the browser reports it

    async def _converse(self, client: Connection) -> None:
        """Serve the requests of one client connection, one after the other."""
        line = _Line(guard=self, client=client)
        try:
            while (request := await read_request(client[0])) is not None:
                if request.method == "CONNECT":
                    await self._tunnel(request, client=client)
                    return
                await line.forward(request)
                if request.upgrades:
                    await pump(client[0], to=line.origin_writer())
            await line.finish()
        except BadRequestError as bad:
            await say(client[1], answer(status=bad.status, phrase=bad.phrase))
        except RefusedError as refused:
            await say(client[1], answer(status=403, phrase="Forbidden", header=REFUSED_HEADER, why=refused.why))
        except UnreachableError as failure:
            await say(client[1], answer(status=502, phrase="Bad Gateway", header=FAILED_HEADER, why=failure.why))
        finally:
            await line.close()

    async def _tunnel(self, request: Request, *, client: Connection) -> None:
        origin = await self.connect(request)
        async with self.kept(origin[1]):
            client[1].write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            try:
                await both(pump(client[0], to=origin[1]), self.pump_in(origin[0], to=client[1]))
            except OSError:
                reset(client[1])

    async def connect(self, request: Request) -> Connection:
        """Connect to the origin of `request`. Raises RefusedError or UnreachableError."""
        if self.over_budget:
            raise RefusedError(why="budget")
        return await self._routes.connect(request.host, port=request.port)

    async def pump_in(
        self, origin: asyncio.StreamReader, *, to: asyncio.StreamWriter, heads: ResponseHeads | None = None
    ) -> None:
        """Relay what comes in until it ends, counted; then tell `to` so, without closing the other direction.

        Raises OSError when a side breaks off, or when the origin ends in the middle of a head.
        """
        while data := await read(origin):
            self._count(len(data))
            to.write(heads.pass_on(data) if heads else data)
            await to.drain()
        if heads and heads.broken_off:
            raise ConnectionError
        end(to)

    def _count(self, size: int) -> None:
        self.bytes_in += size
        if self.bytes_in > self._total_bytes and not self.over_budget:
            self.over_budget = True
            self._cut()

    def _cut(self) -> None:
        for writer in list(self._writers):
            reset(writer)

    @contextlib.asynccontextmanager
    async def kept(self, writer: asyncio.StreamWriter) -> AsyncIterator[None]:
        """Know `writer` while it is in use, so that it can be cut; close it after."""
        self._writers.add(writer)
        try:
            yield
        finally:
            self._writers.discard(writer)
            writer.close()


class _Line:
    """The plain HTTP side of one client connection: the origin it speaks to now, and the answers on their way back."""

    def __init__(self, *, guard: EgressGuard, client: Connection) -> None:
        self._guard = guard
        self._client = client
        self._authority = ""
        self._origin: Connection | None = None
        self._answers: asyncio.Task[None] | None = None
        self._heads = ResponseHeads()
        self._stack = contextlib.AsyncExitStack()

    async def forward(self, request: Request) -> None:
        """Send `request` to its origin, over the connection in use when that leads there."""
        if request.authority != self._authority:
            await self.close()
            await self._open(request)
        writer = self.origin_writer()
        self._heads.expect()
        writer.write(request.onward())
        await relay_request_body(request, self._client[0], to=writer)
        await writer.drain()

    async def _open(self, request: Request) -> None:
        self._origin = await self._guard.connect(request)
        self._authority = request.authority
        await self._stack.enter_async_context(self._guard.kept(self._origin[1]))
        self._heads = ResponseHeads()
        self._answers = asyncio.create_task(self._bring_back(self._origin[0]))

    async def _bring_back(self, origin: asyncio.StreamReader) -> None:
        """Relay answers until the origin ends or breaks off; the client's connection shares that fate."""
        client = self._client[1]
        try:
            await self._guard.pump_in(origin, to=client, heads=self._heads)
        except OSError:
            reset(client)
        else:
            client.close()

    def origin_writer(self) -> asyncio.StreamWriter:
        """Return where requests go. Raises OSError when there is no origin yet."""
        if self._origin is None:
            raise ConnectionError
        return self._origin[1]

    async def finish(self) -> None:
        """The client sends no more: let the answers under way arrive."""
        if self._answers is not None:
            await self._answers

    async def close(self) -> None:
        """Leave the origin."""
        if self._answers is not None:
            self._answers.cancel()
            await asyncio.gather(self._answers, return_exceptions=True)
        await self._stack.aclose()
        self._origin, self._answers, self._authority = None, None, ""
