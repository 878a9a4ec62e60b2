"""Watches what a capture costs and leaves: the memory of the browser's tree at its worst, and processes that stay."""

import os
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

_EVERY_S = 0.25
_PATIENCE_S = 5.0

Process = tuple[int, str]  # a process id and when it started: ids are used again


@dataclass(slots=True)
class Witness:
    """Looks at this process's children while a capture runs. Linux tells; elsewhere nothing is seen.

    What ran before is not the capture's: the process that draws previews is kept for the next one.
    """

    most_bytes: int = 0
    seen: set[Process] = field(default_factory=set)
    _done: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None
    _before: set[tuple[int, str]] = field(default_factory=set)

    def __enter__(self) -> Self:
        """Begin to look."""
        self._before = {(pid, _started(pid)) for pid in descendants(os.getpid())}
        self._thread = threading.Thread(target=self._look, name="witness", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Look no more."""
        self._done.set()
        if self._thread is not None:
            self._thread.join()

    def left(self) -> list[Process]:
        """Return the processes that are still there a few seconds after the end."""
        until = time.monotonic() + _PATIENCE_S
        while (alive := [one for one in self.seen if _started(one[0]) == one[1]]) and time.monotonic() < until:
            time.sleep(0.05)
        return alive

    def _look(self) -> None:
        while not self._done.wait(_EVERY_S):
            before = {pid for pid, _ in self._before}
            tree = [pid for pid in descendants(os.getpid()) if pid not in before]
            self.seen.update((pid, began) for pid in tree if (began := _started(pid)))
            self.most_bytes = max(self.most_bytes, sum(map(proportional_bytes, tree)))


def descendants(root: int) -> list[int]:
    """Return the ids of the children of `root`, and theirs."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            fields = _stat(int(entry.name))
            if fields:
                children.setdefault(int(fields[1]), []).append(int(entry.name))
    found, queue = [], [root]
    while queue:
        born = children.get(queue.pop(), [])
        found += born
        queue += born
    return found


def proportional_bytes(pid: int) -> int:
    """Return a process's memory, pages shared with others counted in parts (proc(5), smaps_rollup)."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in rollup.splitlines() if line.startswith("Pss:"))


def _stat(pid: int) -> list[str]:
    """Return the fields of /proc/PID/stat from the state on, nothing for a process that is gone or a zombie."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return []
    return [] if fields[0] == "Z" else fields


def _started(pid: int) -> str:
    fields = _stat(pid)
    return fields[19] if fields else ""
