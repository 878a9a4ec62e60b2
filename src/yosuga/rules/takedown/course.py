"""Where a request stands, and the thing it is to remove: what may follow what, and what the looks say over the words.

Only looks decide that something is gone: a service that says it removed a post is believed to have said so. Not found
and gone are two things and are never merged: only `removal.State.GONE` is 削除確認.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from yosuga.clock import JST
from yosuga.rules import calendar
from yosuga.rules.removal import Barrier, Look, Standing, State
from yosuga.rules.takedown.request import Request, Step, What

_LEEWAY = timedelta(minutes=5)  # a phone's clock may be ahead of ours


class Status(StrEnum):
    """Where a request, or a target, stands."""

    NONE = "none"  # nothing was asked yet
    DRAFT = "draft"  # 下書き
    SENT = "sent"  # 送信済
    RECEIVED = "received"  # 受付
    WAITING = "waiting"  # 期限待ち: a clock runs, or the poster is being asked
    SAID_REMOVED = "said-removed"  # the service says so; a re-look decides
    HIDDEN = "hidden"  # 非表示・地域制限
    REFUSED = "refused"  # 拒否
    UNANSWERED = "unanswered"  # 無回答
    WITHDRAWN = "withdrawn"  # 取下げ
    NOT_FOUND = "not-found"  # 見つからない: not seen, and not proven to be gone
    REMOVED = "removed"  # 削除確認: State.GONE and nothing else
    REAPPEARED = "reappeared"  # 再掲載


class Objection(StrEnum):
    """Why a step cannot be written down as it was given."""

    DOES_NOT_FOLLOW = "does-not-follow"
    STILL_TO_COME = "still-to-come"
    TOO_LONG_AGO = "too-long-ago"
    BEFORE_THE_STEP_BEFORE = "before-the-step-before"


_ANSWERS = frozenset({What.ASKED_POSTER, What.MORE_ASKED, What.REMOVED_SAID, What.HIDDEN, What.REFUSED, What.WITHDRAWN})

# What may follow what. A person may have sent a form before anything was finished here, and answers come without a
# receipt; a refusal may be reconsidered, and what was hidden may be removed. Nothing follows a withdrawal.
FOLLOWS: Mapping[What | None, frozenset[What]] = {
    None: frozenset({What.DRAFTED}),
    What.DRAFTED: frozenset({What.FINISHED, What.SENT, What.WITHDRAWN}),
    What.FINISHED: frozenset({What.DRAFTED, What.FINISHED, What.SENT, What.WITHDRAWN}),
    What.SENT: frozenset({What.RECEIVED}) | _ANSWERS,
    What.RECEIVED: _ANSWERS,
    What.ASKED_POSTER: _ANSWERS - {What.ASKED_POSTER},
    What.MORE_ASKED: frozenset({What.SENT, What.RECEIVED}) | _ANSWERS,
    What.REMOVED_SAID: frozenset({What.HIDDEN, What.REFUSED}),
    What.HIDDEN: frozenset({What.REMOVED_SAID, What.REFUSED}),
    What.REFUSED: frozenset({What.MORE_ASKED, What.REMOVED_SAID, What.HIDDEN}),
    What.WITHDRAWN: frozenset(),
}

_BEFORE_SENDING = frozenset({What.DRAFTED, What.FINISHED})
_STATUS = {
    What.DRAFTED: Status.DRAFT,
    What.FINISHED: Status.DRAFT,
    What.SENT: Status.SENT,
    What.RECEIVED: Status.RECEIVED,
    What.ASKED_POSTER: Status.WAITING,
    What.MORE_ASKED: Status.RECEIVED,
    What.REMOVED_SAID: Status.SAID_REMOVED,
    What.HIDDEN: Status.HIDDEN,
    What.REFUSED: Status.REFUSED,
    What.WITHDRAWN: Status.WITHDRAWN,
}
_AWAITING = frozenset({What.SENT, What.RECEIVED})

# Of several requests for one target the one that is most alive tells where the target stands.
_LIVELIEST = (
    Status.SAID_REMOVED,
    Status.WAITING,
    Status.RECEIVED,
    Status.SENT,
    Status.DRAFT,
    Status.UNANSWERED,
    Status.HIDDEN,
    Status.REFUSED,
    Status.WITHDRAWN,
    Status.NONE,
)

_SEEN = frozenset({State.LIVE, State.EDITED, State.MOVED})
UNDER_WAY = frozenset({Status.DRAFT, Status.SENT, Status.RECEIVED, Status.WAITING})


def last(request: Request) -> What | None:
    """Return what happened to a request last, None for one without a step."""
    return request.steps[-1].what if request.steps else None


def editable(request: Request) -> bool:
    """Say whether it may still be filled in: it was not sent and not withdrawn."""
    return last(request) in {None, *_BEFORE_SENDING}


def objection(request: Request, step: Step, *, now: datetime) -> Objection | None:
    """Return why `step` cannot be the next one of `request`, or None where it can. `now` is aware."""
    if step.what not in FOLLOWS[last(request)]:
        return Objection.DOES_NOT_FOLLOW
    if step.moment > now + _LEEWAY:
        return Objection.STILL_TO_COME
    if step.moment.astimezone(UTC).date() <= calendar.EARLIEST:
        return Objection.TOO_LONG_AGO
    before = _before(request, step)
    if before is not None and _earlier(step, before):
        return Objection.BEFORE_THE_STEP_BEFORE
    return None


def _before(request: Request, step: Step) -> Step | None:
    """Return the step that this one cannot be older than.

    A draft is made when somebody begins to write here, which may be after a form was sent elsewhere.
    """
    before = request.steps[-1] if request.steps else None
    return None if step.what is What.SENT and before is not None and before.what is What.DRAFTED else before


def _earlier(step: Step, before: Step) -> bool:
    if step.day_only or before.day_only:
        return day_of(step.moment) < day_of(before.moment)
    return step.moment < before.moment


def day_of(moment: datetime) -> date:
    """Return the day of an aware moment in Japan."""
    return moment.astimezone(JST).date()


def of_request(request: Request, *, due: date | None, today: date) -> Status:
    """Return where a request stands on a day in Japan. `due` is the last day of its clock, None where none runs."""
    what = last(request)
    status = Status.NONE if what is None else _STATUS[what]
    if what not in _AWAITING or due is None:
        return status
    if today > due:
        return Status.UNANSWERED
    return Status.WAITING if what is What.RECEIVED else status  # without a receipt one is still to be looked for


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a target stands: the status, and whether looks or requests say so."""

    status: Status
    by_looks: bool = False


