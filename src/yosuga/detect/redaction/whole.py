"""A file without what was found in it: what it is decides how its copy is made, never its name."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from yosuga import charsets
from yosuga.detect.redaction.pictures import Form, Progress, Wanted
from yosuga.detect.redaction.places import areas
from yosuga.detect.redaction.refusing import Empty, FilmGiven, Unreadable

_PAGE = re.compile(rb"<(?:html|body|!doctype\s+html)[\s>]", re.IGNORECASE)


class What(StrEnum):
    """What kinds of files a copy can be made of."""

    TEXT = "text"
    PICTURE = "picture"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class Copy:
    """A redacted copy. `by_type` and `entries` (mark → words) are a text's; `pages` counts those of a PDF.

    `notes` says of what the copy is not the whole: `pictures.NOTES`.
    """

    what: What
    content: bytes
    covered: int
    rounds: int
    by_type: Mapping[str, int]
    entries: Mapping[str, tuple[str, ...]]
    pages: int = 1
    notes: tuple[str, ...] = ()


def what_is(content: bytes) -> What:
    """Return what a file is. Raises BadFile for a film, a drawing, or anything else no copy can be made of."""
    from yosuga.detect.images import kinds
    from yosuga.detect.images.refusals import DrawingGiven

    head = content[: kinds.HEAD]
    if kinds.picture_of(head):
        return What.PICTURE
    if kinds.refusal_of(head) == "a-pdf":
        return What.PDF
    if kinds.film_of(head):
        raise FilmGiven
    if is_drawing(head):
        raise DrawingGiven
    words_of(content)
    return What.TEXT


def is_drawing(head: bytes) -> bool:
    """Say whether a file that begins so is an SVG; a page of the web may hold one and is words all the same."""
    from yosuga.detect.images import kinds

    return kinds.refusal_of(head) == "an-svg" and _PAGE.search(head) is None


def redact(content: bytes, *, wanted: Wanted, form: Form = "PNG", progress: Progress | None = None) -> Copy:
    """Return the copy of a file; of a picture in `form`. `progress` is told the pages done and all pages of a PDF.

    Raises BadFile, StillThere, Locked, TooLarge.
    """
    what = what_is(content)
    if what is What.TEXT:
        return _text(words_of(content), wanted=wanted)
    if what is What.PICTURE:
        return _picture(content, wanted=wanted, form=form)
    return _paper(content, wanted=wanted, progress=progress)


def words_of(content: bytes) -> str:
    """Return a text in UTF-8 or a character set of Japan as words. Raises Unreadable, Empty."""
    text = charsets.whole_text(content)
    if text is None:
        raise Unreadable
    if not text.strip():
        raise Empty
    return text


def _text(text: str, *, wanted: Wanted) -> Copy:
    from yosuga.detect.redaction.numbering import Numbering
    from yosuga.detect.redaction.text import redact as redacted

    numbering = Numbering()
    done = redacted(text, numbering=numbering, kinds=wanted.kinds)
    counts = dict(sorted(Counter(one.kind.value for one in done.covered).items()))
    content = done.text.encode("utf-8", "surrogatepass")
    return Copy(What.TEXT, content, len(done.covered), done.rounds, by_type=counts, entries=numbering.entries)


def _picture(content: bytes, *, wanted: Wanted, form: Form) -> Copy:
    from yosuga.detect.redaction.pictures import redact as redacted

    done = redacted(content, wanted=wanted, form=form)
    covered = areas(done.boxes)
    return Copy(What.PICTURE, done.content, covered, done.rounds, by_type={}, entries={}, notes=done.notes)


def _paper(content: bytes, *, wanted: Wanted, progress: Progress | None) -> Copy:
    from yosuga.detect.redaction.papers import redact as redacted

    done = redacted(content, wanted=wanted, progress=progress)
    covered = sum(map(areas, done.pages))
    return Copy(What.PDF, done.content, covered, done.rounds, by_type={}, entries={}, pages=len(done.pages))
