"""Authorities ask not to be called too often; whoever comes too early waits."""

import time
from collections.abc import Callable

from yosuga.errors import TimestampUnreachable
from yosuga.timestamps.base import Authority, Stamper, Token

_LONGEST_S = 60.0


class PacedStamper:
    """A stamper that keeps each authority's least interval, within this process.

    A wait of more than a minute is not worth a person's time: the request then counts as not reached and stays queued.
    """

    def __init__(
        self,
        inner: Stamper,
        *,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._inner = inner
        self._now = now
        self._sleep = sleep
        self._asked: dict[str, float] = {}

    def stamp(self, digest: bytes, *, authority: Authority) -> Token:
        """Return a verified token over a SHA-256 digest, after the authority's least interval has passed."""
        self._wait(authority)
        self._asked[authority.name] = self._now()
        return self._inner.stamp(digest, authority=authority)

    def _wait(self, authority: Authority) -> None:
        last = self._asked.get(authority.name)
        left = 0.0 if last is None else last + authority.least_interval_s - self._now()
        if left > _LONGEST_S:
            raise TimestampUnreachable(f"{authority.name}: asked too recently")
        if left > 0:
            self._sleep(left)

    def verify(self, response: bytes, *, digest: bytes, authority: Authority) -> Token:
        """Check stored response bytes; no authority is asked."""
        return self._inner.verify(response, digest=digest, authority=authority)
