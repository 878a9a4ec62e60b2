"""A letter as a Word file: editable, in the right fonts, with every value and without anything that is masked."""

import zipfile
from dataclasses import replace
from io import BytesIO

import docx as word
import pytest
from docx.document import Document
from docx.oxml import parse_xml

from tests.documents.letters import BLANK, ENGLISH, FORM, HOSTILE, MASKED, SECRETS
from yosuga.documents import letter_docx
from yosuga.documents.letter import Letter

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# The order of children that Word insists on (ISO/IEC 29500-1, 17.3.1.26, 17.3.2.28, 17.4.60, 17.4.70), as far as used.
_ORDERS = {
    "pPr": "pStyle keepNext keepLines pBdr shd tabs spacing ind jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs color spacing sz szCs highlight u shd lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan vMerge tcBorders shd vAlign",
}


def opened(data: bytes) -> Document:
    return word.Document(BytesIO(data))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def words(data: bytes) -> str:
    paper = opened(data)
    lines = [line.text for line in paper.paragraphs]
    lines += [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    section = paper.sections[0]
    return "\n".join([*lines, *(line.text for line in (*section.header.paragraphs, *section.footer.paragraphs))])


def test_every_value_of_a_form_is_there_to_be_edited() -> None:
    told = words(letter_docx.docx(FORM))
    for row in (*FORM.sender, *(row for part in FORM.parts for row in part.rows)):
        assert row.label in told
        assert row.value in told
    for text in (
        FORM.title,
        *FORM.to,
        FORM.opening,
        "☑ プライバシー権",
        "☐ 名誉権",
        "2026年11月22日",
        "整理番号 C-7K3M9QXR",
    ):
        assert text in told


def test_what_is_masked_is_in_no_part_and_changes_nothing() -> None:
    data = letter_docx.docx(MASKED)
    for name, body in parts(data).items():
        assert not any(secret.encode() in body for secret in (*SECRETS, "秘密商事株式会社")), name
    other = replace(MASKED, sender=tuple(replace(row, value="別" * 200) for row in MASKED.sender))
    assert letter_docx.docx(other) == data
    assert words(data).count("■■■■■■■■（伏せています）") == 4
    assert "意見照会用" in words(data)


def test_it_is_a4_in_the_language_of_the_letter_with_fonts_for_both_scripts() -> None:
    for letter, latin in ((FORM, "\uff2d\uff33 明朝"), (ENGLISH, "Times New Roman")):
        data = letter_docx.docx(letter)
        section = opened(data).sections[0]
        sides = [round(side.mm) for side in (section.page_width, section.page_height) if side is not None]
        assert sides == [210, 297]
        styles = parts(data)["word/styles.xml"].decode()
        assert 'w:eastAsia="\uff2d\uff33 明朝"' in styles
        assert f'w:ascii="{latin}"' in styles
        assert opened(data).core_properties.language == ("ja-JP" if letter is FORM else "en-GB")


def test_blanks_are_left_to_write_in() -> None:
    told = words(letter_docx.docx(BLANK))
    assert told.count("＿" * 18) == 2
    assert "年　　月　　日" in told
    heights = [row.height for row in opened(letter_docx.docx(BLANK)).tables[1].rows]
    assert all(height is not None and height.mm > 7 for height in heights)


def test_nobody_is_named_in_the_properties_and_there_is_no_macro_or_time() -> None:
    data = letter_docx.docx(FORM)
    assert data == letter_docx.docx(FORM)
    with zipfile.ZipFile(BytesIO(data)) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in packed.namelist() if "vba" in name.lower() or name.endswith((".bin", ".jpeg"))]
    told = opened(data).core_properties
    assert (told.author, told.last_modified_by, told.title) == ("", "", FORM.title)


@pytest.mark.parametrize("letter", [FORM, MASKED, BLANK, ENGLISH, HOSTILE])
def test_word_finds_every_element_where_it_expects_it(letter: Letter) -> None:
    for name, body in parts(letter_docx.docx(letter)).items():
        if name.endswith(".xml"):
            root = parse_xml(body)
            for kind, order in _ORDERS.items():
                known = order.split()
                for about in root.iter(f"{_W}{kind}"):
                    found = [child.tag.removeprefix(_W) for child in about]
                    assert [known.index(one) for one in found if one in known] == sorted(
                        known.index(one) for one in found if one in known
                    ), (name, found)
