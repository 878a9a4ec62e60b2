import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo

from yosuga.detect.images import loosening, opening, picture
from yosuga.detect.images.opening import Facts, Frame
from yosuga.detect.images.refusals import (
    DrawingGiven,
    NoPicture,
    PaperGiven,
    PictureDamaged,
    PictureRefused,
)

pytestmark = pytest.mark.e2e  # starts servers or processes, or reads pictures: seconds each


def opened(content: bytes, *, most: int = 8) -> tuple[Facts, list[Frame], list[str]]:
    with opening.opened(content, most=most) as one:
        return one.facts, list(one.frames()), one.warnings


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    held = io.BytesIO()
    image.save(held, form, **options)
    return held.getvalue()


def ramp() -> Image.Image:
    return Image.fromarray(np.arange(64 * 48 * 3, dtype=np.uint32).astype(np.uint8).reshape(48, 64, 3))


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"<?xml version='1.0'?><svg xmlns='x'><script>1</script></svg>", DrawingGiven),
        (b"%PDF-1.7 /Encrypt", PaperGiven),
        (b"hello", NoPicture),
        (b"", NoPicture),
        (b"\xff\xd8\xff\xe0", PictureDamaged),
    ],
)
def test_what_is_no_picture_is_refused_in_words(content: bytes, error: type[PictureRefused]) -> None:
    with pytest.raises(error) as refused:
        opened(content)
    assert "Traceback" not in refused.value.for_people()


def test_a_bomb_is_not_decoded_and_its_metadata_are_still_read() -> None:
    bomb = saved(Image.new("1", (10_000, 10_000)), "PNG")
    facts, frames, _ = opened(bomb)
    assert (facts.width, facts.height, facts.warnings) == (10_000, 10_000, ("too-many-pixels",))
    assert facts.width * facts.height > picture.MOST_PIXELS
    assert not frames


def test_half_a_picture_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    whole = saved(Image.effect_noise((400, 400), 60).convert("RGB"), "JPEG")
    (tmp_path / "half.jpg").write_bytes(whole[: len(whole) // 2])
    with opening.opened(tmp_path / "half.jpg", most=1) as one:
        (frame,) = one.frames()
        assert one.warnings == ["picture-damaged"]
    assert frame.picture.size == (400, 400)


def test_exif_says_where_when_and_with_what_and_turns_the_picture() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x0110] = 6, "ExampleCam 9"
    exif.get_ifd(0x8769)[0xA431] = "SN0001"
    exif.get_ifd(0x8825).update({1: "S", 2: (35.0, 30.0, 0.0), 3: "E", 4: (139.0, 45.0, 0.0)})
    facts, (frame,), _ = opened(saved(ramp(), "JPEG", exif=exif))
    assert facts.metadata["location"] == {"latitude": -35.5, "longitude": 139.75}
    assert facts.metadata["device"] == {"model": "ExampleCam 9"}
    assert facts.metadata["serial"] == {"body": "SN0001"}
    assert frame.picture.size == (48, 64)


def test_xmp_is_read_without_a_parser_that_follows_entities() -> None:
    packet = (
        b'<x:xmpmeta><rdf:Description exif:GPSLatitude="35,30N"><dc:creator> <rdf:Seq> <rdf:li>Zz</rdf:li></rdf:Seq>'
    )
    facts, _, _ = opened(saved(ramp(), "WEBP", xmp=packet))
    assert facts.metadata["owner"] == {"creator": "Zz"}
    assert facts.metadata["location"] == {"latitude_written": "35,30N"}


def test_an_animation_gives_its_frames_but_no_more_than_asked_for() -> None:
    frames = [Image.new("RGB", (40, 30), (at * 20, 0, 0)) for at in range(10)]
    content = saved(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=100)
    _, found, _ = opened(content, most=4)
    assert [frame.at for frame in found] == [0, 3, 6, 9]


def test_a_frame_that_differs_by_one_word_is_looked_at() -> None:
    from yosuga.detect.images.looking import look

    frames = [Image.new("RGB", (900, 400), "white") for _ in range(3)]
    letters = ImageFont.load_default(40)
    for frame, words in zip(frames, ("Hello", "TEL 090-0000-1234", "Hello"), strict=True):
        ImageDraw.Draw(frame).text((40, 40), words, font=letters, fill="black")
    for form in ("GIF", "TIFF"):
        seen = look(saved(frames[0], form, save_all=True, append_images=frames[1:]))
        assert [one.kind.value for one in seen.findings] == ["PHONE"]
        assert [line.text for line in seen.lines].count("Hello") == 1


def test_something_drawn_under_what_is_transparent_is_told() -> None:
    hidden = Image.new("RGBA", (300, 100), (255, 255, 255, 0))
    ImageDraw.Draw(hidden).rectangle((20, 20, 200, 60), fill=(0, 0, 0, 0))
    assert opened(saved(hidden, "PNG"))[1:][0][0].picture.getcolors() == [(30_000, (255, 255, 255))]
    assert "see-through" in opened(saved(hidden, "PNG"))[2]
    empty = Image.new("RGBA", (300, 100), (255, 255, 255, 0))
    ImageDraw.Draw(empty).rectangle((20, 20, 200, 60), fill=(0, 0, 0, 255))
    assert opened(saved(empty, "PNG"))[2] == []


def test_an_author_named_in_a_png_is_its_owner() -> None:
    said = PngInfo()
    said.add_itxt("Author", "山田花子")
    assert opened(saved(ramp(), "PNG", pnginfo=said))[0].metadata["owner"] == {"Author": "山田花子"}


@pytest.mark.parametrize("mode", ["CMYK", "P", "I;16", "LA"])
def test_every_kind_of_pixels_becomes_plain_rgb(mode: str) -> None:
    if mode == "I;16":
        image = Image.fromarray((np.asarray(ramp().convert("L")).astype(np.uint16)) * 257)
    else:
        image = ramp().convert(mode)
    _, (frame,), warned = opened(saved(image, "TIFF"))
    assert (frame.picture.mode, frame.picture.size, warned) == ("RGB", (64, 48), [])


def test_a_model_saved_for_one_size_is_loosened_and_a_broken_one_is_refused() -> None:
    shape = bytes([0x0A, 2, 0x08, 10, 0x0A, 2, 0x08, 3, 0x0A, 2, 0x08, 32])

    def wrapped(field: int, body: bytes) -> bytes:
        return bytes([field << 3 | 2, len(body)]) + body

    def model(inner: bytes) -> bytes:
        return wrapped(7, wrapped(11, wrapped(2, wrapped(1, wrapped(2, inner)))))

    loose = loosening.any_size(model(shape))
    assert loose == model(b"\x0a\x04\x12\x02d0" + shape[4:8] + b"\x0a\x04\x12\x02d2")
    with pytest.raises(ValueError, match="not a whole model"):
        loosening.any_size(model(shape)[:-3])
