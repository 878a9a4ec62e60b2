"""Reading each response's body while it waits in the browser, within budgets of size, time and memory.

A response is held at its headers (`Fetch`, response stage), its body is read whole by the browser, and only then goes
to the page: the true connection, certificate and protocol stay with it. Reading it as a stream instead would be
bounded by itself, but was tried and loses all three, and gives text in other encodings already mangled.
So a body without a trustworthy length is bounded by watching the browser's memory: failing the request releases it.
A document that takes too long to be held is asked for again and then passes freely while its bytes are listened to,
so that a page which trickles shows what has arrived.
"""

import asyncio
import base64
import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from yosuga.capture.base import Limits
from yosuga.capture.browser.flights import Flight
from yosuga.capture.browser.protocol import CallFailed, Connection, NoAnswer
from yosuga.capture.browser.values import Message, rows, text, whole

_ENDLESS = ("text/event-stream", "multipart/x-mixed-replace")
_WATCH_S = 0.02  # a bomb grows by about 1 GB/s, so one look costs at most some 20 MB
_SPARE = 96 * 2**20  # what a browser process grows by on an honest page
HOLD_DOCUMENT_S = 2.5
ASKED_AGAIN = "asked-again"
_MOST_HEARD = 16 * 2**20  # a document that could not be held and is larger than this is an attack on whoever reads it
_END_KNOWN_S = 1.0
_BLIND_S = 4.0  # how long an unbounded body may take where the memory cannot be watched


@dataclass(slots=True)
class _Reading:
    paused: str
    session: str
    flight: Flight
    since: float
    bounded: bool
    stopped: str = ""


