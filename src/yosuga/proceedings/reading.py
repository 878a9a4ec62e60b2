"""What an item says of itself, gathered from its record, its log entry and the small files that lie inside it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import BinaryIO

from django.db.models import Min, QuerySet

from yosuga.capture.post import ids
from yosuga.capture.post.urls import recognise
from yosuga.cases import log
from yosuga.cases.access import OpenCase
from yosuga.cases.models import Entry
from yosuga.custody import events, records
from yosuga.custody.events import Event
from yosuga.custody.records import FileEntry, FileRole, ItemRecord, Source
from yosuga.documents.court import Posted
from yosuga.errors import KeyErased, NotFound
from yosuga.evidence import keeping
from yosuga.evidence.claims import Claims
from yosuga.evidence.keeping import OpenItem
from yosuga.evidence.models import Blob, Item
from yosuga.imports.base import Kind
from yosuga.imports.sniff import text_of
from yosuga.keys import wrap
from yosuga.tools import Tools

_LARGEST_TEXT = 4 * 2**20
_WHOLE = "_全体"
_CUT = "（ここから先は省略。全文は元のファイルにあります）"
_CLOCKS_OF_AUTHORS = {ids.Trust.CLIENT.value, ids.Trust.EDITABLE.value}


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFacts:
    """One item as the papers see it. Everything a page or file says is a claim of that page or file.

    `service` is a platform id (`x`, `5ch`, `web` …), empty for imports; on a board `thread_id` is the thread and
    `post_id` the number in it. `posted` are the times a post claims; `shown_at` is the moment of the shown one, where
    it names one; `made` is when an imported file says it was made. `captured` is the device's claim of when the item
    was taken or brought in. `principal` is the file the log names for it. `pictures` are the whole picture of a page
    (one file, or pieces from top to bottom) or the imported picture itself. `post_text` is the post's own words.
    `text` is the whole text of items that are text (mail, LINE talk, logs, boards), empty for all others.
    """

    eid: str
    kind: str
    source: Source
    title: str
    url: str
    final_url: str
    account_name: str
    account_id: str
    post_id: str
    thread_id: str
    service: str
    posted: Posted
    shown_at: datetime | None
    made: datetime | None
    captured: datetime
    method: str
    verdict: str
    principal: FileEntry
    pictures: Sequence[FileEntry]
    post_text: str
    text: str

    @property
    def picture(self) -> FileEntry | None:
        """The full picture in one file, or None where there is none or it lies in pieces."""
        return self.pictures[0] if len(self.pictures) == 1 else None


@dataclass(frozen=True, slots=True)
class _Opened:
    """An open item with its files, its record and the entry that brought it in."""

    item: OpenItem
    case: OpenCase
    tools: Tools
    files: Sequence[tuple[Blob, FileEntry]]
    record: ItemRecord
    event: Event

    def said(self, name: str) -> Claims:
        """Return what a small JSON file of the item says; nothing where there is no such file."""
        row = next((row for row, file in self.files if file.name == name), None)
        if row is None:
            return Claims({})
        with keeping.open_file(self.item, row, case=self.case, tools=self.tools) as body:
            content = json.loads(body.read())
        return Claims(content if isinstance(content, dict) else {})

    def text(self, name: str) -> str:
        """Return a text file of the item; empty where it is none, is not there or is too large for paper."""
        found = next((row for row, file in self.files if file.name == name and file.size <= _LARGEST_TEXT), None)
        if found is None:
            return ""
        with keeping.open_file(self.item, found, case=self.case, tools=self.tools) as body:
            return text_of(body.read()) or ""


def item_facts(item: OpenItem, *, case: OpenCase, tools: Tools) -> ItemFacts:
    """Return what an item says of itself. Raises VaultDamaged, BlobMissing, BlobDamaged."""
    entry = Entry.objects.filter(case_id=case.id, item=item.row.number).order_by("seq")[0]
    return _facts(_open(item, entry, case=case, tools=tools))


def facts_of_case(case: OpenCase, *, tools: Tools) -> Sequence[ItemFacts]:
    """Return the facts of every item that is not erased, in order, without their long texts: there may be many."""
    return facts_of(Item.objects.filter(case_id=case.id, erased=False), case=case, tools=tools)


def facts_of(rows: QuerySet[Item], *, case: OpenCase, tools: Tools) -> Sequence[ItemFacts]:
    """Return the facts of these items of a case, without their long texts. None may be erased."""
    items = list(rows.prefetch_related("blobs"))
    entries = _first_entries(items, case=case)
    return [
        replace(_facts(_open(keeping.open_item(case, row), entries[row.number], case=case, tools=tools)), text="")
        for row in items
    ]


def open_entry(item: OpenItem, file: FileEntry, *, case: OpenCase, tools: Tools) -> BinaryIO:
    """Return a seekable reader of one file of the item, such as a picture of `ItemFacts`. Raises NotFound."""
    row = next((row for row, one in keeping.files_of(item) if one.name == file.name), None)
    if row is None:
        raise NotFound("file of an item")
    return keeping.open_file(item, row, case=case, tools=tools)


def _first_entries(rows: Sequence[Item], *, case: OpenCase) -> Mapping[int, Entry]:
    """Return the entry that brought each of these items in, by the item's number. Rows are in the order of numbers."""
    if not rows:
        return {}
    mine = Entry.objects.filter(case_id=case.id, item__range=(rows[0].number, rows[-1].number))
    firsts = mine.order_by().values("item").annotate(first=Min("seq")).values("first")
    return {entry.item: entry for entry in Entry.objects.filter(case_id=case.id, seq__in=firsts) if entry.item}


