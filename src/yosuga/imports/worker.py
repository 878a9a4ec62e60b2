"""The child process in which hostile files are taken apart: no files, no network, little memory, little time.

It runs in an interpreter of its own (`sandbox`). What it cannot read ends it; the parent records that as a fact.
"""

import contextlib
import importlib
import io
import json
import os
import sys
from collections.abc import Callable
from types import TracebackType
from typing import BinaryIO, cast

from yosuga.imports.findings import Findings, UnreadableError, to_json

Reader = Callable[[BinaryIO, str], Findings]

READERS = frozenset({"calls", "mail", "mhtml", "pdf", "picture", "recording", "talk", "wacz", "warc"})

LARGEST_PIPED = 256 * 2**20

# Doors that no reader needs. Python's own audit events close them for Python code; the limits below hold for all code.
_CLOSED = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile",
    "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown",
    "shutil.", "ftplib.", "http.client.", "urllib.", "smtplib.", "webbrowser.", "ctypes.dlopen",
)  # fmt: skip


def main() -> None:
    """Read standard input with the reader named in the arguments and write one line of JSON."""
    sys.excepthook = _say_what_ended_it
    name = os.environ.get("YOSUGA_IMPORT_NAME", "")
    reader = reader_named(sys.argv[2])
    body = _body()
    _confine(cpu_s=int(sys.argv[3]), memory=int(sys.argv[4]))
    try:
        answer = to_json(reader(body, name))
    except UnreadableError as error:
        answer = json.dumps({"unreadable": error.args[0]}).encode("ascii")
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    os._exit(0)  # threads of a media library must not hold up the end


def reader_named(word: str) -> Reader:
    """Return the reader of one kind of file. Only the kind that is needed is loaded."""
    if word not in READERS:
        raise ValueError(f"no reader {word!r}")
    return cast("Reader", importlib.import_module(f"yosuga.imports.{word}").read)


def _body() -> BinaryIO:
    if sys.stdin.seekable():
        os.lseek(0, 0, os.SEEK_SET)
        return open(0, "rb", closefd=False)
    content = sys.stdin.buffer.read(LARGEST_PIPED + 1)
    if len(content) > LARGEST_PIPED:
        sys.stdout.write(json.dumps({"unreadable": "too-large-to-read"}))
        sys.stdout.flush()
        os._exit(0)
    return io.BytesIO(content)


def _confine(*, cpu_s: int, memory: int) -> None:
    sys.addaudithook(_refuse)
    if sys.platform == "win32":
        return  # no such limits there: time and output are still bounded from outside
    import resource

    limits = {
        resource.RLIMIT_CPU: cpu_s,
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 32,
    }
    for which, most in limits.items():
        _, hard = resource.getrlimit(which)
        most_allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with contextlib.suppress(ValueError, OSError):  # macOS does not know every limit; the others still hold
            resource.setrlimit(which, (most_allowed, most_allowed))


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event.startswith(_CLOSED):
        raise PermissionError(event)
    if event == "open" and len(arguments) > 1 and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        raise PermissionError(event)


def _say_what_ended_it(kind: type[BaseException], _: BaseException, __: TracebackType | None) -> None:
    # The class alone: a message could quote the person's file.
    sys.stdout.write(json.dumps({"ended": kind.__name__}))
    sys.stdout.flush()
