"""What a hand-over is asked to be and what it became: plain values for the doors."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from yosuga.custody.package.profiles import Problem
from yosuga.evidence.results import Choice, Exported


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """How a case is handed over.

    `masked` covers what the exhibit plan says and keeps the files of those items back. `profile` names the receiver's
    limits. `keys` are age public keys and `passphrase` an age passphrase; with either, one sealed file is written.
    """

    choice: Choice
    zipped: bool = False
    papers: bool = True
    masked: bool = False
    profile: str = "default"
    keys: Sequence[str] = ()
    passphrase: str = ""

    @property
    def sealed(self) -> bool:
        """Whether only the recipient may open it."""
        return bool(self.keys or self.passphrase)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """What was written and where; `problems` are what the receiver may refuse, by file name.

    `unnumbered` are the items that the exhibit plan gives no number, so that they have no exhibit.

    `seal_fingerprint` is that of the certificate which signs the 封印証明書; empty without papers.
    """

    exported: Exported
    path: Path
    problems: Sequence[tuple[str, Problem]]
    unnumbered: Sequence[str]
    seal_fingerprint: str
