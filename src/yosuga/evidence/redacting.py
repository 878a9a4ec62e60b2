"""A redacted copy of a kept file, kept beside its original: made anew from what was found, logged with both hashes."""

import os
from collections.abc import Collection
from io import BytesIO

from yosuga.actor import Actor
from yosuga.cases.access import case_for
from yosuga.custody.records import FileEntry, FileRole
from yosuga.detect.redaction import whole
from yosuga.detect.redaction.pictures import Wanted
from yosuga.detect.redaction.whole import What
from yosuga.errors import AlreadyExists, BadFile, NotFound
from yosuga.evidence import keeping
from yosuga.evidence.entering import enter_copy
from yosuga.evidence.models import Blob
from yosuga.tools import Tools

_MOST_BYTES = 100 << 20
_ENDINGS = {
    What.TEXT: (".txt", "text/plain"),
    What.PICTURE: (".png", "image/png"),
    What.PDF: (".pdf", "application/pdf"),
}
_MARK = "_伏せ"


def redact_file(eid: str, name: str, *, wanted: Wanted, case: str, actor: Actor, tools: Tools) -> FileEntry:
    """Make and keep the redacted copy of one file of an item; the original is untouched.

    Returns the copy's entry. Raises NotFound, BadFile, StillThere, Locked, TooLarge, AlreadyExists where the file has
    its copy; nothing is kept after any of them.
    """
    opened = case_for(case, actor=actor, tools=tools)
    item = keeping.open_item(opened, keeping.row_of(eid, case=opened))
    files = list(keeping.files_of(item))
    row, source = _one(files, name)
    with keeping.open_file(item, row, case=opened, tools=tools) as body:
        content = body.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise BadFile("> 100 MB")
    ending, media_type = _ENDINGS[whole.what_is(content)]
    copy_name = os.path.splitext(source.name)[0] + _MARK + ending  # noqa: PTH122 - a name in the vault, no path
    if any(file.name == copy_name for _, file in files):
        raise AlreadyExists("redacted copy")
    copy = whole.redact(content, wanted=wanted)
    kept = keeping.keep(
        BytesIO(copy.content), name=copy_name, role=FileRole.DERIVED, media_type=media_type, tools=tools
    )
    enter_copy(item, kept, method="redact", parent=source.sha256, case=opened, actor=actor, tools=tools)
    return kept.file


def _one(files: Collection[tuple[Blob, FileEntry]], name: str) -> tuple[Blob, FileEntry]:
    """Return the file of that name; without a name the only one, or the picture that stands for the item."""
    wanted = [pair for pair in files if pair[1].name == name]
    if not name:
        raw = [pair for pair in files if pair[1].role is FileRole.RAW]
        wanted = raw if len(raw) == 1 else [pair for pair in raw if "_全体" in pair[1].name]
    if not wanted:
        raise NotFound("file of an item")
    return wanted[0]
