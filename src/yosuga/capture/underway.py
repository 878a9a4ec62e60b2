"""Captures that begin before there is anywhere to keep them: a post may vanish while a passphrase is being typed."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from yosuga.capture.base import Capturer, ManyProgress, Order, Progress, Shot
from yosuga.errors import BrowserMissing


class UnderWay(Protocol):
    """Captures that go on by themselves."""

    def results(self) -> Iterator[tuple[int, Shot]]:
        """Yield what ends until all has ended."""
        ...

    def dismiss(self) -> None:
        """Stop what is under way and drop what nobody took."""
        ...


class Starter(Capturer, Protocol):
    """A capturer that can begin before it is asked for results."""

    def begin_many(self, orders: Sequence[Order], *, at_once: int, progress: ManyProgress) -> UnderWay:
        """Begin the captures. Raises BrowserMissing."""
        ...


class Begun:
    """A capturer whose captures of `orders` began when it was made; they are given out once they are asked for.

    Until then they lie in memory alone. Without a browser the question is what raises, so that the orders are written
    down first. Whoever makes one dismisses it.
    """

    def __init__(self, capturer: Starter, orders: Sequence[Order], *, at_once: int = 2) -> None:
        self._capturer = capturer
        self._orders = list(orders)
        self._tell: ManyProgress = _nobody
        self._missing: BrowserMissing | None = None
        self._crew: UnderWay | None = None
        try:
            self._crew = capturer.begin_many(orders, at_once=at_once, progress=self._told)
        except BrowserMissing as missing:
            self._missing = missing

    def capture(self, order: Order, *, progress: Progress) -> Shot:
        """Take one more page now."""
        return self._capturer.capture(order, progress=progress)

    def capture_many(
        self, orders: Sequence[Order], *, at_once: int, progress: ManyProgress
    ) -> Iterator[tuple[int, Shot]]:
        """Yield the captures that began; other orders are taken afresh. Raises BrowserMissing."""
        if self._missing is not None:
            raise self._missing
        crew, self._crew = self._crew, None
        if crew is None or list(orders) != self._orders:
            self._drop(crew)
            yield from self._capturer.capture_many(orders, at_once=at_once, progress=progress)
            return
        self._tell = progress
        try:
            yield from crew.results()
        finally:
            crew.dismiss()

    def dismiss(self) -> None:
        """Stop what nobody asked for."""
        crew, self._crew = self._crew, None
        self._drop(crew)

    def _told(self, place: int, step: str) -> None:
        """Pass a step on to whoever listens by then."""
        self._tell(place, step)

    @staticmethod
    def _drop(crew: UnderWay | None) -> None:
        if crew is not None:
            crew.dismiss()


def _nobody(_place: int, _step: str) -> None:
    """Nobody watches yet."""
