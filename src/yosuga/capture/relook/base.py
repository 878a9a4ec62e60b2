"""What an address answered when it was looked at again, and who can ask."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

AGENT = "Yosuga"  # by this name robots.txt speaks to us
MOST_BYTES = 2 * 2**20  # of a body; what comes after it is left
MOST_TEXT = 400_000  # characters
MOST_LINKS = 5_000
ASK_S = 25.0  # one address: three of them, spaced, fit a minute


@dataclass(frozen=True, slots=True)
class Answered:
    """What one address showed at `moment` (aware).

    `status` is 0 where nothing was answered that could be read, and `failure` then says why in one word. `text` are
    the words a reader sees, `links` where the page leads to (absolute). `media_type` and `digest` (SHA-256 of the body,
    hex) tell pictures apart. `walled` says that whoever looked met a demand to log in. `retry_after` is what the host
    asks us to wait, in seconds; `cut` says that not all was read.
    """

    asked: str
    url: str
    moment: datetime
    status: int = 0
    title: str = ""
    text: str = ""
    password: bool = False
    dialog: str = ""
    mitigated: bool = False
    walled: bool = False
    links: tuple[str, ...] = ()
    media_type: str = ""
    digest: str = ""
    retry_after: int | None = None
    cut: bool = False
    failure: str = ""


May = Callable[[str], bool]


def always(_url: str) -> bool:
    """Nothing is forbidden: a person looks for themselves."""
    return True


class Looker(Protocol):
    """One way to look at addresses. Raises BrowserMissing or BrowserFailed where it needs a browser and has none."""

    def ask(self, address: str, *, may: May) -> Answered:
        """Return what the address shows. `may` is asked before every address that a redirect leads to.

        What the page or the network does is in the answer; nothing that they do raises.
        """
        ...

    def close(self) -> None:
        """End whatever was started."""
        ...
