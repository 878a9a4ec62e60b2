"""What is left of a capture once its page has been taken: judged, and put together with all that a Shot needs."""

from collections.abc import Callable, Mapping
from typing import BinaryIO

from yosuga.capture.base import Order, Reason, Shot, Verdict
from yosuga.capture.browser.flights import host_and_port
from yosuga.capture.browser.spawn import Sandbox
from yosuga.capture.browser.tab import Happenings, Tab
from yosuga.capture.browser.warm import Warm
from yosuga.capture.egress import EgressGuard
from yosuga.capture.exchange import Exchange
from yosuga.capture.facts import Engine, Session
from yosuga.capture.judging import Judgement, judge
from yosuga.capture.taken import Taken
from yosuga.clock import Instant

Film = Callable[[], BinaryIO | None]


def finished(
    order: Order,
    *,
    url: str,
    taken: Taken,
    tab: Tab,
    warm: Warm,
    guard: EgressGuard,
    film: Film,
    method: str,
    started: Instant,
    ended: Instant,
) -> Callable[[], Shot]:
    """Judge the capture and keep everything, so that the browser may go; what is returned makes the Shot."""
    session = Session(
        order=order,
        url=url,
        engine=_engine(warm, method=method),
        taken=taken,
        judgement=judge(asked=url, taken=taken, tab=tab, guard=guard),
        exchanges=[*tab.recorder.exchanges(guard.dialled), *_fetched(taken, finished=ended, guard=guard)],
        sockets=tab.recorder.frames(),
        happenings=tab.happenings,
        dialled=dict(guard.dialled),
        refused=tuple(guard.refused),
        permitted=tuple(guard.permitted),
        security=dict(tab.recorder.certificates_seen),
        film=film,
        started=started,
        finished=ended,
    )
    return lambda: _shot(session)


def nothing(order: Order, *, url: str, reason: Reason, started: Instant, ended: Instant) -> Callable[[], Shot]:
    """Return what makes the Shot of a capture that took nothing."""
    none: Mapping[str, str] = {}
    session = Session(
        order=order,
        url=url,
        engine=Engine(method="none", product="", agent="", protocol="", binary="", flags=(), sandbox=""),
        taken=Taken(),
        judgement=Judgement(verdict=Verdict.FAILED, reasons=(reason,), failures=(), status=0, document=None),
        exchanges=(),
        sockets=(),
        happenings=Happenings(),
        dialled=none,
        refused=(),
        permitted=(),
        security={},
        film=no_film,
        started=started,
        finished=ended,
    )
    return lambda: _shot(session)


def no_film() -> BinaryIO | None:
    """There was nothing to film."""
    return None


def _shot(session: Session) -> Shot:
    from yosuga.capture.results import shot

    return shot(session)


def _fetched(taken: Taken, *, finished: Instant, guard: EgressGuard) -> list[Exchange]:
    """Return the files that were fetched after the page had been taken as records like all others."""
    files = [*taken.media, *([taken.favicon] if taken.favicon is not None else [])]
    return [
        file.exchange(ip=guard.dialled.get(host_and_port(file.url), ""), started=finished.wall)
        for file in files
        if file.status
    ]


def _engine(warm: Warm, *, method: str) -> Engine:
    line = warm.running.flags
    return Engine(
        method=method or warm.browser.kind.value,
        product=warm.product,
        agent=warm.agent,
        protocol=warm.protocol,
        binary=warm.browser.path.name,
        flags=line,
        sandbox=(Sandbox.OFF if "--no-sandbox" in line else Sandbox.ON).value,
    )
