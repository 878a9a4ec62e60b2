"""Makes a copy to hand out: reads the original, has it redacted by what it is, and writes new files only."""

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from yosuga.cli import destinations
from yosuga.cli.parsing import WrongUse
from yosuga.cli.words import _
from yosuga.detect.base import Kind
from yosuga.detect.redaction import pictures, whole
from yosuga.detect.redaction.pictures import Form, Wanted
from yosuga.detect.redaction.whole import Copy, What
from yosuga.errors import BadFile, NotFound

_COMMAND = "yosuga redact"
_LARGEST = 100 << 20
_FORMS: Mapping[str, Form] = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG"}


@dataclass(frozen=True, slots=True)
class Redacted:
    """A copy that was written: of what, how much is covered, how often it was examined again, both hashes.

    `wanted` is what was covered and looked for again; `notes` say of what the copy is not the whole.
    """

    kind: str
    wanted: Wanted
    covered: int
    by_type: Mapping[str, int]
    pages: int
    rounds: int
    notes: tuple[str, ...]
    original_sha256: str
    copy_sha256: str
    map_written: bool


def wanted(kinds: Collection[str], *, faces: bool, codes: bool) -> Wanted:
    """Return what is to be covered; no kinds at all means every kind."""
    return Wanted(kinds=frozenset(map(Kind, kinds)) or None, faces=faces, codes=codes)


def redacted(source: Path, target: Path, *, wanted: Wanted, secret: Path | None) -> Redacted:
    """Write the redacted copy of `source` into the new file `target`, and with `secret` the sealed map of its marks.

    Raises NotFound, BadFile, AlreadyExists, PlaceUnfit, StillThere, Locked, TooLarge, PassphraseUnfit, DiskFull,
    DiskFailed; after any of them neither new file is there.
    """
    given = content(source)
    what = whole.what_is(given)
    form = _form(target, what=what)
    if secret is not None and what is not What.TEXT:
        raise WrongUse(_("Only a text has marks, so there is no map of them here."), command=_COMMAND)
    for path in (target, *([secret] if secret else [])):
        destinations.new_file(path)  # refused early what would be refused at the end: minutes may lie between
    passphrase = _passphrase() if secret is not None else ""
    with watched() as progress:
        made = whole.redact(given, wanted=wanted, form=form, progress=progress)
    _write(made, target, secret=secret, passphrase=passphrase)
    return Redacted(
        kind=what.value,
        wanted=wanted,
        covered=made.covered,
        by_type=made.by_type,
        pages=made.pages,
        rounds=made.rounds,
        notes=made.notes,
        original_sha256=sha256(given).hexdigest(),
        copy_sha256=sha256(made.content).hexdigest(),
        map_written=secret is not None,
    )


def as_json(done: Redacted) -> dict[str, object]:
    """Return the result for a script."""
    return {
        "kind": done.kind,
        "covered": done.covered,
        "by_type": dict(done.by_type),
        "pages": done.pages,
        "types": sorted(done.wanted.kinds) if done.wanted.kinds is not None else None,
        "faces": done.wanted.faces,
        "codes": done.wanted.codes,
        "examined_again": done.rounds,
        "notes": list(done.notes),
        "original_sha256": done.original_sha256,
        "copy_sha256": done.copy_sha256,
        "map": done.map_written,
    }


def told(done: Redacted) -> Iterator[str]:
    """Yield the result for a person."""
    yield _("The copy is ready. Places covered: {n}.").format(n=done.covered)
    yield from notes(done.notes)
    if done.kind == What.PDF:
        yield _("The copy has the pages alone. Notes, attachments and links of the original are not in it.")
    if _is_all(done.wanted):
        yield _("It was examined again, and nothing more was found in it. The original is as it was.")
    else:
        yield _("Only what you chose is covered; anything else may still be in it. The original is as it was.")
    if done.map_written:
        yield _("What each mark stands for is in the sealed file. Please keep it apart from the copy.")
    yield _("Please look the copy over before you hand it out: a view or a phrase may still tell something to some.")


def _is_all(wanted: Wanted) -> bool:
    return wanted.kinds is None and wanted.faces and wanted.codes


def notes(codes: Collection[str]) -> Iterator[str]:
    """Yield what the copy is not the whole of: whoever hands it out must not learn that from its receiver."""
    said = {
        pictures.DAMAGED: _("The original is damaged; the copy shows it as far as it could be read."),
        pictures.SMALLER: _("The original is very large; the copy is smaller."),
        pictures.FIRST_ONLY: _("The original has several pictures or pages; the copy shows only the first."),
    }
    yield from (said[code] for code in codes)


def content(source: Path) -> bytes:
    """Return what a file of at most 100 MB holds. Raises NotFound, BadFile, WrongUse."""
    if str(source) == "-":
        said = _("The copy is made of a file, not of the input. Please name a file.")
        raise WrongUse(said, command=_COMMAND)
    if not source.exists():
        raise NotFound
    if source.is_dir():
        said = _("This is a folder. Please name one file; a copy is made of one file at a time.")
        raise WrongUse(said, command=_COMMAND)
    with source.open("rb") as file:
        given = file.read(_LARGEST + 1)
    if len(given) > _LARGEST:
        raise BadFile("> 100 MB")
    return given


@contextmanager
def watched() -> Iterator[pictures.Progress]:
    """Tell how far it is where somebody watches: a page of a PDF takes some seconds."""
    from yosuga.cli import progress

    line = progress.Line()
    said = _("Pages done: {n} of {total}")
    try:
        yield lambda n, total: line.tell(said.format(n=n, total=total))
    finally:
        line.clear()


def _form(target: Path, *, what: What) -> Form:
    """Return how a picture is written, by the name of its copy. A name that says something else is refused."""
    ending = target.suffix.lower()
    if what is What.PICTURE and ending not in _FORMS:
        raise WrongUse(_("A copy of a picture is a .png or .jpg file. Please name it so."), command=_COMMAND)
    if what is What.PDF and ending != ".pdf":
        raise WrongUse(_("A copy of a PDF is a .pdf file. Please name it so."), command=_COMMAND)
    if what is What.TEXT and ending in {*_FORMS, ".pdf"}:
        raise WrongUse(_("This file is a text, and so is its copy. Please name it .txt."), command=_COMMAND)
    return _FORMS.get(ending, "PNG")


def _passphrase() -> str:
    from yosuga.cli import unlocking
    from yosuga.keys import age_passphrase

    given = unlocking.hand_over_passphrase()
    age_passphrase.check(given)
    return given


def _write(made: Copy, target: Path, *, secret: Path | None, passphrase: str) -> None:
    """Write both new files or none: the map is complete on the disk before the copy gets its name."""
    from yosuga.keys import age_passphrase
    from yosuga.keys.draft import draft

    with ExitStack() as stack:
        copy = stack.enter_context(draft(target))
        copy.write(made.content)
        if secret is not None:
            words = json.dumps(made.entries, ensure_ascii=False, indent=2).encode("utf-8", "surrogatepass")
            sealed = stack.enter_context(draft(secret))
            age_passphrase.seal(BytesIO(words), sealed, passphrase=passphrase)
