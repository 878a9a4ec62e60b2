"""What a forward proxy reads of HTTP/1: the heads of requests and responses, and where a request's body ends."""

import asyncio
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

HEAD_BYTES = 2**18  # a browser gives up on a response's head at 256 KiB, so nothing longer is of use
REFUSED_HEADER = "X-Yosuga-Refused"
FAILED_HEADER = "X-Yosuga-Failed"

_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_OURS = re.compile(rb"(?im)^x-yosuga-(?:refused|failed)[ \t]*:[^\n]*(?:\n[ \t][^\n]*)*\n")
_INTERIM = re.compile(rb"HTTP/1\.\d 1(?!01)\d\d\b")
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")

# RFC 9110, 7.6.1: meant for the next hop only. `Connection` and `Upgrade` are judged by what they say.
_HOP_BY_HOP = frozenset(
    {"connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection", "te"}
)

Header = tuple[str, str]


class BadRequestError(Exception):
    """What came is no request that a forward proxy takes. `status` and `phrase` are the answer to it."""

    def __init__(self, *, status: int = 400, phrase: str = "Bad Request") -> None:
        super().__init__(phrase)
        self.status = status
        self.phrase = phrase


@dataclass(frozen=True, slots=True)
class Request:
    """The head of one request to the proxy. `target` is what the origin is asked for; empty for CONNECT."""

    method: str
    host: str
    port: int
    target: str
    headers: tuple[Header, ...]

    @property
    def authority(self) -> str:
        """Host and port of the origin, as one comparable text."""
        return f"{self.host}:{self.port}"

    @property
    def upgrades(self) -> bool:
        """Whether the connection may become something else than HTTP (RFC 9110, 7.8)."""
        return any(name.lower() == "upgrade" for name, _ in self.headers)

    def values(self, name: str) -> list[str]:
        """Return the values of the header `name` (lower case), in order."""
        return [value for key, value in self.headers if key.lower() == name]

    def onward(self) -> bytes:
        """Return the head as the origin gets it: origin form, no hop-by-hop header, none added (RFC 9112, 3.2)."""
        named = {token.strip().lower() for value in self.values("connection") for token in value.split(",")}
        drop = (_HOP_BY_HOP | named) - ({"connection", "upgrade"} if self.upgrades else set())
        lines = [f"{self.method} {self.target} HTTP/1.1"]
        lines += [f"{name}: {value}" for name, value in self.headers if name.lower() not in drop]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def parse_request(head: bytes) -> Request:
    """Read the head of a request in absolute form or CONNECT. Raises BadRequestError."""
    first, *rest = head.decode("latin-1").removesuffix("\r\n\r\n").split("\r\n")
    parts = first.split(" ")
    if len(parts) != 3 or not _TOKEN.fullmatch(parts[0]) or not parts[2].startswith("HTTP/1."):
        raise BadRequestError
    headers = tuple(_header(line) for line in rest)
    if parts[0] == "CONNECT":
        host, port = _authority(f"//{parts[1]}", otherwise=0)
        return Request(method="CONNECT", host=host, port=port, target="", headers=headers)
    if not parts[1].lower().startswith("http://"):
        raise BadRequestError
    host, port = _authority(parts[1], otherwise=80)
    authority, slash, rest_of_target = parts[1][7:].partition("/")
    authority, question, query = authority.partition("?")
    target = f"/{question}{query}{slash}{rest_of_target}" if question else f"/{rest_of_target}"
    return Request(method=parts[0], host=host, port=port, target=target, headers=_addressed(headers, to=authority))


def _addressed(headers: tuple[Header, ...], *, to: str) -> tuple[Header, ...]:
    """Make the one Host header say what the request line says, where the client put it (RFC 9112, 3.2.2)."""
    authority = to.rpartition("@")[2]
    hosts = [name for name, _ in headers if name.lower() == "host"]
    if not hosts:
        return (("Host", authority), *headers)
    if len(hosts) > 1:
        raise BadRequestError
    return tuple((name, authority if name.lower() == "host" else value) for name, value in headers)


def _header(line: str) -> Header:
    name, colon, value = line.partition(":")
    if not colon or not _TOKEN.fullmatch(name) or any(c in value for c in "\r\n\0"):
        raise BadRequestError
    return name, value.strip(" \t")


