import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PIL import Image, ImageDraw
from pypdf import PdfReader

from tests.documents.pdfs import glyphs, picture_of, read, words
from yosuga.documents.court import Mark, Posted, Sheet
from yosuga.documents.exhibits import picture_exhibit, text_exhibit
from yosuga.documents.masking import Mask
from yosuga.errors import BadFile

pytestmark = pytest.mark.e2e  # starts servers or processes, or typesets: seconds each

TAKEN = datetime(2025, 9, 11, 5, 5, 9, tzinfo=UTC)
URL = "https://sns.example.com/kasou/status/1234567890?" + "q=aB01_%E3%81%82&" * 18 + "end"
SHEET = Sheet(
    mark=Mark(number=1, branch=2),
    case="C-7K3M9Q2X",
    item="E0003",
    title="架空の投稿 𠮷田髙﨑 🦄",
    url=URL,
    account_name="架空の人🔥",
    account_id="@kasou_example",
    posted=Posted(
        shown="午後2:03 · 2025年9月11日",
        machine=TAKEN - timedelta(minutes=2),
        machine_source="time要素",
        from_id=TAKEN - timedelta(minutes=2, seconds=1),
    ),
    captured=TAKEN,
    not_before=TAKEN - timedelta(hours=2),
    not_after=TAKEN + timedelta(minutes=1),
    authority="架空時刻認証局",
    method="ブラウザーで撮影",
    verdict="COMPLETE",
    original="data/captures/E0003/screenshot.png",
    sha256="0123456789abcdef" * 4,
)


def picture(size: tuple[int, int]) -> io.BytesIO:
    drawn = Image.linear_gradient("L").resize(size).convert("RGB")
    pen = ImageDraw.Draw(drawn)
    for top in range(0, size[1], 40):
        pen.text((10, top), f"row {top} " * 12, fill="red")
    out = io.BytesIO()
    drawn.save(out, "PNG", compress_level=1)
    return out


def of_picture(size: tuple[int, int] = (1280, 4200), *, sheet: Sheet = SHEET, masks: Sequence[Mask] = ()) -> PdfReader:
    return read(picture_exhibit(picture(size), sheet=sheet, masks=masks))


def of_text(text: str, *, sheet: Sheet = SHEET) -> PdfReader:
    return read(text_exhibit(text, sheet=sheet))


def body(reader: PdfReader) -> str:
    """The words of the pages after the sheet."""
    return "".join(words(page) for page in reader.pages[1:])


def test_the_first_page_says_what_this_is() -> None:
    text = words(of_picture().pages[0])
    for expected in [
        "甲第1号証の2",
        "架空の投稿𠮷田髙﨑🦄",
        "架空の人🔥",
        "@kasou_example",
        "午後2:03·2025年9月11日",
        "time要素",
        "2025年9月11日(木)14時03分09秒（日本時間）2025-09-11T05:03:09Z（UTC）",
        "2025年9月11日(木)14時03分08秒（日本時間）2025-09-11T05:03:08Z（UTC）",
        "2025年9月11日(木)14時05分09秒（日本時間）2025-09-11T05:05:09Z（UTC）",
        "この時刻より後に記録されました2025年9月11日(木)12時05分09秒",
        "この時刻には、記録がすでにありました2025年9月11日(木)14時06分09秒",
        "架空時刻認証局",
        "ブラウザーで撮影。ページの全体を取得",
        "端末の時計による申告",
        SHEET.original,
        SHEET.sha256,
        "E0003",
        "C-7K3M9Q2X",
    ]:
        assert expected in text
    assert "覆った" not in text


def test_a_url_of_350_letters_is_copied_out_whole_from_the_sheet_and_from_every_foot() -> None:
    assert len(URL) > 350
    pages = of_picture().pages
    assert words(pages[0]).count(URL) == 2
    assert all(URL in words(page) for page in pages)
    assert all("\u200b" not in page.extract_text() for page in pages)


@pytest.mark.parametrize("make", [of_picture, lambda: of_text("架空の書き込み\n" * 120)])
def test_every_page_carries_url_time_item_mark_and_its_number(make: object) -> None:
    assert callable(make)
    pages = make().pages
    assert len(pages) == 4
    for number, page in enumerate(pages, start=1):
        text = words(page)
        assert URL in text
        assert "取得日時2025年9月11日(木)14時05分09秒（日本時間）2025-09-11T05:05:09Z（UTC）" in text
        assert f"甲第1号証の2E0003{number}/4" in text
        assert "file:" not in text
        assert (round(float(page.mediabox.width)), round(float(page.mediabox.height))) == (595, 842)


