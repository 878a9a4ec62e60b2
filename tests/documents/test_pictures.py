import io
import struct

import pytest
from PIL import Image

from yosuga.documents.pictures import loaded_rgb, open_picture
from yosuga.documents.png import SIGNATURE, chunk
from yosuga.errors import BadFile


def claiming(width: int, height: int) -> io.BytesIO:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return io.BytesIO(SIGNATURE + chunk(b"IHDR", [header]) + chunk(b"IDAT", [b"x"]) + chunk(b"IEND", []))


def test_the_tallest_capture_is_accepted_without_a_warning() -> None:
    assert open_picture(claiming(1280, 60_000)).size == (1280, 60_000)
    assert open_picture(claiming(2560, 60_000)).size == (2560, 60_000)


@pytest.mark.parametrize("size", [(100_000, 100_000), (2560, 65_536)])
def test_a_bomb_is_refused_by_its_size_alone(size: tuple[int, int]) -> None:
    with pytest.raises(BadFile):
        open_picture(claiming(*size))


def test_what_is_transparent_is_shown_on_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (2, 2), (0, 0, 0, 0)).save(out, "PNG")
    assert loaded_rgb(out).getpixel((0, 0)) == (255, 255, 255)
