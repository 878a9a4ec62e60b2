"""The pages are the catalog's questions and those of a consultation: one list, in plain words, nothing twice."""

import re
from typing import get_args

import pytest

from yosuga.catalog import wording
from yosuga.catalog.loader import ours
from yosuga.catalog.records import Text
from yosuga.intake.pages import Page, Part, pages
from yosuga.rules.answers import Answers, Event, Post

# Issue 5, item 3: the consultation fields of the seeds.
SEEDS = {
    "name", "region", "contact_ways", "contact", "contact_hours", "contact_as", "contact_say", "voicemail",
    "contact_seen", "other_party", "support", "story", "damage", "outcome", "research", "budget", "budget_most",
    "times", "relation", "child_view", "consent_to",
}  # fmt: skip
SENTENCE = 40  # PEOPLE U-14


def of(part: Part) -> list[Page]:
    return [page for page in pages().values() if page.part is part]


def texts() -> list[tuple[str, Text]]:
    return [
        (page.id, text)
        for page in of(Part.CONSULTATION)
        for text in (page.question, page.why, *(label for _word, label in page.choices), *filter(None, [page.none]))
    ]


def test_the_questions_of_the_plan_are_the_catalogs_in_their_order_and_words() -> None:
    asking = ours().asking
    catalogs = [*of(Part.PLAN), *of(Part.MEANS)]
    assert [page.id for page in catalogs] == list(asking)
    for page in catalogs:
        assert (page.question, page.why, page.if_) == (
            asking[page.id].question,
            asking[page.id].why,
            asking[page.id].if_,
        )
        assert [word for word, _label in page.choices] == [choice.word for choice in asking[page.id].choices]


def test_every_word_to_choose_is_a_word_of_the_answers_file() -> None:
    schema = Answers.model_json_schema()
    parts = [schema, schema["$defs"]["Post"], schema["$defs"]["Household"]]
    properties = {name: one for part in parts for name, one in part["properties"].items()}
    for page in [*of(Part.PLAN), *of(Part.MEANS)]:
        assert page.of == "dates" or page.id in properties
        if page.kind in {"one", "many"}:
            allowed = set(re.findall(r"'(\w+)'", str(properties[page.id]))) | {True, False}
            assert page.words <= allowed, page.id
        if page.kind == "service":
            assert page.words <= set(ours().platforms)
        if page.of == "dates":
            assert page.id in get_args(Event)
        if page.of == "post":
            assert page.id in Post.model_fields


def test_every_field_of_a_consultation_is_asked_and_nothing_is_asked_twice() -> None:
    assert {page.id for page in of(Part.CONSULTATION)} == SEEDS
    assert len(pages()) == len(ours().asking) + len(SEEDS)
    questions = [page.question.ja for page in pages().values()] + [page.question.en for page in pages().values()]
    assert len(set(questions)) == len(questions)


def test_what_comes_after_a_question_comes_after_it_in_the_list() -> None:
    names = list(pages())
    for page in pages().values():
        if page.after is not None:
            assert names.index(page.after) < names.index(page.id)
            assert page.word is None or page.word in pages()[page.after].words


def test_every_prefecture_can_be_chosen_once() -> None:
    labels = [label.ja for _word, label in pages()["region"].choices]
    assert len(set(labels)) == 48
    assert sum(label.endswith(("都", "道", "府", "県")) for label in labels) == 47


@pytest.mark.parametrize(("page", "text"), texts())
def test_the_words_blame_nobody_promise_nothing_and_are_short(page: str, text: Text) -> None:
    assert not list(wording.blame(text)), page
    assert not list(wording.promises(text)), page
    assert not list(wording.untranslated(text)), page
    assert all(len(sentence) <= SENTENCE for sentence in re.split("[。?]", text.ja)), page