def _authority(url: str, *, otherwise: int) -> tuple[str, int]:
    try:
        parts = urlsplit(url)
        port = parts.port if parts.port is not None else otherwise
    except ValueError as error:
        raise BadRequestError from error
    if not parts.hostname or not port:
        raise BadRequestError
    return parts.hostname, port


async def read_request(reader: asyncio.StreamReader) -> Request | None:
    """Return the next request, or nothing when the client is done. Raises BadRequestError and OSError."""
    try:
        return parse_request(await reader.readuntil(b"\r\n\r\n"))
    except asyncio.IncompleteReadError:
        return None
    except asyncio.LimitOverrunError as error:
        raise BadRequestError(status=431, phrase="Request Header Fields Too Large") from error


async def relay_request_body(request: Request, reader: asyncio.StreamReader, *, to: asyncio.StreamWriter) -> None:
    """Pass on the body of `request`, to its end. Raises BadRequestError, asyncio.IncompleteReadError, OSError."""
    codings = request.values("transfer-encoding")
    lengths = set(request.values("content-length"))
    if codings:
        if lengths or [coding.lower() for coding in codings] != ["chunked"]:
            raise BadRequestError  # RFC 9112, 6.1: two framings at once is how requests are smuggled
        await _relay_chunks(reader, to=to)
    elif lengths:
        await _relay_exactly(reader, length=_length(lengths), to=to)


def _length(values: set[str]) -> int:
    value = values.pop()
    if values or not (value.isascii() and value.isdigit()):
        raise BadRequestError
    return int(value)


async def _relay_exactly(reader: asyncio.StreamReader, *, length: int, to: asyncio.StreamWriter) -> None:
    while length:
        data = await reader.read(min(length, 2**16))
        if not data:
            raise asyncio.IncompleteReadError(b"", length)
        to.write(data)
        await to.drain()
        length -= len(data)


async def _relay_chunks(reader: asyncio.StreamReader, *, to: asyncio.StreamWriter) -> None:
    while True:
        line = await _line(reader)
        to.write(line)
        size = line.partition(b";")[0].strip()
        if not re.fullmatch(rb"[0-9A-Fa-f]{1,15}", size):
            raise BadRequestError
        if int(size, 16) == 0:
            break
        await _relay_exactly(reader, length=int(size, 16) + 2, to=to)
    while line not in {b"\r\n", b"\n"}:  # the trailer section
        line = await _line(reader)
        to.write(line)
    await to.drain()


async def _line(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.readuntil(b"\n")
    except asyncio.LimitOverrunError as error:
        raise BadRequestError from error


class ResponseHeads:
    """Finds the heads in what an origin sends, and takes out of them the headers by which we speak to the browser.

    Everything else passes untouched, malformed or not: what the origin sent is evidence. Framing need not be known,
    because a browser does not pipeline: after a request, the next bytes are a head.
    """

    def __init__(self) -> None:
        self._held = b""
        self._expecting = False

    def expect(self) -> None:
        """A request was sent: a head comes next."""
        self._expecting = True

    def pass_on(self, data: bytes) -> bytes:
        """Return what may go to the browser now; an unfinished head is held back."""
        held, self._held = self._held + data, b""
        passed: list[bytes] = []
        at = 0
        while self._expecting and at < len(held):  # a server may send thousands of interim heads
            end = _END_OF_HEAD.search(held, at)
            if not b"HTTP/".startswith(held[at : at + 5]) or (end.end() if end else len(held)) - at > HEAD_BYTES:
                self._expecting = False
            elif end is None:
                self._held = held[at:]
                return b"".join(passed)
            else:
                head, at = held[at : end.end()], end.end()
                self._expecting = bool(_INTERIM.match(head))
                passed.append(_OURS.sub(b"", head))
        return b"".join([*passed, held[at:]])

    @property
    def broken_off(self) -> bool:
        """Whether a head has begun and not ended. A browser takes half a head and an orderly end for a page."""
        return bool(self._held)


def answer(*, status: int, phrase: str, header: str = "", why: str = "") -> bytes:
    """Return a whole response of our own, without a body."""
    said = f"{header}: {why}\r\n" if header else ""
    return f"HTTP/1.1 {status} {phrase}\r\n{said}Content-Length: 0\r\nConnection: close\r\n\r\n".encode("ascii")
