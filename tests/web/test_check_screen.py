"""Looking over a text before it is published: what a guest sees, takes away, and leaves behind: nothing."""

import io
import re

import pytest
from PIL import Image, ImageDraw, ImageFont

from tests.web.person import Person
from yosuga.detect.images.base import Box, Face, Looked
from yosuga.detect.images.looking import look
from yosuga.detect.risk import explain
from yosuga.web.examining import MOST_LETTERS
from yosuga.web.examining_pictures import SeenPicture
from yosuga.web.words import speaking

# Fictional, with a reserved number.
POST = "こんにちは。電話は090-0000-1234です。メールは hana@example.com まで。"


def looks_over(person: Person, text: str = POST, **more: object) -> None:
    person.goes("check")
    person.sends(text=text, **more)


def test_a_guest_without_a_vault_sees_what_was_found_marked_and_named(person: Person) -> None:
    looks_over(person)
    found = re.findall(r'<mark class="found">(.*?)</mark><span class="called">(.*?)</span>', person.page.html)
    assert found == [("090-0000-1234", "電話番号"), ("hana@example.com", "メールアドレス")]
    assert "電話やSMSを直接送ることができます。" in person.page.text
    assert person.page.title == "メモ"


def test_what_stands_together_comes_first(person: Person) -> None:
    looks_over(person, "架空中学校の山田花子です。電話は090-0000-1234。")
    together, alone = person.page.text.index("組み合わせ"), person.page.text.index("ひとつずつ")
    assert together < alone


def test_the_copy_to_take_away_holds_none_of_it(person: Person) -> None:
    looks_over(person)
    address = re.search(r'href="(/f/[^"]+)" download', person.page.html)
    assert address is not None
    answer = person.client.get(address[1])
    copy = b"".join(answer) if answer.streaming else answer.content
    assert "こんにちは。電話は【電話1】です。" in copy.decode()
    assert b"0000-1234" not in copy
    assert b"hana" not in copy
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "memo" in answer.headers["Content-Disposition"]


def test_what_helps_is_told_for_what_is_out_already_too(person: Person) -> None:
    looks_over(person)
    person.goes("checked", leaked="yes")
    assert "着信拒否" in person.page.text
    assert "090-0000-1234" in person.page.text


def test_nothing_typed_is_in_an_address_a_title_or_a_header(person: Person) -> None:
    looks_over(person)
    page = person.page
    assert not any("0000" in value for value in page.headers.values())
    assert not any("1234" in one for one in re.findall(r'(?:href|src|action)="([^"]*)"', page.html))


def test_it_is_forgotten_when_the_person_lets_it_go_and_when_they_leave(person: Person) -> None:
    looks_over(person)
    address = re.search(r'href="(/f/[^"]+)" download', person.page.html)
    assert address is not None
    person.sends(done="yes")
    assert person.session.get("examined", tuple) is None
    assert person.client.get(address[1]).status_code == 404
    person.goes("checked")
    assert "もう残っていません" in person.page.text
    assert "1234" not in person.page.html


def test_nothing_is_written_to_the_disk(person: Person, home: object) -> None:
    from pathlib import Path

    assert isinstance(home, Path)
    looks_over(person)
    assert [path for path in home.parent.rglob("*") if path.is_file()] == []


def test_a_text_with_nothing_in_it_says_so(person: Person) -> None:
    looks_over(person, "空がきれいでした。")
    assert "見つかりませんでした" in person.page.text
    assert "download" not in person.page.html


def test_files_of_words_are_read_in_the_encodings_people_have(person: Person) -> None:
    files = [io.BytesIO(POST.encode("utf-8")), io.BytesIO(POST.encode("cp932"))]
    for number, file in enumerate(files):
        file.name = f"post-{number}.txt"
    looks_over(person, "", file=files)
    assert person.page.html.count('<mark class="found">090-0000-1234') == 2


def test_what_is_no_text_or_too_long_is_refused_in_words_and_nothing_typed_is_lost(person: Person) -> None:
    picture = io.BytesIO(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    picture.name = "picture.png"
    looks_over(person, "", file=picture)
    assert "元のファイルはそのままです" in person.page.text
    looks_over(person, "あ" * (MOST_LETTERS + 1))
    assert "8,000文字より長いです" in person.page.text
    assert "あ" * (MOST_LETTERS + 1) in person.page.html
    looks_over(person, "")
    assert "文字を書くか" in person.page.text


def named(name: str, content: bytes) -> io.BytesIO:
    file = io.BytesIO(content)
    file.name = name
    return file


def test_one_file_that_cannot_be_read_is_named_beside_what_was_looked_over(person: Person) -> None:
    looks_over(person, POST, file=[named("broken.png", b"\x89PNG\r\n\x1a\n"), named("draft.txt", POST.encode())])
    text = person.page.text
    assert person.page.html.count('<mark class="found">090-0000-1234') == 2
    assert "これは調べられませんでした。" in text[text.index("broken.png") : text.index("draft.txt")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "空なので、何も調べていません"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0'/></svg>", "これは SVG です"),
        (b"%PDF-1.7 whatever", "このファイルを読み取れません"),
        (b"PK\3\4\0\0word/document.xml", "文章としても画像としても読めません"),
    ],
)
def test_what_was_not_looked_at_is_never_called_harmless(person: Person, content: bytes, said: str) -> None:
    looks_over(person, "", file=named("given", content))
    assert said in person.page.text
    assert "見つかりませんでした" not in person.page.text


