"""What a browser's processes hold together, and the end of the one that grew most when that passes a budget.

Linux tells (proc(5)); elsewhere nothing is watched. Counted is what each process holds for itself (`statm`: resident
without shared) and, once, the most that one of them shares. The kernel's own proportional sum (`smaps_rollup`) comes to
about the same, but takes it tens of milliseconds for a large page, just when every one counts.

A process is ended by SIGKILL: what it held is free at once even if its page computes for ever, and no core is written.
The browser tells its tab, which keeps what was taken until then. A cross-site frame ends without its page.
"""

import asyncio
import contextlib
import os
import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

_PROCESSES = Path("/proc")
_GROWTH = 2 * 2**30  # bytes a second that a page can fill at most: so soon is the next look
_SOONEST_S = 0.02
_LATEST_S = 0.25
_WORTH = 64 * 2**20  # ending a process that grew by less frees nothing: the growth is the browser's own
_GONE_LOOKS = 100


@dataclass(frozen=True, slots=True)
class Held:
    """Bytes of memory that one process holds for itself, and that it may share with others."""

    alone: int
    shared: int


@dataclass(frozen=True, slots=True)
class Ended:
    """A process was ended: what all of them held (bytes), and whether it drew a page or a frame."""

    held: int
    page: bool


def held_by(pid: int) -> Held | None:
    """Return what a process holds; None for one that is gone, or where the system does not tell."""
    try:
        resident, shared = (_PROCESSES / str(pid) / "statm").read_bytes().split()[1:3]
    except (OSError, ValueError):
        return None
    page = os.sysconf("SC_PAGE_SIZE")
    alone = (int(resident) - int(shared)) * page
    return Held(alone=alone, shared=int(shared) * page) if int(resident) else None


def held_by_group(group: int) -> dict[int, Held]:
    """Return what each process of a group holds; nothing where the system does not tell."""
    try:
        names = os.listdir(_PROCESSES)  # noqa: PTH208 - a few times a second: names are enough
    except OSError:
        return {}
    found = {}
    for name in names:
        if name.isdecimal() and _is_in(group, int(name)) and (held := held_by(int(name))) is not None:
            found[int(name)] = held
    return found


def together(processes: Mapping[int, Held]) -> int:
    """Return what the processes hold together: what they share is counted once."""
    return sum(one.alone for one in processes.values()) + max((one.shared for one in processes.values()), default=0)


@dataclass(slots=True)
class MemoryWatch:
    """Watches the browser that leads the process group `group`. `told` hears of each process that is ended."""

    group: int
    told: Callable[[Ended], None]
    _most: int = 0
    _at_first: Mapping[int, Held] = field(default_factory=dict)
    _task: asyncio.Task[None] | None = None

    def begin(self, *, most: int) -> None:
        """Watch that the processes together hold at most `most` bytes; the largest budget of several counts."""
        self._most = max(self._most, most)
        if self._task is None or self._task.done():
            self._at_first = held_by_group(self.group)
            self._task = asyncio.create_task(self._look_after())

    def stop(self) -> None:
        """Watch no more."""
        self._most = 0
        if self._task is not None:
            self._task.cancel()
            self._task = None

    async def _look_after(self) -> None:
        while processes := held_by_group(self.group):
            room = self._most - together(processes)
            if room < 0:
                await self._end_one_of(processes)
            await asyncio.sleep(min(max(room / _GROWTH, _SOONEST_S), _LATEST_S))

    async def _end_one_of(self, processes: Mapping[int, Held]) -> None:
        """End the process that has grown most, never the browser itself: it holds the other captures too."""
        grown = {pid: self._growth(pid, held) for pid, held in processes.items() if pid != self.group}
        pid = max(grown, key=grown.__getitem__, default=0)
        if grown.get(pid, 0) < _WORTH or not _is_in(self.group, pid):
            return
        page = b"--type=renderer" in _command(pid)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)
            self.told(Ended(held=together(processes), page=page))
        for _ in range(_GONE_LOOKS):  # a large one takes a moment to be cleared away
            if held_by(pid) is None:
                return
            await asyncio.sleep(_SOONEST_S)

    def _growth(self, pid: int, held: Held) -> int:
        before = self._at_first.get(pid)
        return held.alone - (before.alone if before is not None else 0)


def _is_in(group: int, pid: int) -> bool:
    try:
        return os.getpgid(pid) == group
    except OSError:
        return False


def _command(pid: int) -> bytes:
    try:
        return (_PROCESSES / str(pid) / "cmdline").read_bytes()
    except OSError:
        return b""
