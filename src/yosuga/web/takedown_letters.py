"""A request before it is sent, as a template shows it: what is asked, who signs, who sees what, what holds it up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from yosuga.catalog.loader import ours
from yosuga.catalog.takedown import BrakeQuestion
from yosuga.rules.takedown.composing import Field
from yosuga.rules.takedown.gates import Gate, Level
from yosuga.rules.takedown.reaching import Audience, Reached
from yosuga.rules.takedown.request import Requester
from yosuga.rules.takedown.sender import Sender
from yosuga.takedown.previews import Preview
from yosuga.web import takedown_words as called
from yosuga.web.catalog_words import told
from yosuga.web.screen import Asked
from yosuga.web.words import say

_MOST_SHOWN = 240  # characters of a value in the panel
_WIDEST_FIRST = (Audience.PUBLIC, Audience.POSTER, Audience.UNKNOWN, Audience.SERVICE)
_FIXES: Mapping[str, str] = {
    "evidence": "removal-proof",
    "evidence-unverified": "removal-proof",
    "evidence-search": "removal-proof",
    "brake-asks": "removal-question",
}


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field of a letter to be filled in. `leaks` says that others would read personal data that stands in it.

    `tells` says that the person's own data stands in it and that the poster may come to read it: it stops nothing.
    """

    id: str
    label: str
    value: str
    hint: str
    needed: bool
    by_hand: bool
    long: bool
    leaks: bool
    tells: bool
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class GateRow:
    """What stands before a request. `why` is the reason with which a pause was passed, `fix` a screen that helps."""

    id: str
    level: str
    says: str
    why: str
    fix: str


@dataclass(frozen=True, slots=True)
class ReachRow:
    """What is seen for one cause: what it is called and its value, empty for what is sent besides the letter."""

    why: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ReachGroup:
    """What the same people come to see."""

    id: str
    title: str
    rows: tuple[ReachRow, ...]


def signed(found: Preview) -> Mapping[str, Field]:
    """Return the fields of the letter that say who signs, by the name of what `Sender` holds; nothing in a public one.

    What a letter calls the person is the name of whoever asks for themselves, and of the person where another does.
    """
    if found.composed is None or found.composed.public:
        return {}
    sources = {one.name: one.source or "" for one in ours().letters[found.composed.letter].questions}
    fields: dict[str, Field] = {}
    for one in found.composed.fields:
        source = sources.get(one.id, "")
        if source.startswith("sender."):
            fields.setdefault(_attribute(source, acting=found.request.sender), one)
    return fields


def _attribute(source: str, *, acting: Requester) -> str:
    if source == "sender.person":
        return "name" if acting is Requester.SELF else "for_name"
    return source.removeprefix("sender.").replace("-", "_")


def asked_for(found: Preview) -> tuple[Field, ...]:
    """Return the fields that the person fills in here: not what the case knows, who signs, or a question asked."""
    if found.composed is None:
        return ()
    elsewhere = {one.id for one in signed(found).values()} | {one.id for one in found.questions}
    hidden = {one.id for one in found.composed.fields if one.about == "sender" and found.composed.public}
    return tuple(
        one for one in found.composed.fields if not one.known and one.id not in elsewhere and one.id not in hidden
    )


def known(found: Preview) -> tuple[tuple[str, str], ...]:
    """Return what stands in the letter from the case already, besides who signs."""
    if found.composed is None:
        return ()
    return tuple((told(one.label), one.value) for one in found.composed.fields if one.known and one.about != "sender")


def field_row(one: Field, *, found: Preview, typed: Mapping[str, str]) -> FieldRow:
    """Return one field to be filled in; `typed` is what was typed and could not be kept yet."""
    return FieldRow(
        id=one.id,
        label=told(one.label),
        value=typed.get(one.id, one.value),
        hint=told(one.hint) if one.hint else "",
        needed=one.need == "must",
        by_hand=one.need == "hand",
        long=one.long,
        leaks=one.id in found.leaks,
        tells=one.id in found.tells,
        choices=tuple((choice.value, told(choice.text)) for choice in one.choices),
    )


