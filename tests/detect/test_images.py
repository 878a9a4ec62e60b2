from pathlib import Path

import numpy as np
import pytest
import segno
from PIL import Image, ImageDraw, ImageFont

from yosuga.detect.base import Kind
from yosuga.detect.images import blobs, codes, folder, geometry, insets, labels, plates, text, told
from yosuga.detect.images.base import Box, Code, Line, Looked
from yosuga.detect.images.geometry import Joint
from yosuga.detect.images.looking import look


def line(words: str, *, x: int = 0, y: int = 0, size: int = 20) -> Line:
    places = tuple(Box(x + at * size, y, x + (at + 1) * size, y + size) for at in range(len(words)))
    return Line(words, geometry.around(places), places, 0.99, float(size))


def column(words: str, *, x: int, y: int = 0, size: int = 20) -> Line:
    places = tuple(Box(x, y + at * size, x + size, y + (at + 1) * size) for at in range(len(words)))
    return Line(words, geometry.around(places), places, 0.99, float(size), 90.0, upright=False)


def written(words: str, *, size: int = 40) -> Image.Image:
    image = Image.new("RGB", (600, 120), "white")
    ImageDraw.Draw(image).text((30, 30), words, font=ImageFont.load_default(size), fill="black")
    return image


def test_a_patch_that_lies_aslant_gets_the_rectangle_that_lies_aslant() -> None:
    slant = blobs.Slant(100.0, 60.0, 120.0, 20.0, -12.0)
    drawn = Image.new("1", (200, 120))
    ImageDraw.Draw(drawn).polygon([(float(x), float(y)) for x, y in slant.corners()], fill=1)
    (patch,) = blobs.patches(np.asarray(drawn), most=10)
    found = blobs.smallest_rectangle(patch.outline)
    assert abs(found.angle - slant.angle) < 1.5
    assert abs(found.length - slant.length) < 4
    assert abs(found.x - slant.x) + abs(found.y - slant.y) < 3


def test_patches_that_meet_below_are_one_and_those_apart_are_two() -> None:
    mask = np.zeros((6, 12), dtype=bool)
    mask[0:5, 1] = mask[0:5, 5] = mask[4, 1:6] = True
    mask[0:3, 9] = True
    assert sorted(int((one.runs[:, 2] - one.runs[:, 1]).sum()) for one in blobs.patches(mask, most=10)) == [3, 13]


def test_lines_are_read_by_rows_and_columns_from_the_right() -> None:
    first, beside, below = line("なまえ"), line("@zz", x=100, y=2), line("つぎ", y=40)
    assert geometry.ordered([below, beside, first]) == (first, beside, below)
    right, left = column("東京都架空町", x=200), column("旭陽菜", x=100)
    assert geometry.ordered([left, right]) == (right, left)


def test_a_line_broken_for_want_of_room_goes_on_and_a_short_one_does_not() -> None:
    lines = [line("あ" * 20, y=0), line("いい", y=26), line("う" * 20, y=90), line("ええ", y=116)]
    assert geometry.joints(lines) == [Joint.WRAP, Joint.BREAK, Joint.WRAP, Joint.BREAK]
    alone = [line("架空台第二小学校", y=0), line("2年2組", y=26)]
    assert geometry.joints(alone)[0] is Joint.BREAK


def test_a_number_broken_over_two_lines_is_found_with_a_box_on_each() -> None:
    lines = [line("お急ぎの方は担当の携帯0120ではなく090-0000-", y=0), line("1234までどうぞ", y=26)]
    (phone,) = [one for one in told.in_lines(lines) if one.kind is Kind.PHONE]
    assert phone.text == "090-0000-1234"
    assert [box.top for box in phone.boxes] == [0, 26]


def test_only_numbers_are_mended_and_sign_by_sign() -> None:
    assert text.mended("新居はテ166-0003です") == "新居は〒166-0003です"
    assert text.mended("09O-0000-l234") == "090-0000-1234"
    assert text.mended("テスト Ol l0ve デ") == "テスト Ol l0ve デ"


def test_boxes_of_a_stretch_are_those_of_its_signs() -> None:
    read = text.of([line("あいう", y=0), line("えお", y=30)], [Joint.WRAP, Joint.BREAK])
    assert read.boxes(1, 4) == (Box(20, 0, 60, 20), Box(0, 30, 20, 50))


def test_a_name_plate_names_a_person_and_to_whom_she_belongs() -> None:
    plate = [line("夕架堂書房", y=0), line("営業部", y=40), line("佐藤陽菜", y=80, size=44)]
    found = {(one.kind, one.text) for one in labels.recognise(plate)}
    assert found == {(Kind.PERSON, "佐藤陽菜"), (Kind.WORKPLACE, "夕架堂書房")}


