"""One writer a folder, whatever becomes of the process that was it."""

import subprocess
import sys
from pathlib import Path

from yosuga.stores.lock import locked

HOLDER = """
import sys
from pathlib import Path
from yosuga.stores.lock import locked
with locked(Path(sys.argv[1])) as ours:
    print(ours, flush=True)
    sys.stdin.read()
"""


def test_the_second_one_is_told_and_gets_its_turn_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with locked(path) as first, locked(path) as second:
        assert first
        assert not second
    with locked(path) as third:
        assert third


def test_a_killed_process_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    sources = str(Path(__file__).parents[2] / "src")
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": sources},
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "True\n"
        with locked(path) as ours:
            assert not ours
        holder.kill()
    with locked(path) as ours:
        assert ours
