"""Whether a post is gone: one look at it, many looks over days, and what may be said of them. Nothing is promised.

"Not 200" is no proof: a login wall, a robots' check, an outage and an empty shell all look like absence to whoever
asks once. Each look therefore needs a positive sign and a control, and gone is what several such looks say together.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

LOOKS = 3
WAYS = 2
SPAN = timedelta(hours=48)


class Way(StrEnum):
    """How a page was looked at. Two ways that fail alike for one cause are rare."""

    PLAIN = "plain"
    HEADLESS = "headless"
    OWN_BROWSER = "own-browser"
    PROTOCOL = "protocol"


class Sign(StrEnum):
    """What speaks for absence: each is something the host said, never something it failed to say."""

    STATUS = "status"
    WORDS = "words"
    LIKE_NOTHING = "like-nothing"
    SIGNED = "signed"


class Barrier(StrEnum):
    """What stood between us and the page, so that nothing can be concluded from what was shown."""

    LOGIN = "login"
    AGE = "age"
    CAPTCHA = "captcha"
    SHELL = "shell"
    REGION = "region"
    ARCHIVED = "archived"  # a thread that fell out of the board (dat落ち) is still read elsewhere
    REFUSED = "refused"
    FAILED = "failed"


class Shown(StrEnum):
    """How much of what was kept is on the page now."""

    WHOLE = "whole"
    CHANGED = "changed"
    NOTHING = "nothing"


class Sight(StrEnum):
    """What one look says."""

    LIVE = "live"
    EDITED = "edited"
    MOVED = "moved"
    BLOCKED = "blocked"
    UNKNOWN = "unknown"
    ABSENT = "absent"


class State(StrEnum):
    """What all looks together say."""

    LIVE = "live"
    EDITED = "edited"
    MOVED = "moved"
    BLOCKED = "blocked"
    UNKNOWN = "unknown"
    ABSENT = "absent"
    GONE = "gone"
    REAPPEARED = "reappeared"


@dataclass(frozen=True, slots=True)
class Look:
    """One look at the place of a post.

    `control` says whether a page of the same host that is known to be live was seen live within the same minute by the
    same way; None where there is no such page. `moved` says that the post was shown under another address. `harm` says
    whether the words that do the harm still stand there, None where nobody marked any. `proof` are items of evidence
    that show what was seen. `said` is what a signed look means, a word of `signed.Meaning`; "" for every other.
    """

    moment: datetime
    way: Way
    shown: Shown
    signs: frozenset[Sign] = frozenset()
    barrier: Barrier | None = None
    control: bool | None = None
    moved: bool = False
    harm: bool | None = None
    proof: tuple[str, ...] = ()
    said: str = ""

    def __post_init__(self) -> None:
        """Refuse a moment without a zone: 48 hours cannot be counted from it."""
        if self.moment.tzinfo is None:
            raise ValueError("a look needs a moment with its zone")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an item stands after its looks, in order. `absences` are the looks that count towards GONE."""

    state: State = State.UNKNOWN
    absences: tuple[Look, ...] = field(default=())
    was_gone: bool = False

    @property
    def ways(self) -> frozenset[Way]:
        """The ways by which it was not seen."""
        return frozenset(look.way for look in self.absences)

    @property
    def since(self) -> datetime | None:
        """The first look that counts, None while the post was last seen."""
        return self.absences[0].moment if self.absences else None


def sight(look: Look) -> Sight:
    """Return what one look says. What is seen outranks every sign of absence; a barrier outranks all others."""
    if look.shown is Shown.WHOLE:
        return Sight.MOVED if look.moved else Sight.LIVE
    if look.barrier is Barrier.FAILED:
        return Sight.UNKNOWN
    if look.barrier is not None:
        return Sight.BLOCKED
    if look.shown is Shown.CHANGED:
        return Sight.EDITED
    if Sign.SIGNED in look.signs:  # verified offline against the author's own key: no host can fake or fail it
        return Sight.ABSENT
    return Sight.ABSENT if look.signs and look.control else Sight.UNKNOWN


def after(standing: Standing, look: Look) -> Standing:
    """Return where the item stands after one more look, which must not be older than the last that counted.

    GONE is at least three looks that say ABSENT, over 48 hours or more, by two ways or more. BLOCKED and UNKNOWN hold
    the count, whatever shows the post again ends it. What was GONE and is seen again has REAPPEARED.
    """
    if standing.absences and look.moment < standing.absences[-1].moment:
        raise ValueError("looks come in order of time")
    seen = sight(look)
    if seen in {Sight.LIVE, Sight.EDITED, Sight.MOVED}:
        again = standing.was_gone
        return Standing(state=State.REAPPEARED if again else State(seen.value), was_gone=again)
    if seen is not Sight.ABSENT:
        return _held(standing, seen)
    absences = (*standing.absences, look)
    if standing.state is State.GONE or _enough(absences):
        return Standing(state=State.GONE, absences=absences, was_gone=True)
    return Standing(state=State.ABSENT, absences=absences, was_gone=standing.was_gone)


def _held(standing: Standing, seen: Sight) -> Standing:
    if standing.state in {State.GONE, State.REAPPEARED}:
        return standing
    return Standing(state=State(seen.value), absences=standing.absences, was_gone=standing.was_gone)


def standing(looks: Iterable[Look]) -> Standing:
    """Return where an item stands after `looks` in order of time."""
    now = Standing()
    for look in looks:
        now = after(now, look)
    return now


def _enough(absences: tuple[Look, ...]) -> bool:
    spread = absences[-1].moment - absences[0].moment
    return len(absences) >= LOOKS and spread >= SPAN and len({look.way for look in absences}) >= WAYS
