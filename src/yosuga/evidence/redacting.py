"""A redacted copy of a kept file, kept beside its original: made anew from what was found, logged with both hashes."""

import os
from collections.abc import Collection
from dataclasses import dataclass
from io import BytesIO

from yosuga.actor import Actor
from yosuga.cases.access import case_for
from yosuga.custody.records import FileEntry, FileRole
from yosuga.detect.redaction import whole
from yosuga.detect.redaction.pictures import Progress, Wanted
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
_OF_WORDS = (".txt", ".md", ".csv", ".log")


@dataclass(frozen=True, slots=True)
class RedactedFile:
    """A copy that was kept, how many places are covered in it, and of what it is not the whole (`pictures.NOTES`)."""

    entry: FileEntry
    covered: int
    notes: tuple[str, ...]


def redact_file(
    eid: str, name: str, *, wanted: Wanted, case: str, actor: Actor, tools: Tools, progress: Progress | None = None
) -> RedactedFile:
    """Make and keep the redacted copy of one file of an item; the original is untouched.

    `progress` is told the pages done and all pages of a PDF, and may raise to stop it. Raises NotFound, BadFile,
    StillThere, Locked, TooLarge, AlreadyExists where the file has its copy; nothing is kept after any of them.
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
    copy_name = _copy_name(source.name, ending=ending)
    if any(file.name == copy_name for _, file in files):
        raise AlreadyExists("redacted copy")
    copy = whole.redact(content, wanted=wanted, progress=progress)
    kept = keeping.keep(
        BytesIO(copy.content), name=copy_name, role=FileRole.DERIVED, media_type=media_type, tools=tools
    )
    enter_copy(item, kept, method="redact", parent=source.sha256, case=opened, actor=actor, tools=tools)
    return RedactedFile(kept.file, copy.covered, copy.notes)


def redactable(files: Collection[FileEntry]) -> tuple[FileEntry, ...]:
    """Return those of an item's files that a copy can be made of and that have none yet; copies are not among them."""
    names = {file.name for file in files}
    return tuple(
        file
        for file in files
        for ending in [_ending_of(file)]
        if ending and not is_copy(file) and _copy_name(file.name, ending=ending) not in names
    )


def is_copy(file: FileEntry) -> bool:
    """Say whether a file is a redacted copy."""
    return file.role is FileRole.DERIVED and any(file.name.endswith(_MARK + ending) for ending, _ in _ENDINGS.values())


def _ending_of(file: FileEntry) -> str:
    """Return how the name of a file's copy ends; empty where no copy can be made, as far as the entry says."""
    kind = file.media_type.partition(";")[0]
    if kind.startswith("image/") and kind != "image/svg+xml":
        return _ENDINGS[What.PICTURE][0]
    if file.name.lower().endswith(_OF_WORDS):  # what was imported as a file of no known kind
        return _ENDINGS[What.TEXT][0]
    return next((ending for ending, media_type in _ENDINGS.values() if media_type == kind), "")


def _copy_name(name: str, *, ending: str) -> str:
    return os.path.splitext(name)[0] + _MARK + ending  # noqa: PTH122 - a name in the vault, no path


def _one(files: Collection[tuple[Blob, FileEntry]], name: str) -> tuple[Blob, FileEntry]:
    """Return the file of that name; without a name the only one, or the picture that stands for the item."""
    wanted = [pair for pair in files if pair[1].name == name]
    if not name:
        raw = [pair for pair in files if pair[1].role is FileRole.RAW]
        wanted = raw if len(raw) == 1 else [pair for pair in raw if "_全体" in pair[1].name]
    if not wanted:
        raise NotFound("file of an item")
    return wanted[0]
