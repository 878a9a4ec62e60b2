"""How a letter of the catalog becomes a paper: each value in its place, or a bar, a blank or nothing."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from yosuga.catalog import templates
from yosuga.catalog.letters import BUILT_IN, Box, Copy, Letter, Line, Question, Section
from yosuga.catalog.records import Text
from yosuga.documents.letter import Letter as Paper
from yosuga.documents.letter import Part, Row, Tick
from yosuga.rules.takedown.cleaning import in_line
from yosuga.rules.takedown.knowing import Language
from yosuga.rules.takedown.request import Reason, Requester

BAR = "■■■■"
_BLANK = "＿＿＿＿"
_PERSON = {
    Requester.SELF: ("私", "me", "my"),
    Requester.BEREAVED: ("故人", "the deceased", "the deceased's"),
    Requester.COMPANY: ("当社", "us", "our"),
}


@dataclass(frozen=True, slots=True)
class Setting:
    """One copy of one letter with its values: cleaned, and covered where this copy covers them."""

    letter: Letter
    copy: Copy | None
    values: Mapping[str, str]
    language: Language
    reason: Reason
    acting: Requester

    @property
    def covered(self) -> frozenset[str]:
        """The fields of which this copy holds nothing."""
        return frozenset(self.copy.covered if self.copy else ())

    def say(self, text: Text) -> str:
        """Return a template of the catalog in the letter's language."""
        return text.ja if self.language == "ja" else text.en


def paper(setting: Setting, *, day: date | None) -> Paper:
    """Return the copy as a paper."""
    letter = setting.letter
    return Paper(
        title=setting.say(letter.title),
        language=setting.language,
        to=tuple(line for text in letter.receiver if (line := words(text, setting))),
        sender=tuple(_rows(letter.signature, setting)),
        date=day,
        opening=words(letter.opening, setting) if letter.opening else "",
        parts=tuple(_part(one, setting) for one in letter.sections if _stands(one, setting)),
        enclosed=_enclosed(setting),
        copy=setting.say(setting.copy.title) if setting.copy else "",
        note=setting.say(letter.note),
        seal=letter.seal,
    )


def _enclosed(setting: Setting) -> tuple[str, ...]:
    if setting.copy and not setting.copy.encloses:
        return ()
    going = (one for one in setting.letter.enclosed if setting.reason not in one.never)
    return tuple(line for one in going if (line := words(one.text, setting)))


def words(text: Text, setting: Setting) -> str:
    """Return running text with its values; a missing one leaves a blank to be filled in by hand."""
    return templates.filled(setting.say(text), place=_placer(setting), blank=_BLANK).strip()


def _stands(section: Section, setting: Setting) -> bool:
    return (not section.only or setting.reason in section.only) and (
        not section.acting or setting.acting in section.acting
    )


def _part(section: Section, setting: Setting) -> Part:
    return Part(
        heading=words(section.heading, setting) if section.heading else "",
        text=words(section.text, setting) if section.text else "",
        rows=tuple(_rows(section.lines, setting)),
        ticks=tuple(_tick(box, setting) for box in section.boxes),
    )


def _tick(box: Box, setting: Setting) -> Tick:
    return Tick(setting.say(box.label), ticked=setting.values.get(box.name) == box.value)


def _rows(lines: tuple[Line, ...], setting: Setting) -> Iterator[Row]:
    place = _placer(setting)
    for line in lines:
        template = setting.say(line.value) if line.value else ""
        value = templates.filled(template, place=place, blank="").strip()
        if value or templates.required(template) or not template:
            hidden = not setting.covered.isdisjoint(templates.names(template))
            yield Row(_label(line, setting), "" if hidden else value, masked=hidden)


def _label(line: Line, setting: Setting) -> str:
    if line.label:
        return setting.say(line.label)
    pieces = templates.parse(line.value.ja if line.value else "")
    first = next(one.name for piece in pieces for one in (piece, *piece.inside) if one.name)
    return setting.say(_question(first, setting).label)


def _question(name: str, setting: Setting) -> Question:
    return next(one for one in setting.letter.questions if one.name == name)


def _placer(setting: Setting) -> Callable[[str], str]:
    """Return what gives the value of a name, with the words for the reason as one of them."""

    def place(name: str) -> str:
        if name == "ground":
            return _ground(setting, place=place)
        if name in BUILT_IN:
            return _who(name, setting)
        question = _question(name, setting)
        return _chosen(question, setting) if question.choices else in_line(setting.values.get(name, ""))

    return place


def _ground(setting: Setting, *, place: Callable[[str], str]) -> str:
    text = next((one.text for one in setting.letter.grounds if one.reason == setting.reason), None)
    said = templates.filled(setting.say(text), place=place, blank=_BLANK) if text else ""
    return said[:1].upper() + said[1:]


def _who(name: str, setting: Setting) -> str:
    """Return how the letter speaks of the person: as oneself, or as the one it is written for."""
    ja, me, my = _PERSON.get(setting.acting, ("本人", "the person I write for", "the person's"))
    if setting.language == "ja":
        return ja if name == "me" else f"{ja}の"
    return me if name == "me" else my


def _chosen(question: Question, setting: Setting) -> str:
    """Return the words of the answer that was chosen, of a question that has only some."""
    chosen = setting.values.get(question.name, "")
    return next((setting.say(one.text) for one in question.choices if one.value == chosen and one.said), "")
