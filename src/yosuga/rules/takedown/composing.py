"""Makes a letter from what the case knows and the person wrote: its copies, its plain text, and what is missing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from yosuga.catalog.letters import About, Copy, Letter, Question
from yosuga.catalog.loader import Catalog
from yosuga.catalog.platforms import Platform
from yosuga.catalog.records import Text
from yosuga.documents import letter_text
from yosuga.documents.letter import Letter as Paper
from yosuga.errors import NotFound
from yosuga.rules.takedown import knowing, placing, ways
from yosuga.rules.takedown.cleaning import clean
from yosuga.rules.takedown.knowing import Exhibit, Language
from yosuga.rules.takedown.leaking import Leak
from yosuga.rules.takedown.owning import Own
from yosuga.rules.takedown.placing import Setting
from yosuga.rules.takedown.request import Reason, Request, Requester
from yosuga.rules.takedown.sender import Sender
from yosuga.rules.takedown.target import Target
from yosuga.rules.takedown.ways import Way
from yosuga.rules.takedown.withholding import Given, stays, tells, withheld

_UNKNOWN = "matome"  # as what a site is taken that the catalog does not know


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a field that has only some; `default` is the one that gives away the least."""

    value: str
    text: Text


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a letter. What the case knows (`known`) is not asked again.

    `need`: `must` is missing while it is empty, `hand` may be written in by hand on paper, `may` may be left out.
    `copies` are the copies in which it can be read, "" standing for a letter of which there is one only; none where
    it is left out because everybody would read it.
    """

    id: str
    label: Text
    about: About
    value: str
    need: Literal["must", "hand", "may"]
    known: bool
    long: bool
    hint: Text | None
    choices: tuple[Choice, ...]
    copies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Composed:
    """A letter as it stands now.

    `letters` are its copies, `text` what goes into a form or mail. `missing` are the `must` fields without a value,
    `blanks` those that may be written in by hand. `leaks` are personal data in a public body: they are covered in
    `letters` and `text` already, and the letter is not finished while there are any. `tells` are the sender's own data
    that stands there all the same, in the address of the post or where only the poster may come to read: to be said,
    and the person decides. `final_by` are those in whose
    hands it may be finished, none for whoever may send it.
    """

    letter: str
    title: str
    language: Language
    letters: tuple[Paper, ...]
    text: str
    fields: tuple[Field, ...]
    missing: tuple[str, ...]
    blanks: tuple[str, ...]
    leaks: tuple[Leak, ...]
    tells: tuple[Leak, ...]
    public: bool
    final_by: frozenset[Requester]

    @property
    def finished(self) -> tuple[Paper, ...]:
        """The copies without the line that says that they are drafts."""
        return tuple(replace(paper, note="") for paper in self.letters)

    def may_finish(self, requester: Requester) -> bool:
        """Say whether the letter may be finished in these hands; who may send is `senders`' to say."""
        return not self.final_by or requester in self.final_by


def compose(
    letter_id: str,
    *,
    target: Target,
    request: Request,
    sender: Sender,
    values: Mapping[str, str],
    today: date | None,
    catalog: Catalog,
    evidence: Sequence[Exhibit] = (),
    language: Language | Literal[""] = "",
) -> Composed:
    """Return the letter with everything that is known placed in it. Raises NotFound for a letter there is not.

    `values` are what the person wrote, by field. `language` reads it in another language than the request's; a letter
    is sent only in a language it is written for, and the first of those stands in for any other.
    """
    letter = catalog.letters.get(letter_id)
    if letter is None:
        raise NotFound("letter")
    spoken = language or _spoken(letter, request.language)
    given = _answers(letter, target=target, request=request, sender=sender, values=values, evidence=evidence,
                     language=spoken, catalog=catalog)  # fmt: skip
    own = Own.of(sender)
    copies: tuple[Copy | None, ...] = letter.copies or (None,)
    way = ways.way(request.route, catalog=catalog)
    public = letter.public or (way is not None and way.public)  # by a public way, whatever letter goes by it
    kept = withheld(copies, given, own=own, public=public)
    settings = [
        Setting(letter, copy, texts, spoken, request.reason, sender.acting)
        for copy, (texts, _leaks) in zip(copies, kept, strict=True)
    ]
    papers = tuple(placing.paper(one, day=today) for one in settings)
    return Composed(
        letter=letter.id,
        title=settings[0].say(letter.title),
        language=spoken,
        letters=papers,
        text=placing.words(letter.form, settings[0]) if letter.form else letter_text.text(papers[0]).strip(),
        fields=tuple(_field(one, copies=() if stays(one, public=public) else copies) for one in given),
        missing=tuple(one.question.name for one in given if _is_missing(one) and not stays(one, public=public)),
        blanks=tuple(one.question.name for one in given if one.question.need == "hand" and not one.value),
        leaks=tuple(leak for _texts, leaks in kept for leak in leaks),
        tells=tells(given, own=own, public=public) if public or _reaches_poster(letter, way) else (),
        public=public,
        final_by=frozenset(map(Requester, letter.finish)),
    )


