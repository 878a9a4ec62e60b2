"""How a question reaches a server of the protocol: one GET through the egress guard, bounded in time and size.

No redirect is followed and no cookie kept. Outside of one's own machines only HTTPS is spoken.
"""

import asyncio
import http.client
from dataclasses import dataclass

from yosuga.capture.base import Network
from yosuga.capture.egress import EgressGuard
from yosuga.capture.forwarding import FAILED_HEADER, REFUSED_HEADER
from yosuga.capture.tunnel import connected

AGENT = "Yosuga"
WAIT_S = 10.0  # for each piece of an answer
TOTAL_S = 30.0  # from the question to the last byte
_HEADS = 2**18  # bytes that may come in besides the body: TLS and heads


class NoAnswer(Exception):
    """Nothing was answered that could be read. `why` is one word, for a record."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Reply:
    """What one server answered: `body` is whole, or the question raised."""

    url: str
    status: int
    body: bytes


def get(url: str, *, network: Network, most: int) -> Reply:
    """Return what `url` answers. Raises NoAnswer: refused by policy, unreachable, too slow, too large, cut off."""
    if network is Network.PUBLIC and not url.startswith("https://"):
        raise NoAnswer("not-https")
    return asyncio.run(_through_guard(url, network=network, most=most))


async def _through_guard(url: str, *, network: Network, most: int) -> Reply:
    guard = EgressGuard(network=network, total_bytes=most + _HEADS)
    port = await guard.start()
    try:
        async with asyncio.timeout(TOTAL_S):
            return await asyncio.to_thread(_get, url, port=port, most=most)
    except TimeoutError as error:
        raise NoAnswer("too-slow") from error
    finally:
        await guard.stop()  # cuts what is still open, so that no slow answer holds the thread


def _get(url: str, *, port: int, most: int) -> Reply:
    headers = {"User-Agent": AGENT, "Accept": "*/*", "Connection": "close"}
    try:
        with connected(url, port=port, wait_s=WAIT_S) as (connection, target):
            connection.request("GET", target, headers=headers)
            with connection.getresponse() as answer:
                return _read(answer, url=url, most=most)
    except (OSError, http.client.HTTPException) as error:
        raise NoAnswer("unreachable") from error


def _read(answer: http.client.HTTPResponse, *, url: str, most: int) -> Reply:
    body = answer.read(most + 1)
    if len(body) > most:
        raise NoAnswer("too-large")
    if answer.length:
        raise NoAnswer("cut-off")
    if answer.headers.get(REFUSED_HEADER) or answer.headers.get(FAILED_HEADER):  # the guard's own words
        raise NoAnswer("unreachable")
    return Reply(url=url, status=answer.status, body=body)
