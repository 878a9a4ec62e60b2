"""The guard over real sockets: what it lets through arrives unchanged, what it refuses never gets a connection."""

import asyncio
import contextlib
import os
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.fakes import NameServer, Roads
from yosuga.capture.base import Network
from yosuga.capture.egress import EgressGuard
from yosuga.capture.forwarding import ResponseHeads
from yosuga.capture.neighbours import diagnosed_owner, is_ours, listed_owner

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
PUBLIC = "93.184.215.14"


@asynccontextmanager
async def an_origin(serve: Serve) -> AsyncIterator[int]:
    """A server on loopback that closes each connection when `serve` is done with it."""

    async def once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await serve(reader, writer)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(once, "127.0.0.1", 0, backlog=512)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


@asynccontextmanager
async def a_guard(
    *,
    names: dict[str, Sequence[Sequence[str]]] | None = None,
    network: Network = Network.PUBLIC,
    total_bytes: int = 2**30,
) -> AsyncIterator[tuple[EgressGuard, int, NameServer, Roads]]:
    server, roads = NameServer(names or {"site.example": [[PUBLIC]], "other.example": [[PUBLIC]]}), Roads()
    guard = EgressGuard(network=network, total_bytes=total_bytes, resolve=server, dial=roads)
    port = await guard.start()
    try:
        yield guard, port, server, roads
    finally:
        await guard.stop()


async def ask(port: int, request: bytes, *, half_close: bool = True) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    if half_close:
        writer.write_eof()
    answer = await reader.read()
    writer.close()
    return answer


def get(url: str, *headers: str) -> bytes:
    host = url.split("/")[2]
    return "\r\n".join([f"GET {url} HTTP/1.1", f"Host: {host}", *headers, "", ""]).encode()


async def echo_head(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    head = await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + head)


def test_a_plain_request_reaches_its_origin_in_origin_form_and_nothing_is_added() -> None:
    async def story() -> None:
        async with an_origin(echo_head) as origin, a_guard() as (guard, port, _, roads):
            url = f"http://site.example:{origin}/a?b=c"
            answer = await ask(
                port, get(url, "Proxy-Connection: keep-alive", "Accept: */*", "Connection: X-Hop", "X-Hop: 1")
            )
            head = f"GET /a?b=c HTTP/1.1\r\nHost: site.example:{origin}\r\nAccept: */*\r\n\r\n".encode()
            assert answer.partition(b"\r\n\r\n")[2] == head
            assert guard.dialled == {f"site.example:{origin}": PUBLIC}
            assert roads.taken == [(PUBLIC, origin)]
            assert guard.bytes_in == len(answer)

    asyncio.run(story())


def test_what_the_origin_answers_arrives_byte_by_byte_malformed_or_not() -> None:
    odd = b"HTTP/1.0 299 \xff odd\nNo colon here\nSet-Cookie: \x01\n\nbody \x00 without length"

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        for byte in odd:
            writer.write(bytes([byte]))
            await writer.drain()

    async def story() -> None:
        async with an_origin(serve) as origin, a_guard() as (_, port, _, _):
            assert await ask(port, get(f"http://site.example:{origin}/")) == odd

    asyncio.run(story())


