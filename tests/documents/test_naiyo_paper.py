"""内容証明 as PDF: three copies that are the same to the last character, after a page that explains."""

from dataclasses import replace
from io import BytesIO

import pytest

from tests.documents.letters import certified
from tests.documents.pdfs import glyphs, read, words
from yosuga.documents import naiyo_paper
from yosuga.documents.naiyo import Naiyo, set_out
from yosuga.documents.naiyo_refusals import NaiyoRefused
from yosuga.documents.paper_pictures import drawn

EXAMPLES = dict(certified())


@pytest.mark.e2e
@pytest.mark.parametrize("naiyo", EXAMPLES.values(), ids=EXAMPLES)
def test_three_copies_of_the_same_pages_follow_the_explanation(naiyo: Naiyo) -> None:
    paper = naiyo_paper.pdf(naiyo)
    assert paper == naiyo_paper.pdf(naiyo)
    pages = read(paper).pages
    setting = set_out(naiyo)
    count = len(setting.pages)
    assert len(pages) == 1 + 3 * count
    for number, page in enumerate(setting.pages):
        expected = "".join("".join(line.text for line in page).split())
        assert [words(pages[1 + copy * count + number]) for copy in range(3)] == [expected] * 3
    assert 0 not in set(glyphs(read(paper)))
    pictures = drawn(BytesIO(paper), first=2, most=2 * count)
    assert pictures[:count] == pictures[count:]


@pytest.mark.e2e
def test_the_explanation_says_what_each_copy_is_for_and_is_not_handed_in() -> None:
    told = words(read(naiyo_paper.pdf(EXAMPLES["horizontal-20x26"])).pages[0])
    for text in (
        "郵便局には出しません",
        "受取人に送るもの",
        "郵便局に残るもの",
        "差出人の手元に残すもの",
        "2〜3ページ",
        "6〜7ページ",
        "契印",
        "e内容証明",
        "弁護士の名前",
    ):
        assert text in told


def test_what_would_not_be_taken_is_not_made() -> None:
    with pytest.raises(NaiyoRefused) as refused:
        naiyo_paper.pdf(replace(EXAMPLES["horizontal-20x26"], names=()))
    assert "EXAMPLE" not in str(refused.value)
