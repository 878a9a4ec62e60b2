"""Reads a URL: which service and post it names, and its one spelling. Pure; nothing is fetched, nothing guessed."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from yosuga.capture.post.grammars import GRAMMARS, Grammar
from yosuga.capture.post.parameters import (
    ANCHOR,
    COMMENT_ID,
    COMMENTS,
    POST_ANCHOR,
    SHORTENERS,
    TRACKING,
    TRACKING_OF,
    UNTOUCHED,
)
from yosuga.capture.post.place import Place

# What a browser leaves as it is (WHATWG URL, 1.3); `"<>` and the like it writes as escapes.
_KEPT = "".join(letter for letter in map(chr, range(0x21, 0x7F)) if letter not in '"<>`{|}')
_MOST = 16_384
# Browsers keep these four in a host (UTS 46, non-transitional); the standard library's IDNA 2003 maps them away.
_ESCAPE = re.compile("%([0-9A-Fa-f]{2})")
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

    @property
    def on_usual_port(self) -> bool:
        """Whether no other server than that of the host's name is meant."""
        return self.port in (None, {"http": 80, "https": 443}[self.scheme])

    def without_tracking(self, platform: str) -> str:
        """Return the URL with default port, tracking parameters and plain anchors gone; the rest stays as it was."""
        own, all_of_it = TRACKING_OF.get(platform), platform in UNTOUCHED
        kept = [part for part in self.query.split("&") if part and (all_of_it or not _tracks(part, own=own))]
        port = "" if self.on_usual_port else f":{self.port}"
        host = f"[{self.host}]" if ":" in self.host else self.host
        query = f"?{'&'.join(kept)}" if kept else ""
        fragment = f"#{self.fragment}" if ANCHOR.fullmatch(self.fragment.partition(":~:")[0]) else ""
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
        path=_without_dots(_encoded(parts.path)) or "/",
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
    """Return text with one spelling of each escape: unreserved letters plain, digits in capitals (RFC 3986, 6)."""
    return _ESCAPE.sub(_one_spelling, quote(text.encode("utf-8", "replace"), safe=_KEPT))


def _one_spelling(escape: re.Match[str]) -> str:
    letter = chr(int(escape[1], 16))
    return letter if letter.isascii() and (letter.isalnum() or letter in "-._~") else escape[0].upper()


def _without_dots(path: str) -> str:
    """Return a path as a browser asks for it: `.` and `..` resolved (RFC 3986, 5.2.4)."""
    if "/." not in path:
        return path
    kept: list[str] = []
    *steps, last = path.split("/")[1:]
    for step in steps:
        if step == "..":
            kept[-1:] = []
        elif step != ".":
            kept.append(step)
    if last == "..":
        kept[-1:] = []
    return "/" + "/".join([*kept, "" if last in {".", ".."} else last])


def _tracks(part: str, *, own: re.Pattern[str] | None) -> bool:
    name = part.partition("=")[0]
    return bool(TRACKING.fullmatch(name) or (own and own.fullmatch(name)))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


def _match(grammar: Grammar, link: _Link) -> dict[str, str] | None:
    named = link.on_usual_port or grammar.platform == "web"  # on another port it is another server
    host = _compiled(grammar.host).fullmatch(link.host) if named else None
    path = host and _compiled(grammar.path).fullmatch(link.path)
    if not host or not path:
        return None
    groups = {**host.groupdict(""), **path.groupdict("")}
    if grammar.query:
        given = dict(reversed(parse_qsl(link.query)))  # the first of a repeated parameter counts
        for name, group, pattern in grammar.query:
            if not _compiled(pattern).fullmatch(given.get(name, "")):
                return None
            groups[group] = given[name]
    return groups


def _place(grammar: Grammar, groups: dict[str, str], *, link: _Link, raw: str) -> Place:
    kind, post_id = _post_of(grammar, groups)
    canonical = link.without_tracking(grammar.platform)
    if grammar.canonical:
        canonical = grammar.canonical.format_map(defaultdict(str, groups))
        canonical = canonical if groups.get("res") or not canonical.endswith("//") else canonical[:-1]
        if kind == "thread" and POST_ANCHOR.fullmatch(link.fragment):
            canonical += f"#{link.fragment}"
    thread_id = groups.get("thread", "")
    name, comment = _comment(grammar, link=link)
    if comment:
        if grammar.canonical:
            canonical += f"{'&' if '?' in canonical else '?'}{name}={comment}"
        kind, thread_id, post_id = "comment", post_id, comment
        groups["user"] = ""  # whose post it stands under, not who wrote it
    known = ("id", "user", "thread")
    return Place(
        platform=grammar.platform,
        kind=kind,
        raw=raw,
        canonical=canonical,
        post_id=post_id,
        thread_id=thread_id,
        account=groups.get("user", ""),
        via=_via(grammar, link=link, canonical=canonical),
        short=grammar.short,
        parts={name: value for name, value in groups.items() if value and name not in known},
    )


def _post_of(grammar: Grammar, groups: dict[str, str]) -> tuple[str, str]:
    """Return kind and post id. On a board one number is one post; `12-20` and `-100` are a stretch of the thread.

    `l50` and a last `n` (without the first post) only say how much of it is shown, and go.
    """
    res = re.sub(r"^l\d+n?$|n$", "", groups.get("res", ""))
    if "res" in groups:
        groups["res"] = res
    if grammar.kind != "thread" or not res:
        return grammar.kind, groups.get("id", "")
    return ("post", res) if res.isdigit() else ("thread", "")


def _comment(grammar: Grammar, *, link: _Link) -> tuple[str, str]:
    """Return the parameter that names one comment under a post, and its value as the address writes it."""
    names = COMMENTS.get(grammar.platform, ()) if grammar.kind in {"post", "photo"} else ()
    given = dict(reversed([part.partition("=")[::2] for part in link.query.split("&")]))
    return next(((name, given[name]) for name in names if COMMENT_ID.fullmatch(given.get(name, ""))), ("", ""))


def _via(grammar: Grammar, *, link: _Link, canonical: str) -> str:
    if not grammar.own_hosts and not grammar.canonical:
        return ""
    own = grammar.own_hosts or (urlsplit(canonical).hostname or "")
    same = link.host.removeprefix("www.") == own.removeprefix("www.")
    return "" if same else link.host
