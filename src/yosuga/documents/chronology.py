"""The 時系列表: what happened, in order, with its source and its exhibit, as a PDF."""

from collections.abc import Sequence

from yosuga.clock import JST
from yosuga.documents.court import Happening, Heading
from yosuga.documents.court_paper import court_pdf
from yosuga.documents.court_text import is_short, pieces

TITLE = "時系列表"


def pdf(rows: Sequence[Happening], *, heading: Heading) -> bytes:
    """Return the 時系列表 as PDF/A on A4, by time in Japan Standard Time, what has none last under 日時不明.

    Rows of the same moment stay in the order given. Raises FontMissing, TypesettingFailed.
    """
    dated = sorted((row.when.astimezone(JST), place) for place, row in enumerate(rows) if row.when is not None)
    ordered = [rows[place] for _, place in dated] + [row for row in rows if row.when is None]
    lines = [_row(row, number=number) for number, row in enumerate(ordered, start=1)]
    return court_pdf("chronology.typ", {"rows": lines}, title=TITLE, heading=heading)


def _row(row: Happening, *, number: int) -> dict[str, object]:
    return {
        "short": is_short(row.about, row.source),
        "number": str(number),
        "when": _when(row),
        "about": pieces(row.about),
        "source": pieces(row.source),
        "mark": pieces(row.mark.words if row.mark else "―"),
    }


def _when(row: Happening) -> Sequence[str]:
    if row.when is None:
        return ["日時不明"]
    local = row.when.astimezone(JST)
    day = f"{local.year}年{local.month}月{local.day}日（{'月火水木金土日'[local.weekday()]}）"
    return [day] if row.whole_day else [day, f"{local:%H時%M分%S秒}"]
