import io
import time
from datetime import UTC, datetime

import pytest
from PIL import Image, ImageDraw
from pypdf import PdfReader

from yosuga.documents.exhibit import a4
from yosuga.errors import BadFile

URL = "https://example.com/" + "a1b2_" * 56
TAKEN = datetime(2025, 9, 11, 5, 5, 9, tzinfo=UTC)


def picture(size: tuple[int, int], *, mode: str = "RGB") -> io.BytesIO:
    drawn = Image.new(mode, size, "white")
    pen = ImageDraw.Draw(drawn)
    for top in range(0, size[1], 40):
        pen.text((10, top), f"row {top} " * 12, fill="black")
    out = io.BytesIO()
    drawn.save(out, "PNG", compress_level=1)
    return out


def made(
    source: io.BytesIO, *, url: str = URL, title: str = "架空の題 𠮷", facts: list[tuple[str, str]] | None = None
) -> PdfReader:
    facts = [("投稿者", "架空 花子")] if facts is None else facts
    return PdfReader(
        io.BytesIO(a4(source, url=url, title=title, taken=TAKEN, item="E0001", case="架空の事件", facts=facts))
    )


def words(reader: PdfReader, page: int) -> str:
    return "".join(reader.pages[page].extract_text().split())


def test_every_page_carries_the_url_the_time_and_the_item_as_text() -> None:
    reader = made(picture((1280, 9000)))
    assert len(reader.pages) == 7
    for number in range(len(reader.pages)):
        text = words(reader, number)
        assert URL in text
        assert "2025年9月11日(木)14時05分09秒（日本時間）" in text
        assert "2025-09-11T05:05:09Z（UTC）" in text
        assert "E0001" in text
        assert f"{number + 1}/7" in text
        assert "file:" not in text
        assert "\u200b" not in reader.pages[number].extract_text()


def test_the_pages_are_a4() -> None:
    for page in made(picture((1280, 4000))).pages:
        assert (round(float(page.mediabox.width)), round(float(page.mediabox.height))) == (595, 842)


def test_the_slices_put_together_are_the_picture_pixel_for_pixel() -> None:
    source = picture((1280, 5000))
    original = Image.open(source).convert("RGB")
    reader = made(source, facts=[])
    top = 0
    slices = [next(iter(page.images)).image for page in reader.pages]
    for number, part in enumerate(slices):
        assert part is not None
        top -= 48 if number else 0
        assert part.convert("RGB").tobytes() == original.crop((0, top, 1280, top + part.height)).tobytes()
        top += part.height
    assert top == 5000


def test_seams_are_marked_and_the_ends_named() -> None:
    reader = made(picture((1280, 4000)), facts=[])
    assert "ここから（上端）" in words(reader, 0)
    assert "次のページに続く" in words(reader, 0)
    assert "前のページの続き" in words(reader, 1)
    assert "ここまで（下端）" in words(reader, len(reader.pages) - 1)


def test_the_last_page_is_not_a_sliver() -> None:
    heights = []
    for page in made(picture((1280, 3400)), facts=[]).pages:
        part = next(iter(page.images)).image
        assert part is not None
        heights.append(part.height)
    assert max(heights) - min(heights) <= len(heights)


@pytest.mark.parametrize(
    "title", ["絵文字🦄の題", "\ue000私用領域", "\u202e逆", "<script>#eval()$", "", "題" * 500, "\ud800"]
)
def test_any_title_is_only_text(title: str) -> None:
    reader = made(picture((600, 300)), title=title)
    assert URL in words(reader, 0)


def test_emoji_and_rare_letters_of_names_appear() -> None:
    text = words(made(picture((600, 300)), title="絵文字🦄の題 𠮷髙﨑"), 0)
    assert "絵文字🦄の題𠮷髙﨑" in text
    assert "〓" not in text


def test_a_character_no_font_has_is_shown_as_a_geta_and_the_rest_stays() -> None:
    text = words(made(picture((600, 300)), title="題\U00013000の題"), 0)
    assert "題〓の題" in text
    assert "〓は、書体にない文字です。原本のファイルで確かめてください。（U+13000）" in text


def test_a_url_too_long_for_the_head_is_whole_on_the_last_page() -> None:
    url = "https://example.com/?q=" + "%E3%81%82" * 400
    reader = made(picture((600, 300)), url=url)
    assert "全文は最後のページ" in words(reader, 0)
    assert url in words(reader, len(reader.pages) - 1)


def test_facts_follow_on_a_last_page_and_long_values_stay_whole() -> None:
    value = "ab" * 150
    text = words(made(picture((600, 300)), facts=[("SHA-256", value), ("備考", "#box[*x*]")]), 1)
    assert value in text
    assert "#box[*x*]" in text


def test_fonts_are_embedded_and_the_file_is_the_same_each_time() -> None:
    source = picture((600, 300))
    arguments = {"url": URL, "title": "題", "taken": TAKEN, "item": "E0001", "case": "事件"}
    first = a4(source, **arguments, facts=[])  # type: ignore[arg-type]
    assert first == a4(source, **arguments, facts=[])  # type: ignore[arg-type]
    assert b"/FontFile" in first
    assert b"pdfaid:part" in first


@pytest.mark.parametrize(
    ("size", "mode"), [((390, 3000), "RGB"), ((2560, 5000), "RGBA"), ((1, 1), "L"), ((20_000, 30), "RGB")]
)
def test_pictures_of_odd_shapes_fit(size: tuple[int, int], mode: str) -> None:
    reader = made(picture(size, mode=mode), facts=[])
    assert all(len(page.images) == 1 for page in reader.pages)


@pytest.mark.e2e
def test_a_tall_picture_costs_little() -> None:
    source = picture((1280, 20_000))
    made(picture((100, 100)))  # the typesetter and its fonts are read once
    start = time.process_time()
    a4(source, url=URL, title="題", taken=TAKEN, item="E0001", case="事件", facts=[])
    assert time.process_time() - start < 1.5  # 0.6 s measured; the rest is room for a busy machine


def test_what_is_not_a_picture_is_refused() -> None:
    with pytest.raises(BadFile):
        made(io.BytesIO(b"not a picture"))
    cut = picture((600, 300)).getvalue()[:200]
    with pytest.raises(BadFile):
        made(io.BytesIO(cut))
