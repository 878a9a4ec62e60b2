"""A case's log as a whole: how it grows by one line, and whether every line of it still holds."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from itertools import zip_longest
from typing import Final, Self, TypedDict, Unpack

from yosuga.actor import Actor
from yosuga.clock import Instant, rfc3339
from yosuga.custody.events import NO_ANCHOR, NO_PREDECESSOR, Event, EventType, encode, is_canonical, leaf
from yosuga.custody.merkle import EMPTY, Frontier, root
from yosuga.errors import BadEvent
from yosuga.text import nfc

_NOTHING: Final = bytes(32)


@dataclass(frozen=True, slots=True)
class Head:
    """Where a log ends: its Merkle frontier, the last leaf, and the newest token it knows (hex or `none`)."""

    frontier: Frontier = EMPTY
    last: bytes = _NOTHING
    anchor: str = NO_ANCHOR

    @property
    def size(self) -> int:
        """The number of events."""
        return self.frontier.size

    @property
    def root(self) -> bytes:
        """The Merkle tree hash that a checkpoint signs."""
        return self.frontier.root

    def to_bytes(self) -> bytes:
        """Return last leaf, anchor (zeros for none) and frontier, for the head row."""
        anchor = _NOTHING if self.anchor == NO_ANCHOR else bytes.fromhex(self.anchor)
        return self.last + anchor + self.frontier.to_bytes()

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read what `to_bytes` wrote. Raises ValueError when it is cut or extended."""
        anchor = data[32:64]
        return cls(Frontier.from_bytes(data[64:]), data[:32], NO_ANCHOR if anchor == _NOTHING else anchor.hex())


