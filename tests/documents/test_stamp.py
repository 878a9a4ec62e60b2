import io
import time
import zlib

import pytest
from PIL import Image, ImageDraw

from yosuga.documents.png import parse
from yosuga.documents.stamp import stamped_picture
from yosuga.errors import BadFile

LINES = [
    "URL https://example.com/" + "a1b2_" * 56,
    "取得 2025年9月11日(木) 14時05分09秒（日本時間） / 2025-09-11T05:05:09Z",
    "証拠番号 E0001",
]


def drawn(size: tuple[int, int], *, mode: str = "RGB") -> Image.Image:
    picture = Image.effect_mandelbrot(size, (-2, -1.2, 1, 1.2), 20).convert("RGB")
    ImageDraw.Draw(picture).rectangle((0, 0, size[0] // 2, size[1] // 2), fill=(200, 30, 90))
    if mode == "RGBA":
        picture.putalpha(Image.linear_gradient("L").resize(size))
    return picture.convert(mode)


def png(picture: Image.Image, **options: int | str) -> io.BytesIO:
    out = io.BytesIO()
    picture.save(out, "PNG", **options)
    return out


def opened(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "1"])
@pytest.mark.parametrize("size", [(1280, 400), (390, 700), (37, 3), (1, 1)])
def test_below_the_band_every_pixel_is_that_of_the_original(mode: str, size: tuple[int, int]) -> None:
    original = drawn(size, mode=mode)
    stamped = opened(stamped_picture(png(original), lines=LINES))
    band = stamped.height - original.height
    below = stamped.crop((0, band, stamped.width, stamped.height))
    assert below.tobytes() == original.convert(below.mode).tobytes()
    assert stamped.crop((0, 0, stamped.width, band)).getcolors(1_000_000) != [(stamped.width * band, (0, 0, 0))]


def test_the_compressed_pixels_of_a_browser_picture_are_carried_over_untouched() -> None:
    original = png(drawn((640, 500)))
    pixels = parse(original.getvalue()).pixels
    stamped = stamped_picture(original, lines=LINES)
    assert pixels[2:-4] in stamped
    assert zlib.decompress(parse(stamped).pixels)  # the joined checksum holds


def test_letters_of_names_and_emoji_are_drawn_and_not_the_sign_for_a_missing_one() -> None:
    missing, *drawn_ones = (
        opened(stamped_picture(png(drawn((400, 10))), lines=[letter])).tobytes()
        for letter in ["\U0010fffd", *"𠮷髙﨑🦄"]
    )
    assert missing not in drawn_ones


def test_the_lines_are_wrapped_and_none_is_cut() -> None:
    short = opened(stamped_picture(png(drawn((800, 10))), lines=["x"]))
    long = opened(stamped_picture(png(drawn((800, 10))), lines=["https://example.com/" + "a" * 3000]))
    assert long.height > short.height * 10


def test_the_lines_are_also_in_the_file_as_text() -> None:
    stamped = opened(stamped_picture(png(drawn((800, 10))), lines=LINES))
    assert stamped.info["Comment"] == "\n".join(LINES)


@pytest.mark.e2e
def test_a_very_tall_picture_costs_little() -> None:
    tall = png(Image.new("RGB", (1280, 60_000), "white"), compress_level=1)
    start = time.thread_time()
    stamped = stamped_picture(tall, lines=LINES)
    assert time.thread_time() - start < 0.3
    assert parse(stamped).height > 60_000


def test_a_jpeg_is_stamped_without_another_loss() -> None:
    out = io.BytesIO()
    drawn((300, 200)).save(out, "JPEG")
    original = opened(out.getvalue())
    stamped = opened(stamped_picture(out, lines=LINES))
    assert stamped.crop((0, stamped.height - 200, 300, stamped.height)).tobytes() == original.tobytes()


@pytest.mark.parametrize("flip", [0, 9, 20, 60, 200, -3])
def test_a_damaged_png_is_refused(flip: int) -> None:
    data = bytearray(png(drawn((64, 64))).getvalue())
    data[flip] ^= 1
    with pytest.raises(BadFile):
        stamped_picture(io.BytesIO(bytes(data)), lines=LINES)


def test_a_png_cut_short_is_refused() -> None:
    data = png(drawn((64, 64))).getvalue()
    for size in (0, 8, 30, len(data) // 2, len(data) - 1):
        with pytest.raises(BadFile):
            stamped_picture(io.BytesIO(data[:size]), lines=LINES)
