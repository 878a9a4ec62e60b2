"""The 投稿記事目録, URL目録 and 発信者情報目録: which posts, where, and what is to be disclosed, in one PDF."""

from collections.abc import Sequence
from datetime import datetime

from yosuga.documents.court import Heading, Posted, PostRow
from yosuga.documents.court_paper import court_pdf
from yosuga.documents.court_text import UNKNOWN, is_short, jst_short, known, one_line_pieces, pieces, utc_short, visible
from yosuga.documents.sender_kinds import KINDS, NOTES, SOURCES
from yosuga.documents.wrapping import lines_of

TITLE = "投稿記事目録・URL目録・発信者情報目録"
_URL_POINT = 8.0
_SHORT_URL = 2_000  # 26 lines
_URL_MM = 147.0  # of a column of 152 mm


def pdf(rows: Sequence[PostRow], *, heading: Heading) -> bytes:
    """Return the three lists as PDF/A on A4, in the order given and under one numbering, each from a new page.

    URLs are whole and copied out as they are. Times stand in UTC and JST; what is not known is printed 不明.
    Raises FontMissing, TypesettingFailed.
    """
    data = {
        "rows": [_row(row, number=number) for number, row in enumerate(rows, start=1)],
        "kinds": [{"name": kind.name, "source": str(kind.source)} for kind in KINDS],
        "sources": [{"number": str(number), "words": words} for number, words in SOURCES.items()],
        "notes": list(NOTES),
    }
    return court_pdf("listings.typ", data, title=TITLE, heading=heading)


def _row(row: PostRow, *, number: int) -> dict[str, object]:
    url = visible(row.url).replace("\n", "").strip()
    return {
        "number": str(number),
        "short": is_short(row.service, row.account_name, row.account_id, row.post_id, row.posted.shown, row.text),
        "short_url": len(url) <= _SHORT_URL and is_short(row.post_id),
        "mark": one_line_pieces(row.mark.words if row.mark else ""),
        "service": known(row.service),
        "account_name": known(row.account_name),
        "account_id": known(row.account_id),
        "posted": _posted(row.posted),
        "title": one_line_pieces(row.title),
        "text": known(row.text),
        "url": list(lines_of(url, point=_URL_POINT, room_mm=_URL_MM)) if url else [],
        "post_id": one_line_pieces(row.post_id),
        "known_post_id": known(row.post_id),
        "connected_utc": utc_short(row.connected) if row.connected else UNKNOWN,
        "connected_jst": jst_short(row.connected) if row.connected else UNKNOWN,
    }


def _posted(posted: Posted) -> list[dict[str, object]]:
    """Return each claim about the time with where it comes from; 不明 when there is none that names a moment."""
    source = f"（{posted.machine_source.strip()}）" if posted.machine_source.strip() else ""
    claims = [(f"ページのデータ{source}", posted.machine), ("投稿IDから計算", posted.from_id)]
    told = [_claim(name, lines=_both(moment)) for name, moment in claims if moment is not None]
    shown = [("画面の表示", posted.shown)] if posted.shown.strip() else []
    as_shown: list[dict[str, object]] = [
        {"name": pieces(name), "lines": [one_line_pieces(text)]} for name, text in shown
    ]
    return [*as_shown, *told] if told else [*as_shown, _claim("UTC・JST", lines=[UNKNOWN])]


def _claim(name: str, *, lines: Sequence[str]) -> dict[str, object]:
    return {"name": one_line_pieces(name), "lines": [pieces(line) for line in lines]}


def _both(moment: datetime) -> list[str]:
    return [f"{utc_short(moment)} UTC", f"{jst_short(moment)} JST"]
