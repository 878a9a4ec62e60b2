"""Checks the orders of phases: what would leave a plan without an order, or a step without a place."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from yosuga.catalog.steps import Order, Phase


class Gap(NamedTuple):
    """What is wrong with one order, and in which field."""

    order: str
    field: str
    why: str


def gaps(orders: Mapping[str, Order]) -> Iterator[Gap]:
    """Yield orders that do not list every phase exactly once, and a last one that is not for everybody."""
    for order in orders.values():
        if sorted(order.phases) != sorted(Phase):
            yield Gap(order.id, "phases", "lists every phase once: " + ", ".join(_uneven(order)))
    last = list(orders)[-1] if orders else ""
    if not last or orders[last].if_.text != "always":
        yield Gap(last, "if", "the last order fits everybody: always")


def _uneven(order: Order) -> Iterator[str]:
    yield from (f"{phase} x{order.phases.count(phase)}" for phase in Phase if order.phases.count(phase) != 1)
