"""Going down the page as a person does, so that it shows what it holds back; bounded, with the reason it ended."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field

from yosuga.capture.base import Limits
from yosuga.capture.browser.loading import idle
from yosuga.capture.browser.page import WORDS, Page
from yosuga.capture.browser.pictures import viewport
from yosuga.capture.browser.protocol import CallFailed
from yosuga.capture.browser.values import Message, text, truth, whole

Waiting = Callable[[], Coroutine[object, object, None]]

_STEP_S = 0.03
_BOTTOM_S = 0.6  # how long a page may take to begin loading more when its end is reached
_MORE_S = 2.5  # how long what it asked for then may take
_LOOK_S = 0.05  # how often is looked whether it has come
_MOST_TILES = 80

# One step down. The scrolled thing is the document, or the largest box that scrolls where the document does not.
# `gone` tells that what was on the screen a step ago is no longer part of the page, or says something else: a
# virtualised feed.
_STEP = """((share, restart) => {
  const root = document.scrollingElement || document.documentElement;
  const state = globalThis.__yosuga = globalThis.__yosuga || {seen: []};
  const shadow = Object.getOwnPropertyDescriptor(Element.prototype, 'shadowRoot').get;  // a form's fields hide its own
  const all = (root) => (root === document ? Document : DocumentFragment).prototype.querySelectorAll.call(root, '*');
  const boxes = () => {
    const roots = [document];
    for (const root of roots) { roots.push(...[...all(root)].map((one) => shadow.call(one)).filter((one) => one)); }
    return roots.flatMap((root) => [...all(root)]);
  };
  const met = (x, y) => {
    let one = Document.prototype.elementFromPoint.call(document, x, y);
    for (let inner; one && (inner = shadow.call(one)?.elementFromPoint(x, y)) && inner !== one;) { one = inner; }
    return one;
  };
  const content = Object.getOwnPropertyDescriptor(Node.prototype, 'textContent').get;
  const words = (one) => content.call(one).trim().slice(0, 200);
  if (restart) { state.seen = []; state.box = null; }
  if (!state.box || !state.box.isConnected) {
    state.box = root;
    if (root.scrollHeight <= innerHeight + 8) {
      let best = innerWidth * innerHeight * 0.3;
      for (const box of boxes()) {
        if (box.scrollHeight > box.clientHeight + 8 && box.clientHeight * box.clientWidth > best
            && /auto|scroll|overlay/.test(getComputedStyle(box).overflowY)) {
          best = box.clientHeight * box.clientWidth; state.box = box;
        }
      }
    }
  }
  const box = state.box, high = box === root ? innerHeight : box.clientHeight;
  const to = (name, top) => Element.prototype[name].call(box, {top, behavior: 'instant'});
  if (restart) { to('scrollTo', 0); } else { to('scrollBy', Math.floor(high * share)); }
  const left = ({one, said}) => !one.isConnected || (said.length > 3 && !words(one).startsWith(said));
  const gone = state.seen.length > 2 && state.seen.filter(left).length >= 2;
  const places = [0.3, 0.5, 0.7].flatMap((at) => [0.05, 0.5].map((from) => met(innerWidth * from, innerHeight * at)));
  state.seen = [...new Set(places)].filter((one) => one && one !== document.body && one !== document.documentElement)
    .map((one) => ({one, said: words(one)}));
  return {top: Math.round(box.scrollTop), height: box.scrollHeight, high, gone, inner: box !== root};
})(%s, %s)"""
_HEIGHT = "globalThis.__yosuga?.box?.scrollHeight ?? 0"
_VISIBLE = f"{WORDS}.slice(0, 500000)"


@dataclass(slots=True)
class Way:
    """How the scrolling went, in CSS pixels. `ended`: `bottom`, `time`, `height`, `tiles`, `blocked`, `crashed`."""

    ended: str = ""
    steps: int = 0
    height: int = 0
    virtualised: bool = False
    inner: bool = False
    tiles: list[bytes] = field(default_factory=list)
    lines: dict[str, None] = field(default_factory=dict)


async def down(page: Page, way: Way, *, limits: Limits, waiting: Waiting) -> None:
    """Scroll to the end, to the bounds of `limits`, or until the page no longer answers; then back to the top.

    What is seen goes into `way` at once. `waiting` is done once while a page that fits the screen comes to rest.
    """
    until = time.monotonic() + limits.scroll_s
    try:
        await _descend(page, way, limits=limits, until=until, waiting=waiting)
        if way.virtualised or way.inner:
            # What the first pass showed is gone again: once more from the top, with a picture at every step.
            way.tiles.clear()
            await _step(page, restart=True)
            await idle(page.tab, limits=limits, most_s=_BOTTOM_S)
            again = time.monotonic() + limits.scroll_s
            await _descend(page, way, limits=limits, until=again, waiting=None)
        await _step(page, restart=True)
    except CallFailed:
        way.ended = "blocked"


async def _descend(page: Page, way: Way, *, limits: Limits, until: float, waiting: Waiting | None) -> None:
    tiling = way.virtualised or way.inner
    quiet, height = 0, 0
    while True:
        if tiling:
            await _keep(page, way)
        at = await _step(page)
        way.steps += 1
        way.height = whole(at, "height")
        way.inner = way.inner or truth(at, "inner")
        way.virtualised = way.virtualised or truth(at, "gone")
        if (way.virtualised or way.inner) and not tiling:
            way.ended = "again"
            return
        way.ended = _bound(at, way, until=until, limits=limits)
        if way.ended:
            return
        if whole(at, "top") + whole(at, "high") < way.height - 4:
            quiet = 0
            await asyncio.sleep(_STEP_S)
            continue
        quiet = quiet + 1 if way.height == height else 0
        height = way.height
        # A page that fits the screen was not scrolled, so it has heard nothing it could answer: one wait is enough.
        if quiet >= (2 if way.height > whole(at, "high") else 1):
            way.ended = "bottom"
            if tiling:
                await _keep(page, way)
            return
        fits = way.height <= whole(at, "high")
        aside, waiting = (waiting if fits else None), None
        more = _wait_for_more(page, limits=limits, height=height, stirred=not fits)
        await asyncio.gather(more, *([aside()] if aside else []))


def _bound(at: Message, way: Way, *, until: float, limits: Limits) -> str:
    if whole(at, "top") + whole(at, "high") >= limits.scroll_px:
        return "height"
    if len(way.tiles) >= _MOST_TILES:
        return "tiles"
    return "time" if time.monotonic() > until else ""


async def _step(page: Page, *, restart: bool = False) -> Message:
    value = await page.ask(_STEP % ("0.9", "true" if restart else "false"))
    return value if isinstance(value, dict) else {}


async def _keep(page: Page, way: Way) -> None:
    """Keep a picture and the words of what is on the screen now."""
    way.tiles.append(await viewport(page.tab, within=5.0))
    value = await page.ask(_VISIBLE)
    for line in text({"text": value}, "text").splitlines():
        if line.strip():
            way.lines.setdefault(line)


async def _wait_for_more(page: Page, *, limits: Limits, height: int, stirred: bool) -> None:
    """Give the page a moment to ask for more, then wait until that has come: it grew, or it is at rest.

    A page that was `stirred` by being scrolled may take as long to answer as one that has just asked for something.
    """
    if stirred:
        page.tab.recorder.stir()
    await asyncio.sleep(_STEP_S)
    most_s = _MORE_S if page.tab.recorder.under_way else _BOTTOM_S
    rest = asyncio.create_task(idle(page.tab, limits=limits, most_s=most_s))
    try:
        while not rest.done() and not await _grew(page, height):
            await asyncio.wait({rest}, timeout=_LOOK_S)
    finally:
        rest.cancel()
        await asyncio.gather(rest, return_exceptions=True)


async def _grew(page: Page, height: int) -> bool:
    value = await page.ask(_HEIGHT)
    return isinstance(value, int) and value > height
