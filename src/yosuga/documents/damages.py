"""The 損害の記録: what it cost and what it did, with sums, as a PDF."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from yosuga.documents.court import Damages, Expense, Harm, Heading, Mark
from yosuga.documents.court_paper import court_pdf
from yosuga.documents.court_text import UNKNOWN, Piece, day_words, is_short, jst_short, one_line_pieces, pieces

TITLE = "損害の記録"
# Printed in this order, the first three even when there is nothing, so that it is seen that they were asked about.
_ALWAYS = {"診断書": "通数", "電話": "回数", "メッセージ": "件数"}
_SOMETIMES = {"来訪": "回数", "その他": "件数"}
_NAMES = {"診断書": "診断書・通院", "電話": "電話", "メッセージ": "メッセージ", "来訪": "来訪"}


def pdf(damages: Damages, *, heading: Heading) -> bytes:
    """Return the 損害の記録 as PDF/A on A4: expenses with their sum in yen, then each kind of harm with its count.

    Rows are by time, unknown times last. Raises FontMissing, TypesettingFailed.
    """
    expenses = sorted(damages.expenses, key=lambda one: (one.day is None, one.day.toordinal() if one.day else 0))
    data = {
        "expenses": [_expense(one, number=number) for number, one in enumerate(expenses, start=1)],
        "total": f"{sum(one.yen for one in expenses):,}",
        "harms": list(_parts(damages.harms)),
    }
    return court_pdf("damages.typ", data, title=TITLE, heading=heading)


def _parts(harms: Sequence[Harm]) -> Iterator[dict[str, object]]:
    named = {**_ALWAYS, **_SOMETIMES}
    others = [kind for kind in dict.fromkeys(one.kind for one in harms) if kind not in named]
    for kind in [*named, *others]:
        rows = [one for one in harms if one.kind == kind]
        if rows or kind in _ALWAYS:
            yield {
                "kind": one_line_pieces(_NAMES.get(kind, kind.strip() or "その他")),
                "counted": named.get(kind, "件数"),
                "rows": [_harm(one, number=number) for number, one in enumerate(_by_time(rows), start=1)],
                "total": f"{sum(one.count for one in rows):,}",
            }


def _by_time(harms: Sequence[Harm]) -> Sequence[Harm]:
    return sorted(harms, key=lambda one: (one.when is None, one.when.timestamp() if one.when else 0.0))


def _expense(one: Expense, *, number: int) -> dict[str, object]:
    return {
        "number": str(number),
        "short": is_short(one.about),
        "day": day_words(one.day) if one.day else UNKNOWN,
        "about": pieces(one.about),
        "yen": f"{one.yen:,}",
        "mark": _mark(one.mark),
    }


def _harm(one: Harm, *, number: int) -> dict[str, object]:
    return {
        "number": str(number),
        "short": is_short(one.about),
        "when": _when(one.when),
        "about": pieces(one.about),
        "count": f"{one.count:,}",
        "mark": _mark(one.mark),
    }


def _when(moment: datetime | None) -> str:
    return jst_short(moment) if moment else UNKNOWN


def _mark(mark: Mark | None) -> list[Piece]:
    return one_line_pieces(mark.words if mark else "―")
