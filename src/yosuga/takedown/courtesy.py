"""When a target is looked at next and what its host asked of us, as it is remembered: known before anyone looks."""

from dataclasses import dataclass, replace
from datetime import datetime

from yosuga.capture.relook.addresses import host_of
from yosuga.clock import rfc3339
from yosuga.rules.removal import Way
from yosuga.rules.takedown import schedule
from yosuga.rules.takedown.follow import Followed
from yosuga.rules.takedown.schedule import Memory, When, Wish
from yosuga.takedown import hosts
from yosuga.tools import Tools


@dataclass(frozen=True, slots=True)
class NextLook:
    """`when` is what is planned: moment, way and why. `wish` is what the host asks, None where it asks for nothing.

    `since` says of every way from when on a look by it is polite; a moment that has passed: now.
    """

    when: When
    wish: Wish | None
    since: tuple[tuple[Way, datetime], ...]

    def as_json(self) -> dict[str, object]:
        """Return it as JSON-ready data."""
        wish = self.wish
        return {
            "at": rfc3339(self.when.at) if self.when.at is not None else None,
            "way": self.when.way.value,
            "why": self.when.why.value,
            "host": {"why": wish.why.value, "until": rfc3339(wish.until) if wish.until else None} if wish else None,
        }


def of(followed: Followed, *, tools: Tools) -> NextLook:
    """Return when a target is looked at next. Nothing is asked of its host."""
    now = tools.clock.read().wall
    memory = remembered(followed, now=now, tools=tools)
    return NextLook(
        when=schedule.next_look(followed, now=now, memory=memory),
        wish=schedule.wish(memory, now=now),
        since=tuple((way, schedule.earliest(followed, way=way, now=now, memory=memory)[0]) for way in Way),
    )


def remembered(followed: Followed, *, now: datetime, tools: Tools) -> Memory:
    """Return what is remembered of a target's host, its robots.txt included; nothing where no public address is."""
    address = followed.target.address
    if not address or followed.target.kind.private:
        return schedule.NOTHING
    known = hosts.of(host_of(address), tools=tools)
    robots = known.rules(now=now)
    return replace(known.memory, closed=robots is not None and not robots.may(address))
