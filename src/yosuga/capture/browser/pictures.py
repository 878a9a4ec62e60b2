"""Pictures of the page: viewport, whole length, print, and the page as one file."""

import asyncio
import contextlib
from dataclasses import dataclass

from yosuga.capture.browser.protocol import CallFailed, NoAnswer
from yosuga.capture.browser.tab import Tab
from yosuga.capture.browser.values import number, table, text

# `optimizeForSpeed` was measured: 60,000 px in 1.0 s instead of 2.4 s, for 30 to 65 % more bytes.
_PNG = {"format": "png", "optimizeForSpeed": True}
SHELL_PX = 60_000
TILE_PX = 16_000  # a browser with a window draws by textures of 16,384 px and repeats the first one beyond
_BETWEEN_S = 0.1
_LOST_S = 0.3  # a picture that comes later than this after its document is gone does not come
_FIRST_FRAME_S = 2.0
_FRAME_S = 0.33  # the film shows three pictures a second: what was seen, not how smoothly
_A4_INCHES = (8.27, 11.69)


@dataclass(frozen=True, slots=True)
class Size:
    """The whole page in CSS pixels."""

    width: int
    height: int


async def viewport(tab: Tab, *, within: float) -> bytes:
    """Return a PNG of what a person would see now. Raises CallFailed."""
    try:
        return await _of_this_document(tab, within=within)
    except NoAnswer:
        raise
    except CallFailed:  # for a moment, between two documents, there is nothing to see
        await asyncio.sleep(_BETWEEN_S)
    return await tab.connection.payload("Page.captureScreenshot", _PNG, session=tab.session, within=within)


async def _of_this_document(tab: Tab, *, within: float) -> bytes:
    """Return a PNG of the document that is shown now. Raises CallFailed, soon where the page moves on from it."""
    shot = asyncio.ensure_future(
        tab.connection.payload("Page.captureScreenshot", _PNG, session=tab.session, within=within)
    )
    moves = asyncio.ensure_future(tab.moves.wait())
    try:
        await asyncio.wait({shot, moves}, return_when=asyncio.FIRST_COMPLETED)
        await asyncio.wait({shot}, timeout=_LOST_S)
        if not shot.done():
            raise CallFailed("Page.captureScreenshot: the page moved on")
        return shot.result()
    finally:
        for task in (shot, moves):
            task.cancel()
        await asyncio.wait({shot, moves})


async def size(tab: Tab, *, within: float) -> Size:
    """Return how large the page is. Raises CallFailed."""
    answer = await tab.connection.call("Page.getLayoutMetrics", session=tab.session, within=within)
    content = table(answer, "cssContentSize")
    return Size(width=max(1, int(number(content, "width"))), height=max(1, int(number(content, "height"))))


async def full(tab: Tab, *, of: Size, tile_px: int, within: float) -> list[bytes]:
    """Return the page from top to bottom as PNGs of at most `tile_px` each. Raises CallFailed."""
    pieces = []
    for top in range(0, of.height, tile_px):
        clip = {"x": 0, "y": top, "width": of.width, "height": min(tile_px, of.height - top), "scale": 1}
        params = {**_PNG, "captureBeyondViewport": True, "clip": clip}
        pieces.append(
            await tab.connection.payload("Page.captureScreenshot", params, session=tab.session, within=within)
        )
    return pieces


async def printed(tab: Tab, *, width: int, tagged: bool, within: float) -> bytes:
    """Return the page as a PDF on A4 as it looks on the screen, `width` CSS pixels across. Raises CallFailed.

    `tagged` adds its structure (headings, lists) for screen readers; the time for that grows faster than the page.
    """
    params = {
        "printBackground": True,
        "generateTaggedPDF": tagged,
        "paperWidth": _A4_INCHES[0],
        "paperHeight": _A4_INCHES[1],
        "scale": max(0.1, min(1.0, (_A4_INCHES[0] - 0.6) * 96 / width)),
        **{f"margin{side}": 0.3 for side in ("Top", "Bottom", "Left", "Right")},
    }
    await tab.connection.call("Emulation.setEmulatedMedia", {"media": "screen"}, session=tab.session, within=within)
    return await tab.connection.payload("Page.printToPDF", params, session=tab.session, within=within)


async def one_file(tab: Tab, *, within: float) -> bytes:
    """Return the page with its resources as MHTML. Raises CallFailed."""
    answer = await tab.connection.call("Page.captureSnapshot", {"format": "mhtml"}, session=tab.session, within=within)
    return text(answer, "data").encode("utf-8", "replace")


async def start_film(tab: Tab) -> None:
    """Begin the film: a picture, a pause, the next picture. Raises CallFailed when the first cannot be asked for."""
    await _ask_for_picture(tab)
    tab.filming = asyncio.create_task(_film(tab))


async def stop_film(tab: Tab) -> None:
    """End the film. On a busy machine the first picture of a short one is waited for. Raises CallFailed."""
    if tab.filming is not None and not tab.frames_shown:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(tab.film_seen.wait(), _FIRST_FRAME_S)
    if tab.filming is not None:
        tab.filming.cancel()
        await asyncio.gather(tab.filming, return_exceptions=True)
    await tab.connection.call("Page.stopScreencast", session=tab.session, within=2.0)


async def _film(tab: Tab) -> None:
    """Let the browser look at the screen for one picture at a time.

    A screencast left on reads back every frame the page draws, sent or not: 1.7 of the 4.7 s of processor time that a
    moving page took. Looking anew each time costs a tenth of that.
    """
    with contextlib.suppress(CallFailed):  # the page is gone: what was filmed stays
        while True:
            await tab.film_seen.wait()
            await tab.connection.call("Page.stopScreencast", session=tab.session, within=2.0)
            await asyncio.sleep(_FRAME_S)
            tab.film_seen.clear()
            await _ask_for_picture(tab)


async def _ask_for_picture(tab: Tab) -> None:
    params = {"format": "jpeg", "quality": 50, "maxWidth": 960, "maxHeight": 1200, "everyNthFrame": 1}
    await tab.connection.call("Page.startScreencast", params, session=tab.session, within=2.0)
