"""The steps of one capture: each within its time, each failure a reason, none on a page that is dead."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from typing import TypeVar

from yosuga.capture.base import Limits, Reason
from yosuga.capture.browser.page import Page
from yosuga.capture.browser.protocol import CallFailed, NoAnswer
from yosuga.capture.browser.tab import Tab
from yosuga.capture.taken import Taken

T = TypeVar("T")
_ANSWER_S = 2.0


class Steps:
    """Does the steps of one capture, and writes their times and what went wrong into `taken`."""

    def __init__(self, *, tab: Tab, page: Page, limits: Limits, taken: Taken) -> None:
        self._tab = tab
        self._page = page
        self._limits = limits
        self._taken = taken
        self._late = False

    async def do(
        self, name: str, work: Coroutine[object, object, T], *, otherwise: T, within: float | None = None
    ) -> T:
        """Do one step within its time; one that fails is a reason, and the rest goes on."""
        if self._tab.crashed:
            work.close()
            return otherwise
        began = time.monotonic()
        task = asyncio.ensure_future(work)
        crash = asyncio.ensure_future(self._tab.crash_seen.wait())
        try:
            await asyncio.wait(
                {task, crash},
                timeout=self._limits.load_s + 5 if within is None else within,
                return_when=asyncio.FIRST_COMPLETED,
            )
            if task.done():
                return task.result()
            if not crash.done():
                self._is_late(name)
        except NoAnswer:
            self._is_late(name)
        except CallFailed as failed:
            self.because("step-failed", f"{name}: {failed.detail}")
        finally:
            crash.cancel()
            task.cancel()
            await asyncio.wait({task, crash})
            self._taken.timings[name] = round(time.monotonic() - began, 4)
        return otherwise

    async def draw(self, name: str, begin: Callable[[], Coroutine[object, object, T]], *, otherwise: T) -> T:
        """Do one step that is much work for the page, unless it is still busy with one that was too slow."""
        if self._late and not self._tab.crashed and not await self.answers():
            self.because("step-timeout", name)
            return otherwise
        return await self.do(name, begin(), otherwise=otherwise)

    async def attempt(self, name: str, work: Coroutine[object, object, None]) -> None:
        """Do something a capture is whole without."""
        if self._tab.crashed:
            work.close()
            return
        try:
            await work
        except (NoAnswer, CallFailed):
            self._taken.timings[name] = -1.0

    def because(self, code: str, detail: str = "") -> None:
        """Note why the capture is not complete, once."""
        reason = Reason(code=code, detail=detail)
        if reason not in self._taken.reasons:
            self._taken.reasons.append(reason)

    def _is_late(self, name: str) -> None:
        self._late = True
        self.because("step-timeout", name)

    async def answers(self) -> bool:
        """Return whether the page answers, where need be without the script that holds it: what was slow is over."""
        try:
            await self._page.ask("0", within=_ANSWER_S)
        except CallFailed:
            return False
        self._late = False
        return True
