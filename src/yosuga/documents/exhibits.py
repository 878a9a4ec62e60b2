"""Exhibits for a court: the capture sheet, then the picture or the text, with URL, time and item id on every page."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import BinaryIO

from yosuga.documents.court import Sheet
from yosuga.documents.masking import Mask, masked
from yosuga.documents.numbered import MOST_CHARACTERS, MOST_LINES, numbered
from yosuga.documents.paper import with_pictures
from yosuga.documents.pictures import shown_size
from yosuga.documents.sheet import court_words, foot_of, rows_of, title_of
from yosuga.documents.slices import slices
from yosuga.documents.tiling import MARKS_MM, PAGE_MM, parts
from yosuga.documents.typesetting import typeset

_TEMPLATE = "exhibits.typ"
_TOP_MM = 15.0
_FOOT_MM = 13.0  # besides the lines of the URL
_FOOT_LINE_MM = 2.9


def picture_exhibit(picture: BinaryIO, *, sheet: Sheet, masks: Sequence[Mask] = ()) -> bytes:
    """Return a PDF/A-3a on A4: the sheet, then the picture pixel for pixel, in parts that overlap by 48 marked pixels.

    What `masks` touch is black here and gone from this file; the original is not touched, and `sheet.masked` makes the
    paper say so. The same arguments give the same bytes. Raises BadFile, FontMissing, TypesettingFailed.
    """
    foot = foot_of(sheet)
    bottom = _bottom_mm(foot)
    pieces = parts(shown_size(picture), height_mm=PAGE_MM - _TOP_MM - bottom - MARKS_MM)
    data = _data(sheet, foot=foot, parts=[part.placed for part in pieces], masked=sheet.masked or bool(masks))
    with ThreadPoolExecutor(2) as workers:
        paper = workers.submit(typeset, _TEMPLATE, data, title=_title(sheet), made=sheet.captured)
        pictures = slices(picture, cuts=[(part.top, part.bottom) for part in pieces], workers=workers)
        covered = [masked(one, top=part.top, masks=masks) for one, part in zip(pictures, pieces, strict=True)]
        return with_pictures(paper.result(), covered)


def text_exhibit(text: str, *, sheet: Sheet) -> bytes:
    """Return a PDF/A-3a on A4: the sheet, then the text with line numbers, long lines wrapped, blank lines kept.

    At most 12,000 printed lines and 300,000 characters; where a text is longer the paper says how much is left out
    and that the original has it. The same arguments give the same bytes. Raises FontMissing, TypesettingFailed.
    """
    lines, left_out = numbered(text[:MOST_CHARACTERS], most=MOST_LINES)
    left_out += len(text[MOST_CHARACTERS:])
    data = _data(sheet, foot=foot_of(sheet), lines=lines, left_out=left_out, masked=sheet.masked)
    return typeset(_TEMPLATE, data, title=_title(sheet), made=sheet.captured)


def _title(sheet: Sheet) -> str:
    return f"{court_words(sheet.mark)} {title_of(sheet)[:200]}"


def _bottom_mm(foot: Mapping[str, object]) -> float:
    lines = foot["url_lines"]
    return _FOOT_MM + _FOOT_LINE_MM * (len(lines) if isinstance(lines, list) else 1)


def _data(sheet: Sheet, *, foot: Mapping[str, object], **body: object) -> dict[str, object]:
    empty: dict[str, object] = {"parts": [], "lines": [], "left_out": 0}
    return {**empty, **foot, **body, "rows": rows_of(sheet), "top": _TOP_MM, "bottom": _bottom_mm(foot)}
