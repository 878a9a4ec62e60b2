"""The 証拠説明書: what each exhibit is and what it is to prove, seven columns, as a PDF."""

from collections.abc import Sequence

from yosuga.documents.court import Heading, StatementRow
from yosuga.documents.court_paper import court_pdf
from yosuga.documents.court_text import is_short, known, pieces

TITLE = "証拠説明書"


def pdf(rows: Sequence[StatementRow], *, heading: Heading) -> bytes:
    """Return the 証拠説明書 as PDF/A on A4. An unknown date or author is printed 不明; the same rows, the same bytes.

    Raises FontMissing, TypesettingFailed. Columns: 民事訴訟規則137条 and the practice of courts.
    """
    return court_pdf("statement.typ", {"rows": [_row(row) for row in rows]}, title=TITLE, heading=heading)


def web_title(title: str) -> str:
    """Return how a printed web page is called in the 標目 column."""
    return f"「{' '.join(title.split()) or '（題名なし）'}」と題するウェブページを印刷した書面"


def _row(row: StatementRow) -> dict[str, object]:
    return {
        "short": is_short(row.title, row.original, row.made_on, row.author, row.purpose, row.remarks),
        "mark": pieces(row.mark.words),
        "title": pieces(row.title),
        "original": pieces(row.original),
        "made_on": known(row.made_on),
        "author": known(row.author),
        "purpose": pieces(row.purpose),
        "remarks": pieces(row.remarks),
    }
