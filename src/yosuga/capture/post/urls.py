"""Reads a URL: which service and post it names, and its one spelling. Pure; nothing is fetched, nothing guessed."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from yosuga.capture.post.grammars import GRAMMARS, SHORTENERS, TRACKING, TRACKING_OF, Grammar
from yosuga.capture.post.place import Place

_KEPT = "".join(map(chr, range(0x21, 0x7F)))
_MOST = 16_384
# Browsers keep these four in a host (UTS 46, non-transitional); the standard library's IDNA 2003 maps them away.
_DEVIATIONS = re.compile("[\u00df\u03c2\u200c\u200d]")


def recognise(url: str) -> Place:
    """Return what `url` names. Any string is accepted; what no grammar knows is platform `web`.

    The raw string is always kept, because it is what the person saw; a mirror or an alias is named in `via`.
    """
    link = _taken_apart(url)
    if link is None:
        return Place(platform="web", kind="page", raw=url, canonical=_encoded(url.strip()[:_MOST]))
    for grammar in GRAMMARS:
        groups = _match(grammar, link)
        if groups is not None:
            return _place(grammar, groups, link=link, raw=url)
    short = link.host.removeprefix("www.") in SHORTENERS
    kind = "short" if short else "page"
    return Place(platform="web", kind=kind, raw=url, canonical=link.without_tracking("web"), short=short)


@dataclass(frozen=True, slots=True)
class _Link:
    """A URL taken apart as a browser would: host in ASCII and lower case, path and query percent-encoded."""

    scheme: str
    host: str
    port: int | None
    path: str
    query: str
    fragment: str

    def without_tracking(self, platform: str) -> str:
        """Return the URL with default port, tracking parameters and plain anchors gone; the rest stays as it was."""
        own = TRACKING_OF.get(platform)
        kept = [part for part in self.query.split("&") if part and not _tracks(part, own=own)]
        port = f":{self.port}" if self.port not in (None, {"http": 80, "https": 443}[self.scheme]) else ""
        host = f"[{self.host}]" if ":" in self.host else self.host
        query = f"?{'&'.join(kept)}" if kept else ""
        # `#!/…` and `#/…` are how single-page sites name a page; any other anchor is a place within it.
        fragment = f"#{self.fragment}" if self.fragment.startswith(("!", "/")) else ""
        return f"{self.scheme}://{host}{port}{self.path}{query}{fragment}"


def _taken_apart(url: str) -> _Link | None:
    """Return the parts of an http(s) URL, or None when it is not one."""
    text = re.sub(r"[\t\r\n]", "", url.strip("".join(map(chr, range(0x21)))))[:_MOST]
    head, mark, tail = _cut(text)
    try:
        # A browser reads `\` as `/`, so that `https://a\@b/` goes to a; without this it would be read as b.
        parts = urlsplit(head.replace("\\", "/") + mark + tail)
        host, port = _ascii_host(parts.hostname or ""), parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    return _Link(
        scheme=parts.scheme,
        host=host,
        port=port,
        path=_encoded(parts.path) or "/",
        query=_encoded(parts.query),
        fragment=_encoded(parts.fragment),
    )


def _cut(text: str) -> tuple[str, str, str]:
    found = re.search(r"[?#]", text)
    return (text, "", "") if found is None else (text[: found.start()], found.group(), text[found.end() :])


def _ascii_host(host: str) -> str:
    host = unquote(host).lower().rstrip(".")
    if host.isascii():
        return host
    labels = []
    for label in re.split("[.\u3002\uff0e\uff61]", host):  # the dots IDNA knows
        if _DEVIATIONS.search(label):
            labels.append("xn--" + label.encode("punycode").decode("ascii"))
        else:
            labels.append(label.encode("idna").decode("ascii").lower())
    return ".".join(labels)


def _encoded(text: str) -> str:
    return quote(text.encode("utf-8", "replace"), safe=_KEPT)


def _tracks(part: str, *, own: re.Pattern[str] | None) -> bool:
    name = part.partition("=")[0]
    return bool(TRACKING.fullmatch(name) or (own and own.fullmatch(name)))


def _match(grammar: Grammar, link: _Link) -> dict[str, str] | None:
    host = grammar.host.fullmatch(link.host)
    path = host and grammar.path.fullmatch(link.path)
    if not host or not path:
        return None
    groups = {**host.groupdict(""), **path.groupdict("")}
    if grammar.query:
        given = dict(reversed(parse_qsl(link.query, max_num_fields=10_000)))  # the first of a repeated parameter counts
        for name, group, pattern in grammar.query:
            if not pattern.fullmatch(given.get(name, "")):
                return None
            groups[group] = given[name]
    return groups


def _place(grammar: Grammar, groups: Mapping[str, str], *, link: _Link, raw: str) -> Place:
    canonical = link.without_tracking(grammar.platform)
    if grammar.canonical:
        canonical = grammar.canonical.format_map(defaultdict(str, groups))
        canonical = canonical if groups.get("res") or not canonical.endswith("//") else canonical[:-1]
    res = groups.get("res", "")
    kind, post_id = grammar.kind, groups.get("id", "")
    if grammar.kind == "thread" and res:
        # One number is one post; `12-20`, `l50`, `-100` are a stretch of the thread.
        kind, post_id = ("post", res.removesuffix("n")) if res.removesuffix("n").isdigit() else ("thread", "")
    known = ("id", "user", "thread")
    return Place(
        platform=grammar.platform,
        kind=kind,
        raw=raw,
        canonical=canonical,
        post_id=post_id,
        thread_id=groups.get("thread", ""),
        account=groups.get("user", ""),
        via=_via(grammar, link=link, canonical=canonical),
        short=grammar.short,
        parts={name: value for name, value in groups.items() if value and name not in known},
    )


def _via(grammar: Grammar, *, link: _Link, canonical: str) -> str:
    if not grammar.own_hosts and not grammar.canonical:
        return ""
    own = grammar.own_hosts or (urlsplit(canonical).hostname or "")
    same = link.host.removeprefix("www.") == own.removeprefix("www.")
    return "" if same else link.host
