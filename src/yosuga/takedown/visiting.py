"""One visit to a host: its robots.txt, the address, one that never was, a page known to be there; ten seconds apart."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from yosuga.capture.base import Network
from yosuga.capture.relook import addresses, robots
from yosuga.capture.relook.addresses import host_of
from yosuga.capture.relook.base import AGENT, Answered, Looker, always
from yosuga.capture.relook.robots import Robots
from yosuga.evidence import browsers
from yosuga.rules.removal import Look, Shown, Way
from yosuga.rules.takedown import schedule, weighing
from yosuga.rules.takedown.weighing import Control
from yosuga.takedown import hosts
from yosuga.takedown.relook_troubles import RobotsForbid
from yosuga.takedown.sought import Aims
from yosuga.tools import Tools

AUTOMATIC = frozenset({Way.PLAIN, Way.HEADLESS})
_RANDOM = 64
_SIDE_PAGES = timedelta(seconds=45)  # after the first answer no other page is begun: it would not count


@dataclass(frozen=True, slots=True)
class Means:
    """What a visit is made with: who looks, who reads robots.txt (root → status, text), and who waits (seconds)."""

    looker: Callable[[Way], Looker]
    robots: Callable[[str], tuple[int, str]]
    wait: Callable[[float], None] = time.sleep


def standard(*, network: Network, ready: Callable[[], None] | None, tools: Tools) -> Means:
    """Return the means of this machine. `ready` is needed for the person's own browser alone."""
    from yosuga.capture.relook.plain import Plain

    plain = Plain(network=network, clock=tools.clock)

    def looker(which: Way) -> Looker:
        if which is Way.HEADLESS:
            from yosuga.capture.relook.headless import Headless

            return Headless(browser=browsers.chosen(), sandbox=browsers.sandbox(), network=network, clock=tools.clock)
        if which is Way.OWN_BROWSER:
            from yosuga.capture.relook.own_browser import OwnBrowser

            return OwnBrowser(
                profile=tools.home / "browser-profile",
                ready=ready or _at_once,
                browser=browsers.chosen(),
                sandbox=browsers.sandbox(),
                network=network,
                clock=tools.clock,
            )
        return plain

    return Means(looker=looker, robots=plain.robots)


def look(address: str, *, aims: Aims, way: Way, looker: Looker, means: Means, tools: Tools) -> Look:
    """Return one look at `address`. Raises RobotsForbid; what the host does is in the look."""
    visit = _Visit(way=way, looker=looker, means=means, tools=tools)
    post = visit.ask(address)
    if weighing.enough(post, sought=aims.sought, way=way):
        return weighing.weigh(post, never=None, control=None, sought=aims.sought, way=way)
    never = visit.beside(addresses.never_like(address, random=tools.random(_RANDOM)), of=post)
    seen = weighing.weigh(post, never=never, control=None, sought=aims.sought, way=way)
    if seen.shown is Shown.WHOLE:
        return seen
    for control in visit.controls(address, aims=aims, of=post):
        seen = weighing.weigh(post, never=never, control=control, sought=aims.sought, way=way)
        if seen.control:
            break
    return seen


class _Visit:
    """Asks for the pages of one visit, each as the host wishes."""

    def __init__(self, *, way: Way, looker: Looker, means: Means, tools: Tools) -> None:
        self._way = way
        self._looker = looker
        self._means = means
        self._tools = tools
        self._rules: dict[str, Robots | None] = {}  # by host; None where robots.txt could not be had
        self._read: list[str] = []

    @property
    def _now(self) -> datetime:
        return self._tools.clock.read().wall

    @property
    def _automatic(self) -> bool:
        return self._way in AUTOMATIC

    def ask(self, address: str) -> Answered:
        """Return what an address shows; nothing but a failure where the host is in trouble. Raises RobotsForbid."""
        host = host_of(address)
        if self._automatic and not self._may_begin(address):
            return self._noted(Answered(address, address, self._now, failure="robots-unreachable"))
        while left := hosts.claim(host, now=self._now, tools=self._tools):
            self._means.wait(left.total_seconds())
        answered = self._looker.ask(address, may=self._may if self._automatic else always)
        self._keep_rules()
        return self._noted(answered)

    def _noted(self, answered: Answered) -> Answered:
        """Remember how the host answered. What a person meets in their own browser is theirs."""
        alone = weighing.weigh(answered, never=None, control=None, sought=weighing.NOTHING_SOUGHT, way=self._way)
        hosts.note_answer(
            host_of(answered.asked),
            now=self._now,
            refused=self._automatic and schedule.refused(alone),
            retry_after=answered.retry_after if self._automatic else None,
            tools=self._tools,
        )
        return answered

    def beside(self, address: str, *, of: Answered) -> Answered | None:
        """Return what a page beside the post shows; None where it may not be asked for, or would come too late."""
        if not address or self._now - of.moment > _SIDE_PAGES:
            return None
        try:
            return self.ask(address)
        except RobotsForbid:
            return None

    def controls(self, address: str, *, aims: Aims, of: Answered) -> Iterator[Control]:
        """Ask for pages of the host that may be controls, the best first: what is known, then posts that it leads to.

        A front page by itself is none: it stays while posts are out of order, and with it as the only measure the rule
        was wrong in 0.7 % of the simulated cases (benchmarks/removal.py), with a post in less than 0.2 %.
        """
        host = host_of(address)
        for page in [page for page in aims.known if host_of(page) == host and page != address][:2]:
            answered = self.beside(page, of=of)
            if answered is not None:
                yield Control(answered, aims.known[page])
        for page in addresses.near(address):
            leads = self.beside(page, of=of)
            for other in addresses.alike(address, among=leads.links if leads is not None else ())[:1]:
                answered = self.beside(other, of=of)
                if answered is not None:
                    yield Control(answered)

    def _may_begin(self, address: str) -> bool:
        """Say whether the host's rules could be had. Raises RobotsForbid where they keep us from `address`."""
        host = host_of(address)
        if self._rules.get(host) is None:
            self._rules[host] = hosts.of(host, tools=self._tools).rules(now=self._now) or self._fetched(address)
            self._keep_rules()
        rules = self._rules[host]
        if rules is not None and not rules.may(address):
            raise RobotsForbid
        return rules is not None

    def _may(self, url: str) -> bool:
        """Say whether a redirect may be followed. Asked from another thread, which must not touch the database."""
        host = host_of(url)
        if host not in self._rules:
            self._rules[host] = self._fetched(url)
        rules = self._rules[host]
        return rules is not None and rules.may(url)

    def _fetched(self, url: str) -> Robots | None:
        """Ask for a host's robots.txt, which the page that it is asked for need not wait for."""
        status, body = self._means.robots(f"{urlsplit(url).scheme}://{urlsplit(url).netloc}/")
        if status in {0, 429} or status >= 500:
            return None  # asked for again the next time: what is remembered for a day would keep us away for a day
        self._read.append(host_of(url))
        return robots.of_answer(status, body, agent=AGENT)

    def _keep_rules(self) -> None:
        while self._read:
            host = self._read.pop()
            rules = self._rules[host]
            if rules is not None:
                hosts.note_robots(host, rules, now=self._now, tools=self._tools)


def _at_once() -> None:
    """Nobody needs to get ready."""