def test_a_shop_sign_is_no_name_plate() -> None:
    assert not list(labels.recognise([line("本日休業", size=60), line("またのお越しを", y=80)]))


def test_both_rows_of_a_number_plate_are_one_finding() -> None:
    rows = [line("品川300", x=60, y=0), line("て", y=40), line("72-21", x=40, y=30, size=40)]
    rows = list(geometry.ordered(rows))
    assert plates.joined(rows, geometry.joints(rows))[0] is Joint.SPACE
    assert (Kind.LICENSE_PLATE, "品川300 て 72-21") in {(one.kind, one.text) for one in told.in_lines(rows)}


def test_the_position_a_file_says_and_the_words_of_a_code_are_findings() -> None:
    (place,) = told.in_metadata({"location": {"latitude": 35.5, "longitude": 139.5}})
    assert (place.kind, place.where, place.box) == (Kind.GEO, "metadata", None)
    box = Box(1, 2, 3, 4)
    (mail,) = told.in_codes([Code(box, "QRCode", "mailto:hina@example.com")])
    assert (mail.kind, mail.boxes) == (Kind.EMAIL, (box,))


@pytest.mark.parametrize("turn", [0, 90, 33])
def test_a_code_is_read_however_it_lies(turn: int) -> None:
    matrix = [[0 if dark else 255 for dark in row] for row in segno.make("https://example.com/zz", error="m").matrix]
    small = Image.fromarray(np.array(matrix, dtype=np.uint8)).resize((116, 116), Image.Resampling.NEAREST)
    sheet = Image.new("L", (300, 300), 255)
    sheet.paste(small, (90, 90))
    (found,) = codes.codes(sheet.rotate(turn, fillcolor=255, resample=Image.Resampling.BICUBIC).convert("RGB"))
    assert found.text == "https://example.com/zz"
    assert 60 < found.box.left < 120
    assert 180 < found.box.right < 240


def page_with_heads() -> tuple[Image.Image, list[Box]]:
    """A screen with words, and two round pictures of many colours beside them."""
    page, places = written("今日は海へ行きました", size=36), [Box(40, 300, 120, 380), Box(40, 480, 136, 576)]
    sheet = Image.new("RGB", (page.width, 700), "white")
    sheet.paste(page)
    for number, box in enumerate(places):
        noise = np.random.default_rng(number).integers(0, 255, (8, 8, 3), dtype=np.uint8)
        disc = Image.new("L", (box.width, box.height))
        ImageDraw.Draw(disc).ellipse((0, 0, box.width - 1, box.height - 1), fill=255)
        sheet.paste(Image.fromarray(noise).resize(disc.size, Image.Resampling.BICUBIC), (box.left, box.top), disc)
    return sheet, places


def test_heads_beside_words_are_laid_on_a_sheet_and_known_by_where_they_stood() -> None:
    page, places = page_with_heads()
    sheet = insets.sheet(page, most=16)
    assert sheet is not None
    for one, box in zip(sorted(sheet.places, key=lambda place: place.top), places, strict=True):
        assert abs(one.left - box.left) < 12
        assert abs(one.bottom - box.bottom) < 12
    left, top, right, bottom = sheet.origin(0, 0, 176, 176) or (0, 0, 0, 0)
    assert Box(round(left), round(top), round(right), round(bottom)) == sheet.places[0]
    assert sheet.origin(1000, 0, 1010, 10) is None


def test_a_page_of_words_and_a_photograph_have_no_sheet() -> None:
    assert insets.sheet(written("電話は 090-0000-1234"), most=16) is None
    noise = np.random.default_rng(1).integers(0, 255, (200, 200, 3), dtype=np.uint8)
    assert insets.sheet(Image.fromarray(noise).resize((800, 800)), most=16) is None


def test_the_first_answer_comes_before_anything_is_read(tmp_path: Path) -> None:
    written("TEL 090-0000-1234").save(tmp_path / "note.png")
    firsts: list[Looked] = []
    whole = look(tmp_path / "note.png", first=firsts.append)
    assert [(one.complete, one.lines) for one in firsts] == [(False, ())]
    assert whole.complete
    (phone,) = [one for one in whole.findings if one.kind is Kind.PHONE]
    assert phone.text == "090-0000-1234"
    assert phone.box is not None
    assert 90 < phone.box.left < 150
    assert whole.faces == ()


@pytest.mark.e2e
def test_a_bad_file_in_a_folder_is_a_row_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"<svg onload='x()'/>")
    written("ID hina_zz@example.com", size=30).save(tmp_path / "b.jpg", "PNG")
    (tmp_path / "gold.json").write_text("[]")
    bad, good = folder.rows(tmp_path)
    assert (bad["file"], bad["error"]) == ("a.png", "an-svg")
    assert good["file"] == "b.jpg"
    assert '"EMAIL"' in str(good["findings"]).replace("'", '"')
