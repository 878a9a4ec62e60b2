"""Answers of an intake as they are read back, and the ways to leave a question."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from yosuga.catalog.loader import ours
from yosuga.catalog.records import Text
from yosuga.intake.pages import Page
from yosuga.intake.typed import Answer, form_word
from yosuga.rules.answers import UNSAID
from yosuga.web.words import day_words, language, pick, say

UNKNOWN = Text(ja="わからない", en="I do not know")
NO_ANSWER = Text(ja="答えたくない", en="I would rather not say")
LATER = Text(ja="あとで", en="Later")
_LEAVING = {"unknown": UNKNOWN, "no_answer": NO_ANSWER, "later": LATER}


@dataclass(frozen=True, slots=True)
class Option:
    """One choice as the page shows it."""

    word: str
    label: str
    chosen: bool


def question(page: Page) -> str:
    """Return the question of a page; about a further post, with its number."""
    asked = pick(page.question)
    return asked if page.post == 1 else say("Post {n}: {question}", n=page.post, question=asked)


def options(page: Page, *, answer: Answer | None) -> list[Option]:
    """Return the choices of a page; `chosen` are those of the answer that was given before."""
    given = answer if isinstance(answer, tuple) else (answer,)
    return [
        Option(form_word(word), pick(label), any(word == one and type(word) is type(one) for one in given))
        for word, label in page.choices
    ]


def services(names: Sequence[str]) -> list[Option]:
    """Return services by their names, as choices."""
    platforms = ours().platforms
    return [Option(name, pick(platforms[name].name), chosen=False) for name in names if name in platforms]


def ways_to_leave(page: Page, *, answer: Answer | None) -> list[Option]:
    """Return わからない, 答えたくない and あとで; not the one that the page has among its own choices."""
    return [Option(word, pick(label), answer == word) for word, label in _LEAVING.items() if word not in page.words]


def read_back(answer: Answer, *, page: Page) -> str:
    """Return an answer as the person reads it."""
    if isinstance(answer, tuple):
        said = [pick(label) for word, label in page.choices if word in answer]
        return (", " if language() == "en" else "、").join(said) if said else _none(page)
    for word, label in page.choices:
        if word == answer and type(word) is type(answer):
            return pick(label)
    if answer in UNSAID:
        return pick(_LEAVING[str(answer)])
    return _written(answer, page=page)


def _none(page: Page) -> str:
    return "" if page.none is None else pick(page.none)


def _written(answer: Answer, *, page: Page) -> str:
    if page.kind == "service":
        return pick(ours().platforms[str(answer)].name)
    if page.kind == "day":
        return day_words(date.fromisoformat(str(answer)))
    if page.kind == "number":
        return f"{answer:,}" if page.id == "people" else say("{n} yen", n=f"{answer:,}")
    return str(answer)
