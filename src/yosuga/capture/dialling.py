"""Where a name leads and whether a capture may go there: one look-up, every answer judged, that address dialled."""

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from yosuga.capture.addresses import (
    BLOCKED_PORTS,
    host_refusal,
    is_localhost,
    literal,
    plain_host,
    refusal,
    synthesised,
)
from yosuga.capture.base import Network

Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]
Resolver = Callable[[str, int], Awaitable[Sequence[str]]]
Dialler = Callable[[str, int], Awaitable[Connection]]

LOOKUP_S = 15.0
DIAL_S = 10.0
NEXT_ADDRESS_S = 2.0  # how long one of several addresses may keep the others waiting
READ_BYTES = 2**18


@dataclass(frozen=True, slots=True)
class Refusal:
    """One connection that was judged: where to, by which address (empty when none was looked up), and why."""

    host: str
    port: int
    address: str
    why: str


class RefusedError(Exception):
    """Policy forbids this connection. `why` is one word of `addresses`, or `port`, `this-machine` or `budget`."""

    def __init__(self, *, why: str, address: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.address = address


class UnreachableError(Exception):
    """The network did not lead there: `name-not-found`, `lookup-timeout`, `connect-failed` or `connect-timeout`."""

    def __init__(self, *, why: str) -> None:
        super().__init__(why)
        self.why = why


async def system_resolver(host: str, port: int) -> Sequence[str]:
    """Return every address the operating system gives for `host`, in its order. Raises OSError when there is none.

    Each look-up has a thread of its own that nothing waits for: a silent name server must not hold up the end.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[Sequence[str]] = loop.create_future()

    def settle(found: Sequence[str] | OSError) -> None:
        if answer.done():
            return
        if isinstance(found, OSError):
            answer.set_exception(found)
        else:
            answer.set_result(found)

    def look_up() -> None:
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found: Sequence[str] | OSError = list(dict.fromkeys(str(row[4][0]) for row in rows))
        except (OSError, UnicodeError) as error:  # UnicodeError: a label that IDNA cannot encode
            found = error if isinstance(error, OSError) else OSError(str(error))
        if not loop.is_closed():
            loop.call_soon_threadsafe(settle, found)

    threading.Thread(target=look_up, name="lookup", daemon=True).start()
    return await answer


async def system_dialler(address: str, port: int) -> Connection:
    """Open a TCP connection to an address that was judged already. Raises OSError."""
    return await asyncio.open_connection(address, port, limit=READ_BYTES)


class Routes:
    """The roads of one capture. A name is looked up once and keeps its answers: a second answer can lead nowhere."""

    def __init__(self, *, network: Network, resolve: Resolver, dial: Dialler) -> None:
        self._network = network
        self._resolve = resolve
        self._dial = dial
        self._answers: dict[str, asyncio.Task[Sequence[str]]] = {}
        self._slow: set[str] = set()
        self.dialled: dict[str, str] = {}
        self.refused: list[Refusal] = []
        self.permitted: list[Refusal] = []
        self.unreachable: list[Refusal] = []

    async def connect(self, host: str, *, port: int) -> Connection:
        """Connect to `host`, or raise RefusedError or UnreachableError; either is written down."""
        try:
            return await self._connect(host, port=port)
        except RefusedError as refused:
            self.refused.append(Refusal(host=host, port=port, address=refused.address, why=refused.why))
            raise
        except UnreachableError as failure:
            self.unreachable.append(Refusal(host=host, port=port, address="", why=failure.why))
            raise

    async def close(self) -> None:
        """Give up the look-ups that are still under way."""
        for task in self._answers.values():
            task.cancel()
        await asyncio.gather(*self._answers.values(), return_exceptions=True)

    async def _connect(self, host: str, *, port: int) -> Connection:
        if port in BLOCKED_PORTS:
            raise RefusedError(why="port")
        why = host_refusal(host)
        if why == "bad-host" or (why and self._network is Network.PUBLIC):
            raise RefusedError(why=why)
        name = plain_host(host)
        addresses = await self._lookup(name, port=port)
        self._judge(addresses, host=host, port=port)
        address, connection = await self._first_open(addresses, port=port)
        self._judge_peer(connection, address=address)
        self.dialled[f"{host}:{port}"] = address
        return connection

    async def _lookup(self, name: str, *, port: int) -> Sequence[str]:
        spelled = literal(name)
        if spelled:
            return [spelled]
        if is_localhost(name):
            return ["127.0.0.1"]
        task = self._answers.get(name)
        if task is None:
            task = self._answers[name] = asyncio.create_task(self._ask(name, port=port))
        try:
            found = await asyncio.shield(task)
        except TimeoutError as error:  # before OSError: it is one
            self._answers.pop(name, None)
            raise UnreachableError(why="lookup-timeout") from error
        except OSError as error:
            self._answers.pop(name, None)
            raise UnreachableError(why="name-not-found") from error
        if not found:
            raise UnreachableError(why="name-not-found")
        return found

    async def _ask(self, name: str, *, port: int) -> Sequence[str]:
        async with asyncio.timeout(LOOKUP_S):
            return await self._resolve(name, port)

    def _judge(self, addresses: Sequence[str], *, host: str, port: int) -> None:
        """Refuse when any answer is bad: a name with a good and a bad answer is how rebinding begins."""
        for address in addresses:
            why = refusal(address if literal(plain_host(host)) else synthesised(address))
            if not why:
                continue
            if self._network is Network.PUBLIC:
                raise RefusedError(why=why, address=address)
            seen = Refusal(host=host, port=port, address=address, why=why)
            if seen not in self.permitted:
                self.permitted.append(seen)

    def _judge_peer(self, connection: Connection, *, address: str) -> None:
        """Refuse a public address that is this machine's own: what listens here may trust its neighbours."""
        writer = connection[1]
        here, there = writer.get_extra_info("sockname"), writer.get_extra_info("peername")
        if self._network is Network.PUBLIC and here and there and here[0] == there[0] == address:
            writer.transport.abort()
            raise RefusedError(why="this-machine", address=address)

    async def _first_open(self, addresses: Sequence[str], *, port: int) -> tuple[str, Connection]:
        """Dial the addresses one after the other, those that kept us waiting before last."""
        ordered = sorted(addresses, key=lambda address: address in self._slow)
        why = "connect-failed"
        for address in ordered:
            try:
                async with asyncio.timeout(DIAL_S if address == ordered[-1] else NEXT_ADDRESS_S):
                    return address, await self._dial(address, port)
            except TimeoutError:
                self._slow.add(address)
                why = "connect-timeout"
            except OSError:
                self._slow.add(address)
        raise UnreachableError(why=why)
