"""Where a test lets a fault fall: a warm worker, strace attached to its child, and the look at what is left."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

FULL = os.environ.get("YOSUGA_FAULTS") == "full"
KILLED = -9
MAKES_FILES = {"open", "openat", "creat"}
CHANGES = {
    "write", "writev", "pwrite64", "pwritev", "fsync", "fdatasync", "ftruncate", "fallocate", "link", "linkat",
    "rename", "renameat", "renameat2", "unlink", "unlinkat", "mkdir", "mkdirat", "rmdir", "symlink", "symlinkat",
    "sendto",
}  # fmt: skip
_LINE = re.compile(r"^\d+ +(\w+)\(")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Call:
    """One system call of an act: its name, its place (from 1) among the calls of that name, whether it changes a file.

    Sending counts as a change: it is the word of success.
    """

    name: str
    place: int
    changes: bool


@dataclass(frozen=True, slots=True)
class Ended:
    """How a worker ended: its exit code, whether it had told of success, and what it said at the end."""

    code: int
    acknowledged: bool
    ended: str


@dataclass(slots=True)
class Stand:
    """A warm worker and the scene it works on. `root` is laid out anew for each fault."""

    template: Path
    root: Path
    worker: "subprocess.Popen[str]"
    warmed: set[str] = field(default_factory=set)

    def run(self, act: str, *options: str, mistake: str = "", log: Path | None = None) -> Ended:
        """Let the worker do an act on a fresh scene, with strace's options upon it."""
        self._warm(act)
        self.lay_out()
        pid = self._ask(int, "start", root=str(self.root), act=act, mistake=mistake)
        command = ["strace", "-f", "-o", str(log or os.devnull), *options, "-p", str(pid)]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as tracer:
            assert tracer.stderr is not None
            first = tracer.stderr.readline()
            assert "attached" in first, first + tracer.stderr.read()
            ended = Ended(**self._ask(dict, "go", pid=str(pid)))
            tracer.stderr.read()
        return ended

    def calls(self, act: str, *, mistake: str = "") -> list[Call]:
        """Return every system call of an act that nothing disturbs, in order."""
        log = self.root.with_name("calls")
        ended = self.run(act, "-s", "0", mistake=mistake, log=log)
        assert (ended.code, ended.acknowledged, ended.ended) == (0, True, "well"), ended
        seen: Counter[str] = Counter()
        found = []
        for line in log.read_text().splitlines():
            match = _LINE.match(line)
            if match:
                seen[match[1]] += 1
                changes = match[1] in CHANGES or (match[1] in MAKES_FILES and "O_CREAT" in line)
                found.append(Call(match[1], seen[match[1]], changes))
        return found

    def judge(self, act: str, *, acknowledged: bool) -> list[str]:
        """Return every promise that what is left now does not keep."""
        return self._ask(list, "judge", root=str(self.root), act=act, acknowledged="yes" if acknowledged else "")

    def examine(self) -> list[tuple[str, str, str]]:
        """Return what opening and checking the vault report: code, case, item."""
        return [(code, case, item) for code, case, item in self._ask(list, "examine", root=str(self.root))]

    def lay_out(self) -> None:
        """Put a fresh copy of the scene in its place: the vault remembers where its second copy is."""
        shutil.rmtree(self.root, ignore_errors=True)
        shutil.copytree(self.template, self.root)

    def _warm(self, act: str) -> None:
        if act not in self.warmed:
            self.lay_out()
            self._ask(object, "warm", root=str(self.root), act=act)
            self.warmed.add(act)

    def _ask(self, kind: type[T], do: str, **given: str) -> T:
        assert self.worker.stdin is not None
        assert self.worker.stdout is not None
        self.worker.stdin.write(json.dumps({"do": do, **given}) + "\n")
        self.worker.stdin.flush()
        answer: dict[str, object] = json.loads(self.worker.stdout.readline())
        assert "broke" not in answer, answer["broke"]
        told = answer["told"]
        assert isinstance(told, kind)
        return told


@contextmanager
def stand(folder: Path) -> Iterator[Stand]:
    """Make the scene once and keep a worker for it until the block ends."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "DJANGO_SETTINGS_MODULE": "tests.settings"}
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as worker:
        root = folder / "run"
        made = Stand(folder / "template", root, worker)
        root.mkdir()
        made._ask(object, "build", root=str(root))
        root.rename(made.template)
        yield made
        assert worker.stdin is not None
        worker.stdin.close()


def some(of: Sequence[T], *, most: int, at_most: int = sys.maxsize) -> Sequence[T]:
    """Return `at_most` of them in full mode and `most` otherwise, evenly spread, the first and the last included."""
    number = at_most if FULL else most
    if len(of) <= number:
        return of
    return [of[round(n * (len(of) - 1) / (number - 1))] for n in range(number)]
