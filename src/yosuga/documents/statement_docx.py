"""The 証拠説明書 as a Word file: the same rows, editable, because the lawyer owns the 立証趣旨."""

from collections.abc import Sequence

from yosuga.documents import docx_paper
from yosuga.documents.court import Heading, StatementRow
from yosuga.documents.court_paper import DRAFT, made_at
from yosuga.documents.court_text import UNKNOWN, era_words, visible
from yosuga.documents.docx_paper import Bit, Cell, Grid, Line, Sheet
from yosuga.documents.statement import TITLE

COLUMNS = ("号証", "標目", "原本・写しの別", "作成年月日", "作成者", "立証趣旨", "備考")
_WIDTHS_MM = (14, 38, 12, 20, 22, 41, 20)


def docx(rows: Sequence[StatementRow], *, heading: Heading) -> bytes:
    """Return the 証拠説明書 as DOCX (ISO/IEC 29500) on A4, without macros; the same rows give the same bytes.

    Lines of the head that are empty are left blank to be filled in; an unknown date or author is written 不明.
    """
    sheet = Sheet(title=TITLE, language="ja", made=made_at(heading), author=heading.author, foot=_foot(heading))
    return docx_paper.written([*_head(heading), _table(rows)], sheet=sheet)


def _head(heading: Heading) -> Sequence[Line]:
    number = visible(heading.case_number) or "令和　　年（　　）第　　　　号"
    day = era_words(heading.date) if heading.date else "令和　　年　　月　　日"
    return (
        _line(f"事件番号　　　　{number}　{_or_blank(heading.case_name)}"),
        _line(f"原告（申立人）　{_or_blank(heading.plaintiff)}"),
        _line(f"被告（相手方）　{_or_blank(heading.defendant)}"),
        Line(bits=(Bit(TITLE, 15, bold=True),), align="center", before=14, after=14, level=1),
        Line(bits=(Bit(day),), align="right"),
        _line(f"{_or_blank(heading.court)}　御中"),
        Line(bits=(Bit(f"提出者　{_or_blank(heading.author)}"),), align="right", after=10),
    )


def _line(text: str) -> Line:
    return Line(bits=(Bit(text),))


def _or_blank(text: str) -> str:
    return " ".join(visible(text).split("\n")).strip() or "＿" * 16


def _table(rows: Sequence[StatementRow]) -> Grid:
    names = tuple(Cell(bits=(Bit(name, 9, bold=True),), align="center") for name in COLUMNS)
    return Grid(rows=(names, *map(_row, rows)), widths_mm=_WIDTHS_MM, named=True)


def _row(row: StatementRow) -> tuple[Cell, ...]:
    made_on, author = row.made_on.strip() or UNKNOWN, row.author.strip() or UNKNOWN
    texts = (row.mark.words, row.title, row.original, made_on, author, row.purpose, row.remarks)
    return tuple(Cell(bits=(Bit(text, 9),)) for text in texts)


def _foot(heading: Heading) -> tuple[Line, ...]:
    case = f"　事件 {visible(heading.case)}" if heading.case else ""
    numbers = (Bit("", 8, counted="PAGE"), Bit("/", 8), Bit("", 8, counted="NUMPAGES"))
    return (Line(bits=(Bit(f"{TITLE}{case}　　", 8), *numbers)), Line(bits=(Bit(DRAFT, 6.5),)))
