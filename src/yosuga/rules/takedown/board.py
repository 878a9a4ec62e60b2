"""One line a target: where it stands, until when, and the one thing to do next; many lines by what is due first."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from unicodedata import normalize

from yosuga.catalog.conditions import Signs
from yosuga.catalog.loader import Catalog
from yosuga.catalog.records import Text
from yosuga.clock import JST
from yosuga.rules.removal import State
from yosuga.rules.takedown import clocks, course
from yosuga.rules.takedown.clocks import Clock, Running
from yosuga.rules.takedown.course import Status
from yosuga.rules.takedown.family import in_order
from yosuga.rules.takedown.follow import Followed
from yosuga.rules.takedown.request import Reason, Request, Step, What
from yosuga.rules.takedown.schedule import next_look
from yosuga.rules.takedown.upcoming import Next, next_of, says_of, says_without_period

_AT_REST = frozenset({Status.REMOVED})
_UNTIL = frozenset({Next.WAIT, Next.RECEIPT})  # a letter starts no period: nothing but a look would end these


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it stands today."""

    request: Request
    status: Status
    clock: Clock

    @property
    def unproven(self) -> tuple[Step, ...]:
        """The steps outside this house that no item of evidence shows yet: a receipt mail, a screenshot."""
        inside = {What.DRAFTED, What.FINISHED, What.WITHDRAWN}
        return tuple(step for step in self.request.steps if step.what not in inside and not step.proof)


