"""Runs a reader of hostile bytes in a child process with limits; whatever happens there is an answer here."""

import contextlib
import io
import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import yosuga
from yosuga.imports.findings import Findings, from_json

_ROOT = Path(yosuga.__file__).parent.parent
_BOOT = "import sys; sys.path.insert(0, sys.argv[1]); from yosuga.imports.worker import main; main()"


@dataclass(frozen=True, slots=True)
class Limits:
    """Budget of one reading: wall and CPU seconds, bytes of address space, bytes of answer."""

    wall_s: float = 60.0
    cpu_s: int = 45
    memory: int = 2 * 2**30
    answer: int = 32 * 2**20


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there are no findings: a code of `imports.words` and a technical detail without personal data."""

    code: str
    detail: str = ""


def run(body: BinaryIO, *, reader: str, name: str, limits: Limits | None = None) -> Findings | Failure:
    """Read a seekable `body` with one of `worker.READERS` in a child process. The body's position is kept.

    A file open for reading is handed over as it is; other streams are piped (the child keeps at most 256 MiB). No
    plaintext touches the disk. `name` is the file's name; it goes by environment, because arguments are public.
    """
    held = limits or Limits()
    given = _descriptor(body)
    arguments = [sys.executable, "-I", "-X", "utf8", "-c", _BOOT, str(_ROOT), reader, str(held.cpu_s), str(held.memory)]
    at = os.lseek(given, 0, os.SEEK_CUR) if given is not None else body.tell()
    try:
        with subprocess.Popen(
            arguments,
            stdin=subprocess.PIPE if given is None else given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(name),
        ) as child:
            return _converse(child, body=body, limits=held)
    finally:
        if given is not None:
            os.lseek(given, at, os.SEEK_SET)  # the child moved the place we share with it
        else:
            body.seek(at)


def _converse(child: "subprocess.Popen[bytes]", *, body: BinaryIO, limits: Limits) -> Findings | Failure:
    answers: list[bytes] = []
    alarm = threading.Timer(limits.wall_s, child.kill)
    listener = threading.Thread(target=_listen, args=(child, limits.answer, answers))
    alarm.start()
    listener.start()
    try:
        _feed(child, body)  # in this thread: a store that fails to read must be heard of
        listener.join()
        status = child.wait()
        timed_out = alarm.finished.is_set()
    finally:
        alarm.cancel()
        child.kill()
        listener.join()
    if timed_out:
        return Failure("took-too-long")
    answer = b"".join(answers)
    if len(answer) > limits.answer:
        return Failure("could-not-read", "answer too large")
    return _understood(answer, status=status)


def _listen(child: "subprocess.Popen[bytes]", most: int, answers: list[bytes]) -> None:
    if child.stdout:
        answers.append(child.stdout.read(most + 1))
    child.kill()  # it has said all it may say; one that closed its output and runs on is not waited for


def _understood(answer: bytes, *, status: int) -> Findings | Failure:
    if not answer:
        return Failure("could-not-read", f"exit {status}")
    try:
        document = json.loads(answer)
        if isinstance(document, dict) and isinstance(document.get("unreadable"), str):
            return Failure(document["unreadable"])
        if isinstance(document, dict) and isinstance(document.get("ended"), str):
            return Failure("could-not-read", document["ended"])
        return from_json(answer)
    except (ValueError, RecursionError, TypeError) as error:
        return Failure("could-not-read", f"answer: {type(error).__name__}")


def _feed(child: "subprocess.Popen[bytes]", body: BinaryIO) -> None:
    pipe = child.stdin
    if pipe is None:
        return
    body.seek(0)
    with contextlib.suppress(BrokenPipeError):  # the child ended first, or had enough
        while chunk := body.read(2**20):
            pipe.write(chunk)
    with contextlib.suppress(BrokenPipeError):
        pipe.close()


def _descriptor(body: BinaryIO) -> int | None:
    """Return the descriptor of a file that is open for reading only; anything else may not be what lies on disk."""
    raw: object = body.raw if isinstance(body, io.BufferedReader) else body
    if isinstance(raw, io.FileIO) and raw.mode == "rb" and raw.seekable():
        return raw.fileno()
    return None


def _environment(name: str) -> dict[str, str]:
    kept = {key: os.environ[key] for key in ("SYSTEMROOT", "TZDIR") if key in os.environ}
    return {**kept, "YOSUGA_IMPORT_NAME": name.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")}
