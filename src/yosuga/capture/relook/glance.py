"""One page in a browser, looked at and not kept: opened, waited for, and asked what it shows."""

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import replace

from yosuga.capture.base import Limits
from yosuga.capture.browser import loading
from yosuga.capture.browser.bodies import Bodies
from yosuga.capture.browser.emulation import Emulation
from yosuga.capture.browser.flights import Flight
from yosuga.capture.browser.network import Recorder
from yosuga.capture.browser.page import Look, Page
from yosuga.capture.browser.protocol import CallFailed
from yosuga.capture.browser.tab import Tab
from yosuga.capture.browser.values import table, text
from yosuga.capture.browser.warm import Warm
from yosuga.capture.judging import main_flight, type_of
from yosuga.capture.relook.base import ASK_S, MOST_BYTES, MOST_LINKS, MOST_TEXT, Answered
from yosuga.capture.relook.waits import retry_after
from yosuga.capture.url import check
from yosuga.capture.verdict import network_reason
from yosuga.clock import Clock
from yosuga.errors import BadUrl

LIMITS = Limits(
    total_s=ASK_S,
    load_s=12.0,
    idle_s=3.0,
    step_s=6.0,
    body_bytes=4 * MOST_BYTES,
    total_bytes=32 * 2**20,
    resources=600,
)
_MOST_MOVES = 3  # a page may lead on to another by script
_LINKS = f"""Array.from(Document.prototype.querySelectorAll.call(document, 'a[href]')).slice(0, {MOST_LINKS})
  .map((link) => String(link.href).slice(0, 4000)).filter((href) => /^https?:/.test(href))"""


def recording(warm: Warm, *, look: Emulation | None, context: str = "") -> Tab:
    """Return a tab of `warm` that notes what is answered, not yet opened."""
    connection = warm.running.connection
    bodies = Bodies(connection=connection, limits=LIMITS, memory=warm.running.memory)
    recorder = Recorder(connection=connection, limits=LIMITS, bodies=bodies)
    return Tab(connection=connection, recorder=recorder, look=look, context=context)


def answered(address: str, *, clock: Clock, ask: Callable[[str, Answered], Answered]) -> Answered:
    """Return what `ask` finds at an address that may be opened, with the moment at which it was seen."""
    asked = Answered(asked=address, url=address, moment=clock.read().wall)
    try:
        url = check(address)
    except BadUrl:
        return replace(asked, failure="url-refused")
    return replace(ask(url, asked), moment=clock.read().wall)


async def glance(tab: Tab, address: str, *, asked: Answered) -> Answered:
    """Return what the page shows in `tab`, within `ASK_S` seconds. Raises BrowserFailed when the browser is gone."""
    page = Page(tab)
    shown, failure = Look(), ""
    links: tuple[str, ...] = ()
    try:
        async with asyncio.timeout(LIMITS.total_s):
            arrival = await loading.go(tab, address, limits=LIMITS)
            failure = "download" if arrival.download else network_reason(arrival.error) if arrival.error else ""
            if not failure:
                await _at_rest(tab)
                shown = await page.look()
                links = _links(await page.ask(_LINKS))
    except TimeoutError:
        failure = "time"
    except CallFailed:
        failure = "page-unresponsive"
    if tab.crashed:
        failure = "page-crashed"
    return _answered(asked, shown=shown, links=links, failure=failure, document=main_flight(tab))


async def _at_rest(tab: Tab) -> None:
    """Wait until the page, or the one that it leads on to by script, has come to rest."""
    for _ in range(_MOST_MOVES):
        why = await loading.loaded(tab, limits=LIMITS)
        await loading.idle(tab, limits=LIMITS)
        if why or loading.is_loaded(tab):
            return


def _links(value: object) -> tuple[str, ...]:
    rows = value if isinstance(value, list) else []
    return tuple(dict.fromkeys(row for row in rows if isinstance(row, str)))


def _answered(
    asked: Answered, *, shown: Look, links: tuple[str, ...], failure: str, document: Flight | None
) -> Answered:
    if failure or document is None or not document.status:
        return replace(asked, failure=failure or "unreachable")
    headers = table(document.hops[-1].response, "headers") if document.hops else {}
    said = {name.lower(): text(headers, name) for name in headers}
    wait = said.get("retry-after")
    return replace(
        asked,
        url=shown.url or document.url,
        status=document.status,
        title=shown.title,
        text=shown.text[:MOST_TEXT],
        password=shown.password,
        dialog=shown.dialog,
        mitigated="cf-mitigated" in said,
        links=links,
        media_type=type_of(document).partition(";")[0].strip().lower(),
        digest=hashlib.sha256(document.whole_body).hexdigest() if document.read else "",
        retry_after=None if wait is None else retry_after(wait, now=asked.moment),
    )
