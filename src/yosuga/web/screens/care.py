"""Protecting accounts step by step, advice for each datum that is out, checklists, pitfalls, prevention, after-care."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from uuid import uuid4

from yosuga.catalog.advice import Measure
from yosuga.catalog.conditions import Signs
from yosuga.catalog.loader import Catalog, ours
from yosuga.catalog.records import Text
from yosuga.catalog.routes import CheckItem
from yosuga.documents.calendar_file import Entry, calendar_file
from yosuga.rules import opening
from yosuga.rules.counsel import Counsel, counsel
from yosuga.web import intakes, plan_rows
from yosuga.web.catalog_words import sentences, told
from yosuga.web.plan_rows import DeskRow, FactRow
from yosuga.web.planned import Planned, planned
from yosuga.web.screen import Asked, FileKind, Form, Go, Handed, Needs, Screen, Shown
from yosuga.web.words import say

_ALARMS = {"quiet": "no", "alarm": "yes"}


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a checklist. `name` is under what it is kept that it is done."""

    name: str
    text: str
    why: str
    done: bool
    desks: tuple[DeskRow, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """A checklist with how far it is done."""

    kind: str
    id: str
    title: str
    text: tuple[str, ...]
    items: tuple[Item, ...]
    facts: tuple[FactRow, ...]

    @property
    def done(self) -> int:
        """Return how many lines are done."""
        return sum(item.done for item in self.items)


@dataclass(frozen=True, slots=True)
class Pair:
    """A title and what is said under it."""

    title: str
    text: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Days:
    """What to look at again after so many days."""

    day: int
    pairs: tuple[Pair, ...]


def show_care(asked: Asked) -> Shown:
    """Show what else helps, by title, with how far each checklist is done."""
    mine = planned(asked)
    chosen = counsel(mine.made.signs, catalog=mine.catalog)
    fit = {one.guard.id for one in chosen.guards}
    return Shown(
        "care/care.html",
        {
            "guards": _all("guard", fit, mine=mine, asked=asked),
            "advice": _all("datum", (one.advice.id for one in chosen.advice), mine=mine, asked=asked),
            "checklists": _all("list", (one.id for one in chosen.checklists), mine=mine, asked=asked),
            "others": _all("guard", mine.catalog.guards.keys() - fit, mine=mine, asked=asked),
            "pitfalls": len(chosen.pitfalls),
            "prevention": len(chosen.prevention),
            "later": len(chosen.care),
            "cut": mine.cut,
        },
    )


def _all(kind: str, names: Iterable[str], *, mine: Planned, asked: Asked) -> tuple[Checked, ...]:
    wanted = set(names)
    records = {"guard": mine.catalog.guards, "datum": mine.catalog.advice, "list": mine.catalog.checklists}[kind]
    listed = (checked(kind, name, mine=mine, asked=asked) for name in records if name in wanted)
    return tuple(one for one in listed if one is not None)


def show_checklist(asked: Asked) -> Shown:
    """Show one checklist, to be ticked line by line."""
    found = checked(asked.args.get("kind", ""), asked.args.get("id", ""), mine=planned(asked), asked=asked)
    return Shown("plan/gone.html") if found is None else Shown("care/checklist.html", {"list": found})


def checked(kind: str, name: str, *, mine: Planned, asked: Asked) -> Checked | None:
    """Return a checklist by kind and id, with the lines for these signs, or None where there is none."""
    catalog, signs = mine.catalog, mine.made.signs
    if kind == "guard" and name in catalog.guards:
        guard = catalog.guards[name]
        fits = guard.if_.holds(signs)
        measures = [one for one in _for(guard.measures, signs=signs) if fits or not one.copies]
        return _made(kind, guard.id, title=guard.title, text=guard.text, lines=measures, mine=mine, asked=asked)
    if kind == "datum" and name in catalog.advice and catalog.advice[name].sign in signs:
        advice = catalog.advice[name]
        measures = _for(advice.measures, signs=signs)
        return _made(kind, advice.id, title=advice.title, text=advice.tells, lines=measures, mine=mine, asked=asked)
    if kind == "list" and name in catalog.checklists and catalog.checklists[name].if_.holds(signs):
        listed = catalog.checklists[name]
        return _made(kind, listed.id, title=listed.title, text=listed.text, lines=listed.items, mine=mine, asked=asked)
    return None


def _for(measures: Iterable[Measure], *, signs: Signs) -> list[Measure]:
    return [one for one in measures if one.if_ is None or one.if_.holds(signs)]


def _made(
    kind: str, name: str, *, title: Text, text: Text, lines: Sequence[Measure | CheckItem], mine: Planned, asked: Asked
) -> Checked:
    facts = (fact for one in lines for fact in one.facts)
    return Checked(
        kind=kind,
        id=name,
        title=told(title),
        text=tuple(sentences(text)),
        items=tuple(_item(f"{kind}:{name}", line, mine=mine, asked=asked) for line in lines),
        facts=plan_rows.fact_rows(facts, catalog=mine.catalog, today=asked.today),
    )


def _item(within: str, line: Measure | CheckItem, *, mine: Planned, asked: Asked) -> Item:
    """Return a line. Its mark hangs on its words: other signs or an update cannot tick another line."""
    name = f"{within}:{sha256(line.text.en.encode()).hexdigest()[:8]}"
    desks = line.desks if isinstance(line, Measure) else ()
    return Item(
        name=name,
        text=told(line.text),
        why=told(line.why) if line.why else "",
        done=name in mine.done,
        desks=tuple(_desk(desk, catalog=mine.catalog, asked=asked) for desk in desks if mine.catalog.desks[desk].shown),
    )


def _desk(name: str, *, catalog: Catalog, asked: Asked) -> DeskRow:
    desk = catalog.desks[name]
    return plan_rows.brief_desk(desk, stands=opening.open_at(desk, asked.moment), at=asked.moment)


def do_checklist(asked: Asked, form: Form) -> Go:
    """Tick a line, or take the tick back."""
    found = checked(asked.args.get("kind", ""), asked.args.get("id", ""), mine=planned(asked), asked=asked)
    for item in found.items if found else ():
        if item.name == form.text("line"):
            intakes.mark(asked, item.name, done=not item.done)
    return Go.stay()


def show_pitfalls(asked: Asked) -> Shown:
    """Show mistakes that are easy to make, and what to do instead."""
    chosen = _chosen(asked)
    pairs = tuple(_pair(one.title, text=one.instead) for one in chosen.pitfalls)
    return _told("pitfalls", pairs, facts=(name for one in chosen.pitfalls for name in one.facts), asked=asked)


def show_prevention(asked: Asked) -> Shown:
    """Show what makes the next leak less likely."""
    chosen = _chosen(asked)
    pairs = tuple(_pair(one.title, text=one.text) for one in chosen.prevention)
    return _told("prevention", pairs, facts=(name for one in chosen.prevention for name in one.facts), asked=asked)


def show_later(asked: Asked) -> Shown:
    """Show what to look at again after 7, 30 and 90 days."""
    chosen = _chosen(asked)
    days = tuple(
        Days(day=day, pairs=tuple(_pair(one.title, text=one.text) for one in chosen.care if one.day == day))
        for day in dict.fromkeys(one.day for one in chosen.care)
    )
    shown = _told("later", (), facts=(name for one in chosen.care for name in one.facts), asked=asked)
    files = (
        {f"{name}_file": asked.file("calendar-later", alarm=alarm) for name, alarm in _ALARMS.items()} if days else {}
    )
    return Shown(shown.template, {**shown.context, "days": days, **files})


def hand_later(asked: Asked, args: Mapping[str, str]) -> Handed:
    """Hand out the days for looking again, counted from today. Their title is the neutral name of the app."""
    entries = [
        Entry(
            uid=str(uuid4()), day=asked.today + timedelta(days=day), title=say("Memo"), alarm=args.get("alarm") == "yes"
        )
        for day in sorted({one.day for one in _chosen(asked).care})
    ]
    return Handed(body=BytesIO(calendar_file(entries, made=asked.moment)), media_type="text/calendar", title="memo.ics")


def _chosen(asked: Asked) -> Counsel:
    mine = planned(asked)
    return counsel(mine.made.signs, catalog=mine.catalog)


def _pair(title: Text, *, text: Text) -> Pair:
    return Pair(title=told(title), text=tuple(sentences(text)))


def _told(subject: str, pairs: tuple[Pair, ...], *, facts: Iterable[str], asked: Asked) -> Shown:
    rows = plan_rows.fact_rows(facts, catalog=ours(), today=asked.today)
    return Shown("care/told.html", {"subject": subject, "pairs": pairs, "facts": rows})


SCREENS: tuple[Screen, ...] = (
    Screen("care", Needs.NOTHING, show_care),
    Screen("checklist", Needs.NOTHING, show_checklist, do_checklist),
    Screen("pitfalls", Needs.NOTHING, show_pitfalls),
    Screen("prevention", Needs.NOTHING, show_prevention),
    Screen("later", Needs.NOTHING, show_later),
)

FILES: tuple[FileKind, ...] = (FileKind("calendar-later", Needs.NOTHING, hand_later),)
