"""Signed checkpoints: the head of a case's log as a C2SP note (c2sp.org/signed-note, c2sp.org/tlog-checkpoint)."""

import re
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from yosuga.errors import BadCheckpoint

ED25519: Final = b"\x01"  # the signature type byte
_MOST_BYTES: Final = 64 * 1024  # room for the 16 signatures that a reader has to accept
_MOST_SIGNATURES: Final = 16
_NAME: Final = re.compile(r"[^\s+\x00-\x1f]+")
_SIZE: Final = re.compile(r"0|[1-9][0-9]{0,15}")


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line: who says so, the short key id, and the signature bytes."""

    name: str
    key_id: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The head of a log: `origin` names the log, `size` counts its events, `root` is the 32-byte Merkle tree hash."""

    origin: str
    size: int
    root: bytes


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """The public half, as it is handed around: `<name>+<key id>+<base64>`."""

    name: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        """The first four bytes of SHA-256(name ‖ LF ‖ type ‖ public key)."""
        return sha256(self.name.encode() + b"\n" + ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{b64encode(ED25519 + self.public).decode()}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a verifier key. Raises BadCheckpoint when it is malformed or its key id is not that of its key."""
        name, _, rest = text.strip().partition("+")
        _, _, material = rest.partition("+")
        raw = _base64(material)
        if not _NAME.fullmatch(name) or len(raw) != 33 or raw[:1] != ED25519:
            raise BadCheckpoint("not an Ed25519 verifier key")
        key = cls(name, raw[1:])
        if str(key) != text.strip():
            raise BadCheckpoint("a verifier key whose id is not its own")
        return key


@dataclass(frozen=True, slots=True)
class SigningKey:
    """The private half, for one case alone; `name` is the origin of that case's log."""

    name: str
    seed: bytes = field(repr=False)
    _private: Ed25519PrivateKey = field(init=False, repr=False, compare=False)
    _key_id: bytes = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Unfold the seed once: every entry of a log is signed."""
        object.__setattr__(self, "_private", Ed25519PrivateKey.from_private_bytes(self.seed))
        object.__setattr__(self, "_key_id", self.vkey.key_id)

    @classmethod
    def generate(cls, random: bytes, *, name: str) -> Self:
        """Make a key of 32 random bytes."""
        if len(random) != 32:
            raise ValueError("an Ed25519 key is made of 32 random bytes")
        if not _NAME.fullmatch(name):
            raise ValueError("a key name is one word without a plus sign")
        return cls(name, random)

    @property
    def vkey(self) -> VerifierKey:
        """The public half."""
        return VerifierKey(self.name, self._private.public_key().public_bytes_raw())

    def sign(self, text: str) -> bytes:
        """Return `text` (which ends in LF) as a signed note."""
        signature = self._private.sign(text.encode())
        line = f"— {self.name} {b64encode(self._key_id + signature).decode()}\n"
        return f"{text}\n{line}".encode()

    def sign_checkpoint(self, checkpoint: Checkpoint) -> bytes:
        """Return the signed checkpoint, byte for byte as it is kept, stamped and handed out."""
        if checkpoint.origin != self.name or len(checkpoint.root) != 32 or checkpoint.size < 0:
            raise ValueError("a checkpoint of another log, or no checkpoint at all")
        root = b64encode(checkpoint.root).decode()
        return self.sign(f"{checkpoint.origin}\n{checkpoint.size}\n{root}\n")


def origin(case: str) -> str:
    """Return the origin of a case's log."""
    return f"yosuga/{case}"


def parse_note(note: bytes) -> tuple[str, list[Signature]]:
    """Return the text (with its last LF) and the signatures of a note; nothing is verified. Raises BadCheckpoint."""
    text, separator, signatures = _decoded(note).rpartition("\n\n")
    lines = signatures.split("\n")
    if not separator or not text or lines.pop() or not 0 < len(lines) <= _MOST_SIGNATURES:
        raise BadCheckpoint("a note without text or signatures")
    return text + "\n", [_signature(line) for line in lines]


def _decoded(note: bytes) -> str:
    if len(note) > _MOST_BYTES:
        raise BadCheckpoint("a note larger than any that is signed here")
    try:
        text = note.decode()
    except UnicodeDecodeError as wrong:
        raise BadCheckpoint("a note that is not UTF-8") from wrong
    if re.search(r"[\x00-\x09\x0b-\x1f]", text):
        raise BadCheckpoint("a note with control characters")
    return text


def _signature(line: str) -> Signature:
    dash, _, rest = line.partition(" ")
    name, _, value = rest.partition(" ")
    raw = _base64(value)
    if dash != "—" or not _NAME.fullmatch(name) or len(raw) < 5:
        raise BadCheckpoint("a malformed signature line")
    return Signature(name, raw[:4], raw[4:])


def _base64(text: str) -> bytes:
    try:
        raw = b64decode(text, validate=True)
    except (Base64Error, ValueError) as wrong:
        raise BadCheckpoint("malformed base64") from wrong
    if b64encode(raw).decode() != text:
        raise BadCheckpoint("base64 that is not canonical")
    return raw


def verify_note(note: bytes, *, vkey: VerifierKey) -> str:
    """Return the text of a note that `vkey` signed. Raises BadCheckpoint."""
    text, signatures = parse_note(note)
    ours = [each for each in signatures if (each.name, each.key_id) == (vkey.name, vkey.key_id)]
    if not ours:
        raise BadCheckpoint("not signed by the expected key")
    public = Ed25519PublicKey.from_public_bytes(vkey.public)
    for each in ours:
        try:
            public.verify(each.signature, text.encode())
        except InvalidSignature as wrong:
            raise BadCheckpoint("the signature does not verify") from wrong
    return text


def parse_checkpoint(note: bytes) -> Checkpoint:
    """Return what a checkpoint claims; its signature is *not* verified. Raises BadCheckpoint."""
    return _checkpoint(parse_note(note)[0])


def verify_checkpoint(note: bytes, *, vkey: VerifierKey) -> Checkpoint:
    """Return the checkpoint that `vkey` signed for the log of its own name. Raises BadCheckpoint."""
    checkpoint = _checkpoint(verify_note(note, vkey=vkey))
    if checkpoint.origin != vkey.name:
        raise BadCheckpoint("a checkpoint of another log")
    return checkpoint


def _checkpoint(text: str) -> Checkpoint:
    lines = text.split("\n")
    if len(lines) != 4 or not lines[0]:  # three lines and the end; Yosuga writes no extension lines and reads none
        raise BadCheckpoint("a checkpoint has three lines")
    root = _base64(lines[2])
    if not _SIZE.fullmatch(lines[1]) or len(root) != 32:
        raise BadCheckpoint("a malformed size or root")
    return Checkpoint(lines[0], int(lines[1]), root)