@dataclass(slots=True)
class Bodies:
    """The budgets of one capture. `memory` returns the browser process's resident bytes, 0 where unknown.

    `spare` is what other captures in the same browser may let it grow by.
    """

    connection: Connection
    limits: Limits
    memory: Callable[[], int]
    spare: int = 0
    kept: int = 0
    let_documents_pass: bool = False
    _readings: dict[str, _Reading] = field(default_factory=dict)
    _listening: set[asyncio.Task[None]] = field(default_factory=set)
    _base: int = 0
    _watch: asyncio.Task[None] | None = None

    async def take(self, params: Message, *, flight: Flight, session: str) -> None:
        """Read the body of a held response into its flight, then let the response go on to the page.

        What is over a budget is failed instead, so that it reaches neither this process nor the page.
        """
        paused = text(params, "requestId")
        plan = self._plan(params, flight=flight)
        if plan == "pass":
            flight.truncated = "time" if _type_of(params).startswith(_ENDLESS) else ""
            self._go_on(paused, session=session)
        elif plan == "read":
            await self._read(params, paused=paused, flight=flight, session=session)
        else:
            self._stop(paused, flight=flight, session=session, why=plan)

    def _plan(self, params: Message, *, flight: Flight) -> str:
        """Return `pass`, `read`, or the word of the budget that the body is over."""
        if self._passes(params, flight=flight):
            return "pass"
        length = _length(params)
        if length > self.limits.body_bytes:
            return "body-too-large"
        return "total-too-large" if self.kept + max(length, 0) > self.limits.total_bytes else "read"

    def _passes(self, params: Message, *, flight: Flight) -> bool:
        """Return whether a response goes on unread: it has no body, never ends, or is fetched whole afterwards."""
        status, kind = whole(params, "responseStatusCode"), text(params, "resourceType")
        if (self.let_documents_pass and flight.main) or (300 <= status < 400 and _header(params, "location")):
            return True
        if _type_of(params).startswith(_ENDLESS) or kind in {"EventSource", "WebSocket"}:
            return True
        return status == 206 or (kind == "Media" and status == 200)

    async def _read(self, params: Message, *, paused: str, flight: Flight, session: str) -> None:
        bounded = _length(params) >= 0 and not _header(params, "content-encoding")
        reading = _Reading(paused=paused, session=session, flight=flight, since=time.monotonic(), bounded=bounded)
        within = min(HOLD_DOCUMENT_S, self.limits.load_s / 2) if flight.main else self.limits.load_s
        self._begin(reading)
        try:
            body = await self.connection.payload(
                "Fetch.getResponseBody", {"requestId": paused}, session=session, within=within
            )
        except NoAnswer:
            self._stop(paused, flight=flight, session=session, why=ASKED_AGAIN if flight.main else "time")
            self.let_documents_pass = self.let_documents_pass or flight.main
            return
        except CallFailed:
            if not reading.stopped:  # no body to be had (HEAD, 204, a frame that went away)
                self._go_on(paused, session=session)
            return
        finally:
            self._end(reading)
        if not bounded:
            await self._let_its_end_be_known(session)
        if not self._fits(len(body)):
            self._stop(paused, flight=flight, session=session, why=self._too_much(len(body)))
            return
        self.kept += len(body)
        flight.body, flight.read = body, True
        if bounded and len(body) < _length(params) and flight.hops and flight.hops[-1].method != "HEAD":
            flight.truncated, flight.failure = "disconnect", "net::ERR_CONTENT_LENGTH_MISMATCH"
        self._go_on(paused, session=session)

    async def _let_its_end_be_known(self, session: str) -> None:
        """Wait until the browser has heard how a body without a length ended.

        It gives the body out when the bytes end, and learns a moment later whether they ended well; told to go on in
        between, it takes a broken connection for the end (15 of 40 times under load). A question that only its
        network process can answer comes back behind that news. It names a host that cannot exist (RFC 6761).
        """
        with contextlib.suppress(CallFailed):
            params = {"urls": ["http://yosuga.invalid/"]}
            await self.connection.call("Network.getCookies", params, session=session, within=_END_KNOWN_S)

    def _fits(self, size: int) -> bool:
        return size <= self.limits.body_bytes and self.kept + size <= self.limits.total_bytes

    def _too_much(self, size: int) -> str:
        return "body-too-large" if size > self.limits.body_bytes else "total-too-large"

    def _go_on(self, paused: str, *, session: str) -> None:
        self.connection.tell("Fetch.continueRequest", {"requestId": paused}, session=session)

    def _stop(self, paused: str, *, flight: Flight, session: str, why: str) -> None:
        flight.truncated = "time" if why in {"time", ASKED_AGAIN} else "length"
        flight.failure = flight.failure or why
        self.connection.tell("Fetch.failRequest", {"requestId": paused, "errorReason": "Aborted"}, session=session)

    def _begin(self, reading: _Reading) -> None:
        if not self._readings:
            self._base = self.memory()
        self._readings[reading.paused] = reading
        if self._watch is None or self._watch.done():
            self._watch = asyncio.create_task(self._look_after())

    def _end(self, reading: _Reading) -> None:
        self._readings.pop(reading.paused, None)

    async def _look_after(self) -> None:
        """Fail the oldest unbounded body while the browser grows beyond what the budgets explain."""
        while self._readings:
            await asyncio.sleep(_WATCH_S)
            open_ended = [reading for reading in self._readings.values() if not reading.bounded and not reading.stopped]
            if not open_ended:
                continue
            oldest = min(open_ended, key=lambda reading: reading.since)
            seen = self.memory()
            blind = not seen and time.monotonic() - oldest.since > _BLIND_S
            if blind or seen - self._base > self.limits.body_bytes + _SPARE + self.spare:
                oldest.stopped = ASKED_AGAIN if oldest.flight.main else "body-too-large"
                self.let_documents_pass = self.let_documents_pass or oldest.flight.main
                self._stop(oldest.paused, flight=oldest.flight, session=oldest.session, why=oldest.stopped)

    def listen_to(self, flight: Flight, *, session: str) -> None:
        """Begin to keep the bytes of a document that passes freely, as they arrive."""
        if self.let_documents_pass and flight.main and not flight.listening:
            flight.listening = True
            flight.truncated = "time"  # until its end is heard
            task = asyncio.create_task(self._listen(flight, session=session))
            self._listening.add(task)
            task.add_done_callback(self._listening.discard)

    async def _listen(self, flight: Flight, *, session: str) -> None:
        with contextlib.suppress(CallFailed):
            params = {"requestId": flight.number}
            answer = await self.connection.call("Network.streamResourceContent", params, session=session, within=5.0)
            self.heard(flight, text(answer, "bufferedData"), session=session)

    def heard(self, flight: Flight, data: str, *, session: str) -> None:
        """Keep the next bytes of a document that is listened to; one beyond the budget is stopped."""
        piece = base64.b64decode(data)
        if not piece or flight.truncated == "length":
            return
        if len(flight.heard) + len(piece) > min(_MOST_HEARD, self.limits.body_bytes):
            flight.truncated, flight.failure = "length", "body-too-large"
            self.connection.tell("Page.stopLoading", session=session)
            return
        flight.heard += piece
        flight.read = True

    def give_up(self) -> None:
        """Fail every body still being read: the time for loading is over."""
        for reading in list(self._readings.values()):
            if not reading.stopped:
                reading.stopped = "time"
                self._stop(reading.paused, flight=reading.flight, session=reading.session, why="time")

    async def close(self) -> None:
        """Stop watching."""
        if self._watch is not None:
            self._watch.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watch


def _header(params: Message, name: str) -> str:
    for row in rows(params, "responseHeaders"):
        if text(row, "name").lower() == name:
            return text(row, "value")
    return ""


def _type_of(params: Message) -> str:
    return _header(params, "content-type").strip().lower()


def _length(params: Message) -> int:
    """Return the announced length in bytes, -1 where there is none."""
    raw = _header(params, "content-length").strip()
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 16 else -1
