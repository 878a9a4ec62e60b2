"""Looking by plain HTTP, through the same guard as captures: no scripts, no cookies, everything bounded."""

import asyncio
import hashlib
import http.client
import re
import ssl
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from yosuga import charsets
from yosuga.capture.base import Network
from yosuga.capture.egress import EgressGuard
from yosuga.capture.facts import SOFTWARE
from yosuga.capture.forwarding import FAILED_HEADER, REFUSED_HEADER
from yosuga.capture.relook.addresses import on_the_wire
from yosuga.capture.relook.base import AGENT, ASK_S, MOST_BYTES, MOST_TEXT, Answered, May
from yosuga.capture.relook.waits import retry_after
from yosuga.capture.tunnel import connected
from yosuga.capture.url import check
from yosuga.clock import Clock, SystemClock
from yosuga.errors import BadUrl

NewGuard = Callable[[Network, int], EgressGuard]

_MOST_IN = 4 * MOST_BYTES  # what may come in for one address, over all its redirects
_MOST_HOPS = 8
_WAIT_S = 10.0
_MOVED = frozenset({301, 302, 303, 307, 308})
_PAGE = re.compile(r"\s*(?:$|text/|application/(?:xhtml|xml|json))", re.IGNORECASE)


def new_guard(network: Network, total_bytes: int) -> EgressGuard:
    """Return the guard of one address."""
    return EgressGuard(network=network, total_bytes=total_bytes)


@dataclass(frozen=True, slots=True)
class _Brought:
    """One answer as it came: at most `MOST_BYTES` of its body, without its content coding."""

    url: str
    status: int
    headers: http.client.HTTPMessage
    body: bytes
    cut: bool


class _FailedError(Exception):
    """Nothing came that could be read. `why` is one word."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Plain:
    """Asks for one address at a time. `ask_s` bounds one of them in seconds, `guard` makes the way out.

    We say who we are (`Yosuga/<version>`). `context` is how certificates are judged: by the system's roots.
    """

    def __init__(
        self,
        *,
        network: Network = Network.PUBLIC,
        clock: Clock | None = None,
        guard: NewGuard = new_guard,
        context: ssl.SSLContext | None = None,
        ask_s: float = ASK_S,
    ) -> None:
        self._network = network
        self._clock: Clock = clock or SystemClock()
        self._guard = guard
        self._context = context
        self._ask_s = ask_s

    def ask(self, address: str, *, may: May) -> Answered:
        """Return what the address shows without scripts, redirects followed as far as `may` lets us."""
        brought = self._brought(address, may=may)
        asked = Answered(asked=address, url=address, moment=self._clock.read().wall)
        return replace(asked, failure=brought) if isinstance(brought, str) else _shown(brought, asked=asked)

    def robots(self, root: str) -> tuple[int, str]:
        """Return status and text of a host's robots.txt; status 0 where nothing was answered. `root` ends in `/`."""
        brought = self._brought(f"{root}robots.txt", may=lambda _: True)
        return (0, "") if isinstance(brought, str) else (brought.status, brought.body.decode("utf-8", "replace"))

    def close(self) -> None:
        """Nothing runs between two addresses."""

    def _brought(self, address: str, *, may: May) -> _Brought | str:
        """Return the answer, or in one word why there is none."""
        try:
            return asyncio.run(self._within(check(address), may=may))
        except BadUrl:
            return "url-refused"
        except _FailedError as failed:
            return failed.why

    async def _within(self, address: str, *, may: May) -> _Brought:
        """Fetch in a thread; when time is over the guard cuts what is open, and the thread ends by that."""
        guard = self._guard(self._network, _MOST_IN)
        port = await guard.start()
        work = asyncio.get_running_loop().run_in_executor(None, self._follow, address, port, may)
        try:
            async with asyncio.timeout(self._ask_s):
                return await asyncio.shield(work)
        except TimeoutError:
            raise _FailedError("time") from None
        except _FailedError as failed:
            raise _FailedError(_blame(guard) or failed.why) from None
        finally:
            await guard.stop()
            await asyncio.gather(work, return_exceptions=True)

    def _follow(self, address: str, port: int, may: May) -> _Brought:
        url = address
        for _ in range(_MOST_HOPS):
            brought = self._fetched(url, port=port)
            onward = _onward(brought)
            if not onward:
                return brought
            if not may(onward):
                raise _FailedError("robots")
            url = onward
        raise _FailedError("redirect-loop")

    def _fetched(self, url: str, *, port: int) -> _Brought:
        """Return one answer. Raises _FailedError."""
        try:
            wire = on_the_wire(url)
            with connected(wire, port=port, wait_s=_WAIT_S, context=self._context) as (connection, target):
                connection.request("GET", target, headers=_headers())
                with connection.getresponse() as answer:
                    if REFUSED_HEADER in answer.headers or FAILED_HEADER in answer.headers:
                        raise _FailedError("connection-broken")
                    body, cut = _body(answer)
                    return _Brought(url, answer.status, answer.headers, body, cut)
        except ssl.SSLError as error:
            raise _FailedError("tls-error") from error
        except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
            raise _FailedError("connection-broken") from error


