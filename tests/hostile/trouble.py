"""One class of trouble: the pages that make it, and how a capture of them must end."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from tests.hostile.wire import Answer
from yosuga.capture.base import Limits, Network, Shot, Verdict

COMPLETE = frozenset({Verdict.COMPLETE})
PARTIAL = frozenset({Verdict.PARTIAL})
FAILED = frozenset({Verdict.FAILED})
KEPT = COMPLETE | PARTIAL
LESS = PARTIAL | FAILED
ANY = KEPT | FAILED

# Short budgets, so that the whole site is captured in minutes; what is bounded is bounded by the same code.
QUICK = Limits(total_s=30.0, load_s=6.0, idle_s=3.0, scroll_s=4.0, step_s=8.0)

# The public name of the site in PUBLIC mode, and names that lead inside (documentation names, RFC 2606).
PUBLIC_ADDRESS = "93.184.215.14"
NAMES: Mapping[str, Sequence[Sequence[str]]] = {
    "public.example": [[PUBLIC_ADDRESS]],
    "cdn.example": [[PUBLIC_ADDRESS]],
    "rebind.example": [[PUBLIC_ADDRESS], ["127.0.0.1"]],
    "both.example": [[PUBLIC_ADDRESS, "127.0.0.1"]],
    "inside.example": [["10.0.0.5"]],
    "metadata.example": [["169.254.169.254"]],
    "nat64.example": [["64:ff9b::7f00:1"]],
    "v6.example": [["fd00::1"]],
}

Check = Callable[[Shot], None]


@dataclass(frozen=True, slots=True)
class Trouble:
    """`url` may name `{http}`, `{inside}` and the TLS ports; `reasons` are codes, `a|b` where either is right.

    `wall_s` and `memory_mb` bound the capture (the browser's tree, proportional set size). `refused` are hosts that
    the guard may have been asked for in vain.
    """

    name: str
    verdicts: frozenset[Verdict]
    url: str = ""
    pages: Mapping[str, Answer] = field(default_factory=dict)
    reasons: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    network: Network = Network.OWN_MACHINES
    limits: Limits = QUICK
    wall_s: float = 25.0
    memory_mb: int = 800
    refused: frozenset[str] = frozenset()
    check: Check | None = None

    @property
    def address(self) -> str:
        """Where the capture is sent."""
        return self.url or f"http://site.localhost:{{http}}/{self.name}/"
