"""A small case to test with: opened, one capture, one import, one derived copy, and a head that is signed."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import BytesIO
from typing import Unpack

import pytest

from yosuga.actor import Door, local_owner
from yosuga.clock import Instant
from yosuga.custody import records
from yosuga.custody.events import EventType
from yosuga.custody.log import About, Entry, Head, next_event
from yosuga.custody.naming import capture_path, original_path
from yosuga.custody.notes import Checkpoint, SigningKey, origin
from yosuga.custody.package.contents import BagInfo, Item, PackageFile, ProofFiles
from yosuga.custody.records import FileEntry, FileRole, ItemRecord, Source

CASE = "C-ABCDEFGH"
START = datetime(2025, 9, 11, 5, 5, 9, 120000, tzinfo=UTC)


@dataclass
class Case:
    """A case in memory."""

    key: SigningKey = field(default_factory=lambda: SigningKey.generate(bytes(range(32)), name=origin(CASE)))
    head: Head = field(default_factory=Head)
    lines: list[bytes] = field(default_factory=list)
    leaves: list[bytes] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    files: list[PackageFile] = field(default_factory=list)

    def append(self, type: EventType, **about: Unpack[About]) -> Entry:  # noqa: A002
        seq = self.head.size
        entry = next_event(
            self.head,
            case=CASE,
            type=type,
            at=Instant(START + timedelta(seconds=seq), 1_000_000_000 * seq, "0123456789abcdef", "system", "+09:00"),
            actor=local_owner(Door.CLI),
            method="file",
            tool="yosuga/0.1.0",
            salt=sha256(b"salt %d" % seq).digest()[:16],
            **about,
        )
        self.head = entry.head
        self.lines.append(entry.line)
        self.leaves.append(entry.leaf)
        return entry

    def add_item(self, eid: str, *, files: dict[str, bytes], captured: bool) -> None:
        """Add an item whose first file is the principal one; names that begin with `cookies` stay in the vault."""
        entries = []
        for name, content in files.items():
            role = FileRole.VAULT if name.startswith("cookies") else FileRole.RAW
            digest = sha256(content).hexdigest()
            entries.append(FileEntry(media_type="image/png", name=name, role=role, sha256=digest, size=len(content)))
            if role is FileRole.RAW:
                path = capture_path(eid, name=name) if captured else original_path(eid, name=name)
                self.files.append(payload(path, content))
        record = records.encode(
            ItemRecord(
                case=CASE,
                eid=eid,
                files=tuple(entries),
                kind="page" if captured else "screenshot",
                source=Source.CAPTURED if captured else Source.IMPORTED,
                title="投稿",
            )
        )
        type_ = EventType.CAPTURE if captured else EventType.IMPORT
        event = self.append(
            type_, eid=eid, sha256=entries[0].sha256, size=entries[0].size, record=records.digest(record)
        ).event
        self.items.append(Item(eid=eid, record=record, seq=event.seq))

    @property
    def checkpoint(self) -> bytes:
        return self.key.sign_checkpoint(Checkpoint(origin(CASE), self.head.size, self.head.root))

    @property
    def proof(self) -> ProofFiles:
        return ProofFiles(
            lines=self.lines,
            leaves=self.leaves,
            checkpoint=self.checkpoint,
            vkey=str(self.key.vkey),
            items=self.items,
        )


def payload(path: str, content: bytes) -> PackageFile:
    return PackageFile(
        path=path, sha256=sha256(content).hexdigest(), size=len(content), opener=lambda: BytesIO(content)
    )


def build() -> Case:
    made = Case()
    made.append(EventType.CASE_OPEN)
    made.add_item("E0001", files={"20250911_1405_SNS投稿.png": b"picture" * 1000, "100%.txt": b"text"}, captured=False)
    made.add_item("E0002", files={"page.png": b"page", "media/a.jpg": b"a", "cookies.json": b"secret"}, captured=True)
    copy = b"a copy with the name covered"
    made.append(
        EventType.DERIVE, eid="E0001", sha256=sha256(copy).hexdigest(), size=len(copy), parent=made.files[0].sha256
    )
    made.files.append(payload(original_path("E0001", name="20250911_1405_SNS投稿_墨消し.png"), copy))
    return made


@pytest.fixture
def case() -> Case:
    return build()


@pytest.fixture
def info() -> BagInfo:
    return BagInfo(case=CASE, number=3, moment=START, software="yosuga/0.1.0")
