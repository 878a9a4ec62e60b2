"""Everything the page asked of the network, recorded from the browser's own events as exchanges."""

import asyncio
import base64
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from yosuga.capture.base import Limits
from yosuga.capture.browser.bodies import Bodies
from yosuga.capture.browser.flights import Dialled, Flight, from_pause, note_pause, was_blocked, was_cancelled
from yosuga.capture.browser.protocol import Connection
from yosuga.capture.browser.values import Message, number, rows, table, text, whole
from yosuga.capture.exchange import Exchange, Frames
from yosuga.capture.forwarding import FAILED_HEADER, REFUSED_HEADER

_NEVER_ENDING = {"Media", "EventSource", "WebSocket"}
_MOST_FRAMES = 20_000
_MOST_FRAME_BYTES = 16 * 2**20


@dataclass(slots=True)
class _Socket:
    url: str
    messages: list[tuple[datetime, bool, int, bytes]] = field(default_factory=list)
    size: int = 0


class Recorder:
    """Listens to the network events of every session of one capture."""

    def __init__(self, *, connection: Connection, limits: Limits, bodies: Bodies) -> None:
        self.flights: dict[str, Flight] = {}
        self.sockets: dict[str, _Socket] = {}
        self.bodies = bodies
        self.refused_resources = 0
        self.last_change = time.monotonic()
        self.certificates_seen: dict[str, Message] = {}
        self._connection = connection
        self._limits = limits
        self._busy: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._wall_offset = 0.0
        self._early: dict[str, tuple[list[Message], list[Message]]] = {}

    def heard(self, method: str, params: Message, session: str) -> None:
        """Take one event."""
        domain, _, name = method.partition(".")
        if domain == "Network":
            self._network(name, params, session)
        elif name == "requestPaused":
            self._paused(params, session)
        elif name == "authRequired":
            answer = {"requestId": text(params, "requestId"), "authChallengeResponse": {"response": "CancelAuth"}}
            self._connection.tell("Fetch.continueWithAuth", answer, session=session)

    def _network(self, name: str, params: Message, session: str) -> None:
        request = text(params, "requestId")
        if name.startswith("webSocket"):
            self._socket(name, params, request)
        elif name == "requestWillBeSent":
            self._asked(params, request, session)
        elif name.endswith("ExtraInfo"):
            self._extra(name, params, request)
        else:
            flight = self.flights.get(request)
            if flight is not None:
                self._went_on(name, params, flight, session)

    def _asked(self, params: Message, request: str, session: str) -> None:
        self.last_change = time.monotonic()
        flight = self.flights.get(request)
        if flight is None:
            flight = self.flights[request] = Flight(number=request)
            sent, received = self._early.pop(request, ([], []))
            flight.sent += sent
            flight.received += received
        if len(flight.hops) < 64:
            flight.asked(params, session=session)
        self._wall_offset = number(params, "wallTime") - number(params, "timestamp") or self._wall_offset
        flight.main = request == text(params, "loaderId") and text(params, "type") == "Document"
        if text(params, "type") not in _NEVER_ENDING and not flight.url.startswith(("data:", "blob:")):
            self._busy.add(request)

    def _extra(self, name: str, params: Message, request: str) -> None:
        flight = self.flights.get(request)
        if flight is not None:
            sent, received = flight.sent, flight.received
        else:
            sent, received = self._early.setdefault(request, ([], []))
        if name == "requestWillBeSentExtraInfo":
            sent.append(params)
        elif name == "responseReceivedExtraInfo":
            received.append(params)

    def _went_on(self, name: str, params: Message, flight: Flight, session: str) -> None:
        if name == "dataReceived" and flight.listening:
            self.bodies.heard(flight, text(params, "data"), session=session)
        elif name == "responseReceived":
            self._answered(params, flight, session)
        elif name == "requestServedFromCache":
            flight.from_cache = True
        elif name == "loadingFinished":
            flight.truncated = "" if flight.listening and flight.truncated == "time" else flight.truncated
            self._ended(flight)
        elif name == "loadingFailed":
            flight.failure = flight.failure or text(params, "errorText")
            flight.blocked = was_blocked(params)
            flight.cancelled = was_cancelled(params)
            self._ended(flight)

    def _answered(self, params: Message, flight: Flight, session: str) -> None:
        flight.answered(params)
        self.bodies.listen_to(flight, session=session)
        self.last_change = time.monotonic()
        if text(params, "type") in _NEVER_ENDING:
            self._busy.discard(flight.number)
        details = table(table(params, "response"), "securityDetails")
        if details:
            self.certificates_seen.setdefault(_origin(flight.url), details)

    def _ended(self, flight: Flight) -> None:
        flight.ended = True
        self._busy.discard(flight.number)
        self.last_change = time.monotonic()

    def _paused(self, params: Message, session: str) -> None:
        paused = text(params, "requestId")
        if "responseStatusCode" not in params:  # the network failed it; the browser announces why by itself
            self._connection.tell("Fetch.continueRequest", {"requestId": paused}, session=session)
            return
        flight = self.flights.get(text(params, "networkId"))
        if flight is None:
            flight = from_pause(params, session=session)
            flight.hops[0].started = datetime.fromtimestamp(max(self._wall_offset + time.monotonic(), 0.0), UTC)
            self.flights[flight.number] = flight
        else:
            note_pause_if_last(flight, params)
        self.last_change = time.monotonic()
        flight.guarded = _guards_answer(params)
        if flight.guarded or self._is_one_too_many(flight):
            reason = "AddressUnreachable" if flight.guarded else "Aborted"
            self._connection.tell("Fetch.failRequest", {"requestId": paused, "errorReason": reason}, session=session)
            return
        task = asyncio.create_task(self.bodies.take(params, flight=flight, session=session))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _is_one_too_many(self, flight: Flight) -> bool:
        if len(self.flights) <= self._limits.resources:
            return False
        self.refused_resources += 1
        flight.failure = "too-many-resources"
        return True

    def _socket(self, name: str, params: Message, request: str) -> None:
        if name == "webSocketCreated":
            self.sockets[request] = _Socket(url=text(params, "url"))
            return
        socket = self.sockets.get(request)
        if socket is None or name not in {"webSocketFrameSent", "webSocketFrameReceived"}:
            return
        frame = table(params, "response")
        opcode, payload = whole(frame, "opcode"), text(frame, "payloadData")
        raw = payload.encode("utf-8", "surrogatepass") if opcode == 1 else base64.b64decode(payload)
        socket.size += len(raw)
        if len(socket.messages) < _MOST_FRAMES and socket.size < _MOST_FRAME_BYTES:
            moment = datetime.fromtimestamp(max(self._wall_offset + number(params, "timestamp"), 0.0), UTC)
            socket.messages.append((moment, name == "webSocketFrameSent", opcode, raw))

    @property
    def quiet_for(self) -> float:
        """Seconds since anything changed; 0 while a request that can end is under way."""
        return 0.0 if self._busy else time.monotonic() - self.last_change

    @property
    def under_way(self) -> int:
        """How many requests that can end have not ended."""
        return len(self._busy)

    def stir(self) -> None:
        """Count from now: the page was given a reason to ask for more, and may take a moment to do so."""
        self.last_change = time.monotonic()

    def write_off(self) -> None:
        """Wait no more for what is under way now."""
        self._busy.clear()

    def exchanges(self, dialled: Mapping[str, str]) -> list[Exchange]:
        """Return all records in the order in which they began."""
        lookup = Dialled(dict(dialled))
        made = [record for flight in self.flights.values() for record in flight.exchanges(dialled=lookup)]
        return sorted(made, key=lambda record: record.started)

    def frames(self) -> list[Frames]:
        """Return the websocket traffic, one entry a connection."""
        return [Frames(url=socket.url, messages=tuple(socket.messages)) for socket in self.sockets.values()]

    async def close(self) -> None:
        """Stop reading bodies."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.bodies.close()


def note_pause_if_last(flight: Flight, params: Message) -> None:
    """Note the answer an interception shows, unless it belongs to a hop that was already redirected."""
    if flight.hops and flight.hops[-1].url.partition("#")[0] == text(table(params, "request"), "url").partition("#")[0]:
        note_pause(flight, params)


def _guards_answer(params: Message) -> str:
    """Return the egress guard's word where the guard answered in the origin's place.

    Over plain HTTP only: there the guard takes the header out of what origins send. Over TLS any origin could send it.
    """
    if not text(table(params, "request"), "url").startswith("http://"):
        return ""
    found = {text(row, "name").lower(): text(row, "value") for row in rows(params, "responseHeaders")}
    return found.get(REFUSED_HEADER.lower()) or found.get(FAILED_HEADER.lower()) or ""


def _origin(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.split('/', 1)[0]}"
