"""Opening the page and waiting for it: never for a network that is idle for good, always within a budget."""

import asyncio
import time
from dataclasses import dataclass

from yosuga.capture.base import Limits
from yosuga.capture.browser.protocol import CallFailed, NoAnswer
from yosuga.capture.browser.tab import Tab
from yosuga.capture.browser.values import text

_TICK_S = 0.01
_STALL_S = 8.0  # nothing new for so long before the document is whole: what blocks it is given up


@dataclass(slots=True)
class Arrival:
    """How opening ended. `error` is the browser's own word (`net::ERR_…`), empty when a document was shown."""

    error: str = ""
    download: bool = False
    late: bool = False


async def go(tab: Tab, url: str, *, limits: Limits) -> Arrival:
    """Open `url` in the tab and return when its document begins to show, or will not. Raises BrowserFailed."""
    arrival = await _navigate(tab, url, within=limits.load_s)
    if arrival.error and tab.recorder.bodies.let_documents_pass and not tab.document:
        return await _navigate(tab, url, within=limits.load_s)
    return arrival


async def _navigate(tab: Tab, url: str, *, within: float) -> Arrival:
    try:
        answer = await tab.connection.call("Page.navigate", {"url": url}, session=tab.session, within=within)
    except NoAnswer:
        tab.recorder.bodies.give_up()
        tab.connection.tell("Page.stopLoading", session=tab.session)
        return Arrival(error="net::ERR_TIMED_OUT", late=True)
    return Arrival(error=text(answer, "errorText"), download=answer.get("isDownload") is True)


async def again(tab: Tab, url: str, *, limits: Limits) -> Arrival:
    """Load the page that the tab shows once more, past its cache. Raises BrowserFailed.

    It is asked for by its address, so that a form a person has sent is not sent twice; an address with a fragment would
    only move within the document and is reloaded.
    """
    await tab.connection.call(
        "Network.setCacheDisabled", {"cacheDisabled": True}, session=tab.session, within=limits.step_s
    )
    for event in tab.life.values():
        event.clear()
    if "#" not in url:
        return await go(tab, url, limits=limits)
    await tab.connection.call("Page.reload", {"ignoreCache": True}, session=tab.session, within=limits.load_s)
    try:
        async with asyncio.timeout(limits.load_s):
            await tab.life["commit"].wait()
    except TimeoutError:
        return Arrival(error="net::ERR_TIMED_OUT", late=True)
    return Arrival()


def is_loaded(tab: Tab) -> bool:
    """Return whether the browser has stopped loading the document that is shown."""
    return tab.life["load"].is_set() or tab.life["stopped"].is_set() or tab.crashed


async def loaded(tab: Tab, *, limits: Limits) -> str:
    """Wait for the `load` event; return why the wait ended early: "", `slow` or `stalled`.

    A page that brings nothing new for `idle_s` after its document is whole is as loaded as it will be: one resource
    that trickles for ever must not cost the whole budget. What still blocks the document itself is given up.
    """
    until = time.monotonic() + limits.load_s
    while not is_loaded(tab):
        now = time.monotonic()
        still = now - tab.recorder.last_change
        if now > until:
            return await _give_up(tab, "slow")
        whole = tab.life["DOMContentLoaded"].is_set()
        if still > (limits.idle_s if whole else max(_STALL_S, limits.idle_s)):
            return await _give_up(tab, "stalled")
        await asyncio.sleep(_TICK_S)
    return "slow" if tab.crashed else ""


async def _give_up(tab: Tab, why: str) -> str:
    """Stop what holds the document up: its own end, or a style sheet without which nothing is drawn."""
    tab.recorder.bodies.give_up()
    if not all(tab.life[name].is_set() for name in ("DOMContentLoaded", "firstContentfulPaint")):
        try:
            await tab.connection.call("Page.stopLoading", session=tab.session, within=2.0)
        except CallFailed:
            return why
    return why


async def idle(tab: Tab, *, limits: Limits, most_s: float | None = None) -> bool:
    """Wait until nothing that can end has been under way for `idle_quiet_s`; return whether that came to pass.

    What has not ended by then is waited for no more: the steps after this one do not pay for it again.
    """
    until = time.monotonic() + (limits.idle_s if most_s is None else most_s)
    while (left := limits.idle_quiet_s - tab.recorder.quiet_for) > 0:
        if time.monotonic() > until or tab.crashed:
            tab.recorder.write_off()
            return False
        await asyncio.sleep(min(left, _TICK_S))
    return True
