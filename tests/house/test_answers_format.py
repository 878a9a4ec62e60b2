"""docs/formats/answers.md and plan.md: they name every key and word there is, and the examples can be read."""

import re
from datetime import date
from pathlib import Path

import pytest

from yosuga.rules.answers import Answers, Household, Post
from yosuga.rules.reading import read

ROOT = Path(__file__).resolve().parents[2]
FORMATS = ROOT / "docs" / "formats"
EXAMPLES = sorted((ROOT / "docs" / "examples" / "answers").glob("*.yaml"))
SUNDAY = date(2026, 11, 22)  # the day that the examples are written for
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")
Words = frozenset[str]


def rows(name: str) -> dict[str, list[str]]:
    """The rows of all tables of a page, by the word in their first cell; its Japanese and English are the others."""
    text = (FORMATS / name).read_text("utf-8")
    lines = [line for line in text.splitlines() if line.startswith("| `")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {word: row[1:] for row in cells for word in re.findall(r"`([^`]+)`", row[0])}


def words_of_the_schema() -> Words:
    """Every word that some answer may be: what stands under `enum` and `const`."""
    found: set[str] = set()
    left: list[object] = [Answers.model_json_schema()]
    while left:
        part = left.pop()
        if isinstance(part, dict):
            found |= {str(word) for word in [*part.get("enum", []), *([part["const"]] if "const" in part else [])]}
            left += part.values()
        elif isinstance(part, list):
            left += part
    return frozenset(found)


@pytest.mark.parametrize("model", [Answers, Post, Household])
def test_every_key_of_the_answers_file_is_on_its_page_in_both_languages(
    model: type[Answers] | type[Post] | type[Household],
) -> None:
    page = rows("answers.md")
    assert set(model.model_fields) - set(page) == set()
    for key in model.model_fields:
        assert JAPANESE.search(page[key][0]), key
        assert re.search(r"[a-z]", page[key][1]), key


def test_every_word_of_the_answers_file_is_on_its_page_in_both_languages() -> None:
    page = rows("answers.md")
    words = words_of_the_schema() - {"yosuga-answers/1"}
    assert len(words) > 80
    assert words - set(page) == set()
    for word in words:
        assert JAPANESE.search(page[word][0]), word
        assert re.search(r"[a-z]", page[word][1]), word


def test_the_page_names_no_key_and_no_word_that_there_is_not() -> None:
    keys = {*Answers.model_fields, *Post.model_fields, *Household.model_fields}
    assert set(rows("answers.md")) - keys - words_of_the_schema() == set()


def test_there_are_three_examples_and_the_page_leads_to_each() -> None:
    text = (FORMATS / "answers.md").read_text("utf-8")
    assert len(EXAMPLES) == 3
    assert [file.name for file in EXAMPLES if f"(../examples/answers/{file.name})" not in text] == []


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_an_example_can_be_read_on_the_day_that_it_names(file: Path) -> None:
    content = file.read_bytes()
    assert f"--today {SUNDAY.isoformat()}".encode() in content.splitlines()[0]
    assert read(content, today=SUNDAY) != Answers()


@pytest.mark.parametrize("name", ["answers.md", "plan.md"])
def test_every_link_of_a_page_leads_to_a_file(name: str) -> None:
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", (FORMATS / name).read_text("utf-8")):
        assert (FORMATS / target).exists(), target
