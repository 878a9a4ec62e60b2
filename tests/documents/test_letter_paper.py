"""A letter as PDF: what was written stands there whole, what is masked is not in it, and it is always the same."""

import re
import zlib
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from tests.documents import letters
from tests.documents.letters import BLANK, ENGLISH, FIFTY, FORM, HOSTILE, MASKED, SECRETS, WORDS
from tests.documents.pdfs import glyphs, read
from yosuga.catalog.loader import ours
from yosuga.documents import letter_docx, letter_paper
from yosuga.documents.court_text import visible
from yosuga.documents.letter import Letter, Part, Row, Tick
from yosuga.documents.letter_limits import LetterTooLong
from yosuga.documents.paper_pictures import drawn

_MM = 120 / 25.4  # pixels of a drawn page


def squeezed(text: str) -> str:
    return "".join(visible(text).split())


def body(paper: bytes, letter: Letter) -> str:
    """Return the words of all pages without band and foot."""
    pages = read(paper).pages
    told = []
    for number, page in enumerate(pages, start=1):
        words = squeezed(page.extract_text())
        for around in (letter.copy, letter.note, f"整理番号{letter.case}" if letter.case else ""):
            words = words.replace(squeezed(around), "", 1)
        told.append(words.replace(f"{number}/{len(pages)}", ""))
    return "".join(told)


def values(letter: Letter) -> Sequence[str]:
    rows = [*letter.sender, *(row for part in letter.parts for row in part.rows)]
    texts = [letter.title, *letter.to, letter.opening, *letter.enclosed]
    texts += [text for row in rows for text in (row.label, "" if row.masked else row.value)]
    texts += [text for part in letter.parts for text in (part.heading, part.text, *(tick.label for tick in part.ticks))]
    return [text for text in texts if text.strip()]


def streams(paper: bytes) -> bytes:
    """Return every stream of a PDF unpacked, after the file itself."""
    found = [paper]
    for stream in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", paper, re.DOTALL):
        try:
            found.append(zlib.decompress(stream[1]))
        except zlib.error:
            continue  # fonts' profiles and metadata are not packed
    return b"\n".join(found)


def test_a_form_holds_every_value_and_says_which_page_of_how_many() -> None:
    paper = letter_paper.pdf(FORM)
    told = body(paper, FORM)
    assert [value for value in values(FORM) if squeezed(value) not in told] == []
    assert "2026年11月22日" in told
    pages = [page.extract_text() for page in read(paper).pages]
    assert all(f"{number}/{len(pages)}" in squeezed(page) for number, page in enumerate(pages, start=1))
    assert all("弁護士法72条" in page and "C-7K3M9QXR" in page for page in pages)


def test_the_same_letter_is_the_same_file_tagged_and_for_the_archive() -> None:
    paper = letter_paper.pdf(FORM)
    assert paper == letter_paper.pdf(FORM)
    for words in (b"<pdfaid:part>3</pdfaid:part>", b"<pdfuaid:part>1</pdfuaid:part>", b"/Marked true", b"/Lang(ja"):
        assert words in paper
    assert b"/Lang(en" in letter_paper.pdf(ENGLISH)


def test_what_is_masked_is_nowhere_in_the_file_and_its_length_cannot_be_told() -> None:
    paper = letter_paper.pdf(MASKED)
    told, inside = body(paper, MASKED), streams(paper)
    for secret in (*SECRETS, "秘密商事株式会社"):
        assert squeezed(secret) not in told
        assert not any(secret.encode(coding) in inside for coding in ("utf-8", "utf-16-be", "utf-16-le", "cp932"))
    other = replace(MASKED, sender=tuple(replace(row, value="別" * 200) for row in MASKED.sender))
    assert letter_paper.pdf(other) == paper
    assert told.count("（伏せています）") == 4
    assert "意見照会用" in squeezed(read(paper).pages[0].extract_text())


def test_a_masked_sender_is_given_no_room_for_a_seal() -> None:
    assert "印" in body(letter_paper.pdf(replace(FORM, title="題", opening="", parts=())), FORM)
    assert "印" not in body(letter_paper.pdf(replace(MASKED, title="題", opening="", parts=())), MASKED)


def test_boxes_are_ticked_or_open_and_blanks_are_left() -> None:
    ticks = Part(ticks=(Tick("はい", True), Tick("いいえ")))
    told = body(letter_paper.pdf(replace(BLANK, parts=(*BLANK.parts, ticks))), BLANK)
    assert "☑はい" in told
    assert "□いいえ" in told
    assert "年月日" in told
    assert "＿＿＿御中" in body(letter_paper.pdf(replace(BLANK, to=("御中",))), BLANK)


def test_an_english_letter_is_laid_out_and_dated_in_english() -> None:
    told = body(letter_paper.pdf(ENGLISH), ENGLISH)
    assert [value for value in values(ENGLISH) if squeezed(value) not in told] == []
    assert "22November2026" in told
    assert "Enclosures" in told
    assert "Signature" in told
    assert told.index("HanakoKaku") < told.index("ExampleArchive")
    assert "Date:" in body(letter_paper.pdf(replace(ENGLISH, date=None)), ENGLISH)


