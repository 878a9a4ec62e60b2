"""The app's own style, script and icon: read once, named by their hash alone, kept by the browser for a year."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse

from yosuga.web.neutral import nothing_here

FOLDER = Path(__file__).resolve().parent / "static"
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".webmanifest": "application/manifest+json",
}


@dataclass(frozen=True, slots=True)
class Static:
    """One file: the name it has in an address, and its bytes."""

    name: str
    media_type: str
    content: bytes


@cache
def _all() -> dict[str, Static]:
    """Return every file by its path in the folder. An address tells nothing of what the file is for."""
    found = {}
    for path in sorted(FOLDER.rglob("*")):
        if path.is_file() and path.suffix in _TYPES:
            content = path.read_bytes()
            name = hashlib.sha256(content).hexdigest()[:20] + path.suffix
            found[path.relative_to(FOLDER).as_posix()] = Static(name, _TYPES[path.suffix], content)
    return found


@cache
def _by_name() -> dict[str, Static]:
    return {one.name: one for one in _all().values()}


def address(path: str) -> str:
    """Return the address of a file of the folder. Raises KeyError for one that is not there."""
    return "/static/" + _all()[path].name


def serve(request: HttpRequest, name: str) -> HttpResponse:
    """Answer with one of our files."""
    found = _by_name().get(name)
    if found is None or request.method not in {"GET", "HEAD"}:
        return nothing_here(request)
    response = HttpResponse(found.content, content_type=found.media_type)
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
