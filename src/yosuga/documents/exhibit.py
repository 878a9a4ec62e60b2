"""The A4 exhibit of a picture: sliced over pages, with URL, time and item id as text on every one of them."""

import contextlib
import json
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from typst import Compiler, Fonts, TypstError

from yosuga.clock import jst_words
from yosuga.documents.fonts import Font, FontMissing, japanese_font
from yosuga.documents.paper import with_pictures
from yosuga.documents.pictures import open_picture
from yosuga.documents.slices import slices
from yosuga.errors import YosugaError
from yosuga.text import one_line

_WIDTH_MM = 180.0
_PAGE_MM = 297.0
_BOTTOM_MM = 14.0
_MARKS_MM = 8.6  # a line of words above and one below the picture
_MOST_MM_PER_PX = 25.4 / 96  # never larger than on the screen
_OVERLAP_PX = 48
_MONO_PT = 7.5
_MOST_URL_LINES = 7
_MOST_FACTS = 200


class ExhibitFailed(YosugaError):
    """The A4 paper could not be typeset."""

    code = "exhibit-failed"
    ja = "証拠用のA4書類を作れませんでした。原画像と記録は無事です。"
    en = "The A4 exhibit could not be made. The original picture and the records are safe."


@dataclass(frozen=True, slots=True)
class _Part:
    """Rows `top` to `bottom` of the picture, as wide and as high on paper."""

    top: int
    bottom: int
    width_mm: float
    height_mm: float
    seam_above_mm: float
    seam_below_mm: float


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
    """Return a PDF/A-2b of `picture` on A4 pages, without loss of pixels.

    Every page carries the URL (whole up to seven lines; a longer one is whole on the last page), the time in JST and
    UTC, the item id and its number; parts overlap by 48 pixels, marked. `facts` follow on a last page. The same
    arguments give the same bytes. Raises BadFile, FontMissing, ExhibitFailed.
    """
    font = japanese_font()
    size = open_picture(picture).size
    shown = _chunked(url)
    cut = len(shown) > _MOST_URL_LINES
    head = [*shown[: _MOST_URL_LINES - 1], f"… 全{len(url)}文字。全文は最後のページ"] if cut else shown
    top = 24.5 + 3.15 * len(head)
    parts = _parts(size, height_mm=_PAGE_MM - top - _BOTTOM_MM - _MARKS_MM)
    data = {
        "title": one_line(title)[:300] or url[:300],
        "title_line": _cut_line(one_line(title) or "（題名なし）"),
        "url_lines": head,
        "whole_url": shown if cut else [],
        "jst": jst_words(taken),
        "utc": taken.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "date": list(taken.astimezone(UTC).timetuple()[:6]),
        "item": one_line(item)[:40],
        "case": _cut_line(one_line(case)),
        "facts": [
            [one_line(name)[:100], _chunked(one_line(value)[:2000], point=9.0, room_mm=130)]
            for name, value in facts[:_MOST_FACTS]
        ],
        "parts": [_placed(part) for part in parts],
        "top": top,
        "fonts": [font.family],
        "mono": ["DejaVu Sans Mono", font.family],
    }
    with ThreadPoolExecutor(2) as workers:
        paper = workers.submit(_typeset, data, font=font)
        pictures = slices(picture, cuts=[(part.top, part.bottom) for part in parts], workers=workers)
        return with_pictures(paper.result(), pictures)