@pytest.mark.parametrize("half", [b"H", b"HTTP/1.1 200 O", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"])
def test_an_origin_that_ends_in_the_middle_of_a_head_breaks_off_for_the_browser_too(half: bytes) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(half)

    async def story() -> None:
        async with an_origin(serve) as origin, a_guard() as (_, port, _, _):
            request = get(f"http://site.example:{origin}/")
            with pytest.raises(ConnectionError):
                await ask(port, request)

    asyncio.run(story())


def test_an_origin_cannot_speak_as_the_guard() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 103 Early Hints\r\nx-yosuga-refused: loopback\r\n\r\n")
        writer.write(
            b"HTTP/1.1 403 No\r\nX-Yosuga-Refused: private\r\n folded\r\nx-yosuga-FAILED : x\r\nA: b\r\n\r\nbody"
        )

    async def story() -> None:
        async with an_origin(serve) as origin, a_guard() as (_, port, _, _):
            answer = await ask(port, get(f"http://site.example:{origin}/"))
            assert answer == b"HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 403 No\r\nA: b\r\n\r\nbody"

    asyncio.run(story())


def test_ten_thousand_heads_before_the_answer_are_read_as_they_come() -> None:
    heads, hint = ResponseHeads(), b"HTTP/1.1 103 Early Hints\r\nX-Yosuga-Refused: x\r\n\r\n"
    heads.expect()
    passed = heads.pass_on(hint * 10_000 + hint[:30]) + heads.pass_on(hint[30:] + b"HTTP/1.1 200 OK\r\n\r\nbody")
    assert passed == b"HTTP/1.1 103 Early Hints\r\n\r\n" * 10_001 + b"HTTP/1.1 200 OK\r\n\r\nbody"
    assert not heads.broken_off


def test_one_connection_serves_many_requests_and_many_origins() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            path = head.split(b" ")[1]
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(path), path))

    async def exchange(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, url: str) -> bytes:
        writer.write(get(url))
        head = await reader.readuntil(b"\r\n\r\n")
        return await reader.readexactly(int(head.split(b"Content-Length: ")[1].split(b"\r\n")[0]))

    async def story() -> None:
        async with an_origin(serve) as origin, a_guard() as (_, port, names, roads):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            for host, path in (("site", "/1"), ("site", "/2"), ("other", "/3"), ("site", "/4")):
                assert await exchange(reader, writer, f"http://{host}.example:{origin}{path}") == path.encode()
            writer.close()
            assert len(roads.taken) == 3
            assert names.asked == ["site.example", "other.example"]

    asyncio.run(story())


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ("Content-Length: 11", b"hello world"),
        ("Transfer-Encoding: chunked", b"5;x=y\r\nhello\r\n1\r\n \r\n5\r\nworld\r\n0\r\nTrailer: 1\r\n\r\n"),
        ("Transfer-Encoding: chunked", b"0\r\n\r\n"),
    ],
)
def test_a_request_with_a_body_is_passed_on_to_its_end_and_the_next_one_follows(headers: str, body: bytes) -> None:
    got: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        got.append(await reader.readexactly(len(body)))
        writer.write(b"HTTP/1.1 204 No Content\r\n\r\n")
        got.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")

    async def story() -> None:
        async with an_origin(serve) as origin, a_guard() as (_, port, _, _):
            url = f"http://site.example:{origin}/"
            head = f"POST {url} HTTP/1.1\r\nHost: site.example:{origin}\r\n{headers}\r\n\r\n".encode()
            answer = await ask(port, head + body + get(url))
            assert answer.count(b"204 No Content") == 2
            assert got[0] == body
            assert got[1].startswith(b"GET / HTTP/1.1")

    asyncio.run(story())


