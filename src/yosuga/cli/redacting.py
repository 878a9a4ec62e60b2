"""Makes a copy to hand out: reads the original, has it redacted by what it is, and writes new files only."""

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from yosuga.cli import destinations
from yosuga.cli.parsing import WrongUse
from yosuga.cli.words import _
from yosuga.detect.base import Kind
from yosuga.detect.redaction import whole
from yosuga.detect.redaction.pictures import Form, Wanted
from yosuga.detect.redaction.whole import Copy, What
from yosuga.errors import BadFile, NotFound

_LARGEST = 100 << 20
_FORMS: Mapping[str, Form] = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG"}


@dataclass(frozen=True, slots=True)
class Redacted:
    """A copy that was written: of what, how much is covered, how often it was examined again, both hashes."""

    kind: str
    covered: int
    by_type: Mapping[str, int]
    pages: int
    rounds: int
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
    content = _content(source)
    what = whole.what_is(content)
    form = _form(target) if what is What.PICTURE else "PNG"
    if secret is not None and what is not What.TEXT:
        raise WrongUse(_("Only a text has marks, so there is no map of them here."), command="yosuga redact")
    for path in (target, *([secret] if secret else [])):
        destinations.new_file(path)  # refused early what would be refused at the end: minutes may lie between
    passphrase = _passphrase() if secret is not None else ""
    made = whole.redact(content, wanted=wanted, form=form)
    _write(made, target, secret=secret, passphrase=passphrase)
    return Redacted(
        kind=what.value,
        covered=made.covered,
        by_type=made.by_type,
        pages=made.pages,
        rounds=made.rounds,
        original_sha256=sha256(content).hexdigest(),
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
        "examined_again": done.rounds,
        "left": 0,
        "original_sha256": done.original_sha256,
        "copy_sha256": done.copy_sha256,
        "map": done.map_written,
    }


def told(done: Redacted) -> Iterator[str]:
    """Yield the result for a person."""
    yield _("The copy is ready. Places covered: {n}.").format(n=done.covered)
    yield _("It was examined again, and nothing more was found in it. The original is as it was.")
    if done.map_written:
        yield _("What each mark stands for is in the sealed file. Please keep it apart from the copy.")
    yield _("Please look the copy over before you hand it out: a view or a phrase may still tell something to some.")


def _content(source: Path) -> bytes:
    if not source.exists():
        raise NotFound
    with source.open("rb") as file:
        content = file.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise BadFile("> 100 MB")
    return content


def _form(target: Path) -> Form:
    form = _FORMS.get(target.suffix.lower())
    if form is None:
        said = _("A copy of a picture is a .png or .jpg file. Please name it so.")
        raise WrongUse(said, command="yosuga redact")
    return form


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