def applies(letter: Letter, *, target: Target, reason: Reason, platform: Platform | None) -> bool:
    """Say whether there is such a letter for this target and reason; who may send it, and when, is `routes`' to say."""
    if target.kind.private and not letter.private:
        return False
    of_site = (platform.category if platform else _UNKNOWN) in letter.categories
    if (letter.targets or letter.categories) and not (of_site or target.kind.value in letter.targets):
        return False
    if letter.hazards and platform is not None and not set(letter.hazards) & set(platform.hazards):
        return False
    return reason.value in letter.reasons


def language_for(letter: Letter, *, platform: Platform | None) -> Language:
    """Return the language to begin with: English where the catalog says that a service takes nothing else."""
    wanted: Language = "en" if platform is not None and "english_only" in platform.hazards else "ja"
    # A designated operator must take requests in Japanese (fact pfa-22-window), whatever its pages say.
    if platform is not None and platform.designated.starts_clock:
        wanted = "ja"
    return _spoken(letter, wanted)


def _spoken(letter: Letter, asked: str) -> Language:
    return next((one for one in letter.languages if one == asked), letter.languages[0])


def _answers(
    letter: Letter,
    *,
    target: Target,
    request: Request,
    sender: Sender,
    values: Mapping[str, str],
    evidence: Sequence[Exhibit],
    language: Language,
    catalog: Catalog,
) -> tuple[Given, ...]:
    found = knowing.known(
        target=target, sender=sender, reason=request.reason, evidence=evidence, language=language, catalog=catalog
    )
    asked = (one for one in letter.questions if _is_asked(one, reason=request.reason, acting=sender.acting))
    return tuple(_answer(one, found=found, values=values) for one in asked)


def _is_asked(question: Question, *, reason: Reason, acting: Requester) -> bool:
    return (not question.only or reason.value in question.only) and (
        not question.acting or acting.value in question.acting
    )


def _answer(question: Question, *, found: Mapping[str, str], values: Mapping[str, str]) -> Given:
    known = clean(found[question.source]) if question.source else ""
    written = clean(values.get(question.name, ""))
    if question.choices:
        chosen = written if written in {one.value for one in question.choices} else question.default or ""
        return Given(question, chosen, known=False)
    return Given(question, known or written, known=bool(known))


def _is_missing(given: Given) -> bool:
    question = given.question
    return (question.need == "must" and not given.value) or (question.confirm and given.value == question.default)


def _reaches_poster(letter: Letter, way: Way | None) -> bool:
    return len(letter.copies) > 1 or (way is not None and "forwarded_to_poster" in way.hazards)


def _field(given: Given, *, copies: Sequence[Copy | None]) -> Field:
    question = given.question
    return Field(
        id=question.name,
        label=question.label,
        about=question.about,
        value=given.value,
        need=question.need,
        known=given.known,
        long=question.long,
        hint=question.hint,
        choices=tuple(Choice(one.value, one.text) for one in question.choices),
        copies=tuple(_shown_in(question.name, copies)),
    )


def _shown_in(name: str, copies: Sequence[Copy | None]) -> Iterator[str]:
    yield from ("" if one is None else one.name for one in copies if one is None or name not in one.covered)
