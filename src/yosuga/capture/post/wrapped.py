"""Addresses that carry another one in themselves, taken off as text: way stations, translators, viewers. No network.

A search engine, a messenger or a translator hands out its own address that only leads on. Where the address it leads
to stands in it, no one need be asked for it; what has to be followed to be known stays as it is.
"""

import re
from base64 import urlsafe_b64decode
from binascii import Error
from collections.abc import Callable
from urllib.parse import parse_qsl, unquote, urlsplit

_MOST = 3  # a way station behind a way station behind a way station is no accident
_GOOGLE = r"(?:www\.)?google(?:\.[a-z]{2,3}){1,2}"

# (host, path, parameters that may carry the address; none: the whole query does).
_STATIONS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (_GOOGLE, r"/url", ("q", "url")),
    (_GOOGLE, r"/imgres", ("imgrefurl",)),
    (r"lm?\.(?:facebook|instagram|threads)\.(?:com|net)", r"/(?:l\.php)?", ("u",)),
    (r"(?:www\.)?youtube\.com", r"/redirect", ("q",)),
    (r"out\.reddit\.com", r".*", ("url",)),
    (r"(?:www\.)?linkedin\.com", r"/safety/go", ("url",)),
    (r"t\.umblr\.com", r"/redirect", ("z",)),
    (r"steamcommunity\.com", r"/linkfilter/?", ("url", "u")),
    (r"vk\.com", r"/away\.php", ("to",)),
    (r"slack-redir\.net", r"/link", ("url",)),
    (r"[a-z0-9]+\.safelinks\.protection\.outlook\.com", r"/.*", ("url",)),
    (r"(?:www\.)?pixiv\.net", r"/jump\.php", ("url",)),
    (r"(?:www\.)?pixiv\.net", r"/jump\.php", ()),
    (r"jump\.(?:2ch\.net|5ch\.net|5ch\.io)|href\.li", r"/", ()),
)
_IN_PATH = (
    (re.compile(_GOOGLE), re.compile(r"/amp/(s/)?(.+)")),
    (re.compile(r"[a-z0-9-]+\.cdn\.ampproject\.org"), re.compile(r"/[a-z]/(s/)?(.+)")),
    (re.compile(r"ime\.(?:nu|st)"), re.compile(r"/()(.+)")),
)
_ADDRESS = re.compile(r"https?://[^\s]+", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:[/?].*)?", re.IGNORECASE | re.DOTALL)


def unwrapped(url: str) -> str:
    """Return the address that `url` carries, through at most three way stations; `url` itself where it carries none."""
    for _station in range(_MOST):
        inner = _inner(url)
        if not inner:
            break
        url = inner
    return url


def _inner(url: str) -> str:
    try:
        parts = urlsplit(url)
        host, path, query = parts.hostname or "", parts.path or "/", parts.query
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"}:
        return ""
    ways: tuple[Callable[[], str], ...] = (
        lambda: _by_query(host, path=path, query=query),
        lambda: _by_path(host, path=path, query=query),
        lambda: _translated(host, path=path, query=query),
        lambda: _found(host, path=path, query=query),
    )
    return next((inner for way in ways if (inner := way())), "")


def _by_query(host: str, *, path: str, query: str) -> str:
    for hosts, paths, names in _STATIONS:
        if not re.fullmatch(hosts, host) or not re.fullmatch(paths, path):
            continue
        given = dict(reversed(parse_qsl(query))) if names else {"": unquote(query)}
        for name in names or ("",):
            carried = given.get(name, "")
            if _ADDRESS.fullmatch(carried):
                return carried
    return ""


def _by_path(host: str, *, path: str, query: str) -> str:
    for hosts, paths in _IN_PATH:
        found = paths.fullmatch(path) if hosts.fullmatch(host) else None
        if found and _HOST.fullmatch(found[2]):
            return f"{'https' if found[1] else 'http'}://{found[2]}{_tail(query)}"
    return ""


def _translated(host: str, *, path: str, query: str) -> str:
    """Return the page that a translator shows: its host has `-` for `.`, and `--` for `-`."""
    found = re.fullmatch(r"([a-z0-9-]+)\.translate\.goog", host)
    if found is None:
        return ""
    return f"https://{found[1].replace('--', '_').replace('-', '.').replace('_', '-')}{path}{_tail(query)}"


def _found(host: str, *, path: str, query: str) -> str:
    """Return the page that a result of Bing leads to: `u` is `a1` and the address in base64url."""
    if host.removeprefix("www.") != "bing.com" or path != "/ck/a":
        return ""
    coded = dict(parse_qsl(query)).get("u", "")
    if not coded.startswith("a1"):
        return ""
    try:
        carried = urlsafe_b64decode(coded[2:] + "=" * (-len(coded[2:]) % 4)).decode()
    except (Error, ValueError):
        return ""
    return carried if _ADDRESS.fullmatch(carried) else ""


def _tail(query: str) -> str:
    return f"?{query}" if query else ""
