"""What a PDF gives away: what its own text says, and its pages as a person sees them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import islice

from yosuga.detect.finding import find
from yosuga.detect.images.base import Found, Looked
from yosuga.detect.images.looking import look
from yosuga.detect.redaction import paper_opening
from yosuga.detect.redaction.covering import identity
from yosuga.detect.redaction.pictures import Progress

MOST_SEEN = 20  # pages that are looked at as pictures; the text of all is read


def leaf(content: bytes, *, most: int = MOST_SEEN, progress: Progress | None = None) -> Looked:
    """Return what a PDF gives away, as of a picture: of its size, findings, faces and codes, each thing once.

    Findings have no boxes. `progress` is told the pages seen and how many will be. The warning "first-part-only" says
    that pages were left out that may show more than their text says. Raises Locked, TooLarge, BadFile.
    """
    with paper_opening.opened(content) as paper:
        text = "\n".join("".join(sign.char for sign in page) for page in paper.texts)
        pages: list[Looked] = []
        wanted = min(most, len(paper.sizes))
        for picture in islice(paper.pictures, wanted):
            drawn = BytesIO()
            picture.save(drawn, "PNG", compress_level=1)
            pages.append(look(drawn.getvalue()))
            if progress is not None:
                progress(len(pages), wanted)
        said = {"text": {"document": "present"}} if paper.said else {}
        left_out = ["first-part-only"] if len(paper.sizes) > wanted else []
    warned = [warning for page in pages for warning in page.warnings] + left_out
    return Looked(
        width=round(paper.sizes[0][0]),
        height=round(paper.sizes[0][1]),
        metadata={"format": "PDF", **said},
        codes=tuple(code for page in pages for code in page.codes),
        faces=tuple(face for page in pages for face in page.faces),
        lines=tuple(line for page in pages for line in page.lines),
        findings=tuple(_once([*_in_text(text), *(one for page in pages for one in page.findings)])),
        warnings=tuple(dict.fromkeys(warned)),
        complete=True,
    )


def _in_text(text: str) -> Iterator[Found]:
    for one in find(text):
        yield Found(one.kind, one.surface(text), one.score, one.cue, "text")


def _once(found: Sequence[Found]) -> Iterator[Found]:
    """Yield each thing once: what the text says is also what the eyes read."""
    known = set()
    for one in found:
        key = (one.kind, identity(one.text, one.kind))
        if key not in known:
            known.add(key)
            yield replace(one, boxes=())
