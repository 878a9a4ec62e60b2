"""When a target may be looked at again, by which way, and when not: spaced, and as its host asks. Pure.

A look is due soon after a request was sent or answered, then ever more rarely. What is due waits for what the host
asks: ten seconds between two pages, its Retry-After, and a rest that grows with every refusal.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from yosuga.rules.removal import SPAN, Barrier, Look, Sight, State, Way, sight
from yosuga.rules.takedown.follow import Followed
from yosuga.rules.takedown.request import What
from yosuga.rules.takedown.target import Kind

BETWEEN = timedelta(seconds=10)  # two pages of one host
AGAIN = timedelta(hours=1)  # the same address by the same way
_FIRST_REST = timedelta(minutes=30)
_MOST_REST = timedelta(days=7)
_REFUSALS = 3  # in a row: from then on the host is left alone for a while
_DAY = timedelta(hours=23)  # never the same hour of the day twice in a row: outages have their hours
_FIRST = (timedelta(hours=2), timedelta(hours=14), timedelta(hours=37))
# From the day on which a look was due daily for long enough, it is due more rarely: (days since the beginning, gap).
_LATER = (
    (14, _DAY),
    (60, timedelta(days=3, hours=1)),
    (180, timedelta(days=7, hours=1)),
    (730, timedelta(days=29, hours=1)),
)
_AUTOMATIC = (Way.PLAIN, Way.HEADLESS)
_SIGNED = (Way.PROTOCOL, *_AUTOMATIC)
_SIGNING = frozenset({"bluesky"})  # services whose records can be looked at by a signed protocol
_BEGINS = (What.SENT, What.RECEIVED, What.REMOVED_SAID, What.HIDDEN)


class Why(StrEnum):
    """Why a look is due when it is, or is not due at all."""

    DUE = "due"
    SPACED = "spaced"  # the last look is not long ago
    RETRY_AFTER = "retry-after"  # the host asked for it
    RESTING = "resting"  # the host refused several times
    ROBOTS = "robots"  # the host wants no robots: a person may look
    BLOCKED = "blocked"  # a wall: a person may get through it
    NOT_SENT = "not-sent"  # nothing was asked yet
    NO_ADDRESS = "no-address"
    OVER = "over"  # two years after the last request


@dataclass(frozen=True, slots=True)
class When:
    """When the next look is due; `at` None where none is. `way` is the one that helps most."""

    at: datetime | None
    way: Way
    why: Why


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered of a host.

    `last` is when a page of it was asked for, `until` what its Retry-After said, `refusals` how often in a row it
    refused. `closed` says that its robots.txt keeps us from this address.
    """

    last: datetime | None = None
    until: datetime | None = None
    refusals: int = 0
    refused: datetime | None = None
    closed: bool = False

    @property
    def rests_until(self) -> datetime | None:
        """Until when a host that refused several times in a row is left alone."""
        if self.refusals < _REFUSALS or self.refused is None:
            return None
        return self.refused + min(_FIRST_REST * (1 << min(self.refusals - _REFUSALS, 12)), _MOST_REST)


NOTHING = Memory()


@dataclass(frozen=True, slots=True)
class Wish:
    """What a host asks of automatic visitors: a pause (RETRY_AFTER), rest (RESTING), to stay away (ROBOTS: no end)."""

    why: Why
    until: datetime | None


def wish(memory: Memory, *, now: datetime) -> Wish | None:
    """Return what a host asks of us at `now`, what lasts longest; None where it asks for nothing (any more)."""
    if memory.closed:
        return Wish(Why.ROBOTS, None)
    pauses = ((memory.until, Why.RETRY_AFTER), (memory.rests_until, Why.RESTING))
    ahead = [(until, why) for until, why in pauses if until is not None and until > now]
    if not ahead:
        return None
    until, why = max(ahead, key=lambda pause: pause[0])
    return Wish(why, until)


def next_look(followed: Followed, *, now: datetime, memory: Memory = NOTHING) -> When:
    """Return when to look next: at once (`at` = `now`) where it was due before."""
    way = next_way(followed, closed=memory.closed)
    if not followed.target.address or followed.target.kind.private:
        return When(None, way, Why.NO_ADDRESS)
    since = _since(followed)
    if since is None:
        return When(None, way, Why.NOT_SENT)
    due = _due(followed, since=since)
    if due is None:
        return When(None, way, Why.OVER)
    held, why = earliest(followed, way=way, now=now, memory=memory)
    if held > max(due, now):
        return When(held, way, why)
    if way is Way.OWN_BROWSER:
        why = Why.ROBOTS if memory.closed else Why.BLOCKED
        return When(max(due, now), way, why)
    return When(max(due, now), way, Why.DUE if due <= now else Why.SPACED)


