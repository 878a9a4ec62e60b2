"""A file without what was found in it: what it is decides how its copy is made, never its name."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from yosuga import charsets
from yosuga.detect.redaction.pictures import Form, Wanted
from yosuga.errors import BadFile


class What(StrEnum):
    """What kinds of files a copy can be made of."""

    TEXT = "text"
    PICTURE = "picture"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class Copy:
    """A redacted copy. `by_type` and `entries` (mark → words) are a text's; `pages` counts those of a PDF."""

    what: What
    content: bytes
    covered: int
    rounds: int
    by_type: Mapping[str, int]
    entries: Mapping[str, tuple[str, ...]]
    pages: int = 1


def what_is(content: bytes) -> What:
    """Return what a file is. Raises BadFile for a film, a drawing, or anything else no copy can be made of."""
    from yosuga.detect.images import kinds, refusals

    head = content[: kinds.HEAD]
    if kinds.picture_of(head):
        return What.PICTURE
    refused = kinds.refusal_of(head)
    if refused == "a-pdf":
        return What.PDF
    if kinds.film_of(head) or refused == "an-svg":
        raise refusals.refusal(refused)
    words_of(content)
    return What.TEXT


def redact(content: bytes, *, wanted: Wanted, form: Form = "PNG") -> Copy:
    """Return the copy of a file; of a picture in `form`. Raises BadFile, StillThere, Locked, TooLarge."""
    what = what_is(content)
    if what is What.TEXT:
        return _text(words_of(content), wanted=wanted)
    return _picture(content, wanted=wanted, form=form) if what is What.PICTURE else _paper(content, wanted=wanted)


def words_of(content: bytes) -> str:
    """Return a text in UTF-8 or a character set of Japan as words. Raises BadFile for what is none."""
    text = charsets.whole_text(content)
    if text is None:
        raise BadFile("not a text, a picture or a PDF")
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
    return Copy(What.PICTURE, done.content, len(done.boxes), done.rounds, by_type={}, entries={})


def _paper(content: bytes, *, wanted: Wanted) -> Copy:
    from yosuga.detect.redaction.papers import redact as redacted

    done = redacted(content, wanted=wanted)
    covered = sum(map(len, done.pages))
    return Copy(What.PDF, done.content, covered, done.rounds, by_type={}, entries={}, pages=len(done.pages))
