"""Which desks fit the signs, and in which order they are named: those that answer now first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches

from yosuga.catalog.conditions import Signs
from yosuga.catalog.desks import Desk
from yosuga.catalog.vocabulary import Vocabulary
from yosuga.errors import BadInput
from yosuga.rules import opening
from yosuga.rules.opening import Availability, State

# The sign of an axis that holds where nothing was said about it.
_UNSAID = {
    "asker": "asker-unknown",
    "age": "age-unknown",
    "image-age": "image-none",
    "offender": "offender-unsaid",
    "up": "post-up-unknown",
    "kept": "evidence-unsaid",
    "log-clock": "log-undated",
    "complaint-clock": "complaint-not-started",
    "answer": "request-none",
    "means": "means-ask",
}


class UnknownSign(BadInput):
    """A sign was named that is not in the vocabulary."""

    code = "unknown-sign"
    ja = "その名前のしるしはありません。何も変更していません。近い名前は下のとおりです。"
    en = "There is no sign of that name. Nothing was changed. Near ones are listed below."


class SignsContradict(BadInput):
    """Two signs were named of which only one can hold."""

    code = "signs-contradict"
    ja = "同時には成り立たないしるしがあります。何も変更していません。どちらか1つにしてください。"
    en = "Two of these signs cannot hold together. Nothing was changed. Please give only one of them."


@dataclass(frozen=True, slots=True)
class Standing:
    """A desk and how it stands at the time that was asked about."""

    desk: Desk
    stands: Availability


def completed(given: Iterable[str], *, vocabulary: Vocabulary) -> Signs:
    """Return the signs that were named, and for each question with one answer that was left out, that it was.

    Raises UnknownSign with near ones, SignsContradict with the two.
    """
    signs = set(given)
    for unknown in sorted(signs - set(vocabulary.signs)):
        raise UnknownSign(", ".join(get_close_matches(unknown, vocabulary.signs, n=3, cutoff=0.0)))
    for axis in vocabulary.axes:
        held = [sign for sign in axis.signs if sign in signs]
        if axis.holds == "one" and len(held) > 1:
            raise SignsContradict(", ".join(held))
        if axis.holds == "one" and not held:
            signs.add(_unsaid(axis.name, signs=signs))
    return frozenset(signs)


def _unsaid(axis: str, *, signs: set[str]) -> str:
    if axis == "image-age" and "leak-sexual-image" in signs:
        return "image-age-unknown"  # the careful one: not known to be an adult
    return _UNSAID[axis]


def fits(desk: Desk, signs: Signs) -> bool:
    """Say whether a desk may be shown, fits the signs and is not one that must not be named for them."""
    return bool(opening.shown_lines(desk)) and desk.fit.holds(signs) and not (desk.never and desk.never.holds(signs))


def in_order_at(desks: Iterable[Desk], *, moment: datetime) -> list[Standing]:
    """Return desks as they stand at an aware moment: open, to be asked, closed by the next opening; then by rank."""
    return _in_order(Standing(desk, opening.open_at(desk, moment)) for desk in desks)


def in_order_on(desks: Iterable[Desk], *, day: date) -> list[Standing]:
    """Return desks as they stand on a day as a whole, in the same order."""
    return _in_order(Standing(desk, opening.open_on(desk, day)) for desk in desks)


def _in_order(standings: Iterable[Standing]) -> list[Standing]:
    return sorted(standings, key=_place)


def _place(one: Standing) -> tuple[int, date, str, int]:
    stands = one.stands
    return list(State).index(stands.state), stands.opens_on or date.max, stands.opens_at or "24:00", one.desk.rank
