"""Desks to turn to: those that fit what was said, the ones that answer now first; and all there are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from yosuga.catalog.desks import Desk
from yosuga.rules import fitting, opening, presenting
from yosuga.rules.opening import State
from yosuga.web import plan_rows
from yosuga.web.plan_rows import DeskRow
from yosuga.web.planned import Planned, planned
from yosuga.web.screen import Asked, Needs, Screen, Shown
from yosuga.web.words import moment_words, say


@dataclass(frozen=True, slots=True)
class Heading:
    """Desks that stand alike at this moment."""

    title: str
    state: str
    desks: tuple[DeskRow, ...]


def show_desks(asked: Asked) -> Shown:
    """Show the desks that fit; without answers, or where it is asked for, all of them."""
    mine = planned(asked)
    every = not mine.known or asked.args.get("all") == "yes"
    return Shown(
        "desks/desks.html",
        {
            "danger": mine.danger,
            "headings": tuple(_headings(_chosen(mine, every=every), asked=asked)),
            "every": every,
            "known": mine.known,
            "moment": moment_words(asked.moment),
            "cut": mine.cut,
        },
    )


def _chosen(mine: Planned, *, every: bool) -> list[Desk]:
    desks = mine.catalog.desks.values()
    if every:
        return [desk for desk in desks if opening.shown_lines(desk)]
    return [desk for desk in desks if fitting.fits(desk, mine.made.signs)]


def _headings(desks: Iterable[Desk], *, asked: Asked) -> Iterator[Heading]:
    titles = {
        State.OPEN: say("They answer now"),
        State.ASK: say("Hours differ by place: please check"),
        State.CLOSED: say("Closed now"),
    }
    standing = fitting.in_order_at(desks, moment=asked.moment)
    standing.sort(key=lambda one: one.desk.id != presenting.EMERGENCY)  # danger first, wherever its rank may be
    for state, title in titles.items():
        found = [one for one in standing if one.stands.state is state]
        if found:
            rows = (plan_rows.whole_desk(one.desk, stands=one.stands, at=asked.moment) for one in found)
            yield Heading(title=title, state=state.value, desks=tuple(rows))


SCREENS: tuple[Screen, ...] = (Screen("desks", Needs.NOTHING, show_desks),)
