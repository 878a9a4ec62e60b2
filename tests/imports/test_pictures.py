import io
from datetime import datetime

import pytest
from PIL import Image

from tests.imports import samples
from yosuga.imports import picture
from yosuga.imports.base import Outcome
from yosuga.imports.findings import Findings, UnreadableError


def read(data: bytes) -> Findings:
    return picture.read(io.BytesIO(data), "")


def test_a_photo_says_when_and_with_what_it_was_taken() -> None:
    found = read(samples.jpeg())
    assert found.taken_at == datetime.fromisoformat("2025-09-11T14:05:09+09:00")
    assert found.facts["exif"] == {
        "make": "Example",
        "model": "Phone 3",
        "software": "Camera 1.0",
        "modified": "2025:09:12 08:00:00",
        "taken": "2025:09:11 14:05:09",
        "taken_offset": "+09:00",
    }
    assert (found.facts["width"], found.facts["height"]) == (48, 32)
    assert found.warnings == []


def test_another_zone_in_exif_is_respected() -> None:
    assert read(samples.jpeg(offset="-05:00")).taken_at == datetime.fromisoformat("2025-09-11T14:05:09-05:00")


def test_a_time_without_a_zone_is_taken_as_japans_and_says_so() -> None:
    found = read(samples.jpeg(offset=""))
    assert found.taken_at == datetime.fromisoformat("2025-09-11T14:05:09+09:00")
    assert "zone-assumed" in found.warnings


def test_a_location_is_marked_as_personal() -> None:
    found = read(samples.jpeg(located=True))
    assert found.facts["location"] == {"personal": True, "latitude": 35.51, "longitude": 139.75, "date": "2025:09:11"}
    assert "location-inside" in found.warnings


def test_text_in_a_png_is_read() -> None:
    found = read(samples.png(text={"Software": "gnome-screenshot", "Title": "投稿"}))
    assert found.facts["text"] == {"Software": "gnome-screenshot", "Title": "投稿"}
    assert "no-exif" in found.warnings


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "TIFF"])
def test_other_kinds_of_picture_are_read(kind: str) -> None:
    out = io.BytesIO()
    Image.new("RGB", (20, 10)).save(out, kind)
    found = read(out.getvalue())
    assert (found.facts["format"], found.facts["width"], found.facts["height"]) == (kind, 20, 10)


def test_a_heic_gives_size_and_time_from_its_boxes() -> None:
    found = read(samples.heic())
    assert (found.facts["width"], found.facts["height"]) == (4032, 3024)
    assert found.taken_at == datetime.fromisoformat("2025-09-11T14:05:09+09:00")
    assert "pixels-not-checked" in found.warnings


def test_a_picture_that_is_cut_off_is_read_and_called_damaged() -> None:
    found = read(samples.png(size=(400, 400))[:-600])
    assert found.facts["width"] == 400
    assert "picture-damaged" in found.warnings


def test_a_picture_of_too_many_pixels_is_not_unpacked() -> None:
    out = io.BytesIO()
    Image.new("1", (20_000, 7_000)).save(out, "PNG")
    found = read(out.getvalue())
    assert "too-many-pixels" in found.warnings
    assert found.facts["height"] == 7_000


def test_content_credentials_are_named_and_not_judged() -> None:
    found = read(samples.png() + b"....jumb....jumdc2pa....")
    (check,) = found.checks
    assert (check.what, check.outcome) == ("c2pa", Outcome.NOT_CHECKED)


def test_what_is_no_picture_is_unreadable() -> None:
    with pytest.raises(UnreadableError):
        read(b"\x89PNG\r\n\x1a\nnot really")
