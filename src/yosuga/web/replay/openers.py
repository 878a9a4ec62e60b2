"""Which files can be opened here, and how each becomes a copy that is shown: pages, letters, texts, films, papers."""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from threading import Lock
from typing import BinaryIO

from yosuga import charsets
from yosuga.custody.records import FileEntry
from yosuga.documents import paper_pictures
from yosuga.web.replay import containers, mime_parts, wacz_pages
from yosuga.web.replay.copies import PAGE_TYPES, Copy, Given, OneCopy, PageCopy, given
from yosuga.web.replay.shelf import Body, CannotShow, Shelf
from yosuga.web.replay.wacz_pages import Page
from yosuga.web.words import say

PAPER_PAGES = 5  # at once
_MOST_TEXT = 2 * 2**20
_TEXTS = frozenset({"application/json", "application/xml", "application/x-ndjson"})
_PAGE_ENDINGS = frozenset({".html", ".htm", ".xhtml"})
WACZ, SNAPSHOT = "capture.wacz", "page.mhtml"


class Shape(StrEnum):
    """How a file is shown."""

    WACZ = "wacz"
    WARC = "warc"
    MHTML = "mhtml"
    MAIL = "mail"
    PAGE = "page"
    TEXT = "text"
    MEDIA = "media"
    PAPER = "paper"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be shown: `page` of those an archive lists or of a paper; `root` is the path before its parts."""

    shape: Shape
    root: str
    page: int = 0
    pictures: bool = True


@dataclass(frozen=True, slots=True)
class Opened:
    """A copy, the pages one may turn to, which of them it is, and whether a paper goes on after those shown."""

    copy: Copy
    pages: Sequence[Page] = ()
    page: int = 0
    more: bool = False


def shape_of(file: FileEntry) -> Shape | None:
    """Return how a file can be shown here, or None. What is refused later is judged by its bytes."""
    kind, ending = file.media_type.partition(";")[0].strip().lower(), PurePosixPath(file.name).suffix.lower()
    named = {
        "application/wacz": Shape.WACZ,
        "application/warc": Shape.WARC,
        "multipart/related": Shape.MHTML,
        "message/rfc822": Shape.MAIL,
        "application/pdf": Shape.PAPER,
    }
    if kind in named:
        return named[kind]
    if kind in PAGE_TYPES or (ending in _PAGE_ENDINGS and kind in {"application/octet-stream", "text/plain"}):
        return Shape.PAGE
    if kind.startswith(("video/", "audio/")):
        return Shape.MEDIA
    return Shape.TEXT if kind.startswith("text/") or kind in _TEXTS else None


def best(files: Sequence[FileEntry]) -> FileEntry | None:
    """Return the file that shows an item as it was: the page as it stood on the screen, the archive, the original."""
    by_name = {file.name: file for file in files}
    for name in (SNAPSHOT, WACZ):
        if name in by_name:
            return by_name[name]
    shown = [file for file in files if shape_of(file) is not None and file.name not in {"capture.json", "reading.json"}]
    return shown[0] if shown else None


def opened(body: BinaryIO, wish: Wish, *, beside: BinaryIO | None = None) -> Opened:
    """Return a file as a copy. `beside` is the archive in which a saved page finds what it lacks.

    The copy reads a film from `body` as long as it is open; of everything else it has what it needs. Raises CannotShow.
    """
    if wish.shape is Shape.MEDIA:
        return Opened(_film(body, wish))
    if wish.shape is Shape.PAPER:
        return _paper(body, wish)
    if wish.shape is Shape.TEXT:
        body.seek(0)
        return Opened(_text(body.read(_MOST_TEXT + 1)))
    shelves = [Shelf()]
    try:
        return _page(body, wish, shelves=shelves, beside=beside)
    except BaseException as error:
        for shelf in shelves:
            shelf.close()
        if isinstance(error, (ValueError, LookupError, RecursionError)):
            raise CannotShow(type(error).__name__) from error
        raise


def _page(body: BinaryIO, wish: Wish, *, shelves: list[Shelf], beside: BinaryIO | None) -> Opened:
    own = shelves[0]
    if wish.shape in {Shape.WACZ, Shape.WARC}:
        open_ = wacz_pages.open_wacz if wish.shape is Shape.WACZ else wacz_pages.open_warc
        listed = open_(body, own)
        page = min(wish.page, max(0, len(listed) - 1))
        copy = PageCopy(shelves, root=wish.root, pictures=wish.pictures, fallbacks=True)
        return Opened(copy.show(_first(own, listed[page].url if listed else "")), listed, page)
    if wish.shape is Shape.PAGE:
        body.seek(0)
        number = own.add(Body("", 200, "text/html"), iter(lambda: body.read(1 << 20), b""))
        return Opened(PageCopy(shelves, root=wish.root, pictures=wish.pictures, fallbacks=False).show(number))
    letter = mime_parts.take(body, own)
    if beside is not None:
        shelves.append(Shelf())
        wacz_pages.open_wacz(beside, shelves[1])
    copy = PageCopy(shelves, root=wish.root, pictures=wish.pictures, fallbacks=False)
    return Opened(_letter(copy, letter, own, heads=wish.shape is Shape.MAIL))


def _first(shelf: Shelf, url: str) -> int:
    """Return the number of the page at a URL, or of the first page there is."""
    found = shelf.find(url) if url else None
    if found is not None:
        return found
    for number, body in enumerate(shelf.bodies):
        if body.media_type in PAGE_TYPES and body.rank == 0 and body.size:
            return number
    raise CannotShow("no page")


def _letter(copy: PageCopy, letter: mime_parts.Letter, shelf: Shelf, *, heads: bool) -> Copy:
    labels = {"From": say("From"), "To": say("To"), "Cc": "Cc", "Date": say("Date"), "Subject": say("Subject")}
    rows = "".join(
        f"<dt>{html.escape(labels[name])}</dt><dd>{html.escape(text)}</dd>" for name, text in letter.head.items()
    )
    before = f"<dl>{rows}</dl>" if heads and rows else ""
    if letter.page is not None:
        return copy.show(letter.page, before=before)
    number = letter.words
    if number is None and not before:
        raise CannotShow("no page")
    words = (
        ""
        if number is None
        else charsets.plain_text(shelf.read(number, most=_MOST_TEXT), charset=shelf.bodies[number].charset)
    )
    copy.close()
    return OneCopy(f"{before}<pre>{html.escape(words)}</pre>")


def _text(content: bytes) -> Copy:
    text = charsets.plain_text(content[:_MOST_TEXT])
    cut = f"<p>{html.escape(say('It goes on. The file has all of it.'))}</p>" if len(content) > _MOST_TEXT else ""
    return OneCopy(f"<pre>{html.escape(text)}</pre>{cut}")


def _paper(body: BinaryIO, wish: Wish) -> Opened:
    """Return some pages of a paper as pictures, and whether there are more."""
    if not wish.pictures:
        raise CannotShow("paper")
    first = wish.page * PAPER_PAGES + 1
    drawn = paper_pictures.drawn(body, first=first, most=PAPER_PAGES + 1)
    parts = {f"p{first + n}": given(picture, media_type="image/png") for n, picture in enumerate(drawn[:PAPER_PAGES])}
    inner = "".join(
        f'<img src="{html.escape(wish.root + name)}" width="992" height="1403" '
        f'alt="{html.escape(say("Page {n}", n=name[1:]))}">'
        for name in parts
    )
    return Opened(OneCopy(inner, parts), page=wish.page, more=len(drawn) > PAPER_PAGES)


def _film(body: BinaryIO, wish: Wish) -> Copy:
    size, lock = body.seek(0, 2), Lock()

    def read(start: int, most: int) -> bytes:
        with lock:
            body.seek(start)
            return body.read(max(0, min(most, size - start)))

    media_type = containers.playable(read, size=size)
    if not media_type or not wish.pictures:
        raise CannotShow("container")
    played = "video" if media_type.startswith("video/") else "audio"
    inner = f'<{played} controls preload="metadata" src="{html.escape(wish.root)}film"></{played}>'
    return OneCopy(inner, {"film": Given(media_type, size, read)}, close=body.close)
