"""Looking by the browser that captures use, unattended: each address in a context and behind a guard of its own."""

import asyncio
from dataclasses import replace
from pathlib import Path

from yosuga.capture.base import Network, View
from yosuga.capture.browser import find
from yosuga.capture.browser.emulation import Emulation
from yosuga.capture.browser.spawn import Sandbox
from yosuga.capture.browser.warm import Warm
from yosuga.capture.relook.base import Answered, May
from yosuga.capture.relook.glance import LIMITS, answered, glance, recording
from yosuga.capture.relook.plain import NewGuard, new_guard
from yosuga.clock import Clock, SystemClock

_OPEN_S = 10.0


class Headless:
    """Asks for one address at a time in one browser, which starts with the first and ends with `close`.

    The browser sends its own user agent as it is. Where a redirect leads is the browser's affair; the guard judges
    every address that it dials.
    """

    def __init__(
        self,
        *,
        browser: Path | None = None,
        sandbox: Sandbox = Sandbox.ON,
        network: Network = Network.PUBLIC,
        clock: Clock | None = None,
        guard: NewGuard = new_guard,
    ) -> None:
        self._given = browser
        self._sandbox = sandbox
        self._network = network
        self._clock: Clock = clock or SystemClock()
        self._guard = guard
        self._runner = asyncio.Runner()
        self._warm: Warm | None = None

    def ask(self, address: str, *, may: May) -> Answered:
        """Return what the address shows when its scripts have run. Raises BrowserMissing, BrowserFailed."""
        del may
        return answered(
            address, clock=self._clock, ask=lambda url, asked: self._runner.run(self._ask(url, asked=asked))
        )

    def close(self) -> None:
        """End the browser."""
        warm, self._warm = self._warm, None
        try:
            if warm is not None:
                self._runner.run(warm.end())
        finally:
            self._runner.close()

    async def _ask(self, url: str, *, asked: Answered) -> Answered:
        warm = await self._running()
        guard = self._guard(self._network, LIMITS.total_bytes)
        port = await guard.start()
        tab = None
        try:
            context = await warm.context(proxy_port=port)
            tab = recording(warm, look=Emulation(view=View(), agent=warm.agent), context=context)
            warm.take_in(tab, memory_bytes=LIMITS.memory_bytes)
            await tab.open(within=_OPEN_S)
            seen = await glance(tab, url, asked=asked)
        finally:
            if tab is not None:
                await tab.recorder.close()
                warm.dispose(tab)
            await guard.stop()
        return replace(seen, failure="address-refused") if seen.failure and guard.refused else seen

    async def _running(self) -> Warm:
        if self._warm is not None and not self._warm.alive:
            await self._warm.end()
            self._warm = None
        if self._warm is None:
            self._warm = await Warm.start(find.unattended(self._given), sandbox=self._sandbox)
        return self._warm
