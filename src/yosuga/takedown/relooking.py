"""Looking again: is it still shown? One look is up to three answers by one way within a minute, and it is kept.

The host is asked politely: robots.txt, one page in ten seconds, its Retry-After, a rest after refusals, all of it
remembered over restarts. What was looked at is not kept, only what it showed; a capture is for keeping.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime

from yosuga.actor import Actor
from yosuga.capture.base import Network
from yosuga.capture.relook.addresses import host_of
from yosuga.cases.access import case_for
from yosuga.errors import YosugaError
from yosuga.rules.removal import Barrier, Look, Shown, Sight, Sign, Way, sight
from yosuga.rules.takedown import addressing, schedule, weighing
from yosuga.rules.takedown.follow import Followed
from yosuga.rules.takedown.schedule import When
from yosuga.rules.takedown.target import Target
from yosuga.rules.takedown.weighing import Control
from yosuga.takedown import courtesy, hosts, looks, protocol_look, shelf, sought, visiting, witness
from yosuga.takedown.relook_troubles import NothingToLookAt, NothingYet, OtherAddress, OtherSite, RobotsForbid, TooSoon
from yosuga.takedown.visiting import Means
from yosuga.tools import Tools

Progress = Callable[[int, str], None]


@dataclass(frozen=True, slots=True)
class Due:
    """A target and when it is to be looked at next."""

    followed: Followed
    when: When


@dataclass(frozen=True, slots=True)
class Looked:
    """How a look of several ended: the target as it is now, or why it was not looked at."""

    number: int
    followed: Followed | None
    trouble: YosugaError | None = None


def recheck(
    number: int,
    *,
    way: Way,
    case: str,
    actor: Actor,
    tools: Tools,
    network: Network = Network.PUBLIC,
    control: str = "",
    marked: Sequence[str] = (),
    ready: Callable[[], None] | None = None,
    means: Means | None = None,
) -> Followed:
    """Look at a target again by one way, and return it with that look. Takes seconds, up to a minute.

    `control` is the address of a page of the same host that is known to be there, `marked` are the words that do the
    harm. `ready` returns when a person has brought up the page in their own browser (only for that way). PROTOCOL is
    for records of the AT Protocol alone (`protocol_look`).
    Raises TooSoon, RobotsForbid, NothingToLookAt, OtherSite, NotFound, BrowserMissing, BrowserFailed.
    """
    opened = case_for(case, actor=actor, tools=tools)
    tools.must_write()
    followed = shelf.one(number, case=opened)
    address = _address(followed.target)
    if control and host_of(control) != host_of(address):
        raise OtherSite
    _must_be_polite(followed, address=address, way=way, tools=tools)
    if way is Way.PROTOCOL:
        return protocol_look.recheck(number, case=case, actor=actor, tools=tools, network=network)
    bench = means or visiting.standard(network=network, ready=ready, tools=tools)
    aims = sought.of(followed, control=control, marked=marked, case=opened, tools=tools)
    with closing(bench.looker(way)) as looker:
        look = visiting.look(address, aims=aims, way=way, looker=looker, means=bench, tools=tools)
    return looks.append(number, look, case=opened, actor=actor, tools=tools)


def captured(
    number: int,
    *,
    post: str,
    control: str = "",
    never: str = "",
    marked: Sequence[str] = (),
    case: str,
    actor: Actor,
    tools: Tools,
) -> Followed:
    """Make a look of captures that the person has just taken: of the address, and of a page of the host that is there.

    `post`, `control` and `never` are items of evidence; what was not taken within one minute of `post` does not count.
    Such a look asks nothing of the host, and is the way where robots are not welcome. Raises NotFound, OtherAddress,
    NothingYet.
    """
    opened = case_for(case, actor=actor, tools=tools)
    followed = shelf.one(number, case=opened)
    items = witness.ids([one for one in (post, control, never) if one], case=opened)
    seen, way = sought.answered(post, case=opened, tools=tools)
    if addressing.key(replace(followed.target, address=seen.asked)) != addressing.key(followed.target):
        raise OtherAddress
    aims = sought.of(followed, control="", marked=marked, case=opened, tools=tools)
    beside = [sought.answered(one, case=opened, tools=tools) if one else None for one in (control, never)]
    live, nothing = (None if one is None or one[1] is not way else one[0] for one in beside)
    look = weighing.weigh(
        seen,
        never=nothing,
        control=None if live is None or host_of(live.asked) != host_of(seen.asked) else Control(live),
        sought=aims.sought,
        way=way,
    )
    return looks.append(number, replace(look, proof=items), case=opened, actor=actor, tools=tools)


def reported(
    number: int,
    *,
    shown: Shown,
    barrier: Barrier | None = None,
    sign: Sign | None = None,
    control: bool = False,
    proof: Sequence[str] = (),
    moment: datetime | None = None,
    case: str,
    actor: Actor,
    tools: Tools,
) -> Followed:
    """Keep what a person saw in a browser of their own. Raises NotFound, NoSuchEvidence, NothingYet.

    That it is shown is believed at once. That it is not counts only where a picture of it is kept (`proof`) and
    another page of the host was seen (`control`): without these the look says nothing either way.
    """
    opened = case_for(case, actor=actor, tools=tools)
    items = witness.ids(proof, case=opened)
    now = tools.clock.read().wall
    if moment is not None and moment > now:
        raise NothingYet
    look = Look(
        moment=moment or now,
        way=Way.OWN_BROWSER,
        shown=shown,
        signs=frozenset(filter(None, [sign])) - {Sign.SIGNED},
        barrier=barrier,
        control=True if control and items else None,
        proof=items,
    )
    return looks.append(number, look, case=opened, actor=actor, tools=tools)


def due(*, case: str, actor: Actor, tools: Tools) -> tuple[Due, ...]:
    """Return every target of a case that is to be looked at, by when it is due, with the way that helps most."""
    opened = case_for(case, actor=actor, tools=tools)
    found = [Due(one, courtesy.of(one, tools=tools).when) for one in shelf.all_of(opened)]
    planned = [(one.when.at, one) for one in found if one.when.at is not None]
    return tuple(one for _, one in sorted(planned, key=lambda pair: (pair[0], pair[1].followed.number)))


def recheck_all(
    listed: Sequence[Due],
    *,
    case: str,
    actor: Actor,
    tools: Tools,
    network: Network = Network.PUBLIC,
    progress: Progress = lambda _number, _step: None,
    means: Callable[[Way], Means] | None = None,
) -> Iterator[Looked]:
    """Look at those of `listed` that are due now and need no person, and yield how each ended.

    What one of them raises does not keep the others from being looked at.
    """
    for one in listed:
        number, way = one.followed.number, one.when.way
        if one.when.at is None or one.when.at > tools.clock.read().wall or way is Way.OWN_BROWSER:
            continue
        progress(number, "look")
        bench = None if means is None else means(way)
        try:
            yield Looked(
                number,
                recheck(number, way=way, case=case, actor=actor, tools=tools, network=network, means=bench),
            )
        except YosugaError as error:
            yield Looked(number, None, error)


def _address(target: Target) -> str:
    address = target.address or target.given
    if not address or target.kind.private or not address.startswith(("http://", "https://")):
        raise NothingToLookAt
    return address


def _must_be_polite(followed: Followed, *, address: str, way: Way, tools: Tools) -> None:
    """Refuse what would be impolite. Raises TooSoon, RobotsForbid; ten seconds are waited for and not refused."""
    now = tools.clock.read().wall
    known = hosts.of(host_of(address), tools=tools)
    at, why = schedule.earliest(followed, way=way, now=now, memory=known.memory)
    if at > now + schedule.BETWEEN:
        raise TooSoon(at, why)
    robots = known.rules(now=now)
    if way in visiting.AUTOMATIC and robots is not None and not robots.may(address):
        raise RobotsForbid


def came_back(followed: Followed) -> bool:
    """Say whether the last look saw again what was gone: then it is to be followed as a new target."""
    stands = followed.stands
    return stands.was_gone and bool(followed.looks) and sight(followed.looks[-1]) in _SEEN


_SEEN = frozenset({Sight.LIVE, Sight.EDITED, Sight.MOVED})
