import io
import random
import struct
import tracemalloc
import zlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from PIL import Image, ImageChops
from pypdf import PdfReader

from yosuga.documents.exhibit import a4
from yosuga.documents.paper import Slice
from yosuga.documents.png import SIGNATURE, chunk
from yosuga.documents.slices import slices
from yosuga.errors import BadFile

NONE, SUB, UP = 0, 1, 2
TAKEN = datetime(2025, 9, 11, 5, 5, 9, tzinfo=UTC)


def noise(size: tuple[int, int]) -> Image.Image:
    return Image.frombytes("RGB", size, random.Random(size[1]).randbytes(3 * size[0] * size[1]))


def as_browsers_write(image: Image.Image, *, filters: list[int] | None = None, extra: bytes = b"") -> io.BytesIO:
    """Write a PNG whose row n is filtered by number n of `filters`, all Up without them."""
    width, height = image.size
    above, left = (Image.new("RGB", image.size) for _ in range(2))
    above.paste(image.crop((0, 0, width, height - 1)), (0, 1))
    left.paste(image.crop((0, 0, width - 1, height)), (1, 0))
    by_filter = {
        NONE: image.tobytes(),
        SUB: ImageChops.subtract_modulo(image, left).tobytes(),
        UP: ImageChops.subtract_modulo(image, above).tobytes(),
    }
    kinds = filters or [UP] * height
    line = 3 * width
    rows = b"".join(bytes([kind]) + by_filter[kind][n * line : (n + 1) * line] for n, kind in enumerate(kinds))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = zlib.compress(rows + extra, 1)
    halves = [chunk(b"IDAT", [packed[:1000]]), chunk(b"IDAT", [packed[1000:]])]
    return io.BytesIO(SIGNATURE + b"".join([chunk(b"IHDR", [header]), *halves, chunk(b"IEND", [])]))


def cut(picture: io.BytesIO, *cuts: tuple[int, int]) -> list[Slice]:
    with ThreadPoolExecutor(2) as workers:
        return slices(picture, cuts=cuts, workers=workers)


def pixels(part: Slice) -> bytes:
    """Read a slice as a PDF reader does: rows with a filter each are the inside of a PNG."""
    if not part.predicted:
        return zlib.decompress(part.packed)
    header = struct.pack(">IIBBBBB", part.width, part.height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", [header]) + chunk(b"IDAT", [part.packed]) + chunk(b"IEND", [])
    return Image.open(io.BytesIO(SIGNATURE + body)).tobytes()


@pytest.mark.parametrize(
    "filters",
    [[UP] * 400, [NONE] + [UP] * 399, [NONE, UP, UP, UP] * 100, [NONE] * 400, [UP] * 251 + [NONE] + [UP] * 148],
)
def test_parts_of_a_picture_as_browsers_write_it_are_its_pixels(filters: list[int]) -> None:
    image = noise((37, 400))
    cuts = [(0, 150), (102, 252), (204, 354), (306, 400)]
    parts = cut(as_browsers_write(image, filters=filters), *cuts)
    assert [part.predicted for part in parts] == [True] * 4
    assert [pixels(part) for part in parts] == [image.crop((0, top, 37, bottom)).tobytes() for top, bottom in cuts]


@pytest.mark.parametrize("late", [0, 200, 399])
def test_a_row_filtered_otherwise_anywhere_is_read_by_the_picture_library(late: int) -> None:
    image = noise((37, 400))
    filters = [UP] * 400
    filters[late] = SUB
    cuts = [(0, 300), (252, 400)]
    parts = cut(as_browsers_write(image, filters=filters), *cuts)
    assert [pixels(part) for part in parts] == [image.crop((0, top, 37, bottom)).tobytes() for top, bottom in cuts]
    assert not any(part.predicted for part in parts)


def test_bytes_after_the_last_row_change_nothing() -> None:
    image = noise((20, 30))
    (part,) = cut(as_browsers_write(image, extra=b"more" * 1000), (0, 30))
    assert pixels(part) == image.tobytes()


def test_what_is_transparent_is_white_on_paper() -> None:
    png = as_browsers_write(Image.new("RGB", (4, 4), (1, 2, 3))).getvalue()
    one_colour_clear = png[:33] + chunk(b"tRNS", [struct.pack(">HHH", 1, 2, 3)]) + png[33:]
    (part,) = cut(io.BytesIO(one_colour_clear), (0, 4))
    assert pixels(part) == b"\xff" * 48


def test_a_picture_cut_short_or_changed_is_refused() -> None:
    png = as_browsers_write(noise((37, 400))).getvalue()
    rows = zlib.compress(bytes(38 * 3), 1)
    header = chunk(b"IHDR", [struct.pack(">IIBBBBB", 37, 400, 8, 2, 0, 0, 0)])
    too_few = SIGNATURE + header + chunk(b"IDAT", [rows]) + chunk(b"IEND", [])
    no_stream = SIGNATURE + header + chunk(b"IDAT", [b"\x78\x01" + b"\xff" * 90]) + chunk(b"IEND", [])
    changed = png[:5000] + bytes([png[5000] ^ 1]) + png[5001:]
    for bad in (png[:9000], too_few, no_stream, changed):
        with pytest.raises(BadFile):
            cut(io.BytesIO(bad), (0, 400))


def test_another_reader_sees_the_same_pixels_in_the_pdf_and_the_file_is_the_same_each_time() -> None:
    image = noise((100, 2000))
    made = [
        a4(
            as_browsers_write(image),
            url="https://example.com/",
            title="題",
            taken=TAKEN,
            item="E1",
            case="事",
            facts=[],
        )
        for _ in range(2)
    ]
    assert made[0] == made[1]
    top = 0
    for number, page in enumerate(PdfReader(io.BytesIO(made[0])).pages):
        part = next(iter(page.images)).image
        assert part is not None
        top -= 48 if number else 0
        assert part.convert("RGB").tobytes() == image.crop((0, top, 100, top + part.height)).tobytes()
        top += part.height
    assert top == 2000


def test_the_tallest_page_is_cut_without_all_its_pixels_in_memory() -> None:
    packer = zlib.compressobj(1)
    twenty = b"\2" + b"\7" * 3840 + (b"\2" + bytes(3840)) * 19
    packed = b"".join(packer.compress(twenty) for _ in range(3000)) + packer.flush()
    header = struct.pack(">IIBBBBB", 1280, 60_000, 8, 2, 0, 0, 0)
    png = SIGNATURE + chunk(b"IHDR", [header]) + chunk(b"IDAT", [packed]) + chunk(b"IEND", [])
    tracemalloc.start()
    try:
        parts = cut(io.BytesIO(png), *((top, min(top + 1700, 60_000)) for top in range(0, 60_000 - 48, 1652)))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert all(part.predicted for part in parts)
    assert peak < 60 * 2**20  # 28 MiB measured; the pixels are 220 MiB
