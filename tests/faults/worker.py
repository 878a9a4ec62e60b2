"""The process that faults fall on: it is warm before it starts, forks one child an act, and waits for the word to go.

Requests come as JSON lines on standard input, answers leave on standard output. A child begins when strace has been
attached, so system calls are counted from the act's first one. What it acknowledges, and how it ended, comes over a
socket: a full disk does not silence it.
"""

import ctypes
import json
import os
import socket
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import django

django.setup()

from django.db import connection  # noqa: E402 - Django first

from tests.faults import acts, judging, mistakes, scene  # noqa: E402
from tests.faults.scene import Scene  # noqa: E402
from yosuga.errors import YosugaError  # noqa: E402

_SET_PTRACER, _ANYONE = 0x59616D61, ctypes.c_ulong(-1)
DONE = b"done\n"
Tell = Callable[[object], None]


def serve() -> None:
    """Answer requests until there are no more."""
    for line in sys.stdin:
        request: dict[str, str] = json.loads(line)
        sys.stdout.write(json.dumps(ANSWERS[request.pop("do")](**request)) + "\n")
        sys.stdout.flush()


def build(root: str) -> object:
    """Make the scene in a child, so that this process never has a database open when it forks."""

    def work(tell: Tell) -> None:
        scene.build(Path(root))
        tell(root)

    return _in_child(work)


def warm(root: str, act: str) -> object:
    """Do an act once in this process: what it imports is then loaded in every child."""
    found = scene.load(Path(root))
    acts.make_ready(act, found)
    acts.WARMING[act](found, lambda: None)
    connection.close()
    return {"told": act}


def start(root: str, act: str, mistake: str) -> object:
    """Fork the child that will do the act; answer with its number once it waits."""
    found = scene.load(Path(root))
    acts.make_ready(act, found)
    gate, child = socket.socketpair()
    number = os.fork()
    if number == 0:
        gate.close()
        ctypes.CDLL(None).prctl(_SET_PTRACER, _ANYONE, 0, 0, 0)
        _perform(found, act, mistake=mistake, line=child)
    child.close()
    _waiting[number] = gate
    return {"told": number}


_waiting: dict[int, socket.socket] = {}


def go(pid: str) -> object:
    """Let the child begin, wait for its end, and answer what it said and how it ended."""
    with _waiting.pop(int(pid)) as gate:
        with suppress(BrokenPipeError):  # it may be killed while it waits
            gate.send(b"go")
        _, status = os.waitpid(int(pid), 0)
        said = b""
        with suppress(ConnectionResetError):
            while chunk := gate.recv(65536):
                said += chunk
    done = said.startswith(DONE)
    ended = {"code": os.waitstatus_to_exitcode(status), "acknowledged": done, "ended": said.removeprefix(DONE).decode()}
    return {"told": ended}


def judge(root: str, act: str, acknowledged: str) -> object:
    """Look at what is there now with the eyes of a process that knows nothing of the fault."""
    found = scene.load(Path(root))
    return _in_child(lambda tell: tell(judging.violations(act, found, acknowledged=bool(acknowledged))))


def examine(root: str) -> object:
    """Open and check a vault in which something may have been altered."""
    found = scene.load(Path(root))
    return _in_child(lambda tell: tell(judging.reports(found)))


def _perform(found: Scene, act: str, *, mistake: str, line: socket.socket) -> None:
    """Do the act, say how it ended, and end without Python's own good-byes."""
    line.recv(2)
    try:
        mistakes.plant(mistake)
        acts.ACTS[act](found, lambda: _say(line, DONE))
        _say(line, b"well")
    except YosugaError as error:
        _say(line, f"told: {error}".encode())
    except BaseException:  # noqa: BLE001  # whatever it is, the test must read it
        _say(line, traceback.format_exc().encode())
    os._exit(0)


def _say(line: socket.socket, word: bytes) -> None:
    line.sendall(word)


def _in_child(work: Callable[[Tell], None]) -> object:
    """Do something in a child and answer what it told, or how it broke."""
    reading, writing = os.pipe()
    number = os.fork()
    if number == 0:
        os.close(reading)
        answer: dict[str, object] = {}
        try:
            work(lambda told: answer.update(told=told))
        except BaseException:  # noqa: BLE001  # whatever it is, the test must read it
            answer["broke"] = traceback.format_exc()
        with os.fdopen(writing, "w") as out:
            json.dump(answer, out)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as come:
        said = come.read()
    os.waitpid(number, 0)
    return json.loads(said)


ANSWERS: dict[str, Callable[..., object]] = {
    "build": build,
    "warm": warm,
    "start": start,
    "go": go,
    "judge": judge,
    "examine": examine,
}

if __name__ == "__main__":
    serve()
