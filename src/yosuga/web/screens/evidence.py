"""What is kept: a list by pages, searched in memory, its pictures veiled until somebody asks to see them."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from yosuga.evidence import capturing, paging, previews, stamping
from yosuga.evidence.overview import ItemLine
from yosuga.evidence.previews import Size
from yosuga.web import captures, evidence_words
from yosuga.web.brake import no_pictures
from yosuga.web.evidence_words import PICTURES
from yosuga.web.screen import Asked, FileKind, Form, Go, Handed, Needs, Screen, Shown
from yosuga.web.words import moment_words, say

_MOST = 20
_SEARCH = "evidence-search"
_LONGEST_SEARCH = 200


@dataclass(frozen=True, slots=True)
class Row:
    """An item as the list shows it; `picture` is an address of this session, empty where there is none to show."""

    line: ItemLine
    kind: str
    verdict: str
    moment: str
    host: str
    picture: str


def _list(asked: Asked) -> Shown:
    search = asked.session.get(_SEARCH) or ""
    closed = no_pictures(asked) is not None
    mode = "text" if closed else asked.session.get(PICTURES) or Size.VEILED.value
    first = _number(asked.args.get("first", ""))
    page = paging.page(asked.case, first=first, most=_MOST, search=search, actor=asked.actor, tools=asked.tools)
    waiting = capturing.open_orders(case=asked.case, actor=asked.actor, tools=asked.tools)
    return Shown(
        "evidence/list.html",
        {
            "shown": _rows(page, mode=mode, asked=asked),
            "search": search,
            "found": page.found,
            "total": page.total,
            "first": first + 1,
            "last": first + len(page.lines),
            "newer": max(0, first - _MOST) if first else None,
            "older": first + _MOST if first + _MOST < page.found else None,
            "modes": [("text", say("Words only")), ("veiled", say("Blurred")), ("list", say("Shown"))],
            "mode": mode,
            "closed": closed,
            "waiting": len(waiting),
            "running": captures.busy(asked.case),
            "stamps": stamping.waiting(tools=asked.tools),
        },
    )


def _rows(page: paging.Page, *, mode: str, asked: Asked) -> list[Row]:
    eids = [one.eid for one in page.lines if not one.erased]
    pictured = (
        set() if mode == "text" else previews.with_picture(eids, case=asked.case, actor=asked.actor, tools=asked.tools)
    )
    return [_row(one, picture=_address(one.eid, mode, asked) if one.eid in pictured else "") for one in page.lines]


def _row(line: ItemLine, *, picture: str) -> Row:
    return Row(
        line=line,
        kind=evidence_words.kind(line.kind),
        verdict=evidence_words.verdict(line.verdict),
        moment=moment_words(line.moment) if line.moment else "",
        host=paging.host(line.url),
        picture=picture,
    )


def _address(eid: str, mode: str, asked: Asked) -> str:
    return asked.file("preview", case=asked.case, eid=eid, size=mode)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0


def _choose(asked: Asked, form: Form) -> Go:
    """Search, or choose how pictures are shown; both hold for this session alone."""
    if form.has("search"):
        asked.session.put(_SEARCH, form.text("search")[:_LONGEST_SEARCH] or None)
    if form.text("pictures") in {"text", "veiled", "list"}:
        asked.session.put(PICTURES, form.text("pictures"))
        return Go.stay()
    return Go.instead("evidence")


def preview(asked: Asked, args: Mapping[str, str]) -> Handed:
    """Hand out an item's picture, drawn anew and small; none while pictures are closed."""
    size = Size(args["size"]) if args["size"] in set(Size) else Size.VEILED
    drawn = b""
    if no_pictures(asked) is None:
        drawn = previews.preview(args["eid"], size=size, case=args["case"], actor=asked.actor, tools=asked.tools)
    return Handed(BytesIO(drawn), media_type="image/jpeg", title="memo.jpg", inline=True)


SCREENS = (Screen("evidence", Needs.CASE, _list, _choose),)
FILES = (FileKind("preview", Needs.CASE, preview),)