def _parts(size: tuple[int, int], *, height_mm: float) -> list[_Part]:
    """Cut a picture into parts that fit the page, each overlapping the one before it."""
    width, height = size
    scale = min(_MOST_MM_PER_PX, _WIDTH_MM / width)
    rows = max(2 * _OVERLAP_PX, int(height_mm / scale))
    scale = min(scale, height_mm / rows)
    if height > rows:  # even parts, so that the last page is not a sliver
        count = -(-(height - _OVERLAP_PX) // (rows - _OVERLAP_PX))
        rows = -(-(height + (count - 1) * _OVERLAP_PX) // count)
    parts = []
    start = 0
    while True:
        end = min(height, start + rows)
        last = end == height
        parts.append(
            _Part(
                top=start,
                bottom=end,
                width_mm=width * scale,
                height_mm=(end - start) * scale,
                seam_above_mm=_OVERLAP_PX * scale if start else 0,
                seam_below_mm=0 if last else (end - start - _OVERLAP_PX) * scale,
            )
        )
        if last:
            return parts
        start = end - _OVERLAP_PX


def _placed(part: _Part) -> dict[str, float]:
    return {
        "width": round(part.width_mm, 4),
        "height": round(part.height_mm, 4),
        "seam_above": round(part.seam_above_mm, 4),
        "seam_below": round(part.seam_below_mm, 4),
    }


def _chunked(text: str, *, point: float = _MONO_PT, room_mm: float = _WIDTH_MM - 11.5) -> list[str]:
    """Break a URL into lines by the width of its letters: nothing is put in between, so it is copied out whole."""
    room = room_mm / 25.4 * 72
    lines, current, used = [], "", 0.0
    for letter in text:
        wide = point * (0.62 if letter.isascii() else 1.0)
        if current and used + wide > room:
            lines.append(current)
            current, used = "", 0.0
        current, used = current + letter, used + wide
    return [*lines, current]


def _cut_line(text: str) -> str:
    """Return what fits one line of the header, with an ellipsis where it was cut."""
    used = 0
    for number, letter in enumerate(text):
        used += 1 if letter.isascii() else 2
        if used > 100:
            return text[:number] + "…"
    return text


def _typeset(data: Mapping[str, object], *, font: Font) -> bytes:
    """Typeset; a character no font has is an error of PDF/A, and then is shown as 〓, the printer's own sign for it."""
    try:
        return _compiled(data, font=font)
    except TypstError:
        pass
    try:
        return _compiled({name: _without_rare(value) for name, value in data.items()}, font=font)
    except TypstError as error:
        raise ExhibitFailed(type(error).__name__) from error


def _compiled(data: Mapping[str, object], *, font: Font) -> bytes:
    template = files(__package__).joinpath("exhibit.typ").read_bytes()
    compiler = Compiler(input=template, font_paths=_typeset_fonts(font.path.parent), ignore_system_fonts=True)
    paper = compiler.compile(format="pdf", sys_inputs={"data": json.dumps(data)}, pdf_standards="a-2b")
    if not isinstance(paper, bytes):
        raise ExhibitFailed("no file")
    return paper


@cache
def _typeset_fonts(folder: Path) -> Fonts:
    """Return the typesetter's view of a font folder; reading its tables takes half as long as a whole exhibit."""
    return Fonts(include_system_fonts=False, font_paths=[str(folder)])


def prepare() -> None:
    """Set one blank exhibit, in a thread, while a capture is under way: the next takes a tenth of the first's time.

    Raises nothing: what is missing is said when an exhibit is wanted.
    """
    from PIL import Image

    blank = BytesIO()
    Image.new("RGB", (8, 8)).save(blank, "PNG")
    with contextlib.suppress(FontMissing, ExhibitFailed):
        a4(blank, url="", title="", taken=datetime.fromtimestamp(0, UTC), item="", case="", facts=[])


def _without_rare(value: object) -> object:
    if isinstance(value, str):
        return "".join(letter if _printable(letter) else "〓" for letter in value)
    if isinstance(value, list):
        return [_without_rare(one) for one in value]
    if isinstance(value, dict):
        return {key: _without_rare(one) for key, one in value.items()}
    return value


def _printable(letter: str) -> bool:
    """Say whether Noto Sans CJK can be relied on to have a character: Latin, Greek, Cyrillic, Japanese, ideographs."""
    point = ord(letter)
    return (
        0x20 <= point < 0x7F
        or 0xA1 <= point < 0x180
        or 0x391 <= point < 0x450
        or 0x2010 <= point < 0x2027
        or 0x3000 <= point < 0x3100
        or 0x4E00 <= point < 0x9FEF
        or 0xFF01 <= point < 0xFFA0
        or letter in "→←↑↓①②③④⑤⑥⑦⑧⑨⑩※〒℃№℡㈱㈲々〆ヶ"
    )
