"""The A4 copy of a picture: sliced over pages, with URL, time and item id as text on every one of them."""

import contextlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from io import BytesIO
from typing import BinaryIO

from yosuga.clock import jst_words
from yosuga.documents.fonts import FontMissing
from yosuga.documents.paper import with_pictures
from yosuga.documents.pictures import shown_size
from yosuga.documents.slices import slices
from yosuga.documents.tiling import MARKS_MM, PAGE_MM, WIDTH_MM, parts
from yosuga.documents.typesetting import TypesettingFailed, typeset
from yosuga.documents.wrapping import cut_line, lines_of
from yosuga.text import one_line

_BOTTOM_MM = 14.0
_MONO_PT = 7.5
_MOST_URL_LINES = 7
_MOST_FACTS = 200


def a4(
    picture: BinaryIO,
    *,
    url: str,
    title: str,
    taken: datetime,
    item: str,
    case: str,
    facts: Sequence[tuple[str, str]],
) -> bytes:
    """Return a PDF/A of `picture` on A4 pages, without loss of pixels.

    Every page carries the URL (whole up to seven lines; a longer one is whole on the last page), the time in JST and
    UTC, the item id and its number; parts overlap by 48 pixels, marked. `facts` follow on a last page. The same
    arguments give the same bytes. Raises BadFile, FontMissing, TypesettingFailed.
    """
    shown = lines_of(url, point=_MONO_PT, room_mm=WIDTH_MM - 11.5)
    cut = len(shown) > _MOST_URL_LINES
    head = [*shown[: _MOST_URL_LINES - 1], f"… 全{len(url)}文字。全文は最後のページ"] if cut else shown
    top = 24.5 + 3.15 * len(head)
    pieces = parts(shown_size(picture), height_mm=PAGE_MM - top - _BOTTOM_MM - MARKS_MM)
    data = {
        "title_line": cut_line(one_line(title) or "（題名なし）"),
        "url_lines": head,
        "whole_url": shown if cut else [],
        "jst": jst_words(taken),
        "utc": taken.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "item": one_line(item)[:40],
        "case": cut_line(one_line(case)),
        "facts": [
            [one_line(name)[:100], lines_of(one_line(value)[:2000], point=9.0, room_mm=130)]
            for name, value in facts[:_MOST_FACTS]
        ],
        "parts": [part.placed for part in pieces],
        "top": top,
    }
    with ThreadPoolExecutor(2) as workers:
        paper = workers.submit(typeset, "exhibit.typ", data, title=title[:300] or url[:300], made=taken)
        pictures = slices(picture, cuts=[(part.top, part.bottom) for part in pieces], workers=workers)
        return with_pictures(paper.result(), pictures)


def prepare() -> None:
    """Set one blank copy, in a thread, while a capture is under way: the next takes a tenth of the first's time.

    Raises nothing: what is missing is said when a copy is wanted.
    """
    from PIL import Image

    blank = BytesIO()
    Image.new("RGB", (8, 8)).save(blank, "PNG")
    with contextlib.suppress(FontMissing, TypesettingFailed):
        a4(blank, url="", title="", taken=datetime.fromtimestamp(0, UTC), item="", case="", facts=[])
