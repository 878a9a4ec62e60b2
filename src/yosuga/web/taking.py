"""Takes files in one after the other, from a form or from another app: what is in is in, whatever happens after it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO

from yosuga.errors import BadFile
from yosuga.evidence import paging, uploading
from yosuga.evidence.uploading import Upload
from yosuga.imports.base import Kind
from yosuga.web import captures, evidence_words
from yosuga.web.screen import Asked, Uploaded
from yosuga.web.words import pick, say


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was taken in just now; `before` says that its bytes were already there."""

    name: str
    eid: str
    sha256: str
    before: bool
    said: Sequence[str]


Done = Callable[[Taken], None]


def take_all(
    files: Sequence[Uploaded], *, seen: Sequence[str], kind: Kind | None, case: str, asked: Asked, done: Done
) -> None:
    """Take each file in and say so at once. `seen` are the hashes that the browser worked out, empty where it did not.

    A file that cannot be taken in is told on the next page.
    """
    known = dict(paging.by_hash(case, actor=asked.actor, tools=asked.tools))
    hashes = (*seen, *("" for _ in files))  # without JavaScript nothing was seen
    for file, shown in zip(files, hashes, strict=False):
        try:
            one = _take(file, known=known, seen=shown, kind=kind, case=case, asked=asked)
        except BadFile as error:
            asked.session.tell(f"{file.name} — {pick(error)}", kind="danger")
            continue
        known[one.sha256] = one.eid
        done(one)


def _take(file: Uploaded, *, known: dict[str, str], seen: str, kind: Kind | None, case: str, asked: Asked) -> Taken:
    if seen and seen != file.sha256:
        raise BadFile("changed on its way")
    if not file.size:
        raise BadFile("empty")
    if file.sha256 in known:
        return Taken(file.name, known[file.sha256], file.sha256, before=True, said=())
    upload = Upload(file.name, file.body)
    made = uploading.take_in(upload, kind=kind, case=case, actor=asked.actor, tools=asked.tools)
    said = evidence_words.reading_lines(made.reading)
    return Taken(file.name, made.item.eid, made.item.sha256, before=False, said=said)


def keep_words(words: str, *, case: str, asked: Asked) -> str:
    """Keep words as an item of their own and return its id."""
    upload = Upload(say("note.txt"), BytesIO((words + "\n").encode()))
    made = uploading.take_in(upload, kind=Kind.OTHER, case=case, actor=asked.actor, tools=asked.tools)
    captures.stamp(case=case, actor=asked.actor, tools=asked.tools)
    return made.item.eid
