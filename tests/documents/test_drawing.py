"""Small pictures of pictures that anybody may have made, drawn in a child process that may die of them."""

import struct
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from itertools import pairwise

import pytest
from PIL import Image

from yosuga.documents.drawing import Drawer


@pytest.fixture
def drawer() -> Iterator[Drawer]:
    """A drawer of this test's own."""
    one = Drawer()
    yield one
    one.close()


def _png(size: tuple[int, int] = (800, 2400), colour: str = "teal") -> bytes:
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _bomb() -> bytes:
    """A PNG that says it has 5,000 x 5,000 pixels of 16 bits and holds them in a few kilobytes."""
    head = struct.pack(">IIBBBBB", 5000, 5000, 16, 6, 0, 0, 0)
    rows = zlib.compress(bytes(8 * 5000 + 1) * 5000, 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def test_the_top_of_a_tall_picture_is_drawn_within_the_size_that_was_asked_for(drawer: Drawer) -> None:
    with Image.open(BytesIO(drawer.drawn(_png(), width=240, height=320, veiled=False))) as drawn:
        assert drawn.format == "JPEG"
        assert drawn.size == (240, 320)
        assert not drawn.getexif()


def test_a_veiled_picture_tells_nothing_but_light_and_dark(drawer: Drawer) -> None:
    half = Image.new("RGB", (400, 400), "white")
    half.paste(Image.effect_noise((400, 200), 90).convert("RGB"), (0, 0))
    out = BytesIO()
    half.save(out, "PNG")
    with Image.open(BytesIO(drawer.drawn(out.getvalue(), width=240, height=320, veiled=True))) as drawn:
        grey = drawn.convert("L")
        row = [grey.getpixel((x, 20)) for x in range(grey.width)]
    steps = [abs(int(str(one)) - int(str(other))) for one, other in pairwise(row)]
    assert max(steps) <= 6


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(bytes, id="nothing"),
        pytest.param(lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n", id="another form"),
        pytest.param(lambda: _png()[:200], id="cut short"),
        pytest.param(lambda: b"\xff\xd8\xff" + bytes(500), id="no picture"),
        pytest.param(lambda: _png((8000, 8000)), id="too many pixels"),
    ],
)
def test_what_cannot_be_shown_gives_nothing_and_the_next_is_drawn(drawer: Drawer, content: Callable[[], bytes]) -> None:
    assert drawer.drawn(content(), width=240, height=320, veiled=False) == b""
    assert drawer.drawn(_png(), width=240, height=320, veiled=False)


@pytest.mark.e2e
def test_a_picture_that_swells_ends_at_most_the_child(drawer: Drawer) -> None:
    drawer.drawn(_bomb(), width=240, height=320, veiled=False)
    assert drawer.drawn(_png(), width=240, height=320, veiled=False)


def test_a_child_that_was_killed_is_replaced(drawer: Drawer) -> None:
    assert drawer.drawn(_png(), width=240, height=320, veiled=False)
    child = drawer._child
    assert child is not None
    child.kill()
    child.wait(10)
    assert drawer.drawn(_png(), width=240, height=320, veiled=False)


def test_each_of_many_threads_gets_its_own_picture(drawer: Drawer) -> None:
    colours = ["red", "green", "blue", "white", "black", "yellow", "purple", "teal"]

    def middle(colour: str) -> tuple[int, ...]:
        drawn = drawer.drawn(_png((300, 300), colour), width=240, height=320, veiled=False)
        with Image.open(BytesIO(drawn)) as picture:
            pixel = picture.getpixel((100, 100))
        return pixel if isinstance(pixel, tuple) else ()

    with ThreadPoolExecutor(4) as pool:
        seen = dict(zip(colours, pool.map(middle, colours), strict=True))
    assert all(abs(seen["red"][at] - (254, 0, 0)[at]) < 8 for at in range(3))
    assert len(set(seen.values())) == len(colours)
