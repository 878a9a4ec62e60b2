"""Writes papers as Word files from plain values: the only file that knows the library, and it knows no paper."""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Literal

import docx as word
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from yosuga.documents.court_text import visible

_MINCHO = "\uff2d\uff33 明朝"  # MS Mincho, on every Windows with Word; other systems put their own Mincho in its place
_LATIN = "Times New Roman"
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # the first a ZIP can say: the same values give the same bytes
Align = Literal["left", "center", "right"]

_ALIGNMENT = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
_BORDERED = ("top", "left", "bottom", "right")
# What follows these within their parents (ISO/IEC 29500-1, 17.3.1.26 and 17.4.60): Word insists on the order.
_AFTER_SHADE = ("w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr", "w:sectPr")
_AFTER_OUTLINE = ("w:rPr", "w:sectPr")
_AFTER_INDENT = ("w:tblBorders", "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")


@dataclass(frozen=True, slots=True)
class Bit:
    """A stretch of text in one manner; `point` None is that of the page. Line breaks are kept."""

    text: str
    point: float | None = None
    bold: bool = False
    bar: bool = False  # black on black: a bar, whose text must say nothing
    counted: Literal["", "PAGE", "NUMPAGES"] = ""  # a number Word counts itself, instead of the text


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph. `before` and `after` are points of room; `level` makes it a heading for screen readers."""

    bits: tuple[Bit, ...] = ()
    align: Align = "left"
    before: float = 0.0
    after: float = 3.0
    indent_mm: float = 0.0
    level: int = 0
    boxed: bool = False  # framed and shaded, as a band across the page
    with_next: bool = False  # not parted from what follows


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table."""

    bits: tuple[Bit, ...] = ()
    align: Align = "left"
    shaded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table; with `named` its first row is repeated on each page. `height_mm` is the least height of a row."""

    rows: tuple[tuple[Cell, ...], ...]
    widths_mm: tuple[float, ...]
    named: bool = False
    ruled: bool = True
    height_mm: float = 0.0
    from_left_mm: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What is true of the whole paper; margins are top, right, bottom and left, head and foot stand on each page."""

    title: str
    language: Literal["ja", "en"]
    made: datetime
    margins_mm: tuple[float, float, float, float] = (24, 18, 25, 25)
    point: float = 10.5
    author: str = ""
    head: tuple[Line, ...] = ()
    foot: tuple[Line, ...] = ()


def written(blocks: Sequence[Line | Grid], *, sheet: Sheet) -> bytes:
    """Return the paper as DOCX (ISO/IEC 29500) on A4, without macros; the same values give the same bytes.

    Texts are shown as `court_text.visible` has them, so that any text can be written.
    """
    paper = word.Document()
    _page(paper, sheet)
    for block in blocks:
        if isinstance(block, Line):
            _line(paper.add_paragraph(), block)
        else:
            _grid(paper, block)
    _around(paper, sheet)
    _properties(paper, sheet)
    out = BytesIO()
    paper.save(out)
    return _same_bytes(out)


def _page(paper: Document, sheet: Sheet) -> None:
    section = paper.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    top, right, bottom, left = map(Mm, sheet.margins_mm)
    section.top_margin, section.right_margin = top, right
    section.bottom_margin, section.left_margin = bottom, left
    style = paper.styles["Normal"]
    latin = _LATIN if sheet.language == "en" else _MINCHO
    style.font.name, style.font.size = latin, Pt(sheet.point)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script, font in (("w:eastAsia", _MINCHO), ("w:hAnsi", latin), ("w:cs", latin)):
        fonts.set(qn(script), font)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US" if sheet.language == "ja" else "en-GB")
    language.set(qn("w:eastAsia"), "ja-JP")
    style.element.get_or_add_rPr().append(language)


def _line(paragraph: Paragraph, line: Line) -> None:
    paragraph.alignment = _ALIGNMENT[line.align]
    manner = paragraph.paragraph_format
    manner.space_before, manner.space_after = Pt(line.before), Pt(line.after)
    if line.indent_mm:
        manner.left_indent = Mm(line.indent_mm)
    if line.with_next or line.level:
        manner.keep_with_next = True
    if line.level:
        _outline(paragraph, level=line.level)
    if line.boxed:
        _frame(paragraph)
    for bit in line.bits:
        _bit(paragraph, bit)


