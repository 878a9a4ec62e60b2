"""Writes a kept page anew so that it shows itself from its copies alone: no script, no link, no way outside."""

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from yosuga.web.replay import markup, styles
from yosuga.web.replay.markup import Doctype, Tag, Text, Token
from yosuga.web.replay.shelf import CannotShow, joined

MOST_LETTERS = 8 * 2**20
_MOST_WRITTEN = 4 * MOST_LETTERS
_DEEPEST = 2

Find = Callable[[str], str | None]  # an absolute URL -> its address here
Frame = Callable[[str], tuple[str, str] | None]  # an absolute URL -> the page kept for it, and that page's own URL


@dataclass(frozen=True, slots=True)
class Copies:
    """Where the copies lie. Without `pictures` words are left; with `fallbacks` what stands in for scripts is shown."""

    picture: Find
    style: Find
    frame: Frame
    pictures: bool = True
    fallbacks: bool = False


@dataclass(frozen=True, slots=True)
class Within:
    """Something that names addresses from where it lies: a page, a style sheet."""

    copies: Copies
    base: str

    def picture(self, url: str) -> str | None:
        """Return where a picture lies; one that is written out in the page stays."""
        if not self.copies.pictures:
            return None
        if url[:5].lower() == "data:":
            return url
        return self.copies.picture(joined(self.base, url))

    def address(self, url: str, style: bool) -> str | None:  # noqa: FBT001 - the shape styles.Address asks for
        """Return where a style sheet, a picture or a font of a style sheet lies."""
        return self.copies.style(joined(self.base, url)) if style else self.picture(url)


@dataclass(slots=True)
class Budget:
    """What is left for a page with all its frames."""

    frames: int = 20
    letters: int = MOST_LETTERS


@dataclass(slots=True)
class _Writing:
    """One page on its way: what is written, where addresses begin, and what is being left out."""

    copies: Copies
    base: str
    depth: int
    budget: Budget
    out: list[str] = field(default_factory=list)
    size: int = 0
    left_out: str = ""

    def put(self, text: str) -> None:
        self.size += len(text)
        if self.size > _MOST_WRITTEN:
            raise CannotShow("page")
        self.out.append(text)

    @property
    def within(self) -> Within:
        """Return how addresses on this page are read from here on."""
        return Within(self.copies, self.base)


# Elements that run, load or lead by themselves. What stands between their tags is left out too where it is theirs.
_DROPPED = frozenset({
    "animate", "animatemotion", "animatetransform", "base", "bgsound", "fencedframe", "keygen", "link", "meta", "param",
    "plaintext", "portal", "script", "set",
})  # fmt: skip
_NEVER_WRITTEN = frozenset({"script", "iframe", "xmp", "noembed", "noframes"})
_BOXES = {"iframe": "iframe", "frame": "iframe", "embed": "span", "object": "span", "applet": "span", "frameset": "div"}
_VOID = frozenset({"area", "br", "col", "hr", "img", "input", "source", "track", "wbr", "embed", "frame"})
_NAME = re.compile(r"[a-z][a-z0-9:._-]{0,60}")
# Attributes that load, lead, act or run; those among them that are wanted are written by `_wanted`.
_DEAD = frozenset({
    "action", "archive", "attributionsrc", "autofocus", "autoplay", "background", "cite", "classid", "code",
    "codebase", "crossorigin", "data", "download", "formaction", "href", "http-equiv", "imagesizes", "imagesrcset",
    "integrity", "is", "loading", "longdesc", "lowsrc", "manifest", "nonce", "ping", "popovertarget", "poster",
    "profile", "referrerpolicy", "sandbox", "src", "srcdoc", "srcset", "style", "target", "usemap", "xlink:href",
    "xml:base",
})  # fmt: skip
_PICTURED = frozenset({"img", "source", "video", "audio", "track", "input", "image", "feimage"})


def written(page: str, *, url: str, copies: Copies, depth: int = 0, budget: Budget | None = None) -> str:
    """Return a page written anew. Raises CannotShow when it is larger than anybody reads, its frames included."""
    held = budget or Budget()
    held.letters -= len(page)
    if held.letters < 0:
        raise CannotShow("page")
    writing = _Writing(copies, base=url, depth=depth, budget=held)
    for token in markup.tokens(page):
        _write(token, writing)
    return "".join(writing.out)


def _write(token: Token, writing: _Writing) -> None:
    if isinstance(token, Tag):
        _write_tag(token, writing)
    elif isinstance(token, Doctype):
        writing.put(f"<!DOCTYPE {html.escape(token.text[:300], quote=False)}>")
    elif not writing.left_out:
        _write_text(token, writing)


def _write_text(token: Text, writing: _Writing) -> None:
    if token.inside == "style":
        css = styles.restyled(token.text, address=writing.within.address)
        writing.put(css.replace("</", "<\\/"))
    elif token.inside not in _NEVER_WRITTEN:
        writing.put(token.text.replace("<", "&lt;"))


