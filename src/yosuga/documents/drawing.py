"""Draws small pictures of pictures that anybody may have made: in one child process with limits, kept for the next.

A list shows twenty of them, and starting a process for each would take two seconds. A picture that ends the child, or
keeps it for too long, is not shown; the next one gets a new child. Bytes go through pipes and touch no disk.
"""

import os
import struct
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import yosuga
from yosuga.confining import confine

_ROOT = Path(yosuga.__file__).parent.parent
_BOOT = "import sys; sys.path.insert(0, sys.argv[1]); from yosuga.documents.drawing import main; main()"
_WISH = struct.Struct(">HHBI")  # width, height, veiled, bytes of the picture
_SIZE = struct.Struct(">I")
_MOST_BYTES = 96 * 2**20
_MOST_ANSWER = 4 * 2**20
_MEMORY = 2**30  # of address space
_WALL_S = 20.0
_QUALITY = 60
_VEIL = (12, 16)  # so few pixels that nothing is told but light and dark
# The forms people have. What else the library could open (EPS, PSD …) is never given to it here.
_OPENINGS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"RIFF")


@dataclass(slots=True)
class Drawer:
    """The child process and the way to speak to it; several threads may ask, one at a time is answered."""

    _child: "subprocess.Popen[bytes] | None" = None
    _door: threading.Lock = field(default_factory=threading.Lock)

    def drawn(self, content: bytes, *, width: int, height: int, veiled: bool) -> bytes:
        """Return the top of a picture as a JPEG of at most `width` x `height` pixels; empty where none can be shown.

        `veiled` blurs it until it tells nothing but light and dark.
        """
        if not content.startswith(_OPENINGS) or len(content) > _MOST_BYTES:
            return b""
        with self._door:
            child = self._ready()
            alarm = threading.Timer(_WALL_S, child.kill)
            alarm.start()
            try:
                answer = _asked(child, _WISH.pack(width, height, veiled, len(content)), content)
            finally:
                alarm.cancel()
            if answer is None:
                self._end()
            return answer or b""

    def close(self) -> None:
        """End the child."""
        with self._door:
            self._end()

    def _ready(self) -> "subprocess.Popen[bytes]":
        if self._child is None or self._child.poll() is not None:
            self._end()
            self._child = subprocess.Popen(
                [sys.executable, "-I", "-X", "utf8", "-c", _BOOT, str(_ROOT)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={key: os.environ[key] for key in ("SYSTEMROOT",) if key in os.environ},
            )
        return self._child

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.communicate()


def _asked(child: "subprocess.Popen[bytes]", wish: bytes, content: bytes) -> bytes | None:
    """Return the child's answer, None when it has ended or says more than an answer may."""
    if child.stdin is None or child.stdout is None:
        return None
    try:
        child.stdin.write(wish)
        child.stdin.write(content)
        child.stdin.flush()
    except BrokenPipeError:
        return None
    head = child.stdout.read(_SIZE.size)
    if len(head) < _SIZE.size or _SIZE.unpack(head)[0] > _MOST_ANSWER:
        return None
    size = _SIZE.unpack(head)[0]
    answer = child.stdout.read(size)
    return answer if len(answer) == size else None


def main() -> None:
    """Answer wishes from standard input until it ends."""
    from PIL import Image

    _ = Image.init()  # its readers are loaded before the limits close the door on them
    confine(memory=_MEMORY, open_files=16)
    wishes, answers = sys.stdin.buffer, sys.stdout.buffer
    while len(head := wishes.read(_WISH.size)) == _WISH.size:
        width, height, veiled, size = _WISH.unpack(head)
        picture = _small(BytesIO(wishes.read(size)), width=width, height=height, veiled=bool(veiled))
        answers.write(_SIZE.pack(len(picture)) + picture)
        answers.flush()


def _small(picture: BinaryIO, *, width: int, height: int, veiled: bool) -> bytes:
    from PIL import Image, ImageFilter

    from yosuga.documents.thumbnails import as_jpeg, top_of

    try:
        drawn = top_of(picture, width=width, height=height)
    except MemoryError:
        return b""
    if drawn is None:
        return b""
    if veiled:
        seen = drawn.size
        drawn = drawn.resize(_VEIL, Image.Resampling.BOX).resize(seen, Image.Resampling.BICUBIC)
        drawn = drawn.filter(ImageFilter.GaussianBlur(12))
    return as_jpeg(drawn, quality=_QUALITY)
