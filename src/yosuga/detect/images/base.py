"""The values of this room: boxes in a picture, what is written, shown and hidden in it, and what was found."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from yosuga.detect.base import Kind

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, order=True)
class Box:
    """A rectangle in pixels of the upright picture: left and top inside, right and bottom outside."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Pixels from left to right."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Pixels from top to bottom."""
        return self.bottom - self.top

    def around(self, other: "Box") -> "Box":
        """Return the smallest box that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def as_list(self) -> list[int]:
        """Return [left, top, right, bottom]."""
        return [self.left, self.top, self.right, self.bottom]


@dataclass(frozen=True, slots=True)
class Line:
    """One written line as it was read. `places` holds one box per character of `text`; `score` lies in 0..1.

    `angle` is the direction of writing in degrees, clockwise from the right; `upright` is false for a column that is
    read from top to bottom. `thickness` is the height of the line across its direction, in pixels.
    """

    text: str
    box: Box
    places: tuple[Box, ...]
    score: float
    thickness: float
    angle: float = 0.0
    upright: bool = True


@dataclass(frozen=True, slots=True)
class Face:
    """A face is seen here. Whose it is, is neither asked nor kept."""

    box: Box
    score: float


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code or barcode and what it says."""

    box: Box
    form: str
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """Personal data in a picture. `boxes` has one box per line it stands on; empty where the file itself says it.

    `where` is "text", "code" or "metadata"; `text` is as it was read.
    """

    kind: Kind
    text: str
    score: float
    cue: str
    where: str
    boxes: tuple[Box, ...] = ()

    @property
    def box(self) -> Box | None:
        """The box around all parts, or None."""
        whole = self.boxes[0] if self.boxes else None
        for other in self.boxes[1:]:
            whole = whole.around(other) if whole else other
        return whole


@dataclass(frozen=True, slots=True)
class Looked:
    """What a picture gives away. The first answer has no lines yet and `complete` is false.

    `metadata` maps a word ("location", "device", "owner", "taken", "serial", "software", "text", "thumbnail") to
    what the file says. `warnings` are codes: "picture-damaged" (read as far as it goes), "too-many-pixels" (only the
    metadata was read), "first-part-only" (not all of a very long page or film was read), "see-through" (something is
    drawn under what is transparent; it was not read).
    """

    width: int
    height: int
    metadata: Mapping[str, object] = field(default_factory=dict)
    codes: tuple[Code, ...] = ()
    faces: tuple[Face, ...] = ()
    lines: tuple[Line, ...] = ()
    findings: tuple[Found, ...] = ()
    warnings: tuple[str, ...] = ()
    complete: bool = False
