"""One HTTP exchange as the browser saw it: the unit that the engine records and the archive writes."""

from dataclasses import dataclass
from datetime import datetime

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its response. `body` is as delivered to the page: after content-decoding, before parsing.

    `ip` is the address really dialled (from the egress guard), empty when unknown; `truncated` is empty or one of the
    WARC-Truncated words (`length`, `time`, `disconnect`); `failure` is empty or the browser's error text.
    `redirect` marks a 3xx whose body the browser does not keep. Headers are the raw ones where the browser shows them.
    """

    url: str
    method: str
    request_headers: Headers
    request_body: bytes
    status: int
    reason: str
    protocol: str
    response_headers: Headers
    body: bytes
    ip: str
    started: datetime
    kind: str
    truncated: str = ""
    failure: str = ""
    redirect: bool = False


@dataclass(frozen=True, slots=True)
class Frames:
    """WebSocket traffic of one connection: `(moment, sent, opcode, payload)` in order."""

    url: str
    messages: tuple[tuple[datetime, bool, int, bytes], ...]


@dataclass(frozen=True, slots=True)
class PageText:
    """A page for the index of a WACZ: its URL, title, moment and visible text."""

    url: str
    title: str
    moment: datetime
    text: str
