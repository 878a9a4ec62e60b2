"""Capture of a page behind a login: the person's own browser with a dedicated profile, driven only once they say so.

Until then nothing is recorded: what a person types into a login form is theirs. When they press 保全 the tab in front
is pictured as it stands, then loaded once more with everything recorded, and taken like any other page. If the second
loading shows less, both are there and the reason says so.
"""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from yosuga.capture.base import Order, Progress, Shot, View
from yosuga.capture.browser import find
from yosuga.capture.browser.protocol import CallFailed
from yosuga.capture.browser.spawn import Sandbox
from yosuga.capture.browser.tab import Tab
from yosuga.capture.browser.values import Message, number, table, text, truth, whole
from yosuga.capture.browser.warm import Warm
from yosuga.capture.chromium import NewGuard, new_guard
from yosuga.capture.sitting import Sitting, made, refusal
from yosuga.capture.url import check
from yosuga.clock import Clock, SystemClock
from yosuga.errors import BrowserFailed

_ASK_S = 5.0
_GLANCE_S = 0.2
_BROWSING_BYTES = 2 * 2**30  # what a person may load while they log in and look for the page
_SHOWN = """({front: document.visibilityState === 'visible', focus: document.hasFocus(), width: innerWidth,
  height: innerHeight, scale: devicePixelRatio, locale: navigator.language, languages: navigator.languages.join(','),
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone})"""


class LiveCapturer:
    """Takes the page a person has opened. `profile` is the browser's folder (kept, 0700), never the person's usual one.

    `ready` returns when the person says that the page is in front of them; it may block, and what it raises ends the
    browser and passes on.
    """

    def __init__(
        self,
        *,
        browser: Path | None = None,
        profile: Path,
        ready: Callable[[], None],
        sandbox: Sandbox = Sandbox.ON,
        clock: Clock | None = None,
        guard: NewGuard = new_guard,
    ) -> None:
        self._given = browser
        self._profile = profile
        self._ready = ready
        self._sandbox = sandbox
        self._clock: Clock = clock or SystemClock()
        self._guard = guard

    def capture(self, order: Order, *, progress: Progress) -> Shot:
        """Open `order.url` in a window, wait for the person, take the tab in front. Raises BrowserMissing."""
        browser = find.with_window(self._given)
        refused = refusal(order, clock=self._clock)
        if refused is not None:
            return refused.shot()
        self._profile.mkdir(mode=0o700, parents=True, exist_ok=True)
        return asyncio.run(self._capture(browser, order, progress=progress))

    async def _capture(self, browser: find.Browser, order: Order, *, progress: Progress) -> Shot:
        guard = self._guard(order.network, order.limits.total_bytes + _BROWSING_BYTES)
        port = await guard.start()
        with (
            ThreadPoolExecutor(2) as pool,
            closing(Sitting(order, clock=self._clock, guard=guard, pool=pool)) as sitting,
        ):
            try:
                await self._with_window(browser, order, port=port, sitting=sitting, progress=progress)
            except BrowserFailed as failed:
                sitting.fail(failed)
            finally:
                await guard.stop()
            return await made(sitting, pool=pool)

    async def _with_window(
        self, browser: find.Browser, order: Order, *, port: int, sitting: Sitting, progress: Progress
    ) -> None:
        warm = await Warm.start(browser, sandbox=self._sandbox, proxy_port=port, profile=self._profile, window=True)
        try:
            await warm.running.connection.call("Target.createTarget", {"url": check(order.url)}, within=_ASK_S)
            progress("wait")
            await wait_for_person(self._ready, warm=warm)
            tab = await _in_front(warm, sitting=sitting)
            await sitting.hold_live(warm, tab, progress=progress)
        finally:
            await warm.close()


async def wait_for_person(ready: Callable[[], None], *, warm: Warm) -> None:
    """Wait until `ready` returns. Raises what it raises, and BrowserFailed when the window was closed before."""
    answered = _in_a_thread(ready)
    while not answered.done():
        if warm.running.connection.gone.is_set():
            raise BrowserFailed("the window was closed")
        await asyncio.wait({answered}, timeout=_GLANCE_S)
    outcome = answered.result()
    if outcome is not None:
        raise outcome


def _in_a_thread(ready: Callable[[], None]) -> asyncio.Future[BaseException | None]:
    """Run `ready` in a thread that nothing waits for at the end: it may sit at a prompt for ever."""
    loop = asyncio.get_running_loop()
    answered: asyncio.Future[BaseException | None] = loop.create_future()

    def settle(outcome: BaseException | None) -> None:
        if not answered.done():
            answered.set_result(outcome)

    def wait() -> None:
        outcome: BaseException | None = None
        try:
            ready()
        except BaseException as error:  # noqa: BLE001 - carried over to the thread that waits, and raised there
            outcome = error
        if not loop.is_closed():
            loop.call_soon_threadsafe(settle, outcome)

    threading.Thread(target=wait, name="yosuga-person", daemon=True).start()
    return answered


@dataclass(frozen=True, slots=True)
class Front:
    """The page that a person looks at. `shown` is how their window shows pages."""

    target: str
    session: str
    shown: Message


async def front_page(warm: Warm) -> Front:
    """Return the page the person looks at: the newest that is visible, one with the focus before others.

    Raises BrowserFailed where no page is open.
    """
    best: tuple[int, Front] | None = None
    for target, session in reversed(warm.strays.items()):
        try:
            answer = await warm.running.connection.call(
                "Runtime.evaluate", {"expression": _SHOWN, "returnByValue": True}, session=session, within=_ASK_S
            )
        except CallFailed:
            continue
        shown = table(table(answer, "result"), "value")
        rank = 2 * truth(shown, "focus") + truth(shown, "front")
        if best is None or rank > best[0]:
            best = (rank, Front(target, session, shown))
    if best is None:
        raise BrowserFailed("no page is open")
    return best[1]


async def _in_front(warm: Warm, *, sitting: Sitting) -> Tab:
    """Return the tab the person looks at, recorded from here on."""
    front = await front_page(warm)
    sitting.see(_view(front.shown))
    tab = sitting.tab(warm, look=None).without_record()
    tab.adopt(front.target, session=front.session)
    warm.take_in(tab, memory_bytes=warm.memory() + sitting.memory_bytes)  # a person's other pages are theirs
    await tab.join(front.target, within=_ASK_S)
    await tab.record(within=_ASK_S)
    return tab


def _view(shown: Message) -> View:
    """Return how the person's own window shows pages."""
    return replace(
        View(),
        width=whole(shown, "width"),
        height=whole(shown, "height"),
        scale=number(shown, "scale"),
        locale=text(shown, "locale"),
        languages=text(shown, "languages"),
        zone=text(shown, "zone"),
    )
