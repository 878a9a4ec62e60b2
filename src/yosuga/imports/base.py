"""What a file the person already has turns out to be: kind, facts read from it, and checks it passed or failed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What the file is to the case; it chooses the words of the file title (`20250911_1405_SNS投稿.png`)."""

    SCREENSHOT = "screenshot"
    RECORDING = "recording"
    PDF = "pdf"
    MAIL = "mail"
    TALK = "talk"
    CALL_LOG = "call-log"
    MEDICAL_CERTIFICATE = "medical-certificate"
    RECEIPT = "receipt"
    MHTML = "mhtml"
    WARC = "warc"
    WACZ = "wacz"
    OTHER = "other"


class Outcome(StrEnum):
    """How a check of the file's own claims ended."""

    HOLDS = "holds"
    FAILS = "fails"
    NOT_CHECKED = "not-checked"


@dataclass(frozen=True, slots=True)
class Check:
    """One claim the file makes about itself (a digest inside a WACZ, a DKIM signature …) and whether it holds."""

    what: str
    outcome: Outcome
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from one file. Facts are claims of the file: "not captured by us".

    `taken_at` is the moment the file says it is from (EXIF, Date header …), aware, or None; `facts` is plain
    JSON-ready data; `warnings` are sentence codes of `imports.words`.
    """

    kind: Kind
    media_type: str
    taken_at: datetime | None
    facts: Mapping[str, object]
    checks: Sequence[Check]
    warnings: Sequence[str]
