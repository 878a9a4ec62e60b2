"""What a command costs: wall time, processor time of everything it started, and the memory of its tree at its worst."""

import contextlib
import ctypes
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_EVERY_S = 0.2
_PR_SET_CHILD_SUBREAPER = 36  # prctl(2)


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of wall and processor time, bytes of memory (proportional set size), and how the command ended."""

    wall_s: float
    cpu_s: float
    peak_bytes: int
    exit_code: int
    output: str


def adopt_orphans() -> None:
    """Become the parent of processes whose parent ends, so that their processor time is counted too (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def cost(
    command: Sequence[str],
    *,
    folder: Path,
    environment: Mapping[str, str],
    label: str,
    within_s: float = 180.0,
    memory: bool = True,
) -> Cost:
    """Run `command` in `folder` and return what it cost; its output is kept there under `label`.

    Nothing else may be started from here meanwhile. Reading a browser's memory takes some hundredths of a second each
    time, so commands that last less than one are measured without `memory` (the peak is then 0).
    """
    log = folder / f"{label}.txt"
    others = frozenset(_children_of(os.getpid()))
    before, began = _children_seconds(), time.monotonic()
    done, peaks = threading.Event(), [0]
    with log.open("wb") as output:
        process = subprocess.Popen(
            list(command),
            cwd=folder,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        watcher = threading.Thread(target=_watch, args=(process.pid, done, peaks, others))
        if memory:
            watcher.start()
        alarm = threading.Timer(within_s, os.killpg, (process.pid, signal.SIGKILL))
        alarm.start()
        code = process.wait()  # not with a limit: that looks only every 50 ms
        wall = time.monotonic() - began
        alarm.cancel()
    done.set()
    if memory:
        watcher.join()
    _end_the_rest(others)
    text = log.read_text(encoding="utf-8", errors="replace")
    return Cost(wall_s=wall, cpu_s=_children_seconds() - before, peak_bytes=peaks[0], exit_code=code, output=text)


def _watch(root: int, done: threading.Event, peaks: list[int], others: frozenset[int]) -> None:
    while not done.wait(_EVERY_S):
        peaks[0] = max(peaks[0], sum(map(_proportional_bytes, _tree(root, others=others))))


def _tree(root: int, *, others: frozenset[int]) -> set[int]:
    """Return `root`, everything below it, and what was orphaned to us since; `others` were there before."""
    children: dict[int, set[int]] = {}
    for pid, fields in _processes():
        children.setdefault(int(fields[1]), set()).add(pid)
    found: set[int] = set()
    queue = {root} | (children.get(os.getpid(), set()) - others)
    while queue:
        pid = queue.pop()
        found.add(pid)
        queue |= children.get(pid, set()) - found
    return found


def _proportional_bytes(pid: int) -> int:
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in rollup.splitlines() if line.startswith("Pss:"))


def _end_the_rest(keep: frozenset[int]) -> None:
    """End what a command left behind, and wait for it, so that its time is counted and nothing stays."""
    until = time.monotonic() + 5
    while (left := _children_of(os.getpid()) - keep) and time.monotonic() < until:
        for pid in left:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM if until - time.monotonic() > 3 else signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, os.WNOHANG)
        time.sleep(0.05)


def _children_of(parent: int) -> set[int]:
    return {pid for pid, fields in _processes() if int(fields[1]) == parent}


def _processes() -> Iterator[tuple[int, list[str]]]:
    """Yield every process with its fields of /proc/PID/stat, from the state on (proc(5))."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                yield int(entry.name), (entry / "stat").read_text(errors="replace").rpartition(")")[2].split()


def _children_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
