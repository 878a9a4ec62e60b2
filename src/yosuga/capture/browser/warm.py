"""A browser that is running and takes captures side by side, each in a context of its own with its own proxy."""

import asyncio
import contextlib
from dataclasses import dataclass, field
from pathlib import Path

from yosuga.capture.browser.emulation import ATTACH
from yosuga.capture.browser.find import Browser
from yosuga.capture.browser.launch import START_S, Running, launch, speak
from yosuga.capture.browser.memory import Ended, MemoryWatch, held_by_group, together
from yosuga.capture.browser.spawn import NOWHERE, Sandbox, Spawned
from yosuga.capture.browser.tab import Tab
from yosuga.capture.browser.values import Message, table, text
from yosuga.errors import BrowserFailed

_CLOSE_S = 5.0


@dataclass(slots=True)
class Warm:
    """One running browser. Contexts are off the record: cookies and cache live in memory and end with the capture.

    `strays` are the pages that belong to no capture, by target, with their sessions: those a person opened.
    """

    browser: Browser
    running: Running
    product: str = ""
    agent: str = ""
    protocol: str = ""
    strays: dict[str, str] = field(default_factory=dict)
    _tabs: dict[str, Tab] = field(default_factory=dict)
    _memory: MemoryWatch = field(init=False)

    def __post_init__(self) -> None:
        """Have the watch ready, which begins with the first capture."""
        self._memory = MemoryWatch(group=self.running.pid, told=self._ended)

    @classmethod
    async def start(
        cls,
        browser: Browser,
        *,
        sandbox: Sandbox,
        proxy_port: int = NOWHERE,
        profile: Path | None = None,
        window: bool = False,
    ) -> "Warm":
        """Start `browser` and begin to listen. Raises BrowserFailed."""
        running = await launch(browser, sandbox=sandbox, proxy_port=proxy_port, profile=profile, window=window)
        return await cls._listening(browser, running)

    @classmethod
    async def take_over(cls, spawned: Spawned) -> "Warm":
        """Begin to listen to a browser that was started ahead. Raises BrowserFailed."""
        return await cls._listening(spawned.browser, speak(spawned))

    @classmethod
    async def _listening(cls, browser: Browser, running: Running) -> "Warm":
        warm = cls(browser=browser, running=running)
        running.connection.listen(warm._heard)
        started = False
        try:
            version, _ = await asyncio.gather(
                running.connection.call("Browser.getVersion", within=START_S),
                running.connection.call("Target.setAutoAttach", ATTACH, within=START_S),
            )
            started = True
        finally:  # a start that failed, or that nobody waits for any more, leaves nothing
            if not started:
                await running.end()
        warm.product, warm.agent = text(version, "product"), text(version, "userAgent")
        warm.protocol = text(version, "protocolVersion")
        return warm

    @property
    def alive(self) -> bool:
        """Whether the browser still answers."""
        return not self.running.connection.gone.is_set()

    async def context(self, *, proxy_port: int) -> str:
        """Make a context whose every request goes through the proxy on `proxy_port`. Raises BrowserFailed."""
        connection = self.running.connection
        made = await connection.call(
            "Target.createBrowserContext",
            {
                "disposeOnDetach": True,
                "proxyServer": f"http://127.0.0.1:{proxy_port}",
                "proxyBypassList": "<-loopback>",
            },
            within=START_S,
        )
        context = text(made, "browserContextId")
        connection.tell(
            "Browser.setDownloadBehavior", {"behavior": "deny", "browserContextId": context, "eventsEnabled": True}
        )
        return context

    def take_in(self, tab: Tab, *, memory_bytes: int) -> None:
        """Send what happens in the tab's context to the tab, and end what makes the browser hold more than that."""
        self._tabs[tab.context] = tab
        self._memory.begin(most=memory_bytes)

    def memory(self) -> int:
        """Return the bytes that the browser's processes hold together, 0 where the system does not tell."""
        return together(held_by_group(self.running.pid))

    def dispose(self, tab: Tab) -> None:
        """End a context with all its pages; nothing waits for it."""
        self._tabs.pop(tab.context, None)
        tab.forget()
        if not self._tabs:
            self._memory.stop()
        self.running.connection.tell("Target.disposeBrowserContext", {"browserContextId": tab.context})

    async def end(self) -> None:
        """End the browser; nothing of it is left."""
        self._memory.stop()
        await self.running.end()

    async def close(self) -> None:
        """Let the browser write its profile, then end it: a person's login is to be there the next time."""
        self._memory.stop()
        with contextlib.suppress(BrowserFailed):
            await self.running.connection.call("Browser.close", within=2.0)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_CLOSE_S):
                await self.running.connection.gone.wait()
        await self.running.end()

    def _heard(self, method: str, params: Message, _session: str) -> None:
        if method == "Target.attachedToTarget":
            self._arrived(params)
        elif method == "Target.detachedFromTarget":
            self.strays = {page: session for page, session in self.strays.items() if session != params.get("sessionId")}
        elif method == "Browser.downloadWillBegin":
            self._download(params)
        elif method in {"Inspector.detached", "Target.targetCrashed"}:
            for tab in self._tabs.values():
                if method == "Inspector.detached" or tab.target == text(params, "targetId"):
                    tab.crash()

    def _ended(self, ended: Ended) -> None:
        """A process was ended for its memory: whose it was shows in who crashes now, unless there is but one."""
        for tab in self._tabs.values():
            if len(self._tabs) == 1 or not ended.page:
                tab.memory_passed = ended.held
            else:
                tab.suspect(ended.held)

    def _download(self, params: Message) -> None:
        for tab in self._tabs.values():
            if tab.target == text(params, "frameId") or len(self._tabs) == 1:
                tab.download(params)

    def _arrived(self, params: Message) -> None:
        info = table(params, "targetInfo")
        tab = self._tabs.get(text(info, "browserContextId")) or self._tabs.get("")
        if tab is not None:
            tab.arrived(params)
            return
        # Not ours: the browser's own first page, or a person's. Let it go on, or it waits for us for ever.
        if text(info, "type") == "page":
            self.strays[text(info, "targetId")] = text(params, "sessionId")
        self.running.connection.tell("Runtime.runIfWaitingForDebugger", session=text(params, "sessionId"))
