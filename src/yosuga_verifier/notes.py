"""C2SP signed notes, verifier keys, checkpoints and tlog-proofs: read strictly, verified against one known key."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

from yosuga_verifier import ed25519

LARGEST = 64 * 1024
_ED25519 = b"\x01"
_NUMBER = re.compile(r"0|[1-9][0-9]{0,15}", re.ASCII)
_NAME = re.compile(r"[^\s+]{1,255}")


class BadNoteError(ValueError):
    """A note, key, checkpoint or proof is not in its form. The text says what is wrong, in English."""


@dataclass(frozen=True)
class Key:
    """A C2SP verifier key: name, four-byte id, 32-byte Ed25519 public key."""

    name: str
    id: bytes
    public: bytes

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(_ED25519 + self.public).decode()}"


@dataclass(frozen=True)
class Note:
    """A signed note: the text that is signed, and its signatures as (name, key id, signature)."""

    text: bytes
    signatures: tuple[tuple[str, bytes, bytes], ...]


@dataclass(frozen=True)
class Checkpoint:
    """The head of a log: whose, over how many leaves, with which root."""

    origin: str
    size: int
    root: bytes


@dataclass(frozen=True)
class Proof:
    """A tlog-proof: a leaf's index, the hashes up to the root, the checkpoint's exact bytes."""

    index: int
    path: tuple[bytes, ...]
    checkpoint: bytes


def parse_key(text: str) -> Key:
    """Read `name+hash+base64`. Raises BadNoteError; a key id that is not the key's own is refused."""
    parts = text.split("+", 2)
    if len(parts) != 3 or not _NAME.fullmatch(parts[0]) or not re.fullmatch(r"[0-9a-f]{8}", parts[1]):
        raise BadNoteError("not a verifier key (name+hash+base64)")
    raw = _base64(parts[2])
    if len(raw) != 33 or raw[:1] != _ED25519:
        raise BadNoteError("not an Ed25519 verifier key")
    key = Key(parts[0], bytes.fromhex(parts[1]), raw[1:])
    if hashlib.sha256(key.name.encode() + b"\n" + raw).digest()[:4] != key.id:
        raise BadNoteError("the verifier key's hash is not its own")
    return key


def parse_note(raw: bytes) -> Note:
    """Read a signed note (c2sp.org/signed-note). Raises BadNoteError."""
    if len(raw) > LARGEST:
        raise BadNoteError("too large")
    try:
        whole = raw.decode("utf-8")
    except UnicodeDecodeError as wrong:
        raise BadNoteError("not UTF-8") from wrong
    if any(c < " " and c != "\n" for c in whole):
        raise BadNoteError("holds control characters")
    text, blank, tail = whole.rpartition("\n\n")
    if not blank or not text or not tail.endswith("\n"):
        raise BadNoteError("no text followed by an empty line and signatures")
    return Note((text + "\n").encode(), tuple(_signature(line) for line in tail[:-1].split("\n")))


def _signature(line: str) -> tuple[str, bytes, bytes]:
    dash, _space, rest = line.partition(" ")
    name, _space, encoded = rest.partition(" ")
    if dash != "—" or not _NAME.fullmatch(name):
        raise BadNoteError("a signature line is malformed")
    raw = _base64(encoded)
    if len(raw) < 5:
        raise BadNoteError("a signature is too short")
    return name, raw[:4], raw[4:]


def is_signed(note: Note, *, key: Key) -> bool:
    """Whether the key signed the note. Signatures of other keys are ignored, a bad one of this key is not."""
    ours = [signature for name, id_, signature in note.signatures if (name, id_) == (key.name, key.id)]
    return bool(ours) and all(ed25519.verify(one, message=note.text, public=key.public) for one in ours)


def checkpoint_of(note: Note) -> Checkpoint:
    """Read a note's text as a checkpoint (c2sp.org/tlog-checkpoint). Raises BadNoteError."""
    lines = note.text.decode("utf-8").split("\n")[:-1]
    if len(lines) < 3 or not all(lines) or not _NUMBER.fullmatch(lines[1]):
        raise BadNoteError("not a checkpoint: origin, size and root are wanted")
    root = _base64(lines[2])
    if len(root) != 32:
        raise BadNoteError("not a checkpoint: the root is not 32 bytes")
    return Checkpoint(lines[0], int(lines[1]), root)


def parse_proof(raw: bytes) -> Proof:
    """Read a tlog-proof (c2sp.org/tlog-proof@v1). Raises BadNoteError."""
    if len(raw) > LARGEST:
        raise BadNoteError("too large")
    head, blank, checkpoint = raw.partition(b"\n\n")
    lines = head.split(b"\n")
    if not blank or lines[0] != b"c2sp.org/tlog-proof@v1":
        raise BadNoteError("not a tlog-proof")
    rest = lines[2:] if len(lines) > 1 and lines[1].startswith(b"extra ") else lines[1:]
    if not rest or not rest[0].startswith(b"index "):
        raise BadNoteError("the proof has no index")
    try:
        index = rest[0][6:].decode("ascii")
        path = tuple(_base64(line.decode("ascii")) for line in rest[1:])
    except UnicodeDecodeError as wrong:
        raise BadNoteError("not ASCII") from wrong
    if not _NUMBER.fullmatch(index) or any(len(node) != 32 for node in path):
        raise BadNoteError("the proof's index or hashes are malformed")
    return Proof(int(index), path, checkpoint)


def _base64(text: str) -> bytes:
    """Standard base64 in its one spelling: no white space, no stray bits, full padding."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as wrong:
        raise BadNoteError("not base64") from wrong
    if base64.b64encode(raw).decode() != text:
        raise BadNoteError("not base64 in its one spelling")
    return raw