def _bit(paragraph: Paragraph, bit: Bit) -> None:
    run = paragraph.add_run("" if bit.counted else visible(bit.text))
    if bit.counted:
        _field(run, bit.counted)
    if bit.point is not None:
        run.font.size = Pt(bit.point)
    run.bold = True if bit.bold else None
    if bit.bar:
        _shaded(run._r.get_or_add_rPr(), "000000")


def _outline(paragraph: Paragraph, *, level: int) -> None:
    mark = OxmlElement("w:outlineLvl")
    mark.set(qn("w:val"), str(level - 1))
    paragraph._p.get_or_add_pPr().insert_element_before(mark, *_AFTER_OUTLINE)


def _shaded(about: BaseOxmlElement, colour: str) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{name}"), value)
    about.insert_element_before(shade, *_AFTER_SHADE)


def _frame(paragraph: Paragraph) -> None:
    borders = OxmlElement("w:pBdr")
    for side in _BORDERED:
        rule = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "12"), ("space", "4"), ("color", "000000")):
            rule.set(qn(f"w:{name}"), value)
        borders.append(rule)
    about = paragraph._p.get_or_add_pPr()
    about.insert_element_before(borders, *_AFTER_SHADE)
    _shaded(about, "E8E8E8")


def _grid(paper: Document, grid: Grid) -> None:
    table = paper.add_table(rows=0, cols=len(grid.widths_mm), style="Table Grid" if grid.ruled else None)
    table.autofit = False
    if not grid.from_left_mm:
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for cells in grid.rows:
        row = table.add_row()
        if grid.height_mm:
            row.height = Mm(grid.height_mm)
        for place, cell in zip(row.cells, cells, strict=True):
            _cell(place, cell)
    if grid.named:
        repeated = OxmlElement("w:tblHeader")
        repeated.set(qn("w:val"), "true")
        table.rows[0]._tr.get_or_add_trPr().append(repeated)
    _widths(table, grid)


def _cell(place: _Cell, cell: Cell) -> None:
    paragraph = place.paragraphs[0]
    paragraph.alignment = _ALIGNMENT[cell.align]
    paragraph.paragraph_format.space_after = Pt(0)
    for bit in cell.bits:
        _bit(paragraph, bit)
    if cell.shaded:
        _shaded(place._tc.get_or_add_tcPr(), "F2F2F2")


def _widths(table: Table, grid: Grid) -> None:
    for column, width in zip(table.columns, grid.widths_mm, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, grid.widths_mm, strict=True):
            cell.width = Mm(width)
    if grid.from_left_mm:
        indent = OxmlElement("w:tblInd")
        indent.set(qn("w:w"), str(round(Mm(grid.from_left_mm).twips)))
        indent.set(qn("w:type"), "dxa")
        table._tbl.tblPr.insert_element_before(indent, *_AFTER_INDENT)


def _around(paper: Document, sheet: Sheet) -> None:
    section = paper.sections[0]
    for place, lines in ((section.header, sheet.head), (section.footer, sheet.foot)):
        for number, line in enumerate(lines):
            _line(place.paragraphs[0] if number == 0 else place.add_paragraph(), line)


def _field(run: Run, name: str) -> None:
    """Put a field that Word counts itself (ISO/IEC 29500-1, 17.16.5)."""
    for kind in ("begin", "instr", "separate", "shown", "end"):
        if kind in {"instr", "shown"}:
            part = OxmlElement("w:instrText" if kind == "instr" else "w:t")
            part.text = name if kind == "instr" else "1"
        else:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        run._r.append(part)


def _properties(paper: Document, sheet: Sheet) -> None:
    told = paper.core_properties
    told.title, told.author, told.last_modified_by = visible(sheet.title)[:255], visible(sheet.author)[:255], ""
    told.comments, told.keywords, told.subject, told.category = "", "", "", ""
    told.language, told.revision = ("ja-JP" if sheet.language == "ja" else "en-GB"), 1
    told.created = told.modified = sheet.made.astimezone(UTC)
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
