"""What goes into a package: files with the hashes the log vouches for, the proof, and the seal over all of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageFile:
    """A payload file: path (`data/…`), the SHA-256 (hex) and size in bytes that the log says, and how to open it."""

    path: str
    sha256: str
    size: int
    opener: Callable[[], BinaryIO]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper made for this export: its path below `data/exhibits/` and its bytes. The export event vouches for it."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class StampedHead:
    """An earlier head of the log: the checkpoint, byte-exact, and the TimeStampResp over its SHA-256."""

    token: bytes
    note: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A disclosed item: its id, the exact bytes of its record, and the `seq` of the event that brought it in."""

    eid: str
    record: bytes
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofFiles:
    """What the proof is made of. `lines` are the disclosed events in order, `leaves` all leaf hashes of the log.

    `checkpoint` is the signed head over exactly these leaves, `vkey` the key that signed it; `certificates` are PEM by
    the name of the authority.
    """

    lines: Sequence[bytes]
    leaves: Sequence[bytes]
    checkpoint: bytes
    vkey: str
    items: Sequence[Item] = ()
    stamps: Sequence[StampedHead] = ()
    certificates: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class BagInfo:
    """Which case, which of its exports (from 1), when (aware), and by which software (`yosuga/0.1.0`)."""

    case: str
    number: int
    moment: datetime
    software: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SoFar:
    """What a package holds when only the files beside it are missing: what a certificate and a cover page print.

    `manifest_sha256` is the hash (hex) of manifest-sha256.txt; `files` and `size` are those of the payload.
    """

    info: BagInfo
    manifest_sha256: str
    files: int
    size: int
    checkpoint: bytes
    vkey: str
    items: Sequence[str]


@dataclass(frozen=True, slots=True)
class Sealed:
    """Time-stamp tokens (TimeStampResp) over the tagmanifest, by the name of the authority."""

    tokens: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Unsealed:
    """Why no authority has sealed the package, in one line: it is printed in the package."""

    reason: str


Seal = Sealed | Unsealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A finished package: where it is, the SHA-256 of its tagmanifest (hex), its payload, and what seals it."""

    path: Path
    tagmanifest_sha256: str
    files: int
    size: int
    seal: Seal
