"""Runs the product some hours ahead: `later.py HOURS COMMAND …`. Where it would wait for a host, its clock moves on.

Wall and monotonic clock move together, so that nothing looks like a clock that was set. Requests go over the wire.
"""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import wraps

from yosuga import clock
from yosuga.cli import door
from yosuga.cli.main import main

_ahead = [timedelta(hours=float(sys.argv[1]))]
_read = clock.SystemClock.read


def _later(self: clock.SystemClock) -> clock.Instant:
    now = _read(self)
    nanoseconds = int(_ahead[0] / timedelta(microseconds=1)) * 1000
    return replace(now, wall=now.wall + _ahead[0], monotonic_ns=now.monotonic_ns + nanoseconds)


def _move(seconds: float) -> None:
    _ahead[0] += timedelta(seconds=seconds)


def _unhurried(standard: Callable[..., object]) -> Callable[..., object]:
    @wraps(standard)
    def means(**given: object) -> object:
        return replace(standard(**given), wait=_move)  # type: ignore[type-var]

    return means


if __name__ == "__main__":
    clock.SystemClock.read = _later  # type: ignore[method-assign]
    door.set_up()
    from yosuga.takedown import visiting

    vars(visiting)["standard"] = _unhurried(visiting.standard)
    sys.exit(main(sys.argv[2:]))
