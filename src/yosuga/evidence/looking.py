"""One item as a person looks at it: what it is, its files, what was read from it, and each file's bytes."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from yosuga.actor import Actor
from yosuga.cases.access import case_for
from yosuga.custody.events import Event, EventType
from yosuga.custody.records import FileEntry, FileRole
from yosuga.errors import NotFound
from yosuga.evidence import history, keeping, paging
from yosuga.evidence.history import Passage
from yosuga.evidence.models import Item
from yosuga.evidence.overview import ItemLine
from yosuga.tools import Tools

_MOST_SAID = 1 << 20
_WORDS = frozenset({"text/plain", "application/json"})


@dataclass(frozen=True, slots=True)
class Look:
    """An item from near. `files` are those that may leave the vault; `read` is what an import said of itself.

    `reasons` are codes of `capture.reasons`, `history` every entry that concerns the item, in order.
    """

    line: ItemLine
    files: Sequence[FileEntry]
    read: Mapping[str, object]
    reasons: Sequence[str]
    history: Sequence[Passage]


def look(eid: str, *, case: str, actor: Actor, tools: Tools) -> Look:
    """Return an item with its files and its history. Raises NotFound; an erased item has neither."""
    opened = case_for(case, actor=actor, tools=tools)
    row = keeping.row_of(eid, case=opened)
    (line,) = paging.lines_of([row], case=opened)
    told = history.of_item(line.eid, case=opened.id, actor=actor, tools=tools)
    if line.erased:
        return Look(line, [], {}, [], told)
    files = [file for _, file in keeping.files_of(keeping.open_item(opened, row)) if file.role is not FileRole.VAULT]
    read = _read(line.eid, files, case=opened.id, actor=actor, tools=tools)
    return Look(line, files, read, _reasons(told), told)


def open_file(eid: str, name: str, *, case: str, actor: Actor, tools: Tools) -> tuple[FileEntry, BinaryIO]:
    """Return a file of an item and a seekable reader of it. Raises NotFound, also for what never leaves the vault."""
    opened = case_for(case, actor=actor, tools=tools)
    item = keeping.open_item(opened, keeping.row_of(eid, case=opened))
    for row, file in keeping.files_of(item):
        if file.name == name and file.role is not FileRole.VAULT:
            return file, keeping.open_file(item, row, case=opened, tools=tools)
    raise NotFound("file of an item")


def words_alone(files: Iterable[FileEntry]) -> bool:
    """Say whether an item holds nothing but words: what somebody wrote down may be read and handed over always."""
    return all(file.media_type.partition(";")[0].strip() in _WORDS for file in files)


def of_words_alone(*, case: str, actor: Actor, tools: Tools) -> Sequence[str]:
    """Return the ids of all items of a case that hold nothing but words, in order."""
    opened = case_for(case, actor=actor, tools=tools)
    rows = Item.objects.filter(case_id=opened.id, erased=False).order_by("number").prefetch_related("blobs")
    items = [keeping.open_item(opened, row) for row in rows]
    return [item.eid for item in items if words_alone([file for _, file in keeping.files_of(item)])]


def _read(eid: str, files: Sequence[FileEntry], *, case: str, actor: Actor, tools: Tools) -> Mapping[str, object]:
    if not any(file.name == "reading.json" and file.size <= _MOST_SAID for file in files):
        return {}
    _, body = open_file(eid, "reading.json", case=case, actor=actor, tools=tools)
    with body:
        said = json.loads(body.read())
    return said if isinstance(said, dict) else {}


def _reasons(told: Sequence[Passage]) -> Sequence[str]:
    taken: Event | None = next((one.event for one in told if one.event and one.event.type is EventType.CAPTURE), None)
    return [code for code in ((taken.note if taken else "") or "").split(",") if code]