@pytest.mark.e2e
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    sentences = [f"見よ「https://example.com/{'a' * n}：々」。続き（あ）、「い」。" for n in range(8, 40)]
    rows = tuple(Row(str(number), sentence * 3) for number, sentence in enumerate(sentences))
    pages = read(letter_paper.pdf(Letter(title="題", parts=(Part(rows=rows),)))).pages
    lines = [line.strip() for page in pages for line in page.extract_text().split("\n") if line.strip()]
    assert len(lines) > 3 * len(rows)
    assert [line for line in lines if line[0] in "、。」）：々" or line[-1] in "「（"] == []


def test_rare_kanji_emoji_marks_and_names_from_right_to_left_have_forms() -> None:
    paper = letter_paper.pdf(
        Letter(title="題", sender=(Row("氏名", "𠮷田髙﨑葛\U000e0100城"), Row("名", "محمد שלום e\u0301 🦄")))
    )
    told = body(paper, FORM)
    assert "𠮷田髙﨑葛" in told
    assert "🦄" in told
    assert "〓" not in told
    assert 0 not in set(glyphs(read(paper)))


def test_what_no_font_has_is_named_in_the_language_of_the_letter() -> None:
    assert "U+13000" in body(letter_paper.pdf(Letter(title="題", opening="\U00013000")), BLANK)
    told = body(letter_paper.pdf(Letter(title="T", language="en", opening="\U00013000")), BLANK)
    assert "Pleasecheck" in told
    assert "書体にない" not in told


def test_what_nobody_writes_is_refused_before_it_costs_anything() -> None:
    for text in ("あ" * 120_001, "\n" * 20_001):
        with pytest.raises(LetterTooLong) as refused:
            letter_paper.pdf(replace(BLANK, opening=text))
        assert "あ" not in str(refused.value)
        with pytest.raises(LetterTooLong):
            letter_docx.docx(replace(BLANK, parts=(Part(rows=(Row("欄", text),)),)))


@pytest.mark.e2e
def test_fifty_pages_and_four_thousand_characters_stand_there_whole() -> None:
    paper = letter_paper.pdf(FIFTY)
    assert len(read(paper).pages) >= 50
    assert squeezed(FIFTY.opening) in body(paper, FIFTY)
    long = Letter(title="題", parts=(Part(rows=(Row("URL", letters.LONG_URL), Row("文", WORDS["long"][:4000]))),))
    told = body(letter_paper.pdf(long), long)
    assert squeezed(letters.LONG_URL) in told
    assert squeezed(WORDS["long"][:4000]) in told


@pytest.mark.e2e
def test_the_band_is_grey_on_every_page_and_the_bars_are_black() -> None:
    long = replace(MASKED, opening=WORDS["long"])
    pages = [Image.open(BytesIO(page)).convert("L") for page in drawn(BytesIO(letter_paper.pdf(long)), first=1, most=9)]
    assert len(pages) > 2
    bands = [page.crop((0, 0, page.width, round(40 * _MM))).histogram() for page in pages]
    assert all(sum(band[225:240]) > 100 * _MM * 4 * _MM for band in bands)  # more than 100 mm by 4 mm
    black = pages[0].histogram()[0]
    shown = drawn(BytesIO(letter_paper.pdf(replace(FORM, copy=MASKED.copy, opening=WORDS["long"]))), first=1, most=1)
    assert black - Image.open(BytesIO(shown[0])).convert("L").histogram()[0] > 3 * 25 * _MM * 2 * _MM


@pytest.mark.e2e
@pytest.mark.parametrize("named", list(letters.our_own()), ids=lambda named: named.name)
def test_nothing_reaches_beyond_the_margins(named: letters.Named) -> None:
    nothing_beyond(letter_paper.pdf(named.letter))


@pytest.mark.e2e
@pytest.mark.parametrize("size", letters.SIZES)
def test_every_letter_of_the_catalog_is_whole_on_its_pages(size: letters.Size) -> None:
    for named in letters.of_catalog(ours(), sizes=(size,)):
        paper = letter_paper.pdf(named.letter)
        if size in {"short", "none"}:
            told = body(paper, named.letter)
            gone = [value for value in values(named.letter) if squeezed(value).strip("＿") not in told]
            assert gone == [], named.name
        nothing_beyond(paper, most=2)


@pytest.mark.e2e
def test_a_hostile_letter_is_set_with_every_visible_character() -> None:
    told = body(letter_paper.pdf(HOSTILE), HOSTILE)
    for words in ("W" * 4000, "あいう" * 1500, '#read("/etc/passwd")', "[U+202E]", "[U+0000]", "[U+D800]"):
        assert squeezed(words) in told


def nothing_beyond(paper: bytes, *, most: int = 12) -> None:
    """Assert that the edges of each page are white: 18 mm at the sides, 8 mm above, 5 mm below."""
    pages = drawn(BytesIO(paper), first=1, most=most)
    assert len(pages) == min(most, len(PdfReader(BytesIO(paper)).pages))
    for picture in pages:
        page = Image.open(BytesIO(picture)).convert("L")
        side, above, below = (round(mm * _MM) for mm in (18, 8, 5))
        edges = (
            (0, 0, side, page.height),
            (page.width - side, 0, page.width, page.height),
            (0, 0, page.width, above),
            (0, page.height - below, page.width, page.height),
        )
        assert [page.crop(edge).getextrema() for edge in edges] == [(255, 255)] * 4
