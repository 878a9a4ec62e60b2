"""Every trouble of the hostile site, through the whole engine: the right verdict, in bounded time and memory."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.fakes import NameServer, Roads
from tests.hostile.site import Site
from tests.hostile.trouble import NAMES, PUBLIC_ADDRESS, Trouble
from tests.hostile.troubles.everything import EVERYTHING
from tests.hostile.witness import Witness
from yosuga.capture.base import Network, Order, Shot
from yosuga.capture.browser.spawn import Sandbox
from yosuga.capture.chromium import ChromiumCapturer
from yosuga.capture.egress import EgressGuard
from yosuga.clock import SystemClock

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(120)]

OWN_HOSTS = ("site.localhost", "other.localhost", "third.localhost", "d0.localhost", "d1.localhost", "d2.localhost")


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with Site(EVERYTHING) as running:
        yield running


class Gate:
    """Makes the guard of a capture with our own names and roads, and keeps it to be asked afterwards."""

    def __init__(self) -> None:
        self.guards: list[EgressGuard] = []
        self.roads = Roads()

    def __call__(self, network: Network, total_bytes: int) -> EgressGuard:
        names = NameServer(NAMES)
        guard = EgressGuard(network=network, total_bytes=total_bytes, resolve=names, dial=self.roads)
        self.guards.append(guard)
        return guard


def taken(trouble: Trouble, *, site: Site, gate: Gate) -> Shot:
    sandbox = Sandbox.OFF if hasattr(os, "geteuid") and os.geteuid() == 0 else Sandbox.ON
    capturer = ChromiumCapturer(sandbox=sandbox, clock=SystemClock(), guard=gate)
    order = Order(url=site.url(trouble.address), network=trouble.network, limits=trouble.limits)
    return capturer.capture(order, progress=lambda _: None)


@pytest.mark.parametrize("name", EVERYTHING)
def test_a_hostile_page_ends_with_the_right_verdict_in_bounded_time_and_memory(name: str, site: Site) -> None:
    trouble, gate = EVERYTHING[name], Gate()
    site.inside.clear()
    began = time.monotonic()
    with Witness() as witness:
        shot = taken(trouble, site=site, gate=gate)
    wall = time.monotonic() - began
    with closing_all(shot):
        judge(trouble, shot=shot, wall=wall, witness=witness)
        nothing_left_the_site(trouble, gate=gate, site=site)


@contextmanager
def closing_all(shot: Shot) -> Iterator[None]:
    try:
        yield
    finally:
        for artefact in shot.artefacts:
            artefact.body.close()


def judge(trouble: Trouble, *, shot: Shot, wall: float, witness: Witness) -> None:
    """Hold the capture against what the trouble's record says."""
    said = (shot.verdict, [(reason.code, reason.detail) for reason in shot.reasons], shot.final_url, round(wall, 1))
    assert shot.verdict in trouble.verdicts, said
    codes = {reason.code for reason in shot.reasons}
    assert all(codes & set(wanted.split("|")) for wanted in trouble.reasons), said
    assert not codes & trouble.never, said
    assert wall <= trouble.wall_s, said
    assert witness.most_bytes <= trouble.memory_mb * 2**20, (witness.most_bytes // 2**20, said)
    assert not witness.left()
    if trouble.check is not None:
        trouble.check(shot)


def nothing_left_the_site(trouble: Trouble, *, gate: Gate, site: Site) -> None:
    """No request went outside, none came in by the inner door, and the browser asked for nothing of its own."""
    expected = {PUBLIC_ADDRESS} if trouble.network is Network.PUBLIC else {"127.0.0.1"}
    assert {address for address, _ in gate.roads.taken} <= expected
    if trouble.network is Network.PUBLIC:
        assert site.inside == []
    for guard in gate.guards:
        asked = {one.host for one in [*guard.refused, *guard.unreachable]} | {
            key.rpartition(":")[0] for key in guard.dialled
        }
        strangers = asked - set(OWN_HOSTS) - set(NAMES) - trouble.refused
        assert "*" in trouble.refused or not strangers, strangers
