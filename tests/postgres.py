"""A real PostgreSQL for a test: the system's binaries, an unprivileged user, a socket in a folder, no network."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NOBODY = "nobody"  # PostgreSQL refuses to run as root
_READY_S = 20.0


class PostgresMissingError(RuntimeError):
    """There is no PostgreSQL server on this machine: the test fails, because it cannot be skipped honestly."""


@contextmanager
def running() -> Iterator[str]:
    """Start a fresh cluster and yield its socket folder; the user and the database are both `yosuga`."""
    binaries = _binaries()
    folder = Path(tempfile.mkdtemp(prefix="yosuga-pg-", dir="/tmp"))  # a socket's path must be short
    owner = _NOBODY if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    if owner == _NOBODY:
        shutil.chown(folder, user=_NOBODY)
    try:
        _run([str(binaries / "initdb"), "-D", f"{folder}/data", "-U", "yosuga", "-A", "trust", "-E", "UTF8"], owner)
        command = [str(binaries / "postgres"), "-D", f"{folder}/data", "-k", str(folder), "-c", "listen_addresses="]
        with subprocess.Popen(command, user=owner, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as server:
            try:
                _wait(binaries, folder, owner)
                _run([str(binaries / "createdb"), "-h", str(folder), "-U", "yosuga", "yosuga"], owner)
                yield str(folder)
            finally:
                server.send_signal(signal.SIGINT)  # fast: it does not wait for clients that are still connected
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parent.parent.name))
    if found:
        return found[-1].parent
    initdb = shutil.which("initdb")
    if initdb is None:
        raise PostgresMissingError("apt-get install postgresql")
    return Path(initdb).parent


def _run(command: list[str], owner: str) -> None:
    subprocess.run(command, user=owner, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd="/")


def _wait(binaries: Path, folder: Path, owner: str) -> None:
    until = time.monotonic() + _READY_S
    command = [str(binaries / "pg_isready"), "-q", "-h", str(folder), "-U", "yosuga"]
    while subprocess.run(command, user=owner, check=False, cwd="/").returncode != 0:
        if time.monotonic() > until:
            raise TimeoutError("PostgreSQL did not start")
        time.sleep(0.05)
