"""How often a secret may be guessed: a few tries at once, then a growing pause."""

from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import ClassVar

from yosuga.errors import BadInput


class TooManyTries(BadInput):
    """A secret was tried too often in a short time; nothing was tried."""

    code: ClassVar[str] = "too-many-tries"
    ja: ClassVar[str] = (
        "続けて何度も試されたため、少し待っています。保管庫はそのまま安全です。1分ほどあとにお試しください。"
    )
    en: ClassVar[str] = (
        "There were many tries in a row, so there is a short pause. The vault is safe as it is. "
        "Please try again in about a minute."
    )
    status: ClassVar[int] = 429
    permanent: ClassVar[bool] = False


class Pace:
    """Allows `free` failures, then a pause of `first_s` seconds that doubles up to `most_s`; a success forgives."""

    def __init__(
        self, *, free: int = 5, first_s: float = 15.0, most_s: float = 60.0, now: Callable[[], float] = monotonic
    ) -> None:
        self._free, self._first_s, self._most_s, self._now = free, first_s, most_s, now
        self._failures = 0
        self._until = 0.0
        self._lock = Lock()

    def check(self) -> None:
        """Raise TooManyTries during a pause."""
        with self._lock:
            if self._now() < self._until:
                raise TooManyTries

    def failed(self) -> None:
        """Note a failure."""
        with self._lock:
            self._failures += 1
            over = self._failures - self._free
            if over >= 0:
                self._until = self._now() + min(self._first_s * 2**over, self._most_s)

    def passed(self) -> None:
        """Note a success."""
        with self._lock:
            self._failures, self._until = 0, 0.0
