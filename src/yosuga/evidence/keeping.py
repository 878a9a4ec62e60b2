"""Bytes before rows: files go encrypted into the store, then their rows and the log entry are written together."""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from io import BufferedReader
from typing import BinaryIO

from yosuga.cases.access import OpenCase
from yosuga.custody import naming
from yosuga.custody.records import FileEntry, FileRole
from yosuga.errors import KeyErased, NotFound
from yosuga.evidence.models import Blob, Item
from yosuga.keys import chunked, wrap
from yosuga.tools import Tools


@dataclass(frozen=True, slots=True)
class Kept:
    """A file whose ciphertext is durable under `blob` and whose row is not written yet."""

    blob: str
    key: bytes
    file: FileEntry


@dataclass(frozen=True, slots=True)
class OpenItem:
    """An item whose key is unwrapped."""

    row: Item
    key: bytes

    @property
    def eid(self) -> str:
        """The item's id, `E0001`."""
        return naming.item_id(self.row.number)


def keep(body: BinaryIO, *, name: str, role: FileRole, media_type: str, tools: Tools) -> Kept:
    """Encrypt `body` into the store in one pass and return what its row will say. Durable when it returns."""
    blob, key, digest = tools.random(16).hex(), tools.random(32), hashlib.sha256()
    with tools.store.draft(blob) as draft:
        size = chunked.encrypt(body, draft, key=key, context=blob.encode(), hasher=digest)
        draft.commit()
    file = FileEntry(media_type=media_type, name=name, role=role, sha256=digest.hexdigest(), size=size)
    return Kept(blob=blob, key=key, file=file)


def new_item(case: OpenCase, *, tools: Tools) -> OpenItem:
    """Take the next number. The caller holds the log's lock, so numbers have no gap and no twin."""
    last = Item.objects.filter(case_id=case.id).order_by("-number").values_list("number", flat=True).first() or 0
    key = tools.random(32)
    row = Item(case_id=case.id, number=last + 1)
    row.key_wrapped = wrap.wrap(key, under=case.key, binding=_item_binding(row))
    return OpenItem(row=row, key=key)


def row_of(eid: str, *, case: OpenCase) -> Item:
    """Return the row of an item by its id (`E0001`, `e1` and `1` alike). Raises NotFound."""
    row = Item.objects.filter(case_id=case.id, number=number_of(eid)).first()
    if row is None:
        raise NotFound("item")
    return row


def number_of(eid: str) -> int:
    """Return the number in an item's id, 1 or more. Raises NotFound where it is none."""
    digits = eid.strip().upper().removeprefix("E")
    if not _is_number(digits):
        raise NotFound("item")
    return int(digits)


def item_key_of(case: OpenCase) -> Callable[[int], bytes | None]:
    """Return what gives the key of an item's log lines by its number, or None when the item was erased."""
    keys: dict[int, bytes | None] = {}
    rows: dict[int, Item] = {}

    def key(number: int) -> bytes | None:
        if number not in keys:
            if not rows:  # all at once: whoever reads a log meets nearly every item of the case
                rows.update({row.number: row for row in Item.objects.filter(case_id=case.id).defer("record_sealed")})
            row = rows.get(number) or Item.objects.get(case_id=case.id, number=number)  # it came in meanwhile
            keys[number] = None if row.key_wrapped is None else wrap.derive(open_item(case, row).key, label="log")
        return keys[number]

    return key


def _is_number(digits: str) -> bool:
    return digits.isascii() and digits.isdigit() and len(digits) <= 9 and int(digits) > 0


def open_item(case: OpenCase, row: Item) -> OpenItem:
    """Return the item with its key. Raises KeyErased when its owner had it erased."""
    if row.key_wrapped is None:
        raise KeyErased(f"E{row.number:04d}")
    return OpenItem(row=row, key=wrap.unwrap(bytes(row.key_wrapped), under=case.key, binding=_item_binding(row)))


def write_rows(item: OpenItem, kept: Sequence[Kept], *, case: OpenCase) -> None:
    """Write one row a kept file, numbered after those the item has. The item's row must exist."""
    first = item.row.blobs.count()
    Blob.objects.bulk_create(_blob_row(item, one, revision=first + n, case=case) for n, one in enumerate(kept, start=1))


def _blob_row(item: OpenItem, one: Kept, *, revision: int, case: OpenCase) -> Blob:
    facts = json.dumps(
        {
            "media_type": one.file.media_type,
            "name": one.file.name,
            "role": one.file.role.value,
            "sha256": one.file.sha256,
            "size": one.file.size,
        },
        ensure_ascii=False,
    )
    return Blob(
        name=one.blob,
        item=item.row,
        revision=revision,
        facts_sealed=wrap.seal(facts.encode(), under=item.key, place=wrap.Place("blob", one.blob, "facts")),
        key_wrapped=wrap.wrap(one.key, under=case.key, binding=_blob_binding(case, item, revision, one.file)),
    )


def facts_of(item: OpenItem, row: Blob) -> FileEntry:
    """Return what a blob is: name, role, media type, SHA-256 and size of the plaintext."""
    raw = wrap.open_sealed(bytes(row.facts_sealed), under=item.key, place=wrap.Place("blob", row.name, "facts"))
    facts = json.loads(raw)
    return FileEntry(**{**facts, "role": FileRole(facts["role"])})


def files_of(item: OpenItem) -> Iterable[tuple[Blob, FileEntry]]:
    """Yield each stored file of an item in the order it was kept."""
    for row in item.row.blobs.all():
        yield row, facts_of(item, row)


def open_file(item: OpenItem, row: Blob, *, case: OpenCase, tools: Tools) -> BinaryIO:
    """Return a seekable reader of a file's plaintext; every chunk is authenticated before it is given."""
    facts = facts_of(item, row)
    binding = _blob_binding(case, item, row.revision, facts)
    key = wrap.unwrap(bytes(row.key_wrapped), under=case.key, binding=binding)
    with ExitStack() as stack:
        stored = stack.enter_context(tools.store.open(row.name))
        reader = chunked.Reader(stored, key=key, context=row.name.encode())  # a damaged blob fails here already
        stack.pop_all()
        return BufferedReader(reader, 1 << 18)


def record_place(row: Item) -> wrap.Place:
    """Return where an item's sealed record belongs."""
    return wrap.Place("item", f"{row.case_id}/{row.number}", "record")


def _item_binding(row: Item) -> wrap.SecretBinding:
    return wrap.SecretBinding(f"{row.case_id}/{row.number}", "item")


def _blob_binding(case: OpenCase, item: OpenItem, revision: int, file: FileEntry) -> wrap.BlobBinding:
    """Bind a blob key to case, item, revision, hash and size, so that no row can be pointed at another's bytes."""
    return wrap.BlobBinding(
        case=case.id,
        item=item.eid,
        revision=revision,
        sha256=bytes.fromhex(file.sha256),
        size=file.size,
    )
