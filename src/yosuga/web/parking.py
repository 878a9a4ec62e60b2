"""What another app handed over waits here, in memory alone, until the vault is open and the person says what to do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic

from yosuga.web.screen import Uploaded

WAITS_S = 60 * 60
MOST_BYTES = 256 * 1024 * 1024  # of all that waits
MOST_THINGS = 20
_MOST_LETTERS = 20_000


@dataclass(frozen=True, slots=True)
class Handed:
    """One thing that was shared: its words as one text, its files in anonymous memory."""

    words: str
    files: Sequence[Uploaded]

    @property
    def size(self) -> int:
        """Return how many bytes it takes."""
        return len(self.words.encode("utf-8", "replace")) + sum(file.size for file in self.files)


@dataclass(slots=True)
class Parking:
    """The things that wait, the oldest first. They belong to whoever opens the vault; leaving clears them."""

    now: Callable[[], float] = monotonic
    _things: list[Handed] = field(default_factory=list)
    _since: float = 0.0
    _lock: Lock = field(default_factory=Lock)

    def put(self, words: str, files: Sequence[Uploaded]) -> bool:
        """Let something wait; say whether there was room. What was too much is forgotten at once."""
        thing = Handed(words[:_MOST_LETTERS], list(files))
        with self._lock:
            self._expire()
            size = sum(one.size for one in self._things) + thing.size
            if size > MOST_BYTES or len(self._things) >= MOST_THINGS:
                return False
            for file in thing.files:
                file.keep()
            self._things.append(thing)
            self._since = self.now()
            return True

    def waiting(self) -> Sequence[Handed]:
        """Return what waits. After an hour nothing does."""
        with self._lock:
            self._expire()
            return list(self._things)

    def clear(self) -> None:
        """Forget all of it."""
        with self._lock:
            self._forget()

    def _expire(self) -> None:
        if self._things and self.now() - self._since > WAITS_S:
            self._forget()

    def _forget(self) -> None:
        for thing in self._things:
            for file in thing.files:
                file.body.close()
        self._things = []


parking = Parking()
