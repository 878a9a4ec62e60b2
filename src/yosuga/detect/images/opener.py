"""The child process in which a stranger's picture or film is opened; it answers with facts and with plain pixels.

The answer on standard output is a row of records (`detect.records`), their bytes being pixels (RGB, rows from the top).
The first record holds what the file says of itself.
"""

import io
import os
import sys
from collections.abc import Iterator
from types import TracebackType
from typing import BinaryIO

from yosuga.confining import confine
from yosuga.detect.images import kinds
from yosuga.detect.records import Record, write

_MEMORY = 1_300 * 2**20
LARGEST_PIPED = 256 * 2**20


def main() -> None:
    """Open what lies on standard input. Arguments: (code), source folder, CPU seconds, most frames."""
    sys.excepthook = _say_what_ended_it
    body, head = _body()
    records = _records(head, body, most=int(sys.argv[3]))
    confine(memory=_MEMORY, cpu_s=int(sys.argv[2]))
    for header, pixels in records:
        write(header, pixels)
    write({"over": True}, b"")
    os._exit(0)  # threads of a media library must not hold up the end


def _records(head: bytes, body: BinaryIO, *, most: int) -> Iterator[Record]:
    """Choose who opens it, and load only that."""
    form, film = kinds.picture_of(head), kinds.film_of(head)
    if form:
        from yosuga.detect.images import picture

        picture.prepare(form)
        return picture.records(body, form=form, most=most)
    if film:
        from yosuga.detect.images import frames

        return frames.records(body, container=film, most=most)
    return iter([({"refused": kinds.refusal_of(head)}, b"")])


def _body() -> tuple[BinaryIO, bytes]:
    if sys.stdin.seekable():
        os.lseek(0, 0, os.SEEK_SET)
        stream: BinaryIO = open(0, "rb", closefd=False)  # noqa: SIM115 - the process ends with it
    else:
        stream = io.BytesIO(sys.stdin.buffer.read(LARGEST_PIPED))
    head = stream.read(kinds.HEAD)
    stream.seek(0)
    return stream, head


def _say_what_ended_it(kind: type[BaseException], _: BaseException, __: TracebackType | None) -> None:
    # The class alone: a message could quote the person's file.
    write({"ended": kind.__name__}, b"")
