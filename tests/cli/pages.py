"""A capturer for tests of the door: it opens no browser and ends as its table says."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO

from yosuga.capture.base import Artefact, ManyProgress, Order, Progress, Reason, Role, Shot, Verdict
from yosuga.clock import SystemClock

WHOLE, PART, GONE = "https://example.com/whole", "https://example.com/part", "https://example.com/gone"
ENDS: Mapping[str, tuple[Verdict, tuple[Reason, ...]]] = {
    WHOLE: (Verdict.COMPLETE, ()),
    PART: (Verdict.PARTIAL, (Reason("deleted", "404"), Reason("resource-failed", "x"), Reason("resource-failed", "y"))),
    GONE: (Verdict.FAILED, (Reason("unreachable"),)),
}


@dataclass(slots=True)
class Taking:
    """Captures under way."""

    taken: Iterator[tuple[int, Shot]]

    def results(self) -> Iterator[tuple[int, Shot]]:
        return self.taken

    def dismiss(self) -> None:
        self.taken = iter(())


@dataclass(slots=True)
class Pages:
    """Remembers what was ordered. `dies_after` captures it is interrupted, as by Ctrl-C."""

    ordered: list[Order] = field(default_factory=list)
    dies_after: int = 99

    def capture(self, order: Order, *, progress: Progress) -> Shot:
        self.ordered.append(order)
        progress("load")
        now = SystemClock().read().wall
        verdict, reasons = ENDS[order.url]
        facts = {"url": order.url, "verdict": verdict.value}
        body = BytesIO(json.dumps(facts).encode())
        return Shot(
            verdict=verdict,
            reasons=reasons,
            artefacts=[Artefact("capture.json", Role.RAW, "application/json", body)],
            url=order.url,
            final_url="" if verdict is Verdict.FAILED else order.url + "?final",
            title="" if verdict is Verdict.FAILED else "題名\x1b[2J",
            platform="web",
            started=now,
            finished=now,
            timings={"load": 0.25},
            facts=facts,
        )

    def begin_many(self, orders: Sequence[Order], *, at_once: int, progress: ManyProgress) -> Taking:
        return Taking(self.capture_many(orders, at_once=at_once, progress=progress))

    def capture_many(
        self, orders: Sequence[Order], *, at_once: int, progress: ManyProgress
    ) -> Iterator[tuple[int, Shot]]:
        for place, order in enumerate(orders):
            if place == self.dies_after:
                raise KeyboardInterrupt
            yield place, self.capture(order, progress=partial(progress, place))
