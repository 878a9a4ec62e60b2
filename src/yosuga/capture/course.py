"""The course of one capture: named steps in order, each with its own time, each leaving what it got."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from dataclasses import replace
from functools import partial

from yosuga.capture.base import Limits, Order, Progress
from yosuga.capture.browser import loading, pictures, scrolling
from yosuga.capture.browser.fetching import whole_file
from yosuga.capture.browser.find import Kind
from yosuga.capture.browser.page import Look, Page
from yosuga.capture.browser.pictures import Size
from yosuga.capture.browser.protocol import CallFailed, NoAnswer
from yosuga.capture.browser.scrolling import Way
from yosuga.capture.browser.tab import Tab
from yosuga.capture.browser.wires import BrowserGone
from yosuga.capture.steps import Steps
from yosuga.capture.taken import Taken

Filmed = Callable[[list[tuple[float, bytes]]], None]

_EARLY_S = 4.0
_MOST_MEDIA = 40
_MOST_MOVES = 4
_MOST_WIDTH = 2_560
_MOST_TAGGED = 20_000  # elements: tags of 20,000 tripled the time of the PDF (2.7 s), of 200,000 it took for ever
_MOST_PIXELS = 80_000_000  # 60,000 px of a page as wide as the window
_HTML = ("text/html", "application/xhtml+xml", "")


class Course:
    """One capture under way on one tab."""

    def __init__(self, *, tab: Tab, order: Order, kind: Kind, progress: Progress, filmed: Filmed) -> None:
        self.taken = Taken()
        self._tab = tab
        self._page = Page(tab)
        self._limits = _fitted(order.limits)
        self._steps = Steps(tab=tab, page=self._page, limits=self._limits, taken=self.taken)
        self._kind = kind
        self._progress = progress
        self._filmed = filmed
        self._early: asyncio.Task[None] | None = None
        self._drawn = float("-inf")

    async def run(self, url: str) -> Taken:
        """Take `url` from the start. What goes wrong is a reason in what is returned."""
        return await self._bounded(self._from_the_start(url))

    async def run_on_live_tab(self) -> Taken:
        """Take the page that the tab shows now: first as it stands, then loaded once more for the record."""
        return await self._bounded(self._as_it_stands())

    async def _bounded(self, work: Coroutine[object, object, None]) -> Taken:
        try:
            async with asyncio.timeout(self._limits.total_s):
                await work
        except TimeoutError:
            self._steps.because("time-budget", f"{self._limits.total_s:.0f} s")
        except BrowserGone as gone:
            self._steps.because("browser-failed", gone.detail)
        finally:
            if self._early is not None:
                self._early.cancel()
                await asyncio.gather(self._early, return_exceptions=True)
        self._say_what_died()
        self.taken.stopped_scripts = self._page.stuck
        if self._page.stuck:
            self._steps.because("page-unresponsive", f"stopped {self._page.stuck} times")
        return self.taken

    def _say_what_died(self) -> None:
        if self._tab.memory_passed:
            self._steps.because("memory-budget", f"{self._tab.memory_passed // 2**20} MiB")
        elif self._tab.crashed and not any(reason.code == "browser-failed" for reason in self.taken.reasons):
            self._steps.because("page-crashed")
        elif self._tab.frames_crashed:
            self._steps.because("resource-failed", f"{self._tab.frames_crashed} frames or workers crashed")

    async def _from_the_start(self, url: str) -> None:
        self._progress("open")
        self._early = asyncio.create_task(self._take_early())
        began = time.monotonic()
        self.taken.arrival = await loading.go(self._tab, url, limits=self._limits)
        self.taken.timings["open"] = time.monotonic() - began
        if self.taken.arrival.error and not self._tab.unreachable and not self._shows_something():
            return
        if not self._tab.unreachable:
            await self._wait_and_take()

    async def _as_it_stands(self) -> None:
        self._progress("open")
        self.taken.early = await self._steps.do("early", pictures.viewport(self._tab, within=_EARLY_S), otherwise=b"")
        self.taken.first = await self._steps.do("first look", self._page.look(), otherwise=Look())
        await self._steps.attempt("film", pictures.start_film(self._tab))
        if self._tab.crashed:
            return
        self.taken.arrival = await loading.again(self._tab, self.taken.first.url, limits=self._limits)
        if not self.taken.arrival.error:
            await self._wait_and_take()

    def _shows_something(self) -> bool:
        return bool(self._tab.document) and not self._tab.unreachable

    async def _wait_and_take(self) -> None:
        await self._wait_for_content()
        if self._early is not None and not self._tab.crashed:
            await asyncio.wait([self._early], timeout=_EARLY_S)
        self.taken.before = await self._steps.do("look", self._page.look(), otherwise=Look())
        if self.taken.before.kind in _HTML:
            await self._scroll()
        await self._steps.attempt("film end", pictures.stop_film(self._tab))
        self._filmed(self._tab.frames_shown)
        self._progress("take")
        await self._take()

    async def _wait_for_content(self) -> None:
        """Wait for the page to load and, where it still asks for more, to come to rest."""
        self._progress("load")
        for _ in range(_MOST_MOVES):  # a page may lead on to another by script
            why = await self._steps.do("load", loading.loaded(self._tab, limits=self._limits), otherwise="slow")
            if why and not self._tab.crashed:
                self._steps.because("load-timeout", why)
            if self._tab.recorder.under_way:  # where nothing is, the quiet after scrolling counts for both
                self.taken.idle = await self._steps.do("idle", self._idle(), otherwise=False)
            if why or loading.is_loaded(self._tab):
                break
        self.taken.settled_on = self._tab.generation

    async def _idle(self) -> bool:
        return await loading.idle(self._tab, limits=self._limits)

    async def _take_early(self) -> None:
        """Take the viewport at first content: the post may vanish, or a wall slide in, a moment later."""
        life = self._tab.life
        waits = [asyncio.create_task(life[name].wait()) for name in ("firstContentfulPaint", "load")]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
        if self._tab.crashed or self._tab.unreachable:
            return
        began = time.monotonic()
        try:
            self.taken.early = await pictures.viewport(self._tab, within=_EARLY_S)
        except NoAnswer:  # held by a script, which asking ends; or the picture went with a document that moved on
            await self._steps.answers()
            self.taken.early = await self._steps.do(
                "early", pictures.viewport(self._tab, within=_EARLY_S), otherwise=b""
            )
        except CallFailed as failed:
            self._steps.because("step-failed", f"early: {failed.detail}")
        self.taken.first = await self._steps.do("first look", self._page.look(), otherwise=Look())
        self.taken.timings["early"] = time.monotonic() - began
        # The film begins after the first picture: both at once were measured to cost a tenth of a second.
        await self._steps.attempt("film", pictures.start_film(self._tab))

    async def _scroll(self) -> None:
        """Go down the page, wait until it is at rest, and go once more if it has grown meanwhile."""
        self._progress("scroll")
        for _ in range(2):
            way = self.taken.way = Way()  # filled on the way: what it has seen stays if the page dies
            work = scrolling.down(self._page, way, limits=self._limits, waiting=self._draw_while_waiting)
            await self._steps.do("scroll", work, otherwise=None, within=2 * self._limits.scroll_s + 10)
            way.ended = "crashed" if self._tab.crashed else way.ended or "time"
            self.taken.idle = await self._steps.do("settle", self._idle(), otherwise=False)
            if self.taken.way.ended != "bottom" or not await self._has_grown():
                break
        if self.taken.way.ended in {"time", "height", "tiles"}:
            self._steps.because("scroll-limit", self.taken.way.ended)
        elif self.taken.way.ended == "blocked":
            self._steps.because("step-failed", "scroll")

    async def _draw_while_waiting(self) -> None:
        """Draw a page that fits the screen while it comes to rest; `_moved_since` says whether that picture holds."""
        self._drawn = time.monotonic()
        await self._take_picture()

    def _moved_since(self, moment: float) -> bool:
        """Return whether the page asked for anything, or shows other words, than at `moment` of the picture."""
        if not self.taken.pieces or self._tab.recorder.last_change > moment or not self.taken.idle:
            return True
        return self.taken.last != self.taken.before

    async def _has_grown(self) -> bool:
        size = await self._steps.do("size", pictures.size(self._tab, within=self._limits.step_s), otherwise=Size(0, 0))
        return not self.taken.way.inner and size.height > self.taken.way.height + 8

    async def _take(self) -> None:
        """Take everything, the picture first: what a person sees outranks every other form."""
        aside = [asyncio.create_task(self._take_from_network())]
        try:
            self.taken.last = await self._steps.do("last look", self._page.look(), otherwise=self.taken.before)
            if self._moved_since(self._drawn):
                await asyncio.gather(self._take_picture(), self._take_words())
            else:
                await self._take_words()
            await self._take_mhtml()
            await self._take_pdf()
            await asyncio.gather(*aside)
            self.taken.after = await self._steps.draw("look after", self._page.look, otherwise=self.taken.last)
        finally:
            for task in aside:
                task.cancel()
            await asyncio.gather(*aside, return_exceptions=True)

    async def _take_picture(self) -> None:
        self.taken.size = await self._steps.do(
            "size", pictures.size(self._tab, within=self._limits.step_s), otherwise=self.taken.size
        )
        if not self.taken.size.height:
            return
        cut = _cut(self.taken.size, most_px=self._limits.scroll_px)
        if cut.height < self.taken.size.height:
            self._steps.because("too-tall", f"{self.taken.size.height} px")
        tile = pictures.SHELL_PX if self._kind is Kind.SHELL else pictures.TILE_PX
        # A page that has painted nothing by now (its connection broke at once) will hardly do so later.
        within = self._limits.step_s if self.taken.early else min(_EARLY_S, self._limits.step_s)
        self.taken.pieces = await self._steps.draw(
            "picture", partial(pictures.full, self._tab, of=cut, tile_px=tile, within=within), otherwise=[]
        )

    async def _take_pdf(self) -> None:
        width = max(self.taken.size.width, 1)
        tagged = 0 < self.taken.last.elements <= _MOST_TAGGED
        work = partial(pictures.printed, self._tab, width=width, tagged=tagged, within=self._limits.step_s)
        self.taken.pdf = await self._steps.draw("pdf", work, otherwise=b"")

    async def _take_mhtml(self) -> None:
        work = partial(pictures.one_file, self._tab, within=self._limits.step_s)
        self.taken.mhtml = await self._steps.draw("mhtml", work, otherwise=b"")

    async def _take_words(self) -> None:
        from yosuga.capture.post.page import SCRIPT

        self.taken.dom = await self._steps.do("dom", self._page.dom(within=self._limits.step_s), otherwise=b"")
        value = await self._steps.do("post", self._page.ask(SCRIPT, within=self._limits.step_s), otherwise="")
        self.taken.post = value if isinstance(value, str) else ""

    async def _take_from_network(self) -> None:
        recorder = self._tab.recorder
        self.taken.certificates = await self._steps.do(
            "certificates", self._page.certificates(list(recorder.certificates_seen)), otherwise={}
        )
        await self._steps.attempt("favicon", self._take_favicon())
        await self._steps.do("media", self._take_media(), otherwise=None)

    async def _take_favicon(self) -> None:
        icon = self.taken.before.icon or _root(self.taken.before.url) + "favicon.ico"
        known = {flight.url for flight in self._tab.recorder.flights.values()}
        if icon.startswith(("http://", "https://")) and icon not in known:
            self.taken.favicon = await whole_file(self._tab, icon, most=1 << 20, within=5.0)

    async def _take_media(self) -> None:
        for url in media_urls(self._tab)[:_MOST_MEDIA]:
            most = min(self._limits.body_bytes, self._limits.total_bytes - self._tab.recorder.bodies.kept)
            if most <= 0:
                self._steps.because("size-budget", "media")
                return
            file = await whole_file(self._tab, url, most=most, within=self._limits.step_s)
            self._tab.recorder.bodies.kept += len(file.body)
            self.taken.media.append(file)
            if file.error or file.cut:
                self._steps.because("media-missing", file.error or "too large")


def media_urls(tab: Tab) -> list[str]:
    """Return the media that the page asked for in pieces, or that was let through unread."""
    found: dict[str, None] = {}
    for flight in tab.recorder.flights.values():
        sampled = flight.status == 206 or (flight.status == 200 and flight.hops and flight.hops[-1].kind == "Media")
        if sampled and not flight.read and flight.url.startswith(("http://", "https://")):
            found.setdefault(flight.url)
    return list(found)


def _cut(size: Size, *, most_px: int) -> Size:
    """Return the part of the page that fits a picture: a drawing of 100,000 px a side must not fill the memory."""
    width = min(size.width, _MOST_WIDTH)
    return Size(width=width, height=max(1, min(size.height, most_px, _MOST_PIXELS // width)))


def _root(url: str) -> str:
    scheme, mark, rest = url.partition("://")
    return f"{scheme}{mark}{rest.partition('/')[0]}/"


def _fitted(limits: Limits) -> Limits:
    """Return the limits with each step's time within the whole: the last steps are what a capture is for."""
    return replace(
        limits,
        load_s=min(limits.load_s, limits.total_s * 0.4),
        scroll_s=min(limits.scroll_s, limits.total_s * 0.15),
        step_s=min(limits.step_s, limits.total_s * 0.25),
        idle_s=min(limits.idle_s, limits.total_s * 0.1),
    )
