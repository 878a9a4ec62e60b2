"""Fetching a file whole through the page's own connections and cookies: media that was only sampled, the favicon."""

import base64
from dataclasses import dataclass
from datetime import datetime

from yosuga.capture.browser.protocol import CallFailed
from yosuga.capture.browser.tab import Tab
from yosuga.capture.browser.values import Message, table, text, truth, whole
from yosuga.capture.exchange import Exchange

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class File:
    """What came back. `cut` says the limit was reached; `status` is 0 when the network failed."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    cut: bool
    error: str

    def exchange(self, *, ip: str, started: datetime) -> Exchange:
        """Return the file as a record; the browser does not tell which request headers it sent for it."""
        return Exchange(
            url=self.url.partition("#")[0],
            method="GET",
            request_headers=(),
            request_body=b"",
            status=self.status,
            reason="",
            protocol="",
            response_headers=self.headers,
            body=self.body,
            ip=ip,
            started=started,
            kind="fetched",
            truncated="length" if self.cut else "",
            failure=self.error,
        )


async def whole_file(tab: Tab, url: str, *, most: int, within: float) -> File:
    """Return the file at `url`, at most `most` bytes of it. Raises CallFailed."""
    answer = await tab.connection.call(
        "Network.loadNetworkResource",
        {"frameId": tab.target, "url": url, "options": {"disableCache": False, "includeCredentials": True}},
        session=tab.session,
        within=within,
    )
    resource = table(answer, "resource")
    stream = text(resource, "stream")
    body, cut = (await _read(tab, stream, most=most, within=within)) if stream else (b"", False)
    headers = table(resource, "headers")
    return File(
        url=url,
        status=whole(resource, "httpStatusCode"),
        headers=tuple((name, value) for name, value in headers.items() if isinstance(value, str)),
        body=body,
        cut=cut,
        error="" if truth(resource, "success") else text(resource, "netErrorName") or "failed",
    )


async def _read(tab: Tab, stream: str, *, most: int, within: float) -> tuple[bytes, bool]:
    pieces: list[bytes] = []
    size = 0
    try:
        while size <= most:
            params: Message = {"handle": stream, "size": _CHUNK}
            answer = await tab.connection.call("IO.read", params, session=tab.session, within=within)
            raw = text(answer, "data")
            piece = base64.b64decode(raw) if truth(answer, "base64Encoded") else raw.encode("utf-8", "surrogatepass")
            pieces.append(piece)
            size += len(piece)
            if truth(answer, "eof") or not piece:
                break
    except CallFailed:
        return b"".join(pieces), True
    finally:
        tab.connection.tell("IO.close", {"handle": stream}, session=tab.session)
    return b"".join(pieces)[:most], size > most
