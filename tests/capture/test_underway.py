from collections.abc import Iterator, Sequence

import pytest

from yosuga.capture.base import ManyProgress, Order, Progress, Shot
from yosuga.capture.underway import Begun
from yosuga.errors import BrowserMissing

ORDERS = [Order("https://example.com/1"), Order("https://example.com/2")]


class Crew:
    def __init__(self, results: Sequence[tuple[int, Shot]] = ()) -> None:
        self._results = results
        self.dismissed = 0

    def results(self) -> Iterator[tuple[int, Shot]]:
        yield from self._results

    def dismiss(self) -> None:
        self.dismissed += 1


class Starter:
    """Notes what was begun; takes nothing."""

    def __init__(self, *, missing: bool = False) -> None:
        self.missing = missing
        self.crews: list[Crew] = []
        self.begun: list[list[Order]] = []
        self.tell: ManyProgress | None = None

    def begin_many(self, orders: Sequence[Order], *, at_once: int, progress: ManyProgress) -> Crew:
        del at_once
        if self.missing:
            raise BrowserMissing
        self.begun.append(list(orders))
        self.tell = progress
        self.crews.append(Crew())
        return self.crews[-1]

    def capture(self, order: Order, *, progress: Progress) -> Shot:
        raise NotImplementedError

    def capture_many(
        self, orders: Sequence[Order], *, at_once: int, progress: ManyProgress
    ) -> Iterator[tuple[int, Shot]]:
        yield from self.begin_many(orders, at_once=at_once, progress=progress).results()


def test_the_captures_begin_before_anyone_asks_and_are_given_out_once() -> None:
    starter = Starter()
    begun = Begun(starter, ORDERS)
    assert starter.begun == [ORDERS]
    assert list(begun.capture_many(ORDERS, at_once=2, progress=lambda _n, _s: None)) == []
    assert len(starter.begun) == 1
    assert starter.crews[0].dismissed == 1


def test_progress_is_told_only_once_somebody_listens() -> None:
    starter, told = Starter(), list[tuple[int, str]]()
    begun = Begun(starter, ORDERS)
    assert starter.tell is not None
    starter.tell(0, "load")
    list(begun.capture_many(ORDERS, at_once=2, progress=lambda n, s: told.append((n, s))))
    starter.tell(1, "take")
    assert told == [(1, "take")]


def test_what_nobody_asked_for_is_stopped() -> None:
    starter = Starter()
    begun = Begun(starter, ORDERS)
    begun.dismiss()
    begun.dismiss()
    assert starter.crews[0].dismissed == 1


def test_other_orders_are_taken_afresh() -> None:
    starter = Starter()
    begun = Begun(starter, ORDERS)
    list(begun.capture_many(ORDERS[:1], at_once=2, progress=lambda _n, _s: None))
    assert starter.begun == [ORDERS, ORDERS[:1]]
    assert starter.crews[0].dismissed == 1


def test_a_missing_browser_is_told_when_the_captures_are_asked_for() -> None:
    begun = Begun(Starter(missing=True), ORDERS)
    with pytest.raises(BrowserMissing):
        list(begun.capture_many(ORDERS, at_once=2, progress=lambda _n, _s: None))
