"""Unattended capture: one headless browser, each page in a context and behind an egress guard of its own."""

import asyncio
import queue
import threading
from collections.abc import Callable, Coroutine, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path

from yosuga.capture.base import Network, Order, Progress, Shot
from yosuga.capture.browser import find
from yosuga.capture.browser.find import Browser
from yosuga.capture.browser.spawn import Sandbox, Spawned
from yosuga.capture.browser.warm import Warm
from yosuga.capture.egress import EgressGuard
from yosuga.capture.ending import to_the_end
from yosuga.capture.sitting import Refused, Sitting, drop, made, prepare, refusal
from yosuga.clock import Clock, SystemClock
from yosuga.errors import BrowserFailed, YosugaError

NewGuard = Callable[[Network, int], EgressGuard]
Told = Callable[[int, str], None]
Ended = queue.SimpleQueue[tuple[int, Shot] | None]
_STARTS = 2  # a browser that does not start twice will not start a third time


def new_guard(network: Network, total_bytes: int) -> EgressGuard:
    """Return the egress guard of one capture."""
    return EgressGuard(network=network, total_bytes=total_bytes)


def _nobody(_place: int, _step: str) -> None:
    """Nobody watches."""


class _Seat:
    """The browser in use; a dead one is cleared away and replaced."""

    def __init__(self, browser: Browser, *, sandbox: Sandbox, ahead: Spawned | None) -> None:
        self._browser = browser
        self._ahead = ahead
        self._sandbox = sandbox
        self._warm: Warm | None = None
        self._door = asyncio.Lock()

    async def take(self) -> Warm:
        """Return a running browser. Raises BrowserFailed."""
        async with self._door:
            if self._warm is not None and not self._warm.alive:
                await self._warm.end()
                self._warm = None
            if self._warm is None:
                self._warm = await self._start()
            return self._warm

    async def _start(self) -> Warm:
        ahead, self._ahead = self._ahead, None
        if ahead is not None:
            return await Warm.take_over(ahead)
        return await Warm.start(self._browser, sandbox=self._sandbox)

    async def leave(self) -> None:
        """End the browser, if one runs."""
        async with self._door:
            warm, self._warm = self._warm, None
            ahead, self._ahead = self._ahead, None
            if warm is not None:
                await warm.end()
            if ahead is not None:
                await asyncio.to_thread(ahead.end)


class Crew:
    """Runs the captures in a thread of their own, so that they go on while the caller keeps what has ended."""

    def __init__(self, work: Coroutine[None, None, None], *, ended: Ended) -> None:
        self._ended = ended
        self._work = work
        self._outcome: Future[None] = Future()
        self._begun: Future[tuple[asyncio.AbstractEventLoop, asyncio.Task[None] | None]] = Future()
        self._thread = threading.Thread(target=self._run, name="yosuga-capture")
        self._thread.start()

    def results(self) -> Iterator[tuple[int, Shot]]:
        """Yield what ends until all has ended. Raises what stopped the work."""
        while (one := self._ended.get()) is not None:
            yield one
        self._outcome.result()

    def dismiss(self) -> None:
        """Stop what is under way, wait until its browser is gone, and close what nobody took."""
        loop, task = self._begun.result()
        if task is not None and self._thread.is_alive():
            with suppress(RuntimeError):  # the loop closed between the two lines
                loop.call_soon_threadsafe(task.cancel)
        self._thread.join()
        while not self._ended.empty():
            one = self._ended.get()
            if one is not None:
                drop(one[1])

    def _run(self) -> None:
        try:
            asyncio.run(self._begin())
        except (asyncio.CancelledError, YosugaError, OSError) as error:
            self._outcome.set_exception(error)
        else:
            self._outcome.set_result(None)
        finally:
            self._ended.put(None)

    async def _begin(self) -> None:
        self._begun.set_result((asyncio.get_running_loop(), asyncio.current_task()))
        await self._work


