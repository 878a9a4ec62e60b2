"""How a request reaches an authority: one POST over HTTP(S), bounded in time and size, no redirect, no proxy."""

import contextlib
import http.client
import socket
import ssl
import threading
from urllib.parse import urlsplit

from yosuga.errors import TimestampInvalid, TimestampRefused, TimestampUnreachable
from yosuga.timestamps.address import is_address

LARGEST_ANSWER = 64 * 1024

# What may pass by itself: request timeout, too early, too many requests (RFC 9110, RFC 6585).
_PASSING = {408, 425, 429}


def post(url: str, *, body: bytes, timeout_s: float) -> bytes:
    """Return the body of the authority's 200 answer, within `timeout_s` seconds from first to last byte.

    Proxies named by environment variables are not used: a proxy would learn of the request without the person's
    knowledge. Raises TimestampUnreachable (try later), TimestampRefused, TimestampInvalid (too large).
    """
    if not is_address(url):
        raise TimestampRefused("the address is not http or https")
    connection = _connection(url, timeout_s=timeout_s)
    held: list[socket.socket] = []
    # A socket's own timeout bounds each wait, not their sum: an authority that drips bytes would hold us for ever.
    alarm = threading.Timer(timeout_s, _hang_up, args=(connection, held))
    alarm.daemon = True
    alarm.start()
    try:
        connection.connect()
        held.append(connection.sock)  # http.client forgets it while an answer is still being read
        return _exchange(connection, url=url, body=body)
    except (OSError, http.client.HTTPException) as error:
        raise TimestampUnreachable(type(error).__name__) from error
    finally:
        alarm.cancel()
        connection.close()


def _connection(url: str, *, timeout_s: float) -> http.client.HTTPConnection:
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme == "https":
        return http.client.HTTPSConnection(host, parts.port, timeout=timeout_s, context=ssl.create_default_context())
    return http.client.HTTPConnection(host, parts.port, timeout=timeout_s)


def _hang_up(connection: http.client.HTTPConnection, held: list[socket.socket]) -> None:
    handshaking: socket.socket | None = connection.sock
    for each in held or ([handshaking] if handshaking else []):
        with contextlib.suppress(OSError):  # the other side was faster
            each.shutdown(socket.SHUT_RDWR)


def _exchange(connection: http.client.HTTPConnection, *, url: str, body: bytes) -> bytes:
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection.request(
        "POST",
        target,
        body=body,
        headers={"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"},
    )
    with connection.getresponse() as answer:  # closed at once: an error that is kept must not keep the socket
        if answer.status >= 500 or answer.status in _PASSING:
            raise TimestampUnreachable(f"http {answer.status}")
        if answer.status != 200:
            raise TimestampRefused(f"http {answer.status}")
        content = answer.read(LARGEST_ANSWER + 1)
        if len(content) > LARGEST_ANSWER:
            raise TimestampInvalid(f"an answer of more than {LARGEST_ANSWER} bytes")
        if answer.length:
            raise TimestampUnreachable("the answer was cut off")
        return content
