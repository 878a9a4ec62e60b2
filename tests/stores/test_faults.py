"""The order of system calls as the kernel sees it, and what is left when the process is killed at each of them."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import yosuga
from tests.stores.contract import NAME, got
from yosuga.stores.folder import FolderStore

pytestmark = pytest.mark.faults

PROGRAM = """
import sys
from pathlib import Path
from yosuga.stores.folder import FolderStore
store = FolderStore(Path(sys.argv[1]))
with store.draft(sys.argv[2]) as draft:
    draft.write(b"x" * 70_000)
    draft.commit()
print("done", flush=True)
"""
CALLS = ["mkdir", "write", "fsync", "linkat", "unlink"]
STEPS = [
    ("mkdir", 1),
    ("fsync", 1),
    ("mkdir", 2),
    ("fsync", 2),
    ("write", 1),
    ("fsync", 3),
    ("linkat", 1),
    ("unlink", 1),
]
STEPS += [("fsync", 4), ("write", 2)]  # the second write is the word that it is done


def traced(root: Path, log: Path, *options: str) -> subprocess.CompletedProcess[str]:
    root.mkdir()
    command = ["strace", "-f", "-y", "-o", str(log), "-e", "trace=" + ",".join(CALLS), *options]
    child = [sys.executable, "-B", "-c", PROGRAM, str(root), NAME]
    environment = {**os.environ, "PYTHONPATH": str(Path(yosuga.__file__).parents[1])}
    return subprocess.run([*command, *child], capture_output=True, text=True, check=False, env=environment)


def test_the_kernel_sees_the_order_that_survives_a_power_cut(tmp_path: Path) -> None:
    root = tmp_path / "vault"
    assert traced(root, tmp_path / "log").stdout == "done\n"
    lines = (tmp_path / "log").read_text().splitlines()
    seen = [re.sub(r"^\d+ +", "", line) for line in lines if str(root) in line]
    names = [line.partition("(")[0] for line in seen]
    assert names == [name for name, _ in STEPS[:-1]]
    assert ".draft-" in seen[5]
    assert f"/blobs/ab/{NAME}" in seen[6]
    assert re.search(r"/blobs/ab>\) += 0$", seen[8])


@pytest.mark.parametrize(("call", "when"), STEPS)
def test_killed_at_any_call_there_is_a_whole_blob_or_none(tmp_path: Path, call: str, when: int) -> None:
    root = tmp_path / "vault"
    run = traced(root, tmp_path / "log", "-e", f"inject={call}:signal=KILL:when={when}")
    assert run.returncode == -signal.SIGKILL
    assert run.stdout == ""
    store = FolderStore(root)
    store.sweep()
    left = [got(store, name) for name in store.names()]
    assert left == ([b"x" * 70_000] if STEPS.index((call, when)) > STEPS.index(("linkat", 1)) else [])
    assert not list(root.rglob(".draft-*"))
    with store.draft("cd" + "0" * 30) as draft:
        draft.commit()
