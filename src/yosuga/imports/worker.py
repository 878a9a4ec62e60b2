"""The child process in which hostile files are taken apart: no files, no network, little memory, little time.

It runs in an interpreter of its own (`sandbox`). What it cannot read ends it; the parent records that as a fact.
"""

import importlib
import io
import json
import os
import sys
from collections.abc import Callable
from types import TracebackType
from typing import BinaryIO, cast

from yosuga.confining import confine
from yosuga.imports.findings import Findings, UnreadableError, to_json

Reader = Callable[[BinaryIO, str], Findings]

READERS = frozenset({"calls", "mail", "mhtml", "pdf", "picture", "recording", "talk", "wacz", "warc"})

LARGEST_PIPED = 256 * 2**20


def main() -> None:
    """Read standard input with the reader named in the arguments and write one line of JSON."""
    sys.excepthook = _say_what_ended_it
    name = os.environ.get("YOSUGA_IMPORT_NAME", "")
    reader = reader_named(sys.argv[2])
    body = _body()
    confine(cpu_s=int(sys.argv[3]), memory=int(sys.argv[4]))
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


def _say_what_ended_it(kind: type[BaseException], _: BaseException, __: TracebackType | None) -> None:
    # The class alone: a message could quote the person's file.
    sys.stdout.write(json.dumps({"ended": kind.__name__}))
    sys.stdout.flush()