def unanswered(found: Preview) -> tuple[BrakeQuestion, ...]:
    """Return the questions before the request that wait for an answer."""
    waiting = {name for gate in found.gates for name in gate.asks}
    return tuple(one for one in found.questions if one.id in waiting)


def question(name: str, *, found: Preview) -> BrakeQuestion | None:
    """Return the question of that name, else the first without an answer, else the first; None where none is asked."""
    named = next((one for one in found.questions if one.id == name), None)
    return named or next(iter((*unanswered(found), *found.questions)), None)


def reach_groups(reach: Sequence[Reached]) -> tuple[ReachGroup, ...]:
    """Return who comes to see what, the widest audience first."""
    by_widest: dict[Audience, dict[str, list[tuple[str, str]]]] = {one: {} for one in _WIDEST_FIRST}
    for one in reach:
        widest = next(audience for audience in _WIDEST_FIRST if audience in one.who)
        value = one.value if len(one.value) <= _MOST_SHOWN else f"{one.value[:_MOST_SHOWN]}…"
        by_widest[widest].setdefault(told(one.why), []).append((told(one.label), value))
    return tuple(
        ReachGroup(
            audience.value,
            called.audience(audience),
            tuple(ReachRow(why, tuple(values)) for why, values in causes.items()),
        )
        for audience, causes in by_widest.items()
        if causes
    )


def gate_row(gate: Gate, *, over: Mapping[str, str]) -> GateRow:
    """Return one gate with the reason with which it was passed."""
    return GateRow(gate.id, gate.level.value, told(gate.says), over.get(gate.id, ""), _FIXES.get(gate.id, ""))


def over(found: Preview, *, asked: Asked) -> Mapping[str, str]:
    """Return the reasons with which pauses were passed: those kept with the request, then those of this session."""
    return {**dict(found.request.over), **(asked.session.get(_over_note(found, asked=asked), dict) or {})}


def pass_over(gate: str, why: str, *, found: Preview, asked: Asked) -> None:
    """Hold why a pause is passed, until the request is finished with it."""
    note = _over_note(found, asked=asked)
    asked.session.put(note, {**(asked.session.get(note, dict) or {}), gate: why})


def _over_note(found: Preview, *, asked: Asked) -> str:
    return f"removal-over {asked.case} {found.followed.number} {found.request.number}"


def seen(what: str, *, found: Preview, asked: Asked) -> bool:
    """Say whether `reach` or `gates` was looked at as it stands now."""
    return asked.session.get(_seen_note(what, found=found, asked=asked)) == _as_it_stands(what, found=found)


def see(what: str, *, found: Preview, asked: Asked) -> None:
    """Hold that it was looked at."""
    asked.session.put(_seen_note(what, found=found, asked=asked), _as_it_stands(what, found=found))


def _seen_note(what: str, *, found: Preview, asked: Asked) -> str:
    return f"removal-seen-{what} {asked.case} {found.followed.number} {found.request.number}"


def _as_it_stands(what: str, *, found: Preview) -> str:
    standing = found.reach if what == "reach" else tuple((one.id, one.level) for one in found.gates)
    return str(hash(str(standing)))


def stops(found: Preview) -> tuple[Gate, ...]:
    """Return the gates that close, besides the questions, which have a page of their own."""
    return tuple(one for one in found.gates if one.level is Level.STOP and not one.asks)


def pauses(found: Preview, *, asked: Asked) -> tuple[Gate, ...]:
    """Return the gates that still ask for a reason."""
    given = over(found, asked=asked)
    return tuple(one for one in found.gates if one.level is Level.PAUSE and not given.get(one.id))


def sender_label(name: str) -> str:
    """Return what a part of who signs is called."""
    return {
        "name": say("Name (of whoever asks)"),
        "kana": say("Reading of the name"),
        "postal_code": say("Postal code"),
        "address": say("Postal address"),
        "phone": say("Phone number"),
        "email": say("Mail address"),
        "pen_name": say("Name used online"),
        "for_name": say("Name of the person it is about"),
        "tie": say("How you are tied to the person"),
        "office": say("Office"),
        "registered": say("Number of registration"),
    }[name]


def sender_value(sender: Sender, name: str) -> str:
    """Return one part of who signs."""
    return str(getattr(sender, name))
