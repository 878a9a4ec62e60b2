"""What actions on evidence give back: plain values that a door can show without knowing the database."""

from collections.abc import Sequence, Set
from dataclasses import asdict, dataclass, field

from yosuga.custody.package.contents import Written
from yosuga.custody.records import FileEntry
from yosuga.imports.base import Reading


@dataclass(frozen=True, slots=True)
class KeptItem:
    """An item that is in the log: its id, the SHA-256 of its principal file, and its files."""

    eid: str
    sha256: str
    files: Sequence[FileEntry]


@dataclass(frozen=True, slots=True)
class Imported:
    """An imported file: its item and what the file says of itself."""

    item: KeptItem
    reading: Reading


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it was. `item` is None where the trouble is the log's or the vault's."""

    case: str | None
    item: str | None
    code: str
    detail: str = ""


@dataclass(slots=True)
class Report:
    """What a check looked at, and what it found. Orphans are leftovers of a crash: harmless, and never deleted."""

    items: int = 0
    files: int = 0
    size: int = 0
    entries: int = 0
    findings: list[Finding] = field(default_factory=list)
    orphans: Sequence[str] = ()

    def as_json(self) -> dict[str, object]:
        """Return the report as JSON-ready data."""
        return asdict(self) | {"orphans": list(self.orphans)}


@dataclass(frozen=True, slots=True)
class Exported:
    """A written package, the items in it, and the ids that were held back."""

    written: Written
    items: Sequence[str]
    withheld: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is handed over to whom. `eids` empty means every item; the files of `masked` items stay in the house."""

    eids: Sequence[str] = ()
    masked: Set[str] = frozenset()
    purpose: str = ""
    recipient: str = ""
