"""The app's own style, script and icon: read once, named by their hash alone, kept by the browser for a year."""

import hashlib
from collections.abc import Mapping
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
    ".png": "image/png",
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
            found[path.relative_to(FOLDER).as_posix()] = _static(path.read_bytes(), suffix=path.suffix)
    for name, one in found.items():
        if name.endswith(".webmanifest"):
            found[name] = _static(_with_addresses(one.content, found), suffix=".webmanifest")
    return found


def _static(content: bytes, *, suffix: str) -> Static:
    return Static(hashlib.sha256(content).hexdigest()[:20] + suffix, _TYPES[suffix], content)


def _with_addresses(manifest: bytes, found: Mapping[str, Static]) -> bytes:
    """Return a manifest that names its pictures as they are served: it says `{memo.png}` for them."""
    for path, one in found.items():
        manifest = manifest.replace(f"{{{path}}}".encode(), f"/static/{one.name}".encode())
    return manifest


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
