"""The papers of a request for the screen: their look as one picture a copy, and the files that were kept of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from yosuga.custody.records import FileEntry
from yosuga.documents import paper_pictures
from yosuga.documents.letter import Letter
from yosuga.documents.naiyo import Naiyo
from yosuga.errors import NotFound
from yosuga.evidence import looking
from yosuga.rules.takedown.request import Request, What
from yosuga.takedown.previews import Preview
from yosuga.web import evidence_words
from yosuga.web.screen import Asked
from yosuga.web.words import say

_MOST_PAGES = 12  # of one copy in its picture
_ORDER = ("application/pdf", "text/plain")


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One file of a finished request."""

    label: str
    copy: str
    size: str
    address: str


def copy_of(found: Preview, place: int) -> Letter:
    """Return one copy of the letter as it will be. Raises NotFound."""
    papers = found.composed.letters if found.composed is not None else ()
    if not 0 <= place < len(papers):
        raise NotFound("copy")
    return papers[place]


def picture(letter: Letter, *, grid: Naiyo | None) -> bytes:
    """Return all pages of a letter, one below the other, as a PNG; `grid` is how content-certified mail is set.

    Raises TypesettingFailed, FontMissing, BadFile, NaiyoRefused.
    """
    from PIL import Image

    from yosuga.documents import letter_paper, naiyo_paper

    pdf = letter_paper.pdf(letter) if grid is None else naiyo_paper.pdf(grid)
    pages = [Image.open(BytesIO(one)) for one in paper_pictures.drawn(BytesIO(pdf), first=1, most=_MOST_PAGES)]
    whole = Image.new("L", (max(one.width for one in pages), sum(one.height for one in pages)), 255)
    top = 0
    for one in pages:
        whole.paste(one.convert("L"), (0, top))
        top += one.height
    out = BytesIO()
    whole.save(out, "PNG")
    return out.getvalue()


def finished_item(request: Request) -> str:
    """Return the item that holds the papers of a request as they were finished last; empty where there is none."""
    step = request.last(What.FINISHED)
    return step.proof[0] if step is not None and step.proof else ""


def rows(request: Request, *, asked: Asked) -> Sequence[PaperRow]:
    """Return the files that were kept of a finished request: the one to print first."""
    item = finished_item(request)
    if not item:
        return ()
    found = looking.look(item, case=asked.case, actor=asked.actor, tools=asked.tools)
    if found.line.erased:
        return ()
    files = sorted(found.files, key=lambda one: (one.media_type not in _ORDER, _ORDER.index(one.media_type)
                                                 if one.media_type in _ORDER else 0, one.name))  # fmt: skip
    return [_row(one, item=item, asked=asked) for one in files]


def _row(file: FileEntry, *, item: str, asked: Asked) -> PaperRow:
    kind = {
        "application/pdf": say("To print (PDF)"),
        "text/plain": say("Plain text"),
    }.get(file.media_type, say("To change in a text program (DOCX)"))
    copy = file.name.rpartition(".")[0].split("_")[3:]
    return PaperRow(
        label=kind,
        copy=" ".join(copy),
        size=evidence_words.size(file.size),
        address=asked.file(
            "removal-paper-file",
            case=asked.case,
            eid=item,
            name=file.name,
            number=asked.args["number"],
            request=asked.args["request"],
        ),
    )
