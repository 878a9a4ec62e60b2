"""The handbook: what it rests on exists and is shown, its figures are those of its facts, and its words are kind."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import pytest
from pydantic import ValidationError

from yosuga.catalog.handbook import Guide, Part, Question, Section, paragraphs
from yosuga.catalog.loader import ours
from yosuga.catalog.records import Text

CATALOG = ours()
GUIDES, QUESTIONS = tuple(CATALOG.guides.values()), tuple(CATALOG.questions.values())
BLAME = re.compile(
    "なぜ|自己責任|不用心|すればよかった|べきでした|早く忘れ|まだマシ|本当に[??]|必ず|絶対|安心して|簡単に消"
)
LABEL = re.compile("被害者(?!等支援弁護士制度)|リベンジポルノ(?!防止法)|ハッカー")
ENGLISH = re.compile(r"you should have|your fault|guarantee|always works|victim|revenge porn|will win", re.IGNORECASE)
POLITE = re.compile(r"(です|ます|ません|でした|ました|ください|下さい)(\([^()]*\))?$")
FIGURE = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
WORDS_OF_NUMBERS = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9", "twelfth": "12", "twenty": "20",
}  # fmt: skip
EVERYWHERE = {"110", "9110"}
RHYTHM = {"q-watch-after": {"7", "30", "90"}}  # days after a removal: our own advice, no fact of law


class Passage(NamedTuple):
    """A text with all that stands behind it."""

    where: str
    text: Text
    facts: tuple[str, ...]
    desks: tuple[str, ...]


def passages() -> Iterator[Passage]:
    for guide in GUIDES:
        for number, one in enumerate(guide.sections, start=1):
            yield Passage(f"{guide.id}.{number}", one.text, one.facts, one.desks)
    for asked in QUESTIONS:
        yield Passage(asked.id, asked.answer, asked.facts, asked.desks)


PASSAGES = tuple(passages())
every_passage = pytest.mark.parametrize("passage", PASSAGES, ids=[one.where for one in PASSAGES])


def texts() -> Iterator[Text]:
    for guide in GUIDES:
        yield from (guide.title, guide.lead, *(one.title for one in guide.sections))
    yield from (one.question for one in QUESTIONS)
    yield from (one.text for one in PASSAGES)


def figures(text: str) -> set[str]:
    """The numbers of a text: 20,000 as 20000, 1.5万 as 15000, `two` as 2."""
    plain = re.sub(r"(\d+(?:\.\d+)?) million", lambda m: f"{float(m[1]) * 1_000_000:.0f}", text)
    plain = re.sub(r"(\d+(?:\.\d+)?)万", lambda m: f"{float(m[1]) * 10_000:.0f}", plain.replace(",", ""))
    plain = re.sub(r"1つ|一度に", "", plain)
    spelt = {WORDS_OF_NUMBERS[word] for word in re.findall(r"[a-z]+", text.lower()) if word in WORDS_OF_NUMBERS}
    return {number.replace(",", "") for number in FIGURE.findall(plain)} | spelt


def known_figures(passage: Passage) -> set[str]:
    """The numbers that the facts and desks behind a passage say, in either language."""
    behind = [CATALOG.facts[name].model_dump_json() for name in (*passage.facts, *passage.desks)]
    behind += [CATALOG.desks[name].model_dump_json(exclude={"fit", "never"}) for name in passage.desks]
    ids = " ".join((*passage.facts, *passage.desks))
    return (
        {one.lstrip("0") for one in figures("\n".join(behind)) | figures(ids)}
        | EVERYWHERE
        | RHYTHM.get(passage.where, set())
    )


@every_passage
def test_what_a_passage_rests_on_exists_and_may_be_shown(passage: Passage) -> None:
    assert [name for name in passage.facts if not CATALOG.facts[name].shown] == []
    assert [name for name in passage.desks if not CATALOG.desks[name].shown] == []


@every_passage
def test_a_passage_says_no_figure_that_its_facts_do_not_say(passage: Passage) -> None:
    known = known_figures(passage)
    for words in (passage.text.ja, passage.text.en):
        assert {one.lstrip("0") for one in figures(words)} - known == set(), words


@every_passage
def test_both_languages_have_the_same_lists(passage: Passage) -> None:
    japanese = [line for line in passage.text.ja.splitlines() if line.startswith("・")]
    english = [line for line in passage.text.en.splitlines() if line.startswith("- ")]
    assert len(japanese) == len(english)


@every_passage
def test_japanese_is_short_and_polite(passage: Passage) -> None:
    for line in passage.text.ja.splitlines():
        if line.startswith("・"):
            continue
        for sentence in filter(None, line.split("。")):
            assert POLITE.search(sentence), sentence
            assert len(sentence) <= 60, sentence


def test_most_japanese_sentences_have_at_most_forty_letters() -> None:
    sentences = [one for text in texts() for one in re.split("[。\n]", text.ja) if one]
    assert sum(len(one) <= 40 for one in sentences) / len(sentences) > 0.9


def test_no_sentence_blames_promises_or_labels() -> None:
    seen = tuple(texts())
    assert len(seen) > 500
    assert [one.ja for one in seen if BLAME.search(one.ja) or LABEL.search(one.ja)] == []
    assert [one.en for one in seen if ENGLISH.search(one.en)] == []


def test_every_fact_that_may_be_shown_is_in_the_handbook() -> None:
    named = {name for one in PASSAGES for name in (*one.facts, *one.desks)}
    assert {fact.id for fact in CATALOG.facts.values() if fact.shown} - named == set()


def test_every_desk_that_may_be_shown_is_in_the_handbook() -> None:
    named = {name for one in PASSAGES for name in one.desks}
    assert {desk.id for desk in CATALOG.desks.values() if desk.shown} - named == set()


def test_the_handbook_covers_every_part() -> None:
    assert {guide.part for guide in GUIDES} == set(Part)
    assert len(GUIDES) >= 25
    assert len(QUESTIONS) >= 50


def test_pages_lead_to_pages_that_exist_and_not_to_themselves() -> None:
    for guide in GUIDES:
        assert set(guide.see) <= set(CATALOG.guides) - {guide.id}
        assert {name for one in guide.sections for name in one.platforms} <= set(CATALOG.platforms)
    for asked in QUESTIONS:
        assert asked.guides
        assert set(asked.guides) <= set(CATALOG.guides)


def test_from_the_first_page_every_guide_is_reached() -> None:
    reached, ahead = set[str](), ["first-steps"]
    while ahead:
        name = ahead.pop()
        if name not in reached:
            reached.add(name)
            ahead += CATALOG.guides[name].see
    assert reached == set(CATALOG.guides)


def test_ids_are_of_one_page_only() -> None:
    kinds = (CATALOG.guides, CATALOG.questions, CATALOG.facts, CATALOG.platforms)
    names = [name for kind in kinds for name in kind]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("guide", [one for one in GUIDES if "child" in one.id or "blackmail" in one.id])
def test_where_a_child_may_be_concerned_the_picture_is_not_saved(guide: Guide) -> None:
    assert "law-csam" in {name for one in guide.sections for name in one.facts}
    assert re.search("保存しません|保存や転送をしません", " ".join(one.text.ja for one in guide.sections))


def test_danger_leads_to_110_and_never_to_the_consumer_line() -> None:
    for guide in GUIDES:
        if guide.part is Part.DANGER or guide.id == "danger-now":
            assert "desk-188" not in {name for one in guide.sections for name in one.desks}
    for name in (
        "first-steps",
        "danger-now",
        "stalking-dv",
        "blackmail",
        "sexual-image-child",
        "q-visitor",
        "q-threat",
    ):
        assert "desk-110" in {desk for one in PASSAGES if one.where.split(".")[0] == name for desk in one.desks}


def test_seven_days_are_never_called_a_limit_for_removal() -> None:
    said = " ".join(one.text.ja for one in PASSAGES) + CATALOG.guides["platform-act"].lead.ja
    assert "削除の期限ではありません" in said
    assert not re.search("7日以内に(削除|消)", said)


def test_every_page_says_when_it_was_written_and_when_it_is_read_again() -> None:
    pages: tuple[Guide | Question, ...] = (*GUIDES, *QUESTIONS)
    for one in pages:
        assert one.written == date(2026, 11, 22)
        assert one.review_by == date(2027, 5, 21)


def test_lines_become_paragraphs_and_list_items() -> None:
    text = Text(ja="一つ。\n二つ。\n・あ\n・い\n三つ。\n\n四つ。", en="One.\nTwo.\n- a\n- b\nThree.\n\nFour.")
    assert paragraphs(text, language="ja") == ("一つ。二つ。", "・あ", "・い", "三つ。", "四つ。")
    assert paragraphs(text, language="en") == ("One. Two.", "- a", "- b", "Three.", "Four.")


def test_a_guide_without_a_section_does_not_load() -> None:
    whole = GUIDES[0].model_dump()
    with pytest.raises(ValidationError, match="at least one section"):
        Guide.model_validate(whole | {"sections": ()})
    assert Question.model_validate(QUESTIONS[0].model_dump()) == QUESTIONS[0]
    assert Section.model_validate(GUIDES[0].sections[0].model_dump()) == GUIDES[0].sections[0]
