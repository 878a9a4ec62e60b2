"""One page under capture and everything that belongs to it: frames, workers, popups, dialogs, downloads.

Every session is set up before its first script runs (`waitForDebuggerOnStart`): without it a cross-site frame's first
requests are lost.
"""

import asyncio
import contextlib
import time
from dataclasses import dataclass, field

from yosuga.capture.browser.emulation import ATTACH, GO_ON, NETWORK, Emulation, frame_settings, page_settings
from yosuga.capture.browser.network import Recorder
from yosuga.capture.browser.protocol import CallFailed, Connection
from yosuga.capture.browser.values import Message, table, text
from yosuga.errors import BrowserFailed

_MILESTONES = ("firstContentfulPaint", "DOMContentLoaded", "load")
_SUSPECTED_S = 5.0
_MOST_TARGETS = 400
_MOST_NOTES = 100


@dataclass(slots=True)
class Happenings:
    """What the page did beside being looked at; facts for `capture.json`."""

    dialogs: list[dict[str, str]] = field(default_factory=list)
    popups: list[str] = field(default_factory=list)
    downloads: list[dict[str, str]] = field(default_factory=list)
    navigations: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    workers: int = 0
    frames: int = 0
    popups_closed: int = 0
    dialogs_closed: int = 0


class Tab:
    """The sessions of one capture. `context` is the browser context it lives in, empty for the person's own."""

    def __init__(
        self, *, connection: Connection, recorder: Recorder, look: Emulation | None = None, context: str = ""
    ) -> None:
        self.connection = connection
        self.recorder = recorder
        self.context = context
        self.session = ""
        self.target = ""
        self.crash_seen = asyncio.Event()
        self.frames_crashed = 0
        self.memory_passed = 0
        self.document: Message = {}
        self.generation = 0
        self.moves = asyncio.Event()  # set when the document that is shown now gives way to another
        self.happenings = Happenings()
        self.frames_shown: list[tuple[float, bytes]] = []
        self.filming: asyncio.Task[None] | None = None
        self.film_seen = asyncio.Event()
        self.life: dict[str, asyncio.Event] = {name: asyncio.Event() for name in (*_MILESTONES, "commit", "stopped")}
        self._look = look
        self._children: dict[str, str] = {}
        self._shown_in: dict[str, str] = {}
        self._attached = asyncio.Event()
        self._recording = True
        self._suspected = (float("-inf"), 0)

    def adopt(self, target: str, *, session: str) -> None:
        """Take over a page that is open already."""
        self.target, self.session = target, session
        self.connection.listen(self.heard, session=session)

    async def open(self, *, within: float) -> None:
        """Make an empty page and set it up. Raises BrowserFailed."""
        params: Message = {"url": "about:blank"}
        if self._look is not None:
            params |= {"width": self._look.view.width, "height": self._look.view.height}
        if self.context:
            params["browserContextId"] = self.context
        made = await self.connection.call("Target.createTarget", params, within=within)
        await self.join(text(made, "targetId"), within=within)

    async def join(self, target: str, *, within: float) -> None:
        """Set up an existing page. Raises BrowserFailed."""
        self.target = target
        if not self.session:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(within):
                    await self._attached.wait()
        if not self.session:
            raise BrowserFailed("no page")
        settings = [*page_settings(self._look), *(NETWORK if self._recording else ()), GO_ON]
        *_, last = await asyncio.gather(
            *(self.connection.call(method, params, session=self.session, within=within) for method, params in settings),
            return_exceptions=True,
        )
        if isinstance(last, BaseException):
            raise last

    async def record(self, *, within: float) -> None:
        """Begin to record the network of a page that was opened without it (a person was logging in)."""
        self._recording = True
        for session in (self.session, *self._children):
            for method, params in NETWORK:
                with contextlib.suppress(CallFailed):
                    await self.connection.call(method, params, session=session, within=within)

    def without_record(self) -> "Tab":
        """Leave the network alone until `record`: what a person types into a login form is theirs."""
        self._recording = False
        return self

    # -- events ------------------------------------------------------------------------------------------------

    def arrived(self, params: Message) -> None:
        """Take a new target: the page itself, a popup to close, a frame or a worker to listen to."""
        session, info = text(params, "sessionId"), table(params, "targetInfo")
        kind, target = text(info, "type"), text(info, "targetId")
        if kind == "page" and not self.session and (not self.target or self.target == target):
            self.session, self.target = session, target
            self.connection.listen(self.heard, session=session)
            self._attached.set()
            return
        if kind == "page" and target == self.target:
            return  # the same page by a second way
        if kind in {"page", "tab", "webview"} or len(self._children) > _MOST_TARGETS:
            self._popup(target, text(info, "url"))
            return
        self._child(session, kind=kind, target=target)

    def _popup(self, target: str, url: str) -> None:
        self.happenings.popups_closed += 1
        if len(self.happenings.popups) < _MOST_NOTES:
            self.happenings.popups.append(url[:2000])
        self.connection.tell("Target.closeTarget", {"targetId": target})

    def _child(self, session: str, *, kind: str, target: str) -> None:
        self._children[session] = kind
        self._shown_in[session] = target
        self.connection.listen(self.heard, session=session)
        if kind == "iframe":
            self.happenings.frames += 1
            for method, params in frame_settings(self._look):
                self.connection.tell(method, params, session=session)
        else:
            self.happenings.workers += 1
        if self._recording:
            for method, params in NETWORK:
                self.connection.tell(method, params, session=session)
        self.connection.tell("Target.setAutoAttach", ATTACH, session=session)
        self.connection.tell(*GO_ON, session=session)

    def heard(self, method: str, params: Message, session: str) -> None:
        """Take one event of any session of this capture."""
        domain = method.partition(".")[0]
        if domain in {"Network", "Fetch"}:
            self.recorder.heard(method, params, session)
        elif domain == "Target":
            self._target(method, params)
        elif domain == "Page":
            self._page(method, params, session)
        elif method == "Inspector.targetCrashed" and session == self.session:
            self.crash()
        elif method == "Inspector.targetCrashed":
            self.frames_crashed += 1
            self._blame_memory()

    def crash(self) -> None:
        """Note that the page's process died."""
        self._blame_memory()
        self.crash_seen.set()
        for event in self.life.values():
            event.set()

    def suspect(self, held: int) -> None:
        """Note that a page of this browser was ended, which held `held` bytes in all; who crashes now was that page."""
        self._suspected = (time.monotonic(), held)

    def _blame_memory(self) -> None:
        when, held = self._suspected
        if time.monotonic() - when < _SUSPECTED_S:
            self.memory_passed = held

    def _target(self, method: str, params: Message) -> None:
        if method == "Target.attachedToTarget":
            self.arrived(params)
        elif method == "Target.detachedFromTarget":
            gone = text(params, "sessionId")
            self._children.pop(gone, None)
            self._shown_in.pop(gone, None)
            self.connection.forget(gone)

    def _page(self, method: str, params: Message, session: str) -> None:
        if method == "Page.javascriptDialogOpening":
            self._dialog(params, session)
        elif session == self.session and method == "Page.screencastFrame":
            self._shown(params)
        elif session == self.session and method == "Page.frameNavigated":
            self._navigated(table(params, "frame"))
        elif session == self.session and text(params, "frameId") == self.target:
            self._moved_on(method.partition(".")[2], params)

    def _moved_on(self, name: str, params: Message) -> None:
        if name == "lifecycleEvent":
            self._lived(text(params, "name"))
        elif name == "frameStartedLoading":
            self.life["stopped"].clear()
        elif name == "frameStoppedLoading" and self.document:
            self.life["stopped"].set()  # without a `load` event where the connection broke

    def _lived(self, name: str) -> None:
        if name == "init":
            for key in _MILESTONES:
                self.life[key].clear()
        elif name in self.life and self.document:
            self.life[name].set()

    def _navigated(self, frame: Message) -> None:
        if text(frame, "parentId") or (text(frame, "url") in {"", "about:blank"} and not self.document):
            return
        self.document = frame
        self.generation += 1
        self.moves.set()
        self.moves = asyncio.Event()
        if len(self.happenings.navigations) < _MOST_NOTES:
            self.happenings.navigations.append(text(frame, "url")[:8000])
        self.life["commit"].set()

    def _shown(self, params: Message) -> None:
        import base64

        moment = table(params, "metadata").get("timestamp")
        if isinstance(moment, int | float):
            self.frames_shown.append((float(moment), base64.b64decode(text(params, "data"))))
            self.film_seen.set()

    def _dialog(self, params: Message, session: str) -> None:
        kind = text(params, "type")
        self.happenings.dialogs_closed += 1
        if len(self.happenings.dialogs) < _MOST_NOTES:
            self.happenings.dialogs.append({"kind": kind, "message": text(params, "message")[:2000]})
        self.connection.tell("Page.handleJavaScriptDialog", {"accept": kind == "beforeunload"}, session=session)

    def download(self, params: Message) -> None:
        """Note a download that was denied; its bytes were recorded on their way."""
        if len(self.happenings.downloads) < _MOST_NOTES:
            self.happenings.downloads.append(
                {"url": text(params, "url")[:8000], "name": text(params, "suggestedFilename")[:200]}
            )

    @property
    def crashed(self) -> bool:
        """Whether the page's process, or the browser, died."""
        return self.crash_seen.is_set()

    @property
    def frame_sessions(self) -> list[str]:
        """The sessions that show something: the page and its cross-site frames."""
        return [self.session, *(session for session, kind in self._children.items() if kind == "iframe")]

    def session_of(self, frame: str) -> str:
        """Return the session to ask about a frame: its own where it is of another site, else the page's."""
        return next((session for session, target in self._shown_in.items() if target == frame), self.session)

    @property
    def unreachable(self) -> bool:
        """Whether the browser shows its own error page."""
        return bool(text(self.document, "unreachableUrl"))

    def forget(self) -> None:
        """Stop listening to every session."""
        for session in (self.session, *self._children):
            self.connection.forget(session)