def _facts(opened: _Opened) -> ItemFacts:
    return _of_capture(opened) if opened.record.source is Source.CAPTURED else _of_import(opened)


def _open(item: OpenItem, entry: Entry, *, case: OpenCase, tools: Tools) -> _Opened:
    sealed = bytes(item.row.record_sealed or b"")
    record = records.decode(wrap.open_sealed(sealed, under=item.key, place=keeping.record_place(item.row)))
    line = log.line_of(entry, case=case, item_key=lambda _: wrap.derive(item.key, label="log"))
    if line is None:
        raise KeyErased(item.eid)
    return _Opened(item, case, tools, list(keeping.files_of(item)), record, events.decode(line))


def _plain(opened: _Opened) -> ItemFacts:
    """Return what is said of every item, whether captured or imported."""
    event, record = opened.event, opened.record
    files = [file for _, file in opened.files]
    return ItemFacts(
        eid=record.eid,
        kind=record.kind,
        source=record.source,
        title=record.title,
        url=event.url or "",
        final_url="",
        account_name="",
        account_id="",
        post_id="",
        thread_id="",
        service="",
        posted=Posted(),
        shown_at=None,
        made=None,
        captured=datetime.fromisoformat(event.at_device),
        method=event.method,
        verdict=event.verdict or "",
        principal=next((file for file in files if file.sha256 == event.sha256), files[0]),
        pictures=(),
        post_text="",
        text="",
    )


def _of_capture(opened: _Opened) -> ItemFacts:
    said, post = opened.said("capture.json"), opened.said("metadata.json")
    plain = _plain(opened)
    place = recognise(plain.url)
    if place.short:
        place = recognise(said.word("final_url"))
    shown, shown_at = post.shown_time()
    machine, machine_source = post.machine_time()
    return replace(
        plain,
        final_url=said.word("final_url"),
        account_name=post.first("author_name"),
        account_id=post.account(),
        post_id=place.post_id or post.first("post_id"),
        thread_id=place.thread_id,
        service=place.platform,
        posted=Posted(shown=shown, machine=machine, machine_source=machine_source, from_id=_from_id(ids.posted(place))),
        shown_at=shown_at,
        captured=said.moment("finished") or plain.captured,
        pictures=tuple(_whole_pictures(opened)),
        post_text=post.first("text"),
        text=opened.text("text.txt") if place.thread_id else "",
    )


def _from_id(found: ids.IdTime | None) -> datetime | None:
    """Return when a post's id was given out; an id that its author makes, or of another thing, tells nothing here."""
    if found is None or found.what != "post" or found.trust.value in _CLOCKS_OF_AUTHORS:
        return None
    return found.moment


def _whole_pictures(opened: _Opened) -> Sequence[FileEntry]:
    found = [file for _, file in opened.files if file.role is FileRole.RAW and file.media_type == "image/png"]
    return sorted((file for file in found if _WHOLE in file.name), key=lambda file: file.name)


def _of_import(opened: _Opened) -> ItemFacts:
    said, plain = opened.said("reading.json"), _plain(opened)
    facts = Claims(said.inner("facts"))
    is_picture = plain.principal.media_type.startswith("image/")
    return replace(
        plain,
        title=facts.word("subject") or facts.word("title") or plain.title,
        account_name=facts.word("from") if plain.kind == Kind.MAIL.value else "",
        made=said.moment("taken_at"),
        pictures=(plain.principal,) if is_picture else (),
        text=_mail(said, facts) if plain.kind == Kind.MAIL.value else _own_text(opened, plain.principal),
    )


def _mail(said: Claims, facts: Claims) -> str:
    """Return a mail as it is printed: its head, an empty line, its words."""
    names = ("from", "to", "cc", "subject", "date")
    head = [f"{name.title()}: {facts.word(name)}" for name in names if facts.word(name)]
    cut = [_CUT] if "partly-read" in said.words("warnings") else []
    return "\n".join([*head, "", facts.word("text"), *cut])


def _own_text(opened: _Opened, principal: FileEntry) -> str:
    written = principal.media_type in {"text/plain", "text/csv"} or opened.record.kind == Kind.CALL_LOG.value
    return opened.text(principal.name) if written else ""
