"""A finished letter becomes papers, and the papers one item of evidence: what was sent is kept as it was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from yosuga.actor import Actor
from yosuga.cases.access import OpenCase
from yosuga.custody import naming
from yosuga.custody.records import FileRole
from yosuga.documents import naiyo
from yosuga.documents.court import Heading, PostRow
from yosuga.documents.letter import Letter, Sheet
from yosuga.documents.naiyo import Naiyo
from yosuga.evidence import keeping
from yosuga.evidence.keeping import Kept
from yosuga.imports.base import Kind
from yosuga.rules.takedown.composing import Composed
from yosuga.takedown.filing import Filing
from yosuga.takedown.filing import put_in as put_kept
from yosuga.tools import Tools

METHOD = "letter"
CERTIFIED = "certified"
_USUAL: naiyo.Place = "horizontal-20x26"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEXT = "text/plain"
_LISTS = "目録_裁判所用"
_WORDS = "依頼書"  # a file's name says nothing of the person, nor of what the letter is about


@dataclass(frozen=True, slots=True)
class KeptPapers:
    """Sheets whose ciphertext is durable and whose rows are not written yet; the first is what the log names."""

    sheets: tuple[Sheet, ...]
    kept: tuple[Kept, ...]
    title: str


def certified(composed: Composed, *, values: Mapping[str, str]) -> Naiyo | None:
    """Return a letter for content-certified mail (内容証明) in its grid; None for every other letter.

    Of `values`, `layout` names the grid and `names` the proper names in Latin letters, one a line.
    """
    if composed.letter != CERTIFIED:
        return None
    layout = next((one for one in naiyo.LAYOUTS if one == values.get("layout")), _USUAL)
    names = tuple(filter(None, (line.strip() for line in values.get("names", "").splitlines())))
    return naiyo.of_letter(composed.finished[0], layout=layout, names=names)


def sheets(composed: Composed, *, values: Mapping[str, str], moment: datetime) -> tuple[Sheet, ...]:
    """Return the papers of a letter: each copy as PDF and DOCX, and the plain text of the form or mail.

    A letter for content-certified mail is set in its grid, all three copies in one PDF. Raises NaiyoRefused.
    """
    found: list[Sheet] = []
    grid = certified(composed, values=values)
    for letter in composed.finished:
        found += _papers(letter, grid=grid, moment=moment, taken=[sheet.name for sheet in found])
    name = naming.file_name(moment, words=_WORDS, extension="txt")
    return (*found, Sheet(name, TEXT, composed.text.encode()))


def lists(rows: Sequence[PostRow], *, moment: datetime) -> tuple[Sheet, ...]:
    """Return the 投稿記事目録, URL目録 and 発信者情報目録 of these posts as one PDF; nothing where there is none.

    They are for a court and go with no letter: the file's name says so. Raises FontMissing, TypesettingFailed.
    """
    from yosuga.documents import listings

    if not rows:
        return ()
    name = naming.file_name(moment, words=_LISTS, extension="pdf")
    return (Sheet(name, PDF, listings.pdf(rows, heading=Heading())),)


def keep(papers: tuple[Sheet, ...], *, title: str, tools: Tools) -> KeptPapers:
    """Encrypt the sheets into the store. Raises DiskFull, DiskFailed."""
    kept = tuple(
        keeping.keep(
            BytesIO(sheet.content), name=sheet.name, role=FileRole.RAW, media_type=sheet.media_type, tools=tools
        )
        for sheet in papers
    )
    return KeptPapers(papers, kept, title)


def put_in(papers: KeptPapers, *, case: OpenCase, actor: Actor, tools: Tools) -> str:
    """Write the item of kept sheets with its entry, in the caller's transaction, and return its id."""
    kind = Kind.PDF if papers.sheets[0].media_type == PDF else Kind.OTHER
    filing = Filing(kind, papers.title, METHOD, "written here")
    return put_kept(papers.kept, filing, case=case, actor=actor, tools=tools)


def _papers(letter: Letter, *, grid: Naiyo | None, moment: datetime, taken: Sequence[str]) -> list[Sheet]:
    from yosuga.documents import letter_paper, naiyo_paper
    from yosuga.documents.letter_docx import docx

    words = f"{_WORDS}_{letter.copy}" if letter.copy else _WORDS  # which copy is for whom must not be mistaken
    names = [naming.file_name(moment, words=words, extension=kind, taken=taken) for kind in ("pdf", "docx")]
    set_out = letter_paper.pdf(letter) if grid is None else naiyo_paper.pdf(grid)
    return [Sheet(names[0], PDF, set_out), Sheet(names[1], DOCX, docx(letter))]