def test_a_very_long_url_is_whole_on_the_first_page_and_its_foot_says_so() -> None:
    url = "https://example.com/?" + "%E3%81%82" * 400
    pages = of_picture((600, 300), sheet=replace(SHEET, url=url)).pages
    assert url in words(pages[0])
    assert "全文は「取得の記録」" in words(pages[1])
    assert url[:300] in words(pages[1])


@pytest.mark.parametrize("url", ["", "file:///home/hanako/%E5%86%99%E7%9C%9F.png", "FILE://x"])
def test_what_has_no_address_says_so_and_never_where_it_lay_on_a_disk(url: str) -> None:
    for page in of_picture((600, 300), sheet=replace(SHEET, url=url, title=url)).pages:
        assert "URLなし（ご本人が持っていたファイル）" in words(page)
        assert "file:" not in words(page).lower()


def test_what_is_not_known_is_said_to_be_unknown() -> None:
    bare = replace(
        SHEET,
        account_name="",
        account_id="",
        posted=Posted(),
        not_before=None,
        not_after=None,
        authority="",
        verdict="",
    )
    text = words(of_picture((600, 300), sheet=bare).pages[0])
    assert "表示名不明ID不明" in text
    assert "画面の表示のまま不明ページのデータ不明投稿IDから計算不明" in text
    assert "まだありません（時刻認証局による証明なし）" in text


def test_the_parts_put_together_are_the_picture_pixel_for_pixel() -> None:
    original = Image.open(picture((1280, 4200)))
    pages = of_picture().pages
    top = 0
    for number, page in enumerate(pages[1:]):
        part = picture_of(page)
        top -= 48 if number else 0
        assert part.tobytes() == original.crop((0, top, 1280, top + part.height)).tobytes()
        top += part.height
    assert top == 4200
    assert not list(pages[0].images)


def test_seams_are_marked_and_ends_named() -> None:
    pages = of_picture().pages
    assert "ここから（上端）" in words(pages[1])
    assert "次のページに続く" in words(pages[1])
    assert "前のページの続き" in words(pages[2])
    assert "ここまで（下端）" in words(pages[-1])


@pytest.mark.e2e
def test_a_page_of_30000_pixels_is_whole() -> None:
    pages = of_picture((1280, 30_000)).pages
    parts = [picture_of(page).height for page in pages[1:]]
    assert sum(parts) - 48 * (len(parts) - 1) == 30_000


def test_masks_take_the_pixels_away_in_every_part_they_touch_and_nowhere_else() -> None:
    plain = [picture_of(page) for page in of_picture().pages[1:]]
    reader = of_picture(masks=[Mask(x=100.4, y=plain[0].height - 60.5, width=200.2, height=100)])
    assert "この写しには、見えないように覆った部分があります" in words(reader.pages[0])
    covered = [picture_of(page) for page in reader.pages[1:]]
    top = 0
    for number, (before, after) in enumerate(zip(plain, covered, strict=True)):
        top -= 48 if number else 0
        expected = before.copy()
        edge = plain[0].height
        expected.paste((0, 0, 0), (100, edge - 61 - top, 301, edge + 40 - top))
        assert after.tobytes() == expected.tobytes()
        top += before.height
    assert covered[0].tobytes() != plain[0].tobytes()
    assert covered[1].tobytes() != plain[1].tobytes()
    assert covered[2].tobytes() == plain[2].tobytes()


@pytest.mark.parametrize(
    ("mask", "black"),
    [
        (Mask(x=-50, y=-50, width=60, height=60), {(0, 0), (9, 9)}),
        (Mask(x=90, y=90, width=1000, height=1000), {(90, 90), (99, 99)}),
        (Mask(x=20, y=30, width=-10, height=-10), {(10, 20), (19, 29)}),
        (Mask(x=5, y=5, width=0.1, height=0.1), {(5, 5)}),
        (Mask(x=500, y=0, width=10, height=10), set()),
    ],
)
def test_a_mask_over_an_edge_covers_what_is_within(mask: Mask, black: set[tuple[int, int]]) -> None:
    white = io.BytesIO()
    Image.new("RGB", (100, 100), "white").save(white, "PNG")
    image = picture_of(read(picture_exhibit(white, sheet=SHEET, masks=[mask])).pages[1])
    found = {(x, y) for x in range(100) for y in range(100) if image.getpixel((x, y)) == (0, 0, 0)}
    assert black <= found
    if found:
        assert (min(found), max(found)) == (min(black), max(black))


def test_a_photograph_stands_upright_as_its_camera_says() -> None:
    image = Image.new("RGB", (60, 30), "white")
    image.paste((0, 0, 200), (0, 0, 30, 30))
    exif = Image.Exif()
    exif[0x0112] = 6  # held on its side
    out = io.BytesIO()
    image.save(out, "JPEG", quality=95, exif=exif)
    shown = picture_of(read(picture_exhibit(out, sheet=SHEET)).pages[1])
    assert shown.size == (30, 60)
    upper, lower = shown.getpixel((15, 10)), shown.getpixel((15, 50))
    assert isinstance(upper, tuple)
    assert isinstance(lower, tuple)
    assert upper[0] < 50
    assert lower[0] > 200


