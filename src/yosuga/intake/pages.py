"""The pages of the intake, in one shape: the catalog's questions, then those of a consultation."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml
from pydantic import Field

from yosuga.catalog.asking import Asking, Choice
from yosuga.catalog.conditions import Condition
from yosuga.catalog.loader import Catalog, ours
from yosuga.catalog.records import Id, If, Record, Text

Word = bool | str
Kind = Literal["one", "many", "day", "number", "service", "text", "story"]
LONGEST: Mapping[Kind, int] = {"text": 300, "story": 20_000}
"""The most characters of a kind that is written freely."""
MOST_POSTS = 20


class Part(StrEnum):
    """What a page is for: the plan asks a little, legal aid only who wishes, a consultation more, and later."""

    PLAN = "plan"
    MEANS = "means"
    CONSULTATION = "consultation"


class Consulting(Record):
    """One question of a consultation. `kind` as of a page; `none` is the answer of `many` that none of them is so.

    It is asked only where `if` holds, and where `after` names a question, once that one was answered: with `word`,
    if there is one.
    """

    id: Id
    kind: Literal["one", "many", "number", "text", "story"]
    question: Text
    hint: Text | None = None
    why: Text
    if_: If = Field(alias="if")
    after: Id | None = None
    word: Id | None = None
    choices: tuple[Choice, ...] = ()
    none: Text | None = None


class Page(Record):
    """One question as it is shown and kept. `of` is where the answers file has it; a consultation's is `contact`.

    A question about a post is asked for each: `platform` for the first, `platform-2` for the second.
    """

    id: str
    part: Part
    of: Literal["answers", "post", "dates", "household", "contact"]
    kind: Kind
    question: Text
    hint: Text | None = None
    why: Text
    if_: Condition
    after: str | None = None
    word: str | None = None
    choices: tuple[tuple[Word, Text], ...] = ()
    none: Text | None = None
    post: int = 1

    @property
    def key(self) -> str:
        """Return how the answers file calls it, whichever post it is about."""
        return self.id if self.post == 1 else self.id.rpartition("-")[0]

    @property
    def words(self) -> frozenset[Word]:
        """Return the words that can be chosen."""
        return frozenset(word for word, _label in self.choices)


@cache
def pages() -> Mapping[str, Page]:
    """Return every page by its id, in the order in which they are asked. Raises CatalogBroken."""
    catalog = ours()
    found = {name: _asked(one, catalog=catalog) for name, one in catalog.asking.items()}
    return found | {one.id: _consulted(one, catalog=catalog) for one in consultation(catalog)}


@cache
def of_post(number: int) -> tuple[Page, ...]:
    """Return the questions about one post, in their order; posts are counted from 1. Raises CatalogBroken."""
    asked = [page for page in pages().values() if page.of == "post"]
    if number == 1:
        return tuple(asked)
    return tuple(page.model_copy(update={"id": f"{page.id}-{number}", "post": number}) for page in asked)


def page_of(name: str) -> Page | None:
    """Return the page of that name, for whichever post it asks; None where there is none. Raises CatalogBroken."""
    plain = pages().get(name)
    number = name.rpartition("-")[2]
    if plain is not None or not (number.isascii() and number.isdigit() and len(number) < 3):
        return plain
    if not 1 < int(number) <= MOST_POSTS:
        return None
    return next((page for page in of_post(int(number)) if page.id == name), None)


def the_page(name: str) -> Page:
    """Return a page whose name was checked when its answer was taken in. Raises LookupError."""
    found = page_of(name)
    if found is None:
        raise LookupError(name)
    return found


def consultation(catalog: Catalog) -> tuple[Consulting, ...]:
    """Return the questions of a consultation, in their order."""
    raw = yaml.safe_load((files("yosuga.intake") / "consultation.yaml").read_text(encoding="utf-8"))
    return tuple(Consulting.model_validate(one, context={"vocabulary": catalog.vocabulary}) for one in raw)


def _asked(one: Asking, *, catalog: Catalog) -> Page:
    return Page(
        id=one.id,
        part=Part.MEANS if one.of == "household" else Part.PLAN,
        of=one.of,
        kind=one.kind,
        question=one.question,
        hint=one.hint,
        why=one.why,
        if_=one.if_,
        choices=tuple((choice.word, choice.says(catalog.vocabulary)) for choice in one.choices),
        none=one.none,
    )


def _consulted(one: Consulting, *, catalog: Catalog) -> Page:
    return Page(
        id=one.id,
        part=Part.CONSULTATION,
        of="contact",
        kind=one.kind,
        question=one.question,
        hint=one.hint,
        why=one.why,
        if_=one.if_,
        after=one.after,
        word=one.word,
        choices=tuple((choice.word, choice.says(catalog.vocabulary)) for choice in one.choices),
        none=one.none,
    )
