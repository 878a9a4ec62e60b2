"""Has a stranger's picture opened in a child process with limits, and takes its facts and plain pixels from there."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from yosuga.detect import apart
from yosuga.detect.images.refusals import refusal

_CPU_S = 45
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

    def __init__(self, child: apart.Child) -> None:
        self._child = child
        self.warnings: list[str] = []
        header, _ = child.record()
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
            header, pixels = self._child.record()
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


@contextmanager
def opened(source: Path | bytes, *, most: int) -> Iterator[Opened]:
    """Open a file or its content; of an animation or film at most `most` frames. Raises PictureRefused, OSError."""
    with apart.opened("yosuga.detect.images.opener", _CPU_S, most, source=source, most=_LARGEST_PIXELS) as child:
        yield Opened(child)


def _mapping(value: object) -> Mapping[str, object]:
    return {str(key): one for key, one in value.items()} if isinstance(value, dict) else {}


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _share(header: dict[str, object], word: str) -> float:
    value = header.get(word, 1.0)
    return float(value) if isinstance(value, int | float) else 1.0


def _words(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list) else ()