def test_text_has_line_numbers_and_keeps_blank_lines_and_spaces() -> None:
    reader = of_text("一行目\n\n  三行目\t印\n" + "あ" * 100 + "\r\n最後\n")
    (page,) = reader.pages[1:]
    lines = [" ".join(line.split()) for line in page.extract_text().splitlines()]
    text = words(page)
    assert "1一行目23三行目印4" + "あ" * 100 + "5最後" in text
    assert "2" in lines
    assert "6" not in lines


def test_long_lines_are_wrapped_and_copied_out_whole() -> None:
    url = "https://example.com/" + "x" * 500
    assert url in body(of_text(f"見出し\n{url}\n終わり"))


def test_names_and_emoji_are_in_the_text_and_no_glyph_is_missing() -> None:
    reader = of_text("𠮷田 髙橋 﨑山 🦄👨\u200d👩\u200d👧")
    assert "𠮷田髙橋﨑山🦄👨\u200d👩\u200d👧" in body(reader)
    shown = list(glyphs(reader))
    assert len(shown) > 300
    assert 0 not in shown


def test_a_name_keeps_the_form_of_its_letters() -> None:
    assert "\ufa19谷\ufa11かが" in body(of_text("\ufa19谷\ufa11かか\u3099"))


def test_what_no_font_has_is_named_on_the_first_page() -> None:
    reader = of_text("前\x07\u202e後\U00013000")
    assert "前〓〓後〓" in body(reader)
    note = "〓は、書体にない文字です。原本のファイルで確かめてください。（U+0007U+202EU+13000）"
    assert note in words(reader.pages[0])
    assert 0 not in set(glyphs(reader))


def test_without_text_there_is_the_sheet_alone_and_it_says_so() -> None:
    (page,) = of_text("").pages
    assert "この写しに印刷した文字はありません" in words(page)


def test_text_is_only_text() -> None:
    text = '#eval("1")$x$*b*<b>&amp;\\n]'
    assert text in body(of_text(text))


@pytest.mark.e2e
@pytest.mark.parametrize("letter", ["あ", "\n", "\u0301"])
def test_a_million_characters_are_bounded_and_what_is_left_out_is_said(letter: str) -> None:
    reader = of_text(letter * 1_000_000)
    assert len(reader.pages) < 250
    last = words(reader.pages[-1])
    assert "文字は、この写しに印刷していません。原本のファイルにあります。" in last


def test_exactly_what_was_left_out_is_counted() -> None:
    assert "ここから先の700001文字は" in words(of_text("あ" * 1_000_001).pages[-1])
    assert "印刷していません" not in body(of_text("あ" * 1000))


def test_hostile_values_on_the_sheet_neither_break_it_nor_push_the_rest_off() -> None:
    hostile = "\u202e\x00" + "Z\u0351\u036b\u0343" * 300 + "x" * 3000 + "\n#eval(1)"
    bad = replace(SHEET, title=hostile, account_name=hostile, account_id=hostile, posted=Posted(shown=hostile))
    reader = of_picture((600, 300), sheet=bad)
    text = "".join(words(page) for page in reader.pages)
    assert SHEET.sha256 in text
    assert URL in text
    assert len(reader.pages) < 20


def test_the_same_exhibit_is_the_same_bytes_and_for_the_archive() -> None:
    masks = [Mask(x=1, y=1, width=10, height=10)]
    first = picture_exhibit(picture((600, 3000)), sheet=SHEET, masks=masks)
    assert first == picture_exhibit(picture((600, 3000)), sheet=SHEET, masks=masks)
    assert text_exhibit("あ", sheet=SHEET) == text_exhibit("あ", sheet=SHEET)
    assert b"<pdfaid:part>3</pdfaid:part>" in first
    assert b"<pdfuaid:part>1</pdfuaid:part>" in first
    metadata = read(first).metadata
    assert metadata is not None
    assert metadata.title == "甲第1号証の2 架空の投稿 𠮷田髙﨑 🦄"


def test_marks_of_other_parties_are_written_as_courts_write_them() -> None:
    sheet = replace(SHEET, mark=Mark(party="疎甲", number=12))
    assert "疎甲第12号証" in words(of_text("あ", sheet=sheet).pages[0])


def test_what_is_not_a_picture_is_refused() -> None:
    with pytest.raises(BadFile):
        picture_exhibit(io.BytesIO(b"no picture"), sheet=SHEET)
