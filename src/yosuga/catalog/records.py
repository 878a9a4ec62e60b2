"""What every record of the catalog has: frozen, unknown keys refused, two languages, sources and a day of review."""

import re
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
)

from yosuga.catalog.conditions import Condition, ConditionUnclear, condition
from yosuga.catalog.vocabulary import Vocabulary

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$", max_length=60)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Record(BaseModel):
    """A value that does not change and knows only the keys it declares."""

    # A schema is built when its first record is read: a plan does not wait for the handbook.
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, defer_build=True)


class Text(Record):
    """The same said in Japanese and in English. Neither may be missing.

    `easy` says it in やさしい日本語 where a person in trouble meets it first: one fact a sentence, few kanji. It is for
    pages that write readings above kanji, and leaves out nothing that a person needs to act.
    """

    ja: Words
    en: Words
    easy: Words | None = Field(default=None, exclude=True)


class Confidence(StrEnum):
    """How well a record is grounded: of facts (high to low), and of addresses (official to unverified)."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    OFFICIAL = "official"
    SECONDARY = "secondary"
    COMMUNITY = "community"
    COMMUNITY_1 = "community-1"
    UNSOURCED = "unsourced"
    UNVERIFIED = "unverified"

    @property
    def shown(self) -> bool:
        """Say whether what rests on it may be shown as a fact, a number to call or a link (PRODUCT: true or absent)."""
        return self not in {Confidence.LOW, Confidence.UNSOURCED, Confidence.UNVERIFIED}


def _sourced(sources: tuple[str, ...]) -> tuple[str, ...]:
    if not sources or not all(source.strip() for source in sources):
        raise ValueError("a record needs at least one source")
    return sources


Sources = Annotated[tuple[str, ...], AfterValidator(_sourced)]


class Sourced(Record):
    """A record that says where it comes from.

    `as_of` is the date of the source that was seen, in the words of whoever saw it (`2025-06-06`, `2013 text`);
    `review_by` is the day from which it is shown as possibly out of date.
    """

    sources: Sources
    as_of: Words
    confidence: Confidence
    review_by: date

    @property
    def unverified(self) -> bool:
        """Say whether it rests on memory alone."""
        return any("UNVERIFIED" in source for source in self.sources)

    @property
    def shown(self) -> bool:
        """Say whether it may be shown as a fact."""
        return self.confidence.shown and not self.unverified

    def stale(self, today: date) -> bool:
        """Say whether its day of review has passed."""
        return today > self.review_by


def _read_condition(value: object, info: ValidationInfo) -> Condition:
    if isinstance(value, Condition):
        return value
    vocabulary = (info.context or {}).get("vocabulary")
    if not isinstance(value, str) or not isinstance(vocabulary, Vocabulary):
        raise ValueError("a condition is a text over signs")  # noqa: TRY004 - pydantic turns ValueError into its own
    try:
        return condition(value, signs=vocabulary.signs, groups=vocabulary.groups)
    except ConditionUnclear as unclear:
        raise ValueError(str(unclear)) from unclear


_IN_A_SCHEMA = {"type": "string", "description": "a condition over signs, such as: danger-threat and not minor"}
If = Annotated[Condition, BeforeValidator(_read_condition), WithJsonSchema(_IN_A_SCHEMA)]
"""A condition over signs; read with the vocabulary in the validation context."""

_LINK = re.compile(r"^https?://[^\s()]+$")


def _link(url: str) -> str:
    if not _LINK.match(url):
        raise ValueError("not an address")
    return url


Link = Annotated[str, AfterValidator(_link)]
NonNegative = Annotated[int, Field(ge=0)]
