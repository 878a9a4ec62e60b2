"""HTML as a row of tags and texts, in one pass whose time grows with the length alone, whatever a page does."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

# Elements whose content is no markup (HTML, 13.2.5.2 to .5); with scripts off, noscript is not among them.
RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})
_OPEN = re.compile(r"<(?:!--|[!?]|/?[A-Za-z]|/)")
_NAME = re.compile(r"[A-Za-z][^\s/>]*+")
_BETWEEN = re.compile(r"[\s/]*+")
_ATTRIBUTE = re.compile(r"[^\s/>][^\s/>=]*+")
_EQUALS = re.compile(r"\s*+=\s*+")
_BARE = re.compile(r"[^\s>]++")
_COMMENT_END = re.compile(r"--!?>")


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag. `attributes` are unescaped, the first of each name; names are in lower case."""

    name: str
    closing: bool = False
    attributes: dict[str, str] = field(default_factory=dict)
    itself_closed: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """What stands between tags, as the page has it; `inside` names the raw element that holds it."""

    text: str
    inside: str = ""


@dataclass(frozen=True, slots=True)
class Doctype:
    """The line that chooses how a browser lays the page out."""

    text: str


Token = Tag | Text | Doctype


def tokens(page: str) -> Iterator[Token]:
    """Yield the page's tokens. Comments are left out; a tag that the page breaks off is none."""
    at = 0
    while (found := _OPEN.search(page, at)) is not None:
        if found.start() > at:
            yield Text(page[at : found.start()])
        if found[0] in {"<!--", "<!", "<?", "</"}:
            at = _after(page, found)
            if page[found.end() : found.end() + 7].lower() == "doctype":
                yield Doctype(page[found.end() + 7 : at - 1].strip())
            continue
        tag, at = _tag(page, found.start())
        if tag is None:
            return
        yield tag
        if tag.name in RAW and not tag.closing:
            start, at = at, _end_of_raw(page, at, name=tag.name)
            yield Text(page[start:at], inside=tag.name)
    if at < len(page):
        yield Text(page[at:])


def _after(page: str, found: re.Match[str]) -> int:
    """Return where a comment, or what a browser takes for one (HTML, 13.2.5.41), is over."""
    if found[0] == "<!--":
        at_once = page.startswith(">", found.end())
        end = _COMMENT_END.search(page, found.end() - 2 if at_once else found.end())
        return end.end() if end else len(page)
    at = page.find(">", found.end())
    return at + 1 if at >= 0 else len(page)


def _end_of_raw(page: str, at: int, *, name: str) -> int:
    end = re.compile(rf"</{re.escape(name)}(?=[\s/>])", re.IGNORECASE).search(page, at)
    return end.start() if end else len(page)


def _tag(page: str, at: int) -> tuple[Tag | None, int]:
    closing = page.startswith("/", at + 1)
    name = _NAME.match(page, at + 1 + closing)
    if name is None:
        return None, len(page)
    attributes: dict[str, str] = {}
    at = name.end()
    while True:
        gap = _BETWEEN.match(page, at)
        at = gap.end() if gap else at
        if at >= len(page):
            return None, at
        if page[at] == ">":
            return Tag(name[0].lower(), closing, attributes, page[at - 1] == "/"), at + 1
        attribute = _ATTRIBUTE.match(page, at)
        if attribute is None:
            return None, len(page)
        value, at = _value(page, attribute.end())
        if value is None:
            return None, at
        attributes.setdefault(attribute[0].lower(), html.unescape(value))


def _value(page: str, at: int) -> tuple[str | None, int]:
    equals = _EQUALS.match(page, at)
    if equals is None:
        return "", at
    at = equals.end()
    quote = page[at : at + 1]
    if quote in {'"', "'"}:
        end = page.find(quote, at + 1)
        return (page[at + 1 : end], end + 1) if end >= 0 else (None, len(page))
    bare = _BARE.match(page, at)
    return (bare[0], bare.end()) if bare else ("", at)
