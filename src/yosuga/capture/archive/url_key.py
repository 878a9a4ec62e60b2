"""The key under which replay tools look a URL up: the SURT of its canonical form, letter for letter as they write it.

The rules are those of the Wayback Machine's "aggressive" canonicalisation (webarchive-commons, package
`org.archive.url`), which rest on Google's Safe Browsing canonicalisation. cdxj-indexer, the `wacz` tool and pywb
apply them through the package `surt`; a key that differs by one letter is a page that pywb answers with 404.
Each step takes time in proportion to the URL, because a hostile page chooses its length.
"""

import re
import socket
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import quote, unquote_to_bytes

_VISIBLE = bytes(range(0x21, 0x7F))
_NEVER_ESCAPED = _VISIBLE.translate(None, b"#%")
_ESCAPED = re.compile(rb"%[0-9A-Fa-f]{2}")

_URL = re.compile(rb"([A-Za-z][A-Za-z0-9+.-]*):(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?")
_AUTHORITY = re.compile(rb"(?:\[([^\]]*)\]|([^:]*))(?::0*([0-9]{0,5}))?")
_DEFAULT_PORTS = {b"http": 80, b"https": 443}
_MOST_PORT = 65_535
_MOST_NAME = 1024  # a name of the DNS has 253 letters; what is longer was never fetched
_WWW = re.compile(r"^www[0-9]*\.")
_DECIMAL = re.compile(rb"[0-9]{1,20}")
_DOTTED = re.compile(rb"[0-9]{1,20}(?:\.[0-9]{1,20}){1,3}")

# Session ids say who asked, not what was asked for. ASP.NET writes them as a folder, others as a part of the query.
_SESSION_FOLDERS = (
    re.compile(r"(?<=/)\((?:[a-z]\([0-9a-z]{24}\))+\)/"),
    re.compile(r"(?<=/)\([0-9a-z]{24}\)/"),
)
_SESSION_PARTS = (
    re.compile(r"jsessionid=[0-9a-z]{32}(?:&|$)"),
    re.compile(r"phpsessid=[0-9a-z]{32}(?:&|$)"),
    re.compile(r"sid=[0-9a-z]{32}(?:&|$)"),
    re.compile(r"aspsessionid[a-z]{8}=[a-z]{24}(?:&|$)"),
    re.compile(r"cfid=(?:(?!cfid=[^&])[^&])++&cftoken=[^&]+(?:&|$)"),
)


def sort_key(url: str) -> str:
    """Return the key a WARC index sorts by: host reversed, path and query in one spelling, sessions left out.

    `https://www.example.com/A/?b=1&a=2` gives `com,example)/a?a=2&b=1`, and `urn:view:https://example.com/A/`, which
    has no host, gives `urn:view:https://example.com/a`. What has no scheme or no possible port is its own key, as the
    public indexer does it. A key is ASCII without a space, because a space ends it in the index.
    """
    raw = url.encode("utf-8", "replace").strip().translate(None, b"\t\r\n")
    match = _URL.match(raw)
    if match is None:
        return quote(raw, safe=_VISIBLE)
    scheme, authority, path, query = match.groups()
    asked = _query(query or b"")
    if not authority:
        return scheme.decode("ascii") + ":" + (_path(_canonical(path)) or ("/" if asked else "")) + asked
    place = _place(authority, default_port=_DEFAULT_PORTS.get(scheme.lower()))
    if place is None:
        return quote(raw, safe=_VISIBLE)
    return f"{place}){_path(_resolved(_canonical(path)))}{asked}"


def _canonical(text: bytes) -> str:
    """Return the one spelling of a path or query: every escape undone, what must be escaped escaped, lower case."""
    return quote(_unescaped(text), safe=_NEVER_ESCAPED).lower()


def _unescaped(text: bytes) -> bytes:
    """Undo percent escapes until none is left (`%2541` is `A`), in one pass over what the first round left."""
    once = unquote_to_bytes(text)
    if _ESCAPED.search(once) is None:
        return once
    out = bytearray()
    for code in once:
        out.append(code)
        while _ESCAPED.fullmatch(out, max(0, len(out) - 3)):
            out[-3:] = bytes.fromhex(out[-2:].decode("ascii"))
    return bytes(out)


def _place(authority: bytes, *, default_port: int | None) -> str | None:
    """Return `com,example:8080`, the port only where it is not the scheme's own, or None where it cannot be one."""
    match = _AUTHORITY.fullmatch(authority.rpartition(b"@")[2])
    if match is None:
        return None
    labels = _WWW.sub("", _host(_unescaped(match[1] or match[2])), count=1)
    port = int(match[3] or 0)
    if port > _MOST_PORT:
        return None
    reversed_labels = ",".join(reversed(labels.split(".")))
    return f"{reversed_labels}:{port}" if port not in (0, default_port) else reversed_labels


def _host(host: bytes) -> str:
    if not host.isascii() and len(host) <= _MOST_NAME:
        with suppress(UnicodeError):  # no name of the DNS: its bytes are escaped below
            host = host.decode("utf-8").encode("idna")
    host = host.replace(b"..", b".").strip(b".")
    return quote(_address(host), safe=_NEVER_ESCAPED).lower()


def _address(host: bytes) -> bytes:
    """Return an IPv4 address written as one number, in octal or with fewer parts as four decimal parts."""
    if _DECIMAL.fullmatch(host):
        return socket.inet_ntoa((int(host) % 2**32).to_bytes(4, "big")).encode("ascii")
    if _DOTTED.fullmatch(host):
        with suppress(OSError):  # parts beyond 255 are a name like any other
            return socket.inet_ntoa(socket.inet_aton(host.decode("ascii"))).encode("ascii")
    return host


def _resolved(path: str) -> str:
    """Return the path without `.`, `..` and doubled slashes; a `..` too many stays."""
    kept: list[str] = []
    for folder in path.split("/")[1:]:
        if folder == ".." and kept:
            kept.pop()
        elif folder != ".":
            kept.append(folder)
    return "/" + "/".join([folder for folder in kept[:-1] if folder] + kept[-1:])


def _path(path: str) -> str:
    for sessions in _SESSION_FOLDERS:
        path = _without_folder(path, sessions=sessions)
    return path[:-1] if len(path) > 1 and path.endswith("/") else path


def _without_folder(path: str, *, sessions: re.Pattern[str]) -> str:
    """Leave out the last session folder above an ASP.NET page."""
    page = path.rfind(".aspx")
    found = _last(sessions.finditer(path, 0, max(page - 1, 0)))
    if found is None or "?" in path[found.end() : page]:
        return path
    return path[: found.start()] + path[found.end() :]


def _query(query: bytes) -> str:
    text = _canonical(query)
    for sessions in _SESSION_PARTS:
        found = _last(sessions.finditer(text))
        if found is not None:
            text = text[: found.start()] + text[found.end() :]
    return "?" + "&".join(sorted(text.split("&"), key=_name_and_value)) if text else ""


def _last(found: Iterator[re.Match[str]]) -> re.Match[str] | None:
    return next(iter(deque(found, maxlen=1)), None)


def _name_and_value(part: str) -> tuple[str, str, str]:
    return part.partition("=")
