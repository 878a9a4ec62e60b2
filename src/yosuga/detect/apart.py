"""Opens a stranger's file apart, in a child process of ours with limits, and takes its answer record by record."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import yosuga
from yosuga.detect.records import Record

_ROOT = Path(yosuga.__file__).parent.parent
_SILENT_S = 60.0
_LARGEST_HEADER = 2**20


@dataclass(frozen=True, slots=True)
class Child:
    """A child process that opens a file; its records come one after another, none with more than `most` bytes."""

    process: "subprocess.Popen[bytes]"
    most: int

    def record(self) -> Record:
        """Return the next record; {"broken": code} where the child fell silent, died or answered nonsense."""
        stream = self.process.stdout
        if stream is None:
            return {"broken": "damaged"}, b""
        alarm = threading.Timer(_SILENT_S, self.process.kill)
        alarm.start()
        try:
            length = int.from_bytes(stream.read(4), "big")
            header: object = json.loads(stream.read(length)) if 0 < length <= _LARGEST_HEADER else None
            size = header.get("bytes") if isinstance(header, dict) else None
            body = stream.read(size) if isinstance(size, int) and 0 < size <= self.most else b""
        except ValueError:
            header, body = None, b""
        if alarm.finished.is_set():
            return {"broken": "took-too-long"}, b""
        alarm.cancel()
        if not isinstance(header, dict) or "ended" in header:
            return {"broken": "damaged"}, b""
        return header, body


@contextmanager
def opened(module: str, *arguments: int, source: Path | bytes, most: int) -> Iterator[Child]:
    """Run `main` of a module of ours over a file or its content. Its arguments: (code), source folder, `arguments`.

    Raises OSError where the file cannot be opened.
    """
    boot = f"import sys; sys.path.insert(0, sys.argv[1]); from {module} import main; main()"
    command = [sys.executable, "-I", "-X", "utf8", "-c", boot, str(_ROOT), *map(str, arguments)]
    with _given(source) as stream:
        given = subprocess.PIPE if stream is None else stream
        with subprocess.Popen(
            command, stdin=given, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={}
        ) as process:
            feeder = threading.Thread(target=_feed, args=(process, source if isinstance(source, bytes) else b""))
            feeder.start()
            try:
                yield Child(process, most)
            finally:
                process.kill()
                feeder.join()


@contextmanager
def _given(source: Path | bytes) -> Iterator[BinaryIO | None]:
    if isinstance(source, bytes):
        yield None
        return
    with source.open("rb") as stream:
        yield stream


def _feed(process: "subprocess.Popen[bytes]", content: bytes) -> None:
    if process.stdin is None:
        return
    with suppress(OSError):  # the child ended first, or had enough
        process.stdin.write(content)
    with suppress(OSError):
        process.stdin.close()
