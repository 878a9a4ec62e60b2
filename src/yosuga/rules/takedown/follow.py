"""One target with everything that was done about it and every look at it: what the other rules decide from."""

from dataclasses import dataclass, field

from yosuga.rules.removal import Look, Standing, standing
from yosuga.rules.takedown.request import Request
from yosuga.rules.takedown.target import Target


@dataclass(frozen=True, slots=True)
class Followed:
    """A target as it is kept. `number` counts from 1 within its case: T0001.

    `evidence` are the items that show it, `without` the person's reason why there are none. `looks` are in order of
    time. `reposts` are targets in which it came back (REAPPEARED): new targets under the same root.
    """

    number: int
    target: Target
    evidence: tuple[str, ...] = ()
    without: str = ""
    requests: tuple[Request, ...] = field(default=())
    looks: tuple[Look, ...] = field(default=())
    reposts: tuple[int, ...] = ()

    @property
    def id(self) -> str:
        """The number as people write it."""
        return f"T{self.number:04}"

    @property
    def stands(self) -> Standing:
        """What all looks together say."""
        return standing(self.looks)

    def request(self, number: int) -> Request | None:
        """Return one of its requests."""
        return next((one for one in self.requests if one.number == number), None)