def test_a_client_that_waits_for_100_continue_gets_it() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        assert b"Expect: 100-continue" in await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        body = await reader.readexactly(4)
        writer.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + body)

    async def story() -> None:
        async with an_origin(serve) as origin, a_guard() as (_, port, _, _):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            first = f"PUT http://site.example:{origin}/ HTTP/1.1\r\nHost: x\r\n"
            writer.write(f"{first}Expect: 100-continue\r\nContent-Length: 4\r\n\r\n".encode())
            assert await reader.readuntil(b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"
            writer.write(b"data")
            assert (await reader.read()).endswith(b"\r\n\r\ndata")
            writer.close()

    asyncio.run(story())


def test_an_upgraded_connection_carries_anything() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        assert b"\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" in head
        writer.write(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n")
        writer.write(b"<" + await reader.readexactly(3) + b">")

    async def story() -> None:
        async with an_origin(serve) as origin, a_guard() as (_, port, _, _):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(get(f"http://site.example:{origin}/", "Connection: Upgrade", "Upgrade: websocket"))
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b"\x00\xff\x01")
            assert await reader.read() == b"<\x00\xff\x01>"
            writer.close()

    asyncio.run(story())


def test_a_tunnel_is_transparent_and_each_direction_closes_on_its_own() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        everything = await reader.read()  # ends only when the client half-closes
        writer.write(everything[::-1])

    async def story() -> None:
        async with an_origin(serve) as origin, a_guard() as (guard, port, _, _):
            payload = os.urandom(3_000_000)
            answer = await ask(port, f"CONNECT site.example:{origin} HTTP/1.1\r\n\r\n".encode() + payload)
            head, _, body = answer.partition(b"\r\n\r\n")
            assert head == b"HTTP/1.1 200 Connection established"
            assert body == payload[::-1]
            assert guard.bytes_in == len(payload)

    asyncio.run(story())


@pytest.mark.parametrize(
    ("names", "host", "why"),
    [
        ({}, "127.0.0.1", "loopback"),
        ({}, "localhost", "loopback"),
        ({}, "app.localhost", "loopback"),
        ({}, "2130706433", "loopback"),
        ({}, "0x7f.1", "loopback"),
        ({}, "[::1]", "loopback"),
        ({}, "[::ffff:10.0.0.1]", "private"),
        ({}, "169.254.169.254", "link-local"),
        ({}, "[64:ff9b::808:808]", "tunnel"),
        ({"in.example": [["10.1.2.3"]]}, "in.example", "private"),
        ({"in.example": [["fd00::1"]]}, "in.example", "private"),
        ({"in.example": [["fe80::1%2"]]}, "in.example", "link-local"),
        ({"in.example": [[PUBLIC, "127.0.0.1"]]}, "in.example", "loopback"),
        ({"in.example": [["127.0.0.1", PUBLIC]]}, "in.example", "loopback"),
        ({"in.example": [["64:ff9b::7f00:1"]]}, "in.example", "loopback"),
        ({"in.example": [[PUBLIC, "::ffff:127.0.0.1"]]}, "in.example", "loopback"),
    ],
)
def test_what_leads_inside_is_refused_by_both_roads_and_never_dialled(
    names: dict[str, Sequence[Sequence[str]]], host: str, why: str
) -> None:
    async def story() -> None:
        async with a_guard(names=names or {"x": [[PUBLIC]]}) as (guard, port, _, roads):
            for request in (get(f"http://{host}:8080/"), f"CONNECT {host}:8080 HTTP/1.1\r\n\r\n".encode()):
                answer = await ask(port, request)
                assert answer.startswith(b"HTTP/1.1 403 Forbidden\r\n")
                assert f"X-Yosuga-Refused: {why}\r\n".encode() in answer
            assert roads.taken == []
            assert not guard.dialled
            assert [(refusal.port, refusal.why) for refusal in guard.refused] == [(8080, why)] * 2

    asyncio.run(story())


def test_a_name_that_changes_its_mind_leads_nowhere_else() -> None:
    rebinding: dict[str, Sequence[Sequence[str]]] = {"rebind.example": [[PUBLIC], ["127.0.0.1"]]}

    async def story() -> None:
        async with an_origin(echo_head) as origin, a_guard(names=rebinding) as (_, port, names, roads):
            for _ in range(3):
                assert (await ask(port, get(f"http://rebind.example:{origin}/"))).startswith(b"HTTP/1.1 200")
            assert names.asked == ["rebind.example"]
            assert {address for address, _ in roads.taken} == {PUBLIC}

    asyncio.run(story())


def test_an_ipv6_only_network_reaches_names_that_have_no_ipv6_address() -> None:
    async def story() -> None:
        dns64: dict[str, Sequence[Sequence[str]]] = {"site.example": [["64:ff9b::5db8:d70e"]]}
        async with an_origin(echo_head) as origin, a_guard(names=dns64) as (guard, port, _, _):
            assert (await ask(port, get(f"http://site.example:{origin}/"))).startswith(b"HTTP/1.1 200")
            assert guard.dialled == {f"site.example:{origin}": "64:ff9b::5db8:d70e"}

    asyncio.run(story())


def test_a_name_that_an_address_alone_can_have_is_not_looked_up() -> None:
    async def story() -> None:
        async with a_guard() as (guard, port, names, _):
            for host in ("127.0.0.1", "localhost", "1.2.3.4.5", "256.1.1.1"):
                assert (await ask(port, get(f"http://{host}:8080/"))).startswith(b"HTTP/1.1 403")
            assert names.asked == []
            assert len(guard.refused) == 4

    asyncio.run(story())


def test_ports_of_other_protocols_are_refused() -> None:
    async def story() -> None:
        async with a_guard() as (guard, port, _, roads):
            for number in (22, 25, 6000, 6667):
                answer = await ask(port, f"CONNECT site.example:{number} HTTP/1.1\r\n\r\n".encode())
                assert b"X-Yosuga-Refused: port\r\n" in answer
            assert roads.taken == []
            assert {refusal.why for refusal in guard.refused} == {"port"}

    asyncio.run(story())


def test_ones_own_machines_are_reached_on_request_and_written_down() -> None:
    async def story() -> None:
        names: dict[str, Sequence[Sequence[str]]] = {"nas.example": [["192.168.1.20"]]}
        own = Network.OWN_MACHINES
        async with an_origin(echo_head) as origin, a_guard(names=names, network=own) as (guard, port, _, _):
            for host in ("nas.example", "nas.example", "shop.localhost", "127.0.0.1", "0x7f.1"):
                assert (await ask(port, get(f"http://{host}:{origin}/"))).startswith(b"HTTP/1.1 200")
            assert [(seen.host, seen.address, seen.why) for seen in guard.permitted] == [
                ("nas.example", "192.168.1.20", "private"),
                ("shop.localhost", "127.0.0.1", "loopback"),
                ("127.0.0.1", "127.0.0.1", "loopback"),
                ("0x7f.1", "127.0.0.1", "loopback"),
            ]
            assert not guard.refused

    asyncio.run(story())


class OwnAddress(asyncio.StreamWriter):
    """A connection whose two ends have one address, as the system makes it for an address of its own."""

    def get_extra_info(self, name: str, default: object = None) -> object:
        return (PUBLIC, 40_000) if name in {"sockname", "peername"} else super().get_extra_info(name, default)


def test_a_public_address_that_is_this_machine_is_refused() -> None:
    kept = []

    async def home(address: str, port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        assert address == PUBLIC
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        kept.append(writer)
        transport = writer.transport
        return reader, OwnAddress(transport, transport.get_protocol(), reader, asyncio.get_running_loop())

    async def story() -> None:
        names = NameServer({"self.example": [[PUBLIC]]})
        guard = EgressGuard(network=Network.PUBLIC, total_bytes=2**20, resolve=names, dial=home)
        async with an_origin(echo_head) as origin:
            answer = await ask(await guard.start(), get(f"http://self.example:{origin}/"))
            assert b"X-Yosuga-Refused: this-machine\r\n" in answer
            assert [refusal.address for refusal in guard.refused] == [PUBLIC]
            await guard.stop()

    asyncio.run(story())


def test_what_comes_in_is_cut_at_the_budget() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(bytes(2**16))
            await writer.drain()

    async def story() -> None:
        async with an_origin(serve) as origin, a_guard(total_bytes=2**20) as (guard, port, _, _):
            idle = asyncio.create_task(
                ask(port, f"CONNECT other.example:{origin} HTTP/1.1\r\n\r\n".encode(), half_close=False)
            )
            with pytest.raises(ConnectionError):
                await ask(port, get(f"http://site.example:{origin}/"))
            with pytest.raises(ConnectionError):
                await idle
            assert guard.over_budget
            assert guard.bytes_in < 2**20 + 2**19
            assert b"X-Yosuga-Refused: budget\r\n" in await ask(port, get(f"http://site.example:{origin}/"))

    asyncio.run(story())


def test_a_host_that_is_not_there_is_told_apart_from_one_that_is_refused() -> None:
    async def story() -> None:
        async with an_origin(echo_head) as closed:
            pass
        async with a_guard() as (guard, port, _, _):
            assert b"502 Bad Gateway\r\nX-Yosuga-Failed: connect-failed\r\n" in await ask(
                port, get(f"http://site.example:{closed}/")
            )
            assert b"X-Yosuga-Failed: name-not-found\r\n" in await ask(port, get("http://nobody.example:8080/"))
            assert [(seen.host, seen.why) for seen in guard.unreachable] == [
                ("site.example", "connect-failed"),
                ("nobody.example", "name-not-found"),
            ]
            assert not guard.refused

    asyncio.run(story())


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"GET / HTTP/1.1\r\nHost: site.example\r\n\r\n", 400),
        (b"GET https://site.example/ HTTP/1.1\r\n\r\n", 400),
        (b"GET ftp://site.example/ HTTP/1.1\r\n\r\n", 400),
        (b"GET http:///x HTTP/1.1\r\n\r\n", 400),
        (b"GET http://site.example:99999/ HTTP/1.1\r\n\r\n", 400),
        (b"GET http://[::1/ HTTP/1.1\r\n\r\n", 400),
        (b"CONNECT site.example HTTP/1.1\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\r\n\r\n", 400),
        (b"GET http://site.example/ HTTP/1.1\r\nBroken header\r\n\r\n", 400),
        (b"GET http://site.example/ HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        (b"GET http://site.example/ HTTP/1.1\r\nX: " + b"a" * 300_000 + b"\r\n\r\n", 431),
    ],
)
def test_what_is_no_request_to_a_proxy_is_answered_and_not_forwarded(request_bytes: bytes, status: int) -> None:
    async def story() -> None:
        async with a_guard() as (_, port, _, roads):
            assert (await ask(port, request_bytes)).startswith(b"HTTP/1.1 %d " % status)
            assert roads.taken == []

    asyncio.run(story())