def earliest(followed: Followed, *, way: Way, now: datetime, memory: Memory = NOTHING) -> tuple[datetime, Why]:
    """Return from when on a look by `way` is polite, and why not sooner; `now` where it is.

    What a person does in their own browser, and what a protocol is there for, waits for nothing but the ten seconds.
    """
    holds = [(now, Why.DUE)]
    if memory.last is not None:
        holds.append((memory.last + BETWEEN, Why.SPACED))
    if followed.looks:
        holds.append((followed.looks[-1].moment, Why.SPACED))  # the device's clock was set back: looks are in order
    if way in _SIGNED:
        by_way = [look.moment for look in followed.looks if look.way is way]
        holds += [(by_way[-1] + AGAIN, Why.SPACED)] if by_way else []
    if way in _AUTOMATIC:
        holds += [(memory.until, Why.RETRY_AFTER)] if memory.until is not None else []
        rest = memory.rests_until
        holds += [(rest, Why.RESTING)] if rest is not None else []
    return max(holds, key=lambda held: held[0])


def next_way(followed: Followed, *, closed: bool) -> Way:
    """Return the way that helps most: one that was not blocked, and of these the one not taken last.

    `closed` says that the host's robots.txt keeps us away. Search engines let no robots look at their results.
    """
    if followed.target.kind in {Kind.SEARCH, Kind.CACHE}:
        return Way.OWN_BROWSER
    looks = followed.looks
    ways = _SIGNED if followed.target.platform in _SIGNING else _AUTOMATIC
    walled = {way for way in ways if _walled([look for look in looks if look.way is way])}
    walled |= set(_AUTOMATIC) if closed else set()
    open_ways = [way for way in ways if way not in walled]
    if not open_ways:
        return Way.OWN_BROWSER
    missing = [way for way in open_ways if way not in followed.stands.ways]
    last = looks[-1].way if looks else None
    if len(open_ways) == 1 and followed.stands.ways == frozenset(open_ways) and not followed.stands.was_gone:
        return Way.OWN_BROWSER  # two ways are needed, and one is walled
    return next((way for way in (*missing, *open_ways) if way is not last), open_ways[0])


def after_answer(memory: Memory, *, now: datetime, refused: bool, retry_after: int | None) -> Memory:
    """Return what to remember after a page was asked for."""
    until = now + timedelta(seconds=retry_after) if retry_after else None
    return replace(
        memory,
        last=now,
        until=until if until is not None else memory.until,
        refusals=memory.refusals + 1 if refused else 0,
        refused=now if refused else None,
    )


def refused(look: Look) -> bool:
    """Say whether the host turned a look away, or failed: either way it is better left alone for a while."""
    return look.barrier in {Barrier.REFUSED, Barrier.CAPTCHA, Barrier.FAILED}


def _walled(looks: list[Look]) -> bool:
    """Say whether the last two looks by one way met a wall that will not go away by itself."""
    passing = {Barrier.FAILED, Barrier.REFUSED, Barrier.ARCHIVED}
    last = looks[-2:]
    return len(last) == 2 and all(look.barrier is not None and look.barrier not in passing for look in last)


def _since(followed: Followed) -> datetime | None:
    """Return from when on it may be gone: the last thing that was sent or said; else its first look that said so."""
    steps = [step.moment for request in followed.requests for step in request.steps if step.what in _BEGINS]
    return max(steps, default=followed.looks[0].moment if followed.looks else None)


def _due(followed: Followed, *, since: datetime) -> datetime | None:
    looks = [look.moment for look in followed.looks if look.moment >= since]
    if len(looks) < len(_FIRST):
        due = since + _FIRST[len(looks)]
    else:
        gap = next((gap for days, gap in _LATER if looks[-1] - since < timedelta(days=days)), None)
        if gap is None:
            return None
        due = looks[-1] + gap
    return _sooner_while_away(followed, due=max(due, looks[-1] + AGAIN) if looks else due)


def _sooner_while_away(followed: Followed, *, due: datetime) -> datetime:
    """While it was not seen and is not yet proven gone, a look a day is due, and one when the 48 hours are over."""
    stands = followed.stands
    if stands.state is State.GONE or not stands.absences or not _last_says_absent(followed):
        return due
    first, last = stands.absences[0].moment, stands.absences[-1].moment
    third = first + SPAN if len(stands.absences) >= 2 else last + _DAY
    return min(due, max(third, last + AGAIN))


def _last_says_absent(followed: Followed) -> bool:
    return sight(followed.looks[-1]) is Sight.ABSENT
