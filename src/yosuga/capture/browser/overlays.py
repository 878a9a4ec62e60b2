"""What lies over a page unseen by its document's scripts: boxes that let touches through, frames of other sites."""

import asyncio
from collections.abc import Sequence

from yosuga.capture.browser.protocol import CallFailed
from yosuga.capture.browser.shadows import give, handle_of
from yosuga.capture.browser.tab import Tab
from yosuga.capture.browser.values import Message, table, text, truth, whole

_ANSWER_S = 2.0
_MOST_FRAMES = 3
_SHORT = 300  # characters
_MOST_WORDS = 2_000  # characters, as in look.js
_ROWS = 5  # as many places each way as look.js asks about
_FEEL = "function(...felt) { globalThis.__yosugaFelt = felt; }"


async def feel(tab: Tab, *, world: int) -> None:
    """Tell the isolated `world` what is on top at each place of the screen (`__yosugaFelt`). Raises CallFailed.

    Scripts meet only what a touch would meet; the browser itself can be asked for what is seen.
    """
    metrics = await tab.connection.call("Page.getLayoutMetrics", session=tab.session, within=_ANSWER_S)
    view = table(metrics, "cssVisualViewport")
    places = [
        (_at(view, "pageX", "clientWidth", part=across), _at(view, "pageY", "clientHeight", part=down))
        for down in range(_ROWS)
        for across in range(_ROWS)
    ]
    nodes = await asyncio.gather(*(_seen_at(tab, x, y) for x, y in places))
    handles = {node: await handle_of(tab, node, world=world) for node in dict.fromkeys(nodes) if node}
    found = [handles.get(node) for node in nodes]
    arguments: list[Message] = [{"objectId": handle} if handle else {"value": None} for handle in found]
    await give(tab, _FEEL, arguments=arguments, world=world)


def _at(view: Message, start: str, size: str, *, part: int) -> int:
    return whole(view, start) + int(whole(view, size) * (part + 0.5) / _ROWS)


async def _seen_at(tab: Tab, x: int, y: int) -> int:
    params = {"x": x, "y": y, "ignorePointerEventsNone": True}
    try:
        found = await tab.connection.call("DOM.getNodeForLocation", params, session=tab.session, within=_ANSWER_S)
    except CallFailed:  # nothing is there
        return 0
    return whole(found, "backendNodeId")


async def read_frames(tab: Tab, look: str, *, count: int, world: int) -> list[Message]:
    """Return what the script `look` says in each frame of another site that lies over the page.

    A frame that does not answer, or is gone, says nothing.
    """
    answers = []
    for place in range(min(count, _MOST_FRAMES)):
        try:
            answers.append(await _in_frame(tab, look, place=place, world=world))
        except CallFailed:
            continue
    return answers


def with_frames(answer: Message, framed: Sequence[Message]) -> Message:
    """Return what a page shows, with the words of the frames over it among those of the boxes laid over it.

    One that says more than the page under it is the page itself, in a frame of its own; a short one never is.
    """
    longest = max(len(text(answer, "text")) // 2, _SHORT)
    over = [one for one in framed if len(text(one, "text")) < longest]
    words = "\n".join(filter(None, [text(answer, "dialog"), *(text(one, "text") for one in over)]))[:_MOST_WORDS]
    password = truth(answer, "password") or any(truth(one, "password") for one in over)
    return {**answer, "dialog": words, "password": password}


async def _in_frame(tab: Tab, look: str, *, place: int, world: int) -> Message:
    params = {"expression": f"globalThis.__yosugaForeign[{place}]", "contextId": world}
    found = await tab.connection.call("Runtime.evaluate", params, session=tab.session, within=_ANSWER_S)
    handle = text(table(found, "result"), "objectId")
    described = await tab.connection.call(
        "DOM.describeNode", {"objectId": handle}, session=tab.session, within=_ANSWER_S
    )
    frame = text(table(described, "node"), "frameId")
    session = tab.session_of(frame)
    made = await tab.connection.call(
        "Page.createIsolatedWorld", {"frameId": frame, "worldName": "yosuga"}, session=session, within=_ANSWER_S
    )
    params = {"expression": look, "contextId": whole(made, "executionContextId"), "returnByValue": True}
    answer = await tab.connection.call("Runtime.evaluate", params, session=session, within=_ANSWER_S)
    return table(table(answer, "result"), "value")
