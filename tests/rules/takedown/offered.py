"""The ways that are offered for a target, open and closed, for the tests of routes."""

from datetime import date

from yosuga.catalog.loader import ours
from yosuga.catalog.records import Text
from yosuga.rules.takedown.request import Reason, Requester
from yosuga.rules.takedown.routes import Offer, offers
from yosuga.rules.takedown.target import Kind, Target
from yosuga.rules.takedown.ways import ways

CATALOG = ours()
WAYS = ways(CATALOG)
TODAY = date(2026, 11, 22)
ADULT = frozenset({"asker-self", "age-adult"})
CHILD = frozenset({"asker-self", "age-13-15", "leak-sexual-image", "image-under-18"})


def found(
    platform: str,
    reason: Reason,
    kind: Kind = Kind.POST,
    *,
    sender: Requester = Requester.SELF,
    signs: frozenset[str] = ADULT,
    today: date = TODAY,
) -> tuple[Offer, ...]:
    target = Target(kind=kind, platform=platform, told="that day" if kind.private else "")
    return offers(target, sender=sender, reason=reason, signs=signs, catalog=CATALOG, today=today)


def opened(offered: tuple[Offer, ...]) -> list[str]:
    return [one.id for one in offered if one.open]


def closed(offered: tuple[Offer, ...]) -> dict[str, Text]:
    return {one.id: one.why for one in offered if one.closed}
