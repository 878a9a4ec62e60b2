"""The 証拠説明書 for Word: opens, has the seven columns, is the same each time."""

import zipfile
from datetime import date
from io import BytesIO

import docx
import pytest

from yosuga.documents import statement_docx
from yosuga.documents.court import Heading, Mark, StatementRow

HEADING = Heading(
    case_number="令和8年（ワ）第12345号", court="東京地方裁判所", date=date(2026, 11, 22), case="C-7K3M9QXR"
)


def row(text: str) -> StatementRow:
    return StatementRow(
        mark=Mark(number=1, branch=2), title=text, original="写し", made_on="", author="", purpose=text, remarks=""
    )


def opened(data: bytes) -> docx.document.Document:
    return docx.Document(BytesIO(data))


@pytest.mark.parametrize("count", [0, 1, 200])
def test_the_table_has_seven_columns_and_a_row_for_each_exhibit(count: int) -> None:
    paper = opened(statement_docx.docx([row("題")] * count, heading=HEADING))
    table = paper.tables[0]
    assert [cell.text for cell in table.rows[0].cells] == list(statement_docx.COLUMNS)
    assert len(statement_docx.COLUMNS) == 7
    assert len(table.rows) == count + 1
    if count:
        assert [cell.text for cell in table.rows[1].cells] == ["甲1の2", "題", "写し", "不明", "不明", "題", ""]


def test_it_is_a4_in_japanese_and_repeats_the_first_row() -> None:
    data = statement_docx.docx([row("題")], heading=HEADING)
    paper = opened(data)
    width, height = paper.sections[0].page_width, paper.sections[0].page_height
    assert width is not None
    assert height is not None
    assert (round(width.mm), round(height.mm)) == (210, 297)
    with zipfile.ZipFile(BytesIO(data)) as parts:
        assert 'w:eastAsia="\uff2d\uff33 明朝"' in parts.read("word/styles.xml").decode()
        assert "w:tblHeader" in parts.read("word/document.xml").decode()


def test_the_head_is_filled_or_left_blank() -> None:
    filled = "\n".join(line.text for line in opened(statement_docx.docx([], heading=HEADING)).paragraphs)
    assert "令和8年（ワ）第12345号" in filled
    assert "東京地方裁判所　御中" in filled
    assert "令和8年11月22日" in filled
    blank = "\n".join(line.text for line in opened(statement_docx.docx([], heading=Heading())).paragraphs)
    assert "令和　　年（　　）第　　　　号" in blank
    assert "＿　御中" in blank


def test_the_foot_names_the_case_and_says_that_it_is_a_draft() -> None:
    foot = opened(statement_docx.docx([], heading=HEADING)).sections[0].footer
    words = "".join(line.text for line in foot.paragraphs)
    assert "C-7K3M9QXR" in words
    assert "下書き" in words
    assert "弁護士法72条" in words


def test_the_same_rows_give_the_same_bytes_without_a_time_or_a_macro() -> None:
    first = statement_docx.docx([row("題")], heading=HEADING)
    assert first == statement_docx.docx([row("題")], heading=HEADING)
    with zipfile.ZipFile(BytesIO(first)) as parts:
        assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in parts.namelist() if "vba" in name.lower() or name.endswith((".bin", ".jpeg"))]
        assert "python-docx" not in parts.read("docProps/core.xml").decode()


@pytest.mark.parametrize("text", ["\x00\x07\x1b", "\ud800", "\u202e逆", "\ufffe", "<w:p/>&amp;", "𠮷髙﨑🦄", "a\nb\tc"])
def test_any_text_can_be_written_and_read_again(text: str) -> None:
    table = opened(statement_docx.docx([row(text)], heading=Heading(author=text, plaintiff=text))).tables[0]
    read = table.rows[1].cells[1].text
    assert "\u202e" not in read
    if text.isprintable() and "\u202e" not in text and "\ud800" not in text:
        assert read == text
