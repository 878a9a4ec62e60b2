"""What tests of keeping share: a browser that takes no page, and what the vault holds."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from time import monotonic, sleep

import pytest

from tests.evidence.test_capturing import Engine, shot_of
from tests.web.person import Person
from yosuga.capture.base import ManyProgress, Order, Shot
from yosuga.cases import access
from yosuga.evidence import capturing
from yosuga.web import captures
from yosuga.web.screen import ACTOR
from yosuga.web.vaults import holder

URL = "https://sns.example.com/post/1"


def use(made: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    plain = holder.bench
    monkeypatch.setattr(holder, "bench", lambda master: replace(plain(master), capturer=lambda: made))
    return made


def the_case() -> str:
    (case,) = access.cases_for(actor=ACTOR, tools=holder.tools())
    return case.id


def finished(person: Person) -> None:
    """Wait until the worker has done everything, then look again."""
    until = monotonic() + 50
    while captures.busy(the_case()):
        assert monotonic() < until
        sleep(0.02)
    person.looks()


def waiting() -> list[tuple[int, Order]]:
    return capturing.open_orders(case=the_case(), actor=ACTOR, tools=holder.tools())


class Slow(Engine):
    """Takes the first page, then waits to be told to go on."""

    def __init__(self) -> None:
        super().__init__()
        self.go = False

    def capture_many(
        self, orders: Sequence[Order], *, at_once: int, progress: ManyProgress
    ) -> Iterator[tuple[int, Shot]]:
        for place, order in enumerate(orders):
            progress(place, "scroll")
            until = monotonic() + 6
            while not self.go and monotonic() < until:
                sleep(0.01)
            yield place, shot_of(order.url)
