"""One page of a long case: its items in a fixed number of look-ups, however many there are."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import normalize
from urllib.parse import urlsplit

from django.db.models import Min

from yosuga.actor import Actor
from yosuga.cases import log
from yosuga.cases.access import OpenCase, case_for
from yosuga.cases.models import Entry
from yosuga.custody import events, naming
from yosuga.custody.events import Event
from yosuga.evidence import keeping, overview
from yosuga.evidence.models import Item
from yosuga.evidence.overview import ItemLine
from yosuga.keys import wrap
from yosuga.tools import Tools


@dataclass(frozen=True, slots=True)
class Page:
    """Some items of a case, the newest first. `found` fit the search, of `total`; `first` counts from 0."""

    lines: Sequence[ItemLine]
    first: int
    found: int
    total: int


def page(case: str, *, first: int, most: int, search: str, actor: Actor, tools: Tools) -> Page:
    """Return `most` items from place `first` on, newest first, the erased ones as such.

    A search opens every record of the case, here in memory; without one only those of the page are opened.
    """
    opened = case_for(case, actor=actor, tools=tools)
    rows = Item.objects.filter(case_id=opened.id).order_by("-number")
    if search.strip():
        every = list(rows)
        found = _found(every, search, case=opened)
        return Page(lines_of(found[first : first + most], case=opened), first, len(found), len(every))
    total = rows.count()
    return Page(lines_of(rows[first : first + most], case=opened), first, total, total)


def lines_of(rows: Iterable[Item], *, case: OpenCase) -> Sequence[ItemLine]:
    """Return the lines of these items in their order: two look-ups, whatever their number."""
    items = list(rows)
    incoming = _incoming(items, case=case)
    return [overview.line(row, incoming, case=case) for row in items]


def by_hash(case: str, *, actor: Actor, tools: Tools) -> Mapping[str, str]:
    """Return the item id of every principal file by its SHA-256, so that a second bringing-in can be said."""
    opened = case_for(case, actor=actor, tools=tools)
    rows = Item.objects.filter(case_id=opened.id, erased=False).order_by("-number")
    return {one.sha256: one.eid for one in lines_of(rows, case=opened) if one.sha256}


def _found(rows: Sequence[Item], wanted: str, *, case: OpenCase) -> list[Item]:
    """Return the items whose id, title, URL or host holds every wanted word. An erased item has only its id.

    Title and URL are read as they stand: only what the page shows is checked against its form.
    """
    words = _plain(wanted).split()
    urls = {number: str(json.loads(line).get("url", "")) for number, line in _incoming_lines(rows, case=case)}

    def holds(row: Item) -> bool:
        url = urls.get(row.number, "")
        said = (naming.item_id(row.number), _title(row, case=case), url, host(url))
        texts = [_plain(text) for text in said]
        return all(any(word in text for text in texts) for word in words)

    return [row for row in rows if holds(row)]


def _title(row: Item, *, case: OpenCase) -> str:
    if row.erased or row.record_sealed is None:
        return ""
    key = keeping.open_item(case, row).key
    raw = wrap.open_sealed(bytes(row.record_sealed), under=key, place=keeping.record_place(row))
    return str(json.loads(raw).get("title", ""))


def host(url: str) -> str:
    """Return the host of a URL as people write it, or nothing."""
    try:
        name = urlsplit(url).hostname or ""
        return name.encode().decode("idna") if "xn--" in name else name
    except ValueError:
        return ""


def _incoming(rows: Sequence[Item], *, case: OpenCase) -> dict[str | None, Event]:
    """Return the entry that brought each item in, by the item's id."""
    found = [events.decode(line) for _, line in _incoming_lines(rows, case=case)]
    return {event.eid: event for event in found}


def _incoming_lines(rows: Sequence[Item], *, case: OpenCase) -> Iterator[tuple[int, bytes]]:
    """Yield each item's number with its first line: the first one sealed under the item's own key brought it in."""
    known = {row.number: row for row in rows if not row.erased}
    if not known:
        return
    mine = Entry.objects.filter(case_id=case.id, item__range=(min(known), max(known)))
    firsts = mine.order_by().values("item").annotate(first=Min("seq")).values("first")

    def key(number: int) -> bytes | None:
        row = known.get(number)
        return None if row is None else wrap.derive(keeping.open_item(case, row).key, label="log")

    for entry in Entry.objects.filter(case_id=case.id, seq__in=firsts):
        line = log.line_of(entry, case=case, item_key=key)
        if entry.item is not None and line is not None:
            yield entry.item, line


def _plain(text: str) -> str:
    """Return text as it is compared: full-width and half-width, capital and small letters are the same."""
    return normalize("NFKC", text).casefold()
