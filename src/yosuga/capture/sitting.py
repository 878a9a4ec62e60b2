"""One capture in a running browser: guard, context, tab and course put together, then taken apart again."""

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import BinaryIO
from urllib.parse import urlsplit

from yosuga.capture.addresses import host_refusal
from yosuga.capture.base import Network, Order, Progress, Reason, Shot, Verdict, View
from yosuga.capture.browser.bodies import Bodies
from yosuga.capture.browser.emulation import Emulation
from yosuga.capture.browser.flights import host_and_port
from yosuga.capture.browser.network import Recorder
from yosuga.capture.browser.spawn import Sandbox
from yosuga.capture.browser.tab import Happenings, Tab
from yosuga.capture.browser.warm import Warm
from yosuga.capture.course import Course
from yosuga.capture.egress import EgressGuard
from yosuga.capture.exchange import Exchange
from yosuga.capture.facts import Engine, Session
from yosuga.capture.judging import Judgement, judge
from yosuga.capture.taken import Taken
from yosuga.capture.url import check
from yosuga.clock import Clock, Instant
from yosuga.errors import BadUrl, BrowserFailed

_OPEN_S = 10.0
_FILM_S = 60.0
_NEIGHBOUR_BYTES = 400 * 2**20  # what a capture side by side may let the shared browser grow by (a 60,000 px picture)


@dataclass(frozen=True, slots=True)
class Refused:
    """A capture that ended before any browser was asked."""

    session: Session

    def shot(self) -> Shot:
        """Return the capture as it is kept."""
        return _shot(self.session)


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
    return Refused(_empty(order, url=url, reason=reason, started=started, finished=clock.read()))


class Sitting:
    """One capture. `hold` takes it; `shot` then makes what is kept, without the browser, in any thread."""

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
        self._session: Session | None = None
        self._film: Future[BinaryIO | None] | None = None

    def shot(self) -> Shot:
        """Return the capture as it is kept."""
        if self._session is None:
            raise BrowserFailed("nothing was taken")
        return _shot(self._session)

    def fail(self, failed: BrowserFailed) -> None:
        """End the capture because no browser could be had."""
        reason = Reason(code="browser-failed", detail=failed.detail)
        self._session = _empty(
            self._order, url=check(self._order.url), reason=reason, started=self._started, finished=self._clock.read()
        )

    def _let_go(self) -> None:
        """Close a video that went into no capture: the capture was stopped, or the browser failed."""
        if self._film is not None and (self._session is None or self._session.film is _no_film):
            self._film.add_done_callback(_discard)

    async def hold(self, warm: Warm, *, progress: Progress) -> None:
        """Take the page in `warm`."""
        url = check(self._order.url)
        port = await self._guard.start()
        tab = None
        try:
            context = await warm.context(proxy_port=port)
            tab = self.tab(warm, look=Emulation(view=self._order.view, agent=warm.agent), context=context)
            warm.take_in(tab, memory_bytes=self.memory_bytes)
            await tab.open(within=_OPEN_S)
            course = Course(tab=tab, order=self._order, kind=warm.browser.kind, progress=progress, filmed=self.develop)
            await self.close(url, taken=await course.run(url), tab=tab, warm=warm)
        except BrowserFailed as failed:
            self.fail(failed)
        finally:
            if tab is not None:
                await tab.recorder.close()
                warm.dispose(tab)
            await self._guard.stop()
            self._let_go()

    async def hold_live(self, warm: Warm, tab: Tab, *, progress: Progress) -> None:
        """Take the page that a person has in front of them. The caller ends the guard and the browser."""
        url = check(self._order.url)
        try:
            course = Course(tab=tab, order=self._order, kind=warm.browser.kind, progress=progress, filmed=self.develop)
            await self.close(url, taken=await course.run_on_live_tab(), tab=tab, warm=warm)
        except BrowserFailed as failed:
            self.fail(failed)
        finally:
            self._let_go()

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

    async def close(self, url: str, *, taken: Taken, tab: Tab, warm: Warm) -> None:
        """Judge the capture and keep everything `shot` needs, so that the browser may go."""
        await tab.recorder.close()
        finished = self._clock.read()
        judgement = judge(asked=url, taken=taken, tab=tab, guard=self._guard)
        film = self._film
        self._session = Session(
            order=self._order,
            url=url,
            engine=engine(warm, method=self._method),
            taken=taken,
            judgement=judgement,
            exchanges=[
                *tab.recorder.exchanges(self._guard.dialled),
                *_fetched(taken, finished=finished, guard=self._guard),
            ],
            sockets=tab.recorder.frames(),
            happenings=tab.happenings,
            dialled=dict(self._guard.dialled),
            refused=tuple(self._guard.refused),
            permitted=tuple(self._guard.permitted),
            security=dict(tab.recorder.certificates_seen),
            film=film.result if film is not None else _no_film,
            started=self._started,
            finished=finished,
        )


def _fetched(taken: Taken, *, finished: Instant, guard: EgressGuard) -> list[Exchange]:
    """Return the files that were fetched after the page had been taken as records like all others."""
    files = [*taken.media, *([taken.favicon] if taken.favicon is not None else [])]
    return [
        file.exchange(ip=guard.dialled.get(host_and_port(file.url), ""), started=finished.wall)
        for file in files
        if file.status
    ]


def engine(warm: Warm, *, method: str) -> Engine:
    """Return what takes the pages, as provenance prints it."""
    line = warm.running.flags
    return Engine(
        method=method or warm.browser.kind.value,
        product=warm.product,
        agent=warm.agent,
        protocol=warm.protocol,
        binary=warm.browser.path.name,
        flags=line,
        sandbox=(Sandbox.OFF if "--no-sandbox" in line else Sandbox.ON).value,
    )


def _shot(session: Session) -> Shot:
    from yosuga.capture.results import shot

    return shot(session)


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


def _no_film() -> BinaryIO | None:
    return None


def _empty(order: Order, *, url: str, reason: Reason, started: Instant, finished: Instant) -> Session:
    nothing: Mapping[str, str] = {}
    return Session(
        order=order,
        url=url,
        engine=Engine(method="none", product="", agent="", protocol="", binary="", flags=(), sandbox=""),
        taken=Taken(),
        judgement=Judgement(verdict=Verdict.FAILED, reasons=(reason,), failures=(), status=0, document=None),
        exchanges=(),
        sockets=(),
        happenings=Happenings(),
        dialled=nothing,
        refused=(),
        permitted=(),
        security={},
        film=_no_film,
        started=started,
        finished=finished,
    )
