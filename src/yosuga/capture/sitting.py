"""One capture in a running browser: guard, context, tab and course put together, then taken apart again."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import BinaryIO
from urllib.parse import urlsplit

from yosuga.capture.addresses import host_refusal
from yosuga.capture.base import Network, Order, Progress, Reason, Shot, View
from yosuga.capture.browser.bodies import Bodies
from yosuga.capture.browser.emulation import Emulation
from yosuga.capture.browser.network import Recorder
from yosuga.capture.browser.tab import Tab
from yosuga.capture.browser.warm import Warm
from yosuga.capture.egress import EgressGuard
from yosuga.capture.ending import to_the_end
from yosuga.capture.url import check
from yosuga.clock import Clock
from yosuga.errors import BadUrl, BrowserFailed

_OPEN_S = 10.0
_FILM_S = 60.0
_NEIGHBOUR_BYTES = 400 * 2**20  # what a capture side by side may let the shared browser grow by (a 60,000 px picture)


@dataclass(frozen=True, slots=True)
class Refused:
    """A capture that ended before any browser was asked."""

    made: Callable[[], Shot]

    def shot(self) -> Shot:
        """Return the capture as it is kept."""
        return self.made()


def refusal(order: Order, *, clock: Clock) -> Refused | None:
    """Return why `order` is not even opened: not a URL to open, or a host that policy refuses by its spelling alone."""
    started = clock.read()
    try:
        url = check(order.url)
        host = urlsplit(url).hostname or ""
        why = host_refusal(host) if order.network is Network.PUBLIC else ""
        reason = Reason(code="address-refused", detail=why) if why else None
    except BadUrl as bad:
        url, reason = order.url, Reason(code="url-refused", detail=bad.detail)
    if reason is None:
        return None
    from yosuga.capture import closing

    return Refused(closing.nothing(order, url=url, reason=reason, started=started, ended=clock.read()))


class Sitting:
    """One capture. `hold` takes it; `shot` then makes what is kept, without the browser, in any thread.

    Whoever makes one closes it where no `shot` comes of it: the capture was stopped, at whatever moment.
    """

    def __init__(
        self, order: Order, *, clock: Clock, guard: EgressGuard, pool: ThreadPoolExecutor, neighbours: int = 0
    ) -> None:
        self._order = order
        self._clock = clock
        self._guard = guard
        self._pool = pool
        self._method = ""
        self._spare = neighbours * _NEIGHBOUR_BYTES
        self._started = clock.read()
        self._made: Callable[[], Shot] | None = None
        self._film: Future[BinaryIO | None] | None = None

    def shot(self) -> Shot:
        """Return the capture as it is kept."""
        if self._made is None:
            raise BrowserFailed("nothing was taken")
        return self._made()

    def fail(self, failed: BrowserFailed) -> None:
        """End the capture because no browser could be had."""
        from yosuga.capture import closing

        self.close()
        reason = Reason(code="browser-failed", detail=failed.detail)
        self._made = closing.nothing(
            self._order, url=check(self._order.url), reason=reason, started=self._started, ended=self._clock.read()
        )

    def close(self) -> None:
        """Close a video that went into no capture."""
        film, self._film = self._film, None
        if film is not None:
            film.add_done_callback(_discard)

    def _developed(self) -> BinaryIO | None:
        """Return the video once it is made. It belongs to the capture from here on."""
        film, self._film = self._film, None
        return None if film is None else film.result()

    async def hold(self, warm: Warm, *, progress: Progress) -> None:
        """Take the page in `warm`."""
        url = check(self._order.url)
        port = await self._guard.start()
        tab = None
        try:
            context = await warm.context(proxy_port=port)
            tab = self.tab(warm, look=Emulation(view=self._order.view, agent=warm.agent), context=context)
            warm.take_in(tab, memory_bytes=self.memory_bytes)
            await asyncio.gather(tab.open(within=_OPEN_S), _load())
            await self._take(warm, tab, url=url, progress=progress)
        except BrowserFailed as failed:
            self.fail(failed)
        finally:
            await to_the_end(self._leave(warm, tab))

    async def _leave(self, warm: Warm, tab: Tab | None) -> None:
        """Give back everything that the capture held."""
        if tab is not None:
            await tab.recorder.close()
            warm.dispose(tab)
        await self._guard.stop()

    async def hold_live(self, warm: Warm, tab: Tab, *, progress: Progress) -> None:
        """Take the page that a person has in front of them. The caller ends the guard and the browser."""
        url = check(self._order.url)
        try:
            await self._take(warm, tab, url=url, progress=progress, live=True)
        except BrowserFailed as failed:
            self.fail(failed)

    def see(self, view: View) -> None:
        """Record that a person showed the page, and how it is really shown: nothing is emulated for them."""
        self._order = replace(self._order, view=view)
        self._method = "own-browser"

    @property
    def memory_bytes(self) -> int:
        """What the browser may hold in all: this capture's budget, and what those side by side add."""
        return self._order.limits.memory_bytes + self._spare

    def tab(self, warm: Warm, *, look: Emulation | None, context: str = "") -> Tab:
        """Return a tab that records, not yet opened."""
        connection = warm.running.connection
        bodies = Bodies(connection=connection, limits=self._order.limits, memory=warm.running.memory, spare=self._spare)
        recorder = Recorder(connection=connection, limits=self._order.limits, bodies=bodies)
        return Tab(connection=connection, recorder=recorder, look=look, context=context)

    def develop(self, frames: list[tuple[float, bytes]]) -> None:
        """Begin to make the video aside; the second core has nothing better to do."""
        if frames and self._film is None:
            self._film = self._pool.submit(_encode, list(frames))

    async def _take(self, warm: Warm, tab: Tab, *, url: str, progress: Progress, live: bool = False) -> None:
        from yosuga.capture import closing
        from yosuga.capture.course import Course

        course = Course(tab=tab, order=self._order, kind=warm.browser.kind, progress=progress, filmed=self.develop)
        taken = await (course.run_on_live_tab() if live else course.run(url))
        await tab.recorder.close()
        self._made = closing.finished(
            self._order,
            url=url,
            taken=taken,
            tab=tab,
            warm=warm,
            guard=self._guard,
            film=self._developed,
            method=self._method,
            started=self._started,
            ended=self._clock.read(),
        )


async def made(session: Sitting | Refused, *, pool: ThreadPoolExecutor) -> Shot:
    """Return the finished capture, made in a thread; one that nobody waits for any more is dropped again."""
    shots: list[Shot] = []

    async def make() -> None:
        shots.append(await asyncio.get_running_loop().run_in_executor(pool, session.shot))

    try:
        await to_the_end(make())
    except asyncio.CancelledError:
        for shot in shots:
            drop(shot)
        raise
    return shots[0]


def drop(shot: Shot) -> None:
    """Close the files of a capture that nobody keeps."""
    for artefact in shot.artefacts:
        artefact.body.close()


async def _load() -> None:
    """Load what takes and judges a page while the page's own process starts."""
    await asyncio.sleep(0)
    from yosuga.capture import closing, course

    _ = (closing, course)


def prepare() -> None:
    """Load what the end of a capture needs, in a thread, while the page comes to rest."""
    from cryptography.hazmat.primitives.asymmetric import ec

    from yosuga.capture import provenance, results, video

    _ = (ec, provenance, results, video)


def _encode(frames: list[tuple[float, bytes]]) -> BinaryIO | None:
    from yosuga.capture import video

    return video.encode(frames, most_s=_FILM_S)


def _discard(film: Future[BinaryIO | None]) -> None:
    made = film.result()
    if made is not None:
        made.close()
