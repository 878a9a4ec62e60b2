"""Looking in a person's own browser: they log in and pass what is asked of a person, then the addresses are opened.

As with captures (`capture.live`), nothing is recorded until they say so, and the profile is the one kept for it.
"""

import asyncio
from collections.abc import Callable
from pathlib import Path

from yosuga.capture.base import Network
from yosuga.capture.browser import find
from yosuga.capture.browser.spawn import Sandbox
from yosuga.capture.browser.tab import Tab
from yosuga.capture.browser.warm import Warm
from yosuga.capture.egress import EgressGuard
from yosuga.capture.live import front_page, wait_for_person
from yosuga.capture.relook.base import Answered, May
from yosuga.capture.relook.glance import LIMITS, answered, glance, recording
from yosuga.capture.relook.plain import NewGuard, new_guard
from yosuga.clock import Clock, SystemClock

_ASK_S = 5.0
_BROWSING_BYTES = 2 * 2**30  # what a person may load while they log in


class OwnBrowser:
    """Asks in a window of the person's browser. The first address is opened at once; `ready` returns when they say so.

    `ready` may block; what it raises ends the browser and passes on.
    """

    def __init__(
        self,
        *,
        profile: Path,
        ready: Callable[[], None],
        browser: Path | None = None,
        sandbox: Sandbox = Sandbox.ON,
        network: Network = Network.PUBLIC,
        clock: Clock | None = None,
        guard: NewGuard = new_guard,
    ) -> None:
        self._given = browser
        self._profile = profile
        self._ready = ready
        self._sandbox = sandbox
        self._clock: Clock = clock or SystemClock()
        self._guard = guard(network, LIMITS.total_bytes + _BROWSING_BYTES)
        self._runner = asyncio.Runner()
        self._started: EgressGuard | None = None
        self._warm: Warm | None = None
        self._tab: Tab | None = None

    def ask(self, address: str, *, may: May) -> Answered:
        """Return what the address shows to this person. Raises BrowserMissing, BrowserFailed, what `ready` raises."""
        del may
        return answered(
            address, clock=self._clock, ask=lambda url, asked: self._runner.run(self._ask(url, asked=asked))
        )

    def close(self) -> None:
        """Let the browser write its profile, and end it."""
        try:
            self._runner.run(self._end())
        finally:
            self._runner.close()

    async def _ask(self, url: str, *, asked: Answered) -> Answered:
        if self._tab is None:
            self._tab = await self._shown(url)
        self._tab.happenings.navigations.clear()
        return await glance(self._tab, url, asked=asked)

    async def _shown(self, url: str) -> Tab:
        """Open the window, wait for the person, and return the tab they look at, which is recorded from here on."""
        browser = find.with_window(self._given)
        self._profile.mkdir(mode=0o700, parents=True, exist_ok=True)
        port = await self._guard.start()
        self._started = self._guard
        warm = self._warm = await Warm.start(
            browser, sandbox=self._sandbox, proxy_port=port, profile=self._profile, window=True
        )
        await warm.running.connection.call("Target.createTarget", {"url": url}, within=_ASK_S)
        await wait_for_person(self._ready, warm=warm)
        front = await front_page(warm)
        tab = recording(warm, look=None).without_record()
        tab.adopt(front.target, session=front.session)
        warm.take_in(tab, memory_bytes=warm.memory() + LIMITS.memory_bytes)
        await tab.join(front.target, within=_ASK_S)
        await tab.record(within=_ASK_S)
        return tab

    async def _end(self) -> None:
        if self._tab is not None:
            await self._tab.recorder.close()
        if self._warm is not None:
            await self._warm.close()
        if self._started is not None:
            await self._started.stop()
