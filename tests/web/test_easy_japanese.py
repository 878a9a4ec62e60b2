"""やさしい日本語 (PEOPLE U-14): what its words are held against, figure by figure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pytest

from tests.web.test_words import DOUBLE_NEGATIVE, JARGON, NOT_ON_A_SCREEN
from yosuga.catalog import wording
from yosuga.catalog.desks import Desk
from yosuga.catalog.loader import kinds, ours
from yosuga.catalog.records import Record, Text
from yosuga.catalog.steps import Phase, Step
from yosuga.web.catalog_words import texts_of

LONGEST = 40
MOST_KANJI, MOST_KANJI_URGENT = 13, 4
_KANJI = re.compile("[一-龠々]")
_SENTENCE = re.compile("[^。?]+[。?]?")
_FIGURE = re.compile(r"#?[0-9][0-9,]*")
_POLITE = re.compile("(です|ます|ません|ました|でした|ください|ですか|ましたか|ますか)。$")
_PASSIVE_CHAIN = re.compile("させられ(ません|なくては|なければ)|(られ|され)(られ|ること)(がない|はない)")
# Where a person lands first: what is urgent, what to keep, how to ask, whom to call, and how it goes on.
_FIRST = frozenset(
    {Phase.EMERGENCY, Phase.SUPPORT, Phase.SAFETY, Phase.CHILD_IMAGE, Phase.EVIDENCE, Phase.MONEY, Phase.IMAGE_REMOVAL}
)
_NAMES_ALONE = frozenset({"desk-himawari", "desk-phishing", "desk-stopncii", "desk-local", "desk-47police"})


@dataclass(frozen=True, slots=True)
class Easy:
    """An easy text with the one it stands for."""

    place: str
    text: Text
    easy: str
    urgent: bool

    @property
    def sentences(self) -> list[str]:
        return _SENTENCE.findall(self.easy)


@cache
def easy_texts() -> tuple[Easy, ...]:
    return tuple(_easy_texts())


def _easy_texts() -> Iterator[Easy]:
    for kind in kinds():
        for name, record in getattr(ours(), kind).items():
            for text in texts_of(record):
                if text.easy:
                    yield Easy(f"{kind} {name}", text, text.easy, urgent=_urgent(record))


def _urgent(record: Record) -> bool:
    if isinstance(record, Step):
        return record.phase is Phase.EMERGENCY
    return isinstance(record, Desk) and record.id == "desk-110"


def sentences() -> list[tuple[Easy, str]]:
    return [(one, sentence) for one in easy_texts() for sentence in one.sentences]


def test_what_a_frightened_person_meets_first_has_easy_words() -> None:
    steps = [one.id for one in ours().steps.values() if one.phase in _FIRST and not one.text.easy]
    desks = [one.id for one in ours().desks.values() if one.id not in _NAMES_ALONE and not one.what.easy]
    care = [one.id for one in ours().care.values() if not one.text.easy]
    assert (steps, desks, care) == ([], [], [])


def test_a_sentence_says_one_thing_in_forty_characters() -> None:
    assert [(one.place, len(said), said) for one, said in sentences() if len(said) > LONGEST] == []
    assert [(one.place, said) for one, said in sentences() if said.count("、") > 3] == []


def test_a_sentence_has_few_kanji_and_an_urgent_one_hardly_any() -> None:
    above = []
    for one, said in sentences():
        most = MOST_KANJI_URGENT if one.urgent else MOST_KANJI
        if len(_KANJI.findall(said)) > most:
            above.append((one.place, len(_KANJI.findall(said)), said))
    assert above == []


def test_on_the_whole_it_reads_easier_than_the_usual_words() -> None:
    """Reading level: characters and kanji a sentence. The easy words must be well below, not a little."""

    def level(texts: list[str]) -> tuple[float, float]:
        every = [said for text in texts for said in _SENTENCE.findall(text)]
        return sum(map(len, every)) / len(every), sum(len(_KANJI.findall(one)) for one in every) / len(every)

    easy, usual = level([one.easy for one in easy_texts()]), level([one.text.ja for one in easy_texts()])
    assert easy[0] < 0.85 * usual[0], (easy, usual)
    assert easy[1] < 0.75 * usual[1], (easy, usual)
    assert easy[0] < 18, easy
    assert easy[1] < 5.5, easy


def test_it_is_polite_and_neither_blames_promises_nor_says_no_twice() -> None:
    wrong = []
    for one, said in sentences():
        whole = Text(ja=said, en="-")
        found = [*wording.blame(whole), *wording.promises(whole)]
        if found or any(lint.search(said) for lint in (JARGON, NOT_ON_A_SCREEN, DOUBLE_NEGATIVE, _PASSIVE_CHAIN)):
            wrong.append((one.place, said))
    assert wrong == []
    rude = [(one.place, said) for one, said in sentences() if said.endswith("。") and not _POLITE.search(said)]
    assert rude == []


def test_it_brings_no_figure_that_the_usual_words_do_not_have() -> None:
    added = {
        one.place: extra
        for one in easy_texts()
        if (extra := set(_FIGURE.findall(one.easy)) - set(_FIGURE.findall(one.text.ja)) - {"1", "2"})
    }
    assert added == {}


@pytest.mark.parametrize("number", ["110", "#9110", "#8103", "#8891"])
def test_it_loses_no_number_to_call(number: str) -> None:
    lost = [one.place for one in easy_texts() if number in one.text.ja and number not in one.easy]
    assert lost == []