def _write_tag(tag: Tag, writing: _Writing) -> None:
    if tag.name == "noscript":
        hidden = not writing.copies.fallbacks and not tag.closing
        writing.left_out = "noscript" if hidden else ""
    elif writing.left_out:
        return
    elif tag.name in _DROPPED:
        _write_link(tag, writing)
    elif tag.closing:
        _write_end(tag, writing)
    elif tag.name in {"iframe", "frame"}:
        _write_frame(tag, writing)
    else:
        _write_start(tag, writing)


def _is_written(tag: Tag) -> bool:
    return tag.name not in _NEVER_WRITTEN - _BOXES.keys() and _NAME.fullmatch(tag.name) is not None


def _write_end(tag: Tag, writing: _Writing) -> None:
    if _is_written(tag) and tag.name not in _VOID | {"iframe"}:
        writing.put(f"</{_BOXES.get(tag.name, tag.name)}>")


def _write_start(tag: Tag, writing: _Writing) -> None:
    if not _is_written(tag):
        return
    if tag.name == "img" and not writing.copies.pictures:
        alternative = tag.attributes.get("alt", "").strip()
        writing.put(f"<span>[{html.escape(alternative)}]</span>" if alternative else "")
        return
    attributes = {**_harmless(tag, writing), **_wanted(tag, writing)}
    closed = tag.itself_closed and tag.name not in _VOID
    writing.put(_opened(_BOXES.get(tag.name, tag.name), attributes, closed=closed))
    if tag.name == "embed":
        writing.put("</span>")


def _opened(name: str, attributes: Mapping[str, str], *, closed: bool) -> str:
    said = "".join(f' {key}="{html.escape(value)}"' for key, value in attributes.items())
    return f"<{name}{said}{' /' if closed else ''}>"


def _harmless(tag: Tag, writing: _Writing) -> dict[str, str]:
    kept = {
        name: value
        for name, value in tag.attributes.items()
        if _NAME.fullmatch(name) and name not in _DEAD and not name.startswith("on")
    }
    if "style" in tag.attributes:
        kept["style"] = styles.restyled(tag.attributes["style"], address=writing.within.address)
    return kept


def _wanted(tag: Tag, writing: _Writing) -> dict[str, str]:
    """Return the attributes that show a copy, or lead to another place of the same page."""
    given, made = tag.attributes, dict[str, str]()
    if tag.name in {"a", "area", "use"}:
        place = given.get("href") or given.get("xlink:href") or ""
        return {"href": place} if place.startswith("#") else {}
    if tag.name in _PICTURED:
        for name in ("src", "poster", "href", "xlink:href"):
            if name in given and (found := writing.within.picture(given[name])):
                made[name] = found
        if "srcset" in given and (chosen := _srcset(given["srcset"], writing)):
            made["srcset"] = chosen
    elif "background" in given and (found := writing.within.picture(given["background"])):
        made["background"] = found
    return made


def _srcset(value: str, writing: _Writing) -> str:
    """Return the choices of a picture that were kept, with their widths."""
    kept = []
    for choice in re.findall(r"[^\s,][^\s]*+(?:\s++[0-9.]{1,12}[wxh])*+", value)[:50]:
        url, _, width = choice.rstrip(",").partition(" ")
        url = url.rstrip(",")
        if url[:5].lower() != "data:" and (found := writing.within.picture(url)):
            kept.append(f"{found} {width.strip()}".strip())
    return ", ".join(kept)


def _write_link(tag: Tag, writing: _Writing) -> None:
    """Write the links that style a page, and what says how wide a phone shows it; no other."""
    given = tag.attributes
    if tag.name == "base" and not tag.closing:
        writing.base = joined(writing.base, given.get("href", ""))
    if tag.name == "meta" and given.get("name", "").lower() == "viewport":
        writing.put(_opened("meta", {"name": "viewport", "content": given.get("content", "")}, closed=False))
    rel = given.get("rel", "").lower().split()
    if tag.name != "link" or "stylesheet" not in rel or "alternate" in rel or "disabled" in given:
        return
    if found := writing.copies.style(joined(writing.base, given.get("href", ""))):
        media = {"media": given["media"]} if "media" in given else {}
        writing.put(_opened("link", {"rel": "stylesheet", "href": found, **media}, closed=False))


def _write_frame(tag: Tag, writing: _Writing) -> None:
    """Write a page within the page whole into its frame: it is bound by the rules of the page around it."""
    found = _framed(tag, writing)
    if found is not None and len(found[0]) > writing.budget.letters:
        found = None
    kept = {key: value for key, value in _harmless(tag, writing).items() if key not in {"name", "allow", "csp"}}
    if found is None:
        writing.put(_opened("span", kept, closed=False) + "</span>")
        return
    page, url = found
    writing.budget.frames -= 1
    inner = written(page, url=url, copies=writing.copies, depth=writing.depth + 1, budget=writing.budget)
    writing.put(_opened("iframe", {**kept, "sandbox": "", "srcdoc": inner}, closed=False) + "</iframe>")


def _framed(tag: Tag, writing: _Writing) -> tuple[str, str] | None:
    if writing.depth >= _DEEPEST or writing.budget.frames <= 0:
        return None
    if "srcdoc" in tag.attributes:
        return tag.attributes["srcdoc"], writing.base
    url = tag.attributes.get("src", "").strip()
    return writing.copies.frame(joined(writing.base, url)) if url and not url.lower().startswith("about:") else None
