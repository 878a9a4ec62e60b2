"""Tells from an address which service it belongs to, and whether it leads to a direct message. Nothing is fetched."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from yosuga.catalog.platforms import Platform, UrlPattern

LONGEST = 4096  # characters; longer addresses are not looked at
_UNFIT = re.compile(r"[\s\x00-\x1f\x7f]")
_DEVICE = re.compile(r"^(?:www|m|mobile|sp|touch|amp)\.(?=[^.]+\.)")
_SCHEME = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*://")


class Found(NamedTuple):
    """What an address tells. `kind` is the pattern's, or `host` where only the host is known; `parts` its named groups.

    `talk` is true for what is known to be a direct message or one-to-one talk. False means "not known to be".
    """

    platform: str
    kind: str
    parts: Mapping[str, str]
    talk: bool


def platform_of(url: str, *, catalog_platforms: Mapping[str, Platform]) -> Found | None:
    """Return the service that `url` belongs to, else nothing. An address without a scheme is read as https.

    Services with hosts of their own are asked first, those that run on anybody's host last: a Mastodon post looks like
    many addresses. What is not a web address, too long or ambiguous belongs to nobody.
    """
    address = _plain(url)
    if address is None:
        return None
    return (
        _by_pattern(address, platforms=catalog_platforms, any_host=False)
        or _by_host(address, platforms=catalog_platforms)
        or _by_pattern(address, platforms=catalog_platforms, any_host=True)
    )


def _plain(url: str) -> str | None:
    """Return the address with scheme and host in lower case: they mean the same, and patterns are lower case."""
    url = url.strip()
    if len(url) > LONGEST or _UNFIT.search(url):
        return None
    parts = _split(url if _SCHEME.match(url) else f"https://{url}")
    if parts is None or parts.scheme not in {"http", "https"} or not parts.hostname:
        return None
    # A user name before the host (https://x.com@elsewhere.example) only serves to deceive a reader.
    return None if "@" in parts.netloc else parts._replace(netloc=parts.hostname.rstrip(".")).geturl()


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        return parts if parts.port in {None, 80, 443} else None  # on another port it is another server
    except ValueError:  # brackets that are no IPv6 address, a port that is no number, a host that NFKC changes
        return None


def _by_pattern(address: str, *, platforms: Mapping[str, Platform], any_host: bool) -> Found | None:
    for platform, pattern in _patterns(platforms):
        if pattern.any_host is not any_host:
            continue
        match = re.match(pattern.regex, address)
        if match:
            parts = {name: value for name, value in match.groupdict().items() if value is not None}
            return Found(platform=platform, kind=pattern.kind, parts=parts, talk=_talk(pattern, parts=parts))
    return None


def _patterns(platforms: Mapping[str, Platform]) -> Iterator[tuple[str, UrlPattern]]:
    return ((name, pattern) for name, platform in platforms.items() for pattern in platform.url_patterns)


def _talk(pattern: UrlPattern, *, parts: Mapping[str, str]) -> bool:
    return pattern.talk_when is not None and parts.get(pattern.talk_when[0]) == pattern.talk_when[1]


def _by_host(address: str, *, platforms: Mapping[str, Platform]) -> Found | None:
    host = _host(address)
    owners = {name for name, platform in platforms.items() if _owns(platform, host=host)}
    return Found(platform=owners.pop(), kind="host", parts={}, talk=False) if len(owners) == 1 else None


def _owns(platform: Platform, *, host: str) -> bool:
    if platform.category == "search":  # www.google.com is more than a search engine
        return False
    examples = {_host(pattern.example) for pattern in platform.url_patterns if not pattern.any_host}
    return host in examples or any(host == own or host.endswith(f".{own}") for own in platform.domain_aliases)


@lru_cache(maxsize=512)
def _host(address: str) -> str:
    """Return the host without what only says on which device the same pages are read."""
    return _DEVICE.sub("", urlsplit(address).hostname or "")
