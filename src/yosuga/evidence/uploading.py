"""Takes in what came through a web form: bytes in memory that never had a name on this machine's disk."""

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

from yosuga.actor import Actor
from yosuga.cases.access import case_for
from yosuga.custody.records import FileRole
from yosuga.evidence import actions, keeping
from yosuga.evidence.results import Imported
from yosuga.imports import reading
from yosuga.imports.base import Kind
from yosuga.text import nfc
from yosuga.tools import Tools


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was handed in: what its sender calls it, and a seekable body."""

    name: str
    body: BinaryIO


def take_in(upload: Upload, *, kind: Kind | None, case: str, actor: Actor, tools: Tools) -> Imported:
    """Make the file an item of the case: hashed and kept before anything reads it, and never changed.

    Raises BadFile, DiskFull, DiskFailed, VaultReadOnly.
    """
    opened = case_for(case, actor=actor, tools=tools)
    tools.must_write()
    name = PurePosixPath(nfc(upload.name).replace("\\", "/")).name or "file"
    upload.body.seek(0)
    kept = keeping.keep(upload.body, name=name, role=FileRole.RAW, media_type="application/octet-stream", tools=tools)
    upload.body.seek(0)
    found = reading.read(upload.body, name=name, kind=kind)
    return actions.enter_file(kept, found, title=name, case=opened.id, actor=actor, tools=tools)
