"""Finding the closed parts of a page (shadow trees that no script can open), so that they are read like the rest."""

import asyncio
import contextlib
from collections.abc import Sequence

from yosuga.capture.browser.protocol import CallFailed
from yosuga.capture.browser.tab import Tab
from yosuga.capture.browser.values import Message, rows, table, text, texts, whole

MOST_NODES = 50_000  # a snapshot of more takes seconds
_MOST_HOSTS = 1_000
# DOM, 4.2.14: besides custom elements only these can have a shadow tree.
_HOSTS = {"ARTICLE", "ASIDE", "BLOCKQUOTE", "BODY", "DIV", "FOOTER", "H1", "H2", "H3", "H4", "H5", "H6", "HEADER"}
_HOSTS |= {"MAIN", "NAV", "P", "SECTION", "SPAN"}
_ANSWER_S = 4.0
_REVEAL = """function(...roots) {
  const closed = globalThis.__yosugaClosed ??= new WeakMap();
  const hostOf = Object.getOwnPropertyDescriptor(ShadowRoot.prototype, 'host').get;
  for (const root of roots) { closed.set(hostOf.call(root), root); }
}"""


async def count(tab: Tab) -> int:
    """Return how many nodes the page has with everything closed in it, -1 where it cannot be told.

    It is asked beside each look and takes half a millisecond. Frames of the same process count too: what tells is a
    number that no earlier look has accounted for.
    """
    tab.connection.tell("DOM.enable", session=tab.session)
    try:  # every node holds the empty word
        found = await tab.connection.call("DOM.performSearch", {"query": ""}, session=tab.session, within=_ANSWER_S)
    except CallFailed:
        return -1
    finally:
        tab.connection.tell("DOM.disable", session=tab.session)
    return whole(found, "resultCount")


async def reveal(tab: Tab, *, world: int) -> None:
    """Give the closed parts of the page's own document to the isolated `world`. Raises CallFailed.

    There `__yosugaClosed`, which the page cannot see, leads from their hosts to them.
    """
    params: Message = {"computedStyles": []}
    shot = await tab.connection.call("DOMSnapshot.captureSnapshot", params, session=tab.session, within=_ANSWER_S)
    roots = await asyncio.gather(*(_closed_root(tab, one) for one in _hosts(shot)[:_MOST_HOSTS]))
    handles = await asyncio.gather(*(handle_of(tab, one, world=world) for one in roots if one))
    arguments: list[Message] = [{"objectId": handle} for handle in handles if handle]
    await give(tab, _REVEAL, arguments=arguments, world=world)


async def _closed_root(tab: Tab, host: int) -> int:
    with contextlib.suppress(CallFailed):
        params = {"backendNodeId": host}
        answer = await tab.connection.call("DOM.describeNode", params, session=tab.session, within=_ANSWER_S)
        for root in rows(table(answer, "node"), "shadowRoots"):
            if text(root, "shadowRootType") == "closed":
                return whole(root, "backendNodeId")
    return 0


async def handle_of(tab: Tab, node: int, *, world: int) -> str:
    """Return the browser's handle of `node` in the isolated `world`; empty for a node that is gone or elsewhere."""
    params = {"backendNodeId": node, "executionContextId": world}
    with contextlib.suppress(CallFailed):
        made = await tab.connection.call("DOM.resolveNode", params, session=tab.session, within=_ANSWER_S)
        return text(table(made, "object"), "objectId")
    return ""


async def give(tab: Tab, function: str, *, arguments: Sequence[Message], world: int) -> None:
    """Call `function` in the isolated `world` with what handles stand for. Raises CallFailed."""
    params = {"functionDeclaration": function, "executionContextId": world, "arguments": list(arguments)}
    await tab.connection.call("Runtime.callFunctionOn", params, session=tab.session, within=_ANSWER_S)


def _hosts(shot: Message) -> list[int]:
    """Return what may hold closed parts in the first document of a snapshot, by the browser's numbers.

    A snapshot is flat: it tells which nodes are in closed trees, and the parent of those that are first in one is the
    host. It is asked for although a whole tree would tell more: one that is nested 10,000 deep breaks its readers.
    """
    words = texts(shot, "strings")
    nodes = table(next(iter(rows(shot, "documents")), {}), "nodes")
    kinds = table(nodes, "shadowRootType")
    parents, numbers, names = (_whole_numbers(nodes, key) for key in ("parentIndex", "backendNodeId", "nodeName"))
    every = range(min(len(parents), len(numbers), len(names)))
    closed = words.index("closed") if "closed" in words else -1
    marked = zip(_whole_numbers(kinds, "index"), _whole_numbers(kinds, "value"), strict=False)
    above = dict.fromkeys(parents[place] for place, kind in marked if kind == closed and place in every)
    return [numbers[place] for place in above if place in every and _may_be_host(words, names[place])]


def _may_be_host(words: Sequence[str], place: int) -> bool:
    name = words[place] if 0 <= place < len(words) else ""
    return "-" in name or name in _HOSTS


def _whole_numbers(source: Message, key: str) -> list[int]:
    value = source.get(key)
    return [one for one in value if isinstance(one, int)] if isinstance(value, list) else []
