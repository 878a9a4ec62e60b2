"""What a signed look finds: what was proven, who vouches for it, what readers are shown, and the files that show it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from yosuga.capture.atproto.address import Place
from yosuga.capture.atproto.cbor import Value


class Outcome(StrEnum):
    """How a look ended. Only the first two are proven; the next five are the server's word alone."""

    PRESENT = "present"
    ABSENT = "absent"
    SAID_ABSENT = "said-absent"
    DEACTIVATED = "deactivated"
    TAKEN_DOWN = "taken-down"
    SUSPENDED = "suspended"
    ACCOUNT_GONE = "account-gone"
    OWN_SERVER = "own-server"
    UNPROVEN = "unproven"
    UNREACHABLE = "unreachable"


class Reader(StrEnum):
    """Who shows records to people: the account's own server, and the app view that most apps read from."""

    SERVER = "server"
    APP_VIEW = "app-view"


class Vouched(StrEnum):
    """Who vouches for the signing key: the account's own ledger, the directory's word alone, or the account's host."""

    LEDGER = "ledger"
    DIRECTORY = "directory"
    HOST = "host"


@dataclass(frozen=True, slots=True)
class Record:
    """A record as the account signed it: the name of its bytes, and what they say."""

    cid: str
    value: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Proof:
    """What was proven: at the revision `rev`, signed by `key_text`, the place held `record`, or nothing.

    `signed` is the time inside the revision, by the clock of the account's server; `commit` names the signed block.
    """

    place: Place
    did: str
    rev: str
    signed: datetime
    commit: str
    key_text: str
    record: Record | None


@dataclass(frozen=True, slots=True)
class File:
    """One file to keep as evidence, as received (`asking.json` is ours: what was asked, when, and the digests)."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Asked:
    """One look. `shown` holds only readers that gave a clear answer; `why` is a fixed phrase, never received words."""

    address: str
    moment: datetime
    outcome: Outcome
    proof: Proof | None = None
    vouched: Vouched | None = None
    shown: Mapping[Reader, bool] = field(default_factory=dict)
    files: tuple[File, ...] = ()
    why: str = ""
