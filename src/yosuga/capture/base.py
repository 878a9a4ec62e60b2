"""What a picture of a page is: the order, the limits, the artefacts, the verdict."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import BinaryIO, Protocol


class Verdict(StrEnum):
    """How a capture ended. PARTIAL is kept and sealed; nothing half-written is ever called COMPLETE."""

    COMPLETE = "COMPLETE"
    PARTIAL = "PARTIAL"
    FAILED = "FAILED"


class Network(StrEnum):
    """Which addresses a capture may reach. OWN_MACHINES is for one's own devices and tests, and is recorded."""

    PUBLIC = "public"
    OWN_MACHINES = "own-machines"


class Role(StrEnum):
    """What a file is to the evidence: RAW as received, DERIVED from raw, VAULT never leaves the vault."""

    RAW = "raw"
    DERIVED = "derived"
    VAULT = "vault"


@dataclass(frozen=True, slots=True)
class Limits:
    """Budgets of one capture. Seconds are wall time, sizes bytes, heights CSS pixels.

    `memory_bytes` is what all of the browser's processes may hold together, about twice what the heaviest honest pages
    that were measured take; a page that makes them hold more is ended.
    """

    total_s: float = 90.0
    load_s: float = 30.0
    idle_s: float = 5.0
    idle_quiet_s: float = 0.15
    scroll_s: float = 15.0
    scroll_px: int = 60_000
    step_s: float = 20.0
    body_bytes: int = 64 * 2**20
    total_bytes: int = 384 * 2**20
    resources: int = 3_000
    memory_bytes: int = 2 * 2**30


@dataclass(frozen=True, slots=True)
class View:
    """How the page is looked at; recorded with the capture."""

    width: int = 1280
    height: int = 1600
    scale: float = 1.0
    locale: str = "ja-JP"
    languages: str = "ja,en-US;q=0.7,en;q=0.5"
    zone: str = "Asia/Tokyo"


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: one URL exactly as the person gave it, the policy, the limits."""

    url: str
    network: Network = Network.PUBLIC
    limits: Limits = field(default_factory=Limits)
    view: View = field(default_factory=View)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a capture is not COMPLETE: a code of `capture.reasons` and a technical detail."""

    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Artefact:
    """One file a capture leaves. `body` is seekable, has no name on disk, and is closed by whoever keeps it."""

    name: str
    role: Role
    media_type: str
    body: BinaryIO


@dataclass(frozen=True, slots=True)
class Shot:
    """The end of one capture, whatever the verdict. `facts` is what `capture.json` says, ready to print."""

    verdict: Verdict
    reasons: Sequence[Reason]
    artefacts: Sequence[Artefact]
    url: str
    final_url: str
    title: str
    platform: str
    started: datetime
    finished: datetime
    timings: Mapping[str, float]
    facts: Mapping[str, object]


Progress = Callable[[str], None]
ManyProgress = Callable[[int, str], None]


class Capturer(Protocol):
    """One way to take a picture of a page."""

    def capture(self, order: Order, *, progress: Progress) -> Shot:
        """Take the page. A page that misbehaves gives a Shot with its reasons; only a missing browser raises."""
        ...

    def capture_many(
        self, orders: Sequence[Order], *, at_once: int, progress: ManyProgress
    ) -> Iterator[tuple[int, Shot]]:
        """Yield `(place in orders, Shot)` as captures end, `at_once` of them side by side. Raises BrowserMissing."""
        ...
