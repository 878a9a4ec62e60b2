"""The board and the page of a target as a template shows them: words in the person's language, nothing left to do."""

from collections.abc import Sequence
from dataclasses import dataclass

from yosuga.catalog.loader import ours
from yosuga.rules import calendar
from yosuga.rules.takedown import course, family, noticing, saying
from yosuga.rules.takedown.board import Asked as AskedFor
from yosuga.rules.takedown.board import Row
from yosuga.rules.takedown.course import Status
from yosuga.rules.takedown.follow import Followed
from yosuga.rules.takedown.request import Request
from yosuga.rules.takedown.target import Target
from yosuga.rules.takedown.upcoming import Next
from yosuga.takedown.boards import Detail
from yosuga.web import takedown_words as called
from yosuga.web.catalog_words import told
from yosuga.web.words import day_words, say

_BY_LOOKS = frozenset({Status.NOT_FOUND, Status.REMOVED, Status.REAPPEARED, Status.HIDDEN})
_MOST_LOOKS = 10


@dataclass(frozen=True, slots=True)
class Line:
    """One target on the board. `due` is a day in words, empty where nothing runs; `over` says that it has passed."""

    number: int
    id: str
    title: str
    place: str
    status: str
    looked: str
    due: str
    over: bool
    says: str
    case: str
    case_name: str


@dataclass(frozen=True, slots=True)
class Lead:
    """Where the next thing is done. `screen` is empty where there is nothing to press."""

    screen: str = ""
    label: str = ""
    args: tuple[tuple[str, str], ...] = ()

    @property
    def given(self) -> dict[str, str]:
        """The arguments of the screen."""
        return dict(self.args)


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One request on the page of its target. `screen` shows the steps of a draft, or the course of what was sent."""

    number: int
    screen: str
    way: str
    reason: str
    status: str
    says: str
    due: str


@dataclass(frozen=True, slots=True)
class Relative:
    """Another target of the family: the original, a copy, or where it came back. `here` is the one on the page."""

    number: int
    id: str
    title: str
    place: str
    status: str
    here: bool


@dataclass(frozen=True, slots=True)
class LookRow:
    """What one look saw, by which way, and the items of evidence that show it."""

    says: str
    way: str
    proof: tuple[str, ...]


def line(row: Row) -> Line:
    """Return one line of the board."""
    followed = row.followed
    return Line(
        number=followed.number,
        id=followed.id,
        title=called.title(followed.target),
        place=called.place(followed.target),
        status=called.status(row.status),
        looked=told(saying.standing(followed)) if row.by_looks and row.status in _BY_LOOKS else "",
        due=due(row),
        over=row.overdue,
        says=told(row.says),
        case=row.case,
        case_name=row.case_name,
    )


def due(row: Row) -> str:
    """Return the day that matters in words; empty where there is none, or where the next thing names it already."""
    if row.due is None or told(calendar.in_words(row.due)) in told(row.says):
        return ""
    return day_words(row.due)


def lead(found: Detail) -> Lead:
    """Return where the next thing for a target is done."""
    number, next_ = str(found.followed.number), found.row.next
    mine = (("number", number),)
    leading = _leading(found)
    asked = (*mine, ("request", str(leading.number))) if leading is not None else mine
    back = max(found.followed.reposts, default=0)
    leads = {
        Next.KEEP: Lead("removal-proof", say("Add evidence"), mine),
        Next.CHOOSE: Lead("removal-reason", say("Choose a way to ask"), mine),
        Next.FILL: Lead("removal-draft", say("Go on with the draft"), asked),
        Next.SEND: Lead("removal-made", say("Look at what is to be sent"), asked),
        Next.RECEIPT: Lead("removal-record", say("Record the receipt"), (*asked, ("what", "received"))),
        Next.MORE: Lead("removal-request", say("Look at the request"), asked),
        Next.WAIT: Lead("removal-request", say("Look at the request"), asked),
        Next.ONWARD: Lead("removal-request", say("See the next way"), asked),
        Next.LOOK: Lead("removal-look", say("Look again"), mine),
        Next.AGAIN: Lead("removal", say("Go to where it came back"), (("number", str(back)),)) if back else Lead(),
        Next.NOTHING: Lead("removal", say("Go to where it came back"), (("number", str(back)),)) if back else Lead(),
    }
    return leads.get(next_, Lead())


def _leading(found: Detail) -> Request | None:
    """Return the request that tells where the target stands: the last of those that stand where it does."""
    asked = [one.request for one in found.requests]
    alike = [one.request for one in found.requests if one.status is found.row.status]
    likely = alike or asked
    return likely[-1] if likely else None


def request_line(one: AskedFor) -> RequestLine:
    """Return one request as the page of its target shows it."""
    return RequestLine(
        number=one.request.number,
        screen="removal-draft" if course.editable(one.request) else "removal-request",
        way=called.way(one.request),
        reason=called.reason(one.request.reason),
        status=called.status(one.status),
        says=told(one.clock.says),
        due=day_words(one.clock.due) if one.clock.due else "",
    )


def relatives(found: Detail, *, rows: Sequence[Row]) -> tuple[Relative, ...]:
    """Return the family of a target, itself included, in the order in which to ask; nothing where it is alone."""
    everybody = {row.followed.number: row for row in rows}
    followed = [row.followed for row in rows]
    mine = family.root(found.followed.number, followed=followed)
    kin = [one for one in followed if family.root(one.number, followed=followed) == mine]
    if len(kin) < 2:
        return ()
    return tuple(_relative(everybody[number], here=number == found.followed.number) for number in family.in_order(kin))


def _relative(row: Row, *, here: bool) -> Relative:
    target = row.followed.target
    return Relative(
        number=row.followed.number,
        id=row.followed.id,
        title=called.title(target),
        place=called.place(target),
        status=called.status(row.status),
        here=here,
    )


def likely_copies(target: Target) -> tuple[str, ...]:
    """Return the names of the services where copies of a target often are; nobody was asked."""
    names = (told(ours().platforms[one.platform].name) for one in family.copies_to_look_for(target, catalog=ours()))
    return tuple(dict.fromkeys(names))


def notices(target: Target) -> tuple[str, ...]:
    """Return what the address of a target warns of."""
    return tuple(told(one.says) for one in noticing.notices(target))


def looks(followed: Followed) -> tuple[LookRow, ...]:
    """Return the newest looks, the newest first."""
    newest = list(reversed(followed.looks))[:_MOST_LOOKS]
    return tuple(LookRow(told(saying.look(one)), told(saying.WAYS[one.way]), tuple(one.proof)) for one in newest)
