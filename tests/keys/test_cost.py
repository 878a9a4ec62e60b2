"""How dear a guess is made, and that no header can make it cheap or endless."""

from collections.abc import Callable

import pytest

from yosuga.errors import VaultDamaged
from yosuga.keys.cost import Cost, calibrate, stretch


def stopwatch(seconds: float) -> Callable[[], float]:
    readings = iter([100.0, 100.0 + seconds])
    return lambda: next(readings)


def test_a_slow_machine_still_pays_the_floor() -> None:
    assert calibrate(timer=stopwatch(5.0)) == Cost.floor() == Cost(memory_kib=65536, passes=3, lanes=4)


@pytest.mark.parametrize(
    ("seconds", "memory_mib", "passes"), [(0.5, 64, 3), (0.24, 128, 3), (0.1, 256, 3), (0.05, 256, 7), (1e-9, 256, 64)]
)
def test_a_fast_machine_pays_more(seconds: float, memory_mib: int, passes: int) -> None:
    cost = calibrate(timer=stopwatch(seconds))
    assert (cost.memory_kib, cost.passes) == (memory_mib * 1024, passes)


def test_every_setting_changes_the_result() -> None:
    floor = stretch(b"x", salt=bytes(16), cost=Cost.floor())
    assert len(floor) == 32
    assert stretch(b"y", salt=bytes(16), cost=Cost.floor()) != floor
    assert stretch(b"x", salt=bytes(15) + b"\x01", cost=Cost.floor()) != floor
    assert stretch(b"x", salt=bytes(16), cost=Cost(memory_kib=65536, passes=4, lanes=4)) != floor


@pytest.mark.parametrize(("memory", "passes", "lanes"), [(65535, 3, 4), (2**40, 3, 4), (65536, 2, 4), (65536, 3, 17)])
def test_settings_out_of_bounds_are_refused(memory: int, passes: int, lanes: int) -> None:
    with pytest.raises(VaultDamaged):
        Cost(memory_kib=memory, passes=passes, lanes=lanes)
