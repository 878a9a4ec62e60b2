"""One copy of a page, ready to be shown: its page written anew, its parts by number, and what of it was not kept."""

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from yosuga import charsets
from yosuga.web.replay import containers, pages, styles
from yosuga.web.replay.shelf import CannotShow, Shelf

PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_MOST_STYLE = 4 * 2**20
_MOST_STYLES = 32 * 2**20  # of one page, all its style sheets together
_MOST_MISSING = 10_000
_STYLE = """<!DOCTYPE html><html><head><meta name="viewport" content="width=device-width, initial-scale=1"><style>
:root{color-scheme:light;background:#fff;color:#1a1a1c}
body{margin:1rem;font:1rem/1.75 "Hiragino Sans","Yu Gothic UI","Noto Sans JP","Noto Sans CJK JP",Meiryo,
system-ui,sans-serif;overflow-wrap:anywhere}
pre{white-space:pre-wrap;font:inherit;margin:0}
dl{border-bottom:1px solid;padding-bottom:1rem}dt{font-weight:600}dd{margin:0 0 .5rem}
img,video{display:block;max-width:100%;height:auto;margin:0 auto 1rem;background:#fff}audio{width:100%}
</style></head><body>"""


@dataclass(frozen=True, slots=True)
class Given:
    """Something that is given out: its type, its size, and a reader `(where, how many) -> bytes`."""

    media_type: str
    size: int
    read: Callable[[int, int], bytes]


class Copy(Protocol):
    """A copy as the replay's origin serves it. `missing` is how many of its parts were not kept."""

    @property
    def missing(self) -> int:
        """Return how many parts a look at it asked for in vain."""
        ...

    def give(self, place: str) -> Given | None:
        """Return what lies at a place; the empty place is the page itself. None where nothing lies."""
        ...

    def close(self) -> None:
        """Give its memory back."""
        ...


def given(content: bytes, *, media_type: str) -> Given:
    """Return bytes in memory as something to give out."""
    return Given(media_type, len(content), lambda start, most: content[start : start + most])


def framed(inner: str) -> bytes:
    """Return words of ours around something of a stranger's, as a page."""
    return f"{_STYLE}{inner}</body></html>".encode("utf-8", "replace")


class PageCopy:
    """A page out of shelves: what the first does not have, the next may. `root` is the path in front of every part."""

    def __init__(self, shelves: Sequence[Shelf], *, root: str, pictures: bool, fallbacks: bool) -> None:
        self._shelves = shelves
        self._root = root
        self._pictures = pictures
        self._missing: set[str] = set()
        self._types: dict[str, str] = {}
        self._styles: dict[str, bytes] = {}
        self._copies = pages.Copies(self._picture, self._style, self._frame, pictures, fallbacks)
        self._page = b""
        self._styles_left = _MOST_STYLES

    @property
    def missing(self) -> int:
        """Return how many parts were not kept."""
        return len(self._missing)

    def show(self, number: int, *, before: str = "") -> "PageCopy":
        """Make the page at this number of the first shelf the page that is shown. Raises CannotShow."""
        shelf = self._shelves[0]
        body = shelf.bodies[number]
        content = shelf.read(number, most=pages.MOST_LETTERS + 1)
        if body.media_type in PAGE_TYPES or not body.media_type:
            page = charsets.page_text(content, charset=body.charset)
            text = pages.written(page, url=body.url, copies=self._copies)
            self._page = (before + text).encode("utf-8", "replace")
        else:
            self._page = self._alone(number, content, charset=body.charset, said=body.media_type)
        return self

    def _alone(self, number: int, content: bytes, *, charset: str, said: str) -> bytes:
        """Return a page around something that is itself none: a picture, a text."""
        if containers.shown_type(content[: containers.HEAD], said=said).startswith("image/") and self._pictures:
            return framed(f'<img src="{self._root}0-{number}" alt="">')
        if said.startswith("text/") or said.endswith(("json", "xml")):
            return framed(f"<pre>{html.escape(charsets.plain_text(content, charset=charset))}</pre>")
        raise CannotShow("type")

    def give(self, place: str) -> Given | None:
        """Return the page, or a part that the page showed a way to."""
        if not place:
            return given(self._page, media_type="text/html; charset=utf-8")
        if place in self._styles:
            return given(self._styles[place], media_type="text/css; charset=utf-8")
        media_type = self._types.get(place)
        if not media_type:
            return None
        shelf, number = self._at(place)
        size = shelf.bodies[number].size
        return Given(media_type, size, lambda start, most: shelf.read(number, start=start, most=most))

    def close(self) -> None:
        """Close the shelves."""
        for shelf in self._shelves:
            shelf.close()

    def _at(self, place: str) -> tuple[Shelf, int]:
        which, _, number = place.rstrip("c").partition("-")
        return self._shelves[int(which)], int(number)

    def _find(self, url: str) -> str:
        """Return the place of what was kept under a URL; what was not is counted."""
        for which, shelf in enumerate(self._shelves):
            number = shelf.find(url)
            if number is not None and shelf.bodies[number].size:
                return f"{which}-{number}"
        self._miss(url)
        return ""

    def _miss(self, url: str) -> None:
        if url.startswith(("http:", "https:", "cid:")) and len(self._missing) < _MOST_MISSING:
            self._missing.add(url)

    def _picture(self, url: str) -> str | None:
        place = self._find(url)
        if not place:
            return None
        if place not in self._types:
            shelf, number = self._at(place)
            head = shelf.read(number, most=containers.HEAD)
            self._types[place] = containers.shown_type(head, said=shelf.bodies[number].media_type)
        if not self._types[place]:
            self._miss(url)
            return None
        return self._root + place

    def _style(self, url: str) -> str | None:
        found = self._find(url)
        if not found or self._styles_left < 0:
            return None
        place = found + "c"
        if place not in self._styles:
            shelf, number = self._at(found)
            body = shelf.bodies[number]
            self._styles[place] = b""  # a sheet may lead back to itself
            content = shelf.read(number, most=_MOST_STYLE)
            self._styles_left -= len(content)
            css = styles.restyled(
                charsets.style_text(content, charset=body.charset), address=_within(self._copies, base=body.url)
            )
            self._styles[place] = css.encode("utf-8", "replace")
        return self._root + place

    def _frame(self, url: str) -> tuple[str, str] | None:
        found = self._find(url)
        if not found:
            return None
        shelf, number = self._at(found)
        body = shelf.bodies[number]
        if body.media_type not in PAGE_TYPES:
            return None
        return charsets.page_text(shelf.read(number, most=pages.MOST_LETTERS), charset=body.charset), body.url


def _within(copies: pages.Copies, *, base: str) -> styles.Address:
    return pages.Within(copies, base).address


class OneCopy:
    """A page of ours around one thing, or around none: a text, a letter, a film, a paper's pages."""

    def __init__(
        self, inner: str, parts: dict[str, Given] | None = None, close: Callable[[], None] | None = None
    ) -> None:
        self._parts = {"": given(framed(inner), media_type="text/html; charset=utf-8"), **(parts or {})}
        self._close = close

    @property
    def missing(self) -> int:
        """Return 0: a file of its own is whole."""
        return 0

    def give(self, place: str) -> Given | None:
        """Return the page or its part."""
        return self._parts.get(place)

    def close(self) -> None:
        """Close what the parts are read from."""
        self._parts = {}
        if self._close is not None:
            self._close()
