"""Has a stranger's picture opened in a child process with limits, and takes its facts and plain pixels from there."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from PIL import Image

import yosuga
from yosuga.detect.images.refusals import refusal

_ROOT = Path(yosuga.__file__).parent.parent
_BOOT = "import sys; sys.path.insert(0, sys.argv[1]); from yosuga.detect.images.opener import main; main()"
_SILENT_S, _CPU_S = 60.0, 45
_LARGEST_HEADER = 2**20
_LARGEST_PIXELS = 3 * 80_000_000


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture: upright, RGB. Its pixels times `scale` are those of the file's picture; `at` is in seconds."""

    picture: Image.Image
    scale: float
    at: float


@dataclass(frozen=True, slots=True)
class Facts:
    """What the file says of itself, its size in pixels, and what was noted at opening."""

    metadata: Mapping[str, object]
    width: int
    height: int
    warnings: tuple[str, ...]


class Opened:
    """A picture or film that is being opened: `facts` are there at once, `frames` come one after another.

    What breaks off later is a warning: what came before stands.
    """

    def __init__(self, child: "subprocess.Popen[bytes]") -> None:
        self._child = child
        self.warnings: list[str] = []
        header, _ = self._record()
        if refused := header.get("refused") or header.get("broken"):
            raise refusal(str(refused))
        self.facts = Facts(
            metadata=_mapping(header.get("metadata")),
            width=_number(header.get("width")),
            height=_number(header.get("height")),
            warnings=_words(header.get("warnings")),
        )

    def frames(self) -> Iterator[Frame]:
        """Yield the pictures."""
        while True:
            header, pixels = self._record()
            self.warnings += _words(header.get("warnings"))
            size = (_number(header.get("width")), _number(header.get("height")))
            if header.get("broken") or size[0] * size[1] * 3 != len(pixels):
                self.warnings.append("picture-damaged")
                return
            if header.get("over"):
                return
            if pixels:
                yield Frame(
                    Image.frombytes("RGB", size, pixels), scale=_share(header, "scale"), at=_share(header, "at")
                )

    def _record(self) -> tuple[dict[str, object], bytes]:
        """Return the next record; {"broken": code} where the child fell silent, died or answered nonsense."""
        stream = self._child.stdout
        if stream is None:
            return {"broken": "damaged"}, b""
        alarm = threading.Timer(_SILENT_S, self._child.kill)
        alarm.start()
        try:
            length = int.from_bytes(stream.read(4), "big")
            header: object = json.loads(stream.read(length)) if 0 < length <= _LARGEST_HEADER else None
            size = _number(header.get("bytes")) if isinstance(header, dict) else 0
            pixels = stream.read(size) if 0 < size <= _LARGEST_PIXELS else b""
        except ValueError:
            header, pixels = None, b""
        if alarm.finished.is_set():
            return {"broken": "took-too-long"}, b""
        alarm.cancel()
        if not isinstance(header, dict) or "ended" in header:
            return {"broken": "damaged"}, b""
        return header, pixels


@contextmanager
def opened(source: Path | bytes, *, most: int) -> Iterator[Opened]:
    """Open a file or its content; of an animation or film at most `most` frames. Raises PictureRefused, OSError."""
    arguments = [sys.executable, "-I", "-X", "utf8", "-c", _BOOT, str(_ROOT), str(_CPU_S), str(most)]
    with _given(source) as stream:
        given = subprocess.PIPE if stream is None else stream
        with subprocess.Popen(
            arguments, stdin=given, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={}
        ) as child:
            feeder = threading.Thread(target=_feed, args=(child, source if isinstance(source, bytes) else b""))
            feeder.start()
            try:
                yield Opened(child)
            finally:
                child.kill()
                feeder.join()


@contextmanager
def _given(source: Path | bytes) -> Iterator[BinaryIO | None]:
    if isinstance(source, bytes):
        yield None
        return
    with source.open("rb") as stream:
        yield stream


def _feed(child: "subprocess.Popen[bytes]", content: bytes) -> None:
    if child.stdin is None:
        return
    with suppress(OSError):  # the child ended first, or had enough
        child.stdin.write(content)
    with suppress(OSError):
        child.stdin.close()


def _mapping(value: object) -> Mapping[str, object]:
    return {str(key): one for key, one in value.items()} if isinstance(value, dict) else {}


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _share(header: dict[str, object], word: str) -> float:
    value = header.get(word, 1.0)
    return float(value) if isinstance(value, int | float) else 1.0


def _words(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list) else ()
