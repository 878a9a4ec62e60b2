"""The printed list of the items of one or many cases, with the head of each log and a blank for the receiver."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from yosuga.clock import jst_words
from yosuga.documents.court import ListedCase, ListedItem
from yosuga.documents.court_paper import PRINTED
from yosuga.documents.court_text import UNKNOWN, is_short, jst_short, known, one_line_pieces, pieces, visible
from yosuga.documents.qr import qr_svg
from yosuga.documents.typesetting import typeset

TITLE = "保全証拠一覧・受領確認書"
_NOBODY = datetime(2000, 1, 1, tzinfo=UTC)


def pdf(cases: Sequence[ListedCase]) -> bytes:
    """Return the list as PDF/A on A4, each case from a new page; its date is that of the newest case.

    Ids run without gaps from E0001 (from `first` in a further volume), so a missing number is printed as such. Raises
    FontMissing, TypesettingFailed, and BadCheckpoint for a head too long to be one.
    """
    data = {
        "title": TITLE,
        "note": PRINTED,
        "cases": [_case(case) for case in cases],
    }
    return typeset("receipts.typ", data, title=TITLE, made=max((case.made for case in cases), default=_NOBODY))


def _case(case: ListedCase) -> dict[str, object]:
    items = list(_items(case.items, first=case.first))
    return {
        "case": visible(case.case),
        "made": f"{jst_words(case.made)}（日本時間）",
        "recipient": one_line_pieces(case.recipient),
        "count": str(len(case.items)),
        "missing": len(items) - len(case.items),
        "items": items,
        "head": visible(case.head).rstrip("\n").split("\n"),
        "qr": qr_svg(case.head),
    }


def _items(items: Sequence[ListedItem], *, first: int) -> Iterator[dict[str, object]]:
    number = first
    for item in sorted(items, key=lambda one: int(one.item[1:])):
        for gap in range(number, int(item.item[1:])):
            yield _only_number(f"E{gap:04}", state="欠番（この一覧に含まれていません）")
        number = int(item.item[1:]) + 1
        yield _listed(item)


def _listed(item: ListedItem) -> dict[str, object]:
    if not item.title and not item.sha256 and item.captured is None:
        return _only_number(item.item, state=item.state or "この一覧では内容を示していません")
    return {
        "item": item.item,
        "missing": False,
        "short": is_short(item.title, item.state),
        "title": known(item.title),
        "captured": jst_short(item.captured) if item.captured else UNKNOWN,
        "sha256": [item.sha256[start : start + 32] for start in range(0, len(item.sha256), 32)] or [UNKNOWN],
        "state": pieces(item.state),
    }


def _only_number(item: str, *, state: str) -> dict[str, object]:
    return {"item": item, "missing": True, "state": pieces(state)}
