"""The copies for people that carry the item's id: made from what the vault holds, at once or after a crash."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import BinaryIO

from django.db import transaction

from yosuga.actor import Actor
from yosuga.cases import log
from yosuga.cases.access import OpenCase
from yosuga.clock import jst_words, rfc3339
from yosuga.custody.events import EventType
from yosuga.custody.records import FileEntry, FileRole
from yosuga.documents import exhibit, stamp
from yosuga.errors import YosugaError
from yosuga.evidence import keeping
from yosuga.evidence.entering import enter_copy, sealer_of
from yosuga.evidence.keeping import OpenItem
from yosuga.evidence.models import Blob, Item
from yosuga.tools import Tools

_WHOLE = "_全体.png"
_AT_ONCE = 2  # captures side by side: no more can have been cut off between their entry and their copies


@dataclass(frozen=True, slots=True)
class _Source:
    """The full picture of a captured item and what its `capture.json` says."""

    item: OpenItem
    case: OpenCase
    row: Blob
    picture: FileEntry
    facts: Mapping[str, object]

    def said(self, key: str) -> str:
        return str(self.facts.get(key) or "")


def derive_copies(item: OpenItem, *, case: OpenCase, actor: Actor, tools: Tools) -> Sequence[FileEntry]:
    """Make the stamped picture and the A4 exhibit of a captured item and log each with its parent.

    Returns what was made; nothing where the item has no full picture or has its copies already. A copy that cannot be
    made is noted in the log and may be made later: it never costs the evidence.
    """
    files = list(keeping.files_of(item))
    whole = next(((row, file) for row, file in files if file.name.endswith(_WHOLE)), None)
    there = {file.name for _, file in files}
    if whole is None or there.issuperset(_names(whole[1])):
        return []
    source = _Source(item, case, *whole, facts=_facts(item, files, case=case, tools=tools))
    stamped, paper = _names(source.picture)
    ways = [(stamped, "image/png", "stamp", _stamped), (paper, "application/pdf", "exhibit", _exhibit)]
    made = [_make(source, *way, actor=actor, tools=tools) for way in ways if way[0] not in there]
    return [file for file in made if file is not None]


def derive_missing(case: OpenCase, *, actor: Actor, tools: Tools) -> None:
    """Make the copies that a crash right after a capture kept from being made."""
    for row in Item.objects.filter(case_id=case.id, erased=False).order_by("-number")[:_AT_ONCE]:
        derive_copies(keeping.open_item(case, row), case=case, actor=actor, tools=tools)


def _names(whole: FileEntry) -> tuple[str, str]:
    stem = whole.name.removesuffix(_WHOLE)
    return f"{stem}_URL付き.png", f"{stem}_証拠用A4.pdf"


def _facts(
    item: OpenItem, files: Sequence[tuple[Blob, FileEntry]], *, case: OpenCase, tools: Tools
) -> Mapping[str, object]:
    row = next(row for row, file in files if file.name == "capture.json")
    with keeping.open_file(item, row, case=case, tools=tools) as body:
        facts: Mapping[str, object] = json.loads(body.read())
    return facts


def _make(
    source: _Source,
    name: str,
    media_type: str,
    method: str,
    work: Callable[[_Source, BinaryIO], bytes],
    *,
    actor: Actor,
    tools: Tools,
) -> FileEntry | None:
    try:
        with keeping.open_file(source.item, source.row, case=source.case, tools=tools) as picture:
            content = work(source, picture)
    except YosugaError as error:
        _note_failure(source, method, error, actor=actor, tools=tools)
        return None
    kept = keeping.keep(BytesIO(content), name=name, role=FileRole.DERIVED, media_type=media_type, tools=tools)
    enter_copy(
        source.item, kept, method=method, parent=source.picture.sha256, case=source.case, actor=actor, tools=tools
    )
    return kept.file


def _note_failure(source: _Source, method: str, error: YosugaError, *, actor: Actor, tools: Tools) -> None:
    with transaction.atomic():
        log.append(
            source.case,
            EventType.ANNOTATE,
            method=method,
            actor=actor,
            tools=tools,
            sealer=sealer_of(source.item),
            eid=source.item.eid,
            note=f"copy not made: {error.code}",
        )


def _stamped(source: _Source, picture: BinaryIO) -> bytes:
    taken = datetime.fromisoformat(source.said("finished"))
    both = f"{jst_words(taken)} JST / {rfc3339(taken)}"  # papers show both (EVIDENCE.md, Japanese practice)
    url = source.said("final_url") or source.said("url")
    return stamp.stamped_picture(picture, lines=[url, f"取得日時 {both}", f"証拠番号 {source.item.eid}"])


def _exhibit(source: _Source, picture: BinaryIO) -> bytes:
    return exhibit.a4(
        picture,
        url=source.said("final_url") or source.said("url"),
        title=source.said("title"),
        taken=datetime.fromisoformat(source.said("finished")),
        item=source.item.eid,
        case=source.case.id,
        facts=[("判定", source.said("verdict"))],
    )
