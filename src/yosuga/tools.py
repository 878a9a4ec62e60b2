"""The tool bench: every outside thing an action may use, built once by a door and passed down."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from yosuga.capture.base import Capturer
from yosuga.clock import Clock, SystemClock
from yosuga.errors import YosugaError
from yosuga.stores.base import Store
from yosuga.stores.folder import FolderStore
from yosuga.timestamps.base import Stamper


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Tools:
    """What an action works with. `master` is the unlocked vault key.

    `heads` holds copies of the signed heads beside a local database; a server's heads leave by other ways.

    `blocked` is why nothing may be appended (another process writes, the vault was rolled back or is damaged), or None.
    `altered` says that the closed database is not as it was left. `clock_moved` is told how far the device's clock was
    found to have been moved, once that is in the log.
    """

    home: Path
    master: bytes
    blocked: YosugaError | None
    altered: bool
    store: Store
    heads: Path | None
    clock: Clock
    random: Callable[[int], bytes]
    stamper: Stamper
    capturer: Callable[[], Capturer]
    clock_moved: Callable[[timedelta], None]

    @property
    def writable(self) -> bool:
        """Whether this process may append."""
        return self.blocked is None

    def must_write(self) -> None:
        """Raise the reason why this process may not append, if there is one."""
        if self.blocked is not None:
            raise self.blocked


def _nobody(_moved: timedelta) -> None:
    """Nobody watches; the log has it."""


def bench(
    home: Path,
    *,
    master: bytes,
    stamper: Stamper,
    capturer: Callable[[], Capturer],
    clock_moved: Callable[[timedelta], None] = _nobody,
) -> Tools:
    """Return the tools of a local vault in `home`."""
    return Tools(
        home=home,
        master=master,
        blocked=None,
        altered=False,
        store=FolderStore(home),
        heads=home / "heads",
        clock=SystemClock(),
        random=secrets.token_bytes,
        stamper=stamper,
        capturer=capturer,
        clock_moved=clock_moved,
    )