@dataclass(frozen=True, slots=True)
class Row:
    """One target on the board. `says` is the next thing in a sentence.

    `due` is a day in Japan: the last day of the clock that runs, or where a look is the next thing, or all there is to
    wait for (a letter), its day. `overdue` is what nobody answered in time. `place` is its place in the order in which
    to ask for the targets of its case.
    """

    case: str
    case_name: str
    followed: Followed
    status: Status
    by_looks: bool
    running: Running
    due: date | None
    overdue: bool
    next: Next
    says: Text
    place: int = 0

    def as_json(self) -> dict[str, object]:
        """Return the line as JSON-ready data; the case by its id alone."""
        target = self.followed.target
        return {
            "case": self.case,
            "id": self.followed.id,
            "number": self.followed.number,
            "kind": target.kind.value,
            "platform": target.platform,
            "address": target.address,
            "told": target.told,
            "copies": target.copies,
            "status": self.status.value,
            "by_looks": self.by_looks,
            "state": self.followed.stands.state.value,
            "clock": self.running.value,
            "due": self.due.isoformat() if self.due else None,
            "overdue": self.overdue,
            "place": self.place,
            "next": self.next.value,
            "next_ja": self.says.ja,
            "next_en": self.says.en,
            "requests": len(self.followed.requests),
            "looks": len(self.followed.looks),
            "evidence": list(self.followed.evidence),
        }


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines are wanted. What is empty wants all; `search` is looked for in address, account and told words."""

    statuses: frozenset[Status] = frozenset()
    platform: str = ""
    overdue: bool = False
    search: str = ""


@dataclass(frozen=True, slots=True)
class Board:
    """Lines in their order. `found` fit what was wanted, of `total`; `first` counts from 0. `counts` are of all."""

    rows: tuple[Row, ...]
    first: int
    found: int
    total: int
    counts: Mapping[Status, int]
    overdue: int

    def as_json(self) -> dict[str, object]:
        """Return the board as JSON-ready data."""
        return {
            "rows": [row.as_json() for row in self.rows],
            "first": self.first,
            "found": self.found,
            "total": self.total,
            "counts": {status.value: count for status, count in self.counts.items()},
            "overdue": self.overdue,
        }


def asked(followed: Followed, *, catalog: Catalog, today: date) -> tuple[Asked, ...]:
    """Return every request of a target as it stands on a day in Japan, in the order of their numbers."""

    def one(request: Request) -> Asked:
        running = clocks.clock(request, target=followed.target, others=followed.requests, catalog=catalog)
        return Asked(request, course.of_request(request, due=running.due, today=today), running)

    return tuple(one(request) for request in followed.requests)


def rows(
    followed: Iterable[Followed],
    *,
    case: str,
    case_name: str,
    catalog: Catalog,
    today: date,
    signs: Signs = frozenset(),
    only: int = 0,
) -> tuple[Row, ...]:
    """Return the lines of one case, in the order of `followed`: all of its targets, for some are others' reposts.

    `signs` are those of the case: where it may be about a child's image, no line leads to a copy. `only` is the number
    of the one whose line is wanted, 0 for all.
    """
    targets = list(followed)
    child = catalog.vocabulary.groups["child-image"].holds(signs)
    places = {number: place for place, number in enumerate(in_order(targets))}
    up = {one.number for one in targets if one.stands.state is not State.GONE}

    def one(each: Followed) -> Row:
        back = up.intersection(each.reposts)
        row = _row(each, case=case, case_name=case_name, catalog=catalog, today=today, back=back, child=child)
        return replace(row, place=places[each.number])

    return tuple(one(each) for each in targets if only in {0, each.number})


def board(lines: Sequence[Row], *, wanted: Wanted, first: int = 0, most: int | None = None) -> Board:
    """Return the wanted lines, what is due first; `most` from place `first` on."""
    words = _plain(wanted.search).split()
    found = sorted((row for row in lines if _fits(row, wanted=wanted, words=words)), key=_order)
    return Board(
        rows=tuple(found[first : None if most is None else first + most]),
        first=first,
        found=len(found),
        total=len(lines),
        counts={status: count for status in Status if (count := sum(row.status is status for row in lines))},
        overdue=sum(row.overdue for row in lines),
    )


def _row(
    followed: Followed,
    *,
    case: str,
    case_name: str,
    catalog: Catalog,
    today: date,
    back: Collection[int],
    child: bool,
) -> Row:
    requests = asked(followed, catalog=catalog, today=today)
    stand = course.of_target(
        followed.stands, looks=followed.looks, requests=[one.status for one in requests], came_back=bool(back)
    )
    leading = _leading(requests)
    clock = leading.clock if leading is not None and stand.status not in _AT_REST else None
    last = course.last(leading.request) if leading is not None else None
    copies = not child and all(one.reason is not Reason.CHILD_IMAGE for one in followed.requests)
    following = next_of(followed, status=stand.status, last=last, copies=copies)
    posted = leading is not None and clocks.by_letter(leading.request) and following in _UNTIL
    looks = following is Next.LOOK or posted
    due = _look_day(followed, today=today) if looks else clock.due if clock is not None else None
    goes_on = followed.reposts if stand.status is Status.REAPPEARED else ()
    return Row(
        case=case,
        case_name=case_name,
        followed=followed,
        status=stand.status,
        by_looks=stand.by_looks,
        running=clock.running if clock is not None else Running.NOTHING,
        due=due,
        overdue=stand.status is Status.UNANSWERED,
        next=following,
        says=says_without_period(following, look=due)
        if posted and due is not None
        else says_of(following, due=due, reposts=goes_on),
    )


def _look_day(followed: Followed, *, today: date) -> date | None:
    """Return the day of the next look, as far as the host's own wishes are not known here."""
    when = next_look(followed, now=datetime.combine(today, time(), tzinfo=JST))
    return course.day_of(when.at) if when.at is not None else None


def _leading(requests: Sequence[Asked]) -> Asked | None:
    """Return the request that tells where the target stands: of those that are equally alive, the last."""
    status = course.liveliest(one.status for one in requests)
    return next((one for one in reversed(requests) if one.status is status), None)


def _order(row: Row) -> tuple[int, date, int, str, int]:
    """Return what sorts lines: what goes away by itself and is not kept, what is due, the rest, what is at rest."""
    volatile = row.followed.target.kind.volatile and row.next is Next.KEEP
    rank = 0 if volatile else 3 if row.status in _AT_REST else 1 if row.due is not None else 2
    return rank, row.due or date.max, -int(row.next is Next.AGAIN), row.case, row.place


def _fits(row: Row, *, wanted: Wanted, words: Sequence[str]) -> bool:
    target = row.followed.target
    if (wanted.statuses and row.status not in wanted.statuses) or (wanted.overdue and not row.overdue):
        return False
    if wanted.platform and target.platform != wanted.platform:
        return False
    named = (row.followed.id, target.address, target.given, target.account, target.told, target.words)
    said = _plain("\n".join(named)) if words else ""
    return all(word in said for word in words)


def _plain(text: str) -> str:
    """Return text as it is compared: full-width and half-width, capital and small letters are the same."""
    return normalize("NFKC", text).casefold()