def _headers() -> dict[str, str]:
    name, _, version = SOFTWARE.partition(" ")
    return {
        "User-Agent": f"{AGENT}/{version or '0'}" if name else AGENT,
        "Accept": "text/html,application/xhtml+xml,*/*;q=0.5",
        "Accept-Language": "ja,en;q=0.5",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
    }


def _onward(brought: _Brought) -> str:
    """Return where a redirect leads; nothing where it is none, or leads to what is no page."""
    place = brought.headers.get("Location", "")
    if brought.status not in _MOVED or not place:
        return ""
    try:
        return check(urljoin(brought.url, place.encode("latin-1", "replace").decode("utf-8", "replace")))
    except (BadUrl, ValueError):
        return ""


def _body(answer: http.client.HTTPResponse) -> tuple[bytes, bool]:
    """Return the body without its coding, at most `MOST_BYTES`, and whether there was more. Raises ValueError."""
    coding = answer.headers.get("Content-Encoding", "").strip().lower()
    if coding in {"", "identity"}:
        body = answer.read(MOST_BYTES + 1)
        return body[:MOST_BYTES], len(body) > MOST_BYTES
    if coding not in {"gzip", "x-gzip", "deflate"}:
        raise ValueError("a coding that was not asked for")
    return _inflated(answer, raw=coding == "deflate")


def _inflated(answer: http.client.HTTPResponse, *, raw: bool) -> tuple[bytes, bool]:
    """Inflate piece by piece: a bomb costs what is kept of it, and no more."""
    made, inflate = bytearray(), None
    while piece := answer.read(65_536):
        if inflate is None:  # `deflate` means zlib, and is sent bare by some (RFC 9110, 8.4.1.2)
            bare = raw and (piece[0] & 0x0F != 8 or int.from_bytes(piece[:2]) % 31 != 0)
            inflate = zlib.decompressobj(wbits=-15 if bare else 47)
        made += inflate.decompress(piece, MOST_BYTES + 1 - len(made))
        if len(made) > MOST_BYTES:
            return bytes(made[:MOST_BYTES]), True
        if inflate.eof:
            break
    return bytes(made), inflate is not None and not inflate.eof


def _shown(brought: _Brought, *, asked: Answered) -> Answered:
    headers = brought.headers
    kind = headers.get("Content-Type", "")
    wait = headers.get("Retry-After")
    found = replace(
        asked,
        url=brought.url,
        status=brought.status,
        media_type=kind.partition(";")[0].strip().lower()[:100],
        digest=hashlib.sha256(brought.body).hexdigest(),
        mitigated="cf-mitigated" in headers,
        retry_after=None if wait is None else retry_after(wait, now=asked.moment),
        cut=brought.cut,
    )
    return _read(found, body=brought.body, kind=kind) if _PAGE.match(kind) else found


def _read(found: Answered, *, body: bytes, kind: str) -> Answered:
    label = charsets.label_of(kind)
    if found.media_type in {"text/plain", "application/json"}:
        return replace(found, text=charsets.plain_text(body, charset=label)[:MOST_TEXT])
    words = charsets.page_text(body, charset=label)
    from yosuga.capture.relook.words import read

    page = read(words, url=found.url)
    shown = {line.strip() for line in page.text.splitlines()}
    further = [line for said in page.preview for line in said.splitlines() if line not in shown]
    return replace(
        found,
        title=page.title,
        text="\n".join(filter(None, [page.text, *further])),
        password=page.password,
        links=page.links,
    )


def _blame(guard: EgressGuard) -> str:
    """Return in one word why nothing could be read."""
    if guard.refused:
        return "size-budget" if guard.refused[-1].why == "budget" else "address-refused"
    if guard.over_budget:
        return "size-budget"
    return guard.unreachable[-1].why if guard.unreachable else ""