def of_target(
    stands: Standing, *, looks: tuple[Look, ...], requests: Iterable[Status], came_back: bool = False
) -> Stand:
    """Return where a target stands after its looks and its requests.

    `came_back` says that it is up again as another target: that counts where this one is not known to be there still,
    and nothing is under way for it. What was seen outranks what a service wrote; a look that saw nothing, or nothing
    but a wall, leaves the word to the requests. A wall of region is itself what the status 非表示・地域制限 means.
    """
    told = liveliest(requests)
    again = came_back and (stands.was_gone or (stands.state not in _SEEN and told not in UNDER_WAY))
    if again or stands.state is State.REAPPEARED:
        return Stand(Status.REAPPEARED, by_looks=not again)
    if stands.state is State.GONE:
        return Stand(Status.REMOVED, by_looks=True)
    if stands.absences:
        return Stand(Status.NOT_FOUND, by_looks=True)
    if told in {Status.NONE, Status.SAID_REMOVED} and _region(stands, looks):
        return Stand(Status.HIDDEN, by_looks=True)
    return Stand(told)


def liveliest(requests: Iterable[Status]) -> Status:
    """Return the status of a target that the statuses of its requests give; NONE where there is no request."""
    there = set(requests)
    return next((status for status in _LIVELIEST if status in there), Status.NONE)


def _region(stands: Standing, looks: tuple[Look, ...]) -> bool:
    return stands.state is State.BLOCKED and looks[-1].barrier is Barrier.REGION
