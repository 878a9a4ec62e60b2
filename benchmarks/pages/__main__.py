"""Serves the benchmark pages on two loopback ports, prints them, and stops when its input closes."""

import asyncio
import json
import re
import ssl
import sys
from collections.abc import Mapping

from benchmarks.pages.timeline import Served, resources

_RANGE = re.compile(r"(?im)^range:\s*bytes=(\d+)-(\d*)")


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, served: Mapping[str, Served]) -> None:
    """Answer the requests of one connection."""
    try:
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            method, target, _ = head.split(" ", 2)
            found = served.get(target.partition("?")[0], Served(status=404))
            await asyncio.sleep(found.after_s)
            writer.write(answer(found, head=head, method=method))
            await writer.drain()
    except (OSError, asyncio.IncompleteReadError):
        pass
    finally:
        writer.close()


def answer(found: Served, *, head: str, method: str) -> bytes:
    """Return the bytes of a response; a range is answered as a video player expects it."""
    body, status, extra = found.body, found.status, ""
    asked = _RANGE.search(head)
    if asked and status == 200:
        first, last = int(asked[1]), int(asked[2] or len(body) - 1)
        extra = f"Content-Range: bytes {first}-{min(last, len(body) - 1)}/{len(body)}\r\nAccept-Ranges: bytes\r\n"
        body, status = body[first : last + 1], 206
    if found.to:
        extra = f"Location: {found.to}\r\n"
    lines = f"HTTP/1.1 {status} OK\r\nContent-Type: {found.kind}\r\nContent-Length: {len(body)}\r\n{extra}\r\n"
    return lines.encode() + (b"" if method == "HEAD" else body)


def context(chain: str) -> ssl.SSLContext | None:
    """Return how TLS is spoken, or nothing for plain HTTP."""
    if not chain:
        return None
    made = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    made.load_cert_chain(chain)
    return made


async def main(host: str, other: str, chain: str = "") -> None:
    """Serve until the standard input ends; over TLS when `chain` names a file with key and certificates.

    Both names lead to loopback; to a browser they are two sites.
    """
    served: dict[str, Served] = {}

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await serve(reader, writer, served=served)

    server = await asyncio.start_server(accept, "127.0.0.1", 0, backlog=512, ssl=context(chain))
    port = server.sockets[0].getsockname()[1]
    scheme = "https" if chain else "http"
    served.update(resources(other=f"{scheme}://{other}:{port}"))
    site = f"{scheme}://{host}:{port}"
    print(json.dumps({"page": f"{site}/", "small": f"{site}/small"}), flush=True)
    await asyncio.to_thread(sys.stdin.buffer.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
