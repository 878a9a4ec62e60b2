import random
from dataclasses import replace
from functools import partial
from io import BytesIO
from itertools import pairwise

import pytest
import segno
from PIL import Image, ImageDraw, ImageFont

from tests.detect import layouts
from yosuga.detect.base import Kind
from yosuga.detect.images.base import Box, Code, Face, Found, Line, Looked
from yosuga.detect.redaction.pictures import ROUNDS, Form, RedactedPicture, Wanted, burned, encoded, redact
from yosuga.detect.redaction.places import areas, boxes_of, covers, grown
from yosuga.detect.redaction.refusing import StillThere
from yosuga.documents.fonts import japanese_font
from yosuga.errors import BadFile

pytestmark = pytest.mark.e2e  # starts servers or processes, or reads pictures: seconds each

BLACK = (0, 0, 0)
FORMS: list[Form] = ["PNG", "JPEG"]


def drawn(*rows: str, size: int = 32) -> Image.Image:
    """A screenshot: rows of black letters on white."""
    font = ImageFont.truetype(str(japanese_font().path), size)
    picture = Image.new("RGB", (1000, 80 + len(rows) * size * 2), (255, 255, 255))
    draw = ImageDraw.Draw(picture)
    for number, row in enumerate(rows):
        draw.text((40, 40 + number * size * 2), row, font=font, fill=(20, 20, 20))
    return picture


def with_metadata(picture: Image.Image) -> bytes:
    """The picture as a telephone writes it: place, device and owner in its EXIF."""
    exif = picture.getexif()
    exif[0x010F], exif[0x013B] = "Fictional Phones", "Fictional Owner"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (35.0, 0.0, 0.0)
    out = BytesIO()
    picture.save(out, "JPEG", quality=95, exif=exif)
    return out.getvalue()


def pixels(copy: RedactedPicture) -> Image.Image:
    return Image.open(BytesIO(copy.content)).convert("RGB")


def line(text: str, *, left: int = 10, top: int = 10, sign: int = 20, upright: bool = True) -> Line:
    places = tuple(Box(left + n * sign, top + 3, left + (n + 1) * sign, top + sign - 3) for n in range(len(text)))
    return Line(text, Box(left, top, left + len(text) * sign, top + sign), places, 0.9, sign, upright=upright)


def test_a_box_is_as_high_as_its_line_and_wider_than_its_signs() -> None:
    looked = Looked(400, 100, lines=(line("電話は090-0000-1205"),), complete=True)
    (box,) = boxes_of(looked, kinds=None, faces=True, codes=True)
    assert box.top < 10
    assert box.bottom > 30
    assert box.left < 10 + 3 * 20
    assert box.right > 10 + 16 * 20


def test_the_black_of_a_line_leaves_the_lines_beside_it_readable() -> None:
    found = Found(Kind.PHONE, "090-0000-1205", 0.9, "test", "text", (Box(100, 100, 300, 120),))
    (box,) = boxes_of(Looked(400, 300, findings=(found,), complete=True), kinds=None, faces=True, codes=True)
    assert (box.top, box.bottom) == (95, 125)
    assert (box.left, box.right) == (88, 312)
    column = replace(found, boxes=(Box(100, 100, 120, 280),))
    (box,) = boxes_of(Looked(400, 300, findings=(column,), complete=True), kinds=None, faces=True, codes=True)
    assert (box.left, box.right) == (95, 125)


def test_black_places_are_counted_as_a_person_sees_them() -> None:
    apart, touching = Box(0, 0, 10, 10), Box(10, 0, 20, 10)
    assert areas([]) == 0
    assert areas([apart, Box(40, 0, 50, 10)]) == 2
    assert areas([apart, Box(20, 0, 30, 10), touching]) == 1


def test_what_goes_on_in_the_next_line_is_covered_in_both() -> None:
    lines = (line("住所は東京都杉並区架空町"), line("9-99-9 コーポ霧ヶ峰203です", top=50))
    boxes = list(boxes_of(Looked(400, 100, lines=lines, complete=True), kinds=None, faces=True, codes=True))
    assert {box.top > 30 for box in boxes} == {False, True}


def test_faces_and_codes_are_covered_unless_left_out() -> None:
    face, code = Face(Box(100, 100, 200, 200), 0.9), Code(Box(300, 100, 400, 200), "QRCode", "https://example.com/")
    looked = Looked(500, 300, faces=(face,), codes=(code,), complete=True)
    both = list(boxes_of(looked, kinds=None, faces=True, codes=True))
    assert len(both) == 2
    assert (both[0].left, both[0].right) == (80, 220)
    assert list(boxes_of(looked, kinds=None, faces=False, codes=False)) == []


def test_only_the_kinds_that_were_asked_for_are_covered() -> None:
    found = Found(Kind.LICENSE_PLATE, "品川300あ12-34", 0.9, "plate", "text", (Box(10, 10, 90, 40),))
    looked = Looked(200, 100, findings=(found,), complete=True)
    assert list(boxes_of(looked, kinds={Kind.PHONE}, faces=True, codes=True)) == []
    assert len(list(boxes_of(looked, kinds={Kind.LICENSE_PLATE}, faces=True, codes=True))) == 1


def test_boxes_stay_inside_the_picture() -> None:
    assert grown(Box(2, 2, 98, 48), by=10, inside=(100, 50)) == Box(0, 0, 100, 50)
    assert grown(Box(150, 60, 170, 70), by=5, inside=(100, 50)) == Box(95, 45, 100, 50)


