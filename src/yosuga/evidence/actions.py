"""What can be done to evidence by hand: take in a file, add a note. Each leaves rows and a custody entry."""

import json
import os
import stat
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from django.db import transaction

from yosuga.actor import Actor
from yosuga.cases import log
from yosuga.cases.access import case_for
from yosuga.custody import naming
from yosuga.custody.events import EventType
from yosuga.custody.records import FileRole, Source
from yosuga.errors import BadFile
from yosuga.evidence import keeping, stamping
from yosuga.evidence.entering import enter, sealer_of
from yosuga.evidence.keeping import Kept
from yosuga.evidence.results import Imported, KeptItem
from yosuga.imports import reading, titles
from yosuga.imports.base import Kind, Reading
from yosuga.tools import Tools


def import_file(path: Path, *, kind: Kind | None, case: str, actor: Actor, tools: Tools) -> Imported:
    """Take a file the person already has: hashed and kept before anything reads it, and never changed.

    Raises BadFile for what is not a regular readable file, DiskFull, DiskFailed, VaultReadOnly.
    """
    opened = case_for(case, actor=actor, tools=tools)
    tools.must_write()
    name = titles.name_on_disk(path)
    with _regular_file(path) as body:
        kept = keeping.keep(body, name=name, role=FileRole.RAW, media_type="application/octet-stream", tools=tools)
        body.seek(0)
        found = reading.read(body, name=name, kind=kind)
    return enter_file(kept, found, title=name, case=opened.id, actor=actor, tools=tools)


def enter_file(kept: Kept, found: Reading, *, title: str, case: str, actor: Actor, tools: Tools) -> Imported:
    """Make a kept file and what it says of itself an item of the case, in the log as "not captured by us"."""
    opened = case_for(case, actor=actor, tools=tools)
    moment = found.taken_at or tools.clock.read().wall
    name = naming.file_name(
        moment, words=titles.title(found.kind, media_type=found.media_type), extension=Path(title).suffix
    )
    kept = replace(kept, file=replace(kept.file, name=name, media_type=found.media_type))
    notes = _keep_reading(found, original=title, tools=tools)
    with transaction.atomic():
        item, record = enter(
            opened, [kept, notes], kind=found.kind.value, source=Source.IMPORTED, title=title, tools=tools
        )
        log.append(
            opened,
            EventType.IMPORT,
            method="file",
            actor=actor,
            tools=tools,
            sealer=sealer_of(item),
            eid=item.eid,
            sha256=kept.file.sha256,
            size=kept.file.size,
            record=record,
            note="not captured by us",
        )
    stamping.stamp_if_due(opened, actor=actor, tools=tools)
    return Imported(item=KeptItem(eid=item.eid, sha256=kept.file.sha256, files=[kept.file, notes.file]), reading=found)


def _regular_file(path: Path) -> BinaryIO:
    """Open a file for reading once; devices, pipes and folders are refused without waiting on them."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        raise BadFile(error.strerror or "") from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise BadFile("not a regular file")
    return os.fdopen(descriptor, "rb")


def _keep_reading(found: Reading, *, original: str, tools: Tools) -> Kept:
    said = {
        "original_name": original,
        "kind": found.kind.value,
        "media_type": found.media_type,
        "taken_at": found.taken_at.isoformat() if found.taken_at else None,
        "facts": found.facts,
        "checks": [{"what": one.what, "outcome": one.outcome.value, "detail": one.detail} for one in found.checks],
        "warnings": list(found.warnings),
        "provenance": "not captured by us",
    }
    content = json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True).encode()
    return keeping.keep(
        BytesIO(content), name="reading.json", role=FileRole.DERIVED, media_type="application/json", tools=tools
    )


def annotate(eid: str, text: str, *, case: str, actor: Actor, tools: Tools) -> None:
    """Add a note to an item's history. Nothing in a log is edited; a correction is a further entry."""
    opened = case_for(case, actor=actor, tools=tools)
    item = keeping.open_item(opened, keeping.row_of(eid, case=opened))
    with transaction.atomic():
        log.append(
            opened,
            EventType.ANNOTATE,
            method="note",
            actor=actor,
            tools=tools,
            sealer=sealer_of(item),
            eid=item.eid,
            note=text,
        )