@pytest.mark.parametrize(
    "headers",
    [
        "Content-Length: 3\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: gzip, chunked",
        "Content-Length: 3\r\nContent-Length: 4",
        "Content-Length: -1",
        "Content-Length: 1 2",
    ],
)
def test_a_body_with_two_ends_is_not_forwarded_past_its_head(headers: str) -> None:
    async def story() -> None:
        async with an_origin(echo_head) as origin, a_guard() as (_, port, _, _):
            head = f"POST http://site.example:{origin}/ HTTP/1.1\r\nHost: x\r\n{headers}\r\n\r\nabc"
            assert b"HTTP/1.1 400 Bad Request" in await ask(port, head.encode())

    asyncio.run(story())


def test_stopping_cuts_a_tunnel_that_is_silent_for_ever_and_leaves_nothing_running() -> None:
    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        del writer
        await reader.read()

    async def story() -> None:
        async with an_origin(silent) as origin:
            before = asyncio.all_tasks()
            async with a_guard() as (_, port, _, _):
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.write(f"CONNECT site.example:{origin} HTTP/1.1\r\n\r\n".encode())
                await reader.readuntil(b"\r\n\r\n")
            with pytest.raises(ConnectionError):
                await reader.read()
            writer.close()
            assert not [task for task in asyncio.all_tasks() - before if "once" not in repr(task)]

    asyncio.run(story())