def test_what_lies_under_black_is_not_seen_any_more() -> None:
    black = [Box(0, 0, 50, 20), Box(50, 0, 100, 20)]
    assert covers(black, Box(10, 2, 90, 18))
    assert not covers(black, Box(60, 2, 160, 18))
    assert not covers([], Box(0, 0, 1, 1))


def test_a_file_of_bare_pixels_says_nothing_else() -> None:
    picture = Image.open(BytesIO(with_metadata(drawn("あ"))))
    for form in FORMS:
        again = Image.open(BytesIO(encoded(picture.convert("RGB"), form=form)))
        assert not again.getexif()
        assert not {"exif", "icc_profile", "comment", "XML:com.adobe.xmp"} & set(again.info)


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(BadFile):
        redact(b"no picture", wanted=Wanted())


def test_a_screenshot_with_its_metadata_becomes_a_copy_without_both() -> None:
    from yosuga.detect.images.looking import look

    original = with_metadata(drawn("きのうの話です", "電話は 090-0000-1205", "またね"))
    assert look(original).metadata.keys() > {"format"}
    copy = redact(original, wanted=Wanted(), form="PNG", look=look)
    again = look(copy.content)
    assert again.metadata.keys() <= {"format"}
    assert [found for found in again.findings if not all(covers(copy.boxes, box) for box in found.boxes)] == []
    assert any("きのう" in one.text for one in again.lines)
    seen = pixels(copy)
    assert copy.boxes
    for box in copy.boxes:
        assert seen.crop((box.left, box.top, box.right, box.bottom)).getcolors() == [
            ((box.right - box.left) * (box.bottom - box.top), BLACK)
        ]


def seen_beside_the_black(content: bytes, *, rows: range) -> Looked:
    """Eyes that see a code left of all that is not black yet, in any of these rows of pixels."""
    copy = Image.open(BytesIO(content)).convert("L")
    looked = Looked(copy.width, copy.height, complete=True)
    for top in rows:
        box = copy.crop((0, top, copy.width, top + 20)).getbbox()
        if box:
            left = min(box[0], copy.width - 20)
            return replace(looked, codes=(Code(Box(left, top, left + 20, top + 20), "QRCode", "words"),))
    return looked


def test_what_is_seen_again_is_covered_until_nothing_is_seen() -> None:
    page = Image.new("RGB", (800, 400), (255, 255, 255))
    copy = burned(page, wanted=Wanted(), look=partial(seen_beside_the_black, rows=range(100, 101)))
    assert 1 < copy.rounds < ROUNDS
    assert pixels(copy).crop((0, 100, 800, 120)).getbbox() is None
    assert pixels(copy).getpixel((400, 300)) == (255, 255, 255)


def test_a_copy_in_which_something_is_seen_at_every_look_is_refused() -> None:
    page = Image.new("RGB", (800, 800), (255, 255, 255))
    with pytest.raises(StillThere):
        burned(page, wanted=Wanted(), look=partial(seen_beside_the_black, rows=range(0, 780, 20)))


@pytest.mark.parametrize("kind", ["table", "tilted label", "columns", "dark talk"])
def test_a_copy_of_any_layout_is_clean_when_a_check_looks_at_it(kind: str) -> None:
    from yosuga.detect.images.looking import look

    page = layouts.KINDS[kind](random.Random("a test"))
    copy = redact(encoded(page, form="PNG"), wanted=Wanted())
    again = look(copy.content)
    assert not [one for one in again.findings if not all(covers(copy.boxes, box) for box in one.boxes)]
    assert not [one for one in again.faces if not covers(copy.boxes, one.box)]


@pytest.mark.e2e
def test_a_code_is_black_in_the_copy_and_can_be_left() -> None:
    from yosuga.detect.images.looking import look

    out = BytesIO()
    segno.make("https://example.com/akari_zz0000").save(out, kind="png", scale=8)
    picture = drawn("ここから友だち追加", "よろしく", "", "", "", "", "", "")
    picture.paste(Image.open(BytesIO(out.getvalue())).convert("RGB"), (40, 180))
    original = encoded(picture, form="PNG")
    assert look(original).codes
    assert not look(redact(original, wanted=Wanted()).content).codes
    assert look(redact(original, wanted=Wanted(codes=False)).content).codes


@pytest.mark.e2e
def test_a_very_long_screenshot_is_read_to_its_end() -> None:
    from yosuga.detect.images.looking import look

    rows = [f"{number}番目の話" for number in range(150)] + ["電話は 090-0000-1205"]
    copy = redact(encoded(drawn(*rows), form="PNG"), wanted=Wanted(kinds=frozenset({Kind.PHONE})))
    end = pixels(copy).crop((0, 80 + 150 * 64 - 200, 1000, 80 + 151 * 64))
    assert not [found for found in look(encoded(end, form="PNG")).findings if found.kind is Kind.PHONE]
    assert max(box.bottom for box in copy.boxes) > 80 + 149 * 64


@pytest.mark.e2e
@pytest.mark.parametrize("form", FORMS)
def test_every_copy_of_a_set_holds_nothing_that_is_found_again(form: Form) -> None:
    from yosuga.detect.images.looking import look

    texts = ["楠田あかり 080-0000-5521", "東京都杉並区架空町9-99-9", "品川 300 あ 12-34", "@akari_zz0000"]
    for first, second in pairwise(texts):
        copy = redact(encoded(drawn(first, second), form="PNG"), wanted=Wanted(), form=form)
        again = look(copy.content)
        assert [one for one in again.findings if not all(covers(copy.boxes, box) for box in one.boxes)] == []
