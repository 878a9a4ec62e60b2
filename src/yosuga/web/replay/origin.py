"""The origin of copies: serves what an open copy holds, to a frame of our own page alone, and never runs any of it."""

import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Protocol

from yosuga.errors import YosugaError
from yosuga.web.replay.copies import Given
from yosuga.web.replay.shows import Show, shows
from yosuga.web.vaults import holder

_log = logging.getLogger("yosuga.web")
_PIECE = 256 * 1024
_RANGE = re.compile(r"bytes=([0-9]{1,15})?-([0-9]{1,15})?")
# What a page may be asked for as. A window of its own is not among them, nor is a script.
_PARTS = frozenset({"iframe", "frame", "image", "style", "font", "video", "audio", "empty"})
_ALWAYS = (
    ("Cache-Control", "no-store"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Robots-Tag", "noindex, nofollow"),
    ("X-DNS-Prefetch-Control", "off"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Embedder-Policy", "require-corp"),
    # The page is nobody's origin, so its own parts are foreign to it; the key in the path is what keeps others out.
    ("Cross-Origin-Resource-Policy", "cross-origin"),
    (
        "Permissions-Policy",
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), autoplay=(), browsing-topics=()",
    ),
)
_NOTHING = "sandbox; default-src 'none'; frame-ancestors 'none'"

Headers = list[tuple[str, str]]


class Start(Protocol):
    """WSGI's way to begin an answer."""

    def __call__(self, status: str, headers: Headers, /) -> object: ...


def application(environ: Mapping[str, object], start: Start) -> Iterable[bytes]:
    """Answer a request (WSGI). Whatever is not a part of an open copy is the same empty 404."""
    path = str(environ.get("PATH_INFO", ""))
    key, _, place = path.removeprefix("/").partition("/")
    show = shows.find(key)
    method = str(environ.get("REQUEST_METHOD", ""))
    asked_as = str(environ.get("HTTP_SEC_FETCH_DEST", "empty"))
    if show is None or method not in {"GET", "HEAD"} or asked_as not in _PARTS or not _named(environ, show):
        return _nothing(start)
    given = show.opened.copy.give(place)
    if given is None:
        return _nothing(start)
    return _sent(given, show, environ=environ, start=start)


def policy(show: Show) -> str:
    """Return what a copy may do: show its own parts. Its origin is written out: to some browsers `'self'` is nobody."""
    own = show.address
    return (
        f"sandbox; default-src 'none'; img-src {own} data:; media-src {own}; font-src {own} data:; "
        f"style-src {own} 'unsafe-inline'; frame-src 'none'; form-action 'none'; base-uri 'none'; "
        f"frame-ancestors {show.app}"
    )


def _named(environ: Mapping[str, object], show: Show) -> bool:
    """Say whether the request names this origin: a hostile site may point a name of its own at this device."""
    return str(environ.get("HTTP_HOST", "")) == show.origin.partition("//")[2]


def _nothing(start: Start) -> Iterable[bytes]:
    start("404 Not Found", [*_ALWAYS, ("Content-Security-Policy", _NOTHING), ("Content-Length", "0")])
    return []


def _sent(given: Given, show: Show, *, environ: Mapping[str, object], start: Start) -> Iterable[bytes]:
    headers: Headers = [
        *_ALWAYS,
        ("Content-Security-Policy", policy(show)),
        ("Content-Type", given.media_type),
        ("Accept-Ranges", "bytes"),
    ]
    if given.media_type.startswith("font/"):  # fonts are asked for in the name of the page's origin, which is none
        headers.append(("Access-Control-Allow-Origin", "null"))
    span = _span(str(environ.get("HTTP_RANGE", "")), size=given.size)
    if span is None:
        start(
            "416 Range Not Satisfiable", [*headers, ("Content-Range", f"bytes */{given.size}"), ("Content-Length", "0")]
        )
        return []
    first, end = span
    partial = "HTTP_RANGE" in environ
    if partial:
        headers.append(("Content-Range", f"bytes {first}-{end - 1}/{given.size}"))
    headers.append(("Content-Length", str(end - first)))
    start("206 Partial Content" if partial else "200 OK", headers)
    if environ.get("REQUEST_METHOD") == "HEAD":
        return []
    return _pieces(given, first, end, alive=lambda: shows.find(show.key) is show)


def _span(asked: str, *, size: int) -> tuple[int, int] | None:
    """Return from where to where (RFC 9110, 14.1.2), or None for what lies outside. Several ranges are asked as one."""
    found = _RANGE.fullmatch(asked.partition(",")[0].strip())
    if found is None or (found[1] is None and found[2] is None):
        return 0, size
    if found[1] is None:
        return max(0, size - int(found[2])), size
    first = int(found[1])
    end = min(size, int(found[2]) + 1) if found[2] else size
    return (first, end) if first < end else None


def _pieces(given: Given, first: int, end: int, *, alive: Callable[[], bool]) -> Iterator[bytes]:
    """Yield the bytes piece by piece; the next one is asked for only while the copy is open."""
    while first < end and alive():
        with holder.in_use():
            try:
                piece = given.read(first, min(_PIECE, end - first))
            except (YosugaError, ValueError, OSError) as error:  # closed or damaged in between: the answer breaks off
                _log.warning("replay: %s", type(error).__name__)
                return
        if not piece:
            return
        first += len(piece)
        yield piece