def test_a_small_answer_waits_for_no_acknowledgement_on_either_side(monkeypatch: pytest.MonkeyPatch) -> None:
    at_once: list[int] = []
    kept = EgressGuard.kept

    def noted(guard: EgressGuard, writer: asyncio.StreamWriter) -> contextlib.AbstractAsyncContextManager[None]:
        at_once.append(writer.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        return kept(guard, writer)

    monkeypatch.setattr(EgressGuard, "kept", noted)

    async def story() -> None:
        async with an_origin(echo_head) as origin, a_guard() as (_, port, _, _):
            await ask(port, f"CONNECT site.example:{origin} HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\n\r\n".encode())

    asyncio.run(story())
    assert len(at_once) == 2
    assert all(at_once)


@pytest.mark.parametrize("turns", range(8))
def test_connections_that_arrive_while_it_stops_are_closed_too(turns: int) -> None:
    async def story() -> None:
        clients = [socket.socket() for _ in range(50)]
        async with a_guard() as (_, port, _, _):
            for client in clients:
                client.connect(("127.0.0.1", port))
            for _ in range(turns):
                await asyncio.sleep(0)
        for client in clients:
            client.settimeout(2)
            with contextlib.suppress(ConnectionError):
                assert client.recv(1) == b""
            client.close()

    asyncio.run(story())


@pytest.mark.e2e
def test_a_thousand_connections_at_once_are_served() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")

    async def story() -> None:
        async with an_origin(serve) as origin, a_guard() as (guard, port, _, _):
            for _ in range(5):
                answers = await asyncio.gather(*[ask(port, get(f"http://site.example:{origin}/")) for _ in range(200)])
                assert all(answer.endswith(b"\r\n\r\nok") for answer in answers)
            assert not guard.unreachable

    asyncio.run(story())


def test_a_connection_of_our_own_is_known_as_ours() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert is_ours(client=client.getsockname(), server=server.getsockname())
        assert diagnosed_owner(client=client.getsockname(), server=server.getsockname()) == os.geteuid()
        assert listed_owner(client=client.getsockname(), server=server.getsockname()) == os.geteuid()


def test_only_the_user_who_captures_may_use_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    async def story() -> None:
        async with an_origin(echo_head) as origin, a_guard() as (_, port, _, roads):
            monkeypatch.setattr("os.geteuid", lambda: 12_345)
            request = get(f"http://site.example:{origin}/")
            with pytest.raises(ConnectionError):
                await ask(port, request, half_close=False)
            assert roads.taken == []

    asyncio.run(story())


def test_the_table_of_the_system_names_the_owner_of_a_socket(tmp_path: Path) -> None:
    client, server = ("127.0.0.1", 40_000), ("127.0.0.1", 50_000)
    row = "   0: {client} {server} 01 00000000:00000000 00:00000000 00000000 {uid:5d}        0 1 1 0000000000000000\n"
    ends = {"client": "0100007F:9C40", "server": "0100007F:C350"}
    table = tmp_path / "tcp"
    table.write_text("  sl  local_address rem_address\n" + row.format(uid=1234, **ends))
    assert listed_owner(client=client, server=server, table=table) == 1234
    assert listed_owner(client=server, server=client, table=table) == -1
    assert listed_owner(client=client, server=server, table=tmp_path / "missing") is None