class About(TypedDict, total=False):
    """What an event may say beyond what every event says; the keys are those of the format document."""

    authority: str
    eid: str
    head: str
    items: str
    note: str
    parent: str
    purpose: str
    recipient: str
    record: str
    sha256: str
    size: int
    time: str
    total: int
    url: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One event ready to be kept: the exact line, its leaf, and the head of the log once it is appended."""

    event: Event
    line: bytes
    leaf: bytes
    head: Head


def next_event(
    after: Head,
    *,
    case: str,
    type: EventType,  # noqa: A002  # the key's name in the format
    at: Instant,
    actor: Actor,
    method: str,
    tool: str,
    salt: bytes,
    **about: Unpack[About],
) -> Entry:
    """Build the line that follows the head `after`. `salt` is 16 random bytes. Texts are brought into NFC.

    The caller keeps the line and the new head in one transaction. Raises BadEvent when a value is not of the format.
    """
    if len(salt) != 16:
        raise BadEvent("a salt is 16 random bytes")
    texts = {key: nfc(value) if isinstance(value, str) else value for key, value in about.items()}
    event = Event(
        actor=actor.id,
        anchor=after.anchor,
        at_device=rfc3339(at.wall),
        boot=at.boot,
        case=case,
        clock_src=at.source,
        method=method,
        mono_us=at.monotonic_ns // 1000,
        prev=after.last.hex() if after.size else NO_PREDECESSOR,
        role=actor.role,
        salt=salt.hex(),
        seq=after.size,
        tool=tool,
        type=type,
        tz=at.zone,
        **texts,  # type: ignore[arg-type]  # the values of `About`, which mypy loses in the comprehension
    )
    line = encode(event)
    return _entry(after, event=event, line=line)


def _entry(head: Head, *, event: Event, line: bytes) -> Entry:
    anchor = head.anchor
    if event.type is EventType.ANCHOR:
        if event.sha256 is None:
            raise BadEvent("an anchor without its token's hash")
        anchor = event.sha256
    own = leaf(line)
    return Entry(event, line, own, Head(head.frontier.append(own), own, anchor))


class Fault(StrEnum):
    """How one entry fails to hold."""

    MISSING = "missing"  # a leaf without its line
    EXTRA = "extra"  # a line without a leaf
    ALTERED = "altered"  # the line is not the one its leaf was made of
    MALFORMED = "malformed"  # not canonical, or of another case
    MISPLACED = "misplaced"  # its `seq` is not where it stands
    UNCHAINED = "unchained"  # its `prev` is not the leaf before it


@dataclass(frozen=True, slots=True)
class Damage:
    """One entry that does not hold, by its position from 0."""

    seq: int
    fault: Fault


@dataclass(frozen=True, slots=True)
class LogCheck:
    """What a check of a whole log found. `erased` counts the lines that are gone on purpose (given as None).

    `cut` says the log is shorter than the signed head; `root_holds` that the head's root is that of its leaves; `ahead`
    is how many events are newer than the head, which a crash between commit and signature leaves behind.
    """

    size: int
    erased: int
    ahead: int
    cut: bool
    root_holds: bool
    damaged: tuple[Damage, ...]

    @property
    def holds(self) -> bool:
        """Whether everything is as it was signed."""
        return self.root_holds and not self.cut and not self.damaged

    @property
    def first_damaged(self) -> int | None:
        """The position of the first entry that does not hold."""
        return self.damaged[0].seq if self.damaged else None


def check(
    lines: Iterable[bytes | None], *, leaves: Sequence[bytes], case: str, head_size: int, head_root: bytes
) -> LogCheck:
    """Check every line against its leaf, place, predecessor and case, and the leaves against the signed head.

    `lines` come in order, None for an erased one. The head's signature is the caller's business (`notes`).
    """
    cut = len(leaves) < head_size
    root_holds = not cut and root(leaves[:head_size]) == head_root
    # Under a root that holds, a leaf vouches for each byte that `encode` wrote; otherwise each form is judged too.
    lookup = _stands if root_holds and len(leaves) == head_size else _stands_and_is_canonical
    damaged, erased = _walk(lines, leaves=leaves, case=case, stands=lookup)
    return LogCheck(
        size=len(leaves),
        erased=erased,
        ahead=max(0, len(leaves) - head_size),
        cut=cut,
        root_holds=root_holds,
        damaged=tuple(damaged),
    )


def _stands(line: bytes, place: Sequence[bytes]) -> bool:
    # A quotation mark inside a text is escaped, so `"prev":"…"` can only be the key itself.
    return all(part in line for part in place)


def _stands_and_is_canonical(line: bytes, place: Sequence[bytes]) -> bool:
    return _stands(line, place) and is_canonical(line)


def _walk(
    lines: Iterable[bytes | None],
    *,
    leaves: Sequence[bytes],
    case: str,
    stands: Callable[[bytes, Sequence[bytes]], bool],
) -> tuple[list[Damage], int]:
    damaged: list[Damage] = []
    erased = 0
    before = [_NOTHING]
    case_part = f'"case":"{case}"'.encode()
    for seq, (line, stored) in enumerate(zip_longest(lines, leaves, fillvalue=b"")):
        if line is None:
            erased += 1
            before = [stored]
            continue
        own = sha256(b"\x00" + line).digest()  # `leaf`, without the cost of a call: this runs for every event there is
        place = (case_part, b',"prev":"%b"' % before[0].hex().encode(), b',"seq":%d,' % seq)
        if own == stored and stands(line, place):
            before = [stored]
            continue
        fault = _fault(line, own=own, stored=stored, place=place, before=before)
        if fault:
            damaged.append(Damage(seq, fault))
        # Either the line or the stored leaf was altered; the next entry is not to blame, whichever it was.
        before = [stored, own]
    return damaged, erased


def _fault(line: bytes, *, own: bytes, stored: bytes, place: Sequence[bytes], before: Sequence[bytes]) -> Fault | None:
    if own != stored:
        return Fault.ALTERED if line and stored else Fault.EXTRA if line else Fault.MISSING
    if not is_canonical(line) or place[0] not in line:
        return Fault.MALFORMED
    if place[2] not in line:
        return Fault.MISPLACED
    chained = any(b',"prev":"%b"' % each.hex().encode() in line for each in before)
    return None if chained else Fault.UNCHAINED
