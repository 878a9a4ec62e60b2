"""Runs the verifier on a package in a process of its own, with which this one shares no code and no key."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import BinaryIO

from yosuga.errors import BadFile

MOST_S = 300
_BUFFER = 1 << 20
_BOOT = "import sys; sys.path.insert(0, sys.argv.pop(1)); from yosuga_verifier.cli import main; sys.exit(main())"
_VERDICTS = {0, 1, 2}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the verifier said: `code` is fine, open or broken; the sentences stand in both languages."""

    code: str
    case: str
    findings: Sequence[Mapping[str, str]]
    items: Sequence[Mapping[str, object]]
    caveat: Mapping[str, str]


def verify_upload(body: BinaryIO, *, key: str) -> Verdict:
    """Verify a package that was handed in. It lies in memory where the system has such a folder, and is gone after."""
    with _placed(body) as path:
        return verify(path, key=key)


def verify(path: Path, *, key: str) -> Verdict:
    """Verify a package in a folder or a ZIP. `key` is the maker's key, if it came by another way. Raises BadFile."""
    with as_file(files("yosuga_verifier")) as package:
        command = [sys.executable, "-I", "-X", "utf8", "-c", _BOOT, str(package.parent), "--json"]
        command += ["--key", key] if key else []
        try:
            ran = subprocess.run(
                [*command, "--", str(path)], capture_output=True, check=False, timeout=MOST_S, env=_environment()
            )
        except subprocess.TimeoutExpired as error:
            raise BadFile("the check took too long") from error
    if ran.returncode not in _VERDICTS:
        raise BadFile(f"verifier exit {ran.returncode}")
    return _verdict(ran.stdout)


def _verdict(said: bytes) -> Verdict:
    told = json.loads(said)
    return Verdict(
        code=str(told["verdict"]),
        case=str(told["case"]),
        findings=[
            {key: str(one[key]) for key in ("severity", "ja", "en", "subject", "item")} for one in told["findings"]
        ],
        items=[{"id": str(one["id"]), "verdict": str(one["verdict"])} for one in told["items"]],
        caveat={key: str(told["caveat"][key]) for key in ("ja", "en")},
    )


@contextmanager
def _placed(body: BinaryIO) -> Iterator[Path]:
    """Give a body a path for the length of the block: the verifier reads a real file, and follows no link to one."""
    memory = Path("/dev/shm")  # noqa: S108 - memory on Linux: no disk sees the package
    folder = tempfile.mkdtemp(prefix="memo-", dir=memory if os.access(memory, os.W_OK) else None)
    path = Path(folder) / "package.zip"
    try:
        body.seek(0)
        with path.open("xb") as out:
            shutil.copyfileobj(body, out, _BUFFER)
        yield path
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _environment() -> dict[str, str]:
    return {key: os.environ[key] for key in ("SYSTEMROOT", "PATH", "TMPDIR", "TZDIR") if key in os.environ}
