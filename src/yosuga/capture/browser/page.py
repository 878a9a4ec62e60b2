"""Asking the page about itself from an isolated world, where its own scripts cannot answer in its place."""

import asyncio
import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.resources import files

from yosuga.capture.browser import overlays, shadows
from yosuga.capture.browser.protocol import CallFailed, NoAnswer
from yosuga.capture.browser.tab import Tab
from yosuga.capture.browser.values import Message, table, text, truth, whole

ASK_S = 4.0  # an honest page answers within milliseconds; one that computes for ever must not cost more than this
_WORLD = "yosuga"

# Asked of the prototypes, as in look.js: the fields of a form stand in front of its own properties.
_DOM = """(() => {
  const open = Object.getOwnPropertyDescriptor(Element.prototype, 'shadowRoot').get;
  const shadowOf = (one) => open.call(one) ?? globalThis.__yosugaClosed?.get(one);
  const of = (name) => Object.getOwnPropertyDescriptor(Document.prototype, name).get.call(document);
  const roots = [];
  const every = [Document.prototype.querySelectorAll.call(document, '*')];
  for (const elements of every) {
    for (const element of elements) {
      const root = shadowOf(element);
      if (root) { roots.push(root); every.push(root.querySelectorAll('*')); }
    }
  }
  const kind = of('doctype') ? new XMLSerializer().serializeToString(of('doctype')) + '\\n' : '';
  const root = of('documentElement');
  if (!root) { return kind; }
  if (!roots.length || !root.getHTML) { return kind + root.outerHTML; }
  const start = root.cloneNode(false).outerHTML.replace(/<\\/[^>]*>$/, '');
  return kind + start + root.getHTML({shadowRoots: roots}) + '</html>';
})()"""
_SHOWN = files(__package__).joinpath("look.js").read_text(encoding="utf-8")
_LOOK = f"{_SHOWN}(false)"
WORDS = f"{_SHOWN}(true)"


@dataclass(slots=True)
class Look:
    """What the page showed at one moment. `covered` says that something opaque is fixed over nearly all of it."""

    title: str = ""
    url: str = ""
    text: str = ""
    kind: str = ""
    password: bool = False
    articles: int = 0
    elements: int = 0
    icon: str = ""
    dialog: str = ""
    covered: bool = False


@dataclass(slots=True)
class Page:
    """A tab and the isolated world of its present document. `stuck` counts the times its scripts had to be stopped."""

    tab: Tab
    stuck: int = 0
    _world: int = 0
    _generation: int = -1
    _hidden: int = 0
    _large: bool = False
    _making: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def ask(self, expression: str, *, within: float = ASK_S) -> object:
        """Return the value of `expression`. Raises CallFailed; NoAnswer when the page is blocked even after help."""
        asked = self.tab.generation
        try:
            return await self._evaluate(expression, within=within)
        except NoAnswer:
            if asked != self.tab.generation:  # the question went with the document that it was put to
                with contextlib.suppress(NoAnswer):
                    return await self._evaluate(expression, within=within)
            await self.free()
            return await self._evaluate(expression, within=within)

    async def free(self) -> None:
        """Stop the script that holds the page; it may run for as long as it likes otherwise."""
        if self.tab.crashed:
            return
        self.stuck += 1
        with contextlib.suppress(CallFailed):
            await self.tab.connection.call("Runtime.terminateExecution", session=self.tab.session, within=1.0)

    async def _evaluate(self, expression: str, *, within: float) -> object:
        for attempt in range(3):
            try:
                answer = await self.tab.connection.call(
                    "Runtime.evaluate",
                    {"expression": expression, "contextId": await self._context(within), "returnByValue": True},
                    session=self.tab.session,
                    within=within,
                )
            except NoAnswer:
                raise
            except CallFailed:  # the document changed under us: its world is gone
                self._generation = -1
                if attempt == 2:
                    raise
                continue
            if "exceptionDetails" in answer:
                raise CallFailed("Runtime.evaluate: " + text(table(answer, "exceptionDetails"), "text")[:100])
            return table(answer, "result").get("value")
        raise CallFailed("Runtime.evaluate")

    async def _context(self, within: float) -> int:
        async with self._making:
            if self._generation != self.tab.generation:
                generation = self.tab.generation
                made = await self.tab.connection.call(
                    "Page.createIsolatedWorld",
                    {"frameId": self.tab.target, "worldName": _WORLD},
                    session=self.tab.session,
                    within=within,
                )
                self._world, self._generation = whole(made, "executionContextId"), generation
                self._hidden, self._large = 0, False
            return self._world

    async def look(self) -> Look:
        """Return what the page shows now, with its closed parts and what lies over it. Raises CallFailed."""
        answer, found = await asyncio.gather(self._seen(), self._count())
        with contextlib.suppress(CallFailed):  # the document changed meanwhile: what was seen of it is all there is
            answer = await self._seen_deeper(answer, found=found)
        return Look(
            title=text(answer, "title")[:1000],
            url=text(answer, "url"),
            text=text(answer, "text"),
            kind=text(answer, "kind"),
            password=answer.get("password") is True,
            articles=whole(answer, "articles"),
            elements=whole(answer, "elements"),
            icon=text(answer, "icon"),
            dialog=text(answer, "dialog"),
            covered=answer.get("covered") is True,
        )

    async def _seen(self) -> Message:
        value = await self.ask(_LOOK)
        return value if isinstance(value, dict) else {}

    async def _count(self) -> int:
        return -1 if self._large else await shadows.count(self.tab)

    async def _seen_deeper(self, answer: Message, *, found: int) -> Message:
        """Look again where a script alone does not see all: closed parts, what lets touches through, other sites."""
        self._large = truth(answer, "large")
        hidden = found - whole(answer, "known")
        if not self._large and hidden != self._hidden and 0 < found <= shadows.MOST_NODES:
            await shadows.reveal(self.tab, world=self._world)
            answer, found = await asyncio.gather(self._seen(), self._count())
            self._hidden = found - whole(answer, "known")
        if truth(answer, "unfelt"):
            await overlays.feel(self.tab, world=self._world)
            answer = await self._seen()
        if whole(answer, "foreign"):
            framed = await overlays.read_frames(self.tab, _LOOK, count=whole(answer, "foreign"), world=self._world)
            answer = overlays.with_frames(answer, framed)
        return answer

    async def dom(self, *, within: float) -> bytes:
        """Return the document as it stands, shadow roots included, as UTF-8. Raises CallFailed.

        It begins with a byte order mark, which outranks the charset that the document names for itself.
        """
        value = await self.ask(_DOM, within=within)
        return b"\xef\xbb\xbf" + (value if isinstance(value, str) else "").encode("utf-8", "replace")

    async def certificates(self, origins: Sequence[str]) -> dict[str, list[str]]:
        """Return the certificate chain (base64 DER, leaf first) of each origin of which the browser keeps one."""
        found: dict[str, list[str]] = {}
        for origin in origins[:200]:
            for session in self.tab.frame_sessions:
                with contextlib.suppress(CallFailed):
                    answer = await self.tab.connection.call(
                        "Network.getCertificate", {"origin": origin}, session=session, within=ASK_S
                    )
                    chain = answer.get("tableNames")
                    if isinstance(chain, list) and chain:
                        found[origin] = [str(entry) for entry in chain]
                        break
        return found
