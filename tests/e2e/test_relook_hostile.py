"""Looking again at every page of the hostile site: an answer without harm, however it is looked at.

What such a page shows is of no interest here; that nothing raises, nothing leads inside and nothing is left is.
"""

import gc
import os
import threading
from collections.abc import Callable, Iterator

import pytest

from tests.e2e.test_hostile_site import Gate, nothing_left_the_site
from tests.hostile.site import Site
from tests.hostile.troubles.everything import EVERYTHING
from tests.hostile.witness import Witness
from yosuga.capture.base import Network
from yosuga.capture.browser.spawn import Sandbox
from yosuga.capture.relook.base import MOST_LINKS, MOST_TEXT, Answered, Looker, always
from yosuga.capture.relook.headless import Headless
from yosuga.capture.relook.plain import Plain
from yosuga.rules.relook import Kept
from yosuga.rules.removal import Sight, Way, sight
from yosuga.rules.takedown.target import Kind
from yosuga.rules.takedown.weighing import Sought, weigh

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(120)]
_SANDBOX = Sandbox.OFF if hasattr(os, "geteuid") and os.geteuid() == 0 else Sandbox.ON
_SOUGHT = Sought(Kind.POST, Kept(("架空町の家の前で撮った写真です",)), exact=True)


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with Site(EVERYTHING) as running:
        yield running


def plain(network: Network, gate: Gate) -> Looker:
    return Plain(network=network, guard=gate, ask_s=8.0)


def headless(network: Network, gate: Gate) -> Looker:
    return Headless(network=network, guard=gate, sandbox=_SANDBOX)


def answered(name: str, *, site: Site, make: Callable[[Network, Gate], Looker]) -> Answered:
    trouble, gate = EVERYTHING[name], Gate()
    site.inside.clear()
    looker = make(trouble.network, gate)
    try:
        found = looker.ask(site.url(trouble.address), may=always)
    finally:
        looker.close()
    nothing_left_the_site(trouble, gate=gate, site=site)
    return found


def harmless(found: Answered) -> None:
    """What came is bounded, and by itself never says that a post is gone."""
    assert len(found.text) <= MOST_TEXT + 50_000
    assert len(found.links) <= MOST_LINKS
    assert "SECRET" not in found.text
    look = weigh(found, never=None, control=None, sought=_SOUGHT, way=Way.PLAIN)
    assert sight(look) is not Sight.ABSENT
    assert bool(found.status) is not bool(found.failure)


@pytest.mark.parametrize("name", EVERYTHING)
def test_a_hostile_page_is_asked_for_plainly_without_harm(name: str, site: Site) -> None:
    threads = threading.active_count()
    harmless(answered(name, site=site, make=plain))
    gc.collect()
    assert threading.active_count() <= threads + 1  # a look-up that nothing waits for


# The browser is the one that captures, and test_hostile_site takes every page with it: here an even sample is enough.
@pytest.mark.parametrize("name", list(EVERYTHING)[::4])
def test_a_hostile_page_is_looked_at_in_a_browser_without_harm(name: str, site: Site) -> None:
    with Witness() as witness:
        found = answered(name, site=site, make=headless)
        assert not witness.left()
    harmless(found)