def test_words_as_a_windows_editor_writes_them_are_read(person: Person) -> None:
    looks_over(person, "", file=named("memo.txt", POST.encode("utf-16")))
    assert '<mark class="found">090-0000-1234' in person.page.html


def test_a_level_is_told_with_its_place_among_all(person: Person) -> None:
    looks_over(person)
    assert "4段階の" in person.page.text


def test_where_it_is_out_already_proof_comes_first(person: Person) -> None:
    looks_over(person)
    assert "証拠を残せます" not in person.page.text
    person.goes("checked", leaked="yes")
    assert person.page.text.index("証拠を残せます") < person.page.text.index("できること")


def test_whoever_hands_a_copy_out_is_asked_to_look_at_it_first(person: Person) -> None:
    looks_over(person)
    assert "渡す前に、写しを一度見てください" in person.page.text


def seen(**looked: object) -> SeenPicture:
    found = Looked(100, 100, complete=True, **looked)  # type: ignore[arg-type]  # passed on as it was written
    return SeenPicture("", b"", found, explain([], "", faces=len(found.faces)))


def test_of_a_film_and_of_a_picture_beyond_all_measure_is_said_what_was_not_looked_at() -> None:
    with speaking("ja"):
        film = seen(metadata={"length_s": 3600.0, "text": {"encoder": "x"}}, warnings=("first-part-only",))
        bomb = seen(warnings=("too-many-pixels",))
        assert ["音は、調べていません" in one for one in film.doubts] == [True]
        assert film.facts == []
        assert bomb.unseen
        assert "顔もコードも、調べていません" in bomb.doubts[0]


def test_a_face_is_told_with_what_it_tells_and_what_helps() -> None:
    with speaking("ja"):
        (row,) = seen(faces=(Face(Box(0, 0, 9, 9), 0.9),)).alone(leaked=False)
    assert (row.called, row.count) == ("顔", 1)
    assert "一色で塗ります" in row.helps


def test_markup_in_a_text_stays_text(person: Person) -> None:
    looks_over(person, "<script>alert(1)</script> 090-0000-1234")
    assert "<script>alert" not in person.page.html


@pytest.mark.e2e
def test_a_pdf_is_read_and_where_its_copy_is_made_is_told(person: Person) -> None:
    paper = io.BytesIO()
    Image.open(posted_picture()).save(paper, "PDF")
    paper.seek(0)
    paper.name = "paper.pdf"
    looks_over(person, "", file=paper)
    assert "090-0000-1234" in person.page.text
    assert "証拠として残したあと" in person.page.text
    assert "download" not in person.page.html


@pytest.mark.e2e
def test_a_picture_is_read_and_its_copy_shows_none_of_it(person: Person) -> None:
    looks_over(person, "", file=posted_picture())
    assert "090-0000-1234" in person.page.text
    assert "電話番号" in person.page.text
    assert "撮った場所が、ファイルの中に入っています。" in person.page.text
    address = re.search(r'href="(/f/[^"]+)" download', person.page.html)
    assert address is not None
    answer = person.client.get(address[1])
    copy = b"".join(answer) if answer.streaming else answer.content
    looked = look(copy)
    assert looked.findings == ()
    assert set(looked.metadata) <= {"format"}
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_while_pictures_may_not_be_copied_none_is_looked_at(person: Person) -> None:
    person.goes("intake", page="leaked")
    for page, chosen in (("asker", "self"), ("leaked", ["sexual_image"]), ("image_age", "under_18")):
        person.goes("intake", page=page)
        person.sends(page=page, chosen=chosen)
    person.goes("check")
    assert "image/*" not in person.page.html
    looks_over(person, "", file=posted_picture())
    assert person.session.get("examined", tuple) is None


def posted_picture() -> io.BytesIO:
    """A screenshot with a reserved number, whose file says where it was made."""
    drawn = Image.new("RGB", (640, 200), "white")
    letters = ImageFont.load_default(48)
    ImageDraw.Draw(drawn).text((30, 70), "TEL 090-0000-1234", fill="black", font=letters)
    facts = Image.Exif()
    facts.get_ifd(0x8825).update({1: "N", 2: (35.0, 40.0, 0.0), 3: "E", 4: (139.0, 45.0, 0.0)})
    file = io.BytesIO()
    drawn.save(file, "JPEG", exif=facts, quality=95)
    file.seek(0)
    file.name = "picture.jpg"
    return file
