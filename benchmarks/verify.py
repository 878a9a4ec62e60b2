"""How long verifying a package takes against `sha256sum -c` and a bare hashlib loop on the same cores: prints ratios.

`python -m benchmarks.verify [FOLDER]`; needs about 2.2 GiB in FOLDER (default: the system's temporary folder).
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.verifier import build

ROUNDS = 5
MIB = 1024 * 1024
SHAPES = {
    "2 GiB in 2,048 files": (2048, MIB),
    "1 GiB in 4 files": (4, 256 * MIB),
    "20,000 files of 20 kB": (20_000, 20_000),
}
EVENTS = 100_000
MOST_OF_SHA256SUM, MOST_OF_BARE = 0.35, 1.15
# The least a Python program can do: read each file into one buffer and hash it, on two threads.
BARE = """
import hashlib, os, sys
from concurrent.futures import ThreadPoolExecutor
def half(paths):
    view = memoryview(bytearray(1 << 20))
    for path in paths:
        digest = hashlib.sha256()
        with open(path, "rb", buffering=0) as file:
            while got := file.readinto(view):
                digest.update(view[:got])
        digest.hexdigest()
paths = [os.path.join(folder, name) for folder, _, names in os.walk("data") for name in names]
with ThreadPoolExecutor(2) as pool:
    list(pool.map(half, (paths[::2], paths[1::2])))
"""
VERIFY = [sys.executable, "-m", "yosuga_verifier"]


def package(folder: Path, *, files: int, size: int) -> Path:
    """Write a whole, unsealed package of one item with so many files of so many bytes."""
    top = folder / build.TOP
    block = os.urandom(min(size, MIB))
    named = []
    for number in range(files):
        path = top / f"data/captures/E0001/{number // 500:03}/{number:06}.bin"
        path.parent.mkdir(parents=True, exist_ok=True)
        data = (number.to_bytes(8, "big") + block * (size // len(block)))[:size]
        path.write_bytes(data)
        named.append(
            {"media_type": "x", "name": f"{number:06}", "role": "raw", "sha256": build.hash_of(data), "size": len(data)}
        )
    case = build.Case()
    case.event("case_open")
    record = {
        "case": case.case,
        "eid": "E0001",
        "files": named,
        "kind": "x",
        "source": "captured",
        "title": "x",
        "v": 1,
    }
    case.records["E0001"] = build.canonical(record)
    case.event("capture", eid="E0001", record=build.hash_of(case.records["E0001"]))
    case.event("export", items="E0001", total=1)
    return build.write(case, folder, seal=None)


def log(folder: Path) -> Path:
    """Write a package with a hundred thousand events and next to no files."""
    case = build.Case()
    case.event("case_open")
    case.item("E0001", {"data/originals/E0001_x.txt": ("x.txt", "raw", b"x")})
    for number in range(EVENTS - 3):
        case.event("annotate", eid="E0001", note=f"note {number}", url="https://sns.example.com/u/1/status/2")
    case.event("export", items="E0001", total=1)
    return build.write(case, folder, seal=None)


def best(*works: Callable[[], None]) -> list[float]:
    """The shortest of a few runs of each, in seconds of wall time; in turns, so that a busy moment meets all alike."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(ROUNDS):
        for work, taken in zip(works, times, strict=True):
            begun = time.perf_counter()
            work()
            taken.append(time.perf_counter() - begun)
    return [min(taken) for taken in times]


def run(*command: str, cwd: Path, code: int = 0) -> None:
    """Run a command that must end with this exit code."""
    done = subprocess.run(command, cwd=cwd, env={**os.environ, "PYTHONPATH": "src"}, capture_output=True, check=False)
    assert done.returncode == code, done.stdout.decode()[:2000] + done.stderr.decode()[:2000]


def main(where: str | None) -> bool:
    """Measure each shape, print a line for it, and return whether the limits for bags of 1 GiB and more hold."""
    root, holds = Path.cwd(), True
    for name, (files, size) in SHAPES.items():
        with tempfile.TemporaryDirectory(dir=where) as folder:
            top = package(Path(folder), files=files, size=size)
            ours, outside, bare = best(
                partial(run, *VERIFY, str(top), cwd=root, code=2),
                partial(run, "sha256sum", "-c", "--quiet", build.MANIFEST, cwd=top),
                partial(run, sys.executable, "-c", BARE, cwd=top),
            )
            print(
                f"{name:24} verify {ours:.2f} s = {ours / outside:.2f} x sha256sum -c ({outside:.2f} s)"
                f" = {ours / bare:.2f} x a bare hashlib loop ({bare:.2f} s)",
                flush=True,
            )
            if files * size >= 1024 * MIB:
                holds = holds and ours <= MOST_OF_SHA256SUM * outside and ours <= MOST_OF_BARE * bare
    with tempfile.TemporaryDirectory(dir=where) as folder:
        top = log(Path(folder))
        (whole,) = best(partial(run, *VERIFY, str(top), cwd=root, code=2))
        print(f"{EVENTS:,} events          verify {whole:.2f} s, the start of Python included")
    return holds


if __name__ == "__main__":
    sys.exit(0 if main(sys.argv[1] if len(sys.argv) > 1 else None) else 1)