class ChromiumCapturer:
    """Takes pages with Chromium. `browser` is a binary, or None to look for one.

    As root the browser cannot build its sandbox: `sandbox` must then be OFF by an explicit choice, which provenance
    names. `guard` makes the egress guard of one capture. `ahead` is a browser started before, which the first captures
    use. `meanwhile` is done once in a thread while a page comes to rest: what the caller needs after the capture.
    """

    def __init__(
        self,
        *,
        browser: Path | None = None,
        sandbox: Sandbox = Sandbox.ON,
        clock: Clock | None = None,
        guard: NewGuard = new_guard,
        ahead: Spawned | None = None,
        meanwhile: Callable[[], None] | None = None,
    ) -> None:
        self._given = browser
        self._sandbox = sandbox
        self._clock: Clock = clock or SystemClock()
        self._guard = guard
        self._ahead = ahead
        self._meanwhile = meanwhile

    def capture(self, order: Order, *, progress: Progress) -> Shot:
        """Take one page. Whatever the page does is in the Shot; raises BrowserMissing alone."""
        browser = find.unattended(self._given)
        return asyncio.run(self._single(browser, order, progress=progress))

    def capture_many(
        self, orders: Sequence[Order], *, at_once: int = 2, progress: Told = _nobody
    ) -> Iterator[tuple[int, Shot]]:
        """Yield `(place in orders, Shot)` as captures end, `at_once` of them side by side in one browser.

        The captures go on while the caller works on what was yielded. A browser that dies loses only what was in it:
        those captures end with `browser-failed`, the rest go on in a new one. Raises BrowserMissing.
        """
        crew = self.begin_many(orders, at_once=at_once, progress=progress)
        try:
            yield from crew.results()
        finally:
            crew.dismiss()

    def begin_many(self, orders: Sequence[Order], *, at_once: int, progress: Told) -> Crew:
        """Begin the captures at once and return who takes them, to be dismissed. Raises BrowserMissing."""
        browser = find.unattended(self._given)
        ended: Ended = queue.SimpleQueue()
        return Crew(self._many(browser, orders, at_once=at_once, progress=progress, ended=ended.put), ended=ended)

    def _seat(self, browser: Browser) -> _Seat:
        ahead, self._ahead = self._ahead, None
        return _Seat(browser, sandbox=self._sandbox, ahead=ahead)

    async def _single(self, browser: Browser, order: Order, *, progress: Progress) -> Shot:
        seat = self._seat(browser)
        with ThreadPoolExecutor(2) as pool:
            try:
                session = await self._sit(order, seat=seat, pool=pool, progress=progress, neighbours=0)
                leaving = asyncio.ensure_future(seat.leave())  # the browser ends beside
                with ExitStack() as unwanted:
                    shot = await made(session, pool=pool)
                    unwanted.callback(drop, shot)
                    await asyncio.shield(leaving)
                    unwanted.pop_all()
                    return shot
            finally:
                await to_the_end(seat.leave())

    async def _many(
        self,
        browser: Browser,
        orders: Sequence[Order],
        *,
        at_once: int,
        progress: Told,
        ended: Callable[[tuple[int, Shot]], None],
    ) -> None:
        seat = self._seat(browser)
        waiting = iter(enumerate(orders))

        async def work(pool: ThreadPoolExecutor) -> None:
            for place, order in waiting:

                def tell(step: str, place: int = place) -> None:
                    progress(place, step)

                session = await self._sit(order, seat=seat, pool=pool, progress=tell, neighbours=at_once - 1)
                ended((place, await made(session, pool=pool)))

        with ThreadPoolExecutor(at_once + 1) as pool:
            try:
                async with asyncio.TaskGroup() as group:
                    for _ in range(max(1, min(at_once, len(orders)))):
                        group.create_task(work(pool))
            finally:
                await to_the_end(seat.leave())

    async def _sit(
        self, order: Order, *, seat: _Seat, pool: ThreadPoolExecutor, progress: Progress, neighbours: int
    ) -> Sitting | Refused:
        """Take one page in the seat's browser; what forbids even opening it ends here, without a browser."""
        refused = refusal(order, clock=self._clock)
        if refused is not None:
            return refused
        guard = self._guard(order.network, order.limits.total_bytes)

        def tell(step: str) -> None:
            if step == "load":  # from here on the page is waited for more than worked on
                pool.submit(self._do_meanwhile)
            progress(step)

        with ExitStack() as stopped:
            sitting = Sitting(order, clock=self._clock, guard=guard, pool=pool, neighbours=neighbours)
            stopped.callback(sitting.close)
            for _ in range(_STARTS):
                try:
                    warm = await seat.take()
                except BrowserFailed as failed:
                    sitting.fail(failed)
                    continue
                await sitting.hold(warm, progress=tell)
                break
            stopped.pop_all()
            return sitting

    def _do_meanwhile(self) -> None:
        prepare()
        work, self._meanwhile = self._meanwhile, None
        if work is not None:
            work()
