"""The memory watch: the process that grows is ended, the one that leads them never, and nothing where nobody tells."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from yosuga.capture.browser import memory
from yosuga.capture.browser.memory import Ended, Held, MemoryWatch, held_by, held_by_group, together

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what a process holds")

MIB = 2**20
# A process that grows by 8 MiB every 10 ms once it is told to, and a leader that has it for a child and waits.
GROWS = """import sys, time
sys.stdin.read(1)
held = []
while True:
    held.append(bytearray(b"1") * 2**23)
    time.sleep(.01)
"""
LEADS = f"""import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", {GROWS!r}])
print(child.pid, flush=True)
child.wait()
print("ended", flush=True)
sys.stdin.read()
"""


@contextmanager
def running(program: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, process_group=0
    )
    try:
        yield process
    finally:
        os.killpg(process.pid, 9)
        process.communicate()


def watched(group: int, *, most: int, until: float) -> list[Ended]:
    """Watch a group for so many seconds, or until something was ended; return what was."""

    async def watch() -> list[Ended]:
        told: list[Ended] = []
        heard = asyncio.Event()

        def hear(ended: Ended) -> None:
            told.append(ended)
            heard.set()

        watch = MemoryWatch(group=group, told=hear)
        watch.begin(most=most)
        try:
            async with asyncio.timeout(until):
                await heard.wait()
                await asyncio.sleep(0.1)
        except TimeoutError:
            pass
        watch.stop()
        return told

    return asyncio.run(watch())


def test_the_process_that_grew_is_ended_soon_after_the_budget_and_the_leader_lives() -> None:
    with running(LEADS) as leader:
        assert leader.stdin is not None
        assert leader.stdout is not None
        child = int(leader.stdout.readline())
        most = together(held_by_group(leader.pid)) + 150 * MIB
        leader.stdin.write(b"x")
        leader.stdin.flush()
        told = watched(leader.pid, most=most, until=20)
        assert leader.stdout.readline() == b"ended\n"
        assert (held_by(child), leader.poll()) == (None, None)
    assert [one.page for one in told] == [False]
    assert most < told[0].held < most + 200 * MIB


def test_the_leader_is_never_ended() -> None:
    with running(GROWS) as leader:
        assert leader.stdin is not None
        leader.stdin.write(b"x")
        leader.stdin.flush()
        assert watched(leader.pid, most=MIB, until=0.6) == []
        assert leader.poll() is None


def test_what_is_small_is_left_alone_however_little_room_there_is() -> None:
    with running(LEADS) as leader:
        assert leader.stdout is not None
        child = int(leader.stdout.readline())
        assert watched(leader.pid, most=1, until=0.3) == []
        assert held_by(child) is not None


def test_what_processes_share_is_counted_once() -> None:
    assert together({1: Held(alone=5, shared=100), 2: Held(alone=7, shared=90)}) == 112


def test_a_process_holds_what_the_kernel_says_of_it() -> None:
    held = held_by(os.getpid())
    rollup = Path("/proc/self/smaps_rollup").read_text(encoding="ascii")
    resident = next(int(line.split()[1]) * 1024 for line in rollup.splitlines() if line.startswith("Rss:"))
    assert held is not None
    assert abs(held.alone + held.shared - resident) < 32 * MIB


def test_nothing_is_watched_where_the_system_does_not_tell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_PROCESSES", tmp_path / "none")
    assert (held_by(os.getpid()), held_by_group(os.getpgid(0)), together({})) == (None, {}, 0)
    assert watched(os.getpgid(0), most=1, until=0.1) == []
