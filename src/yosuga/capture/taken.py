"""What one capture has taken so far; complete or not, it is what there is."""

from dataclasses import dataclass, field

from yosuga.capture.base import Reason
from yosuga.capture.browser.fetching import File
from yosuga.capture.browser.loading import Arrival
from yosuga.capture.browser.page import Look
from yosuga.capture.browser.pictures import Size
from yosuga.capture.browser.scrolling import Way


@dataclass(slots=True)
class Taken:
    """What a course took so far; complete or not, it is what there is."""

    early: bytes = b""
    first: Look = field(default_factory=Look)
    before: Look = field(default_factory=Look)
    last: Look = field(default_factory=Look)
    after: Look = field(default_factory=Look)
    pieces: list[bytes] = field(default_factory=list)
    size: Size = field(default_factory=lambda: Size(width=0, height=0))
    pdf: bytes = b""
    mhtml: bytes = b""
    dom: bytes = b""
    post: str = ""
    way: Way = field(default_factory=Way)
    arrival: Arrival = field(default_factory=Arrival)
    certificates: dict[str, list[str]] = field(default_factory=dict)
    media: list[File] = field(default_factory=list)
    favicon: File | None = None
    reasons: list[Reason] = field(default_factory=list)
    timings: dict[str, float] = field(default_factory=dict)
    idle: bool = False
    settled_on: int = 0
    stopped_scripts: int = 0
