"""A connection for one question over HTTP, through the egress guard: plain to the guard itself, a tunnel for HTTPS."""

import http.client
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit


@contextmanager
def connected(
    url: str, *, port: int, wait_s: float, context: ssl.SSLContext | None = None
) -> Iterator[tuple[http.client.HTTPConnection, str]]:
    """Yield a connection through the guard at `port`, and what to ask it for; nothing of it stays open.

    `wait_s` bounds each piece of an answer in seconds. `context` judges certificates, by the system's roots where None.
    """
    answers: list[http.client.HTTPResponse] = []

    class Noted(http.client.HTTPResponse):
        """An answer that can be closed: the library forgets the one that refuses a tunnel (Python 3.11)."""

        def __init__(
            self, sock: socket.socket, debuglevel: int = 0, method: str | None = None, url: str | None = None
        ) -> None:
            super().__init__(sock, debuglevel, method, url)
            answers.append(self)

    connection, target = _made(url, port=port, wait_s=wait_s, context=context)
    connection.response_class = Noted
    try:
        yield connection, target
    finally:
        for answer in answers:
            answer.close()
        connection.close()


def _made(
    url: str, *, port: int, wait_s: float, context: ssl.SSLContext | None
) -> tuple[http.client.HTTPConnection, str]:
    parts = urlsplit(url)
    if parts.scheme != "https":
        return http.client.HTTPConnection("127.0.0.1", port, timeout=wait_s), url
    judge = context or ssl.create_default_context()
    secure = http.client.HTTPSConnection("127.0.0.1", port, timeout=wait_s, context=judge)
    secure.set_tunnel(parts.hostname or "", parts.port or 443)
    return secure, url.partition(parts.netloc)[2]
