"""A package whose writer is killed is never taken for a finished one."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from yosuga.custody.package.targets import MARK

# The child stops at a chosen moment and says so; it goes on only when asked to.
WRITER = """
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from tests.custody.conftest import START, build
from yosuga.custody.package.contents import BagInfo, Unsealed
from yosuga.custody.package.targets import FolderTarget, ZipTarget
from yosuga.custody.package.writer import write_package

kind, moment, place = sys.argv[1:]
case = build()

def stop(here):
    if here == moment:
        print("here", flush=True)
        sys.stdin.readline()

class Slow(BytesIO):
    def read(self, size=-1):
        chunk = super().read(3)
        stop("payload")
        return chunk

def seal(digest):
    stop("seal")
    return Unsealed("offline")

case.files[1] = replace(case.files[1], opener=lambda: Slow(b"text"))
target = FolderTarget(Path(place), name="P") if kind == "folder" else ZipTarget(Path(place), name="P", moment=START)
info = BagInfo(case="C-ABCDEFGH", number=1, moment=START, software="yosuga/0.1.0")
proof = case.proof
write_package(
    target, papers=(), contents=case.files, prove=lambda _: proof, extra=lambda _: [], info=info, seal=seal
)
"""


def start(kind: str, *, moment: str, place: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, kind, moment, str(place)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )


@pytest.mark.e2e
@pytest.mark.parametrize("kind", ["folder", "zip"])
@pytest.mark.parametrize("moment", ["payload", "seal"])
def test_only_a_marked_leftover_stays_when_the_writer_is_killed(tmp_path: Path, kind: str, moment: str) -> None:
    suffix = "" if kind == "folder" else ".zip"
    with start(kind, moment=moment, place=tmp_path) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"here\n"
        writer.kill()
    assert [path.name for path in tmp_path.iterdir()] == [f"P{suffix}{MARK}"]
    leftover = tmp_path / f"P{suffix}{MARK}"
    assert not (leftover / "tagmanifest-sha256.txt").exists() or moment == "seal"
    assert not zipfile.is_zipfile(leftover) if kind == "zip" else leftover.is_dir()


@pytest.mark.e2e
@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_the_same_writer_finishes_when_it_is_let(tmp_path: Path, kind: str) -> None:
    with start(kind, moment="seal", place=tmp_path) as writer:
        writer.communicate(b"\n")
    assert writer.returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["P" if kind == "folder" else "P.zip"]
