"""How much work one guess of a passphrase costs: Argon2id (RFC 9106) and its settings."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw

from yosuga.errors import VaultDamaged, VaultError

SALT = 16
_MIB = 1024
_LEAST_MEMORY = 64 * _MIB
_MOST_MEMORY = 2048 * _MIB
_LEAST_PASSES = 3
_MOST_PASSES = 64
_MOST_LANES = 16


@dataclass(frozen=True, slots=True)
class Cost:
    """Settings of Argon2id: memory in KiB, passes over it, lanes.

    The floor is the second recommended setting of RFC 9106 (64 MiB, 3 passes, 4 lanes). Above the ceiling (2 GiB, 64
    passes, 16 lanes) a header would be a trap that stops the machine. Outside both, VaultDamaged is raised.
    """

    memory_kib: int
    passes: int
    lanes: int

    def __post_init__(self) -> None:
        within = (
            _LEAST_MEMORY <= self.memory_kib <= _MOST_MEMORY
            and _LEAST_PASSES <= self.passes <= _MOST_PASSES
            and 1 <= self.lanes <= _MOST_LANES
        )
        if not within:
            raise VaultDamaged("Argon2 settings out of bounds")

    @classmethod
    def floor(cls) -> Self:
        """Return the least that is accepted."""
        return cls(memory_kib=_LEAST_MEMORY, passes=_LEAST_PASSES, lanes=4)


def stretch(passphrase: bytes, *, salt: bytes, cost: Cost) -> bytes:
    """Return the 32 bytes a passphrase stands for. Slow on purpose. Raises VaultError when memory does not suffice."""
    try:
        return hash_secret_raw(
            passphrase,
            salt,
            time_cost=cost.passes,
            memory_cost=cost.memory_kib,
            parallelism=cost.lanes,
            hash_len=32,
            type=Type.ID,
        )
    except HashingError:
        raise VaultError(f"needs {cost.memory_kib // _MIB} MiB of free memory to open") from None


def calibrate(*, target_s: float = 0.5, timer: Callable[[], float] = time.perf_counter) -> Cost:
    """Return settings that take about `target_s` seconds on this machine, never below the floor.

    Memory grows first (to 256 MiB at most: the vault must also open on a small machine), then passes.
    """
    floor = Cost.floor()
    begun = timer()
    stretch(b"calibration", salt=bytes(SALT), cost=floor)
    factor = target_s / max(timer() - begun, 1e-6)
    growth = max(step for step in (1, 2, 4) if step <= max(factor, 1))
    passes = min(_MOST_PASSES, max(_LEAST_PASSES, int(_LEAST_PASSES * factor / growth)))
    return Cost(memory_kib=floor.memory_kib * growth, passes=passes, lanes=floor.lanes)
