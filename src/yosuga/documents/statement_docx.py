"""The 証拠説明書 as a Word file: the same rows, editable, because the lawyer owns the 立証趣旨."""

import zipfile
from collections.abc import Sequence
from datetime import UTC
from io import BytesIO

import docx as word
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from yosuga.documents.court import Heading, StatementRow
from yosuga.documents.court_paper import DRAFT, made_at
from yosuga.documents.court_text import UNKNOWN, era_words, visible
from yosuga.documents.statement import TITLE

COLUMNS = ("号証", "標目", "原本・写しの別", "作成年月日", "作成者", "立証趣旨", "備考")
_WIDTHS_MM = (14, 38, 12, 20, 22, 41, 20)
_FONT = "\uff2d\uff33 明朝"  # MS Mincho, on every Windows with Word; other systems put their own Mincho in its place
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # the first a ZIP can say: the same rows give the same bytes


def docx(rows: Sequence[StatementRow], *, heading: Heading) -> bytes:
    """Return the 証拠説明書 as DOCX (ISO/IEC 29500) on A4, without macros; the same rows give the same bytes.

    Lines of the head that are empty are left blank to be filled in; an unknown date or author is written 不明.
    """
    paper = word.Document()
    _page(paper)
    _head(paper, heading)
    _table(paper, rows)
    _foot(paper, heading)
    _properties(paper, heading)
    written = BytesIO()
    paper.save(written)
    return _same_bytes(written)


def _page(paper: Document) -> None:
    section = paper.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(25), Mm(18)
    section.top_margin, section.bottom_margin = Mm(24), Mm(25)
    style = paper.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(10.5)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:eastAsia", "w:hAnsi", "w:cs"):
        fonts.set(qn(script), _FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "ja-JP")
    style.element.get_or_add_rPr().append(language)


def _head(paper: Document, heading: Heading) -> None:
    number = visible(heading.case_number) or "令和　　年（　　）第　　　　号"
    _line(paper, f"事件番号　　　　{number}　{_or_blank(heading.case_name)}")
    _line(paper, f"原告（申立人）　{_or_blank(heading.plaintiff)}")
    _line(paper, f"被告（相手方）　{_or_blank(heading.defendant)}")
    title = _line(paper, TITLE, alignment=WD_ALIGN_PARAGRAPH.CENTER)
    title.paragraph_format.space_before = title.paragraph_format.space_after = Pt(14)
    title.runs[0].font.size, title.runs[0].bold = Pt(15), True
    day = era_words(heading.date) if heading.date else "令和　　年　　月　　日"
    _line(paper, day, alignment=WD_ALIGN_PARAGRAPH.RIGHT)
    _line(paper, f"{_or_blank(heading.court)}　御中")
    author = _line(paper, f"提出者　{_or_blank(heading.author)}", alignment=WD_ALIGN_PARAGRAPH.RIGHT)
    author.paragraph_format.space_after = Pt(10)


def _or_blank(text: str) -> str:
    return " ".join(visible(text).split("\n")).strip() or "＿" * 16


def _line(paper: Document, text: str, *, alignment: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT) -> Paragraph:
    line = paper.add_paragraph(text)
    line.alignment = alignment
    line.paragraph_format.space_after = Pt(3)
    return line


def _table(paper: Document, rows: Sequence[StatementRow]) -> None:
    table = paper.add_table(rows=1, cols=len(COLUMNS), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for cell, name in zip(table.rows[0].cells, COLUMNS, strict=True):
        _write(cell, name)
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        cell.paragraphs[0].runs[0].bold = True
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    for row in rows:
        for cell, text in zip(table.add_row().cells, _texts(row), strict=True):
            _write(cell, text)
    _widths(table)


def _texts(row: StatementRow) -> Sequence[str]:
    made_on, author = row.made_on.strip() or UNKNOWN, row.author.strip() or UNKNOWN
    return (row.mark.words, row.title, row.original, made_on, author, row.purpose, row.remarks)


def _write(cell: _Cell, text: str) -> None:
    line = cell.paragraphs[0]
    line.paragraph_format.space_after = Pt(0)
    line.add_run(visible(text)).font.size = Pt(9)


def _widths(table: Table) -> None:
    for column, width in zip(table.columns, _WIDTHS_MM, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, _WIDTHS_MM, strict=True):
            cell.width = Mm(width)


def _foot(paper: Document, heading: Heading) -> None:
    line = paper.sections[0].footer.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.LEFT
    case = f"　事件 {visible(heading.case)}" if heading.case else ""
    line.add_run(f"{TITLE}{case}　　").font.size = Pt(8)
    _field(line.add_run(), "PAGE")
    line.add_run("/").font.size = Pt(8)
    _field(line.add_run(), "NUMPAGES")
    paper.sections[0].footer.add_paragraph().add_run(DRAFT).font.size = Pt(6.5)


def _field(run: Run, name: str) -> None:
    """Put a field that Word counts itself (ISO/IEC 29500-1, 17.16.5)."""
    run.font.size = Pt(8)
    for kind in ("begin", "instr", "separate", "shown", "end"):
        if kind in {"instr", "shown"}:
            part = OxmlElement("w:instrText" if kind == "instr" else "w:t")
            part.text = name if kind == "instr" else "1"
        else:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        run._r.append(part)


def _properties(paper: Document, heading: Heading) -> None:
    told = paper.core_properties
    told.title, told.author, told.last_modified_by = TITLE, visible(heading.author)[:255], ""
    told.comments, told.keywords, told.subject, told.category = "", "", "", ""
    told.language, told.revision = "ja-JP", 1
    told.created = told.modified = made_at(heading).astimezone(UTC)
    package = paper.part.package
    for name in [name for name, link in package.rels.items() if link.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del package.rels[name]  # a picture of the library's own blank page


def _same_bytes(written: BytesIO) -> bytes:
    """Pack the parts again with one date: the library's ZIP carries the time of writing."""
    out = BytesIO()
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in parts.namelist():
            packed.writestr(_entry(name), parts.read(name))
    return out.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _ZIP_DATE)
    entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o600 << 16
    return entry
