"""The questions that are asked where there is no answers file: each with why it is asked, and when it matters."""

from typing import Literal, Self

from pydantic import Field, StrictBool, ValidationInfo, field_validator, model_validator

from yosuga.catalog.records import Id, If, Record, Text
from yosuga.catalog.vocabulary import Vocabulary


class Choice(Record):
    """One answer to choose. `word` is what the answers file says; its label is that of `sign`, or one of its own."""

    word: StrictBool | Id
    sign: Id | None = None
    label: Text | None = None

    @model_validator(mode="after")
    def _one_label(self) -> Self:
        if (self.sign is None) == (self.label is None):
            raise ValueError("a choice has the label of a sign, or one of its own")
        return self

    @field_validator("sign")
    @classmethod
    def _known(cls, sign: str | None, info: ValidationInfo) -> str | None:
        vocabulary = (info.context or {}).get("vocabulary")
        if sign is not None and isinstance(vocabulary, Vocabulary) and sign not in vocabulary.signs:
            raise ValueError(f"unknown sign: {sign}")
        return sign

    def says(self, vocabulary: Vocabulary) -> Text:
        """Return the label a person reads."""
        if self.label is not None:
            return self.label
        ja, en = vocabulary.labels[str(self.sign)]
        return Text(ja=ja, en=en)


class Asking(Record):
    """One question. `id` is a key of the answers file, of its post, its dates or its household, as `of` says.

    `kind`: `one` of the choices, `many` of them, a `day`, a `number`, or a `service` (a choice, or a name that is
    typed). `hint` says how an answer is written. `none` is the answer of `many` that none of them is so. It is asked
    only where `if` holds for what was said before; those of the household only when the person asks for them.
    """

    id: Id
    of: Literal["answers", "post", "dates", "household"] = "answers"
    kind: Literal["one", "many", "day", "number", "service"]
    question: Text
    hint: Text | None = None
    why: Text
    if_: If = Field(alias="if")
    choices: tuple[Choice, ...] = ()
    none: Text | None = None

    @model_validator(mode="after")
    def _choices_fit_the_kind(self) -> Self:
        if (self.kind in {"day", "number"}) == bool(self.choices) or (self.kind == "many") != (self.none is not None):
            raise ValueError("a day or a number has no choices; `many`, and only it, has `none`")
        return self
