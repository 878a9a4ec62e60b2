"""Draws the pages of a PDF that anybody may have made: in a child process with limits, from memory into memory."""

import os
import struct
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import yosuga
from yosuga.confining import confine
from yosuga.errors import BadFile

_ROOT = Path(yosuga.__file__).parent.parent
_BOOT = "import sys; sys.path.insert(0, sys.argv[1]); from yosuga.documents.paper_pictures import main; main()"
_MOST_BYTES = 128 * 2**20
_MOST_ANSWER = 64 * 2**20
_MEMORY = 2 * 2**30  # of address space; threads reserve much of it and use little
_CPU_S, _WALL_S = 40, 45.0
_PIECE = 2**20
_PPI = 120  # A4 becomes 992 by 1403 pixels
# The page is drawn into an A4 sheet, whatever size it claims: the picture's size is known beforehand.
_SHEET = """#set page(paper: "a4", margin: 0pt)
#image("0", format: "pdf", page: {page}, width: 100%, height: 100%, fit: "contain")"""


def can_draw() -> bool:
    """Say whether this system can: the file must be named to the typesetter without lying on a disk."""
    return hasattr(os, "memfd_create") and Path("/proc/self/fd").is_dir()


def drawn(body: BinaryIO, *, first: int, most: int) -> Sequence[bytes]:
    """Return pages `first` … `first + most - 1` (from 1) as PNG, as many as there are. Raises BadFile."""
    if not can_draw():
        raise BadFile("no pages are drawn on this system")
    memory = os.memfd_create("yosuga", os.MFD_CLOEXEC)
    try:
        _copy(body, memory)
        return _asked(memory, first=first, most=most)
    finally:
        os.close(memory)


def _copy(body: BinaryIO, memory: int) -> None:
    body.seek(0)
    left = _MOST_BYTES
    while piece := body.read(_PIECE):
        left -= len(piece)
        if left < 0:
            raise BadFile("too large")
        while piece:
            piece = piece[os.write(memory, piece) :]


def _asked(memory: int, *, first: int, most: int) -> Sequence[bytes]:
    command = [sys.executable, "-I", "-X", "utf8", "-c", _BOOT, str(_ROOT), str(first), str(most)]
    with subprocess.Popen(command, stdin=memory, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={}) as child:
        alarm = threading.Timer(_WALL_S, child.kill)
        alarm.start()
        try:
            answer = child.stdout.read(_MOST_ANSWER + 1) if child.stdout else b""
        finally:
            alarm.cancel()
            child.kill()
    pictures = _pictures(answer)
    if len(answer) > _MOST_ANSWER or not pictures:
        raise BadFile("no page could be drawn")
    return pictures[:most]


def _pictures(answer: bytes) -> list[bytes]:
    """Return the whole pictures of an answer; one that broke off is none."""
    found, at = [], 0
    while at + 4 <= len(answer):
        size = struct.unpack_from(">I", answer, at)[0]
        if at + 4 + size > len(answer):
            break
        found.append(answer[at + 4 : at + 4 + size])
        at += 4 + size
    return found


def main() -> None:
    """Draw the pages of the PDF that is standard input and write each with its length before it."""
    first, most = int(sys.argv[2]), int(sys.argv[3])
    confine(memory=_MEMORY, cpu_s=_CPU_S, open_files=64)
    from typst import Compiler, TypstError

    out = sys.stdout.buffer
    for page in range(first, first + most):
        source = _SHEET.format(page=page).encode("ascii")
        try:
            picture = Compiler(input=source, root="/proc/self/fd", ignore_system_fonts=True).compile(
                format="png", ppi=_PPI
            )
        except TypstError:
            break  # there is no such page, or nobody can draw it
        if isinstance(picture, bytes):
            out.write(struct.pack(">I", len(picture)) + picture)
            out.flush()
    os._exit(0)
