"""The Chrome DevTools Protocol: numbered calls, their answers in any order, and events by session.

Reference: chromedevtools.github.io/devtools-protocol, "Target domain, flat sessions".
"""

import asyncio
import base64
import binascii
import json
import re
from collections.abc import Callable, Mapping

from yosuga.capture.browser.values import Message, table, text
from yosuga.capture.browser.wires import BrowserGone, Wire
from yosuga.errors import BrowserFailed

Listener = Callable[[str, Message, str], None]

_LARGE = 1 << 16  # above this a payload is cut out of the message instead of being parsed with it
_PAYLOAD = re.compile(rb'^\{"id":(\d+),"result":\{(?:"base64Encoded":true,)?"(?:data|body)":"')


class CallFailed(BrowserFailed):
    """The browser answered a call with an error; `detail` is the method and the browser's own words."""


class NoAnswer(CallFailed):
    """A call was not answered within its time; a page can block its own browser process for as long as it likes."""


class Connection:
    """One wire, shared by all sessions of one browser."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._last = 0
        self._waiting: dict[int, tuple[asyncio.Future[Message | bytes], str, bool]] = {}
        self._listeners: dict[str, Listener] = {}
        self.gone = asyncio.Event()
        wire.received = self._received
        wire.lost = self._lost

    def listen(self, listener: Listener, *, session: str = "") -> None:
        """Send the events of `session` (empty: the browser itself) to `listener(method, params, session)`."""
        self._listeners[session] = listener

    def forget(self, session: str) -> None:
        """Stop listening to a session that ended."""
        self._listeners.pop(session, None)

    async def call(
        self, method: str, params: Mapping[str, object] | None = None, *, session: str = "", within: float
    ) -> Message:
        """Call `method` and return its result. Raises CallFailed, NoAnswer after `within` seconds, BrowserGone."""
        answer = await self._ask(method, params, session=session, within=within, payload=False)
        assert isinstance(answer, dict)  # noqa: S101 - `_ask` gives bytes only when a payload was asked for
        return answer

    async def payload(
        self, method: str, params: Mapping[str, object] | None = None, *, session: str = "", within: float
    ) -> bytes:
        """Call `method` and return the bytes its result carries as `data` or `body`. Raises as `call` does."""
        answer = await self._ask(method, params, session=session, within=within, payload=True)
        return answer if isinstance(answer, bytes) else _bytes_of(answer)

    def tell(self, method: str, params: Mapping[str, object] | None = None, *, session: str = "") -> None:
        """Call `method` without waiting for its answer; an error is no news, because nothing depends on it."""
        self._post(method, params, session=session)

    def _post(self, method: str, params: Mapping[str, object] | None, *, session: str) -> int:
        self._last += 1
        message: dict[str, object] = {"id": self._last, "method": method, "params": params or {}}
        if session:
            message["sessionId"] = session
        self._wire.send(json.dumps(message, separators=(",", ":")).encode())
        return self._last

    async def _ask(
        self, method: str, params: Mapping[str, object] | None, *, session: str, within: float, payload: bool
    ) -> Message | bytes:
        if self.gone.is_set():
            raise BrowserGone(method)
        future: asyncio.Future[Message | bytes] = asyncio.get_running_loop().create_future()
        number = self._post(method, params, session=session)
        self._waiting[number] = (future, method, payload)
        try:
            async with asyncio.timeout(within):
                return await future
        except TimeoutError as error:
            raise NoAnswer(f"{method}, {within:.1f} s") from error
        finally:
            self._waiting.pop(number, None)

    def _received(self, raw: bytes | bytearray) -> None:
        if len(raw) > _LARGE and self._cut_out(raw):
            return
        message = json.loads(raw)
        number = message.get("id")
        if number is None:
            session = text(message, "sessionId")
            listener = self._listeners.get(session)
            if listener is not None:
                listener(text(message, "method"), table(message, "params"), session)
            return
        future, method, _ = self._waiting.get(number, (None, "", False))
        if future is None or future.done():
            return
        if "error" in message:
            future.set_exception(CallFailed(f"{method}: {text(table(message, 'error'), 'message')[:200]}"))
        else:
            future.set_result(table(message, "result"))

    def _cut_out(self, raw: bytes | bytearray) -> bool:
        """Answer a call for a large payload without parsing it as JSON; base64 has no escapes to undo."""
        start = _PAYLOAD.match(raw)
        if start is None:
            return False
        waiting = self._waiting.get(int(start[1]))
        end = raw.find(b'"', start.end())
        if waiting is None or not waiting[2] or b'"base64Encoded":false' in raw[end : end + 64]:
            return False
        try:
            cut = binascii.a2b_base64(memoryview(raw)[start.end() : end], strict_mode=True)
        except binascii.Error:  # plain text after all: the slow way understands its escapes
            return False
        if not waiting[0].done():
            waiting[0].set_result(cut)
        return True

    def _lost(self) -> None:
        self.gone.set()
        for future, method, _ in self._waiting.values():
            if not future.done():
                future.set_exception(BrowserGone(method))
        listener = self._listeners.get("")
        if listener is not None:
            listener("Inspector.detached", {}, "")

    async def close(self) -> None:
        """Let go of the wire; calls under way raise BrowserGone."""
        await self._wire.close()


def _bytes_of(result: Message) -> bytes:
    """Return the bytes under `data` or `body`, base64 unless the browser says it is plain text."""
    raw = text(result, "data") or text(result, "body")
    if result.get("base64Encoded") is False:
        return raw.encode("utf-8", "surrogatepass")
    try:
        return base64.b64decode(raw, validate=True)
    except ValueError:
        return raw.encode("utf-8", "surrogatepass")
