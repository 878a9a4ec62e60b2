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
    why: Text
    if_: If = Field(alias="if")
    after: Id | None = None
    word: Id | None = None
    choices: tuple[Choice, ...] = ()
    none: Text | None = None


class Page(Record):
    """One question as it is shown and kept. `of` is where the answers file has it; a consultation's is `contact`."""

    id: str
    part: Part
    of: Literal["answers", "post", "dates", "household", "contact"]
    kind: Kind
    question: Text
    why: Text
    if_: Condition
    after: str | None = None
    word: str | None = None
    choices: tuple[tuple[Word, Text], ...] = ()
    none: Text | None = None

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
        why=one.why,
        if_=one.if_,
        after=one.after,
        word=one.word,
        choices=tuple((choice.word, choice.says(catalog.vocabulary)) for choice in one.choices),
        none=one.none,
    )
