from collections.abc import Callable
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, RectangleObject
from typst import Compiler, Fonts

from yosuga.detect.redaction.paper_opener import MOST_PAGES
from yosuga.detect.redaction.papers import redact
from yosuga.detect.redaction.pictures import Wanted
from yosuga.detect.redaction.refusing import Locked, TooLarge
from yosuga.documents.fonts import japanese_font
from yosuga.errors import BadFile

pytestmark = pytest.mark.e2e  # starts servers or processes, or reads pictures: seconds each

_FOLDER = japanese_font().path.parent


def paper(*pages: str) -> bytes:
    """A PDF of these pages with a text of its own, a title and an author."""
    head = '#set document(title: "Fictional title", author: "Fictional author")\n'
    source = head + '#set text(font: "Noto Sans JP", lang: "ja")\n' + "\n#pagebreak()\n".join(pages)
    made = Compiler(source.encode(), font_paths=Fonts(include_system_fonts=False, font_paths=[_FOLDER])).compile()
    assert isinstance(made, bytes)
    return made


def written(change: Callable[[PdfWriter], object]) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("user", ["secret words", ""])
def test_an_encrypted_paper_is_refused(user: str) -> None:
    locked = written(lambda writer: writer.encrypt(user, owner_password="other words", algorithm="AES-256"))
    with pytest.raises(Locked):
        redact(locked, wanted=Wanted())


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj", b"\0" * 100])
def test_a_broken_paper_is_refused(content: bytes) -> None:
    with pytest.raises(BadFile):
        redact(content, wanted=Wanted())


def nested(*, deep: int, wide: int) -> bytes:
    """A page of a few bytes that draws `wide` forms, each of which draws as many, `deep` times over."""
    writer = PdfWriter()
    page = writer.add_blank_page(300, 300)
    form = DecodedStreamObject()
    form.set_data(b"0 0 300 300 re f")
    for _ in range(deep):
        form.update(
            {
                NameObject("/Type"): NameObject("/XObject"),
                NameObject("/Subtype"): NameObject("/Form"),
                NameObject("/BBox"): RectangleObject((0, 0, 300, 300)),
            }
        )
        inside = DictionaryObject({NameObject("/F"): writer._add_object(form)})
        resources = DictionaryObject({NameObject("/XObject"): inside})
        form = DecodedStreamObject()
        form[NameObject("/Resources")] = resources
        form.set_data(b"/F Do " * wide)
    page[NameObject("/Resources")] = form["/Resources"]
    page[NameObject("/Contents")] = writer._add_object(form)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_page_that_asks_for_all_memory_is_refused() -> None:
    with pytest.raises(BadFile):
        redact(nested(deep=8, wide=12), wanted=Wanted())


def test_a_paper_of_too_many_pages_is_refused() -> None:
    def fill(writer: PdfWriter) -> None:
        for _ in range(MOST_PAGES):
            writer.add_blank_page(100, 100)

    with pytest.raises(TooLarge):
        redact(written(fill), wanted=Wanted())


def test_a_page_of_enormous_size_is_refused() -> None:
    with pytest.raises(TooLarge):
        redact(written(lambda writer: writer.add_blank_page(14_400, 14_400)), wanted=Wanted())


@pytest.mark.e2e
def test_a_copy_is_a_paper_of_pictures_that_says_nothing_of_itself() -> None:
    original = paper("きのうの話です。電話は 090-0000-1205 です。", "またね。楠田あかりより")
    copy = redact(original, wanted=Wanted())
    reader = PdfReader(BytesIO(copy.content))
    assert len(reader.pages) == 2
    assert not reader.metadata
    assert "/ID" not in reader.trailer
    assert all(page.extract_text() == "" and len(page.images) == 1 for page in reader.pages)
    assert not any(mark in copy.content for mark in (b"Fictional", b"1205", b"/Annots", b"/Metadata", b"/Info"))
    assert all(copy.pages)
    assert redact(original, wanted=Wanted()).content == copy.content


@pytest.mark.e2e
@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_turned_and_cropped_page_is_covered_where_its_text_stands(turned: int) -> None:
    from yosuga.detect.images.looking import look

    def turn(writer: PdfWriter) -> None:
        writer.remove_page(0)
        writer.append(BytesIO(paper("電話は 090-0000-1205 です。" * 3)))
        page = writer.pages[0]
        page.rotate(turned)
        page.cropbox.lower_left = (30, 40)

    copy = redact(written(turn), wanted=Wanted())
    picture = PdfReader(BytesIO(copy.content)).pages[0].images[0]
    assert not [one for one in look(picture.data).lines if "1205" in one.text]
