"""When a site may be looked at again, in words: what is planned, what the site asks for, from when on by each way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from yosuga.rules.removal import Way
from yosuga.rules.takedown import saying, schedule
from yosuga.rules.takedown.schedule import Why, Wish
from yosuga.takedown import protocol_look
from yosuga.takedown.boards import Detail
from yosuga.web.catalog_words import told
from yosuga.web.words import moment_words, say


@dataclass(frozen=True, slots=True)
class WayRow:
    """A way to look. `since` is from when on it may be taken, in words; empty where it may be taken now."""

    code: str
    label: str
    since: str


@dataclass(frozen=True, slots=True)
class Courtesy:
    """`planned` is when the next look is due; `wish` what the site asks for, empty where it asks for nothing."""

    planned: str
    wish: str
    ways: Sequence[WayRow]

    @property
    def now(self) -> bool:
        """Whether the app may look now, by one way at least."""
        return any(not one.since for one in self.ways)


def of(found: Detail, *, now: datetime) -> Courtesy:
    """Return what holds for a target at `now` (aware): the site's wishes are remembered over restarts."""
    looks = found.next_look
    since, closed = dict(looks.since), looks.wish is not None and looks.wish.why is Why.ROBOTS
    labels = _labels(signed=protocol_look.is_for(found.followed.target), closed=closed)
    ways = [
        WayRow(way.value, label, moment_words(since[way]) if since[way] > now + schedule.BETWEEN else "")
        for way, label in labels.items()
    ]
    return Courtesy(told(saying.when(looks.when)), _wish(looks.wish) if looks.wish is not None else "", ways)


def _wish(wish: Wish) -> str:
    if wish.until is None:
        return say("This site asks apps to stay away. Please look in your own browser.")
    moment = moment_words(wish.until)
    if wish.why is Why.RETRY_AFTER:
        return say(
            "The site asked for a pause. The app does not look before {moment}. You can look in your own browser.",
            moment=moment,
        )
    return say(
        "The site turned the app away several times. The app keeps away until {moment}. "
        "You can look in your own browser.",
        moment=moment,
    )


def _labels(*, signed: bool, closed: bool) -> Mapping[Way, str]:
    pages = {
        Way.PLAIN: say("Look without a browser"),
        Way.HEADLESS: say("Look with a browser without a window"),
    }
    record = {Way.PROTOCOL: say("Ask for the signed record of it")}
    return ({} if closed else pages) | (record if signed else {})
