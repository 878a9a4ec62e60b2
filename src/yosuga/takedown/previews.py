"""A request before it is finished, and what it became: plain values that a door can show."""

from collections.abc import Mapping
from dataclasses import dataclass

from yosuga.catalog.takedown import BrakeQuestion
from yosuga.documents.letter import Sheet
from yosuga.documents.naiyo_refusals import Refusal
from yosuga.rules.takedown.composing import Composed, Field
from yosuga.rules.takedown.follow import Followed
from yosuga.rules.takedown.gates import Gate, Level
from yosuga.rules.takedown.reaching import Reached
from yosuga.rules.takedown.request import Request
from yosuga.takedown import telling
from yosuga.takedown.troubles import NotReady

FINAL_BY = "final-by"  # the letter is finished in other hands: a paper for a court or prosecutor

REFUSED_BY_POST = "refused-by-post"  # see `Preview.refusals`


@dataclass(frozen=True, slots=True)
class Preview:
    """A request before it is finished: the letter as it stands, what of it reaches whom, and what holds it up.

    `composed` is None for a way without a letter (a form in an app). `questions` come before it goes out; their
    answers are values of the request, by question. `refusals` are what the post office would not take in a letter for
    content-certified mail, with the place.
    """

    followed: Followed
    request: Request
    composed: Composed | None
    reach: tuple[Reached, ...]
    gates: tuple[Gate, ...]
    questions: tuple[BrakeQuestion, ...]
    refusals: tuple[Refusal, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields that are needed and empty."""
        return self.composed.missing if self.composed is not None else ()

    @property
    def leaks(self) -> tuple[str, ...]:
        """The fields in which a person's data stands where the public, or the poster, would read it."""
        found = self.composed.leaks if self.composed is not None else ()
        return tuple(dict.fromkeys(leak.field for leak in found))

    @property
    def tells(self) -> tuple[str, ...]:
        """The fields in which the person's own data stands where the poster may come to read it. It stops nothing."""
        found = self.composed.tells if self.composed is not None else ()
        return tuple(dict.fromkeys(leak.field for leak in found))

    def held_up(self, *, over: Mapping[str, str]) -> NotReady | None:
        """Return why it cannot be finished, or None. `over` are the reasons why warnings are passed, by gate."""
        stops = tuple(gate.id for gate in self.gates if gate.level is Level.STOP)
        if self.composed is not None and not self.composed.may_finish(self.request.sender):
            stops = (*stops, FINAL_BY)
        if self.refusals and not self.missing:
            stops = (*stops, REFUSED_BY_POST)
        pauses = tuple(
            gate.id for gate in self.gates if gate.level is Level.PAUSE and not over.get(gate.id, "").strip()
        )
        if stops or pauses or self.leaks or self.missing:
            return NotReady(stops=stops, leaks=self.leaks, pauses=pauses, missing=self.missing)
        return None

    def as_json(self) -> dict[str, object]:
        """Return the preview as JSON-ready data."""
        composed = self.composed
        return {
            "id": self.followed.id,
            "request": telling.request_json(self.request),
            "title": composed.title if composed else "",
            "text": composed.text if composed else "",
            "fields": [_field_json(one) for one in composed.fields] if composed else [],
            "missing": list(self.missing),
            "leaks": list(self.leaks),
            "tells": list(self.tells),
            "reach": [_reached_json(one) for one in self.reach],
            "gates": [_gate_json(one) for one in self.gates],
            "refusals": [
                {"field": one.field, "line": one.line, "column": one.column, "ja": one.ja, "en": one.en}
                for one in self.refusals
            ],
            "questions": [_question_json(one) for one in self.questions],
        }


@dataclass(frozen=True, slots=True)
class Finished:
    """A finished request: its papers, the text for a form or mail, and the item that keeps them ("" without papers)."""

    followed: Followed
    sheets: tuple[Sheet, ...]
    text: str
    item: str

    def as_json(self) -> dict[str, object]:
        """Return what was made, without the bytes."""
        return {
            **telling.as_json(self.followed),
            "item": self.item,
            "text": self.text,
            "sheets": [
                {"name": one.name, "media_type": one.media_type, "size": len(one.content)} for one in self.sheets
            ],
        }


def _field_json(field: Field) -> dict[str, object]:
    return {
        "id": field.id,
        "label": {"ja": field.label.ja, "en": field.label.en},
        "about": field.about,
        "value": field.value,
        "need": field.need,
        "known": field.known,
        "choices": [{"value": one.value, "ja": one.text.ja, "en": one.text.en} for one in field.choices],
        "copies": list(field.copies),
    }


def _reached_json(reached: Reached) -> dict[str, object]:
    return {
        "field": reached.field,
        "label": {"ja": reached.label.ja, "en": reached.label.en},
        "who": [one.value for one in reached.who],
        "why": {"ja": reached.why.ja, "en": reached.why.en},
    }


def _gate_json(gate: Gate) -> dict[str, object]:
    return {
        "id": gate.id,
        "level": gate.level.value,
        "says": {"ja": gate.says.ja, "en": gate.says.en},
        "facts": list(gate.facts),
    }


def _question_json(question: BrakeQuestion) -> dict[str, object]:
    return {
        "id": question.id,
        "asks": {"ja": question.asks.ja, "en": question.asks.en},
        "choices": [{"value": one.id, "ja": one.text.ja, "en": one.text.en} for one in question.choices],
    }
