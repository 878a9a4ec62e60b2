"""The words that a reader of a page sees without scripts, in order and line by line. The page is a stranger's.

This is the one file that knows the parser of HTML. It is told the page in pieces and builds no tree: a page costs no
more than its length, however deep it is.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urljoin

from lxml import etree

from yosuga.capture.relook.base import MOST_LINKS, MOST_TEXT

_UNSEEN = frozenset({"script", "style", "template", "head", "svg", "math", "object", "iframe", "noframes", "canvas"})
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)
_INLINE = frozenset(
    {
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "code",
        "data",
        "dfn",
        "em",
        "font",
        "i",
        "kbd",
        "label",
        "mark",
        "q",
        "rp",
    }
    | {"rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr", "img", "input"}
)
_PREVIEW = frozenset({"og:title", "og:description", "description", "twitter:description"})
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_LITTLE = 200  # characters: a page that says less without its scripts is read with what it says to those who have none
_PIECE = 65_536
_DEEP = 2_000  # elements within each other; the parser looks through all of them at every end tag, so it is stopped


@dataclass(slots=True)
class Page:
    """What a page says. `preview` is what it says of itself to those who show links to it."""

    title: str = ""
    text: str = ""
    preview: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    password: bool = False


@dataclass(slots=True)
class _Reader:
    """Is told of elements and words as they come, and keeps those that are seen."""

    base: str
    title: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    without_scripts: list[str] = field(default_factory=list)
    preview: list[str] = field(default_factory=list)
    links: dict[str, None] = field(default_factory=dict)
    password: bool = False
    _open: list[tuple[str, bool]] = field(default_factory=list)
    _counts: Counter[str] = field(default_factory=Counter)  # of what is open: a page may nest as deep as it is long
    _unseen: int = 0
    _room: int = MOST_TEXT

    @property
    def depth(self) -> int:
        """How many elements are open within each other."""
        return len(self._open)

    def start(self, tag: object, attributes: dict[str, str]) -> None:
        """An element begins."""
        name = str(tag).lower()
        self._note(name, attributes)
        if name not in _INLINE:
            self._say("\n")
        if name in _VOID:
            return
        hides = name in _UNSEEN or "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style", "")[:500]))
        self._open.append((name, hides))
        self._counts[name] += 1
        self._unseen += hides

    def end(self, tag: object) -> None:
        """An element ends, and those within it that were left open."""
        name = str(tag).lower()
        if not self._counts[name]:
            return
        one = ""
        while one != name:
            one, hides = self._open.pop()
            self._counts[one] -= 1
            self._unseen -= hides
        if name not in _INLINE:
            self._say("\n")

    def data(self, words: str) -> None:
        """Words come."""
        inside = self._open[-1][0] if self._open else ""
        if inside == "title" and sum(map(len, self.title)) < 1_000:
            self.title.append(words)
        else:
            self._say(words)

    def close(self) -> None:
        """The page ends."""

    def _say(self, words: str) -> None:
        if self._unseen or self._room <= 0:
            return
        place = self.without_scripts if self._counts["noscript"] else self.words
        if words == "\n" and place and place[-1] == "\n":
            return
        place.append(words[: self._room])  # the parser hands on as much at once as it likes
        self._room -= len(words)

    def _note(self, name: str, attributes: dict[str, str]) -> None:
        if name == "input" and attributes.get("type", "").lower() == "password":
            self.password = True
        elif name == "meta" and (attributes.get("property") or attributes.get("name", "")).lower() in _PREVIEW:
            self.preview.append(attributes.get("content", "")[:2_000])
        elif name == "a" and len(self.links) < MOST_LINKS:
            self._link(attributes.get("href", "")[:4_000])

    def _link(self, href: str) -> None:
        try:
            found = urljoin(self.base, href)
        except ValueError:
            return
        if found.startswith(("http://", "https://")):
            self.links.setdefault(found)


def read(html: str, *, url: str) -> Page:
    """Return what a reader sees of a page, at most 400,000 characters. Nothing that the page does raises."""
    reader = _Reader(base=url)
    parser = etree.HTMLParser(target=reader, recover=True, no_network=True, remove_comments=True, remove_pis=True)
    clean = re.sub("[\x00\ud800-\udfff]", "\ufffd", html)
    try:
        for at in range(0, len(clean), _PIECE):
            parser.feed(clean[at : at + _PIECE])
            if reader.depth > _DEEP:
                break
        parser.close()
    except etree.LxmlError:
        pass  # what was read until here is what there is
    text = _lines("".join(reader.words))
    if len(re.sub(r"\s", "", text)) < _LITTLE:
        text = "\n".join(filter(None, [text, _lines("".join(reader.without_scripts))]))
    return Page(
        title=" ".join("".join(reader.title).split())[:1_000],
        text=text,
        preview=tuple(dict.fromkeys(filter(None, map(_lines, reader.preview[:20])))),
        links=tuple(reader.links),
        password=reader.password,
    )


def _lines(text: str) -> str:
    """Return the lines that say something, with one blank between words."""
    return "\n".join(filter(None, (" ".join(line.split()) for line in text.splitlines())))
